package lint

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/page"
)

// spot is a run of text with its place in a file and on a page.
type spot struct {
	pos  page.Pos
	end  int32 // column after its last character
	line *line
	run  int
	page int
}

// Locate gives findings about a place in a story's file their place on the page: page,
// column, line and millimetres. Those that have one keep it.
func Locate(res *layout.Result, found source.List) {
	files := map[string]int32{}
	for i, name := range res.Doc.Sources {
		files[name] = int32(i + 1)
	}
	if !slices.ContainsFunc(found, func(f source.Finding) bool { return f.Page == 0 && files[f.Pos.File] > 0 }) {
		return
	}
	spots := spotsOf(res)
	for i := range found {
		f := &found[i]
		file := files[f.Pos.File]
		if f.Page != 0 || file == 0 || f.Pos.Line == 0 {
			continue
		}
		want := page.Pos{File: file, Line: int32(f.Pos.Line), Col: int32(f.Pos.Col)}
		n, ok := slices.BinarySearchFunc(spots, want, func(s spot, p page.Pos) int { return comparePos(s.pos, p) })
		if !ok {
			n--
		}
		if n < 0 || spots[n].pos.File != want.File || spots[n].pos.Line != want.Line {
			continue
		}
		s := &spots[n]
		x, y := s.place(want.Col)
		f.Page, f.Column, f.Line, f.X, f.Y = s.page, s.line.column, s.line.number, x, y
	}
}

func comparePos(a, b page.Pos) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
}

// spotsOf lists all runs of the stories by their place in the files.
func spotsOf(res *layout.Result) []spot {
	c := &checker{res: res}
	c.read()
	var spots []spot
	for _, s := range c.sheets {
		add := func(p *para) {
			for _, l := range p.lines {
				for n, t := range l.runs {
					if t.Pos.File > 0 {
						spots = append(spots, spot{t.Pos, t.Pos.Col + int32(utf8.RuneCountInString(t.Src)), l, n, s.page.Number})
					}
				}
			}
		}
		for _, pc := range s.pieces {
			for _, list := range [][]*para{pc.heads, pc.paras} {
				for _, p := range list {
					add(p)
				}
			}
			for _, f := range pc.figures {
				if f.caption != nil {
					add(f.caption)
				}
			}
		}
	}
	slices.SortStableFunc(spots, func(a, b spot) int { return comparePos(a.pos, b.pos) })
	return spots
}

// place returns where the character of a column of the file stands, in micrometres.
func (s *spot) place(col int32) (x, y int) {
	t := s.line.runs[s.run]
	if len(t.Glyphs) == 0 {
		r := s.line.rect()
		return micrometres(r.X), micrometres(r.Y)
	}
	r := s.line.at[s.run].Rect(t.Cell(t.Offset(col)))
	return micrometres(r.X), micrometres(r.Y)
}

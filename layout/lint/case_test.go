package lint_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/cmd/need/composed"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/page"
	"banxin/layout/unit"

	"github.com/rogpeppe/go-internal/txtar"
)

// base is the paper that the cases change.
func base(t testing.TB) fstest.MapFS {
	t.Helper()
	ar, err := txtar.ParseFile("testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	m := fstest.MapFS{}
	for _, f := range ar.Files {
		m[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	m["editions/2026-10-20/images/a.png"] = &fstest.MapFile{Data: picture(t, 1500, 900)}
	return m
}

func picture(t testing.TB, w, h int) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, w, h))
	img.Set(1, 1, color.White)
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func compose(t testing.TB, m fstest.MapFS) (*editions.Edition, *layout.Result) {
	t.Helper()
	ed, found, err := editions.Load(m, "")
	if err != nil {
		t.Fatal(err)
	}
	if found.Count(source.Error) > 0 {
		t.Fatal("the case itself:", listing(found))
	}
	_, res := composed.Edition(t, ed)
	return ed, res
}

func listing(l source.List) string {
	var b strings.Builder
	for _, f := range l {
		fmt.Fprintf(&b, "page %d %s %d:%d %s: %s %s [%s] %q\n", f.Page, f.Slot, f.Column, f.Line, f.Story, f.Severity, f.Message, f.Code, f.Quote)
	}
	return b.String()
}

// TestBase: the paper that the cases change has no finding.
func TestBase(t *testing.T) {
	ed, res := compose(t, base(t))
	if l := checked(t, ed, res); len(l) > 0 {
		t.Errorf("engine:\n%sfound:\n%s", listing(res.Findings), listing(l))
	}
}

// file changes a file of the paper.
func file(name, from, to string) func(*testing.T, fstest.MapFS) {
	return func(t *testing.T, m fstest.MapFS) {
		f := m[name]
		if f == nil || !bytes.Contains(f.Data, []byte(from)) {
			t.Fatalf("%s has no %q", name, from)
		}
		m[name] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(string(f.Data), from, to))}
	}
}

const (
	tpl1    = "templates/一版.yaml"
	tpl2    = "templates/二版.yaml"
	stories = "editions/2026-10-20/stories/"
)

// Cases by changing the paper: what an editor would write.
var papers = map[string]func(*testing.T, fstest.MapFS){
	"LAY-HOLE": func(t *testing.T, m fstest.MapFS) {
		file(tpl2, "转版 丙 丙", "转版 . .")(t, m)
		file(tpl2, "  丙:\n    题: {字号: 24pt}\n", "")(t, m)
		file("editions/2026-10-20/edition.yaml", ", 丙: f", "")(t, m)
	},
	"LAY-EMPTY":  file("editions/2026-10-20/edition.yaml", ", 丙: f", ""),
	"LAY-GUTTER": file(tpl1, "三条 四条 四条 二条", "三条 四条 四条 四条"),
	"LAY-LEAD":   file(tpl1, "题: {字号: 20pt}", "题: {字号: 48pt}"),
	"LAY-CHAIN":  file("editions/2026-10-20/edition.yaml", "四条: d}", "四条: [a, d]}"),
	"LAY-GUTTER/upright": func(t *testing.T, m fstest.MapFS) {
		file(tpl2, "  22 | 转版 转版 丙 丙", "  10 | 转版 转版 丙 丙\n  11 | 空白 空白 丙 丙")(t, m)
		file(tpl2, "版位:\n", "版位:\n  空白: {类: 空}\n")(t, m)
	},
	"TYP-FIGURES":      file(tpl1, "四条:\n    题: {字号: 20pt}", "四条:\n    竖排: 是\n    题: {字号: 20pt}"),
	"TYP-LADDER/start": starts("船船船河"),
	"TYP-RIVER":        river(6, 6),
	"TYP-STEP":         file(tpl1, "36pt", "37.5pt"),
	"TYP-SMALL":        file("paper.yaml", "名称:", "样式: {图说: {字号: 6pt}}\n名称:"),
	"INK-TAC":          file("paper.yaml", "名称:", "颜色: {浓: {c: 90, m: 90, y: 90}}\n样式: {栏目: {颜色: 浓}, 主题: {颜色: 浓}}\n名称:"),
	"INK-TEXT":         file("paper.yaml", "名称:", "颜色: {四: {c: 20, m: 20, y: 20, k: 60}}\n样式: {署名: {颜色: 四}}\n名称:"),
	"REL-FOLIO":        file(tpl2, "报眉: {类: 报眉}", "报眉: {类: 空}"),
	"REL-JUMP":         file(tpl1, "二条:\n    题: {字号: 18pt}", "二条:\n    题: {字号: 18pt, 行: 37}"),
}

// TestPapers: each change makes findings of its code alone.
func TestPapers(t *testing.T) {
	for code, change := range papers {
		t.Run(code, func(t *testing.T) {
			m := base(t)
			change(t, m)
			ed, res := compose(t, m)
			only(t, code, checked(t, ed, res), res)
		})
	}
}

// river writes the second paragraph of d so that a comma stands in one cell of five lines;
// in the third of them in the other.
func river(cell, other int) func(*testing.T, fstest.MapFS) {
	return fiveLines(func(n, k int) string {
		if n == 2 && k == other || n != 2 && k == cell {
			return "，"
		}
		return ""
	})
}

// starts writes it so that the lines but the first begin with characters of s.
func starts(s string) func(*testing.T, fstest.MapFS) {
	return fiveLines(func(n, k int) string {
		if n > 0 && k == 0 {
			return string([]rune(s)[n-1])
		}
		return ""
	})
}

// fiveLines writes the second paragraph of d anew: what stands at character k of line n, or
// any Han character.
func fiveLines(at func(n, k int) string) func(*testing.T, fstest.MapFS) {
	return func(t *testing.T, m fstest.MapFS) {
		han := []rune("渡工们说河上有桥以后坐船的人少可是挑担进城还喜欢这条路因为靠岸街就在眼前早市也从样子清晨水面浮着薄雾木")
		text := ""
		for n := range 5 {
			for k := range 13 {
				if n == 0 && k < 2 || n == 4 && k == 12 {
					continue // the indent, the full stop
				}
				if r := at(n, k); r != "" {
					text += r
					continue
				}
				text, han = text+string(han[0]), append(han[1:], han[0])
			}
		}
		old := string(m[stories+"d.md"].Data)
		last := strings.LastIndex(strings.TrimSpace(old), "\n") + 1
		m[stories+"d.md"] = &fstest.MapFile{Data: []byte(old[:last] + text + "。\n")}
	}
}

// TestSiblings: what differs a little from a fault is none.
func TestSiblings(t *testing.T) {
	for name, change := range map[string]func(*testing.T, fstest.MapFS){
		"TYP-FIGURES": func(t *testing.T, m fstest.MapFS) {
			papers["TYP-FIGURES"](t, m)
			file(stories+"d.md", "2026年", "二〇二六年")(t, m)
		},
		"LAY-EMPTY/advert": func(t *testing.T, m fstest.MapFS) { // that is GAP-ADVERT
			file("editions/2026-10-20/edition.yaml", ", 丙: f", "")(t, m)
			file(tpl2, "  丙:\n    题: {字号: 24pt}", "  丙: {类: 广告}")(t, m)
		},
		"TYP-RIVER":        river(6, 9),
		"TYP-LADDER/start": starts("船船河船"),
		"LAY-EMPTY": func(t *testing.T, m fstest.MapFS) {
			papers["LAY-EMPTY"](t, m)
			file(tpl2, "  丙:\n    题: {字号: 24pt}", "  丙: {类: 空}")(t, m)
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := base(t)
			change(t, m)
			ed, res := compose(t, m)
			if l := checked(t, ed, res); len(l) > 0 {
				t.Errorf("engine:\n%sfound:\n%s", listing(res.Findings), listing(l))
			}
		})
	}
}

// only wants findings of one code; a name may say more after the code: LAY-GUTTER/upright.
func only(t *testing.T, code string, l source.List, res *layout.Result) {
	t.Helper()
	code, _, _ = strings.Cut(code, "/")
	ok := len(l) > 0
	for _, f := range l {
		ok = ok && f.Code == code
	}
	if !ok {
		t.Errorf("want %s alone, found:\n%sengine:\n%s", code, listing(l), listing(res.Findings))
	}
}

// part is a marked part of a page with its lines, a run each.
type part struct {
	mark  *page.Mark
	lines [][]*page.Text
}

// parts lists the parts of a story on a page that have a role, in order.
func parts(p *page.Page, story string, role page.Role) []*part {
	var out []*part
	var cur *part
	for _, it := range p.Items {
		switch it := it.(type) {
		case *page.Mark:
			cur = nil
			if n := len(out); it.Open && it.Role == role && n > 0 && out[n-1].mark.ID == it.ID {
				cur = out[n-1]
			} else if it.Open && it.Role == role && strings.HasPrefix(it.ID, story) {
				cur = &part{mark: it}
				out = append(out, cur)
			}
		case *page.Text:
			if cur == nil {
				continue
			}
			if n := len(cur.lines); n > 0 && cur.lines[n-1][0].At.Y == it.At.Y && cur.lines[n-1][0].At.X < it.At.X {
				cur.lines[n-1] = append(cur.lines[n-1], it)
			} else {
				cur.lines = append(cur.lines, []*page.Text{it})
			}
		}
	}
	return out
}

func move(line []*page.Text, dx, dy unit.Length) {
	for _, r := range line {
		r.At = r.At.Add(unit.Point{X: dx, Y: dy})
	}
}

// trade exchanges the character at index i of a line with the first want in the part.
func trade(t *testing.T, p *part, line, i int, want rune) {
	t.Helper()
	run := p.lines[line][0]
	if i < 0 {
		runs := p.lines[line]
		run = runs[len(runs)-1]
	}
	r := []rune(run.Src)
	if i < 0 {
		i = len(r) - 1
	}
	old := r[i]
	if old == want {
		return
	}
	for n, l := range p.lines {
		for _, o := range l {
			if k := strings.IndexRune(o.Src, want); k >= 0 && (n != line || o != run) && k > 0 && k+len(string(want)) < len(o.Src) {
				o.Src = o.Src[:k] + string(old) + o.Src[k+len(string(want)):]
				r[i] = want
				run.Src = string(r)
				return
			}
		}
	}
	t.Fatalf("no %c to trade", want)
}

const leading = 13 * unit.Pt

// Cases by changing the display list: faults of an engine.
var pages = map[string]func(*testing.T, *page.Doc){
	"LAY-OVERLAP": func(t *testing.T, d *page.Doc) {
		imageOf(d.Pages[0]).Rect.X -= 40 * unit.Pt
	},
	"REL-NAME": func(t *testing.T, d *page.Doc) {
		for _, it := range d.Pages[0].Items {
			if r, ok := it.(*page.Text); ok && strings.Contains(r.Src, "渡口日报") {
				r.Size = 10 * unit.Pt
			}
		}
	},
	"LAY-OUTSIDE": func(t *testing.T, d *page.Doc) {
		p := parts(d.Pages[0], "c", page.RoleSignoff)
		move(p[0].lines[0], 0, 20*leading)
	},
	"LAY-GRID": func(t *testing.T, d *page.Doc) {
		p := parts(d.Pages[0], "d", page.RoleParagraph)
		move(p[1].lines[0], 0, unit.Pt)
	},
	"LAY-GAP": func(t *testing.T, d *page.Doc) {
		for _, p := range parts(d.Pages[1], "e", page.RoleParagraph) {
			for _, l := range p.lines {
				if l[0].At.X > 400*unit.Pt {
					move(l, -5*unit.Pt, 0)
				}
			}
		}
	},
	"LAY-GAP/stories": func(t *testing.T, d *page.Doc) { // half a line over 丙, and no rule there
		drop(d.Pages[1])
		above, m := markOf(d.Pages[1], "e", page.RoleStory), markOf(d.Pages[1], "f", page.RoleStory)
		above.Rect.H = m.Rect.Y - leading/2 - above.Rect.Y
	},
	"REL-JUMP/silent": func(t *testing.T, d *page.Doc) { // 下转 another page than it does
		p := parts(d.Pages[0], "b", page.RoleJump)
		for _, run := range p[0].lines[0] {
			run.Src = strings.ReplaceAll(run.Src, "2", "3")
		}
	},
	"REL-FOLIO/date": func(t *testing.T, d *page.Doc) {
		for _, it := range d.Pages[1].Items {
			if r, ok := it.(*page.Text); ok && r.Pos.File == 0 && strings.Contains(r.Src, "星期二") {
				r.Src = strings.ReplaceAll(r.Src, "星期二", "星期三")
				return
			}
		}
		t.Fatal("no day of the week")
	},
	"LAY-FLOW": func(t *testing.T, d *page.Doc) {
		p := parts(d.Pages[0], "a", page.RoleParagraph)
		a, b := p[0].lines[1], p[0].lines[2]
		move(a, 0, leading)
		move(b, 0, -leading)
	},
	"TYP-START": func(t *testing.T, d *page.Doc) {
		trade(t, parts(d.Pages[0], "d", page.RoleParagraph)[0], 1, 0, '，')
	},
	"TYP-END": func(t *testing.T, d *page.Doc) {
		trade(t, parts(d.Pages[0], "a", page.RoleParagraph)[1], 1, -1, '“')
	},
	"TYP-SPLIT": func(t *testing.T, d *page.Doc) {
		p := parts(d.Pages[0], "a", page.RoleParagraph)[2]
		trade(t, p, 0, -1, '2')
		trade(t, p, 1, 0, '0')
	},
	"TYP-LOOSE": func(t *testing.T, d *page.Doc) {
		l := parts(d.Pages[0], "d", page.RoleParagraph)[0].lines[1][0]
		l.Glyphs[3].X -= int32(2 * unit.Pt)
		l.Glyphs[4].X += int32(2 * unit.Pt)
	},
	"GLY-NOTDEF": func(t *testing.T, d *page.Doc) {
		parts(d.Pages[0], "d", page.RoleParagraph)[0].lines[1][0].Glyphs[2].ID = 0
	},
	"GLY-FALLBACK": func(t *testing.T, d *page.Doc) {
		l := parts(d.Pages[0], "d", page.RoleParagraph)[0].lines[1]
		l[0].Face = (l[0].Face + 1) % uint16(len(d.Faces))
	},
	"REL-TEXT": func(t *testing.T, d *page.Doc) {
		l := parts(d.Pages[0], "d", page.RoleParagraph)[0].lines[1][0]
		l.Src += "船"
	},
	"PIC-PPI": func(t *testing.T, d *page.Doc) {
		im := imageOf(d.Pages[0])
		im.X1, im.Y1 = im.X0+(im.X1-im.X0)/4, im.Y0+(im.Y1-im.Y0)/4
	},
	"PIC-APART": func(t *testing.T, d *page.Doc) {
		p := parts(d.Pages[0], "a", page.RoleCaption)[0]
		p.mark.Rect.Y += 3 * leading
	},
	"INK-HAIR": func(t *testing.T, d *page.Doc) {
		for _, it := range d.Pages[0].Items {
			if r, ok := it.(*page.Rule); ok {
				r.Width = unit.Pt / 10
				return
			}
		}
	},
	"INK-BLEED": func(t *testing.T, d *page.Doc) {
		white := page.Gray(100)
		r := d.Pages[0].Trim
		p := func(x, y unit.Length) [3]unit.Point { return [3]unit.Point{{X: x, Y: y}} }
		d.Pages[0].Items = append([]page.Item{&page.Path{Fill: &white, Segs: []page.Seg{
			{Op: page.MoveTo, P: p(0, 0)}, {Op: page.LineTo, P: p(r.W, 0)}, {Op: page.LineTo, P: p(r.W, 10*unit.Pt)}, {Op: page.LineTo, P: p(0, 10*unit.Pt)}, {Op: page.Close}}}}, d.Pages[0].Items...)
	},
	"LAY-RULE": func(t *testing.T, d *page.Doc) {
		l := parts(d.Pages[0], "d", page.RoleParagraph)[0].lines[1][0].At
		d.Pages[0].Items = append([]page.Item{&page.Rule{From: unit.Point{X: l.X, Y: l.Y - 3*unit.Pt}, To: unit.Point{X: l.X + 50*unit.Pt, Y: l.Y - 3*unit.Pt}, Width: unit.Pt, Color: page.Black}}, d.Pages[0].Items...)
	},
	"LAY-RULE/double": func(t *testing.T, d *page.Doc) { // the rule over 四条 once more
		for _, it := range d.Pages[0].Items {
			if r, ok := it.(*page.Rule); ok && r.From.Y == r.To.Y && r.From.Y > 400*unit.Pt {
				again := *r
				again.From.Y, again.To.Y = r.From.Y+2*unit.Pt, r.To.Y+2*unit.Pt
				d.Pages[0].Items = append([]page.Item{&again}, d.Pages[0].Items...)
				return
			}
		}
		t.Fatal("no rule")
	},
	"LAY-TOUCH": func(t *testing.T, d *page.Doc) { // 头条 and 二条 without the rule between them
		drop(d.Pages[0])
	},
	"LAY-COVER": func(t *testing.T, d *page.Doc) {
		m := markOf(d.Pages[1], "e", page.RoleHead)
		m.Rect.X, m.Rect.W = m.Rect.X+m.Rect.W/2, m.Rect.W/2
	},
	"LAY-COVER/beyond": func(t *testing.T, d *page.Doc) { // white beside a head over one column of two
		markOf(d.Pages[1], "e", page.RoleHead).Rect.W /= 2
	},
	"LAY-FOCUS": func(t *testing.T, d *page.Doc) {
		for _, story := range []string{"e", "f"} {
			m := markOf(d.Pages[1], story, page.RoleHead)
			m.Rect.H = leading
		}
	},
	"TYP-OVER": func(t *testing.T, d *page.Doc) {
		p := parts(d.Pages[1], "e", page.RoleParagraph)[1]
		for _, l := range p.lines[:len(p.lines)-1] {
			g := &l[len(l)-1].Glyphs[len(l[len(l)-1].Glyphs)-1]
			if strings.ContainsAny(l[len(l)-1].Src[len(l[len(l)-1].Src)-3:], "，。、") {
				continue
			}
			g.X += int32(unit.Pt)
			return
		}
		t.Fatal("no line to make longer")
	},
	"TYP-FACES": func(t *testing.T, d *page.Doc) {
		for i := range 8 {
			d.Faces = append(d.Faces, page.Face{Name: string(rune('A' + i))})
		}
		n := len(d.Faces) - 8
		for i, l := range parts(d.Pages[0], "d", page.RoleHeadline)[0].lines[0] {
			l.Face = uint16(n + i)
		}
		i := 0
		for _, it := range d.Pages[0].Items {
			if r, ok := it.(*page.Text); ok && r.Pos.File == 0 && i < 8 {
				r.Face = uint16(n + i)
				i++
			}
		}
	},
	"PIC-EARLY": func(t *testing.T, d *page.Doc) {
		m := markOf(d.Pages[0], "a", page.RoleHead)
		m.Rect.Y += 20 * leading
	},
	"PIC-COLUMNS": func(t *testing.T, d *page.Doc) {
		m := markOf(d.Pages[0], "a#0", page.RoleFigure)
		m.Rect.X, m.Rect.W = m.Rect.X+30*unit.Pt, m.Rect.W-60*unit.Pt
	},
	"TYP-ORPHAN": func(t *testing.T, d *page.Doc) {
		p := parts(d.Pages[0], "d", page.RoleParagraph)[1]
		n := len(p.lines) - 1
		last, before := p.lines[n][0], p.lines[n-1][len(p.lines[n-1])-1]
		r := []rune(last.Src)
		for _, more := range p.lines[n][1:] {
			r = append(r, []rune(more.Src)...)
			more.Src = ""
		}
		before.Src += string(r[:len(r)-2])
		last.Src, last.Pos.Col = string(r[len(r)-2:]), before.Pos.Col+int32(len([]rune(before.Src)))
	},
}

// drop takes the rules out of a page.
func drop(p *page.Page) {
	p.Items = slices.DeleteFunc(p.Items, func(it page.Item) bool {
		_, ok := it.(*page.Rule)
		return ok
	})
}

// markOf returns the mark of a story's part.
func markOf(p *page.Page, story string, role page.Role) *page.Mark {
	for _, it := range p.Items {
		if m, ok := it.(*page.Mark); ok && m.Open && m.Role == role && m.ID == story {
			return m
		}
	}
	return nil
}

func imageOf(p *page.Page) *page.Image {
	for _, it := range p.Items {
		if im, ok := it.(*page.Image); ok {
			return im
		}
	}
	return nil
}

// TestPages: each fault makes findings of its code alone.
func TestPages(t *testing.T) {
	for code, change := range pages {
		t.Run(code, func(t *testing.T) {
			ed, res := compose(t, base(t))
			change(t, res.Doc)
			only(t, code, checked(t, ed, res), res)
		})
	}
}

package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"time"

	"banxin/cmd/internal/report"
	"banxin/editions/compare"
	"banxin/editions/notes"
	"banxin/editions/signs"
	"banxin/layout/page"
	"banxin/layout/unit"
	editing "banxin/output/desk"
	"banxin/output/proof"
	"banxin/output/works"
)

// newsroom is the edition that a live proof shows, for the notes, signatures and rounds of the
// desk.
type newsroom struct{ p *livePaper }

func (n newsroom) set() *works.Set { return n.p.current.Load() }

func (n newsroom) Folder() string { return n.set().Edition.Path }

// Notes are those of the edition, each where it stands now.
func (n newsroom) Notes() (out []editing.NoteAt) {
	c := n.set()
	on, rects := map[string]int{}, map[string][][4]float64{}
	for i := range c.Doc.Pages {
		for _, k := range c.Comments(i) {
			id := works.NoteOf(k)
			if id == "" || k.Re != "" {
				continue
			}
			on[id] = i
			for _, r := range k.Words {
				rects[id] = append(rects[id], inPoints(r))
			}
		}
	}
	for _, r := range c.Remarks() {
		v := editing.NoteAt{Event: r.Event, FirstBy: r.First.By, FirstAt: r.First.At, Found: r.Found.String(), On: -1, Rects: [][4]float64{}, Replies: append([]notes.Event{}, r.Replies...)}
		if i, ok := on[r.ID]; ok {
			v.On, v.Rects = i, append(v.Rects, rects[r.ID]...)
		}
		if r.Found == notes.Changed {
			v.Now = r.Anchor.Text
		}
		if r.Found != notes.Orphan {
			v.File, v.Line, v.Col = r.Anchor.Pos.File, r.Anchor.Pos.Line, r.Anchor.Pos.Col
		}
		if s := c.Edition.Story(r.Story); s != nil {
			v.Title = s.Title()
		}
		out = append(out, v)
	}
	return out
}

func inPoints(r unit.Rect) [4]float64 {
	pt := func(v unit.Length) float64 { return float64(v.MulDiv(100, int64(unit.Pt))) / 100 }
	return [4]float64{pt(r.X), pt(r.Y), pt(r.W), pt(r.H)}
}

// Words are those between two places of a story's file.
func (n newsroom) Words(file string, from, to [2]int) (out editing.Words, ok bool) {
	c := n.set()
	for _, s := range c.Edition.Stories {
		if s.File == nil || s.File.Name != file {
			continue
		}
		q, ok := notes.Between(s, file, from, to)
		if !ok {
			return out, false
		}
		out = editing.Words{Story: s.ID, Q: q, On: -1, Rects: [][4]float64{}}
		for i, pg := range c.Doc.Pages {
			for _, r := range proof.Words(c.Doc, pg, file, from, [2]int{to[0], to[1] + 1}) {
				out.On, out.Rects = i, append(out.Rects, inPoints(r))
			}
			if out.On >= 0 {
				break
			}
		}
		return out, true
	}
	return out, false
}

// Quote pins words of a story.
func (n newsroom) Quote(story, words string, nth int) (notes.Quotation, int, bool) {
	s := n.set().Edition.Story(story)
	if s == nil {
		return notes.Quotation{}, 0, false
	}
	q, times := notes.Quote(s, words, nth)
	return q, times, true
}

// Board is who has signed what.
func (n newsroom) Board() any { return report.NewBoard(n.set()) }

// Sealed is a page or story as it can be signed.
func (n newsroom) Sealed(what signs.Subject) (out editing.Sealed, ok bool) {
	c := n.set()
	p := c.Edition.Paper.Press
	now := c.Signed(p)
	for _, pg := range now.Pages {
		if name := c.Doc.Pages[pg.Index].Name; what.Page != "" && name == what.Page {
			return editing.Sealed{Seal: pg.Seal, Pages: []string{name}, Asked: p.Signs}, true
		}
	}
	for _, st := range now.Stories {
		if what.Story == "" || st.Story.ID != what.Story {
			continue
		}
		out = editing.Sealed{Seal: st.Seal, Asked: p.StorySigns}
		for _, i := range st.Pages {
			out.Pages = append(out.Pages, c.Doc.Pages[i].Name)
		}
		return out, true
	}
	return out, false
}

// PagesOf are the pages that a story's file stands on; nil: it is no story's, or stands on none.
func (n newsroom) PagesOf(file string) (out []string) {
	c := n.set()
	for _, s := range c.Edition.Stories {
		if s.File != nil && s.File.Name == file {
			return n.pagesOf(s.ID)
		}
	}
	return nil
}

// pagesOf are the pages that a story stands on, by name.
func (n newsroom) pagesOf(id string) (out []string) {
	for _, pg := range n.set().Doc.Pages {
		if slices.ContainsFunc(pg.Items, func(it page.Item) bool {
			m, ok := it.(*page.Mark)
			return ok && m.Role == page.RoleStory && m.ID == id
		}) {
			out = append(out, pg.Name)
		}
	}
	return out
}

// roundsFolder is where the desk keeps rounds, in the paper's folder.
const roundsFolder = "校样"

func (n newsroom) folder() string { return filepath.Join(n.p.folder(), roundsFolder) }

// Rounds lists the rounds of this edition.
func (n newsroom) Rounds() (out []editing.RoundFile, err error) {
	list, err := os.ReadDir(n.folder())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, d := range list {
		r, err := readRound(filepath.Join(n.folder(), d.Name()))
		if err == nil && r.Date == n.set().Doc.Meta.Date {
			out = append(out, editing.RoundFile{Name: d.Name(), Pages: len(r.Pages)})
		}
	}
	return out, err
}

// Freeze keeps the edition as a round: its model, pictures of its pages, and the stories as they
// are written, for their history.
func (n newsroom) Freeze(name, by string) (string, error) {
	kept := n.set()
	o := &proofOptions{paperOptions: paperOptions{dir: n.p.folder(), edition: n.set().Doc.Meta.Date, shop: n.p.paper.shop}, kind: "清样", to: []string{"png"}, out: n.folder(), ppi: 100, round: name, quiet: true}
	w := *n.p.w
	w.out, w.err = io.Discard, io.Discard
	if err := o.run(context.Background(), &w); err != nil && !errors.Is(err, errFindings) {
		return "", err
	}
	return o.round, keepStories(filepath.Join(n.folder(), o.round), kept.Edition, frozenRound{by, n.p.clock().Truncate(time.Second)})
}

// Since is what has changed since a round.
func (n newsroom) Since(round string) (any, error) {
	was, err := readRound(filepath.Join(n.folder(), round))
	if err != nil {
		return nil, err
	}
	return compare.Compare(was, n.set().Round("")), nil
}

// Picture is a page of a round.
func (n newsroom) Picture(round, sheet string) ([]byte, error) {
	dir := filepath.Join(n.folder(), round)
	r, err := readRound(dir)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(r.Pages, func(p compare.Page) bool { return p.Name == sheet })
	pictures, err := filepath.Glob(filepath.Join(dir, "*.png"))
	if err != nil || i < 0 {
		return nil, err
	}
	sort.Strings(pictures)
	for _, name := range pictures {
		if strings.HasSuffix(name, fmt.Sprintf("-clean_%02d.png", r.Pages[i].Number)) {
			return readFile(name)
		}
	}
	return nil, nil
}

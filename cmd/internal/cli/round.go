package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/editions/compare"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/proof"
)

// modelFile is the file of a round's folder that says what the edition was like.
const modelFile = "model.json"

// round is the edition as it is, with what became of it on the pages.
func (c *composed) round(name string) *compare.Round {
	r := compare.Of(c.ed)
	r.Name = name
	if c.res == nil {
		return r
	}
	adverts := map[int][]compare.Advert{}
	for _, p := range r.Pages {
		adverts[p.Number] = p.Adverts
	}
	lines, furniture := proof.Lines(c.res.Doc)
	r.Pages = nil
	for i, p := range c.res.Doc.Pages {
		r.Pages = append(r.Pages, compare.Page{
			Number: p.Number, Name: p.Name, Section: p.Section, Digest: proof.Digest(c.res.Doc, i), Furniture: furniture[i], Adverts: adverts[p.Number],
		})
	}
	at := map[string]int{}
	for i := range r.Stories {
		at[r.Stories[i].ID] = i
	}
	for _, l := range lines {
		i, ok := at[l.Story]
		if !ok {
			continue
		}
		s := &r.Stories[i]
		s.Lines = append(s.Lines, compare.Line{Page: c.res.Doc.Pages[l.Page].Number, Role: lineRole(l.Role), Block: l.Block, Rect: micrometres(l.Rect), Text: l.Text})
	}
	if slices.ContainsFunc(c.ed.Pages, func(p *editions.Page) bool { return p.Template.Flow }) {
		c.flowPlaces(r, at)
	}
	return r
}

// flowPlaces says where stories stand when flow templates decide the numbers of pages.
func (c *composed) flowPlaces(r *compare.Round, at map[string]int) {
	sheets := c.res.Sheets()
	if len(sheets) != len(c.res.Doc.Pages) {
		return
	}
	for i := range r.Stories {
		r.Stories[i].Places = nil
	}
	for i, p := range c.res.Doc.Pages {
		for _, pl := range sheets[i].Slots {
			for _, id := range pl.Stories {
				n, ok := at[id]
				if !ok || pl.Slot.Kind != editions.StorySlot {
					continue
				}
				s := &r.Stories[n]
				if len(s.Lines) == 0 && len(s.Places) == 0 || slices.ContainsFunc(s.Lines, func(l compare.Line) bool { return l.Page == p.Number }) {
					s.Places = append(s.Places, compare.Place{Page: p.Number, Slot: pl.Slot.Name})
				}
			}
		}
	}
}

// lineRole is the role of a line as rounds call it.
func lineRole(r page.Role) string {
	switch r {
	case page.RoleFigure:
		return compare.Picture
	case page.RoleRow:
		return compare.Row
	}
	return string(r)
}

// micrometres returns left, top, width and height in 1/1000 mm.
func micrometres(r unit.Rect) [4]int {
	um := func(l unit.Length) int { return int(l.MulDiv(25400, 72*int64(unit.Pt))) }
	return [4]int{um(r.X), um(r.Y), um(r.W), um(r.H)}
}

// modelOf returns the path of a round's model: dir is its folder, or the file itself. It
// is empty when dir is no round.
func modelOf(dir string) string {
	for _, name := range []string{filepath.Join(dir, modelFile), dir} {
		if st, err := os.Stat(name); err == nil && st.Mode().IsRegular() {
			return name
		}
	}
	return ""
}

// readRound reads a round frozen earlier.
func readRound(dir string) (*compare.Round, error) {
	name := modelOf(dir)
	if name == "" {
		return nil, words.Fault("%s is no round: it has no %s; banxin proof --round makes one", dir, modelFile)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, words.Fault("cannot read %s: %v", name, err)
	}
	defer f.Close()
	r, err := compare.Read(f)
	var schema compare.SchemaError
	if errors.As(err, &schema) {
		return nil, words.Fault("%s has the schema %d, this banxin reads %d", name, int(schema), compare.Schema)
	}
	if err != nil {
		return nil, words.Fault("%s is no round: %v", name, err)
	}
	return r, nil
}

// newRound returns the name of a round to be made in a folder: one without a number at
// its end gets the next. A round that is there already is never overwritten.
func newRound(dir, name string) (string, error) {
	if name == "" || name != filepath.Base(name) || !filepath.IsLocal(name) || strings.HasPrefix(name, ".") {
		return "", words.Fault("--round: %q is no name of a folder", name)
	}
	exists := func(name string) bool {
		_, err := os.Lstat(filepath.Join(dir, name))
		return err == nil
	}
	if last := name[len(name)-1]; last >= '0' && last <= '9' {
		if exists(name) {
			return "", words.Fault("the round %s is there already and is not overwritten; choose another name", filepath.Join(dir, name))
		}
		return name, nil
	}
	for n := 1; ; n++ {
		if numbered := fmt.Sprintf("%s-%d", name, n); !exists(numbered) {
			return numbered, nil
		}
	}
}

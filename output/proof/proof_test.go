package proof_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"banxin/cmd/need/composed"
	"banxin/cmd/need/held"
	"banxin/editions/source"
	"banxin/fonts"
	"banxin/layout"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/dump"
	"banxin/output/internal/specimen"
	"banxin/output/pdf"
	"banxin/output/png"
	"banxin/output/proof"
	"banxin/output/svg"
)

// sample is the embedded edition, composed.
var sample = sync.OnceValue(func() (s struct {
	*layout.Result
	cat   *fonts.Catalog
	plans []*proof.Plan
}) {
	_, s.cat, s.Result = composed.Four()
	s.plans = plans(s.Result)
	return s
})

// plans reads the engine's dumps of the plan and the slots.
func plans(res *layout.Result) (list []*proof.Plan) {
	var b bytes.Buffer
	if err := layout.DumpPlan(&b, res); err != nil {
		panic(err)
	}
	pt := func(v float64) unit.Length { return unit.Length(v*1000+0.5).MulDiv(int64(unit.Pt), 1000) }
	for sc := bufio.NewScanner(&b); sc.Scan(); {
		_, rest, ok := strings.Cut(sc.Text(), " area ")
		if !ok {
			continue
		}
		var x, y, w, h, width, gap, size, leading float64
		var columns int
		p := &proof.Plan{}
		if _, err := fmt.Sscanf(rest, "%f,%f+%fx%f columns %d × %f gap %f body %f/%f lines %d", &x, &y, &w, &h, &columns, &width, &gap, &size, &leading, &p.Lines); err != nil {
			panic(err)
		}
		p.Area = unit.Rect{X: pt(x), Y: pt(y), W: pt(w), H: pt(h)}
		p.Size, p.Leading, p.First = pt(size), pt(leading), pt(size*0.88)
		for i := range columns {
			p.Columns = append(p.Columns, unit.Rect{X: pt(x + float64(i)*(width+gap)), Y: p.Area.Y, W: pt(width), H: p.Area.H})
		}
		list = append(list, p)
	}
	if err := layout.DumpSlots(&b, res); err != nil {
		panic(err)
	}
	n := -1
	for sc := bufio.NewScanner(&b); sc.Scan(); {
		line := sc.Text()
		if !strings.HasPrefix(line, "  ") {
			n++
			continue
		}
		name, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		var x, y, w, h float64
		if _, err := fmt.Sscanf(rest, "%f,%f+%fx%f:", &x, &y, &w, &h); err != nil {
			panic(err)
		}
		s := proof.Slot{Name: name, Frames: []unit.Rect{{X: pt(x), Y: pt(y), W: pt(w), H: pt(h)}}}
		for _, f := range res.Fits {
			if f.Page == n+1 && len(f.Slots) > 0 && f.Slots[0] == name {
				s.Story, s.Chars, s.OverChars, s.OverLines, s.FreeChars, s.FreeLines = f.Story, f.Set, f.OverChars, f.OverLines, f.FreeChars, f.FreeLines
			}
		}
		list[n].Slots = append(list[n].Slots, s)
	}
	return list
}

func notes(res *layout.Result, index int) (list []proof.Note) {
	for _, f := range res.Findings {
		if f.Page != index+1 {
			continue
		}
		list = append(list, note(f))
	}
	return list
}

func note(f source.Finding) proof.Note {
	return proof.Note{Level: proof.Level(f.Severity), Code: f.Code, Text: f.Message.String(), Hint: f.Hint.String(), File: f.Pos.File, Line: int32(f.Pos.Line), Col: int32(f.Pos.Col), Story: f.Story, Slot: f.Slot}
}

// TestPages: the page stands on its sheet as it was, and each note is listed once.
func TestPages(t *testing.T) {
	s := sample()
	var notes []proof.Note
	for i := range 130 {
		notes = append(notes, proof.Note{Level: proof.Level(i % 3), Code: "TXT-TRY", Text: fmt.Sprintf("第%d处", i), Hint: "核对原稿",
			File: s.Doc.Sources[i%len(s.Doc.Sources)], Line: int32(5 + i), Col: 3})
	}
	d, err := proof.Pages(s.Doc, s.cat, []proof.Sheet{{Page: 0, Plan: s.plans[0], Notes: notes}, {Page: 2}}, proof.Options{Layers: proof.All})
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Pages) < 3 {
		t.Fatalf("%d sheets: 130 notes have no room beside one page", len(d.Pages))
	}
	for _, pg := range []struct{ sheet, page int }{{0, 0}, {len(d.Pages) - 1, 2}} {
		if !holds(d.Pages[pg.sheet], s.Doc.Pages[pg.page]) {
			t.Errorf("sheet %d does not show page %d as it is", pg.sheet, pg.page)
		}
	}
	text := labels(d)
	for i := range notes {
		if n := strings.Count(text, fmt.Sprintf("\n第%d处\n", i)); n != 1 {
			t.Errorf("note %d is listed %d times", i, n)
		}
	}
	if err := pdf.Write(io.Discard, d, s.cat, pdf.Options{}); err != nil {
		t.Errorf("as PDF: %v", err)
	}
	if err := svg.Write(io.Discard, d, 0, s.cat, svg.Options{}); err != nil {
		t.Errorf("as SVG: %v", err)
	}
}

// holds tells whether a sheet has all items of a page, in one group.
func holds(sheet, pg *page.Page) bool {
	for _, it := range sheet.Items {
		if g, ok := it.(*page.Group); ok && slices.Equal(g.Items, pg.Items) {
			return true
		}
	}
	return false
}

// labels returns the characters of all runs without a place in the source, a line each.
func labels(d *page.Doc) string {
	var b strings.Builder
	b.WriteByte('\n')
	for _, pg := range d.Pages {
		runs(pg.Items, func(t *page.Text) {
			if t.Pos == (page.Pos{}) {
				b.WriteString(t.Src + "\n")
			}
		})
	}
	return b.String()
}

func runs(items []page.Item, visit func(*page.Text)) {
	for _, it := range items {
		switch it := it.(type) {
		case *page.Text:
			visit(it)
		case *page.Group:
			runs(it.Items, visit)
		}
	}
}

// TestOverset: a slot whose story does not fit says by how much, on every proof.
func TestOverset(t *testing.T) {
	s := sample()
	plan := *s.plans[1]
	plan.Slots = []proof.Slot{{Name: "头条", Story: "s01", Frames: []unit.Rect{{X: unit.Points(50), Y: unit.Points(80), W: unit.Points(200), H: unit.Points(90)}}, OverChars: 14, OverLines: 1}}
	d, err := proof.Pages(s.Doc, s.cat, []proof.Sheet{{Page: 1, Plan: &plan}}, proof.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(labels(d), "\n超 14 字 1 行\n") {
		t.Error("the proof does not say that 14 characters are over")
	}
}

// TestGalleys: every run of a story's body stands on its galley once, in order.
func TestGalleys(t *testing.T) {
	s := sample()
	for _, st := range s.Doc.Stories {
		d, err := proof.Galleys(s.Doc, s.cat, []proof.Galley{{Story: st.ID, Slot: "头条", Rest: "此句未排。", OverChars: 5, OverLines: 1}}, proof.Options{})
		if err != nil {
			t.Fatal(err)
		}
		want, got := body(s.Doc, st.ID), ""
		for _, pg := range d.Pages {
			runs(pg.Items, func(t *page.Text) { got += t.Src })
		}
		for _, line := range want {
			_, rest, ok := strings.Cut(got, line)
			if !ok {
				t.Errorf("story %s: %q is missing or out of order", st.ID, line)
				break
			}
			got = rest
		}
		if text := labels(d); !strings.Contains(text, "超 5 字 1 行") || !strings.Contains(text, "此句未排。") {
			t.Errorf("story %s: the galley does not show what is over", st.ID)
		}
	}
}

// body returns the paragraphs' runs of a story, in order.
func body(d *page.Doc, story string) (list []string) {
	for _, pg := range d.Pages {
		in, part := false, 0
		for _, it := range pg.Items {
			switch it := it.(type) {
			case *page.Mark:
				switch {
				case it.Role == page.RoleStory:
					in = it.Open && it.ID == story
				case it.Role == page.RoleParagraph && it.Open:
					part++
				case it.Role == page.RoleParagraph:
					part--
				}
			case *page.Text:
				if in && part > 0 && it.Dir == page.Horizontal {
					list = append(list, it.Src)
				}
			}
		}
	}
	return list
}

func TestDigest(t *testing.T) {
	s := sample()
	d := *s.Doc
	pg := *d.Pages[0]
	d.Pages = []*page.Page{&pg}
	was := proof.Digest(&d, 0)
	if was != proof.Digest(s.Doc, 0) || len(was) != 64 {
		t.Fatalf("digest %s", was)
	}
	items := pg.Items
	pg.Items = slices.Clone(items)
	i := slices.IndexFunc(items, func(it page.Item) bool { _, ok := it.(*page.Text); return ok })
	run := *items[i].(*page.Text)
	run.Glyphs = slices.Clone(run.Glyphs)
	run.Glyphs[0].X++
	pg.Items[i] = &run
	if proof.Digest(&d, 0) == was {
		t.Error("a glyph has moved and the digest has not changed")
	}
	pg.Items = slices.DeleteFunc(slices.Clone(items), func(it page.Item) bool { _, ok := it.(*page.Mark); return ok })
	if proof.Digest(&d, 0) != was {
		t.Error("the digest depends on marks, which are not printed")
	}
}

func TestSignOff(t *testing.T) {
	s := sample()
	var rows []proof.Sign
	for range 40 {
		rows = append(rows, proof.Sign{Page: 1, Editor: "民生组", Stories: 6, Chars: 2500, Warnings: 2})
	}
	d, err := proof.SignOff(s.Doc, s.cat, rows, proof.SignOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(labels(d), "\n"+proof.Digest(s.Doc, 1)[:16]+"\n"); n != 40 || len(d.Pages) < 2 {
		t.Errorf("%d of 40 rows, on %d sheets", n, len(d.Pages))
	}
}

func TestErrors(t *testing.T) {
	s := sample()
	if _, err := proof.Pages(s.Doc, s.cat, []proof.Sheet{{Page: 99}}, proof.Options{}); err == nil {
		t.Error("a page that is not there has a proof")
	}
	if _, err := proof.SignOff(s.Doc, s.cat, []proof.Sign{{Page: -1}}, proof.SignOptions{}); err == nil {
		t.Error("a page that is not there is signed off")
	}
	if _, err := proof.Galleys(s.Doc, s.cat, []proof.Galley{{Story: "没有"}}, proof.Options{}); !errors.Is(err, page.ErrStory) {
		t.Error("a story that is not there has a galley: ", err)
	}
	if _, err := proof.Pages(s.Doc, &fonts.Catalog{}, nil, proof.Options{}); !errors.Is(err, page.ErrNoFace) {
		t.Error("labels are set without a face: ", err)
	}
}

// TestDump holds a proof of a small page as text.
func TestDump(t *testing.T) {
	cat, faces := specimen.Catalog()
	pt := func(v int) unit.Length { return unit.Points(v) }
	run := specimen.Run(cat, 0, pt(9), unit.Point{X: pt(20), Y: pt(40)}, "桥通了。")
	run.Pos = page.Pos{File: 1, Line: 3, Col: 1}
	trim := unit.Rect{W: pt(200), H: pt(120)}
	area := unit.Rect{X: pt(20), Y: pt(30), W: pt(72), H: pt(40)}
	src := &page.Doc{Meta: page.Meta{Paper: "云溪日报", Date: "2026-10-20"}, Faces: faces, Sources: []string{"stories/s01.md"},
		Pages: []*page.Page{{Name: "1", Section: "要闻", Trim: trim, Bleed: trim, Items: []page.Item{
			&page.Mark{Role: page.RoleStory, ID: "s01", Open: true, Rect: area}, run, &page.Mark{Role: page.RoleStory, ID: "s01"}}}}}
	plan := &proof.Plan{Area: area, Columns: []unit.Rect{area}, Size: pt(9), First: pt(10), Leading: pt(14), Lines: 3,
		Slots: []proof.Slot{{Name: "头条", Story: "s01", Frames: []unit.Rect{area}, Chars: 4, FreeChars: 16, FreeLines: 2}}}
	notes := []proof.Note{
		{Level: proof.Warning, Code: "TXT-TRY", Text: "此句太短", File: "stories/s01.md", Line: 3, Col: 2},
		{Level: proof.Error, Code: "PIC-TRY", Text: "缺图", Hint: "补图"}}
	d, err := proof.Pages(src, cat, []proof.Sheet{{Plan: plan, Notes: notes}}, proof.Options{Layers: proof.All, Line: "一校"})
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := dump.Page(&got, d.Pages[0]); err != nil {
		t.Fatal(err)
	}
	held.Text(t, "testdata/page.txt", got.String())
}

// TestLook writes proofs into the folder that BANXIN_LOOK names, to be looked at.
func TestLook(t *testing.T) {
	dir := os.Getenv("BANXIN_LOOK")
	if dir == "" {
		t.Skip("BANXIN_LOOK names no folder")
	}
	s := sample()
	ns := notes(s.Result, 0)
	ns = append(ns, proof.Note{Level: proof.Error, Code: "TXT-TRY", Text: "此处前后文意不接", Hint: "核对原稿", File: s.Doc.Sources[0], Line: 11, Col: 8})
	pages, err := proof.Pages(s.Doc, s.cat, []proof.Sheet{{Page: 0, Plan: s.plans[0], Notes: ns}}, proof.Options{Layers: proof.All, Line: "二校 2026-10-19 22:40"})
	if err != nil {
		t.Fatal(err)
	}
	galleys, err := proof.Galleys(s.Doc, s.cat, []proof.Galley{{Story: s.Doc.Stories[0].ID, Slot: "头条", Notes: ns}, {Story: "304-opera"}}, proof.Options{})
	if err != nil {
		t.Fatal(err)
	}
	sign, err := proof.SignOff(s.Doc, s.cat, []proof.Sign{{Page: 0, Editor: "要闻组", Stories: 11, Chars: 3210, Warnings: 2}}, proof.SignOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for name, d := range map[string]*page.Doc{"page": pages, "galley": galleys, "sign": sign} {
		for i := range d.Pages {
			var b bytes.Buffer
			if err := png.Write(&b, d, i, s.cat, png.Options{PPI: 110}); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s%d.png", name, i)), b.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

package main

import (
	"image"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/lint"
	"banxin/layout/page"
	"banxin/layout/unit"
)

const (
	gallerySource = "../../../layout/testdata/gallery"
	voicesSource  = "../../../layout/testdata/voices"
)

// TestVoices lays out the paper of each voice: three pages without an error, full to the last
// lines, and no two fronts alike when they are as small as stamps.
func TestVoices(t *testing.T) {
	names, err := voiceNames(voicesSource)
	if err != nil || len(names) != 6 {
		t.Fatal(names, err)
	}
	fronts := make([]*image.RGBA, len(names))
	for i, name := range names {
		g, err := voice(filepath.Join(voicesSource, name), gallerySource)
		if err != nil {
			t.Fatal(err)
		}
		if len(g.res.Doc.Pages) != 3 || g.ed.Paper.Voice != name {
			t.Errorf("%s: %d pages in the voice %q", name, len(g.res.Doc.Pages), g.ed.Paper.Voice)
		}
		for _, f := range g.found {
			if f.Severity >= source.Error {
				t.Errorf("%s: page %d: %s: %s [%s]", name, f.Page, f.Pos, f.Message, f.Code)
			}
		}
		for _, f := range g.res.Fits {
			if f.OverChars > 0 || f.FreeLines > max(f.RoomLines/6, 3) {
				t.Errorf("%s: page %d: %s: %d characters over, %d of %d lines free", name, f.Page, f.Slots[0], f.OverChars, f.FreeLines, f.RoomLines)
			}
		}
		if fronts[i], err = g.picture(0, 200); err != nil {
			t.Fatal(err)
		}
	}
	for i := range names {
		for j := range i {
			d := distance(fronts[i], fronts[j])
			t.Logf("%s and %s: %.3f", names[i], names[j], d)
			if d < leastApart {
				t.Errorf("the fronts of %s and %s are alike: %.3f", names[i], names[j], d)
			}
		}
	}
}

// TestVoicesLook: in each voice the paper's name is larger than the loudest head of the front,
// with two rows of particulars at most; a list of headlines stands on the lines of the page, or
// fills its place; no page of it is cut in two or has a fault that check finds, nor two faults of one missing face.
func TestVoicesLook(t *testing.T) {
	names, err := voiceNames(voicesSource)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		g, err := voice(filepath.Join(voicesSource, name), gallerySource)
		if err != nil {
			t.Fatal(err)
		}
		f := frontOf(g)
		if f.name <= f.head || f.head == 0 {
			t.Errorf("%s: the name is set in %v, the loudest head in %v", name, f.name, f.head)
		}
		if at := g.ed.Pages[0].Template.Look.Nameplate.At; f.rows > 2 && at != editions.NameUpright {
			t.Errorf("%s: %d rows of particulars", name, f.rows)
		}
		if f.entries < 3 || f.off > unit.Pt/50 {
			t.Errorf("%s: %d headlines listed, %v off the grid", name, f.entries, f.off)
		}
		missing := map[string]int{}
		for _, f := range g.ed.House.Judge(append(g.found, lint.Check(g.ed, g.res)...)) {
			if f.Severity >= source.Error || slices.Contains(interlocked, f.Code) {
				t.Errorf("%s: page %d: %s: %s [%s]", name, f.Page, f.Pos, f.Message, f.Code)
			}
			if strings.HasPrefix(f.Code, "GLY-") {
				if missing[f.Message.String()]++; missing[f.Message.String()] > 1 || f.Code != "GLY-FACE" {
					t.Errorf("%s: %s [%s]", name, f.Message, f.Code)
				}
			}
		}
	}
}

// interlocked are codes of pages whose blocks do not hold together: those of a voice do (咬合).
var interlocked = []string{"LAY-GUTTER", "LAY-TOUCH", "LAY-LEVEL", "LAY-GAP"}

// front is what is measured of a first page.
type front struct {
	name, head unit.Length // size of the paper's name, of the loudest head
	rows       int         // of particulars
	entries    int         // of the list of headlines
	off        unit.Length // how far its lines are from the grid at most, where it is a list
}

func frontOf(g *gallery) (f front) {
	sheet := g.res.Sheets()[0]
	plate, list := unit.Rect{}, unit.Rect{}
	style := g.ed.Pages[0].Template.Look.Index.Style
	for _, p := range sheet.Slots {
		switch p.Slot.Kind {
		case editions.NameplateSlot:
			plate = p.Frames[0]
		case editions.IndexSlot:
			list = p.Frames[0]
		}
	}
	rows := map[unit.Length]int{}
	role := page.RoleStory
	for _, it := range g.res.Doc.Pages[0].Items {
		switch it := it.(type) {
		case *page.Mark:
			if role = it.Role; it.Open && it.Role == page.RoleEntry {
				f.entries++
			}
		case *page.Text:
			in := it.At.X >= plate.X && it.At.X < plate.Right() && it.At.Y >= plate.Y && it.At.Y < plate.Bottom()
			switch {
			case role == page.RoleHeadline:
				f.head = max(f.head, it.Size)
			case in && strings.Contains(g.ed.Paper.Name, it.Src):
				f.name = max(f.name, it.Size)
			case in && it.At.X < plate.X+plate.W/3:
				rows[it.At.Y]++
			case role == page.RoleEntry && style == editions.IndexList && it.At.Y < list.Bottom():
				n := (it.At.Y - sheet.Area.Y - sheet.First) % sheet.Leading
				f.off = max(f.off, min(n, sheet.Leading-n))
			}
		}
	}
	f.rows = len(rows)
	return f
}

// leastApart is the least distance of two fronts: a page and the same page with one column moved
// are 0.05 apart.
const leastApart = 0.08

// ofVoices are codes of what a voice's keys could do to a page that is sound without them. A
// story that fills its slot to the line may be over where labels are higher.
var ofVoices = []string{"LAY-OVERLAP", "LAY-FLOW", "LAY-OUTSIDE", "LAY-RULE", "LAY-GAP", "INK-BLEED", "FIT-INDEX", "TYP-SMALL", "GAP-PICTURE", "SRC-COLOR"}

// TestVoicesOnOneFront: the pages of all templates are sound in every voice, and one with the same
// stories looks otherwise in each.
func TestVoicesOnOneFront(t *testing.T) {
	names, err := voiceNames(voicesSource)
	if err != nil {
		t.Fatal(err)
	}
	var fronts []*image.RGBA
	for _, name := range names {
		g, err := spoken(gallerySource, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range g.ed.House.Judge(append(g.found, lint.Check(g.ed, g.res)...)) {
			if f.Severity >= source.Error && f.Code != "FIT-OVER" || slices.Contains(ofVoices, f.Code) {
				t.Errorf("%s: page %d: %s: %s [%s]", name, f.Page, f.Pos, f.Message, f.Code)
			}
		}
		front, err := g.picture(0, 200)
		if err != nil {
			t.Fatal(err)
		}
		fronts = append(fronts, front)
	}
	for i := range names {
		for j := range i {
			d := distance(fronts[i], fronts[j])
			t.Logf("%s and %s: %.3f", names[i], names[j], d)
			if d < 0.008 {
				t.Errorf("%s and %s say the same on one front: %.3f", names[i], names[j], d)
			}
		}
	}
}

// distance is how far apart two pictures are, from 0 to 1: the mean difference of the colours of
// squares 8 pixels wide, which the eye sees of a page at arm's length, over the larger of both.
func distance(a, b *image.RGBA) float64 {
	const cell = 8
	w, h := max(a.Rect.Dx(), b.Rect.Dx())/cell, max(a.Rect.Dy(), b.Rect.Dy())/cell
	sum := 0.0
	for y := range h {
		for x := range w {
			p, q := mean(a, x*cell, y*cell, cell), mean(b, x*cell, y*cell, cell)
			for c := range p {
				d := p[c] - q[c]
				sum += max(d, -d)
			}
		}
	}
	return sum / float64(w*h*3*255)
}

// mean is the mean colour of a square; beyond the picture it is white.
func mean(m *image.RGBA, x0, y0, side int) (c [3]float64) {
	for y := y0; y < y0+side; y++ {
		for x := x0; x < x0+side; x++ {
			for i := range c {
				v := uint8(255)
				if image.Pt(x, y).In(m.Rect) {
					v = m.Pix[m.PixOffset(x, y)+i]
				}
				c[i] += float64(v) / float64(side*side)
			}
		}
	}
	return c
}

// TestCut: whole sentences go, the last first, and no more than is asked for but for the rest of
// a sentence.
func TestCut(t *testing.T) {
	for _, c := range []struct {
		chars int
		want  string
	}{{1, "---\n---\n\n甲乙。丙丁！\n\n戊己。\n"}, {5, "---\n---\n\n甲乙。丙丁！\n"}, {8, "---\n---\n\n甲乙。\n"}} {
		files, err := texts(gallerySource, gallerySource)
		if err != nil {
			t.Fatal(err)
		}
		f := files["paper.yaml"]
		f.Data = []byte("---\n---\n\n甲乙。丙丁！\n\n戊己。庚辛。\n")
		if !cut(files, "paper.yaml", c.chars) {
			t.Error("nothing is cut")
		}
		if got := string(f.Data); got != c.want {
			t.Errorf("%d: %q, want %q", c.chars, got, c.want)
		}
	}
}

package proof_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"banxin/assets"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/fonts"
	"banxin/layout"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/png"
	"banxin/output/proof"
)

// sample is the embedded edition, composed.
var sample = sync.OnceValue(func() (s struct {
	*layout.Result
	cat   *fonts.Catalog
	plans []*proof.Plan
}) {
	ed, _, err := editions.Load(assets.Sample(), "")
	if err != nil {
		panic(err)
	}
	s.cat, _ = layout.Catalog(ed)
	if s.Result, err = layout.Compose(context.Background(), ed, s.cat, layout.Options{}); err != nil {
		panic(err)
	}
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
				s.Story, s.Chars, s.Over, s.OverLines, s.Free, s.FreeLines = f.Story, f.Set, f.Over, f.OverLine, f.FreeChar, f.Free
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

func TestLook(t *testing.T) {
	s := sample()
	ns := notes(s.Result, 0)
	for i, w := range s.Doc.Sources[:min(3, len(s.Doc.Sources))] {
		ns = append(ns, proof.Note{Level: proof.Level(i), Code: "TXT-TRY", Text: "试一条：此处“既然”前后文意不接，名字与前文不一", Hint: "核对原稿", File: w, Line: 12 - int32(i), Col: 8})
	}
	d, err := proof.Pages(s.Doc, s.cat, []proof.Sheet{{Page: 0, Plan: s.plans[0], Notes: ns}}, proof.Options{Layers: proof.All, Line: "二校 2026-10-19 22:40"})
	if err != nil {
		t.Fatal(err)
	}
	look(t, d, "/tmp/proof")
	d, err = proof.Galleys(s.Doc, s.cat, []proof.Galley{{Story: "101-bridge", Slot: "头条", Over: 31, OverLines: 2, Rest: "石同一岩层；石匠用手錾凿出斜纹，间距、深浅与原石一致，只在不起。", Notes: ns}, {Story: "404-service"}, {Story: "304-opera"}}, proof.Options{})
	if err != nil {
		t.Fatal(err)
	}
	look(t, d, "/tmp/galley")
	d, err = proof.SignOff(s.Doc, s.cat, []proof.Sign{{Page: 0, Editor: "陆知遥", Stories: 11, Chars: 3210, Warnings: 2}, {Page: 1, Chars: 2500}, {Page: 2}, {Page: 3}}, proof.SignOptions{Line: "2026-10-19 23:50"})
	if err != nil {
		t.Fatal(err)
	}
	look(t, d, "/tmp/sign")
}

func look(t *testing.T, d *page.Doc, name string) {
	for i := range d.Pages {
		var b bytes.Buffer
		if err := png.Write(&b, d, i, sample().cat, png.Options{PPI: 110}); err != nil {
			t.Fatal(err)
		}
		os.WriteFile(fmt.Sprintf("%s%d.png", name, i), b.Bytes(), 0o666)
	}
}

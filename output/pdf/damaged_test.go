package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"banxin/cmd/need/held"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/color"
)

// TestDamagedPictures changes every byte of the heads of picture files, and cuts them off at
// each. What is read of them then, or why they are refused, stands in
// testdata/damaged.txt; -update rewrites.
func TestDamagedPictures(t *testing.T) {
	var b strings.Builder
	last, whole := "", ""
	say := func(name string, at int, what, result string) {
		switch {
		case what == "whole":
			whole = result
		case result == whole || result == last:
			return // the byte does not matter, or as the one before
		}
		fmt.Fprintf(&b, "%s from byte %d %s: %s\n", name, at, what, result)
		last = result
	}
	for i, f := range everyPicture(t) {
		if !slices.Contains([]int{1, 3, 5, 12}, i) {
			continue // are like these
		}
		name := fmt.Sprintf("%d %s", i, f.Format)
		read := func(p []byte) string {
			if f.Format == "jpeg" {
				h, err := readJPEG(p)
				return fmt.Sprintf("%v %v", h, err)
			}
			h, err := readPNG(p)
			if err != nil {
				return err.Error()
			}
			return fmt.Sprintf("%dx%d bits %d parts %d alpha %v interlaced %v palette %d data %d, rows %v", h.w, h.h, h.bits, h.parts, h.alpha, h.interlaced, len(h.palette), len(h.data), h.checkRows())
		}
		say(name, 0, "whole", read(f.Data))
		for at := range min(len(f.Data), 220) {
			for _, v := range []byte{0x00, f.Data[at] + 1, 0xFF} {
				p := bytes.Clone(f.Data)
				p[at] = v
				say(name, at, fmt.Sprintf("changed to %02x", v), read(p))
			}
		}
		for at := 0; at < len(f.Data); at += 1 + at/8 {
			say(name, at, "cut off", read(f.Data[:at]))
		}
	}
	held.Text(t, "testdata/damaged.txt", b.String())
}

// TestReadAbout: a file that banxin wrote says what it is when it comes back as an advert.
func TestReadAbout(t *testing.T) {
	got, err := ReadAbout(writePDF(t, specimen(t), Options{Press: Press{ICC: color.Newsprint().Data, Condition: "FOGRA", Info: "newsprint"}}))
	if err != nil {
		t.Fatal(err)
	}
	if got.Title != "云溪日报 2026年10月20日" || got.Author != "云溪日报" || got.Condition != "FOGRA" || got.Info != "newsprint" || !bytes.Equal(got.ICC, color.Newsprint().Data) {
		t.Errorf("%q %q %q %q, %d bytes of ICC", got.Title, got.Author, got.Condition, got.Info, len(got.ICC))
	}
	if want := time.Date(2026, 10, 20, 0, 0, 0, 0, time.FixedZone("", 8*3600)); !got.Created.Equal(want) {
		t.Errorf("created %v", got.Created)
	}
	custom, err := ReadAbout(writePDF(t, specimen(t), Options{}))
	if err != nil || custom.Condition != "" || custom.ICC == nil || custom.Info == "" {
		t.Errorf("without a registered condition: %q %q %v", custom.Condition, custom.Info, err)
	}
	plain, err := ReadAbout(supply("/MediaBox[0 0 9 9]", ""))
	if err != nil || plain.Title != "" || plain.ICC != nil || !plain.Created.IsZero() {
		t.Errorf("a file that says nothing: %+v, %v", plain, err)
	}
	if _, err := ReadAbout([]byte("no PDF")); err == nil {
		t.Error("what is no PDF is read")
	}
}

// TestOptionErrors: what cannot be done is refused with the reason, before anything is written.
func TestOptionErrors(t *testing.T) {
	wrapped := map[string]error{"deep groups": page.ErrDepth, "no face": page.ErrFace, "no such picture": page.ErrPicture, "no picture -1": page.ErrPicture, "crop turned": page.ErrPicture}
	for _, c := range []struct {
		name, want string
		opt        Options
		change     func(*page.Doc)
	}{
		{"profile", `no profile "x9"`, Options{Profile: "x9"}, nil},
		{"compression 10", "between 1 and 9", Options{Compress: 10}, nil},
		{"compression -1", "between 1 and 9", Options{Compress: -1}, nil},
		{"no ICC", "the press's ICC profile", Options{Press: Press{ICC: []byte("x")}}, nil},
		{"ICC for screens", "not prtr for CMYK", Options{Press: Press{ICC: color.SRGB().Data}}, nil},
		{"deep groups", "groups nest deeper", Options{}, func(d *page.Doc) {
			var it page.Item = firstText(d)
			for range 100 {
				it = &page.Group{Items: []page.Item{it}}
			}
			d.Pages[0].Items = append(d.Pages[0].Items, it)
		}},
		{"no face", "there is no face 99", Options{}, func(d *page.Doc) { firstText(d).Face = 99 }},
		{"no such picture", "there is no picture 9", Options{}, func(d *page.Doc) { d.Pages[0].Items = append(d.Pages[0].Items, &page.Image{File: 9}) }},
		{"no picture -1", "there is no picture -1", Options{}, func(d *page.Doc) { d.Pages[0].Items = append(d.Pages[0].Items, &page.Image{File: -1}) }},
		{"crop too wide", "is not inside 60", Options{}, func(d *page.Doc) {
			d.Pages[0].Items = append(d.Pages[0].Items, &page.Image{Rect: unit.Rect{W: 9, H: 9}, X1: 61, Y1: 40})
		}},
		{"crop turned", "is not inside 60", Options{}, func(d *page.Doc) {
			d.Pages[0].Items = append(d.Pages[0].Items, &page.Image{Rect: unit.Rect{W: 9, H: 9}, X0: 30, X1: 30, Y1: 40})
		}},
		{"cluster", "after its end", Options{}, func(d *page.Doc) { firstText(d).Glyphs[0].Cluster = 9999 }},
		{"format", "it is jpeg, not gif", Options{}, func(d *page.Doc) { d.Images[0].Format = "gif" }},
		{"no pixels", "picture images/a.jpg", Options{}, func(d *page.Doc) { d.Images[0].W = 0 }},
	} {
		d := specimen(t)
		if c.change != nil {
			c.change(d)
		}
		var b bytes.Buffer
		if err := Write(&b, d, catalog(t), c.opt); err == nil || !strings.Contains(err.Error(), c.want) || b.Len() > 0 {
			t.Errorf("%s: %v, %d bytes written", c.name, err, b.Len())
		} else if is := wrapped[c.name]; is != nil && !errors.Is(err, is) {
			t.Errorf("%s: error %v is not %v", c.name, err, is)
		}
	}
	pages, err := OpenPages("a.pdf", writePDF(t, specimen(t), Options{}))
	if err != nil || len(pages) != 2 || pages[1].Page != 2 || pages[0].W != 27000 || pages[0].H != 39000 {
		t.Errorf("two pages are opened as %d, %v", len(pages), err)
	}
	if _, err := OpenPages("a.pdf", nil); err == nil || !strings.HasPrefix(err.Error(), "a.pdf: ") {
		t.Errorf("an empty file: %v", err)
	}
	for _, n := range []int{0, 3, -1} {
		if _, err := OpenPage("a.pdf", writePDF(t, specimen(t), Options{}), n); err == nil {
			t.Errorf("page %d of 2 is opened", n)
		}
	}
}

package epub

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"banxin/editions"
	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// The text over the page's picture lies where it is printed: lines are as wide within a
// few parts of a hundred, whatever face the browser has, and inside their story.
func TestReplicaTextLiesOnThePrint(t *testing.T) {
	node, modules := readers(t)
	e := sampleEdition(t)
	b, err := newReplica(e.ed, e.doc, e.cat, Options{Pages: e.pages})
	if err != nil {
		t.Fatal(err)
	}
	data, err := b.make()
	if err != nil {
		t.Fatal(err)
	}
	files, err := unzip(data)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	shots := os.Getenv("EPUB_SHOTS")
	if shots == "" {
		shots = "-"
	}
	args := []string{"testdata/measure.mjs", modules, shots}
	for name, data := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range b.sheets {
		args = append(args, filepath.Join(dir, "EPUB", "xhtml", s.file))
	}
	cmd := exec.Command(node, args...)
	cmd.Env = append(os.Environ(), "FONTCONFIG_FILE="+fontsOf(t, dir))
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var boxes [][][4]float64
	if err := json.Unmarshal(out, &boxes); err != nil {
		t.Fatal(err)
	}
	sum, n := 0.0, 0
	for i, s := range b.sheets {
		scale := float64(s.picture.w) / s.page.Trim.W.Float()
		k := 0
		for _, p := range b.fixed.layer(s) {
			for _, l := range p.lines {
				box := boxes[i][k]
				k++
				if strings.TrimSpace(l.src) == "" || l.quarter != 0 {
					continue
				}
				want, got := l.length.Float()*scale, box[2]
				if l.vertical {
					got = box[3]
				}
				diff := (got - want) / want
				sum, n = sum+max(diff, -diff), n+1
				x, y := unit.Length((box[0]+box[2]/2)/scale*float64(unit.Pt)), unit.Length((box[1]+box[3]/2)/scale*float64(unit.Pt))
				if !inside(s, p.story, unit.Point{X: x, Y: y}) {
					t.Errorf("page %s: %q lies outside of story %s", s.name, l.src, p.story)
				}
			}
		}
		if k != len(boxes[i]) {
			t.Fatalf("page %s: %d runs for %d", s.name, len(boxes[i]), k)
		}
	}
	mean := 100 * sum / float64(n)
	t.Logf("%d runs, mean difference of width %.2f %%", n, mean)
	if mean > 3 {
		t.Errorf("mean difference of width %.2f %%", mean)
	}
}

func inside(s *sheet, story string, p unit.Point) bool {
	for _, z := range s.zones {
		if z.article.story.ID != story {
			continue
		}
		for _, r := range z.rects {
			if r = r.Inset(-4 * unit.Pt); p.X >= r.X && p.X <= r.Right() && p.Y >= r.Y && p.Y <= r.Bottom() {
				return true
			}
		}
	}
	return false
}

// TestIndexLeads: each entry of the index is a link, on the picture of the page to the story
// and in the replica to its place on its page.
func TestIndexLeads(t *testing.T) {
	e := sampleEdition(t)
	for _, c := range []struct {
		write       func(io.Writer, *editions.Edition, *page.Doc, *fonts.Catalog, Options) error
		link, where string
	}{
		{Write, `<a id="entry-`, `s-201-lift.xhtml`},
		{WriteReplica, `<a class="story entry" `, `page-02.xhtml#t-s-201-lift-`},
	} {
		var b bytes.Buffer
		if err := c.write(&b, e.ed, e.doc, e.cat, Options{Pages: e.pages}); err != nil {
			t.Fatal(err)
		}
		files, err := unzip(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		links := strings.Split(string(files["EPUB/xhtml/page-01.xhtml"]), c.link)[1:]
		if len(links) < 5 || !strings.Contains(strings.Join(links, ""), c.where) {
			t.Errorf("%d links %s", len(links), c.link)
		}
	}
}

// fontsOf writes a configuration of fonts with the project's own alone, so that a browser
// measures the same on every machine, also where there is no Chinese font.
func fontsOf(t *testing.T, dir string) string {
	fonts, err := filepath.Abs(filepath.Join("..", "..", "assets", "faces"))
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "fonts.conf")
	text := "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig><dir>" + fonts + "</dir><cachedir>" + dir + "</cachedir></fontconfig>"
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

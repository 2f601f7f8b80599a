package assets_test

import (
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"

	"banxin/assets"
	"banxin/cmd/need/composed"
	"banxin/editions"
	"banxin/editions/source"
)

func load(t *testing.T) *editions.Edition {
	t.Helper()
	ed, findings, err := editions.Load(assets.Sample(), "")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		t.Errorf("the sample: %s", f.Message)
	}
	return ed
}

// TestSample holds the sample to what it is shown for: eight full pages without a finding.
func TestSample(t *testing.T) {
	ed, _, res := composed.Paper(t, assets.Sample())
	if len(ed.Pages) != 8 || len(ed.Stories) < 40 {
		t.Fatalf("%d pages and %d stories", len(ed.Pages), len(ed.Stories))
	}
	for _, f := range res.Findings {
		if f.Severity >= source.Warning {
			t.Errorf("the sample: %s", f.Message)
		}
	}
	chars := 0
	for _, f := range res.Fits {
		chars += f.Set
		if f.OverChars > 0 || f.FreeLines > 1 {
			t.Errorf("page %d, %v, %s: %d characters over, %d lines free", f.Page, f.Slots, f.Story, f.OverChars, f.FreeLines)
		}
	}
	if chars < 17000 {
		t.Errorf("%d characters on the pages, want 17,000 or more", chars)
	}
}

// TestSamplePictures looks whether every picture lies there once, is used, and is large enough.
func TestSamplePictures(t *testing.T) {
	ed := load(t)
	used := map[string]bool{}
	for _, s := range ed.Stories {
		for _, b := range s.Blocks {
			p, ok := b.(*editions.Picture)
			if !ok {
				continue
			}
			used[p.Path] = true
			if p.Image == nil || p.Image.W < 800 {
				t.Errorf("%s: picture %s is missing or small", s.ID, p.Path)
			}
			if p.Alt == "" || p.Caption.IsEmpty() || p.Credit.IsEmpty() {
				t.Errorf("%s: picture %s lacks caption, credit or description", s.ID, p.Path)
			}
		}
	}
	for _, p := range ed.Pages {
		for _, pl := range p.Placed {
			if pl.Advert != nil {
				used[path.Base(pl.Advert.Image.Path)] = true
			}
		}
	}
	files, err := fs.ReadDir(assets.Sample(), path.Join(ed.Path, "images"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !used[f.Name()] {
			t.Errorf("picture %s is not used", f.Name())
		}
	}
}

// slips are what a proofreader would mark: half-width marks among Han characters, a
// doubled character of a few kinds, half an ellipsis or dash, a space typed between Han.
var slips = regexp.MustCompile(`\p{Han}[,;:!?()]|[,;:!?()]\p{Han}|\.\.\.|[^…]…([^…]|$)|[^—]—([^—]|$)|的的|了了|，，|。。|\p{Han} \p{Han}`)

// TestSampleText reads the stories as a proofreader does, as far as rules go.
func TestSampleText(t *testing.T) {
	for _, s := range load(t).Stories {
		for _, b := range s.Blocks {
			if p, ok := b.(*editions.Paragraph); ok {
				text := p.Text.String()
				if m := slips.FindString(text); m != "" {
					t.Errorf("%s: %q in %q", s.ID, m, text)
				}
				for _, pair := range []string{"“”", "（）", "《》"} {
					r := []rune(pair)
					if strings.Count(text, string(r[0])) != strings.Count(text, string(r[1])) {
						t.Errorf("%s: %s do not close in %q", s.ID, pair, text)
					}
				}
			}
		}
	}
}

package editions

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"banxin/assets"
)

// TestRecallSettles: what a change of one file leaves as it was is the same value in the next
// edition, and what it changes is another.
func TestRecallSettles(t *testing.T) {
	files := fstest.MapFS{}
	_ = fs.WalkDir(assets.Sample(), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, _ := fs.ReadFile(assets.Sample(), name)
			files[name] = &fstest.MapFile{Data: data}
		}
		return err
	})
	var r Recall
	load := func() *Edition {
		ed, _, err := LoadWith(files, "", Options{Library: assets.Templates(), Recall: &r})
		if err != nil {
			t.Fatal(err)
		}
		return ed
	}
	a := load()
	name := a.Stories[7].File.Name
	files[name] = &fstest.MapFile{Data: append([]byte(string(files[name].Data)), "又一句。\n"...)}
	b := load()
	for i, s := range b.Stories {
		if same := s == a.Stories[i]; same != (i != 7) {
			t.Errorf("story %s: the same value: %v", s.ID, same)
		}
	}
	for i, p := range b.Pages {
		if p != a.Pages[i] || p.Template != a.Pages[i].Template {
			t.Errorf("page %d is another value", p.Number)
		}
	}
	for name, im := range b.Images {
		if im != a.Images[name] {
			t.Errorf("picture %s is another value", name)
		}
	}
	if b.Paper != a.Paper {
		t.Error("the paper is another value")
	}
	name = "paper.yaml"
	files[name] = &fstest.MapFile{Data: append([]byte(string(files[name].Data)), "\n定价: 2.00元\n"...)}
	if c := load(); c.Paper == b.Paper {
		t.Error("another paper is the same value")
	}
}

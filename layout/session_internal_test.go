package layout

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"banxin/assets"
	"banxin/assets/faces"
	"banxin/editions"
)

// TestSessionRemembers: after a word in one story all that has to do with others is as it was,
// and after the word is taken back nothing is set again.
func TestSessionRemembers(t *testing.T) {
	files := fstest.MapFS{}
	_ = fs.WalkDir(assets.Sample(), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, _ := fs.ReadFile(assets.Sample(), name)
			files[name] = &fstest.MapFile{Data: data}
		}
		return err
	})
	var s Session
	compose := func() (anew int) {
		ed, _, err := editions.LoadWith(files, "", editions.Options{Library: assets.Templates()})
		if err != nil {
			t.Fatal(err)
		}
		cat, _ := s.Catalog(ed, faces.All())
		if _, err := s.Compose(t.Context(), ed, cat, Options{}); err != nil {
			t.Fatal(err)
		}
		for sum, set := range s.now.sets {
			if s.before.sets[sum] != set {
				anew++
			}
		}
		return anew
	}
	all := compose()
	name := "editions/2026-10-20/stories/" + first(t, files, "editions/2026-10-20/stories")
	was := files[name]
	if n := compose(); n != 0 {
		t.Errorf("%d of %d runs are set again for nothing", n, all)
	}
	files[name] = &fstest.MapFile{Data: append([]byte(string(was.Data)), "改"...)}
	if n := compose(); n != 1 {
		t.Errorf("%d of %d runs are set again for a word in one story", n, all)
	}
	files[name] = was
	compose()
	if len(s.now.sets) != all || all < 20 {
		t.Errorf("%d runs are remembered of %d", len(s.now.sets), all)
	}
	for sum, set := range s.now.sets {
		if old := s.before.sets[sum]; old != nil && old != set {
			t.Error("a run that was known is set again")
		}
	}
}

func first(t *testing.T, fsys fs.FS, dir string) string {
	list, err := fs.ReadDir(fsys, dir)
	if err != nil {
		t.Fatal(err)
	}
	return list[0].Name()
}

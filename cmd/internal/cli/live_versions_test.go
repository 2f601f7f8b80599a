package cli

import (
	"context"
	"os"
	"slices"
	"testing"

	"banxin/assets/faces"
	"banxin/editions/source"
	"banxin/editions/splice"
	"banxin/layout/makeup"
	"banxin/output/works"
)

// TestVacated: a page that has stories is made up anew of them and of no others; what is written for
// it reads without an error, and every other page stays as it is.
func TestVacated(t *testing.T) {
	dir := copied(t)
	paper, err := works.Open(os.DirFS(dir), works.Options{Faces: faces.All()})
	if err != nil {
		t.Fatal(err)
	}
	set, err := paper.Compose(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	made := 0
	for at, pg := range set.Edition.Pages {
		if story := across(set.Edition, at); (story != nil) != (at < 2) {
			t.Errorf("page %s: %v goes on elsewhere", pg.Name, story)
		}
		if at < 2 {
			continue
		}
		ed, off, err := vacated(set.Edition, at)
		if err != nil {
			t.Fatal(pg.Name, err)
		}
		versions, err := makeup.AutoContext(context.Background(), ed, set.Catalog, 1)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("page %s: %d versions", pg.Name, len(versions))
		if len(versions) == 0 {
			continue
		}
		made++
		v := named(versions[0], at, pg.Template)
		name := func(int) string { return "另拼" }
		changes := inTurn(off, splice.Change{File: splice.EditionFile(set.Edition), Make: func(old []byte) ([]byte, error) { return v.Adopt(old, name) }})
		changes = append(changes, splice.Change{File: templateFile("另拼"), Make: func([]byte) ([]byte, error) { return []byte(v.Text(v.Made[0].Page, "另拼")), nil }})
		files, err := set.Files(changes)
		if err != nil {
			t.Fatalf("page %s: %v", pg.Name, err)
		}
		now, err := paper.With(files).Compose(context.Background(), "")
		if err != nil {
			t.Fatal(err)
		}
		if a, b := now.Findings.Count(source.Error), set.Findings.Count(source.Error); a > b {
			t.Errorf("page %s: %d errors, were %d: %v\n%s", pg.Name, a, b, now.Findings, files[splice.EditionFile(set.Edition)])
		}
		for i := range set.Edition.Pages {
			var was, is []string
			for _, pl := range set.Edition.Pages[i].Placed {
				was = append(was, pl.Stories...)
			}
			for _, pl := range now.Edition.Pages[i].Placed {
				is = append(is, pl.Stories...)
			}
			if i == at {
				slices.Sort(was)
				slices.Sort(is)
				was = slices.DeleteFunc(was, func(id string) bool { return slices.Contains(v.Made[0].Left, id) })
			}
			if !slices.Equal(was, is) {
				t.Errorf("page %s: page %d has %v, had %v", pg.Name, i+1, is, was)
			}
		}
	}
	if made == 0 {
		t.Error("no page is made up")
	}
}

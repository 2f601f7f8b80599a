package layout_test

import (
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/cmd/need"
	"banxin/cmd/need/composed"
	"banxin/editions/source"
)

// realPage is the plan in testdata/taiyuan with the stories of a real page laid over it.
func realPage(t testing.TB) fs.FS {
	t.Helper()
	stories := need.Shared(t, "editions/taiyuan-2023-10-20/stories")
	over := fstest.MapFS{}
	for at, dir := range map[string]string{"": "testdata/taiyuan", "editions/2023-10-20/stories": stories} {
		root := os.DirFS(dir)
		err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(root, name)
			over[path.Join(at, name)] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return over
}

// TestRealPage lays a broadsheet page of ten stories out: all of them in their places,
// nothing over, nothing lost, every frame full to its last row.
func TestRealPage(t *testing.T) {
	ed, _, res := composed.Paper(t, realPage(t))
	checkNothingLost(t, ed, res)
	if len(ed.Stories) != 10 || len(res.Fits) != 10 {
		t.Fatalf("%d stories, %d set", len(ed.Stories), len(res.Fits))
	}
	for _, f := range res.Findings {
		if f.Severity >= source.Warning {
			t.Errorf("%s: %s [%s]", f.Pos, f.Message, f.Code)
		}
	}
	chars := 0
	for _, f := range res.Fits {
		chars += f.Set
	}
	if chars < 6200 {
		t.Errorf("only %d characters are set", chars)
	}
	if got := strings.Join(res.Fits[0].Slots, " "); got != "一条" {
		t.Errorf("the first story stands in %s", got)
	}
}

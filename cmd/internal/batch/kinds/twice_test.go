package kinds

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banxin/cmd/internal/batch/job"
)

// doIn does a job as do does, in a folder of that name, with inputs all of one time.
func (f *farm) doIn(name string, at time.Time, j *job.Job, after ...*job.Done) (*job.Done, string) {
	f.t.Helper()
	task, place := f.lay(filepath.Join(f.t.TempDir(), name), j, after...)
	if err := filepath.WalkDir(place.In, func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() {
			err = os.Chtimes(name, at, at)
		}
		return err
	}); err != nil {
		f.t.Fatal(err)
	}
	return f.done(task, place), place.Out
}

// typed is the text of a page as somebody has typed it, of stories of the newspaper of the tests.
func typed(t *testing.T, dir string, ids ...string) []byte {
	t.Helper()
	var b strings.Builder
	for _, id := range ids {
		parts := strings.SplitN(read(t, filepath.Join(dir, "editions/2026-10-20/stories", id+".md")), "---\n", 3)
		_, title, _ := strings.Cut(parts[1], "标题: ")
		title, _, _ = strings.Cut(title, "\n")
		b.WriteString(strings.Trim(strings.Split(title, ",")[0], "[]") + "\n")
		for p := range strings.SplitSeq(parts[2], "\n\n") {
			if p = strings.TrimSpace(p); p != "" && !strings.ContainsAny(p[:1], "!#|>{-*") {
				b.WriteString("    " + strings.ReplaceAll(p, "\n", "") + "\n")
			}
		}
	}
	return []byte(b.String())
}

// TestTwice: a job of any kind makes the same bytes in another folder, of files of another time: all
// that a result depends on is in its key.
func TestTwice(t *testing.T) {
	dir := paper(t)
	old := filepath.Join(dir, "old")
	if err := os.Mkdir(old, 0o777); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(old, "paper.yaml"), []byte("名称: 旧报\n代码: jb\n"))
	write(t, filepath.Join(old, "p1.txt"), typed(t, dir, "101-bridge", "102-harvest", "104-comment"))
	write(t, filepath.Join(old, "flight.pdf"), []byte("%PDF-1.4\ntrailer<<>>\n"))
	f := newFarm(t, dir)
	const day = "1956-03-04"
	made := map[string]*job.Done{}
	kinds := map[string]bool{}
	for _, j := range []*job.Job{
		{ID: "pages", Kind: "import", Dir: "old", Edition: day, Options: map[string]string{job.Named: "p1.txt", "as": "page"}},
		{ID: "made", Kind: "makeup", Dir: "old", Edition: day, After: []string{"pages"}},
		{ID: "part", Kind: "part", Dir: ".", Edition: "2026-10-20", To: []string{"pdf"}, Options: map[string]string{job.Share: "1/2"}},
		{ID: "build", Kind: "build", Dir: "old", Edition: day, To: []string{"pdf", "epub", "epaper"}, After: []string{"pages", "made"}},
		{ID: "check", Kind: "check", Dir: "old", Edition: day, After: []string{"pages", "made"}},
		{ID: "preflight", Kind: "preflight", Dir: "old", Options: map[string]string{job.Named: "flight.pdf"}},
		{ID: "site", Kind: "site", Options: map[string]string{"base": "https://news.example/"}, After: []string{"build"}},
		{ID: "opds", Kind: "opds", Options: map[string]string{"base": "https://news.example/"}, After: []string{"build"}},
	} {
		kinds[j.Kind] = true
		var after []*job.Done
		for _, id := range j.After {
			after = append(after, made[id])
		}
		done, one := f.doIn("one", time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC), j, after...)
		again, two := f.doIn("another-folder", time.Date(2026, 11, 30, 17, 0, 0, 7, time.UTC), j, after...)
		if len(done.Result.Files) == 0 {
			t.Errorf("%s makes nothing", j.ID)
		}
		if _, err := job.Commit(t.Context(), f.desk.Store, done); err != nil {
			t.Fatal(err)
		}
		if _, err := job.Commit(t.Context(), f.desk.Store, again); err != nil {
			t.Errorf("%s: %v", j.ID, err)
		}
		same(t, two, one)
		made[j.ID] = done
	}
	for _, kind := range job.Kinds() {
		if !kinds[kind] {
			t.Errorf("no job of kind %s is done twice", kind)
		}
	}
}

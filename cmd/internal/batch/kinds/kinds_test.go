package kinds

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/store"
	"banxin/cmd/internal/cli"
	"banxin/cmd/internal/exit"
	"banxin/cmd/need/four"
)

// farm is a store, a desk and a worker.
type farm struct {
	t    *testing.T
	desk *job.Desk
	made int // pieces that builds had to make although there are parts
}

func newFarm(t *testing.T, dir string) *farm {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "store"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &farm{t: t, desk: &job.Desk{Store: s, Dir: dir, Engine: "test", Env: map[string]string{"BANXIN_LANG": "zh"}}}
}

// lay puts a job's inputs into the store and takes them out of it into a folder below dir.
func (f *farm) lay(dir string, j *job.Job, after ...*job.Done) (*job.Task, Place) {
	t, ctx, s := f.t, f.t.Context(), f.desk.Store
	t.Helper()
	p, err := f.desk.Prepare(ctx, j, after)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.desk.Put(ctx, p); err != nil {
		t.Fatal(err)
	}
	task, err := job.Load(ctx, s, p.Key())
	if err != nil {
		t.Fatal(err)
	}
	at := Place{In: filepath.Join(dir, "in"), Out: filepath.Join(dir, "out")}
	for _, d := range []string{at.In, at.Out} {
		if err := os.MkdirAll(d, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	cache := &job.Cache{Store: s, Dir: filepath.Join(dir, "cache")}
	if err := cache.Lay(ctx, task, at.In); err != nil {
		t.Fatal(err)
	}
	return task, at
}

// do does a job as the farm does: its inputs go into a store and come out of it, elsewhere.
func (f *farm) do(j *job.Job, after ...*job.Done) (*job.Done, string) {
	f.t.Helper()
	task, at := f.lay(f.t.TempDir(), j, after...)
	return f.done(task, at), at.Out
}

// done does a task whose inputs are laid out.
func (f *farm) done(task *job.Task, at Place) *job.Done {
	t, ctx := f.t, f.t.Context()
	t.Helper()
	c := &call{ctx: ctx, task: task, at: at, left: func() { f.made++ }}
	r, err := c.do()
	if err != nil {
		t.Fatalf("%s: %v", task.Kind, err)
	}
	if r.Files, err = job.Gather(ctx, f.desk.Store, at.Out); err != nil {
		t.Fatal(err)
	}
	return &job.Done{Schema: job.Schema, Key: task.Key(), Result: r}
}

func do(t *testing.T, dir string, j *job.Job, after ...*job.Done) (*job.Done, string) {
	t.Helper()
	return newFarm(t, dir).do(j, after...)
}

// paper writes the newspaper of the tests into a folder.
func paper(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, four.Pages()); err != nil {
		t.Fatal(err)
	}
	return dir
}

// banxin runs a command itself.
func banxin(t *testing.T, args ...string) []byte {
	t.Helper()
	var out, talk bytes.Buffer
	env := func(name string) string { return map[string]string{"BANXIN_LANG": "zh"}[name] }
	if status := (cli.Call{Env: env, Out: &out, Err: &talk}).Run(t.Context(), args...); status > exit.Findings {
		t.Fatalf("banxin %v: %s", args, talk.Bytes())
	}
	return out.Bytes()
}

// same holds that two folders have the same files with the same bytes.
func same(t *testing.T, got, want string) {
	t.Helper()
	a, b := files(t, got), files(t, want)
	for name, data := range b {
		if !bytes.Equal(a[name], data) {
			t.Errorf("%s: %d bytes, and without the farm %d", name, len(a[name]), len(data))
		}
	}
	for name := range a {
		if _, ok := b[name]; !ok {
			t.Errorf("%s is made by the farm alone", name)
		}
	}
}

func files(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		out[filepath.ToSlash(rel)], err = os.ReadFile(name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestBuild: what the farm makes of an edition is what banxin build makes, byte for byte,
// whatever lies beside the paper.
func TestBuild(t *testing.T) {
	dir := paper(t)
	for _, name := range []string{"out/old.pdf", "editions/2020-01-01/edition.yaml", ".git/config"} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("日期: 2020-01-01\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	done, out := do(t, filepath.Dir(dir), &job.Job{ID: "a", Kind: "build", Dir: filepath.Base(dir), To: []string{"pdf", "epub", "epaper"}, Options: map[string]string{"lint": "true"}})
	want := t.TempDir()
	banxin(t, "build", dir, "-o", want, "--to=pdf,epub,epaper", "--lint")
	same(t, out, want)
	if r := done.Result; r.Pages != 4 || r.Date != "2026-10-20" || r.Title == "" || len(r.Files) < 10 {
		t.Errorf("the result says %d pages of %s, %s, %d files", r.Pages, r.Title, r.Date, len(r.Files))
	}
}

// TestCheck: what is found is a result.
func TestCheck(t *testing.T) {
	dir := paper(t)
	name := filepath.Join(dir, "editions/2026-10-20/edition.yaml")
	if err := os.WriteFile(name, []byte("日期: 2026-10-20\n版: [无此版样]\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	done, out := do(t, dir, &job.Job{ID: "a", Kind: "check", Dir: "."})
	if done.Result.Errors == 0 || done.Result.Findings[0].File == "" {
		t.Errorf("nothing is found: %+v", done.Result)
	}
	want := banxin(t, "check", dir, "--format=json")
	if got := files(t, out)["check.json"]; !bytes.Equal(got, want) {
		t.Errorf("check says %.300s, and without the farm %.300s", got, want)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	os.Remove(name)
	if err := os.WriteFile(name, data, fs.FileMode(0o666)); err != nil {
		t.Fatal(err)
	}
}

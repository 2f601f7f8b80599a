package job

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/batch/store"
	"banxin/editions/source"
)

// TestParse: what is wrong with a list is a finding at its place; the other jobs are read.
func TestParse(t *testing.T) {
	list := strings.Join([]string{
		`{"id": "a", "kind": "build", "dir": "a/../b", "to": ["pdf"], "options": {"ppi": 200, "lint": true, "marks": ["裁切", "套准"]}, "priority": 3, "due": "2026-10-20T02:30:00+08:00"}`,
		`# a remark`,
		``,
		`{"id": "a", "kind": "build", "dir": "."}`,
		`{"id": "x/y", "kind": "paint", "dir": "../up", "edition": "today", "priority": 10}`,
		`{"id": "c", "kind": "site", "after": ["a", "nobody"]}`,
		`{"id": "d", "kind": "site", "after": ["e"]}`,
		`{"id": "e", "kind": "opds", "after": ["d"]}`,
		`[]`,
		`{"id": "f", "kind": "build", "dir": "f", "options": {"out": "/etc"}}`,
		`{"id": "g", "kind": "build", "dir": "g", "options": {"icc": "../../etc/passwd"}}`,
		`{"id": "h", "kind": "build", "dir": "h", "dri": "x"}`,
		`{"id": "i", "kind": "build"`,
		`{"id": "j", "kind": "build"}`,
		`{"id": "k", "kind": "build", "dir": "k"} more`,
	}, "\n")
	jobs, found := Parse("jobs.jsonl", []byte(list))
	var at []string
	for _, f := range found {
		at = append(at, fmt.Sprintf("%d:%d %s", f.Pos.Line, f.Pos.Col, f.Code))
	}
	want := "4:2 SRC-DUP\n5:2 SRC-ID\n5:15 SRC-VALUE\n5:32 SRC-FILE\n5:48 SRC-DATE\n5:68 SRC-VALUE\n6:29 SRC-VALUE\n8:29 SRC-VALUE\n9:1 SRC-YAML\n10:42 SRC-KEY\n11:42 SRC-FILE\n12:42 SRC-KEY\n13:28 SRC-YAML\n14:1 SRC-VALUE\n15:41 SRC-YAML"
	if got := strings.Join(at, "\n"); got != want {
		t.Errorf("findings at\n%s\nnot\n%s\n%v", got, want, found)
	}
	if len(jobs) != 4 || jobs[0].Dir != "b" || jobs[0].At.Line != 1 || jobs[0].Due.UTC() != time.Date(2026, 10, 19, 18, 30, 0, 0, time.UTC) {
		t.Fatalf("jobs %+v", jobs)
	}
	if o := map[string]string{"ppi": "200", "lint": "true", "marks": Joined([]string{"裁切", "套准"})}; !reflect.DeepEqual(jobs[0].Options, o) {
		t.Errorf("options %v", jobs[0].Options)
	}
}

// TestParseOdd: a byte order mark counts for nothing; no jobs at all, and ids that are one on disks
// that do not tell case, are warned of.
func TestParseOdd(t *testing.T) {
	const one, two = `{"id": "a", "kind": "build", "dir": "."}`, `{"id": "A", "kind": "build", "dir": "."}`
	for _, c := range []struct {
		list, want string
		jobs       int
	}{
		{"\ufeff" + one + "\n", "", 1},
		{"", "1:1 SRC-VALUE", 0},
		{"\ufeff# nothing\n\n", "1:1 SRC-VALUE", 0},
		{one + "\n" + two, "2:2 SRC-ID", 2},
	} {
		jobs, found := Parse("jobs.jsonl", []byte(c.list))
		got := ""
		for _, f := range found {
			got += fmt.Sprintf("%d:%d %s", f.Pos.Line, f.Pos.Col, f.Code)
		}
		if got != c.want || len(jobs) != c.jobs || found.Count(source.Error) > 0 {
			t.Errorf("%q: %d jobs, %v", c.list, len(jobs), found)
		}
	}
}

// FuzzParse: whatever is read can be written and read again; nothing panics.
func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"id": "a", "kind": "build", "dir": "a", "options": {"marks": ["x", "y"], "ppi": 10}, "after": ["a"]}` + "\n{}\n[\n#\n"))
	f.Add([]byte("{\"id\":\"\xff\"}\n{\"id\":\"a\",\"id\":1}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		jobs, found := Parse("x", data)
		for _, x := range found {
			if x.Pos.Line < 1 || x.Pos.Col < 1 {
				t.Errorf("a finding without a place: %v", x)
			}
		}
		var b bytes.Buffer
		for _, j := range jobs {
			line, err := json.Marshal(j)
			if err != nil {
				t.Fatal(err)
			}
			b.Write(append(line, '\n'))
		}
		again, _ := Parse("x", b.Bytes())
		if len(again) != len(jobs) {
			t.Fatalf("%d jobs, read again %d: %s", len(jobs), len(again), b.Bytes())
		}
		for i := range jobs {
			jobs[i].At = again[i].At
			x, _ := json.Marshal(jobs[i])
			y, _ := json.Marshal(again[i])
			if !bytes.Equal(x, y) {
				t.Errorf("%s is read again as %s", x, y)
			}
		}
	})
}

// desk is a desk over a paper of two editions.
func desk(t *testing.T) (*Desk, string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"paper.yaml": "名称: 试\n标识: art/logo.png\n", "names.txt": "", "art/logo.png": "png", "art/other.png": "x", "jobs.jsonl": "{}", "out/old.pdf": "pdf", "templates/a.yaml": "", ".git/x": "",
		"editions/2026-10-20/edition.yaml": "日期: 2026-10-20\n", "editions/2026-10-20/stories/a.md": "---\n标题: 甲\n---\n甲。\n", "editions/2026-10-20/stories/.a.md.swp": "",
		"editions/2026-10-19/edition.yaml": "日期: 2026-10-19\n", "1956-03-04.txt": "旧",
	} {
		put(t, filepath.Join(dir, name), text)
	}
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "s"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &Desk{Store: s, Dir: dir, Engine: "one"}, dir
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666)); err != nil {
		t.Fatal(err)
	}
}

func key(t *testing.T, d *Desk, j Job) (string, *Prepared) {
	t.Helper()
	p, err := d.Prepare(t.Context(), &j, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p.Key(), p
}

// TestKey: a key changes with all that the result depends on, and with nothing else.
func TestKey(t *testing.T) {
	d, dir := desk(t)
	job := Job{ID: "a", Kind: "build", Dir: ".", To: []string{"pdf"}}
	first, p := key(t, d, job)
	var names []string
	for _, f := range p.Inputs {
		names = append(names, f.Name)
	}
	if got, want := strings.Join(names, " "), "art/logo.png editions/2026-10-20/edition.yaml editions/2026-10-20/stories/a.md names.txt paper.yaml templates/a.yaml"; got != want {
		t.Errorf("inputs are %s, not %s", got, want)
	}
	same := func(what string, j Job) {
		t.Helper()
		if k, _ := key(t, d, j); k != first {
			t.Errorf("%s changes the key", what)
		}
	}
	other := func(what string, j Job) {
		t.Helper()
		if k, _ := key(t, d, j); k == first {
			t.Errorf("%s does not change the key", what)
		}
	}
	same("another id, priority and time", Job{ID: "b", Kind: "build", Dir: ".", To: []string{"pdf"}, Priority: 5, Due: time.Unix(9, 0), Edition: "2026-10-20"})
	put(t, filepath.Join(dir, "art/other.png"), "changed")
	put(t, filepath.Join(dir, "editions/2026-10-19/edition.yaml"), "changed")
	put(t, filepath.Join(dir, "out/new.pdf"), "x")
	os.Chtimes(filepath.Join(dir, "paper.yaml"), time.Now(), time.Unix(0, 0))
	same("what lies beside", job)
	other("another kind of output", Job{ID: "a", Kind: "build", Dir: ".", To: []string{"epub"}})
	other("an option", Job{ID: "a", Kind: "build", Dir: ".", To: []string{"pdf"}, Options: map[string]string{"ppi": "100"}})
	other("another edition", Job{ID: "a", Kind: "build", Dir: ".", To: []string{"pdf"}, Edition: "2026-10-19"})
	d.Engine = "two"
	other("another engine", job)
	d.Engine = "one"
	put(t, filepath.Join(dir, "art/logo.png"), "new")
	other("a picture that the paper shows", job)
	put(t, filepath.Join(dir, "art/logo.png"), "png")
	same("the picture as it was", job)
	if err := os.Rename(filepath.Join(dir, "names.txt"), filepath.Join(dir, "words.txt")); err != nil {
		t.Fatal(err)
	}
	other("a name", job)
}

// TestChanged: a file that has changed since the list was planned is a finding, and taken as it is.
func TestChanged(t *testing.T) {
	d, dir := desk(t)
	job := Job{ID: "a", Kind: "build", Dir: ".", At: source.Pos{File: "jobs.jsonl", Line: 7, Col: 2}}
	var err error
	if job.Inputs, err = Digest(dir, &job); err != nil {
		t.Fatal(err)
	}
	if _, p := key(t, d, job); len(p.Findings) > 0 {
		t.Errorf("nothing has changed: %v", p.Findings)
	}
	put(t, filepath.Join(dir, "editions/2026-10-20/stories/a.md"), "---\n标题: 乙\n---\n")
	if _, p := key(t, d, job); len(p.Findings) != 1 || p.Findings[0].Pos.Line != 7 || !strings.Contains(fmt.Sprint(p.Findings[0].Message.Args), "stories/a.md") {
		t.Errorf("a story has changed: %v", p.Findings)
	}
}

// TestLatest: where a job names no edition it is of the latest that has something in it.
func TestLatest(t *testing.T) {
	d, dir := desk(t)
	if err := os.MkdirAll(filepath.Join(dir, "editions/2026-10-29"), 0o777); err != nil {
		t.Fatal(err)
	}
	if _, p := key(t, d, Job{ID: "a", Kind: "build", Dir: "."}); p.Edition != "2026-10-20" {
		t.Errorf("it is of %q", p.Edition)
	}
}

// TestWhileItIsWritten: a file that changes between being read and being put is no input.
func TestWhileItIsWritten(t *testing.T) {
	d, dir := desk(t)
	_, p := key(t, d, Job{ID: "a", Kind: "build", Dir: "."})
	put(t, filepath.Join(dir, "paper.yaml"), "名称: 另\n标识: art/logo.png\n")
	if err := d.Put(t.Context(), p); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("a changed file is put: %v", err)
	}
}

// TestReadOnce: a large file is read once by many jobs, and again when it has changed, is young or
// turns out to be another than was read.
func TestReadOnce(t *testing.T) {
	d, dir := desk(t)
	name, job := filepath.Join(dir, "editions/2026-10-20/images/a.jpg"), Job{ID: "a", Kind: "build", Dir: "."}
	write := func(what string, at time.Time) {
		t.Helper()
		put(t, name, strings.Repeat(what, largeFile))
		if err := os.Chtimes(name, at, at); err != nil {
			t.Fatal(err)
		}
	}
	hash := func() (string, *Prepared) {
		t.Helper()
		_, p := key(t, d, job)
		for _, f := range p.Inputs {
			if f.Name == "editions/2026-10-20/images/a.jpg" {
				return f.Hash, p
			}
		}
		t.Fatal("the picture is no input")
		return "", nil
	}
	old := time.Now().Add(-time.Hour)
	write("a", old)
	a, _ := hash()
	write("b", old) // unseen
	if b, p := hash(); b != a {
		t.Error("a large file is read twice")
	} else if err := d.Put(t.Context(), p); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("other bytes than were read are put: %v", err)
	}
	b, _ := hash()
	if b == a {
		t.Error("what turned out to be another is not read again")
	}
	write("c", old.Add(time.Second))
	if c, _ := hash(); c == b {
		t.Error("a file that has changed is not read again")
	}
	for _, what := range []string{"d", "e"} {
		write(what, time.Now())
		if got, _ := hash(); got != fmt.Sprintf("%x", sha256.Sum256([]byte(strings.Repeat(what, largeFile)))) {
			t.Error("a young file is not read again")
		}
	}
}

// TestLinks: a link comes as it is, with what it leads to in the folder, and nothing else.
func TestLinks(t *testing.T) {
	d, dir := desk(t)
	day := filepath.Join(dir, "editions/2026-10-20")
	for name, to := range map[string]string{"out.md": "/etc/passwd", "up.md": "../../../../etc/passwd", "b.md": "a.md"} {
		if err := os.Symlink(to, filepath.Join(day, "stories", name)); err != nil {
			t.Skip(err)
		}
	}
	_, p := key(t, d, Job{ID: "a", Kind: "build", Dir: "."})
	if err := d.Put(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	to := t.TempDir()
	c := &Cache{Store: d.Store, Dir: t.TempDir()}
	if err := c.Lay(t.Context(), p.Task, to); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(to)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if data, err := root.ReadFile("editions/2026-10-20/stories/b.md"); err != nil || !strings.Contains(string(data), "甲") {
		t.Errorf("a link within the paper leads to %q, %v", data, err)
	}
	for _, name := range []string{"out.md", "up.md"} {
		if _, err := root.ReadFile("editions/2026-10-20/stories/" + name); err == nil {
			t.Errorf("%s leads out of the folder", name)
		}
	}
}

// TestCommit: the first result stands; an equal one of another cost is the same, another is told.
func TestCommit(t *testing.T) {
	d, _ := desk(t)
	ctx, k := t.Context(), strings.Repeat("a", 64)
	result := Result{Files: []File{{Name: "x", Hash: strings.Repeat("b", 64), Size: 1}}, Errors: 1}
	if _, err := Find(ctx, d.Store, k); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("nothing is done: %v", err)
	}
	if _, err := Commit(ctx, d.Store, &Done{Key: k, Result: result, Cost: Cost{CPU: 1}}); err != nil {
		t.Fatal(err)
	}
	if got, err := Commit(ctx, d.Store, &Done{Key: k, Result: result, Cost: Cost{CPU: 2}}); err != nil || got.Cost.CPU != 1 {
		t.Errorf("the same again: %+v, %v", got, err)
	}
	other := result
	other.Files, other.Errors = []File{{Name: "x", Hash: strings.Repeat("c", 64), Size: 1}, {Name: "y"}}, 0
	_, err := Commit(ctx, d.Store, &Done{Key: k, Result: other})
	if u, ok := errors.AsType[*Unequal](err); !ok || strings.Join(u.Names, " ") != "findings x y" {
		t.Errorf("another result: %v", err)
	}
	if err := d.Store.Put(ctx, DoneName(k), strings.NewReader("{"), 1); err != nil {
		t.Fatal(err)
	}
	if _, err := Commit(ctx, d.Store, &Done{Key: k, Result: other}); err != nil {
		t.Errorf("in the place of a damaged one: %v", err)
	}
	if got, err := Find(ctx, d.Store, k); err != nil || len(got.Result.Files) != 2 {
		t.Errorf("then it is not there: %v", err)
	}
}

// TestStranger: what a store says of names is not believed.
func TestStranger(t *testing.T) {
	d, _ := desk(t)
	hash, size, err := store.Keep(t.Context(), d.Store, strings.NewReader("x"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"../x", "/x", "a/../../x", "", ".", "a\\..\\x", "a//b"} {
		c := &Cache{Store: d.Store, Dir: t.TempDir()}
		if err := c.Lay(t.Context(), &Task{Inputs: []File{{Name: name, Hash: hash, Size: size}}}, t.TempDir()); err == nil {
			t.Errorf("%q is laid out", name)
		}
	}
	to := t.TempDir()
	c := &Cache{Store: d.Store, Dir: t.TempDir()}
	away := &Task{Inputs: []File{{Name: "d", Link: t.TempDir()}, {Name: "d/x", Hash: hash, Size: size}}}
	if err := c.Lay(t.Context(), away, to); err == nil {
		t.Error("a file is laid out through a link")
	}
}

// TestCache: a cache stays within its bound, keeps what was used last, fetches once for many
// and knows what an earlier process has left.
func TestCache(t *testing.T) {
	d, _ := desk(t)
	ctx, dir := t.Context(), t.TempDir()
	task := func(text string) *Task {
		hash, size, err := store.Keep(ctx, d.Store, strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return &Task{Inputs: []File{{Name: "f", Hash: hash, Size: size}}}
	}
	c := &Cache{Store: d.Store, Dir: dir, Most: 30}
	lay := func(text string) {
		t.Helper()
		to := t.TempDir()
		if err := c.Lay(ctx, task(text), to); err != nil {
			t.Fatal(err)
		}
		if data, err := os.ReadFile(filepath.Join(to, "f")); err != nil || string(data) != text {
			t.Errorf("%q is laid out as %q, %v", text, data, err)
		}
	}
	for _, text := range []string{"1234567890", "abcdefghij", "ABCDEFGHIJ", "1234567890", "zzzzzzzzzz"} {
		lay(text)
	}
	kept := func(text string) bool {
		_, err := os.Stat(filepath.Join(dir, task(text).Inputs[0].Hash))
		return err == nil
	}
	if !kept("1234567890") || kept("abcdefghij") || !kept("zzzzzzzzzz") {
		t.Error("what goes is not what was used the longest ago")
	}
	put(t, filepath.Join(dir, "half.part"), "x")
	c = &Cache{Store: d.Store, Dir: dir, Most: 30}
	lay("more than thirty bytes are fetched all the same")
	if all, err := os.ReadDir(dir); err != nil || len(all) > 1 {
		t.Errorf("%d files are kept, %v", len(all), err)
	}
}

// TestLayAgain: whatever stood in a folder, there are a task's inputs and nothing else when they are
// laid out; what a task writes among its inputs is not in the store's.
func TestLayAgain(t *testing.T) {
	d, _ := desk(t)
	file := func(name string) File {
		hash, size, err := store.Keep(t.Context(), d.Store, strings.NewReader("text of "+name))
		if err != nil {
			t.Fatal(err)
		}
		return File{Name: name, Hash: hash, Size: size}
	}
	tasks := []Task{
		{Kind: "build", Inputs: []File{file("a"), file("b/c/d"), {Name: "b/empty/"}, file("b/f")}},
		{Kind: "build", Inputs: []File{file("a/b"), file("b/c"), file("b/f"), {Name: "l", Link: "b/f"}}},
		{Kind: "import", Inputs: []File{file("b/c/d"), file("e/f"), {Name: "g/h/"}}},
		{Kind: "build", Inputs: []File{file("e/f"), file("b/c/d")}},
	}
	dir := t.TempDir()
	c := &Cache{Store: d.Store, Dir: t.TempDir()}
	for n := range 3 * len(tasks) {
		task := &tasks[n%len(tasks)]
		if err := c.Lay(t.Context(), task, dir); err != nil {
			t.Fatal(err)
		}
		want := map[string]bool{}
		for _, f := range task.Inputs {
			want[f.Name] = true
			if data, _ := os.ReadFile(filepath.Join(dir, f.Name)); f.Hash != "" && string(data) != "text of "+f.Name {
				t.Errorf("task %d: %s holds %q", n, f.Name, data)
			}
		}
		for f := range task.folders() {
			want[f] = true
		}
		delete(want, "b/empty/")
		delete(want, "g/h/")
		err := fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
			if name != "." && !want[name] {
				t.Errorf("task %d: %s is none of its inputs", n, name)
			}
			delete(want, name)
			return err
		})
		if err != nil || len(want) > 0 {
			t.Errorf("task %d: %v are not there, %v", n, want, err)
		}
		if Writes(task.Kind) {
			put(t, filepath.Join(dir, "e/f"), "written")
		}
		if n%2 == 0 {
			put(t, filepath.Join(dir, "b/stray/x"), "left")
			if err := Clear(dir, func(string) bool { return true }); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := Clear(dir, nil); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%v are left, %v", left, err)
	}
}

// TestCacheRoom: what was used the longest ago goes, by bytes and by number, and with it some more,
// so that not each needs its own look.
func TestCacheRoom(t *testing.T) {
	fill := func(n int, size int64) *Cache {
		c := &Cache{Dir: t.TempDir(), Most: 1000 * size, known: map[string]*cached{}, read: true}
		for i := range n {
			c.known[fmt.Sprintf("%064x", i)] = &cached{size: size, used: time.Unix(int64(i), 0)}
			c.size += size
		}
		return c
	}
	c := fill(1000, 10)
	c.known[fmt.Sprintf("%064x", 0)].busy = make(chan struct{})
	c.room(10)
	if len(c.known) != 899 || c.size != 8990 || c.known[fmt.Sprintf("%064x", 0)] == nil || c.known[fmt.Sprintf("%064x", 101)] != nil || c.known[fmt.Sprintf("%064x", 102)] == nil {
		t.Errorf("%d objects of %d bytes are left", len(c.known), c.size)
	}
	if c.room(10); len(c.known) != 899 {
		t.Error("what has room goes")
	}
	c = fill(mostKnown, 0)
	c.Most = 1 << 30
	if c.room(1); len(c.known) >= mostKnown*9/10 || len(c.known) < mostKnown*8/10 {
		t.Errorf("%d objects of no bytes are left", len(c.known))
	}
}

// TestForms: a value of another form than its key's is told by an example, in no words of a program's.
func TestForms(t *testing.T) {
	for key, zh := range map[string]string{
		`"due": "tomorrow"`: "时间，如", `"due": 5`: "时间，如", `"priority": "high"`: "整数", `"priority": 1.5`: "整数", `"to": "pdf"`: "文字的列表",
		`"options": []`: "对象", `"options": {"a": {}}`: "对象", `"edition": 20261020`: "引号括起的文字",
	} {
		_, found := Parse("jobs.jsonl", []byte(`{"id": "a", "kind": "check", "dir": "a", `+key+"}"))
		said := say.For(func(string) string { return "zh" })
		if len(found) != 1 || !strings.Contains(said.Msg(found[0].Message), zh) || strings.Contains(said.Msg(found[0].Message), "2006") {
			t.Errorf("%s: %v", key, found)
		}
	}
}

// TestNeeds: what a job of its kind cannot do without is found when the list is read, at its key.
func TestNeeds(t *testing.T) {
	for _, c := range []struct{ job, at string }{
		{`"kind": "build", "to": ["pdf", "docx"]`, "1:42 SRC-VALUE"},
		{`"kind": "check", "to": ["pdf"]`, "1:42 SRC-KEY"},
		{`"kind": "preflight"`, "1:1 SRC-VALUE"},
		{`"kind": "import", "options": {"as": "page"}`, "1:43 SRC-VALUE"},
		{`"kind": "part"`, "1:1 SRC-VALUE"},
		{`"kind": "part", "options": {"share": "9/8"}`, "1:41 SRC-VALUE"},
		{`"kind": "part", "options": {"share": "1/257"}`, "1:41 SRC-VALUE"},
		{`"kind": "part", "to": ["pdf"], "options": {"share": "8/8"}`, ""},
		{`"kind": "preflight", "options": {"files": ["a.pdf"]}`, ""},
	} {
		_, found := Parse("jobs.jsonl", []byte(`{"id": "a", "dir": "a", `+c.job+"}"))
		got := ""
		for _, f := range found {
			got += fmt.Sprintf("%d:%d %s", f.Pos.Line, f.Pos.Col, f.Code)
		}
		if got != c.at {
			t.Errorf("%s: %q, not %q", c.job, got, c.at)
		}
	}
}

// TestThere: the edition of a job is looked for where no other job makes it.
func TestThere(t *testing.T) {
	d := &Desk{Dir: t.TempDir()}
	for _, name := range []string{"a/editions/2026-10-20/edition.yaml", "b/paper.yaml"} {
		name = filepath.Join(d.Dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, nil, 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		job   Job
		there bool
	}{
		{Job{Kind: "build", Dir: "a", Edition: "2026-10-20"}, true}, {Job{Kind: "check", Dir: "a"}, true}, {Job{Kind: "build", Dir: "a", Edition: "2026-10-21"}, false},
		{Job{Kind: "build", Dir: "b"}, false}, {Job{Kind: "build", Dir: "b", After: []string{"i"}}, true}, {Job{Kind: "import", Dir: "b", Edition: "2026-10-21"}, true},
	} {
		if err := d.There(&c.job); (err == nil) != c.there {
			t.Errorf("%+v: %v", c.job, err)
		}
	}
}

// TestLanguage: who gives a job in another language has another result where it says something in that
// alone, as a catalogue does, and the same where it does not.
func TestLanguage(t *testing.T) {
	dir := t.TempDir()
	for _, k := range Kinds() {
		keys := map[string]bool{}
		for _, lang := range []string{"zh", "en"} {
			d := &Desk{Dir: dir, Engine: "e", Env: map[string]string{"BANXIN_LANG": lang}}
			p, err := d.Prepare(t.Context(), &Job{ID: "a", Kind: k}, nil)
			if err != nil {
				t.Fatal(err)
			}
			keys[p.Key()] = true
		}
		if one := len(keys) == 1; one != !slices.Contains([]string{"import", "makeup", "opds"}, k) {
			t.Errorf("%s: in two languages %d keys", k, len(keys))
		}
	}
}

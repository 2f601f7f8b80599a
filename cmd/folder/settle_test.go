package folder

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The two states that a folder may be in: before a run and after it.
const (
	stateA = "a: old a\ndeep/\ndeep/d: old d\nmine: mine\nstale/\nstale/s: old s\n"
	stateB = "a: new a\nb: new b\ndeep/\ndeep/d: new d\nmade/\nmade/in/\nmade/in/m: new m\nmine: mine\n"
)

// inA makes a folder in state A.
func inA(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "out")
	put := func(name, text string) {
		if err := errors.Join(os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o777), os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"a", "deep/d", "stale/s"} {
		put(name, "old "+filepath.Base(name))
	}
	put("mine", "mine")
	return dir
}

// toB is a run that brings a folder into state B.
func toB(d disk, dir string) (*Folder, error) {
	f, err := stage(d, dir)
	if err != nil {
		return f, err
	}
	for _, name := range []string{"b", "a", "deep/d", "made/in/m"} {
		w, err := f.Create(name)
		if err != nil {
			return f, err
		}
		_, err = io.WriteString(w, "new "+filepath.Base(name))
		if err := errors.Join(err, w.Close()); err != nil {
			return f, err
		}
	}
	f.Remove("stale/s")
	f.Remove("never/was")
	f.Last("b")
	return f, f.Commit()
}

// errKilled is what a dead process sees of the disk: nothing that it does is done.
var errKilled = errors.New("killed")

// killedAt stops a disk for good at a step, told by number, and lists the steps before it.
// At a write it leaves half of what was to be written.
func killedAt(n int, steps *[]string) disk {
	return disk{step: func(op, name string) error {
		*steps = append(*steps, op+" "+filepath.Base(name))
		switch {
		case len(*steps) < n:
			return nil
		case len(*steps) == n && op == "write":
			os.WriteFile(name, []byte(`{"work": ".ban`), 0o666)
		}
		return errKilled
	}}
}

// die lets go of what the system takes from a process that ends.
func die(f *Folder) {
	if f != nil && f.alive != nil && f.alive.file != nil {
		f.alive.file.Close()
	}
}

// TestKilled stops a run at every step of it. What is left is settled by a command or by
// the next run; where the settling is stopped too, at any step of it, by the one after it.
func TestKilled(t *testing.T) {
	var all []string
	if _, err := toB(killedAt(1<<30, &all), inA(t)); err != nil {
		t.Fatal(err)
	}
	for n := 1; n <= len(all); n++ {
		dir := inA(t)
		var steps []string
		f, _ := toB(killedAt(n, &steps), dir)
		die(f)
		whole(t, dir, all[n-1])
		for m := 1; ; m++ {
			var again []string
			_, err := killedAt(m, &again).settle(dir)
			whole(t, dir, all[n-1]+", then "+strconv.Itoa(m))
			if err == nil && len(again) < m {
				break
			}
		}
		if got := tree(t, dir); got != stateA && got != stateB {
			t.Errorf("killed before %s (step %d), settled:\n%s", all[n-1], n, got)
		}
	}
}

// TestFails makes one step of a run fail and the others go on: the folder is in one of the
// states, B when the run says so.
func TestFails(t *testing.T) {
	var all []string
	if _, err := toB(killedAt(1<<30, &all), inA(t)); err != nil {
		t.Fatal(err)
	}
	for n := range all {
		dir, k := inA(t), 0
		f, err := toB(disk{step: func(op, name string) error {
			if k++; k == n+1 {
				return errKilled
			}
			return nil
		}}, dir)
		if f != nil {
			f.Abandon()
		}
		if _, e := Settle(dir); e != nil {
			t.Errorf("%s failed: %v", all[n], e)
		}
		got := tree(t, dir)
		if want := map[bool]string{true: stateB, false: stateA}[err == nil]; strings.ReplaceAll(got, "stale/\n", "") != strings.ReplaceAll(want, "stale/\n", "") && !strings.HasPrefix(all[n], "remove") {
			t.Errorf("%s failed (%v):\n%s", all[n], err, got)
		}
	}
}

// whole wants each file of the folder, less those below work folders, as it was in one of
// the states.
func whole(t *testing.T, dir, at string) {
	t.Helper()
	for line := range strings.Lines(tree(t, dir)) {
		if !strings.HasPrefix(line, ".banxin-") && !strings.Contains(stateA+stateB, line) {
			t.Errorf("killed at %s: half a file: %s", at, line)
		}
	}
}

// TestSynced holds the order that a failing power supply asks for: a file is on the disk
// before the journal names it, and all names are before the journal goes.
func TestSynced(t *testing.T) {
	dir := inA(t)
	var steps []string
	f, err := toB(disk{step: func(op, name string) error {
		rel, _ := filepath.Rel(dir, name)
		if _, in, ok := strings.Cut(rel, string(filepath.Separator)); ok && strings.HasPrefix(rel, ".banxin-") {
			rel = "W/" + filepath.ToSlash(in)
		} else if strings.HasPrefix(rel, ".banxin-") && rel != journalName {
			rel = "W"
		}
		steps = append(steps, op+" "+filepath.ToSlash(rel))
		return nil
	}}, dir)
	if err != nil {
		t.Fatal(err)
	}
	f.Abandon()
	before := func(a, b string) {
		t.Helper()
		i, j := index(steps, a), index(steps, b)
		if i < 0 || j < 0 || i > j {
			t.Errorf("%q (step %d) is not before %q (step %d) in\n%s", a, i, b, j, strings.Join(steps, "\n"))
		}
	}
	for _, name := range []string{"W/a", "W/b", "W/deep/d", "W/made/in/m", "W", "W/.old", "W/.old/deep", "W/made/in", "W/.banxin-journal"} {
		before("sync "+name, "rename .banxin-journal")
	}
	for _, name := range []string{"a", "b", "deep/d", "made/in/m"} {
		before("rename .banxin-journal", "rename "+name)
		before("rename "+name, "sync .") // the last one
	}
	before("rename made/in/m", "rename b") // asked for as the last
	for _, name := range []string{".", "deep", "made", "made/in"} {
		before("sync "+name, "remove .banxin-journal")
	}
}

// index is the place of the first step of a name; of "sync .", of the last.
func index(steps []string, s string) int {
	at := -1
	for i, x := range steps {
		if x == s && (at < 0 || s == "sync .") {
			at = i
		}
	}
	return at
}

// TestLost: somebody has removed the work folder of a move that was interrupted.
func TestLost(t *testing.T) {
	dir := inA(t)
	var steps []string
	var all []string
	if _, err := toB(killedAt(1<<30, &all), inA(t)); err != nil {
		t.Fatal(err)
	}
	f, _ := toB(killedAt(index(all, "rename b"), &steps), dir)
	die(f)
	for _, w := range workFolders(dir) {
		os.RemoveAll(w)
	}
	s, err := Settle(dir)
	if err != nil || len(s.Lost) == 0 || s.Finished+s.Undone > 0 {
		t.Errorf("settled %+v, %v", s, err)
	}
	if Unsettled(dir) {
		t.Error("the journal stays")
	}
}

// TestDamaged: a new file that is not what was made, as a failing disk leaves it, is taken
// back with all others.
func TestDamaged(t *testing.T) {
	dir := inA(t)
	var steps, all []string
	if _, err := toB(killedAt(1<<30, &all), inA(t)); err != nil {
		t.Fatal(err)
	}
	f, _ := toB(killedAt(index(all, "rename b")+1, &steps), dir)
	die(f)
	if err := os.WriteFile(filepath.Join(f.tmp, "b"), []byte("new X"), 0o666); err != nil {
		t.Fatal(err)
	}
	if s, err := Settle(dir); err != nil || s.Undone == 0 {
		t.Errorf("settled %+v, %v", s, err)
	}
	if got := tree(t, dir); got != stateA {
		t.Errorf("after it:\n%s", got)
	}
}

// TestLiving: the work folder of a run that goes on is left alone, and its journal too.
func TestLiving(t *testing.T) {
	dir := inA(t)
	f, err := Stage(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Abandon()
	g, err := toB(disk{}, dir)
	if err != nil {
		t.Fatal(err)
	}
	g.Abandon()
	if s, err := Settle(dir); err != nil || s.Swept != 0 {
		t.Errorf("settled %+v, %v", s, err)
	}
	if _, err := os.Stat(f.tmp); err != nil {
		t.Error(err)
	}
	os.Mkdir(filepath.Join(dir, ".banxin-keep"), 0o777) // not of this form
	f.Abandon()
	if got := tree(t, dir); got != ".banxin-keep/\n"+stateB {
		t.Errorf("after it:\n%s", got)
	}
}

// TestHostileJournal: a journal that names files elsewhere is none.
func TestHostileJournal(t *testing.T) {
	for _, text := range []string{
		`{"work": "../x", "files": []}`, `{"work": ".banxin-1", "files": [{"name": "../mine", "remove": true}]}`, `{`, ``,
		`{"work": ".banxin-1", "files": [{"name": "/etc/passwd", "remove": true}]}`, `{"work": ".", "files": []}`,
	} {
		dir := inA(t)
		if err := os.WriteFile(filepath.Join(dir, journalName), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := Settle(dir); err != nil {
			t.Error(err)
		}
		if got := tree(t, dir); got != stateA {
			t.Errorf("%s:\n%s", text, got)
		}
	}
}

// TestSIGKILL kills a process that brings a folder to and fro between the states, some
// dozen times, wherever it is.
func TestSIGKILL(t *testing.T) {
	if dir := os.Getenv("BANXIN_TEST_SWITCH"); dir != "" {
		for i := 0; ; i++ {
			switchTo(dir, fmt.Sprint(i))
		}
	}
	dir := t.TempDir()
	for i := range 12 {
		run := exec.Command(os.Args[0], "-test.run=^TestSIGKILL$")
		run.Env = append(os.Environ(), "BANXIN_TEST_SWITCH="+dir)
		if err := run.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(60+7*i) * time.Millisecond)
		run.Process.Kill()
		run.Wait()
		if _, err := Settle(dir); err != nil {
			t.Fatal(err)
		}
		got := tree(t, dir)
		a, _, _ := strings.Cut(got, "\n")
		if _, n, ok := strings.Cut(a, ": "); got != "" && (!ok || got != fmt.Sprintf("a: %s\nb: %s\nc/\nc/d: %s\n", n, n, n)) {
			t.Fatalf("after kill %d:\n%s", i, got)
		}
	}
}

// switchTo is a run that writes the same text into three files.
func switchTo(dir, text string) {
	f, err := Stage(dir)
	if err != nil {
		panic(err)
	}
	defer f.Abandon()
	for _, name := range []string{"a", "b", "c/d"} {
		w, err := f.Create(name)
		if err != nil {
			panic(err)
		}
		io.WriteString(w, text)
		w.Close()
	}
	if err := f.Commit(); err != nil {
		panic(err)
	}
}

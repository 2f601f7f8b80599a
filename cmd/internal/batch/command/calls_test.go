package command

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// nowhere is a farm with a list of n jobs that cannot be read, which programs are called for.
func nowhere(t *testing.T, n int, program string) *farm {
	t.Helper()
	f := small(t, "好")
	f.write("call.sh", "#!/bin/sh\n"+program)
	if err := os.Chmod(filepath.Join(f.dir, "call.sh"), 0o777); err != nil {
		t.Fatal(err)
	}
	var list strings.Builder
	for i := range n {
		fmt.Fprintf(&list, `{"id": "n%02d", "kind": "check", "dir": "nowhere%d", "due": "2026-10-20T02:30:00+08:00"}`+"\n", i, i)
	}
	f.write("night.jsonl", list.String())
	return f
}

// read is what the words of a file of the farm are.
func (f *farm) read(name string) []string {
	data, _ := os.ReadFile(filepath.Join(f.dir, name))
	return strings.Fields(string(data))
}

// TestCallsAgain: a list that is run again calls for none of its jobs a second time, and a run that has
// a program calls for what died, or was late, in one that had none.
func TestCallsAgain(t *testing.T) {
	f := nowhere(t, 3, "echo $1-$3 >> called\n")
	f.said("run", f.list, "--store", "store", "--work-dir", "work", "--on-late", "./call.sh")
	for range 2 {
		if _, status := f.said("run", f.list, "--store", "store", "--work-dir", "work", "--on-dead", "./call.sh", "--on-late", "./call.sh"); status != exitFindings {
			t.Error(status)
		}
	}
	called := f.read("called")
	slices.Sort(called)
	if want := "dead-n00 dead-n01 dead-n02 late-n00 late-n01 late-n02"; strings.Join(called, " ") != want {
		t.Errorf("called %v, not %s", called, want)
	}
}

// TestCallsFail: a call that failed is made again by a next run.
func TestCallsFail(t *testing.T) {
	f := nowhere(t, 2, "echo $3 >> called\n[ -e mended ]\n")
	for i, want := range []int{2, 4, 4} {
		f.said("run", f.list, "--store", "store", "--work-dir", "work", "--on-dead", "./call.sh")
		if called := f.read("called"); len(called) != want {
			t.Errorf("run %d: called for %v", i, called)
		}
		f.write("mended", "")
	}
}

// TestCallsTogether: calls that are left at the end of a run go some at a time, and have the time of one
// together; for which none was made is told, and a next run makes them.
func TestCallsTogether(t *testing.T) {
	f := nowhere(t, 10, "[ -e quick ] || sleep 60\necho $3 >> called\n")
	begun := time.Now()
	out, status := f.said("run", f.list, "--store", "store", "--work-dir", "work", "--on-dead", "./call.sh", "--call-limit", "3s")
	if took := time.Since(begun); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
	if status != exitFindings || !strings.Contains(out, "waiting for 10 calls") || !strings.Contains(out, "were dropped: ") {
		t.Errorf("%d %s", status, out)
	}
	f.write("quick", "")
	f.said("run", f.list, "--store", "store", "--work-dir", "work", "--on-dead", "./call.sh")
	if called := f.read("called"); len(called) != 10 {
		t.Errorf("called again for %v", called)
	}
}

// TestCallsEnd: the first signal drops calls and ends those that run, with all that they have started.
func TestCallsEnd(t *testing.T) {
	f := nowhere(t, 10, "sleep 60 &\necho $! >> started\nwait\n")
	run := f.start("run", f.list, "--store", "store", "--work-dir", "work", "--on-dead", "./call.sh", "--on-late", "./call.sh")
	defer kill(run)
	for range 400 {
		if len(f.read("started")) >= callsAtOnce {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	begun := time.Now()
	run.Process.Signal(syscall.SIGTERM)
	run.Wait()
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("it took %v to end", took)
	}
	said := strings.Join(f.read("run.log"), " ")
	if !strings.Contains(said, "calls for ") || !strings.Contains(said, "were dropped: ") || strings.Contains(said, "no worker of this version") {
		t.Errorf("%s", said)
	}
	started := f.read("started")
	if len(started) != callsAtOnce {
		t.Errorf("%d run at a time", len(started))
	}
	for _, p := range started {
		if pid, _ := strconv.Atoi(p); !gone(pid) {
			t.Errorf("%s, which was started by a call, lives on", p)
		}
	}
}

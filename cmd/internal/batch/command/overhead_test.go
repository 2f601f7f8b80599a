package command

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"banxin/assets/faces"
	"banxin/cmd/folder"
	"banxin/cmd/need"
	"banxin/output/works"
)

// loopOver is the program without the farm: it makes each paper of a folder in turn.
const loopOver = "BANXIN_FARM_LOOP"

// loop makes the outputs of all papers below a folder, preflight with them.
func loop(ctx context.Context, dir string) error {
	all, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range all {
		if !e.IsDir() || !strings.HasPrefix(e.Name(), "paper-") {
			continue
		}
		if err := one(ctx, filepath.Join(dir, e.Name()), filepath.Join(dir, "plain", e.Name())); err != nil {
			return err
		}
	}
	return nil
}

func one(ctx context.Context, dir, to string) error {
	paper, err := works.Open(os.DirFS(dir), works.Options{Faces: faces.All()})
	if err != nil {
		return err
	}
	set, err := paper.Compose(ctx, "")
	if err != nil {
		return err
	}
	out, err := folder.Stage(to)
	if err != nil {
		return err
	}
	defer out.Abandon()
	if _, err := set.Write(ctx, out, works.MakeOptions{}, works.PDF, works.EPUB); err != nil {
		return err
	}
	return out.Commit()
}

// TestOverhead measures what small editions cost through the farm beside a loop over them, a
// thousand where BANXIN_FARM_EDITIONS says so. What it tells is for a quiet machine: it fails on
// faults of another order alone.
func TestOverhead(t *testing.T) {
	need.Judges(t)
	n := 100
	if v, err := strconv.Atoi(os.Getenv("BANXIN_FARM_EDITIONS")); err == nil {
		n = v
	}
	f := newFarm(t, 0)
	var lines strings.Builder
	for i := range n {
		id := fmt.Sprintf("paper-%04d", i)
		f.paper(id, i, nil)
		fmt.Fprintf(&lines, `{"id": %q, "kind": "build", "dir": %q, "to": ["pdf", "epub"]}`+"\n", id, id)
	}
	f.write("night.jsonl", lines.String())
	measure := func(c *exec.Cmd) (cpu, wall time.Duration) {
		begun := time.Now()
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return c.ProcessState.UserTime() + c.ProcessState.SystemTime(), time.Since(begun)
	}
	plain := f.command()
	plain.Env = append(plain.Env, loopOver+"="+f.dir)
	cpu, wall := measure(plain)
	farmCPU, farmWall := measure(f.command("run", f.list, "--store", "store", "--work-dir", "work", "-q"))
	t.Logf("%d editions: a loop %v of processors in %v; the farm %v (%+.1f %%) in %v (%+.1f %%)", n, cpu.Round(time.Millisecond), wall.Round(time.Millisecond),
		farmCPU.Round(time.Millisecond), 100*(farmCPU.Seconds()/cpu.Seconds()-1), farmWall.Round(time.Millisecond), 100*(farmWall.Seconds()/wall.Seconds()-1))
	if farmCPU > 3*cpu {
		t.Error("the farm costs more than three times the loop")
	}
}

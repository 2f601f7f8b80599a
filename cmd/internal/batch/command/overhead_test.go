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
const (
	loopOver = "BANXIN_FARM_LOOP"
	loopTo   = "BANXIN_FARM_LOOP_TO" // a folder in that
)

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
		if err := one(ctx, filepath.Join(dir, e.Name()), filepath.Join(dir, os.Getenv(loopTo), e.Name())); err != nil {
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

// TestOverhead measures what small editions cost through the farm beside a loop over them, in
// pairs of which the least counts: a hundred editions, or as many as BANXIN_FARM_EDITIONS says,
// three times. The bound of a thousand is what is promised; a hundred pay for the start of
// processes too, and what they tell is for a machine that others use as well.
func TestOverhead(t *testing.T) {
	need.Judges(t)
	n, pairs, bound := 100, 1, 3.0
	if v, err := strconv.Atoi(os.Getenv("BANXIN_FARM_EDITIONS")); err == nil {
		n, pairs, bound = v, 3, 1.15
	}
	f := newFarm(t, 0)
	var lines strings.Builder
	for i := range n {
		id := fmt.Sprintf("paper-%04d", i)
		f.paper(id, i, nil)
		fmt.Fprintf(&lines, `{"id": %q, "kind": "build", "dir": %q, "to": ["pdf", "epub"]}`+"\n", id, id)
	}
	f.write("night.jsonl", lines.String())
	measure := func(c *exec.Cmd) (cpu, wall float64) {
		begun := time.Now()
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return (c.ProcessState.UserTime() + c.ProcessState.SystemTime()).Seconds(), time.Since(begun).Seconds()
	}
	least := [4]float64{} // of the loop and the farm: processors, clock
	for pair := range pairs {
		plain := f.command()
		plain.Env = append(plain.Env, loopOver+"="+f.dir, loopTo+"="+fmt.Sprint("plain", pair))
		var now [4]float64
		now[0], now[1] = measure(plain)
		now[2], now[3] = measure(f.command("run", f.list, "--store", fmt.Sprint("store", pair), "--work-dir", fmt.Sprint("work", pair), "-q"))
		t.Logf("%d editions: a loop %.2f s of processors in %.2f s; the farm %.2f s (%+.1f %%) in %.2f s (%+.1f %%)", n, now[0], now[1], now[2], 100*(now[2]/now[0]-1), now[3], 100*(now[3]/now[1]-1))
		for i := range now {
			if pair == 0 || now[i] < least[i] {
				least[i] = now[i]
			}
		}
	}
	t.Logf("least of %d pairs: %+.1f %% of processors, %+.1f %% of the clock", pairs, 100*(least[2]/least[0]-1), 100*(least[3]/least[1]-1))
	if least[2] > bound*least[0] {
		t.Errorf("the farm costs %.2f times the loop, more than %.2f", least[2]/least[0], bound)
	}
}

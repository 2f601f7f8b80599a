package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
)

// doneFolder is where a hot folder keeps what was taken in; noteSuffix ends the name of the
// note beside a file that was not.
const (
	doneFolder = "已收"
	noteSuffix = ".说明.txt"
)

// sighting is a file of the hot folder as it was last seen.
type sighting struct {
	size    int64
	changed time.Time
}

// hotFolder takes in files as they come into a folder, once they have settled: twice seen
// alike. Programs that copy over a network say nothing when they are done, so it looks
// again every second.
func (o *importOptions) hotFolder(ctx context.Context, d *desk) error {
	if st, err := os.Stat(o.watch); err != nil || !st.IsDir() {
		return words.Fault("watch-no-folder", o.watch)
	}
	if !o.quiet {
		t := o.w.newText(o.w.err, false)
		t.Line("watching-end-with-ctrl-c", o.watch)
		if err := t.Flush(); err != nil {
			return err
		}
	}
	seen, refused := map[string]sighting{}, map[string]sighting{}
	var trouble error
	for round := 0; ; round++ {
		entries, err := os.ReadDir(o.watch)
		if err != nil {
			return words.Fault("cannot-read-file", o.watch, err)
		}
		for _, e := range entries {
			if err := o.look(d, e, seen, refused); err != nil {
				if o.once {
					trouble = err
					continue
				}
				o.complain(err)
			}
		}
		if o.once && round > 0 {
			return trouble
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(pause(o.once)):
		}
	}
}

func pause(once bool) time.Duration {
	if once {
		return 50 * time.Millisecond
	}
	return time.Second
}

// look takes a file of the hot folder in if it has settled.
func (o *importOptions) look(d *desk, e os.DirEntry, seen, refused map[string]sighting) error {
	name := e.Name()
	if !e.Type().IsRegular() || overlooked(name) {
		return nil
	}
	st, err := e.Info()
	if err != nil {
		return nil // gone again
	}
	now := sighting{st.Size(), st.ModTime()}
	if refused[name] == now {
		return nil
	}
	if before, ok := seen[name]; !ok || before != now || now.size == 0 && !o.once {
		seen[name] = now
		return nil
	}
	done, err := o.settled(d, arrival{filepath.Join(o.watch, name), name})
	if !done {
		refused[name] = now
	}
	return err
}

// settled takes in a file and moves it away, or leaves a note beside it.
func (o *importOptions) settled(d *desk, a arrival) (done bool, err error) {
	all, err := o.one(d, a)
	var note bytes.Buffer
	if err != nil {
		note.WriteString(o.w.say.Err(err) + "\n")
	}
	if e := o.sayTaken(d, all); e != nil {
		return false, e
	}
	bad := err
	if bad == nil {
		bad = o.judge(all)
	}
	if bad != nil {
		t := report.NewText(&note, o.w.say)
		for _, x := range all {
			t.Findings(x.Copy.Found)
		}
		if e := t.Flush(); e != nil {
			return false, e
		}
		if e := os.WriteFile(a.path+noteSuffix, []byte(strings.TrimLeft(note.String(), "\n")), 0o666); e != nil {
			return false, words.Fault("cannot-write-file", a.path+noteSuffix, e)
		}
		return false, bad
	}
	os.Remove(a.path + noteSuffix)
	if o.dryRun {
		return false, nil
	}
	return true, o.moveDone(a)
}

// moveDone moves a file into the folder of those taken in, under a name of its own there.
func (o *importOptions) moveDone(a arrival) error {
	dir := filepath.Join(o.watch, doneFolder)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return words.Fault("cannot-write-file", dir, err)
	}
	ext := filepath.Ext(a.name)
	to := filepath.Join(dir, a.name)
	for i := 2; ; i++ {
		if _, err := os.Lstat(to); err != nil {
			break
		}
		to = filepath.Join(dir, strings.TrimSuffix(a.name, ext)+"-"+itoa(i)+ext)
	}
	if err := os.Rename(a.path, to); err != nil {
		return words.Fault("cannot-move-into", a.path, dir, err)
	}
	return nil
}

// complain says what went wrong while watching goes on.
func (o *importOptions) complain(err error) {
	if err != errFindings {
		t := o.w.newText(o.w.err, false)
		t.WriteString(o.w.say.Err(err) + "\n")
		_ = t.Flush()
	}
}

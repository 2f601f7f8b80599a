package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions/intake"
	"banxin/editions/source"
)

// doneFolder is where a hot folder keeps what was taken in; noteSuffix ends the name of the
// note beside a file that was not.
const (
	doneFolder = "已收"
	noteSuffix = ".说明.txt"
)

// sighting is a file of the hot folder as it was last seen, since when it is so, and when it
// was first seen.
type sighting struct {
	size                  int64
	changed, since, first time.Time
}

// as tells whether a file is as it was.
func (s sighting) as(t sighting) bool { return s.size == t.size && s.changed.Equal(t.changed) }

// long is how old a file must be for a single run to take it without waiting: more than clocks
// of two machines differ.
const long = time.Minute

// hotFolder takes in files as they come into a folder, once they have settled. Programs that
// copy over a network say nothing when they are done, so it looks again and again.
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
	h := &hot{importOptions: o, d: d, seen: map[string]sighting{}, done: map[string]sighting{}}
	for {
		entries, err := os.ReadDir(o.watch)
		if err != nil {
			return words.Fault("cannot-read-file", o.watch, err)
		}
		waiting := false
		for _, e := range entries {
			waiting = h.look(e) || waiting
		}
		if o.once && !waiting {
			return h.trouble
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(min(time.Second, o.settle/4+10*time.Millisecond)):
		}
	}
}

// hot is a folder that is watched.
type hot struct {
	*importOptions
	d       *desk
	seen    map[string]sighting
	done    map[string]sighting // taken as far as can be: refused, or given up
	trouble error               // of a single run
}

// look takes a file of the hot folder in if it has settled, and tells whether to wait for it.
func (h *hot) look(e os.DirEntry) (waiting bool) {
	name := e.Name()
	if !e.Type().IsRegular() || overlooked(name) {
		return false
	}
	st, err := e.Info()
	if err != nil {
		return false // gone again
	}
	clock := time.Now()
	now := sighting{st.Size(), st.ModTime(), clock, clock}
	if was, ok := h.done[name]; ok && was.as(now) {
		return false
	}
	before, ok := h.seen[name]
	if ok {
		now.first = before.first
	}
	if !ok || !before.as(now) {
		h.seen[name] = now
		return h.waits(now)
	}
	if quiet := clock.Sub(before.since); quiet < h.settle && (!h.once || clock.Sub(now.changed) < long) {
		return true
	}
	a := arrival{path: filepath.Join(h.watch, name), name: name}
	if now.size == 0 && !h.once || beingWritten(a.path) || !a.load(now) {
		return h.waits(now)
	}
	if err := h.take(a, now); err != nil {
		if h.once {
			h.trouble = err
		} else {
			h.complain(err)
		}
	}
	return false
}

// waits tells whether to wait for a file that is not settled. A single run leaves to the next
// what somebody writes for a minute.
func (h *hot) waits(now sighting) bool { return !h.once || now.since.Sub(now.first) < long }

// load reads a file that is to be taken in; it must still be as it was seen.
func (a *arrival) load(seen sighting) bool {
	if seen.size > int64(intake.DefaultLimits.File) {
		return true // refused for its size, unread
	}
	data, err := readFile(a.path)
	if err != nil {
		return false
	}
	st, err := os.Stat(a.path)
	a.data = data
	return err == nil && seen.as(sighting{size: st.Size(), changed: st.ModTime()}) && int64(len(data)) == seen.size
}

// take takes a file in that has settled.
func (h *hot) take(a arrival, now sighting) error {
	done, err := h.settled(h.d, a)
	if !done {
		h.done[a.name] = now
	}
	delete(h.seen, a.name)
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
	if bad == nil && slices.ContainsFunc(all, breaksOff) {
		bad = errFindings
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
	err = o.moveDone(a)
	return err == nil, err
}

// breaksOff tells whether a copy is half of one. A folder nobody watches takes none in: the
// other half may be on its way.
func breaksOff(t *outcome) bool {
	return slices.ContainsFunc(t.Copy.Found, func(f source.Finding) bool { return f.Code == "IMP-CUT" })
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

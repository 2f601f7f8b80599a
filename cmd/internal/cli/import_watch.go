package cli

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
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
	if !o.quiet && !o.once {
		t := o.w.newText(o.w.err, false)
		t.Line("watching-end-with-ctrl-c", o.watch)
		if err := t.Flush(); err != nil {
			return err
		}
	}
	h := &hot{importOptions: o, d: d, seen: map[string]sighting{}, done: map[string]sighting{}}
	for {
		waiting, err := h.round()
		if err != nil {
			return err
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
	seen    map[string]sighting // by the path
	done    map[string]sighting // taken as far as can be: refused, or given up
	trouble error               // of a single run
}

// round looks at all files of the hot folder and of the folders in it once, and tells whether to
// wait for one. A folder in it that cannot be read is said once, and the others are looked at.
func (h *hot) round() (waiting bool, err error) {
	err = filepath.WalkDir(h.watch, func(p string, e fs.DirEntry, err error) error {
		switch {
		case err != nil && p == h.watch:
			return words.Fault("cannot-read-file", h.watch, err)
		case errors.Is(err, fs.ErrNotExist): // gone again
		case err != nil:
			if _, said := h.done[p]; !said {
				h.done[p] = sighting{}
				h.complain(words.Fault("cannot-read-file", p, err))
			}
			return filepath.SkipDir
		case e.IsDir() && p != h.watch && passedBy(p):
			return filepath.SkipDir
		case e.Type().IsRegular() && !overlooked(e.Name()):
			waiting = h.look(p, e) || waiting
		}
		return nil
	})
	return waiting, err
}

// look takes a file of the hot folder in if it has settled, and tells whether to wait for it.
func (h *hot) look(file string, e fs.DirEntry) (waiting bool) {
	st, err := e.Info()
	if err != nil {
		return false // gone again
	}
	clock := time.Now()
	now := sighting{st.Size(), st.ModTime(), clock, clock}
	if was, ok := h.done[file]; ok && was.as(now) {
		return false
	}
	before, ok := h.seen[file]
	if ok {
		now.first = before.first
	}
	if !ok || !before.as(now) {
		h.seen[file] = now
		return h.waits(now)
	}
	if quiet := clock.Sub(before.since); quiet < h.settle && (!h.once || clock.Sub(now.changed) < long) {
		return true
	}
	a := arrival{path: file, name: e.Name()}
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
		h.done[a.path] = now
	}
	delete(h.seen, a.path)
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

// moveDone moves a file into the folder of those taken in, under a name of its own there and as
// deep as it lay, and with it what a browser saved beside it.
func (o *importOptions) moveDone(a arrival) error {
	under, err := filepath.Rel(o.watch, filepath.Dir(a.path))
	if err != nil {
		return words.Fault("cannot-read-file", a.path, err)
	}
	dir := filepath.Join(o.watch, doneFolder, under)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return words.Fault("cannot-write-file", dir, err)
	}
	ext := filepath.Ext(a.name)
	stem := strings.TrimSuffix(a.name, ext)
	beside := companions(a.path)
	if err := moveInto(dir, a.path, stem, ext); err != nil {
		return err
	}
	for _, b := range beside {
		end := strings.TrimPrefix(filepath.Base(b), stem)
		if err := moveInto(dir, b, stem, end); err != nil {
			return err
		}
	}
	return nil
}

// moveInto moves a file or a folder into another, under a name that is free there.
func moveInto(dir, from, stem, ext string) error {
	to := filepath.Join(dir, stem+ext)
	for i := 2; ; i++ {
		if _, err := os.Lstat(to); err != nil {
			break
		}
		to = filepath.Join(dir, stem+"-"+itoa(i)+ext)
	}
	if err := os.Rename(from, to); err != nil {
		return words.Fault("cannot-move-into", from, dir, err)
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

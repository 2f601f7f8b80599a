package cli

import (
	"context"
	"io/fs"
	"maps"
	"path/filepath"
	"strings"
	"time"

	"banxin/editions"

	"github.com/fsnotify/fsnotify"
)

// Programs write a file in steps. Where the system tells of each, files are read once no step
// has come for a moment; what has become smaller then is given longer, as is what is seen only
// by looking: folders on other machines tell nothing.
const (
	lookEvery = 300 * time.Millisecond
	moment    = 8 * time.Millisecond
	settled   = 60 * time.Millisecond
)

// watch sets the edition anew after each change, until the context ends.
func (p *livePaper) watch(ctx context.Context, before stamps) {
	wait := time.NewTicker(lookEvery)
	defer wait.Stop()
	told := notices(ctx, p.folder(), p.shownEdition())
	for {
		quick := false
		select {
		case <-ctx.Done():
			return
		case <-p.poke: // whole files, by the desk
			before = p.watched()
			p.again(ctx)
			continue
		case <-told:
			quick = quiet(ctx, told, moment)
		case <-wait.C:
		}
		now := p.watched()
		if maps.Equal(now, before) {
			idle()
			continue
		}
		if !quick || now.less(before) {
			if quiet(ctx, nil, settled); !maps.Equal(p.watched(), now) {
				continue // still being written
			}
		}
		if ctx.Err() != nil {
			return
		}
		before = now
		p.again(ctx)
	}
}

// quiet waits until nothing has been told for some time; it is true when that is so.
func quiet(ctx context.Context, told <-chan struct{}, long time.Duration) bool {
	for {
		select {
		case <-ctx.Done():
			return false
		case <-told:
		case <-time.After(long):
			return true
		}
	}
}

// stamps are the files of a folder, by size and time.
type stamps map[string]stamp

type stamp struct {
	size int64
	time int64
}

// less tells whether a file is gone or smaller than it was, as one is that is being written.
func (s stamps) less(before stamps) bool {
	for name, was := range before {
		if now, ok := s[name]; !ok || now.size < was.size {
			return true
		}
	}
	return false
}

// watched says which files the paper's folder holds. Other editions, what is hidden and what the
// desk makes do not count.
func (p *livePaper) watched() stamps {
	fsys, closeDir, err := p.paper.open()
	if err != nil {
		return stamps{err.Error(): {}}
	}
	defer closeDir()
	edition := p.chosen(fsys)
	out := stamps{}
	note := func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil // gone, or not for us: composing will say so where it matters
		}
		if d.IsDir() {
			if name == "editions" || name == roundsFolder || name == pressFolder || name != "." && strings.HasPrefix(d.Name(), ".") {
				return fs.SkipDir
			}
			return nil
		}
		if info, err := d.Info(); err == nil {
			out[name] = stamp{info.Size(), info.ModTime().UnixNano()}
		}
		return nil
	}
	_ = fs.WalkDir(fsys, ".", note)
	_ = fs.WalkDir(fsys, "editions/"+edition, note) // which may be a link
	return out
}

// shownEdition is the edition that is shown at the start.
func (p *livePaper) shownEdition() string {
	fsys, closeDir, err := p.paper.open()
	if err != nil {
		return ""
	}
	defer closeDir()
	return p.chosen(fsys)
}

// chosen is the edition that is shown.
func (p *livePaper) chosen(fsys fs.FS) string {
	if dates, _ := editions.Editions(fsys); p.paper.edition == "" && len(dates) > 0 {
		return editions.Latest(fsys, dates)
	}
	return p.paper.edition
}

// notices tells when something happens to files below a folder, until the context ends; nil
// where the system does not say.
func notices(ctx context.Context, folder, edition string) <-chan struct{} {
	if folder == "" {
		return nil
	}
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil
	}
	below(w, folder, filepath.Join(folder, "editions"), edition)
	told := make(chan struct{}, 1)
	go func() {
		defer w.Close()
		for {
			select {
			case <-ctx.Done():
				return
			case e, ok := <-w.Events:
				if !ok {
					return
				}
				if e.Op == fsnotify.Chmod || strings.HasPrefix(filepath.Base(e.Name), ".") {
					continue
				}
				if e.Has(fsnotify.Create) {
					below(w, e.Name, "", "")
				}
				select {
				case told <- struct{}{}:
				default: // it is known
				}
			case _, ok := <-w.Errors: // too many at once, for one: looking finds what was missed
				if !ok {
					return
				}
			}
		}
	}()
	return told
}

// below has a folder and those in it watched, but what is hidden, and of the editions, where
// they are in it, all but one.
func below(w *fsnotify.Watcher, folder, editions, but string) {
	_ = filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return nil // gone, or no folder: there is nothing in it
		}
		if name != folder && strings.HasPrefix(d.Name(), ".") || filepath.Dir(name) == editions && d.Name() != but {
			return filepath.SkipDir
		}
		_ = w.Add(name) // where there are too many, looking finds the rest
		return nil
	})
}

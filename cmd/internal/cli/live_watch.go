package cli

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"path"
	"strings"
	"time"

	"banxin/editions"
)

// Programs write a file in steps. Where the system tells of each, files are read once no step
// has come for a moment; what has become smaller then is given longer, as is what is seen only
// by looking: folders on other machines tell nothing.
const (
	lookEvery = 300 * time.Millisecond
	moment    = 8 * time.Millisecond
	settled   = 60 * time.Millisecond
)

// watch sets the edition anew after each change, until the context ends. What is told is looked at by
// name; every now and then all is looked at, since not everything is told everywhere.
func (p *livePaper) watch(ctx context.Context, before stamps) {
	wait := time.NewTicker(lookEvery)
	defer wait.Stop()
	for seen := before; ; {
		told, quick := (*changes)(nil), false
		select {
		case <-ctx.Done():
			return
		case <-p.poke.wait(): // whole files, by the desk
			seen = p.look(seen, p.poke)
			before = seen
			p.again(ctx)
			continue
		case <-p.told.wait():
			if quick = quiet(ctx, p.told.wait(), moment); quick {
				told = p.told
			}
		case <-wait.C:
		}
		seen = p.look(seen, told)
		if maps.Equal(seen, before) {
			idle()
			continue
		}
		if !quick || seen.less(before) {
			quiet(ctx, nil, settled)
			now := p.look(seen, told)
			written := !maps.Equal(now, seen)
			if seen = now; written {
				continue // still
			}
		}
		if ctx.Err() != nil {
			return
		}
		before = seen
		p.again(ctx)
	}
}

// look says which files there are now: before, but for those that are told of; nil: all are looked at.
func (p *livePaper) look(before stamps, told *changes) stamps {
	names, others := told.take()
	if told != nil && !others {
		p.looked.forget(names)
		if now, ok := p.glance(before, names); ok {
			return now
		}
	}
	now := p.watched()
	if told != nil || !maps.Equal(now, before) {
		p.looked.forgetAll()
	}
	return now
}

// glance looks at files by their names. It is not ok where that does not say what has happened to the
// paper: to folders, or beside what is watched.
func (p *livePaper) glance(before stamps, names []string) (now stamps, ok bool) {
	fsys, closeDir, err := p.paper.open()
	if err != nil {
		return nil, false
	}
	defer closeDir()
	now = maps.Clone(before)
	for _, name := range names {
		st, err := lstat(fsys, name)
		_, was := before[name]
		switch {
		case err == nil && st.Mode().IsRegular() && p.counts(name):
			if now[name] = stampOf(st); !was {
				p.looked.forgetList(path.Dir(name))
			}
		case errors.Is(err, fs.ErrNotExist) && (was || !before.below(name)):
			delete(now, name)
			p.looked.forgetList(path.Dir(name))
		default:
			return nil, false
		}
	}
	return now, true
}

// lstat is what a name is itself, if it is a link.
func lstat(fsys fs.FS, name string) (fs.FileInfo, error) {
	if l, ok := fsys.(fs.ReadLinkFS); ok {
		return l.Lstat(name)
	}
	return fs.Stat(fsys, name)
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

func stampOf(st fs.FileInfo) stamp { return stamp{st.Size(), st.ModTime().UnixNano()} }

// less tells whether a file is gone or smaller than it was, as one is that is being written.
func (s stamps) less(before stamps) bool {
	for name, was := range before {
		if now, ok := s[name]; !ok || now.size < was.size {
			return true
		}
	}
	return false
}

// below tells whether there is a file in a folder.
func (s stamps) below(dir string) bool {
	for name := range s {
		if strings.HasPrefix(name, dir+"/") {
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
	p.shownDay = p.chosen(fsys)
	out := stamps{}
	note := func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil // gone, or not for us: composing will say so where it matters
		}
		if d.IsDir() {
			if besides(name) {
				return fs.SkipDir
			}
			return nil
		}
		if info, err := d.Info(); err == nil {
			out[name] = stampOf(info)
		}
		return nil
	}
	_ = fs.WalkDir(fsys, ".", note)
	_ = fs.WalkDir(fsys, "editions/"+p.shownDay, note) // which may be a link
	return out
}

// besides tells whether a folder and what is in it do not count.
func besides(dir string) bool {
	return dir == "editions" || dir == roundsFolder || dir == pressFolder || dir != "." && strings.HasPrefix(path.Base(dir), ".")
}

// counts tells whether a file is one of those watched.
func (p *livePaper) counts(name string) bool {
	for dir := path.Dir(name); dir != "." && dir != "editions/"+p.shownDay; dir = path.Dir(dir) {
		if besides(dir) {
			return false
		}
	}
	return true
}

// listen has the paper be told what happens to its files, until the context ends.
func (p *livePaper) listen(ctx context.Context) {
	if p.told = notices(ctx, p.folder(), p.shownEdition()); p.told != nil {
		p.looked = &looked{kept: p.paper.kept, told: p.told.watches}
	}
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

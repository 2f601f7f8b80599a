package site

import (
	"fmt"
	"io/fs"
	"path"
	"slices"

	"banxin/editions/source"
)

// whole opens the sites of a library without the issues whose files are not all there, or
// cannot be read, as while somebody copies them: they are problems, the others are shown.
// Issues that are known, by their folders, are not read again where they are as they were.
// check tells what is wrong with an issue; it looks into few, since to read them all takes long.
func whole(lib fs.FS, o Options, known map[string]*Issue, check func(*Site, *Issue) error) ([]*Site, []Problem, error) {
	issues, problems, err := scan(lib, known)
	if err != nil {
		return nil, nil, fmt.Errorf("site: %w", err)
	}
	checked := map[*Issue]bool{}
	for {
		sites, double, err := arrange(lib, issues, o)
		if err != nil {
			return nil, nil, err
		}
		var broken []Problem
		for _, s := range sites {
			for _, i := range s.issues {
				if checked[i] {
					continue
				}
				checked[i] = true
				if err := check(s, i); err != nil {
					broken = append(broken, problem(i.dir, err))
				}
			}
		}
		if len(broken) == 0 {
			return sites, append(problems, double...), nil
		}
		problems = append(problems, broken...)
		issues = slices.DeleteFunc(issues, func(i *Issue) bool {
			return slices.ContainsFunc(broken, func(p Problem) bool { return p.Path == i.dir })
		})
	}
}

// complete reads an issue, and tells what of its files is not there or cannot be read.
func (s *Site) complete(i *Issue) (*loaded, error) {
	l, err := s.read(i)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, p := range l.allPictures() {
		names = append(names, p.from)
	}
	for _, g := range l.Withdrawn {
		names = append(names, path.Join(l.dir, g.HTML))
	}
	for _, name := range names {
		if info, err := fs.Stat(s.lib, name); err != nil {
			return nil, source.Faultf("cannot-read-file", name, err)
		} else if !info.Mode().IsRegular() {
			return nil, source.Faultf("not-file", name)
		}
	}
	return l, nil
}

// allPictures are the pictures of the pages and of the stories.
func (l *loaded) allPictures() (out []*picture) {
	for _, p := range l.pages {
		out = append(out, &p.picture)
	}
	for _, a := range l.stories {
		for n := range a.pictures {
			out = append(out, &a.pictures[n])
		}
	}
	return out
}

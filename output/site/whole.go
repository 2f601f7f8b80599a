package site

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
)

// whole opens the sites of a library without the issues whose files are not all there, or
// cannot be read, as while somebody copies them: they are problems, the others are shown.
// doubted says which issues to look at, since to read them all takes long.
func whole(lib fs.FS, o Options, doubted func(*Site, *Issue) bool) ([]*Site, []Problem, error) {
	issues, problems, err := scan(lib)
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
				if checked[i] || !doubted(s, i) {
					continue
				}
				checked[i] = true
				if err := s.complete(i); err != nil {
					broken = append(broken, Problem{i.dir, err.Error()})
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

// complete tells what of an issue's files is not there or cannot be read.
func (s *Site) complete(i *Issue) error {
	l, err := s.read(i)
	if err != nil {
		return err
	}
	var names []string
	for _, p := range l.pages {
		names = append(names, p.picture.from)
	}
	for _, a := range l.stories {
		for _, p := range a.pictures {
			names = append(names, p.from)
		}
	}
	for _, g := range l.Withdrawn {
		names = append(names, path.Join(l.dir, g.HTML))
	}
	for _, name := range names {
		if info, err := fs.Stat(s.lib, name); err != nil {
			return err
		} else if !info.Mode().IsRegular() {
			return fmt.Errorf("%s is no file", name)
		}
	}
	return nil
}

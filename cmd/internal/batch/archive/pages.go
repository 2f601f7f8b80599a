package archive

import (
	"cmp"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"banxin/cmd/internal/batch/job"
)

// scans finds the pages of a paper below its folder, by the dates in their paths. What could be a page
// and says no day, and links, are passed over, and told of.
func (p *planner) scans(paper string) error {
	root := filepath.Join(p.dir, filepath.FromSlash(paper))
	passed := Passed{Dir: paper}
	err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		switch link := e.Type()&fs.ModeSymlink != 0; {
		case rel == ".":
		case strings.HasPrefix(e.Name(), "."), e.IsDir() && slices.Contains(ofPaper, rel):
			if e.IsDir() {
				return fs.SkipDir
			}
		case e.IsDir(), !link && !e.Type().IsRegular(), !job.Page(rel) && !(link && job.DayOf(rel) != ""):
		case link, job.DayOf(rel) == "":
			passed.add(rel)
		default:
			p.page(paper, job.DayOf(rel), rel)
		}
		return nil
	})
	if passed.Files > 0 {
		p.Passed = append(p.Passed, passed)
	}
	return err
}

// ofPaper are folders of a paper in which no page of a day lies.
var ofPaper = []string{"editions", "templates", "fonts"}

// page notes a page of a day.
func (p *planner) page(paper, date, file string) {
	if !p.wanted(date) {
		return
	}
	if p.pages[paper] == nil {
		p.pages[paper] = map[string][]string{}
	}
	p.pages[paper][date] = append(p.pages[paper][date], file)
}

// beside notes pages by date in the folder of a paper that has editions: texts, and what lies in a
// folder of a day; PDF files with a day in their names are outputs.
func (p *planner) beside(paper string) error {
	q := &planner{dir: p.dir, pages: map[string]map[string][]string{}}
	if err := q.scans(paper); err != nil {
		return err
	}
	b := Beside{Dir: paper}
	for _, date := range slices.Sorted(maps.Keys(q.pages[paper])) {
		for _, f := range q.pages[paper][date] {
			if !strings.EqualFold(path.Ext(f), ".txt") && job.DayOf(path.Dir(f)) == "" {
				continue
			}
			if b.Files++; b.Files == 1 {
				b.First = f
			}
		}
	}
	if b.Files > 0 {
		p.Beside = append(p.Beside, b)
	}
	return nil
}

// issues adds the jobs of issues made of page texts. Where a page is there as text and as PDF
// its text is taken: somebody has read it.
func (p *planner) issues() {
	for _, paper := range slices.Sorted(maps.Keys(p.pages)) {
		dates := slices.Sorted(maps.Keys(p.pages[paper]))
		if p.o.Latest {
			dates = dates[len(dates)-1:]
		}
		for _, date := range dates {
			files := p.pages[paper][date]
			files = slices.DeleteFunc(slices.Clone(files), func(f string) bool {
				stem := strings.TrimSuffix(f, path.Ext(f))
				return strings.EqualFold(path.Ext(f), ".pdf") && slices.Contains(files, stem+".txt")
			})
			slices.SortFunc(files, byNumber)
			p.issue(paper, date, files)
		}
	}
}

// byNumber orders names, and what of them are figures by what these count: page 2 comes before page 10.
func byNumber(a, b string) int {
	x, y := a, b
	for x != "" && y != "" {
		i, k := figures(x), figures(y)
		if i > 0 && k > 0 {
			m, n := strings.TrimLeft(x[:i], "0"), strings.TrimLeft(y[:k], "0")
			if c := cmp.Or(cmp.Compare(len(m), len(n)), strings.Compare(m, n)); c != 0 {
				return c
			}
			x, y = x[i:], y[k:]
			continue
		}
		if x[0] != y[0] {
			return cmp.Compare(x[0], y[0])
		}
		x, y = x[1:], y[1:]
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), strings.Compare(a, b))
}

// figures is how many figures a text begins with.
func figures(s string) int { return len(s) - len(strings.TrimLeft(s, "0123456789")) }

func (p *planner) issue(paper, date string, files []string) {
	base := id(paper, date)
	if !job.ValidID(base) {
		p.Unnamed = append(p.Unnamed, paper)
		return
	}
	in := job.Job{ID: base + ".import", Kind: "import", Dir: paper, Edition: date, Options: map[string]string{"as": "page", "again": "true", job.Named: job.Joined(files)}, Due: p.o.Due, Priority: p.o.Priority}
	if p.o.Template != "" {
		in.Options["template"] = p.o.Template
	}
	up := job.Job{ID: base + ".makeup", Kind: "makeup", Dir: paper, Edition: date, After: []string{in.ID}, Due: p.o.Due, Priority: p.o.Priority}
	out := job.Job{ID: base, Kind: "build", Dir: paper, Edition: date, To: p.o.To, After: []string{in.ID, up.ID}, Due: p.o.Due, Priority: p.o.Priority}
	if !p.o.Unread {
		for _, j := range []*job.Job{&in, &up, &out} {
			if d, err := job.Digest(p.dir, j); err == nil {
				j.Inputs = d
			}
		}
	}
	p.Jobs = append(p.Jobs, in, up, out)
	p.Issues++
	p.Pages += len(files)
}

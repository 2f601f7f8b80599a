package archive

import (
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"banxin/cmd/internal/batch/job"
)

// scans finds the pages of a paper below its folder, by the dates in their paths.
func (p *planner) scans(paper, at string) error {
	return filepath.WalkDir(filepath.Join(p.dir, filepath.FromSlash(at)), func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(filepath.Join(p.dir, filepath.FromSlash(paper)), name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if strings.HasPrefix(e.Name(), ".") && rel != "." {
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		ext := strings.ToLower(path.Ext(rel))
		if !e.Type().IsRegular() || ext != ".txt" && ext != ".pdf" || !strings.ContainsAny(rel, "0123456789") {
			return nil
		}
		date := dateOf(rel)
		if date == "" || !p.wanted(date) {
			return nil
		}
		if p.pages[paper] == nil {
			p.pages[paper] = map[string][]string{}
		}
		p.pages[paper][date] = append(p.pages[paper][date], rel)
		return nil
	})
}

// beside notes pages by date in the folder of a paper that has editions: texts, and what lies in a
// folder of a day; PDF files with a day in their names are outputs.
func (p *planner) beside(paper string) error {
	q := &planner{dir: p.dir, pages: map[string]map[string][]string{}}
	if err := q.scans(paper, paper); err != nil {
		return err
	}
	b := Beside{Dir: paper}
	for _, date := range slices.Sorted(maps.Keys(q.pages[paper])) {
		for _, f := range q.pages[paper][date] {
			top, _, _ := strings.Cut(f, "/")
			if slices.Contains([]string{"editions", "templates", "fonts"}, top) || !strings.EqualFold(path.Ext(f), ".txt") && dateOf(path.Dir(f)) == "" {
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

// dateForms are how paths say a day: 1956-03-04, 1956/03/04, 19560304.
var dateForms = regexp.MustCompile(`(?:^|[^0-9])(1[89]\d\d|20\d\d)[-/_.]?(0[1-9]|1[0-2])[-/_.]?(0[1-9]|[12]\d|3[01])(?:[^0-9]|$)`)

// dateOf is the day in a path; empty where there is none.
func dateOf(name string) string {
	m := dateForms.FindStringSubmatch(name)
	if m == nil {
		return ""
	}
	date := m[1] + "-" + m[2] + "-" + m[3]
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		return ""
	}
	return date
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
			slices.Sort(files)
			p.issue(paper, date, files)
		}
	}
}

func (p *planner) issue(paper, date string, files []string) {
	base := id(paper, date)
	if !job.ValidID(base) {
		p.Passed = append(p.Passed, paper)
		return
	}
	in := job.Job{ID: base + ".import", Kind: "import", Dir: paper, Edition: date, Options: map[string]string{"as": "page", job.Named: strings.Join(files, "\n")}, Due: p.o.Due, Priority: p.o.Priority}
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

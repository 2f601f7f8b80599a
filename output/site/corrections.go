package site

import (
	"cmp"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"time"
)

// Change is a correction of a story, or its withdrawal, as edition.json says it.
type Change struct {
	Time string `json:"time"` // by the paper's clock; empty where a withdrawal does not say it
	Note string `json:"note"`
}

// Gone is a story that has been withdrawn: its address has a notice.
type Gone struct {
	Change
	ID   string `json:"id"`
	HTML string `json:"html"`
}

// change is a line of the list of corrections.
type change struct {
	ISO, When  string
	Href       string
	Title      string
	Note, Date string
	at         time.Time
}

// changes are the corrections and withdrawals of all issues, the latest first.
func (s *Site) changes(up string) (out []change) {
	add := func(i *Issue, c Change, href, title string) {
		x := change{ISO: c.Time, When: s.w.moment(c.Time), Href: up + i.key() + "/stories/" + href + ".html", Title: title, Note: c.Note, Date: s.w.dateName(i.day())}
		if x.at, _ = time.Parse(time.RFC3339, c.Time); x.at.IsZero() {
			x.at, x.ISO, x.When = i.day(), i.Date, x.Date
		}
		out = append(out, x)
	}
	for _, i := range s.issues {
		for _, story := range i.Stories {
			for _, c := range story.Corrections {
				add(i, c, story.ID, story.Title)
			}
		}
		for _, g := range i.Withdrawn {
			add(i, g.Change, g.ID, s.w.Withdrawn)
		}
	}
	slices.SortStableFunc(out, func(a, b change) int { return cmp.Or(b.at.Compare(a.at), cmp.Compare(a.Href, b.Href)) })
	return out
}

// moment is a time as people read it, by the clock that it was written by; midnight is a day of
// which no hour was said.
func (w *words) moment(iso string) string {
	t, err := time.Parse(time.RFC3339, iso)
	if err != nil {
		return ""
	}
	if t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 {
		return w.dateName(t)
	}
	return w.dateName(t) + " " + t.Format("15:04")
}

func (s *Site) corrections() ([]byte, error) {
	f := s.frame("corrections", "corrections.html", s.w.Corrections)
	f.Body = s.changes(f.Up)
	return s.render(f)
}

// goneView is what stands at the address of a story that has been withdrawn.
type goneView struct {
	Article  template.HTML
	ISO      string
	Date     string
	PageHref string
}

// gone is the notice of a withdrawn story: that it was, and when, and nothing of it.
func (l *loaded) gone(g *Gone) ([]byte, error) {
	s := l.site
	data, err := fs.ReadFile(s.lib, path.Join(l.dir, g.HTML))
	if err != nil {
		return nil, err
	}
	f := s.frame("gone", l.key()+"/stories/"+g.ID+".html", s.w.Withdrawn)
	f.Canonical = ""
	f.Body = &goneView{Article: template.HTML(element.Find(data)), ISO: l.Date, Date: s.w.dateName(l.day())}
	return s.render(f)
}

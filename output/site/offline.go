package site

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// offlineIssues is how many issues a browser keeps.
const offlineIssues = 7

// manifest is the web app manifest.
func (s *Site) manifest() ([]byte, error) {
	type icon struct {
		Src     string `json:"src"`
		Sizes   string `json:"sizes"`
		Type    string `json:"type"`
		Purpose string `json:"purpose"`
	}
	return append(mustJSON(struct {
		Name       string `json:"name"`
		Short      string `json:"short_name"`
		Lang       string `json:"lang"`
		Start      string `json:"start_url"`
		Scope      string `json:"scope"`
		Display    string `json:"display"`
		Background string `json:"background_color"`
		Theme      string `json:"theme_color"`
		Icons      []icon `json:"icons"`
	}{s.o.Title, s.o.Title, s.lang, "index.html", "./", "standalone", "#faf7f0", "#8c1515", []icon{{"icon.svg", "any", "image/svg+xml", "any"}}}), '\n'), nil
}

// icon is the first character of the paper's name on red.
func (s *Site) icon() ([]byte, error) {
	first := []rune(s.o.Title)[:1]
	return fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><rect width="512" height="512" rx="64" fill="#8c1515"/>`+
		`<text x="256" y="368" font-size="320" font-weight="900" text-anchor="middle" fill="#fff" font-family="'Noto Serif SC','Noto Serif CJK SC','Source Han Serif SC','Songti SC',SimSun,serif">%s</text></svg>`+"\n", escaped(string(first))), nil
}

func escaped(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}

// kept is what a browser keeps of an issue.
type kept struct {
	Key    string   `json:"key"`
	Digest string   `json:"digest"`
	Files  []string `json:"files"` // documents first
}

// worker is the service worker with the lists of what it is to keep: the site's own
// documents, and the last issues. It changes whenever one of those does, which is how a
// browser learns of it.
func (s *Site) worker() ([]byte, error) {
	shell := []string{"index.html", "archive.html", "sections.html", "search.html", "corrections.html", "feeds.html", "404.html", "icon.svg", "site.webmanifest"}
	shell = append(shell, slices.Sorted(maps.Keys(s.look.files))...)
	h := sha256.New()
	var issues []kept
	for _, i := range s.issues[:min(len(s.issues), offlineIssues)] {
		l, err := s.load(i)
		if err != nil {
			return nil, err
		}
		unit := s.issueUnit(i)
		k := kept{Key: i.key(), Digest: fmt.Sprintf("%x", sha256.Sum256([]byte(unit.digest+s.look.digest)))[:12], Files: l.offline()}
		fmt.Fprintln(h, k)
		issues = append(issues, k)
	}
	lists := mustJSON(struct {
		Version string   `json:"version"`
		Shell   []string `json:"shell"`
		Issues  []kept   `json:"issues"`
	}{fmt.Sprintf("%x", h.Sum(nil)[:6]) + s.look.digest[:4], shell, issues})
	return []byte("const kept = " + string(lists) + "\n" + s.look.worker), nil
}

// offline lists what a browser keeps of an issue: documents, pictures of stories, pages.
func (l *loaded) offline() []string {
	out := []string{l.key() + "/index.html"}
	var pages, small []string
	for _, p := range l.pages {
		out = append(out, l.page(p))
		pages, small = append(pages, p.picture.page()), append(small, p.picture.small())
	}
	for _, g := range l.Withdrawn {
		out = append(out, l.key()+"/stories/"+g.ID+".html")
	}
	for _, a := range l.stories {
		out = append(out, l.story(a))
		for _, p := range a.pictures {
			small = append(small, p.shown())
		}
	}
	slices.Sort(small)
	return append(append(out, slices.Compact(small)...), pages...)
}

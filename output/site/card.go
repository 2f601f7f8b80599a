package site

import (
	"fmt"
	"strings"
)

// thing is a node of JSON-LD (schema.org); members that are empty are left out.
type thing map[string]any

func (t thing) set(name string, v string) {
	if v != "" {
		t[name] = v
	}
}

// card is a story as a NewsArticle of schema.org.
func (l *loaded) card(a *article, f *frame) thing {
	s := l.site
	publisher := thing{"@type": "NewsMediaOrganization", "name": firstOf(l.Publisher, s.o.Title), "url": s.address("index.html")}
	newspaper := thing{"@type": "Newspaper", "name": s.o.Title}
	newspaper.set("issn", strings.TrimSpace(strings.TrimPrefix(l.ISSN, "ISSN")))
	issue := thing{"@type": "PublicationIssue", "datePublished": l.Date, "isPartOf": newspaper}
	if l.Number > 0 {
		issue["issueNumber"] = fmt.Sprint(l.Number)
	}
	t := thing{"@context": "https://schema.org", "@type": "NewsArticle", "headline": a.Title, "url": f.Canonical, "mainEntityOfPage": f.Canonical,
		"datePublished": f.Published, "inLanguage": s.lang, "articleSection": a.Section, "publisher": publisher, "isPartOf": issue, "printPage": a.sheet.Name, "image": []string{s.address(f.Image)}}
	t.set("dateModified", f.Modified)
	t.set("description", f.Description)
	if by := strings.Trim(a.news.By, "（）()"); by != "" {
		t["author"] = thing{"@type": "Person", "name": by}
	} else {
		t["author"] = thing{"@type": "Organization", "name": publisher["name"]}
	}
	return t
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

package site

import (
	"cmp"
	"fmt"
	"html"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// topDocuments are those beside the papers' folders: the front page, which is that of the
// only paper or leads to all, and what servers look for at the top.
func topDocuments(sites []*Site) map[string]maker {
	out := map[string]maker{
		"_headers": func() ([]byte, error) { return headers(sites), nil },
	}
	if sites[0].o.Base != "" {
		out["robots.txt"] = func() ([]byte, error) { return robots(sites), nil }
	}
	if len(sites) == 1 {
		s := sites[0]
		out["index.html"] = func() ([]byte, error) { return s.home(s.root) }
		out["404.html"] = s.missing
		return out
	}
	out["index.html"] = func() ([]byte, error) { return papersList(sites, "", "") }
	out["404.html"] = func() ([]byte, error) { return papersMissing(sites) }
	for name, data := range sites[0].look.files {
		out[name] = func() ([]byte, error) { return data, nil }
	}
	return out
}

// top writes the documents beside the papers' folders.
func (b *builder) top(sites []*Site) {
	b.root = ""
	documents := topDocuments(sites)
	for _, name := range slices.Sorted(maps.Keys(documents)) {
		b.put(file{name: name, make: documents[name]})
	}
	placed := map[string]bool{}
	for name := range documents {
		placed[name] = true
	}
	b.clear("assets", placed)
	if !placed["robots.txt"] {
		b.drop("robots.txt")
	}
	b.move(sites)
}

// papersMissing is what a server shows for addresses that are none and of no paper.
func papersMissing(sites []*Site) ([]byte, error) {
	s := sites[0]
	return papersList(sites, cmp.Or(strings.TrimSuffix(s.basePath(), s.root), "/"), s.w.NotFound)
}

// papersList leads to the papers, with up before what it links to and a head of its own.
func papersList(sites []*Site, up, head string) ([]byte, error) {
	s := *sites[0]
	s.o.Title, s.o.Base = s.w.Papers, ""
	f := s.frame("papers", "index.html", head)
	f.Latin, f.Foot, f.Up = "", nil, up
	f.Settings = string(mustJSON(settings{Up: up, Kind: f.Kind, Lang: s.lang, Words: s.w.program()}))
	var cards []issueCard
	for _, p := range sites {
		c, err := p.issueCard(p.issues[0], up+p.root)
		if err != nil {
			return nil, err
		}
		c.Href, c.Head = up+p.root+"index.html", p.o.Title
		cards = append(cards, c)
	}
	f.Body = &archiveView{Head: head, Issues: cards}
	return s.render(f)
}

func robots(sites []*Site) []byte {
	out := []byte("User-agent: *\nAllow: /\n")
	for _, s := range sites {
		out = fmt.Appendf(out, "Sitemap: %s\nSitemap: %s\n", s.address("sitemap.xml"), s.address("sitemap-news.xml"))
	}
	return out
}

// headers are those that a server sends (in the form of Netlify and Cloudflare Pages).
func headers(sites []*Site) []byte {
	base := strings.TrimSuffix(strings.TrimSuffix(sites[0].basePath(), sites[0].root), "/")
	out := fmt.Appendf(nil, `%s/*
  Content-Security-Policy: %s; frame-ancestors 'self'
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
`, base, policy)
	for _, s := range sites {
		out = fmt.Appendf(out, `%[1]s/%[2]spictures/*
  Cache-Control: public, max-age=31536000, immutable
%[1]s/%[2]sassets/*
  Cache-Control: public, max-age=31536000, immutable
%[1]s/%[2]ssw.js
  Cache-Control: no-cache
`, base, s.root)
	}
	return out
}

// wasOurs are the files of a site.
var wasOurs = regexp.MustCompile(`^([0-9]{4}|pictures|search|sections|sitemaps|assets)/|^[a-z0-9-]+\.(html|xml|json|js|svg|webmanifest)$`)

// move leads from the addresses of a site that stood at the top, as one of an only paper did
// once, to where they are now: each document becomes one that leads on, and stays. What is no
// document goes, and the program that kept issues for reading without a network ends itself.
func (b *builder) move(sites []*Site) {
	old := b.state("")
	if len(old.Units) == 0 || b.err != nil {
		return
	}
	s := slices.MaxFunc(sites, func(a, b *Site) int { return cmp.Compare(a.shares(old), b.shares(old)) })
	kept := topDocuments(sites)
	var names []string
	fs.WalkDir(b.www, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
		case d.IsDir():
			if slices.ContainsFunc(sites, func(s *Site) bool { return s.root == name+"/" }) {
				return fs.SkipDir
			}
		case kept[name] == nil && name != stateFile && wasOurs.MatchString(name):
			names = append(names, name)
		}
		return nil
	})
	for _, name := range names {
		switch {
		case name == "sw.js":
			b.put(file{name: name, make: func() ([]byte, error) { return []byte(ended), nil }})
		case strings.HasSuffix(name, ".html") && b.there(s.root+name):
			b.put(file{name: name, make: func() ([]byte, error) { return s.moved(name), nil }})
		default:
			b.remove(name)
		}
	}
	b.drop(stateFile)
}

// shares counts the issues that a site has, and an earlier one had.
func (s *Site) shares(old state) (n int) {
	for _, i := range s.issues {
		if old.Units[i.key()] != "" {
			n++
		}
	}
	return n
}

const ended = "self.addEventListener('install', () => self.skipWaiting())\nself.addEventListener('activate', () => self.registration.unregister())\n"

// moved is a document that leads to where another is now.
func (s *Site) moved(name string) []byte {
	to := up(name) + s.root + name
	canonical := ""
	if s.o.Base != "" {
		canonical = fmt.Sprintf(`<link rel="canonical" href="%s">`, html.EscapeString(s.address(name)))
	}
	return fmt.Appendf(nil, `<!DOCTYPE html>
<html lang="%s"><head><meta charset="utf-8"><title>%s</title><meta name="robots" content="noindex">%s<meta http-equiv="refresh" content="0; url=%s"></head>
<body><p><a href="%[4]s">%[2]s</a></p></body></html>
`, s.lang, html.EscapeString(s.o.Title), canonical, to)
}

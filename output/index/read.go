package index

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// maxDocument is the most that is read of a file.
const maxDocument = 16 << 20

// Book reads the stories of an EPUB, in the order of its spine: its article elements, as
// banxin writes them. Their Href is from the package document's folder.
func Book(z *zip.Reader) ([]Story, error) {
	container, err := entry(z, "META-INF/container.xml")
	if err != nil {
		return nil, err
	}
	name := ""
	for t, rest, ok := next(container); ok && name == ""; t, rest, ok = next(rest) {
		if t.name == "rootfile" {
			name = t.attr("full-path")
		}
	}
	pack, err := entry(z, name)
	if err != nil {
		return nil, err
	}
	var stories []Story
	for _, href := range spine(pack) {
		doc, err := entry(z, path.Join(path.Dir(name), href))
		if err != nil {
			return nil, err
		}
		stories = articles(stories, doc, href)
	}
	return stories, nil
}

// BookDigest tells whether the texts of an EPUB are what they were, by the checksums that
// its directory has.
func BookDigest(z *zip.Reader) string {
	h := sha256.New()
	for _, f := range z.File {
		if ext := path.Ext(f.Name); ext == ".xhtml" || ext == ".html" || ext == ".opf" {
			fmt.Fprintf(h, "%q %08x %d\n", f.Name, f.CRC32, f.UncompressedSize64)
		}
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:8])
}

// spine lists the documents of a package document in reading order.
func spine(pack []byte) []string {
	hrefs, out := map[string]string{}, []string(nil)
	for t, rest, ok := next(pack); ok; t, rest, ok = next(rest) {
		switch {
		case t.end:
		case t.name == "item" && t.attr("media-type") == "application/xhtml+xml":
			hrefs[t.attr("id")] = t.attr("href")
		case t.name == "itemref":
			if href := hrefs[t.attr("idref")]; href != "" {
				out = append(out, href)
			}
		}
	}
	return out
}

// Package reads the stories of an e-paper package, as edition.json lists them; the file
// system is that of its folder. Their Href is from that folder.
func Package(dir fs.FS) ([]Story, error) {
	data, err := fs.ReadFile(dir, "edition.json")
	if err != nil {
		return nil, err
	}
	var edition struct {
		Stories []struct{ ID, Title, Section, HTML string }
	}
	if err := json.Unmarshal(data, &edition); err != nil {
		return nil, fmt.Errorf("edition.json: %w", err)
	}
	var stories []Story
	for _, s := range edition.Stories {
		doc, err := fs.ReadFile(dir, s.HTML)
		if err != nil {
			return nil, err
		}
		story := Story{ID: s.ID, Title: s.Title, Section: s.Section, Href: s.HTML}
		for _, a := range articles(nil, doc, s.HTML) {
			story.Text += a.Text
		}
		stories = append(stories, story)
	}
	return stories, nil
}

// articles appends the stories of a document. One whose heading is of the class part goes
// on with the story before it.
func articles(stories []Story, doc []byte, href string) []Story {
	var a *article
	for t, rest, ok := next(doc); ok; t, rest, ok = next(rest) {
		if a != nil {
			a.take(&t)
		}
		switch {
		case t.name == "article" && !t.end && !t.empty && a == nil:
			a = &article{story: Story{ID: strings.TrimSuffix(path.Base(href), path.Ext(href)), Href: href}, depth: 1,
				label: t.attr("aria-labelledby"), title: []byte(t.attr("aria-label"))}
			if id := t.attr("id"); id != "" {
				a.story.ID, a.story.Href = id, href+"#"+id
			}
		case a != nil && a.depth == 0:
			a.story.Title, a.story.Text = strings.Join(strings.Fields(string(a.title)), " "), string(a.text)
			if a.goesOn && len(stories) > 0 {
				stories[len(stories)-1].Text += a.story.Text
			} else {
				stories = append(stories, a.story)
			}
			a = nil
		}
	}
	return stories
}

// article is a story being read. Readings of characters and what is of the class made are
// not its text. Its title is its label: words, or the heading that has them.
type article struct {
	story       Story
	label       string // id of that heading; "": there is none
	text, title []byte
	depth       int // of open elements
	skip        int // depth at which text that is left out began; 0: none
	head        int // and the heading
	goesOn      bool
}

// take takes the text before a tag in, and the tag.
func (a *article) take(t *tag) {
	if a.skip == 0 {
		a.text = resolve(a.text, t.text)
	}
	if a.head > 0 && a.skip <= a.head { // a heading that is made is a title too
		a.title = resolve(a.title, t.text)
	}
	switch {
	case t.name == "" || t.empty || strings.HasPrefix(t.name, "?") || strings.HasPrefix(t.name, "!"):
	case t.end:
		if a.depth == a.skip {
			a.skip = 0
		}
		if a.depth == a.head {
			a.head = 0
		}
		a.depth--
	default:
		a.depth++
		if a.skip == 0 && (t.name == "rt" || t.name == "rp" || t.is("made")) {
			a.skip = a.depth
		}
		if t.name == "h1" && t.is("part") {
			a.goesOn = true
		}
		if a.label != "" && a.head == 0 && t.attr("id") == a.label {
			a.head = a.depth
		}
	}
}

func entry(z *zip.Reader, name string) ([]byte, error) {
	f, err := z.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() > maxDocument {
		return nil, errors.New(name + " is too large")
	}
	data := make([]byte, info.Size())
	_, err = io.ReadFull(f, data)
	return data, err
}

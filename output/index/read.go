package index

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"banxin/output/internal/markup"
)

// maxDocument is the most that is read of a file.
const maxDocument = 16 << 20

// Stories reads the stories of an EPUB, in the order of its spine: its article elements, as
// banxin writes them. Their Href is from the package document's folder.
func (c *Container) Stories() ([]Story, error) {
	container, err := c.entry("META-INF/container.xml")
	if err != nil {
		return nil, err
	}
	name := ""
	for t, rest, ok := markup.Next(container); ok && name == ""; t, rest, ok = markup.Next(rest) {
		if t.Is("rootfile") {
			name = t.Attr("full-path")
		}
	}
	pack, err := c.entry(name)
	if err != nil {
		return nil, err
	}
	var stories []Story
	for _, href := range spine(pack) {
		doc, err := c.entry(path.Join(path.Dir(name), href))
		if err != nil {
			return nil, err
		}
		stories = articles(stories, doc, href)
	}
	return stories, nil
}

// spine lists the documents of a package document in reading order.
func spine(pack []byte) []string {
	hrefs, out := map[string]string{}, []string(nil)
	for t, rest, ok := markup.Next(pack); ok; t, rest, ok = markup.Next(rest) {
		switch {
		case t.End:
		case t.Is("item") && t.Attr("media-type") == "application/xhtml+xml":
			hrefs[t.Attr("id")] = t.Attr("href")
		case t.Is("itemref"):
			if href := hrefs[t.Attr("idref")]; href != "" {
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
	for t, rest, ok := markup.Next(doc); ok; t, rest, ok = markup.Next(rest) {
		if a != nil {
			a.take(&t)
		}
		switch {
		case t.Is("article") && !t.End && !t.Empty && a == nil:
			a = &article{story: Story{ID: strings.TrimSuffix(path.Base(href), path.Ext(href)), Href: href}, depth: 1,
				label: t.Attr("aria-labelledby"), title: []byte(t.Attr("aria-label"))}
			if id := t.Attr("id"); id != "" {
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
func (a *article) take(t *markup.Tag) {
	if a.skip == 0 {
		a.text = t.Said(a.text)
	}
	if a.head > 0 && a.skip <= a.head { // a heading that is made is a title too
		a.title = t.Said(a.title)
	}
	switch {
	case len(t.Name) == 0 || t.Empty || t.Name[0] == '?' || t.Name[0] == '!':
	case t.End:
		if a.depth == a.skip {
			a.skip = 0
		}
		if a.depth == a.head {
			a.head = 0
		}
		a.depth--
	default:
		a.depth++
		if a.skip == 0 && (t.Is("rt") || t.Is("rp") || t.Class("made")) {
			a.skip = a.depth
		}
		if t.Is("h1") && t.Class("part") {
			a.goesOn = true
		}
		if a.label != "" && a.head == 0 && t.Attr("id") == a.label {
			a.head = a.depth
		}
	}
}

func (c *Container) entry(name string) ([]byte, error) {
	data, err := c.Read(name, maxDocument)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return data, nil
}

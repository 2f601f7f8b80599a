// Package html reads web pages as they are saved: pages of sites, articles of official
// accounts with their lazy pictures and hidden text, what Word puts on the clipboard, and
// banxin's own e-paper. Nothing is fetched from the net: a picture is one that lies beside
// the page or inside it, else its address is named.
//
//	formats := []intake.Format{html.Format}
//	copies := intake.Read(intake.File{Name: "page.html", Data: data}, formats, intake.Options{})
//
// Text that a page hides (no display, no size, no colour of its own) is marked hidden, and
// what stands around the article is left out by name. Other readers use [Body] for the
// stretches of HTML that their formats hold.
package html

import (
	"bytes"
	"errors"
	"regexp"
	"strings"

	"banxin/editions/intake"
	"banxin/editions/intake/form"
	"banxin/editions/intake/tree"
	"banxin/editions/source"
)

// Format is the reader of HTML files.
var Format = intake.Format{Name: "html", Extensions: []string{".html", ".htm", ".xhtml", ".xht"}, Sniff: sniff, Read: read}

var opening = form.Of(`(?i)^\s*(?:<\?xml[^>]*>\s*|<!--[\s\S]{0,1000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article|meta\s|h1|table|div|section|p[\s>])`)

func sniff(f intake.File) int {
	head := f.Data[:min(len(f.Data), 4096)]
	if bytes.HasPrefix(head, []byte("\xFF\xFE")) || bytes.HasPrefix(head, []byte("\xFE\xFF")) {
		head = bytes.ReplaceAll(head, []byte{0}, nil)[2:]
	}
	head = bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF"))
	switch {
	case clipboard().Match(head):
		return 90
	case opening().Match(head):
		return 70
	}
	return 0
}

// clipboard is the head that Windows puts before HTML on the clipboard (CF_HTML).
var clipboard = form.Of(`^Version:\d\.\d\s+StartHTML:-?\d+\s[\s\S]{0,400}?<`)

var (
	metaCharset = form.Of(`(?i)<meta[^>]{0,200}charset\s*=\s*["']?\s*([a-z0-9_:-]{2,30})`)
	xmlCharset  = form.Of(`^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9_:-]{2,30})["']`)
)

// Charset returns the encoding that a page says it has, or "".
func Charset(data []byte) string {
	head := data[:min(len(data), 4096)]
	for _, re := range []*regexp.Regexp{xmlCharset(), metaCharset()} {
		if m := re.FindSubmatch(head); m != nil {
			return string(m[1])
		}
	}
	return ""
}

func read(f intake.File, c *intake.Copy) {
	text := c.Decode(f.Data, Charset(f.Data))
	if m := clipboard().FindString(text); m != "" {
		text = strings.Repeat(" ", len(m)-1) + text[len(m)-1:]
	}
	root, ok := Parse(c, text)
	if !ok {
		return
	}
	o := Options{Places: tree.NewPlaces(text), Name: f.Name}
	if html := root.Named("html"); html != nil && html.Get("xmlns:epub") != "" && Several(root, o, func(id string) *intake.Copy {
		if id == "" {
			return c
		}
		return c.Part(id)
	}) {
		return
	}
	Page(c, root, o)
}

// Parse makes a tree of a page within the copy's limits. Where it has too many elements the
// copy is refused.
func Parse(c *intake.Copy, text string) (*tree.Node, bool) {
	root, err := tree.HTML(text, tree.Limits{Depth: c.Limits.Nesting})
	var broken *tree.CutError
	switch {
	case errors.As(err, &broken):
		var at intake.Place
		at.Line, at.Col = tree.NewPlaces(text).Place(broken.At)
		c.Cut(at)
	case err != nil:
		c.Refuse("IMP-LIMIT", source.Msg("page-too-many-elements"), source.Msg("save-text-of-article-alone-import"))
		return nil, false
	}
	return root, true
}

// Options say what is known of a stretch of HTML.
type Options struct {
	Places  *tree.Places                    // of the text that offsets in the tree are of; nil: places are paragraphs
	Part    string                          // of the file: its name inside
	Name    string                          // of the file
	Own     bool                            // banxin wrote it: classes say what paragraphs are
	Mail    bool                            // quotations are earlier mails
	Picture func(ref string) ([]byte, bool) // a picture of a container; nil: files beside. Not ok: as without
}

// Body reads the whole of a tree as text of the copy, without looking for an article in it.
func Body(c *intake.Copy, root *tree.Node, o Options) {
	w := newWalker(c, root, o)
	w.sheet = readSheet(root)
	w.findNotes(root)
	w.block(root, top)
	w.flush(top)
}

package site

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strconv"

	"banxin/editions/source"
	"banxin/output/internal/prose"
)

func (l *loaded) readStory(story Story) (*article, error) {
	a := &article{Story: story}
	switch {
	case len(story.Pages) > 0 && story.Pages[0] >= 1 && story.Pages[0] <= len(l.pages):
		a.sheet = l.pages[story.Pages[0]-1]
	case len(l.pages) > 0:
		a.sheet = l.pages[0]
	}
	data, err := fs.ReadFile(l.site.lib, path.Join(l.dir, story.HTML))
	if err == nil {
		a.text, err = prose.Said(data)
	}
	if err != nil {
		return nil, source.Faultf("cannot-read-file", story.HTML, err)
	}
	if err := l.readJSON(story.Ninjs, &a.news); err != nil {
		return nil, err
	}
	if story.Places != "" {
		if err := l.readJSON(story.Places, &a.places); err != nil {
			return nil, err
		}
	}
	return a, l.rewrite(a, data)
}

var (
	element    = regexp.MustCompile(`(?s)<article.*</article>`)
	pictured   = regexp.MustCompile(`<img src="\.\./([^"]+)" alt="([^"]*)" width="(\d+)" height="(\d+)"/>`)
	otherStory = regexp.MustCompile(`href="\.\./stories/([^"/]+\.html)`)
)

// rewrite takes the article out of its document: its pictures small, leading to the whole,
// its links to other stories as the site has them. What is written here has no mark of
// quotation in its text, so that a tag is found by its form.
func (l *loaded) rewrite(a *article, data []byte) error {
	html := element.Find(data)
	if html == nil {
		return source.Faultf("document-has-no-article", a.HTML)
	}
	var failed error
	html = pictured.ReplaceAllFunc(html, func(tag []byte) []byte {
		m := pictured.FindSubmatch(tag)
		w, _ := strconv.Atoi(string(m[3]))
		h, _ := strconv.Atoi(string(m[4]))
		p, err := l.picture(string(m[1]), w, h)
		failed = cmp.Or(failed, err)
		a.pictures = append(a.pictures, p)
		lazy := ""
		if len(a.pictures) > 1 {
			lazy = ` loading="lazy"`
		}
		from := "../" + l.site.upOf(l.Issue)
		return fmt.Appendf(nil, `<a class="enlarge" href="%s%s"><img src="%s%s" alt="%s" width="%d" height="%d" decoding="async"%s></a>`,
			from, p.whole(), from, p.shown(), m[2], w, h, lazy)
	})
	html = otherStory.ReplaceAll(html, []byte(`href="$1`))
	a.html = string(bytes.ReplaceAll(html, []byte(` xml:lang="`), []byte(` data-lang="`)))
	return failed
}

package guide

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"banxin/cmd/internal/words"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Names lists the files of the guide for a browser.
func (b *Book) Names() []string {
	out := []string{"guide.css"}
	for _, c := range b.chapters {
		out = append(out, c.page(true), c.page(false))
	}
	err := fs.WalkDir(b.files, "pictures", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out = append(out, name)
		}
		return err
	})
	if err != nil {
		panic(fmt.Sprintf("the embedded guide: %v", err))
	}
	return out
}

// page is the name of a chapter's page in a language.
func (c Chapter) page(chinese bool) string {
	if chinese {
		return c.Slug + ".html"
	}
	return c.Slug + ".en.html"
}

// File returns a file of the guide for a browser by its name, and whether there is one.
func (b *Book) File(name string) ([]byte, bool) {
	for _, c := range b.chapters {
		for _, chinese := range []bool{true, false} {
			if c.page(chinese) == name {
				return b.html(c, words.In(chinese)), true
			}
		}
	}
	if name != "guide.css" && !strings.HasPrefix(name, "pictures/") {
		return nil, false
	}
	data, err := fs.ReadFile(b.files, name)
	return data, err == nil
}

// link is a line of the contents.
type link struct {
	Name, To string
	Here     bool
	Below    []link
}

// html is the page of a chapter.
func (b *Book) html(c Chapter, say words.Locale) []byte {
	source := []byte(b.markdown(c, say))
	m := b.goldmark(say)
	doc := m.Parser().Parse(text.NewReader(source), parser.WithContext(parser.NewContext(parser.WithIDs(ids{}))))
	var body, out bytes.Buffer
	if err := m.Renderer().Render(&body, source, doc); err != nil {
		panic(fmt.Sprintf("a page of the guide: %v", err)) // into memory
	}
	at := slices.IndexFunc(b.chapters, func(o Chapter) bool { return o.Slug == c.Slug })
	var contents []link
	for i, o := range b.chapters {
		l := link{Name: b.Title(o, say), To: o.page(say.Chinese), Here: i == at}
		if l.Here {
			l.Below = sections(doc, source)
		}
		contents = append(contents, l)
	}
	t := say.T
	data := map[string]any{
		"Lang": map[bool]string{true: "zh-Hans", false: "en"}[say.Chinese], "Title": b.Title(c, say), "Book": t("guide-of-banxin"),
		"Skip": t("skip-to-text"), "Contents": t("contents"), "List": contents, "Body": template.HTML(body.String()),
		"Other": c.page(!say.Chinese), "OtherLang": map[bool]string{true: "en", false: "zh-Hans"}[say.Chinese], "OtherName": map[bool]string{true: "English", false: "中文"}[say.Chinese],
		"Before": neighbour(contents, at-1), "After": neighbour(contents, at+1),
		"BeforeName": t("guide.before"), "AfterName": t("guide.after"),
	}
	page, err := fs.ReadFile(b.files, "page.html")
	if err == nil {
		err = template.Must(template.New("page").Parse(string(page))).Execute(&out, data)
	}
	if err != nil {
		panic(fmt.Sprintf("a page of the guide: %v", err))
	}
	return out.Bytes()
}

// neighbour is the line of the contents at i; nil where there is none.
func neighbour(l []link, i int) *link {
	if i < 0 || i >= len(l) {
		return nil
	}
	return &l[i]
}

// sections lists the sections of a chapter.
func sections(doc ast.Node, source []byte) (out []link) {
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok && h.Level == 2 {
			id, _ := h.AttributeString("id")
			out = append(out, link{Name: plain(h, source), To: fmt.Sprintf("#%s", id)})
		}
	}
	return out
}

// goldmark reads and writes chapters in a language.
func (b *Book) goldmark(say words.Locale) goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(extension.Table),
		goldmark.WithParserOptions(parser.WithAutoHeadingID(), parser.WithASTTransformers(util.Prioritized(linker{b, say}, 100))),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(blocks{say}, 100))))
}

// ids makes the names of headings: their letters and digits, spaces as hyphens.
type ids struct{}

func (ids) Generate(value []byte, _ ast.NodeKind) []byte {
	return []byte(strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || r == '.' || unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	}, string(value)))
}

func (ids) Put([]byte) {}

// linker leads links between chapters' files to their pages, and `banxin help TOPIC` to the
// topic's.
type linker struct {
	book *Book
	say  words.Locale
}

// ofTopic is how the text names a chapter that is no file.
var ofTopic = regexp.MustCompile(`^banxin (?:help|guide) (\S+)$`)

func (l linker) Transform(doc *ast.Document, r text.Reader, _ parser.Context) {
	var spans []*ast.CodeSpan
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Link:
			if file, at, _ := strings.Cut(string(n.Destination), "#"); entering && strings.HasSuffix(file, ".md") {
				if c, ok := l.book.Find(file); ok {
					n.Destination = []byte(c.page(l.say.Chinese) + map[bool]string{true: "#"}[at != ""] + at)
				}
			}
		case *ast.CodeSpan:
			if _, linked := n.Parent().(*ast.Link); entering && !linked {
				spans = append(spans, n)
			}
		}
		return ast.WalkContinue, nil
	})
	for _, n := range spans {
		m := ofTopic.FindStringSubmatch(plain(n, r.Source()))
		if m == nil {
			continue
		}
		if c, ok := l.book.Find(m[1]); ok {
			a := ast.NewLink()
			a.Destination = []byte(c.page(l.say.Chinese))
			n.Parent().ReplaceChild(n.Parent(), n, a)
			a.AppendChild(a, n)
		}
	}
}

// plain is the text of a node without its marks.
func plain(n ast.Node, source []byte) string {
	var out strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Text:
			if entering {
				out.Write(n.Segment.Value(source))
			}
		case *ast.String:
			if entering {
				out.Write(n.Value)
			}
		}
		return ast.WalkContinue, nil
	})
	return out.String()
}

// blocks writes fenced blocks: a file with its name above, a session at the command line with
// prompts that are not copied. It writes tables that may be wider than the page.
type blocks struct{ say words.Locale }

func (b blocks) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindFencedCodeBlock, b.fence)
	r.Register(ast.KindImage, b.image)
}

func (b blocks) fence(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	n := node.(*ast.FencedCodeBlock)
	name := ""
	if n.Info != nil {
		name = fileName(string(n.Info.Segment.Value(source)), b.say)
	}
	if name != "" {
		fmt.Fprintf(w, "<figure class=\"file\">\n<figcaption>%s</figcaption>\n", template.HTMLEscapeString(name))
	}
	_, _ = w.WriteString("<pre tabindex=\"0\"><code>")
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		line := template.HTMLEscapeString(string(seg.Value(source)))
		if rest, ok := strings.CutPrefix(line, "$ "); ok && name == "" {
			line = `<span class="prompt">$ </span><b>` + strings.TrimSuffix(rest, "\n") + "</b>\n"
		}
		_, _ = w.WriteString(line)
	}
	_, _ = w.WriteString("</code></pre>\n")
	if name != "" {
		_, _ = w.WriteString("</figure>\n")
	}
	return ast.WalkSkipChildren, nil
}

// fileName is the file that a block's info string names, and whether the block goes on from it.
func fileName(info string, say words.Locale) string {
	_, name, _ := strings.Cut(info, " ")
	if file, ok := strings.CutPrefix(name, "+ "); ok {
		return say.T("added-to", file)
	}
	return name
}

func (b blocks) image(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		n := node.(*ast.Image)
		said := template.HTMLEscapeString(plain(n, source))
		fmt.Fprintf(w, `<span class="picture"><img src="%s" alt="%s" loading="lazy"><span aria-hidden="true">%s</span></span>`, util.EscapeHTML(util.URLEscape(n.Destination, true)), said, said)
	}
	return ast.WalkSkipChildren, nil
}

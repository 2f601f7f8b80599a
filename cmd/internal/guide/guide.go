// Package guide is the guide of banxin: the chapters in assets/guide, and references made of the
// tables that the program goes by. It writes them for a terminal and for a browser.
//
//	b := guide.New(commands)
//	c, ok := b.Find("版样")
//	b.Text(os.Stdout, c, say, 80)
//	http.Handle("/guide/", http.StripPrefix("/guide/", b.Handler(true)))
//
// A chapter is one Markdown file with both languages, whose form is told in language.go.
package guide

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"banxin/assets"
	"banxin/cmd/internal/manual"
	"banxin/cmd/internal/words"
)

// Chapter is a chapter of the guide.
type Chapter struct {
	Slug string // in addresses, and the topic in English: first-paper
	file string // in assets/guide; empty: made of tables
	made func(words.Locale) []byte
	name string // of one that is made, the id of its heading
}

// chapters are the chapters that are files, in their order. One whose file is not there is left
// out.
var chapters = []Chapter{
	{Slug: index, file: "README.md"},
	{Slug: "first-paper", file: "第一份报.md"},
	{Slug: "night", file: "每晚的流程.md"},
	{Slug: "templates", file: "版样.md"},
	{Slug: "styles", file: "样式与声音.md"},
	{Slug: "stories", file: "稿件.md"},
	{Slug: "copy", file: "导入.md"},
	{Slug: "live", file: "活样与编辑台.md"},
	{Slug: "printing", file: "付印.md"},
	{Slug: "e-edition", file: "电子版与网站.md"},
	{Slug: "farm", file: "农场.md"},
	{Slug: "toolkit", file: "用作库.md"},
}

// index is the name of the first page.
const index = "index"

// Book is the guide. It may be used by several at once.
type Book struct {
	chapters []Chapter
	files    fs.FS
}

// New returns the guide, with a reference of commands, which is Markdown.
func New(commands func(words.Locale) []byte) *Book {
	b := &Book{files: assets.Guide()}
	for _, c := range chapters {
		if _, err := fs.Stat(b.files, c.file); err == nil {
			b.chapters = append(b.chapters, c)
		}
	}
	b.chapters = append(b.chapters,
		Chapter{Slug: "codes", name: "codes-of-findings", made: func(say words.Locale) []byte { return manual.Codes(say).Data }},
		Chapter{Slug: "file-keys", name: "keys-of-files", made: func(say words.Locale) []byte { return manual.Keys(say).Data }},
		Chapter{Slug: "commands", name: "commands-of-banxin", made: commands})
	return b
}

// Chapters returns all chapters but the first page, in their order.
func (b *Book) Chapters() []Chapter { return b.chapters[1:] }

// First returns the first page.
func (b *Book) First() Chapter { return b.chapters[0] }

// Title is the heading of a chapter.
func (b *Book) Title(c Chapter, say words.Locale) string {
	if c.made != nil {
		return say.T(c.name)
	}
	title, _, _ := strings.Cut(b.markdown(c, say), "\n")
	return strings.TrimPrefix(title, "# ")
}

// Find returns the chapter of a topic: its heading or name, in either language and without
// regard to capitals, or the only one whose heading holds it; else the first one with a section whose heading does.
func (b *Book) Find(topic string) (Chapter, bool) {
	if topic = strings.ToLower(strings.TrimSuffix(topic, ".md")); topic == "" {
		return Chapter{}, false
	}
	var near []Chapter
	for _, c := range b.chapters {
		name := strings.ToLower(strings.TrimSuffix(c.file, ".md"))
		zh, en := strings.ToLower(b.Title(c, words.In(true))), strings.ToLower(b.Title(c, words.In(false)))
		if slices.Contains([]string{c.Slug, name, zh, en}, topic) {
			return c, true
		}
		if strings.Contains(zh, topic) || strings.Contains(en, topic) {
			near = append(near, c)
		}
	}
	if len(near) == 1 {
		return near[0], true
	}
	return b.withSection(topic)
}

// withSection returns the first chapter that has a section of which the heading holds a topic.
func (b *Book) withSection(topic string) (Chapter, bool) {
	for _, c := range b.Chapters() {
		if c.made != nil {
			continue
		}
		for _, chinese := range []bool{true, false} {
			for line := range strings.Lines(b.markdown(c, words.In(chinese))) {
				if strings.HasPrefix(line, "## ") && strings.Contains(strings.ToLower(line), topic) {
					return c, true
				}
			}
		}
	}
	return Chapter{}, false
}

// markdown is a chapter in one language, its heading in the first line.
func (b *Book) markdown(c Chapter, say words.Locale) string {
	if c.made != nil {
		return demoted(string(c.made(say)))
	}
	data, err := fs.ReadFile(b.files, c.file)
	if err != nil {
		panic(fmt.Sprintf("the embedded guide: %v", err))
	}
	return inLanguage(string(data), say.Chinese)
}

// demoted moves all headings of a page but the first one down a step where several are of the
// highest.
func demoted(page string) string {
	title, rest, _ := strings.Cut(page, "\n")
	if !strings.Contains(rest, "\n# ") {
		return page
	}
	var out strings.Builder
	fmt.Fprintln(&out, title)
	for line := range strings.Lines(rest) {
		if strings.HasPrefix(line, "#") {
			out.WriteByte('#')
		}
		out.WriteString(line)
	}
	return out.String()
}

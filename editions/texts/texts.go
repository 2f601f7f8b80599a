// Package texts holds sentences in English and Chinese by their ids, with forms for one
// and for many.
//
//	table := texts.Parsed("messages.txt", data)
//	format := texts.Number(table["stories-on-pages"].In(texts.English), 1, 3)
//	fmt.Printf(format, 1, 3) // 1 story on 3 pages
//
// A file is a list of entries with empty lines between them; a line that begins with # is
// a comment:
//
//	stories-on-pages
//	en: %d {story|stories} on %d {page|pages}
//	zh: %d 篇稿件，%d 版
//
// The line of the id may say more of the entry, in words. A text goes on in lines that are
// indented by four spaces, empty ones between them being part of it. One that ends in a space, or begins and ends with a quotation
// mark, stands in quotes as in Go.
package texts

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"sync"
)

// Language is one of the two.
type Language uint8

const (
	English Language = iota
	Chinese
)

// LanguageOf is Chinese, or else English.
func LanguageOf(chinese bool) Language {
	if chinese {
		return Chinese
	}
	return English
}

// Entry is a text in both languages. The texts are formats of package fmt with forms of
// number; see Number.
type Entry struct {
	ID    string
	Words []string // what else stands in the line of the id
	Texts [2]string
}

// In returns the text in a language.
func (e Entry) In(l Language) string { return e.Texts[l] }

// Read reads a file of entries, in their order. What is wrong with it is an error that
// names the line.
func Read(name, data string) ([]Entry, error) {
	var list []Entry
	var text *string       // being read
	fresh, gap := true, "" // an entry may begin; empty lines before it, or within a text
	for n, line := range strings.Split(data, "\n") {
		at := func() string { return fmt.Sprintf("%s:%d", name, n+1) }
		switch more, indented := strings.CutPrefix(line, "    "); {
		case strings.HasPrefix(line, "#"):
		case strings.TrimSpace(line) == "":
			fresh, gap = true, gap+"\n"
		case indented && text != nil:
			*text += gap + "\n" + more
			fresh, gap = false, ""
		case fresh:
			words := strings.Fields(line)
			if strings.HasSuffix(words[0], ":") {
				return nil, fmt.Errorf("%s: a text before the id of its entry", at())
			}
			list = append(list, Entry{ID: words[0], Words: words[1:]})
			text, fresh, gap = nil, false, ""
		default:
			e := &list[len(list)-1]
			language, said, ok := strings.Cut(line, ": ")
			i := strings.Index("en zh", language) / 3
			if !ok || len(language) != 2 || !strings.Contains("en zh", language) || e.Texts[i] != "" {
				return nil, fmt.Errorf("%s: expected an empty line, or a text behind en: or zh: and a space", at())
			}
			if strings.HasPrefix(said, `"`) && strings.HasSuffix(said, `"`) {
				plain, err := strconv.Unquote(said)
				if err != nil {
					return nil, fmt.Errorf("%s: %w", at(), err)
				}
				said = plain
			}
			text = &e.Texts[i]
			*text = said
		}
	}
	return list, nil
}

// Table holds entries by their ids.
type Table map[string]Entry

// Parsed returns the entries of a file that is part of the program: what is wrong with it,
// or an id that stands twice, is a panic.
func Parsed(name, data string) Table {
	t := Table{}
	t.add(name, data)
	return t
}

// Embedded returns the entries of all files of a folder that is part of the program, as
// Parsed does.
func Embedded(fsys fs.FS, dir string) Table {
	t := Table{}
	names, err := fs.Glob(fsys, dir+"/*.txt")
	for _, name := range names {
		var data []byte
		if data, err = fs.ReadFile(fsys, name); err != nil {
			break
		}
		t.add(name, string(data))
	}
	if err != nil {
		panic("texts: " + err.Error())
	}
	return t
}

// Book holds the entries of files that are part of the program as they are written: one is read
// when it is first asked for, so that a run that says little reads little. It is safe for
// concurrent use.
type Book struct {
	said map[string]string
	read sync.Map // of entries by their ids
}

// Bound returns the entries of all files of a folder that is part of the program. An id that
// stands twice is a panic.
func Bound(fsys fs.FS, dir string) *Book {
	b := &Book{said: map[string]string{}}
	names, err := fs.Glob(fsys, dir+"/*.txt")
	for _, name := range names {
		var data []byte
		if data, err = fs.ReadFile(fsys, name); err != nil {
			break
		}
		b.add(name, string(data))
	}
	if err != nil {
		panic("texts: " + err.Error())
	}
	return b
}

// add finds where entries begin: at the first line, or the first behind an empty one, that is
// neither indented nor a comment.
func (b *Book) add(name, data string) {
	id, from := "", 0
	fresh := true
	for at := 0; at < len(data); {
		end := len(data)
		if i := strings.IndexByte(data[at:], '\n'); i >= 0 {
			end = at + i + 1
		}
		switch line := data[at:end]; {
		case line[0] == '#':
		case strings.TrimSpace(line) == "":
			fresh = true
		case fresh && line[0] != ' ':
			b.put(name, id, data[from:at])
			id, from = line[:strings.IndexAny(line+" ", " \n")], at
			fresh = false
		default:
			fresh = false
		}
		at = end
	}
	b.put(name, id, data[from:])
}

func (b *Book) put(name, id, entry string) {
	if id == "" {
		return
	}
	if _, ok := b.said[id]; ok {
		panic("texts: " + name + ": " + id + " stands twice")
	}
	b.said[id] = entry
}

// Entry returns the entry of an id. One that cannot be read is a panic.
func (b *Book) Entry(id string) (Entry, bool) {
	if e, ok := b.read.Load(id); ok {
		return e.(Entry), true
	}
	said, ok := b.said[id]
	if !ok {
		return Entry{}, false
	}
	list, err := Read(id, said)
	if err != nil || len(list) != 1 {
		panic(fmt.Sprintf("texts: %s: %d entries, %v", id, len(list), err))
	}
	b.read.Store(id, list[0])
	return list[0], true
}

func (t Table) add(name, data string) {
	list, err := Read(name, data)
	if err != nil {
		panic("texts: " + err.Error())
	}
	for _, e := range list {
		if _, ok := t[e.ID]; ok {
			panic("texts: " + name + ": " + e.ID + " stands twice")
		}
		t[e.ID] = e
	}
}

// Format writes entries as Read reads them.
func Format(list []Entry) string {
	var b strings.Builder
	for i, e := range list {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(strings.Join(append([]string{e.ID}, e.Words...), " ") + "\n")
		for l, name := range [...]string{"en", "zh"} {
			text := strings.ReplaceAll(strings.ReplaceAll(e.Texts[l], "\n", "\n    "), "\n    \n", "\n\n")
			if strings.HasSuffix(text, " ") || strings.HasPrefix(text, `"`) && strings.HasSuffix(text, `"`) {
				text = strconv.Quote(e.Texts[l])
			}
			b.WriteString(name + ": " + text + "\n")
		}
	}
	return b.String()
}

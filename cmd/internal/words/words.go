// Package words is what banxin says, in Chinese and English: messages, what codes of
// findings mean, what keys of the files are for.
//
//	say := words.For(words.Getenv)
//	fmt.Println(say.T("no-findings"))
//
// Messages stand in messages/*.txt by their ids, what the
// mappings and keys of the files are for in mappings.txt and keys.txt. The messages
// of findings, and what their codes mean, are those of package source.
package words

import (
	"embed"
	"strings"
	"sync"

	"banxin/editions/source"
	"banxin/editions/texts"
)

//go:embed messages/*.txt
var messageFiles embed.FS

//go:embed keys.txt
var keysFile string

//go:embed mappings.txt
var mappingsFile string

var (
	messages = sync.OnceValue(func() *texts.Book { return texts.Bound(messageFiles, "messages") })
	keys     = sync.OnceValue(func() texts.Table { return texts.Parsed("keys.txt", keysFile) })
	mappings = sync.OnceValue(func() texts.Table { return texts.Parsed("mappings.txt", mappingsFile) })
)

// sentence returns the sentence of an id: the command line's own, or one of findings.
func sentence(id string) (texts.Entry, bool) {
	if e, ok := messages().Entry(id); ok {
		return e, true
	}
	return source.Sentence(id)
}

// KeySet says where a mapping of the file formats stands.
func (l Locale) KeySet(name string) string { return mappings()[name].In(l.language()) }

// Key says what a key is for, by mapping and English key. A printer's file has the keys that
// 印刷 has.
func (l Locale) Key(name string) string {
	e, ok := keys()[name]
	if key, own := strings.CutPrefix(name, "printer."); !ok && own {
		e = keys()["paper.press."+key]
	}
	return e.In(l.language())
}

// Code tells what a code of findings means: the first line says what it is, the others why
// it matters and what to do. It is empty for a code that there is not.
func (l Locale) Code(code string) string {
	c, _ := source.LookUp(code)
	return c.Explanation(l.language())
}

// Family says what the codes of a family are about.
func (l Locale) Family(f source.Family) string { return f.Name(l.language()) }

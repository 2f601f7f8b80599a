package source

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"banxin/editions/texts"
)

// Message is a sentence that can be said in each of the languages: that of an id in
// messages/, with what is put in. A program that uses banxin may give a format of package
// fmt of its own instead of an id.
type Message struct {
	ID   string
	Args []any
}

// Msg makes a Message.
func Msg(id string, args ...any) Message { return Message{id, args} }

// String returns the message in English.
func (m Message) String() string { return m.In(texts.English) }

// For returns the message for readers of a paper in a language: zh-CN, en.
func (m Message) For(lang string) string {
	if strings.HasPrefix(lang, "zh") {
		return m.In(texts.Chinese)
	}
	return m.In(texts.English)
}

// In returns the message in a language.
func (m Message) In(l texts.Language) string {
	if m.ID == "" {
		return ""
	}
	format, args := m.ID, m.Args
	if e, ok := Sentence(m.ID); ok {
		format = texts.Number(e.In(l), args...)
	}
	if len(args) == 0 {
		return format
	}
	if l != texts.English {
		args = append([]any(nil), args...)
		for i, a := range args {
			if inner, ok := a.(Message); ok {
				args[i] = inner.In(l)
			}
		}
	}
	return fmt.Sprintf(format, args...)
}

// Sentence returns the sentence of an id, in both languages.
func Sentence(id string) (texts.Entry, bool) {
	return sentences().Entry(id)
}

// Sentences returns all of them by their ids.
func Sentences() texts.Table { return texts.Embedded(messageFiles, "messages") }

//go:embed messages/*.txt
var messageFiles embed.FS

var sentences = sync.OnceValue(func() *texts.Book { return texts.Bound(messageFiles, "messages") })

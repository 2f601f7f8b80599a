// Package say is what the farm says, in Chinese and English. Its messages stand in
// messages.txt and not in cmd/internal/words, which banxin carries; what the farm's programs
// say in words of banxin's is said by those.
//
//	say := say.For(os.Getenv)
//	fmt.Fprintln(os.Stderr, say.Err(say.Fault("no-such-job", "a")))
package say

import (
	_ "embed"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"banxin/cmd/internal/words"
	"banxin/editions/source"
	"banxin/editions/texts"
)

//go:embed messages.txt
var messages string

var table = sync.OnceValue(func() texts.Table { return texts.Parsed("messages.txt", messages) })

// Locale speaks to the user in Chinese or English.
type Locale struct{ words words.Locale }

// For takes the language from the environment, as banxin does.
func For(env func(string) string) Locale { return Locale{words.For(env)} }

// In speaks a language.
func In(l texts.Language) Locale { return Locale{words.In(l == texts.Chinese)} }

// Words is the locale for what banxin itself says.
func (l Locale) Words() words.Locale { return l.words }

// Chinese tells whether it speaks Chinese.
func (l Locale) Chinese() bool { return l.words.Chinese }

// T says the message of an id. What is no id is a format of package fmt that stands for itself.
func (l Locale) T(id string, args ...any) string {
	if e, ok := table()[id]; ok {
		lang := texts.English
		if l.words.Chinese {
			lang = texts.Chinese
		}
		id = texts.Number(e.In(lang), args...)
	}
	args = l.args(args)
	for i, a := range args {
		if s, is := a.(string); is && l.words.Chinese {
			args[i] = quotable(s)
		}
	}
	return l.words.T(id, args...)
}

// quotable is a text that Chinese puts into quotation marks of its own where a format quotes it; marks
// within, and what is not seen, are written as in Go.
type quotable string

func (q quotable) Format(f fmt.State, verb rune) {
	if verb != 'q' {
		fmt.Fprintf(f, fmt.FormatString(f, verb), words.Visible(string(q)))
		return
	}
	t := strconv.Quote(string(q))
	fmt.Fprintf(f, "“%s”", strings.ReplaceAll(t[1:len(t)-1], `\"`, `"`))
}

// args says messages and errors among args.
func (l Locale) args(args []any) []any {
	out := make([]any, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case source.Message:
			out[i] = l.Msg(a)
		case Told:
			out[i] = l.Told(a)
		case error:
			out[i] = l.Err(a)
		default:
			out[i] = a
		}
	}
	return out
}

// Msg says a finding's message.
func (l Locale) Msg(m source.Message) string { return l.T(m.ID, m.Args...) }

// Err says an error: one of ours in the user's language, with what is said around it, another as it is.
func (l Locale) Err(err error) string {
	if before, f, after, ok := within(err); ok {
		return before + l.Msg(f.Message) + after
	}
	return l.words.Err(err)
}

// within is one of our faults in an error, and what is said around it: the name of a file.
func within(err error) (before string, f fault, after string, ok bool) {
	if f, ok = errors.AsType[fault](err); ok {
		all, own := err.Error(), f.Error()
		if i := strings.Index(all, own); i >= 0 {
			before, after = all[:i], all[i+len(own):]
		}
	}
	return before, f, after, ok
}

// fault is an error that is said by a message of the farm's.
type fault struct{ *source.Fault }

// Fault makes an error that a Locale can say. The last argument that is an error is its cause.
func Fault(id string, args ...any) error { return fault{source.Faultf(id, args...)} }

// Error says it in English.
func (f fault) Error() string { return For(func(string) string { return "" }).Msg(f.Message) }

// Says tells whether an error is one of ours, said by the message of an id.
func Says(err error, id string) bool {
	_, f, _, ok := within(err)
	return ok && f.Message.ID == id
}

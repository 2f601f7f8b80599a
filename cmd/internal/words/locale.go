// Package words is what banxin says, in Chinese and English: messages, what codes of
// findings mean, what keys of the files are for.
//
//	say := words.For(os.Getenv)
//	fmt.Println(say.T("%d pages", 8))
package words

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"banxin/editions/source"
	"banxin/output/preflight"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/message/catalog"
)

// Locale speaks to the user in Chinese or English. Messages are written in English in
// the code; that sentence is the key of its translation.
type Locale struct {
	printer *message.Printer
	Chinese bool
}

// For takes the language from BANXIN_LANG, LC_ALL, LC_MESSAGES or LANG, the first
// that is set. All that is not Chinese is English.
func For(env func(string) string) Locale {
	for _, name := range []string{"BANXIN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := env(name); v != "" {
			return In(strings.HasPrefix(strings.ToLower(v), "zh"))
		}
	}
	return In(false)
}

// In is the language itself.
func In(chinese bool) Locale {
	if !chinese {
		return Locale{printer: message.NewPrinter(language.English)}
	}
	b := catalog.NewBuilder(catalog.Fallback(language.English))
	for key, text := range zh {
		if err := b.SetString(language.SimplifiedChinese, key, text); err != nil {
			panic(fmt.Sprintf("translation of %q: %v", key, err))
		}
	}
	return Locale{message.NewPrinter(language.SimplifiedChinese, message.Catalog(b)), true}
}

// T says format, an English sentence in the form of package fmt, in the user's language.
func (l Locale) T(format string, args ...any) string {
	if len(args) > 0 {
		if !l.Chinese {
			format = inNumber(format, args)
		}
		return l.printer.Sprintf(format, l.args(args)...)
	}
	if l.Chinese {
		if text, ok := zh[format]; ok {
			return text
		}
	}
	return format
}

// args says messages among args in the user's language too.
func (l Locale) args(args []any) []any {
	out := args
	for i, a := range args {
		var text string
		switch a := a.(type) {
		case source.Message:
			text = l.Msg(a)
		case error:
			text = l.Err(a)
		case preflight.Finding:
			text = l.Flight(a)
		default:
			continue
		}
		if &out[0] == &args[0] {
			out = append([]any(nil), args...)
		}
		out[i] = text
	}
	return out
}

// Msg says a finding's message.
func (l Locale) Msg(m source.Message) string { return l.T(m.Format, m.Args...) }

// Err says an error: one of ours in the user's language, another as it is.
func (l Locale) Err(err error) string {
	if f, ok := err.(*source.Fault); ok {
		return l.Msg(f.Message)
	}
	var path *fs.PathError
	var link *os.LinkError
	if errors.As(err, &path) || errors.As(err, &link) {
		for _, r := range reasons {
			if errors.Is(err, r.err) {
				return l.Msg(r.msg)
			}
		}
	}
	return err.Error()
}

// reasons are what a machine most often says no for. Who says so names the file.
var reasons = []struct {
	err error
	msg source.Message
}{
	{fs.ErrNotExist, source.Msg("not found")},
	{fs.ErrPermission, source.Msg("no permission")},
	{syscall.ENOSPC, source.Msg("no space left on the disk")},
	{syscall.EROFS, source.Msg("the disk is read-only")},
	{syscall.ENOTDIR, source.Msg("not a folder")},
	{syscall.EMFILE, source.Msg("too many files open")},
}

// Fault makes an error that a Locale can say. The last argument that is an error is its cause.
func Fault(format string, args ...any) error { return source.Faultf(format, args...) }

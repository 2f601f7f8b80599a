package cli

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

// locale speaks to the user in Chinese or English. Messages are written in English in
// the code; that sentence is the key of its translation.
type locale struct {
	printer *message.Printer
	chinese bool
}

// newLocale takes the language from BANXIN_LANG, LC_ALL, LC_MESSAGES or LANG, the first
// that is set. All that is not Chinese is English.
func newLocale(env func(string) string) locale {
	for _, name := range []string{"BANXIN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := env(name); v != "" {
			return localeOf(strings.HasPrefix(strings.ToLower(v), "zh"))
		}
	}
	return localeOf(false)
}

func localeOf(chinese bool) locale {
	if !chinese {
		return locale{printer: message.NewPrinter(language.English)}
	}
	b := catalog.NewBuilder(catalog.Fallback(language.English))
	for key, text := range zh {
		if err := b.SetString(language.SimplifiedChinese, key, text); err != nil {
			panic(fmt.Sprintf("translation of %q: %v", key, err))
		}
	}
	return locale{message.NewPrinter(language.SimplifiedChinese, message.Catalog(b)), true}
}

// t says format, an English sentence in the form of package fmt, in the user's language.
func (l locale) t(format string, args ...any) string {
	if len(args) > 0 {
		if !l.chinese {
			format = inNumber(format, args)
		}
		return l.printer.Sprintf(format, l.args(args)...)
	}
	if l.chinese {
		if text, ok := zh[format]; ok {
			return text
		}
	}
	return format
}

// args says messages among args in the user's language too.
func (l locale) args(args []any) []any {
	out := args
	for i, a := range args {
		var text string
		switch a := a.(type) {
		case source.Message:
			text = l.msg(a)
		case error:
			text = l.err(a)
		case preflight.Finding:
			text = l.flight(a)
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

// msg says a finding's message.
func (l locale) msg(m source.Message) string { return l.t(m.Format, m.Args...) }

// err says an error: one of ours in the user's language, another as it is.
func (l locale) err(err error) string {
	if f, ok := err.(*fault); ok {
		return l.msg(f.msg)
	}
	var path *fs.PathError
	var link *os.LinkError
	if errors.As(err, &path) || errors.As(err, &link) {
		for _, r := range reasons {
			if errors.Is(err, r.err) {
				return l.msg(r.msg)
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

// fault is an error with a sentence that can be translated.
type fault struct {
	msg   source.Message
	cause error
}

// faultf makes a fault. The last argument that is an error is its cause.
func faultf(format string, args ...any) error {
	f := &fault{msg: source.Msg(format, args...)}
	for _, a := range args {
		if err, ok := a.(error); ok {
			f.cause = err
		}
	}
	return f
}

func (f *fault) Error() string { return f.msg.String() }
func (f *fault) Unwrap() error { return f.cause }

package words

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"strings"
	"syscall"

	"banxin/editions/source"
	"banxin/editions/texts"
	"banxin/output/preflight"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// Locale speaks to the user in Chinese or English.
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

// In speaks Chinese, or English.
func In(chinese bool) Locale {
	if chinese {
		return Locale{message.NewPrinter(language.SimplifiedChinese), true}
	}
	return Locale{message.NewPrinter(language.English), false}
}

func (l Locale) language() texts.Language { return texts.LanguageOf(l.Chinese) }

// T says the message of an id in the user's language. What is no id is a format of package
// fmt that stands for itself.
func (l Locale) T(id string, args ...any) string {
	format := id
	if e, ok := sentence(id); ok {
		format = texts.Number(e.In(l.language()), args...)
	}
	if len(args) == 0 {
		return format
	}
	return l.printer.Sprintf(format, l.args(args)...)
}

// args says messages among args in the user's language too. What they hold is shown and not
// obeyed: names and others' words may hold anything.
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
		case string:
			if text = Visible(a); text == a {
				continue
			}
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
func (l Locale) Msg(m source.Message) string { return l.T(m.ID, m.Args...) }

// Err says an error: one of ours in the user's language, another as it is.
func (l Locale) Err(err error) string {
	switch f := err.(type) {
	case fault:
		return l.Msg(f.Message)
	case *source.Fault:
		return l.Msg(f.Message)
	}
	var program *exec.Error
	if errors.As(err, &program) && errors.Is(err, exec.ErrNotFound) {
		return l.T("program-not-there", program.Name)
	}
	if m, ok := Reason(err); ok {
		return l.Msg(m)
	}
	return Visible(err.Error())
}

// Reason is why a machine said no, if it is one of those that it most often does for; who says it
// names the file.
func Reason(err error) (m source.Message, ok bool) {
	var path *fs.PathError
	var link *os.LinkError
	if !errors.As(err, &path) && !errors.As(err, &link) {
		return m, false
	}
	for _, r := range reasons {
		if errors.Is(err, r.err) {
			return r.msg, true
		}
	}
	return m, false
}

// Says tells whether there is a message of an id.
func Says(id string) bool {
	_, ok := sentence(id)
	return ok
}

// reasons are what a machine most often says no for. Who says so names the file.
var reasons = []struct {
	err error
	msg source.Message
}{
	{fs.ErrNotExist, source.Msg("not-found")},
	{fs.ErrPermission, source.Msg("no-permission")},
	{syscall.ENOSPC, source.Msg("no-space-left-on-disk")},
	{syscall.EROFS, source.Msg("disk-read-only")},
	{syscall.ENOTDIR, source.Msg("not-folder")},
	{syscall.EMFILE, source.Msg("too-many-files-open")},
}

// fault is an error of the command line, said by one of its own messages.
type fault struct{ *source.Fault }

// Ours tells whether an error is said by a message of ours.
func Ours(err error) bool {
	_, command := errors.AsType[fault](err)
	_, engine := errors.AsType[*source.Fault](err)
	return command || engine
}

// Args are what is put into the message of an id that an error is said by; false where it is another.
func Args(err error, id string) ([]any, bool) {
	f, ok := errors.AsType[fault](err)
	if !ok || f.Message.ID != id {
		return nil, false
	}
	return f.Message.Args, true
}

// Fault makes an error that a Locale can say. The last argument that is an error is its cause.
func Fault(id string, args ...any) error { return fault{source.Faultf(id, args...)} }

// Error says it in English.
func (f fault) Error() string { return In(false).Msg(f.Message) }

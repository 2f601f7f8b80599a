package say

import (
	"fmt"

	"banxin/cmd/internal/words"
)

// Told is what was said, written down for readers of either language: workers write why a job
// failed, and whoever reads it later has a language of his own.
type Told struct {
	Text string `json:"text,omitempty"` // in English, or as somebody else has said it
	ID   string `json:"id,omitempty"`   // of the message; empty: the text stands for itself
	Args []Told `json:"args,omitempty"`
}

// IsZero tells whether it is no message of ours: then who keeps it keeps the text alone.
func (t Told) IsZero() bool { return t.ID == "" }

// Msg writes a message down. Errors and what was told among its arguments are told in turn, all
// else is text: its verbs are %v.
func Msg(id string, args ...any) Told {
	t := Told{ID: id}
	for _, a := range args {
		switch a := a.(type) {
		case Told:
			t.Args = append(t.Args, a)
		case error:
			t.Args = append(t.Args, tellReason(a))
		default:
			t.Args = append(t.Args, Told{Text: fmt.Sprint(a)})
		}
	}
	english := For(func(string) string { return "" })
	t.Text = english.T(id, t.args(english)...)
	return t
}

// tellReason writes down an error around which it is said what it is of: so a reason of the machine's
// is said in words of ours.
func tellReason(err error) Told {
	if _, _, _, ours := within(err); ours {
		return TellErr(err)
	}
	if m, ok := words.Reason(err); ok {
		return Msg(m.ID, m.Args...)
	}
	return TellErr(err)
}

// TellErr writes an error down: one of ours as a message, another as its text.
func TellErr(err error) Told {
	before, f, after, ok := within(err)
	if !ok {
		return Told{Text: err.Error()}
	}
	told := Msg(f.Message.ID, f.Message.Args...)
	if before+after != "" {
		told = Msg("said-around", before, told, after)
	}
	return told
}

func (t Told) args(l Locale) []any {
	out := make([]any, len(t.Args))
	for i, a := range t.Args {
		out[i] = l.Told(a)
	}
	return out
}

// Told says what was told. What comes of another version's messages, or of a stranger, is said by
// its text.
func (l Locale) Told(t Told) string {
	if _, ok := table()[t.ID]; !ok && !words.Says(t.ID) {
		return t.Text
	}
	return l.T(t.ID, t.args(l)...)
}

package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"banxin/cmd/internal/exit"
	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions/source"
	"banxin/output/works"
)

// world is what a command sees of the machine; tests bring their own.
type world struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string
	now      func() time.Time
	terminal bool                       // stderr is one
	browse   func(address string) error // opens a browser; nil: the desktop's
	asks     bool                       // stdin and stderr are one at which somebody may answer
	clicked  bool                       // a desktop began it: there is no shell to type in
	many     bool                       // commands run in this process, one after another
	say      words.Locale
	keep     works.Keep  // of build; may be nil
	trouble  func(error) // is told what ends a command with trouble; may be nil
	part     works.Part  // of what build makes for keep, in place of files; zero: all files
	timeless bool        // the times of files say nothing
}

// done says what a command has made, unless it is to be quiet.
func (w *world) done(quiet bool, line string) error {
	if quiet {
		return nil
	}
	_, err := fmt.Fprintln(w.out, line)
	return err
}

// newText begins a report for people; with all, everything is listed however much it is.
func (w *world) newText(out io.Writer, all bool) *report.Text {
	t := report.NewText(out, w.say)
	t.All, t.Color = all, w.env("NO_COLOR") == "" && w.env("TERM") != "dumb" && isTerminal(out)
	return t
}

// isTerminal tells whether w is a terminal, or another character device.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	st, err := f.Stat()
	return err == nil && st.Mode()&os.ModeCharDevice != 0
}

// sourceDate is the time SOURCE_DATE_EPOCH gives; zero where it is not set.
func (w *world) sourceDate() (time.Time, error) {
	v := w.env("SOURCE_DATE_EPOCH")
	if v == "" {
		return time.Time{}, nil
	}
	s, err := strconv.ParseInt(v, 10, 64)
	if err != nil || s < 0 || s > 253402300799 { // the year 9999
		return time.Time{}, words.Fault("source-date-epoch-not-number-of", v)
	}
	return time.Unix(s, 0).UTC(), nil
}

// Exit statuses.
const (
	exitFine     = exit.Fine
	exitFindings = exit.Findings
	exitTrouble  = exit.Trouble
)

// errFindings ends a command whose findings reach --fail-on. They have been printed.
var errFindings = errors.New("findings")

// status says what went wrong and returns the exit status.
func (w *world) status(err error) int {
	switch {
	case err == nil:
		return exitFine
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(w.err, w.say.T("interrupted-earlier-outputs-as-they"))
	default:
		fmt.Fprintln(w.err, w.say.T("banxin", w.say.Err(err)))
		if w.trouble != nil {
			w.trouble(err)
		}
	}
	return exitTrouble
}

// verdict is errFindings where findings reach the severity of --fail-on.
func verdict(l source.List, failOn string) error {
	switch {
	case failOn == "error" && l.Count(source.Error) > 0, failOn == "warning" && l.Count(source.Warning) > 0:
		return errFindings
	}
	return nil
}

// landed is errFindings where what preflight says of files reaches the severity of --fail-on.
func landed(all []works.Preflight, failOn string) error {
	for _, f := range all {
		if failOn == "error" && f.Failed() || failOn == "warning" && len(f.Findings) > 0 {
			return errFindings
		}
	}
	return nil
}

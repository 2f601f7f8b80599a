package command

import (
	"bytes"
	"io"
	"os"
	"strings"

	"banxin/cmd/internal/report"

	"golang.org/x/term"
)

// told writes what is said to it at once, broken to the width of the terminal where out is one.
func (w *world) told(before string, do func(to *world)) error {
	var b bytes.Buffer
	to := *w
	to.out = &b
	do(&to)
	text := b.String()
	if width := columns(w.out); width > 0 {
		text = fold(text, width)
	}
	_, err := io.WriteString(w.out, before+text)
	return err
}

// columns is how wide a terminal is; 0: it is none, or not known.
func columns(to io.Writer) int {
	f, ok := to.(*os.File)
	if !ok {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return width
}

// fold breaks lines that are wider than a terminal at their spaces, so that it breaks no word; what
// goes on is indented as its line is, and two columns more.
func fold(text string, width int) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		rest := strings.TrimLeft(line, " ")
		indent := line[:len(line)-len(rest)]
		at := 0
		for n, word := range strings.Split(rest, " ") {
			wide := report.Columns(word)
			switch {
			case n == 0:
				b.WriteString(indent)
				at = len(indent)
			case at+1+wide > width:
				b.WriteString("\n" + indent + "  ")
				at = len(indent) + 2
			default:
				b.WriteByte(' ')
				at++
			}
			b.WriteString(word)
			at += wide
		}
		b.WriteByte('\n')
	}
	return b.String()
}

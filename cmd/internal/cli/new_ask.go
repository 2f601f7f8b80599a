package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

// ask asks at the terminal what the new paper is to be. An empty line takes what stands in
// brackets. Where nobody answers it is the sample, as without a terminal.
func (b *beginning) ask(w *world, dir string) error {
	q := &asker{w: w, in: bufio.NewReader(w.in)}
	t := w.say.T
	fmt.Fprintln(w.err, t("ask-intro"))
	kind, err := q.line(t("ask-kind"), "1", func(s string) error { return choice(t("ask-kind"), s, []string{"1", "2"}) })
	if errors.Is(err, io.EOF) || err == nil && kind == "2" {
		return nil
	}
	if err != nil {
		return err
	}
	b.blank = true
	voice := func() paperVoice { v, _ := voiceOf(b.voice); return v }
	steps := []struct {
		to    *string
		ask   func() string
		given func() string
		check func(string) error
	}{
		{&b.name, func() string { return t("ask-name") }, func() string { return nameFor(dir) }, nil},
		{&b.code, func() string { return t("ask-code") }, func() string { return codeFor(b.name) }, nil},
		{&b.voice, func() string { return t("ask-voice", strings.Join(voiceNames(), " ")) }, func() string { return "校报" }, func(s string) error { _, err := voiceOf(s); return err }},
		{&b.size, func() string { return t("ask-size", strings.Join(sizeNames(), " ")) }, func() string { return voice().size }, func(s string) error { _, err := sizeOf(s); return err }},
		{&b.pages, func() string { return t("ask-pages") }, func() string { return "4" }, nil},
		{&b.mono, func() string { return t("ask-mono") }, func() string { return t("ask-mono-none") }, nil},
		{&b.date, func() string { return t("ask-date") }, func() string { d, _ := w.today(); return d }, nil},
	}
	for _, s := range steps {
		check := func(v string) error {
			if s.check != nil {
				return s.check(v)
			}
			trial := *b // so far
			if s.to == &b.mono && v == t("ask-mono-none") {
				v = ""
			}
			switch s.to {
			case &b.name:
				trial.name = v
			case &b.code:
				trial.code = v
			case &b.pages:
				trial.pages = v
			case &b.mono:
				trial.mono = v
			case &b.date:
				trial.date = v
			}
			_, err := trial.plan(w, dir)
			return err
		}
		v, err := q.line(s.ask(), s.given(), check)
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if s.to == &b.mono && v == t("ask-mono-none") {
			v = ""
		}
		*s.to = v
	}
	return nil
}

// asker asks questions, one a line.
type asker struct {
	w    *world
	in   *bufio.Reader
	over bool // nobody answers any more: what is offered is taken
}

// line asks until the answer will do. At the end of the input it returns what is offered, and
// io.EOF.
func (q *asker) line(question, offered string, check func(string) error) (string, error) {
	for !q.over {
		fmt.Fprintf(q.w.err, "%s [%s] ", question, offered)
		s, err := q.in.ReadString('\n')
		if q.over = err != nil; q.over {
			fmt.Fprintln(q.w.err)
			if !errors.Is(err, io.EOF) {
				return "", err
			}
			if strings.TrimSpace(s) == "" {
				break
			}
		}
		if s = strings.TrimSpace(s); s == "" {
			s = offered
		}
		if err := check(s); err != nil {
			fmt.Fprintln(q.w.err, q.w.say.Err(err))
			continue
		}
		return s, nil
	}
	return offered, io.EOF
}

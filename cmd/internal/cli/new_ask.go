package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"banxin/cmd/internal/words"
)

// ask asks at the terminal what the new paper is to be. An empty line takes what stands in
// brackets; what is chosen from a list may be answered by its number. Where the answers end before
// the questions nothing is made.
func (b *beginning) ask(w *world, dir string) error {
	q := &asker{w: w, in: bufio.NewReader(w.in)}
	t := w.say.T
	fmt.Fprintln(w.err, t("ask-intro"))
	blank, sample := t("ask-blank"), t("ask-sample")
	kind, err := q.line(t("ask-kind"), blank, []string{blank, sample}, nil)
	if err != nil || kind == sample {
		return err
	}
	b.blank = true
	voice := func() paperVoice { v, _ := voiceOf(b.voice); return v }
	steps := []struct {
		to    *string
		ask   string
		given func() string
		of    []string
		known func(string) error // of a list: a word for one of it
	}{
		{&b.name, t("ask-name"), func() string { return nameFor(dir) }, nil, nil},
		{&b.code, t("ask-code"), func() string { return codeFor(b.name) }, nil, nil},
		{&b.voice, t("ask-voice"), func() string { return "校报" }, voiceNames(), func(s string) error { _, err := voiceOf(s); return err }},
		{&b.size, t("ask-size"), func() string { return voice().size }, sizeNames(), func(s string) error { _, err := sizeOf(s); return err }},
		{&b.pages, t("ask-pages"), func() string { return "4" }, nil, nil},
		{&b.mono, t("ask-mono"), func() string { return t("ask-mono-none") }, nil, nil},
		{&b.date, t("ask-date"), func() string { d, _ := w.today(); return d }, nil, nil},
	}
	for _, s := range steps {
		check := func(v string) error {
			if s.known != nil {
				return s.known(v)
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
		v, err := q.line(s.ask, s.given(), s.of, check)
		if err != nil {
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
	w  *world
	in *bufio.Reader
}

// line asks until the answer will do. What is one of a list is answered by its number there, or by
// its name or another word that check knows; check may be nil. It is a fault when the input ends.
func (q *asker) line(question, offered string, of []string, check func(string) error) (string, error) {
	say := q.w.say
	for i, name := range of {
		question += fmt.Sprintf("  %d %s", i+1, name)
	}
	for {
		fmt.Fprintf(q.w.err, "%s [%s] ", question, offered)
		s, err := q.in.ReadString('\n')
		if s = strings.TrimSpace(s); err != nil && s == "" {
			fmt.Fprintln(q.w.err)
			if errors.Is(err, io.EOF) {
				return "", words.Fault("no-more-answers-nothing-made")
			}
			return "", err
		}
		switch n, none := strconv.Atoi(narrow(s)); {
		case s == "":
			s = offered
		case none == nil && n > 0 && n <= len(of):
			return of[n-1], nil
		}
		switch {
		case slices.Contains(of, s):
			return s, nil
		case len(holding(of, s)) == 1:
			return holding(of, s)[0], nil
		case of != nil && (check == nil || check(s) != nil):
			fmt.Fprintln(q.w.err, say.T("answer-by-number-or-name", s, strings.Join(of, ", "), len(of)))
			continue
		case of == nil:
			if err := check(s); err != nil {
				fmt.Fprintln(q.w.err, say.Err(err))
				continue
			}
		}
		return s, nil
	}
}

// holding lists the names that have a text in them.
func holding(names []string, text string) (out []string) {
	for _, name := range names {
		if strings.Contains(strings.ToLower(name), strings.ToLower(narrow(text))) {
			out = append(out, name)
		}
	}
	return out
}

package works

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"banxin/editions/source"
	"banxin/editions/splice"
)

// replaced offers what a finding itself says is to be written, in the place of what stands there.
func (h *healer) replaced() {
	want := suggested(h.f.Hint)
	if want == "" || h.f.Pos.Line == 0 || h.f.Pos.EndLine == 0 {
		return
	}
	data, ok := h.set.text(h.f.Pos.File)
	if !ok {
		return
	}
	from, to := offsetOf(data, h.f.Pos.Line, h.f.Pos.Col), offsetOf(data, h.f.Pos.EndLine, h.f.Pos.EndCol)
	if from < 0 || to <= from {
		return
	}
	was := string(data[from:to])
	if h.f.Quote != "" && was != h.f.Quote || strings.ContainsAny(was, "\n\"'") || was == want {
		return // marked up, or turned over: by hand
	}
	file := h.f.Pos.File
	h.out = append(h.out, Remedy{
		Label: source.Msg("remedy-replace", was, want),
		Changes: []splice.Change{{File: file, Make: func(old []byte) ([]byte, error) {
			if !bytes.Equal(old, data) {
				from = bytes.Index(old, data[from:to])
				if from < 0 || bytes.Count(old, []byte(was)) != 1 {
					return nil, splice.ErrWritten
				}
			}
			return splice.Apply(old, []splice.Edit{{At: from, End: from + len(was), New: want}}), nil
		}}},
	})
}

// suggested is what a hint says is to be written; empty: it does not say it in full.
func suggested(hint source.Message) string {
	arg := func(i int) string {
		if i >= len(hint.Args) {
			return ""
		}
		switch a := hint.Args[i].(type) {
		case rune:
			return string(a)
		case string:
			return a
		}
		return ""
	}
	switch hint.ID {
	case "write-it":
		if s := arg(0); !strings.ContainsAny(s, " 、") {
			return s
		}
	case "did-you-mean":
		name, _, _ := strings.Cut(arg(0), " (")
		return name
	case "write-full-width-one", "write-character":
		return arg(0)
	case "write-two":
		return arg(0) + arg(1)
	case "write-two-characters-2014":
		return "——"
	case "write-two-characters-of-three-dots":
		return "……"
	case "write-00b7":
		return "·"
	case "write-zero":
		return "〇"
	}
	return ""
}

// offsetOf is the place of a line and column, in characters from 1; -1: there is none.
func offsetOf(data []byte, line, col int) int {
	at := 0
	for range line - 1 {
		i := bytes.IndexByte(data[at:], '\n')
		if i < 0 {
			return -1
		}
		at += i + 1
	}
	for range col - 1 {
		if at >= len(data) || data[at] == '\n' {
			return -1
		}
		_, n := utf8.DecodeRune(data[at:])
		at += n
	}
	return at
}

// quotable is a quotation that an exception can name; one that was cut off is none.
func quotable(quote string) string {
	if strings.HasSuffix(quote, "…") || utf8.RuneCountInString(quote) > 24 {
		return ""
	}
	return quote
}

// text is a file of the edition as it was read.
func (s *Set) text(name string) ([]byte, bool) {
	if f := s.Edition.File; f != nil && f.Name == name {
		return f.Data, true
	}
	for _, st := range s.Edition.Stories {
		if st.File.Name == name {
			return st.File.Data, true
		}
	}
	for _, pg := range s.Edition.Pages {
		if t := pg.Template; t != nil && t.File != nil && t.File.Name == name {
			return t.File.Data, true
		}
	}
	return nil, false
}

// Files are files of the set as changes make them.
func (s *Set) Files(changes []splice.Change) (map[string][]byte, error) {
	out := map[string][]byte{}
	for _, c := range changes {
		old, ok := out[c.File]
		if !ok {
			old, _ = s.text(c.File) // nil: it is made
		}
		text, err := c.Make(old)
		if err != nil {
			return nil, err
		}
		out[c.File] = text
	}
	return out, nil
}

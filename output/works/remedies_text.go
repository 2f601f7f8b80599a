package works

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"banxin/editions/source"
	"banxin/editions/splice"
)

// replacement is what is to stand in a place of a file.
type replacement struct {
	from, to int
	want     string
}

// replacing puts words in the places of others; where the file has changed since, where these stand
// now, if that is one place.
func replacing(file string, data []byte, list ...replacement) splice.Change {
	return splice.Change{File: file, Make: func(old []byte) ([]byte, error) {
		var edits []splice.Edit
		for _, r := range list {
			was, at := data[r.from:r.to], r.from
			if !bytes.Equal(old, data) {
				if at = bytes.Index(old, was); at < 0 || bytes.Count(old, was) != 1 {
					return nil, splice.ErrWritten
				}
			}
			edits = append(edits, splice.Edit{At: at, End: at + len(was), New: r.want})
		}
		slices.SortFunc(edits, func(a, b splice.Edit) int { return cmp.Compare(a.At, b.At) })
		return splice.Apply(old, edits), nil
	}}
}

// replaced offers what a finding itself says is to be written, in the place of what stands there;
// and the same for all findings of its code in the file.
func (h *healer) replaced() {
	file := h.f.Pos.File
	data, ok := h.set.text(file)
	if !ok {
		return
	}
	one, ok := replacementOf(data, h.f)
	if !ok {
		return
	}
	h.out = append(h.out, Remedy{Label: source.Msg("remedy-replace", string(data[one.from:one.to]), one.want), Changes: []splice.Change{replacing(file, data, one)}})
	var all []replacement
	for _, f := range h.set.Findings {
		if f.Code != h.f.Code || f.Pos.File != file {
			continue
		}
		if r, ok := replacementOf(data, f); ok && !slices.ContainsFunc(all, func(o replacement) bool { return r.from < o.to && o.from < r.to }) {
			all = append(all, r)
		}
	}
	if len(all) > 1 {
		h.out = append(h.out, Remedy{Label: source.Msg("remedy-replace-all", len(all)), Changes: []splice.Change{replacing(file, data, all...)}})
	}
}

// replacementOf is what a finding says is to be written where; false where it does not say it in
// full, or where what stands there is marked up or turned over: that is done by hand.
func replacementOf(data []byte, f source.Finding) (r replacement, ok bool) {
	if f.Pos.Line == 0 || f.Pos.EndLine == 0 {
		return r, false
	}
	from, to := offsetOf(data, f.Pos.Line, f.Pos.Col), offsetOf(data, f.Pos.EndLine, f.Pos.EndCol)
	if from < 0 || to <= from {
		return r, false
	}
	was := string(data[from:to])
	if f.Quote != "" && was != f.Quote || strings.Contains(was, "\n") || strings.ContainsAny(was, "\"'") && f.Hint.ID != "write-marks-as" {
		return r, false
	}
	want := suggested(f.Hint, was)
	return replacement{from, to, want}, want != "" && want != was
}

// suggested is what a hint says is to be written for what stands there; empty: it does not say it
// in full.
func suggested(hint source.Message, was string) string {
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
	case "did-you-mean", "did-you-mean-slot":
		name, _, _ := strings.Cut(arg(0), " (")
		return name
	case "write-full-width-one", "write-character", "write-marks-as":
		return arg(0)
	case "write-full-width-pair":
		if inner := []rune(was); len(inner) > 2 {
			return arg(0) + string(inner[1:len(inner)-1]) + arg(1)
		}
	case "write-two":
		return arg(0) + arg(1) + arg(2)
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

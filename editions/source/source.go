// Package source holds files, places in them and findings: what banxin says about
// an input, with its place and remedy.
//
//	var l source.List
//	l.Add(source.New("SRC-KEY", f.Pos(span), source.Msg("unknown key %q", k), source.Message{}))
package source

import (
	"fmt"
	"sort"
	"unicode/utf8"
)

// Span is a half-open range of byte offsets in a file.
type Span struct{ Start, End int }

// Pos is a place for people: lines and columns count from 1, columns in characters.
// The zero Pos is no place; a Pos with a File alone is the whole file.
type Pos struct {
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
	Col     int    `json:"col,omitempty"`
	EndLine int    `json:"end_line,omitempty"`
	EndCol  int    `json:"end_col,omitempty"`
}

func (p Pos) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// File is an input file. It is immutable and may be shared.
type File struct {
	Name  string // slash path from the paper's folder
	Data  []byte
	lines []int // offset of each line's first byte
}

// NewFile keeps data, which must not change afterwards.
func NewFile(name string, data []byte) *File {
	f := &File{Name: name, Data: data, lines: []int{0}}
	for i, c := range data {
		if c == '\n' {
			f.lines = append(f.lines, i+1)
		}
	}
	return f
}

// Place returns the line and column of a byte offset, counted from 1.
func (f *File) Place(offset int) (line, col int) {
	offset = max(0, min(offset, len(f.Data)))
	line = sort.SearchInts(f.lines, offset+1)
	for at := f.lines[line-1]; at < offset; col++ {
		if Solid(f.Data[:offset], at) {
			at += 3
			continue
		}
		_, n := utf8.DecodeRune(f.Data[at:offset])
		at += n
	}
	return line, col + 1
}

// Solid tells whether at s[i] stands a character of three bytes from U+4000 to U+CFFF: nearly
// all of a Chinese text is, and need not be decoded. There are ideographs and syllables there,
// and nothing else.
func Solid[T string | []byte](s T, i int) bool {
	return i+2 < len(s) && s[i] >= 0xE4 && s[i] <= 0xEC && s[i+1]&0xC0 == 0x80 && s[i+2]&0xC0 == 0x80
}

// Pos returns the place of a span.
func (f *File) Pos(s Span) Pos {
	p := Pos{File: f.Name}
	p.Line, p.Col = f.Place(s.Start)
	if s.End > s.Start {
		p.EndLine, p.EndCol = f.Place(s.End)
	}
	return p
}

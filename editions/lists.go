package editions

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"unicode"

	"banxin/editions/source"
)

// Lists are what a paper keeps to read its text by, each a plain file in the paper's
// folder, all empty at first:
//
//	names.txt      姓名 职务 职务 …: people in the order they are named in; a blank line
//	               begins another order. Names of bodies stand alone on their line.
//	words.txt      错词 正词 说明 …: words easily confused
//	forbidden.txt  词 改用 …: forms that must not be printed, and what to write instead
//
// What follows # on a line is a remark.
type Lists struct {
	Names, Words, Forbidden []Listed
}

// Listed is a line of a list.
type Listed struct {
	Word  string   // its first word
	More  []string // the others
	Group int      // of names: their order, counted from 0
	Pos   source.Pos
}

const (
	maxList   = 2 << 20 // bytes
	maxListed = 50_000  // lines of a list
)

func (l *loader) lists() Lists {
	return Lists{l.wordList("names.txt"), l.wordList("words.txt"), l.wordList("forbidden.txt")}
}

// wordList reads one list; without the file it is empty.
func (l *loader) wordList(name string) []Listed {
	file, err := l.file(l.called(".", name, false), maxList)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		l.blame(err, "SRC-READ", source.Pos{File: name}, name)
	}
	if err != nil || file == nil {
		return nil
	}
	if file = l.readable(file); file == nil {
		return nil
	}
	return l.parseList(file)
}

// listMarks are what people part the words of a line by instead of blanks.
const listMarks = "，,、：:；;=＝→|｜/"

var (
	listArrow = strings.NewReplacer("->", "→", "=>", "→", "-->", "→", "——", "→", "改为", "→", "应为", "→")
	listSign  = later(`^(?:[-*•·●]|//|\d{1,4}[.、])\s*`)
)

// listFields are the words of a line of a list, at an offset. Other signs between them than blanks, and
// signs of a list before them, are told and taken.
func (d *desk) listFields(file *source.File, start int, line string) []string {
	text := strings.TrimSpace(line)
	plain := listArrow.Replace(listSign().ReplaceAllString(text, ""))
	marks := listMarks
	if file.Name == "forbidden.txt" {
		marks = "：:;；=＝→|｜" // what must not be printed may have the others in it
	}
	loose := func(f string) bool { return strings.Trim(f, marks) != f }
	if fields := strings.Fields(line); text == "" || plain == text && (!strings.ContainsAny(plain, marks) || len(fields) > 1 && !slices.ContainsFunc(fields, loose)) {
		return fields
	}
	fields := strings.FieldsFunc(plain, func(r rune) bool { return strings.ContainsRune(marks, r) || unicode.IsSpace(r) })
	if strings.HasPrefix(text, "//") || len(fields) == 0 {
		d.found.Add(source.New("SRC-VALUE", listPos(file, start, line), source.Msg("remark-of-list-without-sign", clip(text, 20)), source.Msg("write-as", "# "+strings.TrimLeft(text, "/ "))).As(source.Warning))
		return nil
	}
	d.found.Add(source.New("SRC-VALUE", listPos(file, start, line), source.Msg("words-of-list-parted-by-signs", clip(text, 20)), source.Msg("write-as", strings.Join(fields, " "))).As(source.Warning))
	return fields
}

func listPos(file *source.File, start int, line string) source.Pos {
	start += len(line) - len(strings.TrimLeft(line, " \t　"))
	return file.Pos(source.Span{Start: start, End: start + len(strings.TrimSpace(line))})
}

func (d *desk) parseList(file *source.File) []Listed {
	var out []Listed
	seen := map[string]bool{}
	text, marked := strings.CutPrefix(string(file.Data), string(bom))
	group, at := 0, 0
	if marked {
		at = len(bom)
	}
	for line := range strings.SplitSeq(text, "\n") {
		start := at
		at += len(line) + 1
		words, remark, _ := strings.Cut(line, "#")
		fields := d.listFields(file, start, words)
		if len(fields) == 0 {
			if remark == "" && len(out) > 0 && out[len(out)-1].Group == group {
				group++
			}
			continue
		}
		start += max(strings.Index(line, fields[0]), 0)
		pos := file.Pos(source.Span{Start: start, End: start + len(fields[0])})
		if seen[fields[0]] {
			d.found.Add(source.New("SRC-DUP", pos, source.Msg("said-twice", fields[0]), source.Msg("keep-one-of-two")).As(source.Note))
			continue
		}
		if len(out) == maxListed {
			d.add("SRC-MANY", pos, source.Msg("more-than-lines-in-list", maxListed), source.Message{})
			break
		}
		seen[fields[0]] = true
		out = append(out, Listed{Word: fields[0], More: fields[1:], Group: group, Pos: pos})
	}
	return out
}

package editions

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"banxin/editions/source"
)

// What a hand or a program leaves in a story file beside its text: versions that git could not merge, and all
// of it once more.

// merged takes the first of the versions between marks of git, and tells of them once. What stands in the
// place of the lines that are left out is blank, so that all others keep their places.
func (d *desk) merged(file *source.File) *source.File {
	const ours, parted, theirs = "<<<<<<< ", "=======", ">>>>>>> "
	if !bytes.Contains(file.Data, []byte(ours)) {
		return file
	}
	out := bytes.Clone(file.Data)
	open, other, first := -1, -1, source.Span{}
	marks := 0
	for at := 0; at < len(out); {
		line, next := headLine(file.Data, at)
		end := at + len(bytes.TrimRight(file.Data[at:next], "\r\n"))
		switch {
		case strings.HasPrefix(line, ours):
			open, other = at, -1
		case line == parted && open >= 0:
			other = at
		case strings.HasPrefix(line, theirs) && open >= 0 && other >= 0:
			_, behind := headLine(file.Data, open)
			span := source.Span{Start: open, End: open + len(bytes.TrimRight(file.Data[open:behind], "\r\n"))}
			if marks++; marks == 1 {
				first = span
			}
			blanked(out[span.Start:span.End])
			blanked(out[other:end])
			open, other = -1, -1
		}
		at = next
	}
	if marks == 0 {
		return file
	}
	d.found.Add(source.New("SRC-MARK", file.Pos(first), source.Msg("merge-marks-left"), source.Msg("keep-one-of-versions")).As(source.Error))
	return source.NewFile(file.Name, out)
}

// blanked puts spaces in the place of all but ends of lines.
func blanked(text []byte) {
	for i, c := range text {
		if c != '\n' && c != '\r' {
			text[i] = ' '
		}
	}
}

// leastTwice is how many characters a text has at the least that is told to stand twice.
const leastTwice = 24

// once is a story without what has been pasted once more behind it, which is told: the file with its head, or
// its text alone. body is where the text begins.
func (d *desk) once(file *source.File, body int) *source.File {
	text := file.Data[body:]
	head := bytes.TrimSpace(file.Data[:body])
	if at := secondHead(file.Data, body); at > 0 {
		if first, next := bytes.TrimSpace(file.Data[:at]), bytes.TrimSpace(file.Data[at:]); bytes.HasPrefix(next, first) {
			return d.cutAt(file, at, source.New("TXT-REPEAT", source.Pos{}, source.Msg("file-stands-twice"), source.Msg("take-rest-away")))
		}
		name := titleBelow(file.Data, at)
		return d.cutAt(file, at, source.New("SRC-FRONT", source.Pos{}, source.Msg("another-story-begins", name), source.Msg("move-rest-to-file-of-its-own", name)))
	}
	if len(head) > len("---\n---") {
		if at := bytes.Index(text, head); at > 0 && text[at-1] == '\n' && bytes.Equal(bytes.TrimSpace(text[:at]), bytes.TrimSpace(text[at+len(head):])) {
			return d.cutAt(file, body+at, source.New("TXT-REPEAT", source.Pos{}, source.Msg("file-stands-twice"), source.Msg("take-rest-away")))
		}
	}
	if at := half(text); at > 0 {
		return d.cutAt(file, body+at, source.New("TXT-REPEAT", source.Pos{}, source.Msg("text-stands-twice"), source.Msg("take-rest-away")))
	}
	return file
}

// secondHead is where in the text of a story the head of another begins: between lines of three hyphens, with
// a headline in it. 0: there is none.
func secondHead(data []byte, body int) int {
	for from := body; from < len(data); {
		line, next := headLine(data, from)
		if line == "---" && opensHead(data, next) {
			h := head{keys: next}
			if h.close(data) && h.msg.ID == "" && titleBelow(data, from) != "" {
				return from
			}
		}
		from = next
	}
	return 0
}

// mostKeys is how many lines of a head are looked at for its headline.
const mostKeys = 20

// titleBelow is the headline that the head says which begins at a place; "": none.
func titleBelow(data []byte, at int) string {
	_, at = headLine(data, at)
	for range mostKeys {
		line, next := headLine(data, at)
		if line == "---" {
			return ""
		}
		if i := strings.IndexAny(line, ":："); i > 0 {
			_, n := utf8.DecodeRuneInString(line[i:])
			if k := find(storyWords, strings.TrimSpace(line[:i])); k >= 0 && storyWords[k].en == "headline" {
				return clip(strings.Trim(line[i+n:], " \"'[]　"), 20)
			}
		}
		at = next
	}
	return ""
}

// cutAt tells, at the line that begins there, why a story is read no further.
func (d *desk) cutAt(file *source.File, at int, why source.Finding) *source.File {
	line, _, _ := bytes.Cut(file.Data[at:], []byte("\n"))
	why.Pos = file.Pos(source.Span{Start: at, End: at + len(bytes.TrimRight(line, "\r"))})
	d.found.Add(why)
	return source.NewFile(file.Name, file.Data[:at])
}

// half is where the second half of a text begins whose paragraphs are those of the first; 0: there is none.
func half(text []byte) int {
	var paragraphs [][]byte
	var starts []int
	open := false
	for at := 0; at < len(text); {
		line, rest, _ := bytes.Cut(text[at:], []byte("\n"))
		next := len(text) - len(rest)
		switch said := bytes.TrimSpace(line); {
		case len(said) == 0:
			open = false
		case open:
			paragraphs[len(paragraphs)-1] = bytes.TrimSpace(text[starts[len(starts)-1]:next])
		default:
			paragraphs, starts, open = append(paragraphs, said), append(starts, at), true
		}
		at = next
	}
	n, chars := len(paragraphs)/2, 0
	if n < 2 || len(paragraphs)%2 != 0 { // one that stands twice is told as such
		return 0
	}
	seen := map[string]bool{}
	for i, p := range paragraphs[:n] {
		if !bytes.Equal(p, paragraphs[n+i]) || seen[string(p)] { // one that comes again and again is meant
			return 0
		}
		seen[string(p)] = true
		chars += utf8.RuneCount(p)
	}
	if chars < leastTwice {
		return 0
	}
	return starts[n]
}

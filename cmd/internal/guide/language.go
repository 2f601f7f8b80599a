package guide

import "strings"

// inLanguage returns what a chapter says in a language. Text is in Chinese; after a line
// <!-- en --> it is in English, up to the next <!-- zh -->, heading, fence, picture or rule.
// Headings and the words of pictures stand as "中文 | English". A fenced block is for both,
// unless its info string ends in zh or en; other comments are for whoever writes.
func inLanguage(chapter string, chinese bool) string {
	var out strings.Builder
	english, fence, fenced := false, false, false // fenced: the block is in the language
	for line := range strings.Lines(chapter) {
		text := strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(text, "```"):
			if fence = !fence; fence {
				var kind string
				kind, fenced = fenceFor(text, chinese)
				english, line = false, kind+"\n"
			}
			if fenced {
				out.WriteString(line)
			}
		case fence:
			if fenced {
				out.WriteString(line)
			}
		case strings.HasPrefix(text, "<!--"):
			switch text {
			case "<!-- en -->":
				english = true
			case "<!-- zh -->":
				english = false
			}
		case strings.HasPrefix(text, "#"):
			english = false
			out.WriteString(half(text, "#", chinese) + "\n")
		case strings.HasPrefix(text, "!["):
			english = false
			alt, rest, _ := strings.Cut(text, "](")
			out.WriteString(half(alt, "![", chinese) + "](" + rest + "\n")
		case text == "" || english != chinese:
			out.WriteString(line)
		}
	}
	return squeezed(out.String())
}

// fenceFor returns the info line of a block, and whether the block is in a language.
func fenceFor(line string, chinese bool) (string, bool) {
	if kind, ok := strings.CutSuffix(line, " zh"); ok {
		return kind, chinese
	}
	if kind, ok := strings.CutSuffix(line, " en"); ok {
		return kind, !chinese
	}
	return line, true
}

// half takes one side of "中文 | English" and leaves the signs before it, as of a heading.
func half(text, signs string, chinese bool) string {
	rest := strings.TrimLeft(text, signs)
	zh, en, both := strings.Cut(rest, " | ")
	if both && !chinese {
		return text[:len(text)-len(rest)] + leading(rest) + en
	}
	return text[:len(text)-len(rest)] + zh
}

// leading is the white space that a text begins with.
func leading(s string) string { return s[:len(s)-len(strings.TrimLeft(s, " "))] }

// squeezed leaves one empty line of several.
func squeezed(s string) string {
	for strings.Contains(s, "\n\n\n") {
		s = strings.ReplaceAll(s, "\n\n\n", "\n\n")
	}
	return s
}

package works

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"banxin/editions/source"
)

// cure is a finding whose remedy is done literally, in the file that it stands in.
type cure struct {
	source.Finding
	lines []string
}

// remedied does literally what a finding says is to be done; false where that leaves a choice.
func remedied(name, text string, f source.Finding) (string, bool) {
	do := cures[f.Hint.ID]
	if do == nil || f.Pos.File != name {
		return "", false
	}
	if f.Code == "SRC-CODE" {
		return utf8Of(text), true
	}
	r := &cure{f, strings.Split(text, "\n")}
	if !do(r) {
		return "", false
	}
	return strings.Join(r.lines, "\n"), true
}

// utf8Of is what an editor saves when it is told to save as UTF-8.
func utf8Of(text string) string {
	decode := simplifiedchinese.GB18030.NewDecoder()
	if strings.HasPrefix(text, "\xff\xfe") {
		decode = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()
	}
	text, _ = decode.String(text)
	return text
}

func (r *cure) at() int { return max(r.Pos.Line-1, 0) }

func (r *cure) line() *string { return &r.lines[r.at()] }

// split is the line before and from the place of the finding.
func (r *cure) split() (before, after string) {
	runes := []rune(*r.line())
	col := min(max(r.Pos.Col-1, 0), len(runes))
	return string(runes[:col]), string(runes[col:])
}

func (r *cure) arg(i int) string { return fmt.Sprint(r.Hint.Args[i]) }

func (r *cure) insert(at int, line string) bool {
	r.lines = slices.Insert(r.lines, at, line)
	return true
}

// indent gives the line of the finding a number of spaces for all white before it.
func (r *cure) indent(n int) bool {
	*r.line() = strings.Repeat(" ", n) + strings.TrimLeft(*r.line(), " \t　\u00a0")
	return true
}

// value puts another value behind the key of the line.
func (r *cure) value(as func(string) string) bool {
	key, value, ok := strings.Cut(*r.line(), ": ")
	*r.line() = key + ": " + as(strings.TrimSpace(value))
	return ok
}

func quoteWith(mark string) func(*cure) bool {
	return func(r *cure) bool { return r.value(func(v string) string { return mark + v + mark }) }
}

// mean writes the word that is meant.
func (r *cure) mean() bool {
	before, after := r.split()
	word, _, _ := strings.Cut(r.arg(0), " (")
	bad, ok := wordOf(r.Message, after)
	*r.line() = before + strings.Replace(after, bad, word, 1)
	return ok
}

// cures do what their hints say.
var cures = map[string]func(*cure) bool{
	"write-colon-half-width-and-space": func(r *cure) bool {
		at := strings.Index(*r.line(), r.arg(0))
		rest := strings.TrimLeft((*r.line())[at+len(r.arg(0)):], " 　\u00a0:：=＝；;，,。→->")
		*r.line() = (*r.line())[:at] + r.arg(0) + ": " + strings.ReplaceAll(rest, "｜", "|")
		return at >= 0
	},
	"write-as": (*cure).writeAs,
	"write-line-as": func(r *cure) bool {
		text := strings.TrimLeft(*r.line(), " ")
		return r.put((*r.line())[:len(*r.line())-len(text)] + r.arg(0))
	},
	"write-own-words-or-take-line-away": func(r *cure) bool {
		r.lines = slices.Delete(r.lines, r.at(), r.at()+1)
		return true
	},
	"write-key-as": func(r *cure) bool {
		key, _, _ := strings.Cut(*r.line(), "版名")
		return r.put(key + r.arg(0))
	},
	"put-text-on-line-below": func(r *cure) bool {
		before, after := r.split()
		return r.put(strings.TrimRight(before, " ")) && r.insert(r.at()+1, after)
	},
	"write-in-braces": func(r *cure) bool {
		before, after := r.split()
		_, behind, _ := strings.Cut(after, "}")
		return r.put(strings.TrimSuffix(strings.TrimRight(before, " "), "{") + r.arg(0) + behind)
	},
	"write-two-lines": func(r *cure) bool {
		pad := (*r.line())[:len(*r.line())-len(strings.TrimLeft(*r.line(), " "))]
		return r.put(pad+r.arg(0)) && r.insert(r.at()+1, pad+r.arg(1))
	},
	"put-on-line-of-its-own": func(r *cure) bool {
		before, _ := r.split()
		pad := before[:len(before)-len(strings.TrimLeft(before, " -"))]
		return r.put(strings.TrimRight(before, " ,，;；、")) && r.insert(r.at()+1, strings.ReplaceAll(pad, "-", " ")+r.arg(0))
	},
	"take-row-out-or-make-rows-lower": func(r *cure) bool {
		for i := r.at(); i >= 0; i-- {
			if strings.TrimSpace(r.lines[i]) == r.arg(0) {
				r.lines = slices.Delete(r.lines, i, i+1)
				return true
			}
		}
		return false
	},
	"write-line-as-if-two-lines": func(r *cure) bool { return r.put(r.arg(0)) },
	"write-as-or-draw-names": func(r *cure) bool {
		for _, part := range strings.Split(r.arg(0), ", ") {
			key, _, _ := strings.Cut(part, ":")
			*r.line() = regexp.MustCompile(key+`: *\d+`).ReplaceAllString(*r.line(), part)
		}
		return true
	},
	"add": func(r *cure) bool { return r.insert(r.at(), "标题: 校门口又热闹了") },
	"write-full-width-one": func(r *cure) bool {
		before, after := r.split()
		return r.put(before + string(r.Hint.Args[0].(rune)) + string([]rune(after)[1:]))
	},
	"write-marks-as": func(r *cure) bool {
		before, after := r.split()
		n := len([]rune(after)) - (r.Pos.EndCol - r.Pos.Col)
		runes := []rune(after)
		return n >= 0 && r.put(before+r.arg(0)+string(runes[r.Pos.EndCol-r.Pos.Col:]))
	},
	"save-file-with-lf-or-cr": func(r *cure) bool {
		r.lines = strings.Split(strings.ReplaceAll(strings.Join(r.lines, "\n"), "\r", "\n"), "\n")
		return true
	},
	"write-half-width":                 (*cure).writeAs,
	"write-list-or-take-brackets-away": (*cure).writeAs,
	"did-you-mean":                     (*cure).mean,
	"did-you-mean-slot":                (*cure).mean,
	"write-inks-in-hundredths": func(r *cure) bool {
		if in := regexp.MustCompile(`([{,] *` + r.arg(0) + `: *)(?:[a-z]+\([^)]*\)|[^,}]+)`); in.MatchString(*r.line()) {
			return r.put(in.ReplaceAllString(*r.line(), "${1}"+r.arg(1)))
		}
		return r.put("  " + r.arg(0) + ": " + r.arg(1))
	},
	"columns-of-chars-fit": func(r *cure) bool {
		*r.line() = regexp.MustCompile(`字: *\d+`).ReplaceAllString(*r.line(), "字: "+r.arg(0))
		return true
	},
	"indent-like-keys-above":      func(r *cure) bool { return r.indent(r.Hint.Args[0].(int)) },
	"indent-with-spaces-not-tabs": func(r *cure) bool { return r.indent(r.Hint.Args[0].(int)) },
	"indent-with-spaces":          func(r *cure) bool { return r.indent(r.Hint.Args[0].(int)) },
	"take-indentation-away":       func(r *cure) bool { return r.indent(0) },
	"put-dash-before": func(r *cure) bool {
		return r.indent(0) && r.put(strings.Repeat(" ", r.Hint.Args[0].(int))+"- "+strings.TrimLeft(*r.line(), "- "))
	},
	"take-sign-before-key-away": func(r *cure) bool {
		for i := r.at(); i >= 0; i-- {
			if strings.HasPrefix(strings.TrimSpace(strings.Replace(r.lines[i], "# ", "", 1)), strings.TrimSpace(r.arg(0))) {
				r.lines[i] = r.arg(0)
				return true
			}
		}
		return false
	},
	"take-dash-away": func(r *cure) bool { return r.put(strings.Replace(*r.line(), "- ", "", 1)) },
	"take-dashes-away": func(r *cure) bool {
		for i := r.at(); i < len(r.lines); i++ {
			if t := strings.TrimLeft(r.lines[i], " "); strings.HasPrefix(t, "- ") {
				r.lines[i] = strings.Replace(r.lines[i], "- ", "", 1)
				continue
			}
			break
		}
		return true
	},
	"put-on-next-line-indented": func(r *cure) bool {
		before, _ := r.split()
		r.put(strings.TrimRight(before, " "))
		return r.insert(r.at()+1, strings.Repeat(" ", r.Hint.Args[1].(int))+r.arg(0))
	},
	"write-slot-before-story": func(r *cure) bool {
		for i := r.at(); i >= 0; i-- {
			before, _, ok := strings.Cut(r.lines[i], "稿件:")
			if !ok {
				continue
			}
			r.lines[i] = before + "稿件:"
			if i == r.at() {
				return r.insert(i+1, "      "+r.arg(0))
			}
			return r.put("      " + r.arg(0))
		}
		return false
	},
	"put-into-free-slot": func(r *cure) bool {
		pad := len(*r.line()) - len(strings.TrimLeft(*r.line(), " "))
		return r.put(strings.Repeat(" ", pad) + r.arg(0))
	},
	"write-stories-in-one-line": func(r *cure) bool {
		for i := r.at() - 1; i >= 0; i-- {
			if k, _, _ := strings.Cut(r.arg(0), ":"); strings.HasPrefix(strings.TrimSpace(r.lines[i]), k+":") {
				r.lines[i] = "      " + r.arg(0)
				break
			}
		}
		r.lines = slices.Delete(r.lines, r.at(), r.at()+1)
		return true
	},
	"key-stands-elsewhere": func(r *cure) bool {
		r.lines = slices.Delete(r.lines, r.at(), r.at()+1)
		return true
	},
	"key-is-like-and-stands-elsewhere": func(r *cure) bool {
		r.lines = slices.Delete(r.lines, r.at(), r.at()+1)
		return true
	},
	"close-quotation-mark": func(r *cure) bool { return r.value(func(v string) string { return v + v[:1] }) },
	"say-voice-or-name-template": func(r *cure) bool {
		for i := range r.lines {
			if strings.HasPrefix(r.lines[i], "声音:") {
				r.lines = slices.Delete(r.lines, i, i+1)
				break
			}
		}
		return r.insert(len(r.lines)-1, "声音: 校报")
	},
	"write-name-code-voice": func(r *cure) bool {
		r.lines = []string{"名称: 某某报", "代码: mmb", "声音: 校报", ""}
		return true
	},
	"give-under-in-paper-yaml-k": func(r *cure) bool {
		i := slices.Index(r.lines, "颜色:")
		return i >= 0 && r.insert(i+1, "  "+r.arg(0)+": "+r.arg(1))
	},
	"put-blank-line-between-paragraphs": func(r *cure) bool {
		for i := len(r.lines) - 2; i >= r.at(); i-- {
			if end := strings.TrimRight(r.lines[i], "”"); strings.HasSuffix(end, "。") && r.lines[i+1] != "" {
				r.insert(i+1, "")
			}
		}
		return true
	},
	"begin-file-with-three-hyphens": func(r *cure) bool { return r.put("---") },
	"write-three-hyphens-there":     func(r *cure) bool { return r.put("---") },
	"put-line-before-head":          func(r *cure) bool { return r.insert(0, "---") },
	"put-line-before-text":          func(r *cure) bool { return r.insert(r.at(), "---") },
	"put-line-after-last-key":       func(r *cure) bool { return r.insert(len(r.lines)-1, "---") },
	"write-three-hyphens-in-both":   func(r *cure) bool { return r.fences() },
	"put-lines-round-head":          func(r *cure) bool { return r.fences() },
	"write-three-hyphens-on-own-line": func(r *cure) bool {
		before, _ := r.split()
		return r.put(before) && r.insert(r.at()+1, "---")
	},
	"take-blank-lines-away": func(r *cure) bool {
		r.lines = r.lines[r.at():]
		return true
	},
	"quote-whole-value-or-use-chinese-marks": quoteWith("'"),
	"value-with-colon-space-in-needs":        quoteWith(`"`),
	"put-value-in-quotes":                    quoteWith(`"`),
	"put-value-begins-with-or-in":            quoteWith(`"`),
	"put-value-begins-with-such-sign":        quoteWith(`"`),
	"quote-value-or-space-behind-sign":       quoteWith(`"`),
	"write-page-and-slot-apart":              func(r *cure) bool { return r.put(r.arg(0)) && r.insert(r.at()+1, r.arg(1)) },
	"quote-line-or-space-behind-sign":        func(r *cure) bool { return r.put(r.arg(0)) },
	"quote-line-or-remark-apart":             func(r *cure) bool { return r.put(r.arg(0)) },
	"save-file-as-utf-8":                     func(r *cure) bool { return true },
	"delete-unless-meant": func(r *cure) bool {
		return r.put(strings.ReplaceAll(*r.line(), "\u200b", ""))
	},
	"close-emphasis-or-mean-star": func(r *cure) bool {
		before, after := r.split()
		return r.put(before + strings.Replace(after, fmt.Sprint(r.Message.Args[0]), r.arg(1), 1))
	},
	"write-date-as": func(r *cure) bool { return r.value(func(string) string { return "2026-10-20" }) },
	"write-bar-behind-key": func(r *cure) bool {
		for i := r.at(); i >= 0; i-- {
			if key, _, ok := strings.Cut(r.lines[i], "版图:"); ok {
				r.lines[i] = key + "版图: |"
				return true
			}
		}
		return false
	},
	"indent-under-styles": func(r *cure) bool { return r.put("  " + *r.line()) },
	"write-without-marks": func(r *cure) bool { return r.value(func(string) string { return r.arg(0) }) },
	"indent-under-colors": func(r *cure) bool { return r.put("  " + *r.line()) },
	"write-rows-as": func(r *cure) bool {
		at := r.at()
		for at < len(r.lines) && strings.TrimSpace(r.lines[at]) != "" {
			if drawn := strings.Trim(r.lines[at], "|｜-－—+┌┬┐├┼┤└┴┘─ \r") == ""; drawn {
				r.lines = slices.Delete(r.lines, at, at+1)
				continue
			}
			cells := regexp.MustCompile(`[|｜│\t]|　+| {2,}`).Split(strings.Trim(r.lines[at], "|｜│ \r"), -1)
			for i, c := range cells {
				cells[i] = strings.TrimSpace(c)
			}
			r.lines[at] = "| " + strings.Join(cells, " | ") + " |"
			at++
		}
		return r.lines[r.at()] == r.arg(0) && r.insert(r.at()+1, r.arg(1))
	},
	"take-blank-lines-between-rows-away": func(r *cure) bool {
		r.lines = slices.Delete(r.lines, r.at()+1, r.at()+2)
		r.lines = slices.Delete(r.lines, r.at()-1, r.at())
		return true
	},
	"put-blank-line-behind-table": func(r *cure) bool { return r.insert(r.at(), "") },
	"write-both-fences": func(r *cure) bool {
		for i := r.at() + 1; i < len(r.lines); i++ {
			if strings.Trim(r.lines[i], ":：") == "" && r.lines[i] != "" {
				r.lines[i] = r.arg(1)
			}
		}
		return r.put(r.arg(0))
	},
	"write-items-as": func(r *cure) bool {
		mark := strings.Fields(r.arg(0))[0]
		for at := r.at(); at < len(r.lines) && strings.TrimSpace(r.lines[at]) != ""; at++ {
			text := strings.TrimSpace(r.lines[at])
			if rest := strings.TrimLeft(text, "-－—●•·*+0123456789０１２３４５６７８９.． "); mark != "-" {
				r.lines[at] = fmt.Sprint(at-r.at()+1, ". ", rest)
			} else if r.arg(0) != "- "+text || at > r.at() && !strings.Contains("0123456789（①一二", string([]rune(text)[:1])) {
				r.lines[at] = "- " + strings.TrimLeft(text, "-－—●•·*+ ")
			} else {
				r.lines[at] = "- " + text
			}
		}
		return true
	},
	"write-lines-as": func(r *cure) bool {
		r.lines[r.at()-1] = r.arg(0)
		r.lines = slices.Delete(r.lines, r.at(), r.at()+1)
		for strings.HasPrefix(*r.line(), "  ") {
			r.lines = slices.Delete(r.lines, r.at(), r.at()+1)
		}
		return true
	},
	"take-away-what-stands-before-hyphens": func(r *cure) bool {
		r.lines = r.lines[slices.Index(r.lines, "---"):]
		return true
	},
	"take-them-away": func(r *cure) bool { return r.put(strings.ReplaceAll(*r.line(), r.arg(0), "")) },
	"settle-and-take-away": func(r *cure) bool {
		return r.put(strings.ReplaceAll(strings.Replace(*r.line(), fmt.Sprint(r.Message.Args[0]), "", 1), "  ", ""))
	},
	"take-chat-sign-away": (*cure).without,
	"take-word-away":      (*cure).without,
	"take-paragraph-away": func(r *cure) bool {
		r.lines = slices.Delete(r.lines, r.at(), r.at()+2)
		return true
	},
	"take-rest-away": func(r *cure) bool {
		r.lines = r.lines[:r.at()]
		return true
	},
	"write-verse-mark": func(r *cure) bool {
		at := r.at()
		for at < len(r.lines) && r.lines[at] != "" {
			at++
		}
		return r.insert(at, "{诗}")
	},
	"put-verse-between": func(r *cure) bool {
		r.lines = slices.Insert(r.lines, len(r.lines)-1, ":::")
		return r.insert(r.at(), "::: 诗")
	},
	"keep-one-of-versions": func(r *cure) bool {
		text := regexp.MustCompile(`(?s)<<<<<<< [^\n]*\n(.*?)=======.*?>>>>>>> [^\n]*\n`).ReplaceAllString(strings.Join(r.lines, "\n"), "$1")
		r.lines = strings.Split(text, "\n")
		return true
	},
	"take-both-lines-away": func(r *cure) bool {
		r.lines = slices.DeleteFunc(r.lines, func(l string) bool { return strings.HasPrefix(l, "```") })
		return true
	},
	"take-emoji-out": func(r *cure) bool {
		_, after := r.split()
		return r.put(strings.ReplaceAll(*r.line(), string([]rune(after)[:1]), ""))
	},
	"take-line-away": func(r *cure) bool {
		r.lines = slices.Delete(r.lines, r.at(), r.at()+1)
		return true
	},
	"take-blanks-before-hyphens-away": func(r *cure) bool { return r.indent(0) },
	"templates-there-are": func(r *cure) bool {
		return r.value(func(string) string { return strings.Fields(r.arg(0))[0] })
	},
}

func (r *cure) put(line string) bool {
	*r.line() = line
	return true
}

// without takes what is told out of the line.
func (r *cure) without() bool {
	before, after := r.split()
	return r.put(before + strings.Replace(after, fmt.Sprint(r.Message.Args[0]), "", 1))
}

// fences writes three hyphens round the keys of a head, in the place of lines that are like them.
func (r *cure) fences() bool {
	var keys, rest []string
	for i, l := range r.lines {
		switch {
		case (strings.Trim(l, "-—－*`") == "" || strings.HasPrefix(l, "```")) && l != "":
		case strings.ContainsAny(l, ":：") && len(rest) == 0:
			keys = append(keys, l)
		default:
			rest = append(rest, r.lines[i])
		}
	}
	r.lines = slices.Concat([]string{"---"}, keys, []string{"---"}, rest)
	return true
}

// wordOf is the word in question, as the line has it.
func wordOf(m source.Message, line string) (string, bool) {
	for _, a := range m.Args {
		if s, ok := a.(string); ok && s != "" && strings.Contains(line, s) {
			return s, true
		}
	}
	return "", false
}

// writeAs puts what is to be written in the place of what stands there: the whole entry, the word
// in question, or the value of the line.
func (r *cure) writeAs() bool {
	put := r.arg(0)
	before, after := r.split()
	switch r.Message.ID {
	case "key-full-width":
		_, rest, _ := strings.Cut(*r.line(), ":")
		pad := len(*r.line()) - len(strings.TrimLeft(*r.line(), " "))
		return r.put(strings.Repeat(" ", pad) + strings.TrimSuffix(put, "…") + strings.TrimSpace(rest))
	case "row-names-columns", "row-begins-with-height-in-lines":
		return r.put("  " + put)
	case "dash-without-space", "comment-sign-full-width", "bracket-full-width":
		return r.put(before + put)
	case "colon-behind-key-full-width":
		i := strings.LastIndexAny(before, "{ ")
		end := strings.IndexAny(after, ",}")
		if strings.HasPrefix(put, "{") || end < 0 {
			end = len(after)
		}
		return r.put(before[:i+1] + put + after[end:])
	case "list-parted-by-full-width-marks", "value-ends-at-second-quotation-mark", "second-colon-in-value", "braces-missing", "stories-in-braces":
		return r.value(func(string) string { return put })
	case "bracket-not-closed", "quotation-mark-not-closed":
		for i := range r.lines {
			key, value, ok := strings.Cut(r.lines[i], ": ")
			if value, _, _ = strings.Cut(value, " #"); ok && value != "" && (strings.HasPrefix(put, strings.TrimSpace(value)) || "["+put == value) && value != put {
				r.lines[i] = key + ": " + put
				return true
			}
		}
		return false
	case "byline-is-one-text":
		for !strings.HasPrefix(*r.line(), "署名") {
			r.lines = slices.Delete(r.lines, r.at(), r.at()+1)
			r.Pos.Line--
		}
		if r.at()+1 < len(r.lines) && strings.HasPrefix(r.lines[r.at()+1], "  - ") {
			r.lines = slices.Delete(r.lines, r.at()+1, r.at()+2)
		}
		return r.put(put)
	case "key-within-marks", "item-without-space", "words-of-list-parted-by-signs", "remark-of-list-without-sign", "mark-of-other-signs":
		return r.put(put)
	case "columns-are-a-number", "margins-without-sides", "templates-without-kinds-of-pages", "expected-keys-with-values-here":
		return r.put(before + put)
	case "margins-without-unit":
		return r.value(func(string) string { return put })
	case "columns-too-narrow", "subhead-sign-full-width", "no-subhead-without-space-after":
		if r.Message.ID == "columns-too-narrow" {
			return false // it stands with the slot
		}
		return r.put(put)
	}
	bad, ok := wordOf(r.Message, after)
	if !ok {
		return false
	}
	if strings.HasPrefix(put, "[") && strings.HasSuffix(before, "[") {
		before, bad = strings.TrimSuffix(before, "["), bad+"]"
	}
	return r.put(before + strings.Replace(after, bad, put, 1))
}

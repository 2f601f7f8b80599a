package epub

import "strings"

// cssRule is a rule of a style sheet: its selectors and what they declare.
type cssRule struct {
	media     string // of the @ block around it, or ""
	selectors []string
	decls     []cssDecl
	line      int
}

type cssDecl struct {
	property, value string
	line            int
}

// cssRules reads a style sheet as far as ours go: rules, and rules in @ blocks. Comments are
// white space.
func cssRules(css string) []cssRule {
	r := cssReader{text: blankComments(css), line: 1}
	r.rules("")
	return r.out
}

// blankComments puts spaces and the same ends of lines in the place of comments.
func blankComments(css string) string {
	for {
		from := strings.Index(css, "/*")
		if from < 0 {
			return css
		}
		to := len(css)
		if n := strings.Index(css[from+2:], "*/"); n >= 0 {
			to = from + 2 + n + 2
		}
		css = css[:from] + strings.Repeat("\n", strings.Count(css[from:to], "\n")) + " " + css[to:]
	}
}

type cssReader struct {
	text string
	line int
	out  []cssRule
}

// rules reads to the end of a block.
func (r *cssReader) rules(media string) {
	for {
		head, end := r.until("{};")
		head = strings.TrimSpace(head)
		switch {
		case end == '{' && strings.HasPrefix(head, "@media"), end == '{' && strings.HasPrefix(head, "@supports"):
			r.rules(head)
		case end == '{':
			rule := cssRule{media: media, line: r.line, decls: r.declarations()}
			for _, s := range strings.Split(head, ",") {
				rule.selectors = append(rule.selectors, strings.Join(strings.Fields(s), " "))
			}
			r.out = append(r.out, rule)
		case end != ';':
			return
		}
	}
}

func (r *cssReader) declarations() (out []cssDecl) {
	for {
		part, end := r.until(";}")
		line := r.line
		if name, value, ok := strings.Cut(part, ":"); ok {
			out = append(out, cssDecl{strings.ToLower(strings.TrimSpace(name)), strings.ToLower(strings.TrimSpace(value)), line})
		}
		if end != ';' {
			return out
		}
	}
}

// until takes what stands before one of some characters, and it; 0 at the end.
func (r *cssReader) until(ends string) (string, byte) {
	i := strings.IndexAny(r.text, ends)
	if i < 0 {
		part := r.text
		r.text = ""
		return part, 0
	}
	part, end := r.text[:i], r.text[i]
	r.line += strings.Count(part, "\n")
	r.text = r.text[i+1:]
	return part, end
}

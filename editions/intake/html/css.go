package html

import (
	"strconv"
	"strings"

	"banxin/editions/intake/tree"
)

// style is what of CSS a reader of text asks for: declarations by property, the last wins.
type style map[string]string

// properties are those that are kept.
var properties = map[string]bool{
	"display": true, "visibility": true, "opacity": true, "font-size": true, "font-weight": true, "font-style": true, "font-family": true,
	"text-align": true, "text-indent": true, "text-decoration": true, "text-decoration-line": true, "color": true, "vertical-align": true,
	"background": true, "background-color": true, "background-image": true, "white-space": true, "list-style": true, "list-style-type": true,
	"text-emphasis": true, "text-emphasis-style": true, "-webkit-text-emphasis": true, "mso-list": true, "mso-element": true, "mso-hide": true,
	"width": true, "height": true, "max-height": true, "overflow": true,
	"position": true, "left": true, "right": true, "top": true, "margin-left": true, "margin-top": true, "clip": true, "clip-path": true, "transform": true,
}

// declare reads declarations: "a: b; c: d". Later ones win, but not over !important.
func (s style) declare(text string) {
	for _, d := range strings.Split(text, ";") {
		name, value, ok := strings.Cut(d, ":")
		name = strings.ToLower(strings.TrimSpace(name))
		if !ok || !properties[name] {
			continue
		}
		value, important := strings.CutSuffix(strings.ToLower(strings.TrimSpace(value)), "!important")
		if s["!"+name] != "" && !important {
			continue
		}
		if s[name] = strings.TrimSpace(value); important {
			s["!"+name] = "1"
		}
	}
}

// rule is a rule of a style sheet whose selector is one plain element: p, .class, #id, p.class.
type rule struct {
	tag, class, id string
	text           string
}

// sheet holds the plain rules of a page's style elements by what they are looked up by.
type sheet map[string][]rule

const (
	maxSheet = 1 << 20 // bytes of a page's style elements
	maxRules = 20000
)

// readSheet reads the rules of all style elements. Rules inside of @media and the like, and
// selectors that ask for more than one element, are passed over.
func readSheet(root *tree.Node) sheet {
	s := sheet{}
	size, rules := 0, 0
	for _, n := range root.All("style") {
		for _, k := range n.Kids {
			if size += len(k.Text); size > maxSheet {
				return s
			}
			s.read(k.Text, &rules)
		}
	}
	return s
}

func (s sheet) read(text string, rules *int) {
	for text != "" && *rules < maxRules {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			return
		}
		selector := strings.TrimSpace(text[:open])
		if i := strings.LastIndex(selector, "*/"); i >= 0 {
			selector = strings.TrimSpace(selector[i+2:])
		}
		if i := strings.LastIndex(selector, "-->"); i >= 0 {
			selector = strings.TrimSpace(selector[i+3:])
		}
		selector = strings.TrimSpace(strings.TrimPrefix(selector, "<!--"))
		text = text[open+1:]
		if strings.HasPrefix(selector, "@") {
			text = text[skipBlock(text):]
			continue
		}
		end := strings.IndexByte(text, '}')
		if end < 0 {
			return
		}
		for _, one := range strings.Split(selector, ",") {
			*rules++
			s.add(strings.TrimSpace(one), text[:end])
		}
		text = text[end+1:]
	}
}

// skipBlock returns the offset after the brace that closes a block already open.
func skipBlock(text string) int {
	depth := 1
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(text)
}

func (s sheet) add(selector, text string) {
	if selector == "" || strings.ContainsAny(selector, " >+~:[]*()") {
		return
	}
	r := rule{text: text}
	if i := strings.IndexByte(selector, '#'); i >= 0 {
		selector, r.id = selector[:i], selector[i+1:]
	}
	if i := strings.IndexByte(selector, '.'); i >= 0 {
		selector, r.class = selector[:i], selector[i+1:]
	}
	r.tag = strings.ToLower(selector)
	if strings.ContainsAny(r.id+r.class, ".#") {
		return
	}
	key := r.tag
	switch {
	case r.id != "":
		key = "#" + r.id
	case r.class != "":
		key = "." + r.class
	}
	s[key] = append(s[key], r)
}

// of returns the style of an element: its name's rules, its classes', its id's, its own.
func (s sheet) of(n *tree.Node) style {
	st := style{}
	apply := func(key string) {
		for _, r := range s[key] {
			if (r.tag == "" || r.tag == n.Name) && (r.class == "" || n.HasClass(r.class)) {
				st.declare(r.text)
			}
		}
	}
	if len(s) > 0 {
		apply(n.Name)
		for _, class := range strings.Fields(n.Get("class")) {
			apply("." + class)
		}
		if id := n.Get("id"); id != "" {
			apply("#" + id)
		}
	}
	if own := n.Get("style"); own != "" {
		st.declare(own)
	}
	return st
}

// points turns a font-size into 1/100 pt; around is that of the text outside. Not ok where
// it says nothing.
func points(value string, around int) (int, bool) {
	if named, ok := sizes[value]; ok {
		return named, true
	}
	end := len(value)
	for end > 0 && (value[end-1] < '0' || value[end-1] > '9') && value[end-1] != '.' {
		end--
	}
	v, err := strconv.ParseFloat(value[:end], 64)
	if err != nil || v < 0 || v > 10000 {
		return 0, false
	}
	switch value[end:] {
	case "px", "":
		return int(v*75 + 0.5), true
	case "pt":
		return int(v*100 + 0.5), true
	case "em":
		return int(v*float64(around) + 0.5), true
	case "rem":
		return int(v*1200 + 0.5), true
	case "%":
		return int(v*float64(around)/100 + 0.5), true
	}
	return 0, false
}

var sizes = map[string]int{
	"xx-small": 675, "x-small": 750, "small": 975, "medium": 1200, "large": 1350, "x-large": 1800, "xx-large": 2400,
}

// colorOf returns a colour as RRGGBB. alpha is false for one that cannot be seen; ok is
// false where none is said.
func colorOf(value string) (rgb string, seen, ok bool) {
	value = strings.TrimSpace(value)
	if c, named := colors[value]; named {
		return c, true, true
	}
	switch {
	case value == "transparent":
		return "", false, true
	case strings.HasPrefix(value, "#"):
		return hexColor(value[1:])
	case strings.HasPrefix(value, "rgb"):
		return rgbColor(value)
	}
	return "", false, false
}

func hexColor(h string) (string, bool, bool) {
	if len(h) == 3 || len(h) == 4 {
		var b strings.Builder
		for i := 0; i < len(h); i++ {
			b.WriteByte(h[i])
			b.WriteByte(h[i])
		}
		h = b.String()
	}
	if len(h) != 6 && len(h) != 8 || strings.Trim(h, "0123456789abcdef") != "" {
		return "", false, false
	}
	return strings.ToUpper(h[:6]), len(h) == 6 || h[6:] != "00", true
}

func rgbColor(value string) (string, bool, bool) {
	_, inside, _ := strings.Cut(value, "(")
	inside, _, _ = strings.Cut(inside, ")")
	parts := strings.FieldsFunc(inside, func(r rune) bool { return r == ',' || r == ' ' || r == '/' })
	if len(parts) < 3 {
		return "", false, false
	}
	rgb := ""
	for _, p := range parts[:3] {
		v, err := strconv.ParseFloat(p, 64)
		if err != nil || v < 0 || v > 255 {
			return "", false, false
		}
		rgb += hex2[int(v)>>4&15] + hex2[int(v)&15]
	}
	seen := true
	if len(parts) > 3 {
		a, err := strconv.ParseFloat(strings.TrimSuffix(parts[3], "%"), 64)
		seen = err != nil || a > 0
	}
	return rgb, seen, true
}

var hex2 = [16]string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "A", "B", "C", "D", "E", "F"}

var colors = map[string]string{
	"white": "FFFFFF", "black": "000000", "red": "FF0000", "blue": "0000FF", "green": "008000", "gray": "808080", "grey": "808080",
	"yellow": "FFFF00", "orange": "FFA500", "silver": "C0C0C0", "navy": "000080", "maroon": "800000", "purple": "800080", "windowtext": "000000",
}

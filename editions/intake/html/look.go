package html

import (
	"strings"

	"banxin/editions/intake"
	"banxin/editions/intake/tree"
)

// state is what text inside an element inherits.
type state struct {
	look   intake.Look
	back   string // colour behind the text, RRGGBB; "": not known
	unseen bool   // visibility: hidden, which what is inside may lift
	gone   bool   // not shown, and nothing inside can lift it
	change *intake.Change
	link   string
	words  string // what banxin's classes say: 专名
	align  intake.Align
	indent bool
	pre    bool // white space counts
	quote  bool
	quoted bool // inside <q>
	depth  int  // of lists
}

// top is the state of a page's text: 12 pt, black on white.
var top = state{look: intake.Look{Size: 1200}, back: "FFFFFF"}

// ownWords are the words of a story file for banxin's classes of marked text.
var ownWords = []struct{ class, word string }{{"name", "专名"}, {"book", "书名"}, {"dead", "示亡"}, {"under", "下划"}}

// marked takes what banxin's classes say of text.
func (st *state) marked(n *tree.Node) {
	for _, o := range ownWords {
		if n.HasClass(o.class) {
			if st.words != "" {
				st.words += ";"
			}
			st.words += o.word
		}
	}
}

// into returns the state inside an element.
func (w *walker) into(st state, n *tree.Node) state {
	css := w.sheet.of(n)
	w.tag(&st, n)
	if w.own && n.Name == "span" {
		st.marked(n)
	}
	w.font(&st, css)
	w.paragraph(&st, n, css)
	w.color(&st, n, css)
	if w.shown[n] {
		st.gone, st.unseen = false, false
	} else {
		hide(&st, n, css)
	}
	st.look.Hidden = st.gone || st.unseen
	return st
}

// tag is what the name of an element says of its text.
func (w *walker) tag(st *state, n *tree.Node) {
	switch n.Name {
	case "b":
		st.look.Bold = st.look.Bold || !(w.own && n.HasClass("opening")) // else what the kind of paragraph opens with
	case "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6":
		st.look.Bold = true
	case "i", "cite", "dfn", "var", "address":
		st.look.Italic = true
	case "em":
		if w.own {
			st.look.Dotted = true
		} else {
			st.look.Italic = true
		}
	case "u":
		st.look.Underline = true
	case "s", "strike":
		st.look.Struck = true
	case "sup":
		st.look.Super = true
	case "sub":
		st.look.Sub = true
	case "small":
		st.look.Size = st.look.Size * 5 / 6
	case "big":
		st.look.Size = st.look.Size * 6 / 5
	case "del":
		st.change = w.changeOf(n, intake.Deleted)
	case "ins":
		st.change = w.changeOf(n, intake.Inserted)
	case "pre", "listing", "xmp":
		st.pre = true
	case "center":
		st.align = intake.Center
	case "font":
		if size, ok := fontSizes[n.Get("size")]; ok {
			st.look.Size = size
		}
		if rgb, seen, ok := colorOf(strings.ToLower(n.Get("color"))); ok && seen {
			st.look.Color = rgb
		}
	case "a":
		if href := strings.TrimSpace(n.Get("href")); strings.HasPrefix(href, "http://") || strings.HasPrefix(href, "https://") || strings.HasPrefix(href, "mailto:") {
			st.link = href
		}
	}
	if size, ok := headSizes[n.Name]; ok {
		st.look.Size = st.look.Size * size / 100
	}
}

var (
	headSizes = map[string]int{"h1": 200, "h2": 150, "h3": 117, "h5": 83, "h6": 67}
	fontSizes = map[string]int{"1": 750, "2": 1000, "3": 1200, "4": 1350, "5": 1800, "6": 2400, "7": 3600}
)

// changeOf is a tracked change: one value for an element, whatever is inside.
func (w *walker) changeOf(n *tree.Node, kind intake.ChangeKind) *intake.Change {
	by := n.Get("data-author")
	if by == "" {
		by = strings.TrimPrefix(n.Get("cite"), "mailto:")
	}
	if strings.Contains(by, "/") {
		by = ""
	}
	return &intake.Change{Kind: kind, By: by, At: n.Get("datetime")}
}

func (w *walker) font(st *state, css style) {
	if v := css["font-size"]; v != "" {
		if size, ok := points(v, st.look.Size); ok {
			st.look.Size = size
		}
	}
	switch v := css["font-weight"]; v {
	case "":
	case "bold", "bolder", "600", "700", "800", "900":
		st.look.Bold = true
	case "normal", "lighter", "100", "200", "300", "400", "500":
		st.look.Bold = false
	}
	if v := css["font-style"]; v != "" {
		st.look.Italic = v == "italic" || v == "oblique"
	}
	if v := css["font-family"]; v != "" {
		first, _, _ := strings.Cut(v, ",")
		st.look.Font = strings.Trim(first, `"' `)
	}
	decoration := css["text-decoration"] + " " + css["text-decoration-line"]
	if strings.Contains(decoration, "line-through") {
		st.look.Struck = true
	}
	if strings.Contains(decoration, "underline") {
		st.look.Underline = true
	}
	emphasis := css["text-emphasis"] + css["text-emphasis-style"] + css["-webkit-text-emphasis"]
	if emphasis != "" && !strings.Contains(emphasis, "none") {
		st.look.Dotted = true
	}
	switch css["vertical-align"] {
	case "super":
		st.look.Super = true
	case "sub":
		st.look.Sub = true
	}
}

func (w *walker) paragraph(st *state, n *tree.Node, css style) {
	align := css["text-align"]
	if align == "" {
		align = strings.ToLower(n.Get("align"))
	}
	switch align {
	case "center", "-webkit-center":
		st.align = intake.Center
	case "right", "end":
		st.align = intake.End
	case "left", "start", "justify":
		st.align = intake.Start
	}
	if v := css["text-indent"]; v != "" {
		st.indent = v[0] != '-' && strings.Trim(v, "0ptxemch%.") != ""
	}
	if v := css["white-space"]; v != "" {
		st.pre = strings.HasPrefix(v, "pre") || v == "break-spaces"
	}
}

func (w *walker) color(st *state, n *tree.Node, css style) {
	back := css["background-color"]
	if back == "" {
		back = css["background"]
	}
	if back == "" {
		back = strings.ToLower(n.Get("bgcolor"))
	}
	if back != "" && back != "none" && back != "inherit" && back != "initial" {
		first, _, _ := strings.Cut(back, " ")
		if strings.HasPrefix(back, "rgb") {
			first = back
		}
		if rgb, seen, ok := colorOf(first); !ok {
			st.back = ""
		} else if seen {
			st.back = rgb
		}
	}
	if strings.Contains(css["background-image"]+css["background"], "url(") || strings.Contains(css["background-image"]+css["background"], "gradient") {
		st.back = ""
	}
	if v := css["color"]; v != "" {
		if rgb, seen, ok := colorOf(v); ok && seen {
			st.look.Color = rgb
		} else if ok {
			st.look.Color = "transparent"
		}
	}
}

// hide finds what is not to be seen: the ways in which pages hide text.
func hide(st *state, n *tree.Node, css style) {
	if _, hidden := n.Lookup("hidden"); hidden && n.Get("hidden") != "until-found" || n.Name == "template" || n.Name == "datalist" {
		st.gone = true
	}
	if v := css["opacity"]; v != "" && strings.Trim(v, "0.%") == "" {
		st.gone = true
	}
	if css["display"] == "none" || css["mso-hide"] == "all" {
		st.gone = true
	}
	if (css["height"] == "0" || css["height"] == "0px" || css["max-height"] == "0" || css["max-height"] == "0px") && strings.HasPrefix(css["overflow"], "hidden") {
		st.gone = true
	}
	if offPage(css) {
		st.gone = true
	}
	switch css["visibility"] {
	case "hidden", "collapse":
		st.unseen = true
	case "visible":
		st.unseen = false
	}
}

// offPage tells whether text is moved out of sight, or cut to nothing.
func offPage(css style) bool {
	placed := css["position"] == "absolute" || css["position"] == "fixed"
	switch {
	case farOut(css["text-indent"]), farOut(css["margin-left"]), farOut(css["margin-top"]):
		return true
	case css["position"] != "" && (farOut(css["left"]) || farOut(css["right"]) || farOut(css["top"])):
		return true
	case strings.HasPrefix(css["transform"], "scale(0)"):
		return true
	case placed && (strings.HasPrefix(css["clip"], "rect(0") || strings.HasPrefix(css["clip"], "rect(1px") || strings.HasPrefix(css["clip-path"], "inset(50%") || strings.HasPrefix(css["clip-path"], "inset(100%")):
		return true
	}
	return css["width"] == "1px" && css["height"] == "1px" && strings.HasPrefix(css["overflow"], "hidden")
}

// farOut tells whether a length leads far beyond an edge: 500 px and more.
func farOut(length string) bool {
	if !strings.HasPrefix(length, "-") {
		return false
	}
	n, ok := points(length[1:], 1200)
	return ok && n >= 37500
}

// invisible tells whether text of a state cannot be seen: no size, or the colour of what is
// behind it.
func (st *state) invisible() bool {
	return st.look.Hidden || st.look.Size == 0 || st.look.Color == "transparent" || st.look.Color != "" && st.look.Color == st.back
}

package html

import (
	"cmp"
	"strconv"
	"strings"

	"banxin/editions/intake"
	"banxin/editions/intake/tree"
)

// special reads elements that are no plain stretch of text, and tells whether n was one.
func (w *walker) special(n *tree.Node, outside state) bool {
	switch n.Name {
	case "br":
		w.lineBreak()
	case "img", "v:imagedata", "amp-img":
		w.image(n, outside)
	case "q":
		w.quoted(n, outside)
	case "ruby":
		w.ruby(n, outside)
	case "table":
		return w.table(n, outside)
	case "ul", "ol", "menu", "dir":
		w.list(n, outside)
	case "figure":
		w.figure(n, outside)
	case "#comment":
		w.comment(n)
	case "noscript", "noembed", "noframes", "template":
		w.unshown(n)
	case "head", "script", "style", "meta", "link", "base", "title", "wbr", "hr", "colgroup", "area", "map":
	case "svg", "math", "canvas":
		w.leaveAll(n, intake.Object, n.Name)
	case "audio", "video", "iframe", "embed", "object", "frame", "mpvoice", "mpvideo", "mp-common-mpaudio", "mp-common-videosnap", "qqmusic", "mp-miniprogram", "mpprofile", "mp-common-profile", "mp-common-product", "bgsound":
		w.media(n)
	case "input", "select", "textarea", "button", "datalist", "progress", "meter", "form":
		if n.Name == "form" && !w.formOnly(n) {
			return false
		}
		w.leaveAll(n, intake.Furniture, "")
	case "a":
		return w.remarked(n, outside) || w.anchor(n, outside)
	case "div", "span":
		if isRemark(n) {
			w.remark(n)
			return true
		}
		return n.Name == "span" && w.wordSpan(n) || n.Name == "div" && w.own && w.ownSpecial(n, outside)
	case "mark", "o:p":
		return false
	default:
		return w.own && w.ownSpecial(n, outside)
	}
	return true
}

// formOnly tells a form of fields from one that a site has put round its whole page.
func (w *walker) formOnly(n *tree.Node) bool { return len([]rune(n.Line())) < 200 }

// leaveAll leaves out all text in an element; thing, if any, is named where there is none.
func (w *walker) leaveAll(n *tree.Node, why intake.Reason, thing string) {
	said := false
	n.Walk(func(k *tree.Node) bool {
		if k != n && w.skip[k] {
			return false
		}
		if s := strings.Join(strings.FieldsFunc(k.Text, tree.IsSpace), " "); s != "" && !k.Raw {
			w.c.Leave(s, why, w.place(k))
			said = true
		}
		if k != n && isMedia(k.Name) {
			w.media(k)
			return false
		}
		return true
	})
	if !said && thing != "" {
		w.c.LeaveThing(thing, why, w.place(n))
	}
}

func isMedia(name string) bool {
	switch name {
	case "audio", "video", "iframe", "embed", "object", "mpvoice", "mpvideo", "qqmusic", "mp-common-mpaudio", "mp-common-videosnap":
		return true
	}
	return false
}

// media names a sound, a film or another document.
func (w *walker) media(n *tree.Node) {
	kind := "sound"
	switch {
	case strings.Contains(n.Name, "video") || strings.Contains(n.Get("class"), "video"):
		kind = "film"
	case n.Name == "iframe" || n.Name == "frame" || n.Name == "object" || n.Name == "embed":
		kind = "page or film"
	case strings.HasPrefix(n.Name, "mp-") || n.Name == "mpprofile":
		kind = "card"
	}
	where := cmp.Or(n.Get("data-src"), n.Get("src"), n.Get("data"), n.Get("name"), n.Get("data-nickname"), n.Get("voice_encode_fileid"))
	if s := n.Child("source"); where == "" && s != nil {
		where = s.Get("src")
	}
	w.c.LeaveThing(strings.TrimSpace(kind+" "+where), intake.Media, w.place(n))
	n.Walk(func(k *tree.Node) bool {
		if s := strings.TrimFunc(k.Text, tree.IsSpace); s != "" && !k.Raw {
			w.c.Leave(s, intake.Media, w.place(k))
		}
		return true
	})
}

// quoted reads <q>, round which the format puts quotation marks.
func (w *walker) quoted(n *tree.Node, outside state) {
	st := w.into(outside, n)
	marks := [2]string{"“", "”"}
	if st.quoted {
		marks = [2]string{"‘", "’"}
	}
	st.quoted = !st.quoted
	if w.gap == space && w.before != 0 {
		w.emit(" ", st)
	}
	w.made(marks[0], st)
	for _, k := range n.Kids {
		w.node(k, st)
	}
	w.gap = none
	w.made(marks[1], st)
}

func (w *walker) made(s string, st state) {
	w.add(intake.Made(s), st)
	w.gap, w.before = none, '“'
}

// wordSpan leaves out what Word calls nothing: the number of a list item, which is in the
// list's style, is read by the paragraph; the rest of what is to be ignored is spaces.
func (w *walker) wordSpan(n *tree.Node) bool {
	css := w.sheet.of(n)
	if css["mso-list"] != "ignore" {
		return w.own && w.ownSpecial(n, state{})
	}
	blank := func(r rune) bool { return tree.IsSpace(r) || r == '\u00A0' }
	marker := strings.TrimFunc(n.String(), blank)
	var mark []intake.Run
	n.Walk(func(k *tree.Node) bool {
		switch s := strings.TrimFunc(k.Text, tree.IsSpace); {
		case s == "" || k.Raw:
		case strings.TrimFunc(s, blank) == "":
			w.c.Leave(s, intake.Blank, w.place(k))
		default:
			mark = append(mark, w.c.Text(s))
		}
		return true
	})
	w.piece.Kind = intake.Item
	w.piece.List = &intake.List{Marker: marker, Mark: mark, Ordered: !isBullet(marker)}
	if w.piece.List.Ordered {
		w.piece.List.Number, _ = strconv.Atoi(strings.Trim(marker, "().、．（）"))
	} else {
		w.piece.List.Marker = "•"
	}
	return true
}

// isBullet tells whether a marker is a sign and no number: also by the letters that stand
// for signs in Word's symbol fonts.
func isBullet(marker string) bool {
	for _, r := range marker {
		if r >= 0xF000 && r <= 0xF0FF {
			return true
		}
	}
	return marker == "" || strings.Contains("•·o■§Øüvlnu-–◆●➢○□▪", marker)
}

// ruby reads readings over their characters. Several characters with a reading each stand
// as one run, as banxin writes them.
func (w *walker) ruby(n *tree.Node, outside state) {
	st := w.into(outside, n)
	type pair struct {
		base, reading string
	}
	var pairs []pair
	var fallback []*tree.Node
	plain := true
	var gather func(n *tree.Node)
	gather = func(n *tree.Node) {
		for _, k := range n.Kids {
			switch {
			case k.IsText():
				s := strings.TrimFunc(k.Text, tree.IsSpace)
				if s == "" {
					continue
				}
				if len(pairs) == 0 || pairs[len(pairs)-1].reading != "" {
					pairs = append(pairs, pair{})
				}
				pairs[len(pairs)-1].base += s
			case k.Name == "rt":
				if len(pairs) == 0 {
					pairs = append(pairs, pair{})
				}
				pairs[len(pairs)-1].reading += k.Line()
			case k.Name == "rp":
				fallback = append(fallback, k)
			case k.Name == "rtc" || k.Name == "rb" || k.Name == "rbc":
				gather(k)
			default:
				plain = plain && len(k.All("rt")) == 0 && len(k.All("img")) == 0
				gather(k)
			}
		}
	}
	gather(n)
	if !plain {
		for _, k := range n.Kids {
			w.node(k, st)
		}
		return
	}
	w.at = w.place(n)
	if w.piece.At == (intake.Place{}) {
		w.piece.At = w.at
	}
	if w.gap == space && w.before != 0 {
		w.emit(" ", st)
	}
	w.gap, w.before = none, '字'
	single := len(pairs) > 1
	bases := ""
	for _, p := range pairs {
		single = single && len([]rune(p.base)) == 1 && p.reading != "" && !strings.Contains(p.reading, " ")
		bases += p.base
	}
	if single {
		run := w.c.Text(bases)
		for i, p := range pairs {
			if i > 0 {
				run.Ruby = append(run.Ruby, intake.Made(" "))
			}
			run.Ruby = append(run.Ruby, w.c.Text(p.reading))
		}
		w.add(run, st)
	} else {
		for _, p := range pairs {
			run := w.c.Text(p.base)
			if p.reading != "" && p.base != "" {
				run.Ruby = []intake.Run{w.c.Text(p.reading)}
				w.add(run, st)
			} else if p.base != "" {
				w.add(run, st)
			} else {
				w.add(w.c.Text(p.reading), st)
			}
		}
	}
	for _, k := range fallback {
		w.c.Leave(k.Line(), intake.Markup, w.place(k))
	}
}

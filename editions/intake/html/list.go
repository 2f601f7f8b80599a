package html

import (
	"strconv"
	"strings"

	"banxin/editions/intake"
	"banxin/editions/intake/tree"
)

// list reads a list: the items of a list inside an item follow it, and a further paragraph
// of an item is one without a marker.
func (w *walker) list(n *tree.Node, outside state) {
	w.flush(outside)
	st := w.into(outside, n)
	st.depth++
	number := 1
	if v, err := strconv.Atoi(n.Get("start")); err == nil {
		number = v
	}
	for _, k := range n.Kids {
		switch {
		case k.Name != "li" || w.skip[k]:
			w.node(k, st)
			continue
		case w.readNote(k):
			continue
		}
		if v, err := strconv.Atoi(k.Get("value")); err == nil {
			number = v
		}
		w.item(k, st, w.marker(n, k, number))
		number++
	}
	w.flush(st)
}

// readNote reads an item that is the text of a note, and tells whether it is: then it is no
// item.
func (w *walker) readNote(li *tree.Node) bool {
	if name := w.notes[li]; name != "" {
		w.note(li, w.into(top, li), name)
		return true
	}
	return false
}

// item reads <li>; its paragraphs become items, the first with the marker.
func (w *walker) item(li *tree.Node, outside state, l intake.List) {
	st := w.into(outside, li)
	l.Level = st.depth - 1
	begin := len(w.c.Pieces)
	w.piece = intake.Piece{Kind: intake.Item, List: &l, At: w.place(li)}
	for _, k := range li.Kids {
		w.node(k, st)
	}
	w.flush(st)
	first := true
	for i := begin; i < len(w.c.Pieces); i++ {
		p := &w.c.Pieces[i]
		switch {
		case p.Kind == intake.Item:
			first = false
		case p.Kind == intake.Para && p.Level == 0:
			p.Kind, p.List = intake.Item, &intake.List{Level: l.Level, Ordered: l.Ordered}
			if first {
				p.List, first = &l, false
			}
		}
	}
}

// marker is what stands before an item.
func (w *walker) marker(list, li *tree.Node, number int) intake.List {
	css := w.sheet.of(list)
	own := w.sheet.of(li)
	kind := own["list-style-type"] + " " + own["list-style"] + " " + css["list-style-type"] + " " + css["list-style"]
	if list.Name != "ol" && !strings.Contains(kind, "decimal") {
		return intake.List{Marker: "•"}
	}
	l := intake.List{Ordered: true, Number: number}
	t := list.Get("type")
	switch {
	case strings.Contains(kind, "none"):
		l.Ordered, l.Marker = false, "•"
	case t == "a" || strings.Contains(kind, "lower-alpha") || strings.Contains(kind, "lower-latin"):
		l.Marker = strings.ToLower(intake.Letters(number)) + "."
	case t == "A" || strings.Contains(kind, "upper-alpha") || strings.Contains(kind, "upper-latin"):
		l.Marker = intake.Letters(number) + "."
	case t == "i" || strings.Contains(kind, "lower-roman"):
		l.Marker = strings.ToLower(intake.Roman(number)) + "."
	case t == "I" || strings.Contains(kind, "upper-roman"):
		l.Marker = intake.Roman(number) + "."
	case strings.Contains(kind, "cjk") || strings.Contains(kind, "chinese"):
		l.Marker = intake.Han(number) + "、"
	default:
		l.Marker = strconv.Itoa(number) + "."
	}
	return l
}

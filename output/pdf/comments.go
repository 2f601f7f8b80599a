package pdf

import (
	"fmt"
	"strings"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// What readers of a proof have remarked goes along as annotations (ISO 32000-2, 12.5.6): signs
// on the words, who said what and when in a window of its own, answers in a thread, what is
// settled as a state of the review model. They are written in the order of the page's comments.

// commentInks are the colours of signs, as programs for proofreading have them.
var commentInks = [...]string{page.Highlighted: "1 .82 0", page.StruckOut: ".86 .1 .1", page.Inserted: ".1 .3 .86", page.Stuck: "1 .82 0"}

// addComments writes the annotations of all pages.
func (f *file) addComments() {
	f.remarks = make([][]ref, len(f.doc.Pages))
	for i, p := range f.doc.Pages {
		byID := map[string]ref{}
		for k := range p.Comments {
			c := &p.Comments[k]
			r := f.addComment(i, c, byID[c.Re])
			if c.ID != "" {
				byID[c.ID] = r
			}
		}
	}
}

// addComment writes a comment, which answers another one unless that is 0, and what belongs to it.
func (f *file) addComment(i int, c *page.Comment, re ref) ref {
	where := f.commentRect(c)
	entries := fmt.Sprintf("/Type/Annot/P %s/Rect%s%s", f.pages[i], f.boxes[i].box(where), f.commentSaid(c))
	if re != 0 { // in the window of what it answers, and nowhere on the page
		r := f.add("<<" + entries + fmt.Sprintf("/F 30/Subtype/Text/IRT %s/RT/R>>", re))
		f.remarks[i] = append(f.remarks[i], r)
		return r
	}
	entries += "/F 4" + f.commentForm(i, c)
	r := f.add("<<" + entries + ">>")
	popup := f.add(fmt.Sprintf("<</Type/Annot/Subtype/Popup/Parent %s/Rect%s/F 28/Open false>>", r, f.boxes[i].box(popupRect(f.doc.Pages[i], where))))
	f.set(r, "<<"+entries+"/Popup "+popup.String()+">>")
	f.remarks[i] = append(f.remarks[i], r, popup)
	if c.Done {
		done := *c
		done.ID, done.Author, done.Text = "done."+c.ID, c.DoneBy, ""
		f.remarks[i] = append(f.remarks[i], f.add(fmt.Sprintf("<</Type/Annot/Subtype/Text/P %s/Rect%s/F 30%s/IRT %s/StateModel(Review)/State(Completed)>>",
			f.pages[i], f.boxes[i].box(where), f.commentSaid(&done), r)))
	}
	return r
}

// commentSaid are the entries that say who remarked what.
func (f *file) commentSaid(c *page.Comment) string {
	var b strings.Builder
	add := func(key, value string) {
		if value != "" {
			b.WriteString(key + textString(value))
		}
	}
	add("/NM", c.ID)
	add("/T", c.Author)
	add("/Subj", c.Subject)
	b.WriteString("/Contents" + textString(c.Text))
	at := f.opt.Modified
	if !c.Time.IsZero() {
		at = c.Time
	}
	b.WriteString("/M" + date(at) + "/CreationDate" + date(at))
	return b.String()
}

// commentForm are the entries that say how it looks.
func (f *file) commentForm(i int, c *page.Comment) string {
	color := "/C[" + commentInks[c.Sign] + "]"
	switch {
	case c.Sign == page.Stuck || len(c.Words) == 0:
		return "/Subtype/Text/Name/Comment" + color
	case c.Sign == page.Inserted:
		return "/Subtype/Caret" + color + "/AP<</N " + f.caret(f.commentRect(c)).String() + ">>"
	case c.Sign == page.StruckOut:
		return "/Subtype/StrikeOut" + color + f.quads(i, c)
	}
	return "/Subtype/Highlight" + color + f.quads(i, c)
}

// quads are the corners of words, as readers take them: upper left, upper right, lower left,
// lower right, unlike the standard's counter-clockwise order, which nobody follows.
func (f *file) quads(i int, c *page.Comment) string {
	var b strings.Builder
	b.WriteString("/QuadPoints[")
	for _, w := range c.Words {
		for _, p := range []unit.Point{{X: w.X, Y: w.Y}, {X: w.Right(), Y: w.Y}, {X: w.X, Y: w.Bottom()}, {X: w.Right(), Y: w.Bottom()}} {
			x, y := f.boxes[i].place(p)
			fmt.Fprintf(&b, "%s %s ", appendMilli(nil, x), appendMilli(nil, y))
		}
	}
	return strings.TrimSuffix(b.String(), " ") + "]"
}

// caret is the sign of what is to be put in, which not every reader draws by itself.
func (f *file) caret(r unit.Rect) ref {
	w, h := toMilli(r.W), toMilli(r.H)
	num := func(m milli) string { return string(appendMilli(nil, m)) }
	paint := fmt.Sprintf("%s rg 0 0 m %s %s l %s 0 l f", commentInks[page.Inserted], num(w/2), num(h), num(w))
	return f.add(stream(fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 %s %s]", num(w), num(h)), []byte(paint)))
}

// commentRect is where a comment stands: around its words, at their end, or where it sticks.
func (f *file) commentRect(c *page.Comment) unit.Rect {
	if len(c.Words) == 0 {
		return unit.Rect{X: c.At.X, Y: c.At.Y, W: 18 * unit.Pt, H: 18 * unit.Pt}
	}
	if c.Sign == page.Inserted {
		last := c.Words[len(c.Words)-1]
		size := last.H * 2 / 3
		return unit.Rect{X: last.Right() - size/2, Y: last.Bottom() - size/3, W: size, H: size}
	}
	var all unit.Rect
	for _, w := range c.Words {
		all = all.Union(w)
	}
	return all
}

// popupRect is the window of a comment: at the right of the page, beside its words.
func popupRect(p *page.Page, r unit.Rect) unit.Rect {
	const w, h = 180 * unit.Pt, 90 * unit.Pt
	return unit.Rect{X: p.Trim.Right(), Y: r.Y, W: w, H: h}
}

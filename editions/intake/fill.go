package intake

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// fill makes the draft of the lines and their roles.
func (f *finder) fill() {
	d := f.d
	f.bySelf()
	var dateline []Run
	items := numberedItems(f.es)
	for i := 0; i < len(f.es); i++ {
		e := f.es[i]
		if e.sure > 0 && e.role != Body {
			d.ask(e, e.role, e.sure)
		}
		switch {
		case e.kind == Image:
			d.add(block{kind: pictureBlock, pic: f.pictureOf(i), at: e.at})
		case e.kind == Foot:
			if runs := words(e.runs); strings.TrimFunc(TextOf(runs), space) != "" {
				d.notes = append(d.notes, foot{e.p.Note, runs})
			} else {
				f.c.LeaveRuns(runs, Blank, e.at)
			}
		case e.kind == Table:
			d.add(block{kind: tableBlock, table: e.p, at: e.at})
		case e.kind == Item:
			f.item(e)
		case e.role == Caption || e.role == Credit:
			f.captionOf(i)
		case e.role == Dateline:
			dateline = append(dateline, e.runs...)
		case f.heading(e):
		case e.verse:
			i += f.verse(i)
		case items[e]:
			mark, rest := cut(e.runs, strings.IndexByte(e.text, '.')+1)
			d.add(block{kind: itemBlock, runs: f.c.trimKeep(rest), mark: mark, at: e.at})
		default:
			runs := e.runs
			if len(dateline) > 0 && roleBlocks[e.role] <= leadBlock {
				runs = append(append(dateline, Made("\u3000")), runs...)
				dateline = nil
			}
			d.add(block{kind: roleBlocks[e.role], runs: runs, level: max(e.level, 2), fixed: e.p.Role == Subhead && e.level > 1, manner: e.manner, at: e.at})
		}
	}
	if len(dateline) > 0 {
		d.add(block{kind: paraBlock, runs: dateline})
	}
	f.levels()
	f.spaced()
	f.apart()
	d.genre = d.genreOf()
}

// roleBlocks are the blocks of roles inside the text; others are paragraphs.
var roleBlocks = map[Role]blockKind{Lead: leadBlock, Subhead: subheadBlock, Quote: quoteBlock, Signoff: signBlock}

// heading takes a line of the head.
func (f *finder) heading(e *elem) bool {
	d := f.d
	switch e.role {
	case Label:
		runs := f.stripLabel(e)
		if len(d.label) > 0 {
			runs = append(append(d.label, Made(" ")), runs...)
		}
		d.label = runs
	case Kicker:
		d.kicker = append(d.kicker, e.runs)
	case Headline:
		d.headline = append(d.headline, e.runs)
	case Deck:
		d.deck = append(d.deck, e.runs)
	case Byline:
		if len(d.byline) > 0 {
			d.byline = append(append(d.byline, Made("\u3000")), e.runs...)
		} else {
			d.byline = e.runs
		}
	case Out:
		f.c.LeaveRuns(e.runs, NotPrinted, e.at)
	default:
		return false
	}
	return true
}

// stripLabel leaves out what only says that a line is a label: 栏目：, 【 】.
func (f *finder) stripLabel(e *elem) []Run {
	for _, p := range []string{"栏目：", "栏目:", "专栏："} {
		if strings.HasPrefix(e.text, p) {
			mark, rest := cut(e.runs, len(p))
			f.c.LeaveRuns(mark, Markup, e.at)
			return f.c.trim(rest, e.at)
		}
	}
	if m := bracketed().FindStringSubmatchIndex(e.text); m != nil && m[0] == 0 && m[3] > m[2] {
		open, inside, shut := slice(e.runs, m[2], m[3])
		f.c.LeaveRuns(open, Markup, e.at)
		f.c.LeaveRuns(shut, Markup, e.at)
		return f.c.trim(inside, e.at)
	}
	return e.runs
}

// bySelf settles what the file says of itself in words for print against what its text
// says: the text wins, what is said twice is left out.
func (f *finder) bySelf() {
	kept := f.es[:0:0]
	for _, e := range f.es {
		if !e.p.Meta {
			kept = append(kept, e)
			continue
		}
		why, out := Reason{}, false
		for _, o := range f.es {
			if o.p.Meta || o.role != e.role {
				continue
			}
			out, why = true, Unused
			if strings.Contains(letters(o.text), letters(e.text)) {
				why = SaidAlready
				break
			}
		}
		if !out && e.role == Byline && slices.ContainsFunc(f.es, func(o *elem) bool {
			return !o.p.Meta && datelineForm().MatchString(o.text) && strings.Contains(letters(datelineForm().FindString(o.text)), letters(e.text))
		}) {
			out, why = true, SaidAlready
		}
		if out {
			f.c.LeaveRuns(e.runs, why, e.at)
			continue
		}
		kept = append(kept, e)
	}
	f.es = kept
}

// item adds an item of a list: one without a mark goes on with the item before it.
func (f *finder) item(e *elem) {
	b := block{kind: itemBlock, runs: e.runs, at: e.at}
	if l := e.p.List; l != nil {
		b.level, b.mark, b.bound = l.Level, markerOf(l), l.Marker == ""
		if len(b.mark) == 0 {
			f.c.leaveMark(e.p)
		}
	}
	f.d.add(b)
}

// markerOf is what stands before an item; nothing of a bullet.
func markerOf(l *List) []Run {
	switch {
	case l.Marker == "" || !l.Ordered && utf8.RuneCountInString(l.Marker) <= 1:
		return nil
	case len(l.Mark) > 0:
		return l.Mark
	}
	return []Run{Made(l.Marker)}
}

// isNumberMark tells whether a marker is that of a CommonMark list: 1. 2. 12.
func isNumberMark(s string) bool {
	digits := strings.TrimSuffix(s, ".")
	return digits != s && digits != "" && len(digits) <= 9 && strings.Trim(digits, "0123456789") == ""
}

// numberedItems finds typed lists: paragraphs that begin 1. 2. 3. one after the other.
func numberedItems(es []*elem) map[*elem]bool {
	out := map[*elem]bool{}
	var run []*elem
	flush := func() {
		if len(run) >= 2 {
			for _, e := range run {
				out[e] = true
			}
		}
		run = nil
	}
	for _, e := range es {
		m := numbered().FindStringSubmatch(e.text)
		if e.kind != Para || m == nil || e.role != Body && e.role != Unknown || numberOf(m[1]) != len(run)+1 {
			flush()
			if m == nil || m[1] != "1" || e.kind != Para || e.role != Body && e.role != Unknown {
				continue
			}
		}
		run = append(run, e)
	}
	flush()
	return out
}

// trimKeep drops spaces that the list's notation makes again, without leaving them out: the
// run that holds them reads as nothing.
func (c *Copy) trimKeep(runs []Run) []Run {
	text := TextOf(runs)
	n := len(text) - len(strings.TrimLeft(text, " "))
	spaces, rest := cut(runs, n)
	c.LeaveRuns(spaces, Blank, Place{})
	return rest
}

func (d *draft) add(b block) { d.blocks = append(d.blocks, b) }

// pictureOf makes the picture of an element.
func (f *finder) pictureOf(i int) *picture {
	e := f.es[i]
	p := &picture{Picture: e.p.Pic, at: e.at}
	p.Alt = f.c.trim(f.c.clean(joined(words(p.Alt)), e.at), e.at)
	p.caption = f.c.trim(f.c.clean(joined(words(p.Picture.Caption)), e.at), e.at)
	p.credit = f.c.trim(f.c.clean(joined(words(p.Picture.Credit)), e.at), e.at)
	p.joined = p.Picture.Joined && i > 0 && f.es[i-1].kind == Image
	if len(p.credit) == 0 && len(p.caption) > 0 {
		p.caption, p.credit = f.creditOf(p.caption, e.at)
	}
	return p
}

// words are runs without what is no text: signs of notes, readings set over their base.
func words(runs []Run) []Run {
	var out []Run
	for _, r := range runs {
		if r.Note != "" && r.to == r.from {
			continue
		}
		r.Note = ""
		reading := r.Ruby
		r.Ruby = nil
		out = append(append(out, r), words(reading)...)
	}
	return out
}

// captionOf gives a caption to the picture before it, or after; one without any picture makes
// one, which is missing.
func (f *finder) captionOf(i int) {
	e, d := f.es[i], f.d
	runs := f.unpoint(e)
	caption, credit := f.creditOf(words(runs), e.at)
	if e.role == Credit {
		caption, credit = nil, words(runs)
	}
	if n := len(d.blocks); e.p.Kept && n > 0 && d.blocks[n-1].kind == pictureBlock && d.blocks[n-1].pic.joined {
		d.add(block{kind: paraBlock, runs: runs, bound: true, at: e.at}) // of the whole group
		return
	}
	var p *picture
	if n := len(d.blocks); n > 0 && d.blocks[n-1].kind == pictureBlock && !strings.HasPrefix(e.text, "▼") {
		p = d.blocks[n-1].pic
	} else if i+1 < len(f.es) && f.es[i+1].kind == Image {
		q := f.es[i+1].p.Pic
		q.Caption, q.Credit = append(q.Caption, caption...), append(q.Credit, credit...)
		return
	}
	if p == nil {
		p = &picture{Picture: &Picture{}, at: e.at}
		d.add(block{kind: pictureBlock, pic: p, at: e.at})
	}
	if len(p.caption) > 0 && len(caption) > 0 {
		caption = append([]Run{Made(" ")}, caption...)
	}
	if len(p.credit) > 0 && len(credit) > 0 {
		credit = append([]Run{Made(" ")}, credit...)
	}
	p.caption, p.credit = append(p.caption, caption...), append(p.credit, credit...)
}

// unpoint leaves out the signs with which a caption points to its picture.
func (f *finder) unpoint(e *elem) []Run {
	rest := strings.TrimLeft(e.text, pointers)
	if n := len(e.text) - len(rest); n > 0 {
		var mark []Run
		mark, e.runs = cut(e.runs, n)
		f.c.LeaveRuns(mark, CaptionMark, e.at)
		e.runs = f.c.trim(e.runs, e.at)
	}
	return e.runs
}

// creditOf parts a caption from the credit at its end.
func (f *finder) creditOf(runs []Run, at Place) (caption, credit []Run) {
	text, who := parseCredit(TextOf(runs))
	if who == "" {
		return runs, nil
	}
	caption, credit = cut(runs, len(text))
	return f.c.trim(caption, at), f.c.trim(credit, at)
}

// levels numbers subheads from ## on.
func (f *finder) levels() {
	least := 9
	for _, b := range f.d.blocks {
		if b.kind == subheadBlock && !b.fixed {
			least = min(least, b.level)
		}
	}
	for i := range f.d.blocks {
		if b := &f.d.blocks[i]; b.kind == subheadBlock && !b.fixed {
			b.level = min(b.level-least+2, 3)
		}
	}
}

// spaced makes the spaces after a dateline one wide space.
func (f *finder) spaced() {
	for i := range f.d.blocks {
		b := &f.d.blocks[i]
		if b.kind != paraBlock && b.kind != leadBlock {
			continue
		}
		text := TextOf(b.runs)
		end := len(datelineForm().FindString(text))
		n := len(afterDateline().FindString(text[end:]))
		if end == 0 || n == 0 || text[end:end+n] == "\u3000" {
			continue
		}
		before, spaces, after := slice(b.runs, end, end+n)
		for j := range spaces {
			spaces[j].exact = false
			spaces[j].Text = ""
		}
		spaces[0].Text = "\u3000"
		b.runs = append(append(append([]Run(nil), before...), spaces...), after...)
	}
}

// apart puts pictures that stand nowhere in the text before it, unless the text mentions
// them.
func (f *finder) apart() {
	var opening, rest []block
	for _, b := range f.d.blocks {
		if b.kind == pictureBlock && b.pic.Apart {
			opening = append(opening, b)
		} else {
			rest = append(rest, b)
		}
	}
	f.d.blocks = append(opening, rest...)
}

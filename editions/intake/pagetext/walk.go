package pagetext

import "strings"

// walk goes through the lines in their order and gives each to a story.
func (r *reader) walk() {
	for i := 0; i < len(r.lines); {
		switch l := &r.lines[i]; l.look {
		case aside:
			r.leave(i, Furniture)
			i++
		case caption:
			r.loose = append(r.loose, i)
			i++
		case short, byline, signoff:
			i = r.cluster(i)
		case row:
			i = r.table(i)
		case verse:
			i = r.poem(i)
		case jump:
			r.onward(i)
			i++
		case noted:
			r.noted(i)
			i++
		default:
			r.text(i)
			i++
		}
	}
}

func (r *reader) leave(i int, why Why) {
	l := &r.lines[i]
	r.page.Left = append(r.page.Left, Left{Piece{i, l.from, l.to}, why})
}

// begin begins a story.
func (r *reader) begin(at int) *draft {
	d := &draft{first: at, empty: true, next: -1}
	r.stories = append(r.stories, d)
	r.current = d
	return d
}

// open returns the story that a line without a head of its own belongs to: the one under way,
// or the last that has not ended, or a new one.
func (r *reader) openAt(i int) *draft {
	if d := r.current; d != nil && !d.ended {
		return d
	}
	var last *draft
	for _, d := range r.stories {
		if !d.ended && (last == nil || d.turn > last.turn) {
			last = d
		}
	}
	if last == nil {
		return r.begin(i)
	}
	return last
}

// text gives a paragraph to its story.
func (r *reader) text(i int) {
	if _, ok := r.head[i]; ok { // the rest of a paragraph: its story goes on
		if s := r.draftOf(r.firstOf(i)); s != nil {
			s.turn = i + 1
			r.current = s
			if r.lines[i].byline >= 0 {
				s.ended = true
			}
		}
		return
	}
	var d *draft
	switch cur := r.current; {
	case r.lines[i].begins() && (cur == nil || !cur.empty):
		d = r.begin(i)
	case cur != nil && cur.empty && !cur.ended:
		d = cur
	default:
		d = r.likeliest(i)
	}
	r.add(d, i)
}

// add puts a paragraph with all its parts into a story.
func (r *reader) add(d *draft, i int) {
	kind := Paragraph
	if r.lines[i].look == item {
		kind = Item
	}
	var text Text
	chain := r.chain(i)
	for k, n := range chain {
		l := &r.lines[n]
		end := l.to
		if k == len(chain)-1 && l.byline >= 0 && len(d.Byline) == 0 {
			d.Byline = append(d.Byline, Text{{n, l.byline + leading(l.Text[l.byline:l.to]), l.to}})
			end = l.byline
			d.ended = d.ended || n == i
		}
		end -= trailing(l.Text[l.from:end])
		text = append(text, Piece{n, l.from, end})
	}
	for _, n := range chain {
		t := &r.lines[n].thread
		if t.From != "" {
			d.From, d.titled = t.From, true
		}
		if t.To != "" {
			d.To, d.ended = t.To, true
		}
	}
	d.Body = append(d.Body, Element{Kind: kind, Text: text})
	d.lines = append(d.lines, chain...)
	d.empty, d.turn = false, i+1
	r.current = d
}

func leading(s string) int  { return len(s) - len(strings.TrimLeftFunc(s, white)) }
func trailing(s string) int { return len(s) - len(strings.TrimRightFunc(s, white)) }

func (r *reader) draftOf(line int) *draft {
	for _, d := range r.stories {
		for _, l := range d.lines {
			if l == line {
				return d
			}
		}
	}
	return nil
}

// likeliest picks the story that a paragraph belongs to: the one under way, unless the rest
// of another's paragraph has just interrupted one with which it has more in common.
func (r *reader) likeliest(i int) *draft {
	d := r.openAt(i)
	if i == 0 {
		return d
	}
	h, ok := r.head[i-1]
	if !ok || len(d.lines) == 0 || r.tail[h] == h+1 {
		return d
	}
	var rival *draft
	for _, o := range r.stories {
		if o != d && !o.ended && (rival == nil || o.turn > rival.turn) {
			rival = o
		}
	}
	if rival == nil || rival.empty {
		return d
	}
	mine, others := r.shared(r.gramsOf(d.lines), i), r.shared(r.gramsOf(rival.lines), i)
	if others > mine+bit {
		r.page.Doubts = append(r.page.Doubts, Doubt{Line: i, About: AboutStory, Taken: rival.named(), Else: d.named()})
		return rival
	}
	if mine < others+bit {
		r.page.Doubts = append(r.page.Doubts, Doubt{Line: i, About: AboutStory, Taken: d.named(), Else: rival.named()})
	}
	return d
}

// cluster takes lines of heads that stand together, and returns the index after them.
func (r *reader) cluster(from int) (to int) {
	for to = from; to < len(r.lines); to++ {
		if k := r.lines[to].look; k != short && k != byline && k != signoff {
			break
		}
	}
	// by-lines and signatures right after a text end it
	for from < to && r.ends(from, to) {
		from++
	}
	if from == to {
		return to
	}
	if r.isSubhead(from, to) {
		r.subhead(from)
		return to
	}
	r.title(from, to)
	return to
}

// ends takes a line that ends the story before it: a by-line, or who signs and when.
func (r *reader) ends(i, to int) bool {
	d := r.current
	if d == nil || d.empty {
		return false
	}
	l := &r.lines[i]
	signs := l.look == signoff
	for k := i; k < to && !signs && r.lines[k].look == short && (k == i || !r.lines[k].Apart); k++ {
		signs = k+1 < to && r.lines[k+1].look == signoff && (!r.lines[k+1].Apart || k == i && i > 0 && r.lines[i-1].halves())
	}
	switch {
	case signs:
		d.Body = append(d.Body, Element{Kind: Signoff, Text: r.whole(i)})
		d.ended = d.ended || l.look == signoff
	case l.look == byline && len(d.Byline) == 0 && (!d.ended || !l.Apart) && (i+1 == to || r.lines[i+1].Apart) && !(i+1 < to && r.lines[i+1].look == short && !r.lines[i+1].Apart):
		d.Byline = append(d.Byline, Text{{i, l.from, l.to}})
		d.ended = true
	default:
		return false
	}
	d.lines = append(d.lines, i)
	d.turn = i + 1
	return true
}

// isSubhead tells whether a line between paragraphs is a subhead of the story under way.
func (r *reader) isSubhead(from, to int) bool {
	d := r.current
	if to-from > 1 || d == nil || d.empty || d.ended || r.lines[from].look != short || to == len(r.lines) {
		return false
	}
	next := &r.lines[to]
	if next.look == caption || next.begins() || notice().MatchString(r.lines[from].text) {
		return false
	}
	if h, ok := r.head[to]; ok { // the rest of a paragraph stands below it
		if s := r.draftOf(r.firstOf(h)); s != nil && s != d && !s.titled {
			return false
		}
	}
	if !r.signedPage() {
		r.page.Doubts = append(r.page.Doubts, Doubt{Line: from, About: AboutSubhead, Taken: d.named(), Else: -1})
	}
	return true
}

// signedPage tells whether stories of the page end with by-lines, so that a story without is
// known to go on.
func (r *reader) signedPage() bool {
	n := 0
	for i := range r.lines {
		if r.lines[i].byline >= 0 {
			n++
		}
	}
	return n >= 2
}

func (r *reader) subhead(i int) {
	l := &r.lines[i]
	d := r.current
	d.Body = append(d.Body, Element{Kind: Subhead, Text: Text{{i, l.from, l.to}}})
	d.lines = append(d.lines, i)
	d.turn = i + 1
}

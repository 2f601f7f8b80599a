package sheet

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"banxin/editions/intake/form"
)

var (
	continued = form.Of(`^\s*[（(]?(上接|紧接)`)
	jumpLine  = form.Of(`^\s*[（(](上接|紧接|下转)`)
)

// texts gives each column to a head: what stands under it, what goes on beside that, what has
// a vertical head at its side; the rest are stories whose heads stand elsewhere.
func (a *analysis) texts() {
	var open []*block
	for _, b := range a.all {
		if b.kind == text {
			open = append(open, b)
		}
	}
	slices.SortStableFunc(open, func(x, y *block) int { return cmp.Or(cmp.Compare(x.Y0, y.Y0), cmp.Compare(x.X0, y.X0)) })
	give := func(find func(*block) *Story) bool {
		some := false
		for _, b := range open {
			if b.owner == nil {
				if s := find(b); s != nil {
					b.owner = s
					s.body = append(s.body, b)
					some = true
				}
			}
		}
		return some
	}
	give(func(b *block) *Story {
		if continued().MatchString(a.textOfBlock(b)) {
			return a.begin()
		}
		return nil
	})
	for {
		switch {
		case give(a.under):
		case give(func(b *block) *Story { return a.onward(b, true) }):
		case give(a.beside):
		case give(func(b *block) *Story { return a.onward(b, false) }):
		default:
			first := slices.IndexFunc(open, func(b *block) bool { return b.owner == nil })
			if first < 0 {
				return
			}
			a.single(open[first])
		}
	}
}

func (a *analysis) begin() *Story {
	s := &Story{}
	a.stories = append(a.stories, s)
	return s
}

// single takes a column that no head has: a story whose head stands elsewhere, or furniture.
func (a *analysis) single(b *block) {
	if n := utf8.RuneCountInString(a.textOfBlock(b)); len(b.lines) <= 2 && n < 60 {
		b.kind, b.owner = furniture, &Story{}
		return
	}
	s := a.begin()
	b.owner = s
	s.body = append(s.body, b)
}

// way turns a box into the space of a block's way of writing.
func (b *block) way(o Box) Box {
	if b.vertical {
		return o.turned()
	}
	return o
}

// under finds the story of what stands right above a column: a head, or a column of text.
func (a *analysis) under(b *block) *Story {
	var best Box
	var owner *Story
	column := false // it is one of text
	look := func(o Box, s *Story, wanted int, isText bool) {
		f := b.way(o)
		if f.Y1 > b.flow.Y0+a.body/2 || f.across(b.flow) < wanted {
			return
		}
		if owner == nil && best == (Box{}) || f.Y1 > best.Y1 {
			best, owner, column = f, s, isText
		}
	}
	for _, s := range a.stories {
		for _, h := range s.heads {
			look(h.Box, s, b.flow.w()/8, false)
		}
	}
	for _, o := range a.all {
		if o != b && o.kind == text {
			look(o.Box, o.owner, b.flow.w()/3, true)
		}
	}
	if owner == nil {
		return nil
	}
	at := best
	if b.vertical {
		at = best.back()
	}
	if a.ruled(at, b) || column && a.headBetween(best, b) {
		return nil
	}
	return owner
}

// headBetween tells whether the head of other columns beside this one stands between it and what
// is above: one that is narrower than the columns it is set over.
func (a *analysis) headBetween(upper Box, b *block) bool {
	if b.vertical {
		return false
	}
	for _, s := range a.stories {
		for _, h := range s.heads {
			if h.vertical || h.Y0 < upper.Y1-a.body || h.Y1 > b.Y0+a.body || a.inBox(h.Box) != a.inBox(b.Box) {
				continue
			}
			for _, o := range a.all {
				under := o.kind == text && !o.vertical && o.across(h.Box) > 0 && o.Y0 > h.Y1-a.body && o.Y0-h.Y1 < 8*a.body
				if under && abs(o.Y0-b.Y0) < 3*a.body && -o.across(b.Box) < 3*b.w() && !a.ruledBetween(o.Box, b.Box, true) {
					return true
				}
			}
		}
	}
	return false
}

// ruled tells whether a rule or the edge of a tint parts what is above a column from it.
func (a *analysis) ruled(upper Box, b *block) bool {
	rules := a.level
	if b.vertical {
		rules = a.upright
	}
	u := b.way(upper)
	for _, r := range rules {
		f := b.way(r)
		if f.Y0 >= u.Y1-100 && f.Y1 <= b.flow.Y0+100 && 2*f.across(b.flow) > b.flow.w() {
			return true
		}
	}
	return a.inBox(upper) != a.inBox(b.Box)
}

// onward finds the story of the column beside, whose text goes on in this one: the one that
// begins or ends on the same line before any other, to the left before the right. Closely: it
// stands beside a good part of it.
func (a *analysis) onward(b *block, closely bool) *Story {
	var best *Story
	most := -1 << 30
	for _, o := range a.all {
		if o == b || o.kind != text || o.owner == nil || o.vertical != b.vertical {
			continue
		}
		if closely && 3*o.flow.down(b.flow) < min(o.flow.h(), b.flow.h()) {
			continue
		}
		left := o.flow.X0 < b.flow.X0
		gap := -o.flow.across(b.flow)
		if gap < 0 || gap > 5*a.body || o.flow.down(b.flow) <= 0 || a.ruledBetween(o.Box, b.Box, true) || a.inBox(o.Box) != a.inBox(b.Box) {
			continue
		}
		n := -gap / 10
		if abs(o.flow.Y0-b.flow.Y0) < a.body {
			n += 3000
		}
		if abs(o.flow.Y1-b.flow.Y1) < a.body {
			n += 1500
		}
		if left {
			n += 1000
		}
		if 20*abs(o.size-b.size) > b.size {
			n -= 6000
		}
		if n > most {
			best, most = o.owner, n
		}
	}
	return best
}

// beside finds a head at the side of a column, or over it in another way of writing.
func (a *analysis) beside(b *block) *Story {
	var best *Story
	near := 6 * a.body
	for _, s := range a.stories {
		for _, h := range s.heads {
			gap, side := -h.down(b.Box), -h.across(b.Box)
			d := max(gap, 0) + max(side, 0)
			if (gap < 0 || side < 0) && d < near && !a.cut(h.Box, b.Box) && (h.vertical || b.vertical || len(s.body) == 0) {
				best, near = s, d
			}
		}
	}
	return best
}

// pictures gives pictures and captions to stories.
func (a *analysis) pictures() {
	of := map[int][]*block{}
	for _, b := range a.all {
		if b.kind == caption {
			i := a.pictureBeside(b)
			of[i] = append(of[i], b)
		}
	}
	for i := range a.p.Pictures {
		p := a.p.Pictures[i]
		s := a.storyOf(p.Box)
		if s == nil || p.w() < 3*a.body || p.h() < 3*a.body {
			a.found.Idle = append(a.found.Idle, i)
			for _, b := range of[i] {
				b.kind = furniture
			}
			continue
		}
		sh := Shown{Picture: i}
		for _, b := range of[i] {
			b.owner = s
			for _, l := range b.lines {
				for _, g := range l.segs {
					sh.Caption = append(sh.Caption, g.chars)
				}
			}
		}
		s.Pictures = append(s.Pictures, sh)
	}
}

// storyOf finds the story that a picture belongs to: the one whose head stands above it, or
// whose text stands nearest.
func (a *analysis) storyOf(p Box) *Story {
	var best *Story
	least := 12 * a.body
	weigh := func(o Box, s *Story, extra int) {
		dy, dx := -o.down(p), -o.across(p)
		d := max(dy, 0) + max(dx, 0) + extra
		if (dx < 0 || dy < 0) && d < least && !a.cut(o, p) {
			best, least = s, d
		}
	}
	for _, s := range a.stories {
		for _, h := range s.heads {
			weigh(h.Box, s, 0)
		}
		for _, b := range s.body {
			weigh(b.Box, s, a.body/2)
		}
	}
	return best
}

// finish puts the texts of all stories in order.
func (a *analysis) finish() {
	var all []*Story
	for _, s := range a.stories {
		if len(s.body) == 0 && len(s.Pictures) == 0 {
			for _, h := range s.heads {
				h.kind = furniture
			}
			continue
		}
		a.order(s)
		all = append(all, a.briefs(s)...)
	}
	a.found.Stories = all
	a.rows(all)
	for _, b := range a.all {
		if b.kind == furniture {
			for _, l := range b.lines {
				for _, g := range l.segs {
					a.found.Left = append(a.found.Left, g.chars)
				}
			}
		}
	}
}

// rows puts stories from the top to the foot, and those whose heads begin at one height, but for a
// line or two, from the left to the right.
func (a *analysis) rows(all []*Story) {
	slices.SortStableFunc(all, func(x, y *Story) int { return cmp.Or(cmp.Compare(x.Y0, y.Y0), cmp.Compare(x.X0, y.X0)) })
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].Y0-all[0].Y0 < 2*a.body {
			n++
		}
		slices.SortStableFunc(all[:n], func(x, y *Story) int { return cmp.Compare(x.X0, y.X0) })
		all = all[n:]
	}
}

// order puts the columns of a story one after the other and its paragraphs together.
func (a *analysis) order(s *Story) {
	slices.SortStableFunc(s.heads, func(x, y *block) int {
		if x.vertical && y.vertical {
			return cmp.Or(cmp.Compare(y.X1, x.X1), cmp.Compare(x.Y0, y.Y0))
		}
		return cmp.Or(cmp.Compare(x.Y0, y.Y0), cmp.Compare(x.X0, y.X0))
	})
	most := 0
	for _, h := range s.heads {
		most = max(most, h.size)
	}
	for _, h := range s.heads {
		for _, l := range h.lines {
			line := Head{Label: h.size < most && a.labelled(h), Main: h.size == most && 20*most > 23*a.body}
			for _, g := range l.segs {
				line.Lines = append(line.Lines, g.chars)
			}
			s.Heads = append(s.Heads, line)
		}
	}
	for _, b := range running(s.body) {
		s.Box = s.union(b.Box)
		if b.rows != nil {
			p := Para{}
			for _, r := range b.rows {
				p.Rows = append(p.Rows, r.cells)
			}
			s.Paras = append(s.Paras, p)
			continue
		}
		for k, p := range a.paragraphs(b) {
			if n := len(s.Paras); k == 0 && n > 0 && a.goesOn(s, &s.Paras[n-1], &p) {
				last := &s.Paras[n-1]
				last.Lines, last.open = append(last.Lines, p.Lines...), p.open
				continue
			}
			s.Paras = append(s.Paras, p)
		}
	}
}

// goesOn tells whether the first paragraph of a column goes on with the last of the one
// before: its first line is not indented and the other's last line is full.
func (a *analysis) goesOn(s *Story, before, p *Para) bool {
	if !p.flush || len(p.Lines) == 0 || before.Rows != nil || before.Center || before.End || p.Center || p.End || jumpLine().MatchString(a.textOf(p)) {
		return false
	}
	if a.boldLine(p.Lines[0]) && !a.boldLine(before.Lines[len(before.Lines)-1]) {
		return false
	}
	ended := a.ended(before)
	if !before.open && ended {
		return false
	}
	s.Joins = append(s.Joins, Join{Para: len(s.Paras) - 1, Line: len(before.Lines), Sure: before.open || !ended})
	return true
}

// running is the order in which columns are read: what stands above another first, then from
// the left.
func running(in []*block) (out []*block) {
	left := slices.Clone(in)
	for len(left) > 0 {
		best := -1
		for i, b := range left {
			if slices.ContainsFunc(left, func(o *block) bool {
				return o != b && o.vertical == b.vertical && o.flow.across(b.flow) > b.size && o.flow.Y0 < b.flow.Y0
			}) {
				continue
			}
			if best < 0 || b.flow.X0 < left[best].flow.X0 {
				best = i
			}
		}
		best = max(best, 0)
		out = append(out, left[best])
		left = slices.Delete(left, best, best+1)
	}
	return out
}

// labelled tells whether a head's line is a label: short, with a rule right under it and the
// head below.
func (a *analysis) labelled(b *block) bool {
	n := utf8.RuneCountInString(strings.TrimSpace(a.textOfBlock(b)))
	if len(b.lines) != 1 || n > 14 || b.vertical {
		return false
	}
	for _, r := range a.level {
		if r.Y0 >= b.Y1-300 && r.Y0 < b.Y1+b.size && r.X0 <= b.X0+b.size && r.X1 >= b.X1 {
			return true
		}
	}
	return false
}

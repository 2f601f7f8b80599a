package sheet

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"banxin/editions/intake/form"
)

// Found is what a page was found to hold.
type Found struct {
	Stories []*Story
	Left    [][]int // characters that no story holds, a line each: nameplate, folio, index
	Idle    []int   // pictures that no story holds
}

// Story is a story of the page.
type Story struct {
	heads []*block
	body  []*block
	Box

	Heads    []Head
	Paras    []Para
	Pictures []Shown
	Joins    []Join
}

// Head is a line of a head.
type Head struct {
	Lines [][]int // its stretches, apart on one line
	Label bool
	Main  bool // of the largest type
}

// Shown is a picture of a story, with its caption.
type Shown struct {
	Picture int // index; -1: a caption whose picture was not found
	Caption [][]int
}

// Join says that a paragraph goes on in another column.
type Join struct {
	Para, Line int // the paragraph, and its line that begins the column
	Sure       bool
}

// analysis is a page being read.
type analysis struct {
	p              *Page
	level, upright []Box // rules
	body           int   // size of most of the text
	all            []*block
	stories        []*Story
	found          Found
}

// Stories finds the stories of a page.
func Stories(p *Page) *Found {
	a := &analysis{p: p}
	a.rules()
	a.bodySize()
	rest := a.tables(segments(p))
	a.all = append(a.all, a.blocks(rest)...)
	a.classify()
	a.heads()
	a.texts()
	a.pictures()
	a.finish()
	return &a.found
}

func (a *analysis) rules() {
	for _, r := range a.p.Rules {
		switch {
		case r.w() >= 4*r.h() && r.w() > 1000:
			a.level = append(a.level, r)
		case r.h() >= 4*r.w() && r.h() > 1000:
			a.upright = append(a.upright, r)
		}
	}
}

func (a *analysis) bodySize() {
	count := map[int]int{}
	for i := range a.p.Chars {
		c := &a.p.Chars[i]
		count[c.Size]++
		if n := count[c.Size]; n > count[a.body] || n == count[a.body] && c.Size < a.body {
			a.body = c.Size
		}
	}
}

func (a *analysis) textOfBlock(b *block) string {
	var out strings.Builder
	for _, l := range b.lines {
		out.WriteString(said(a.p, l.segs...))
	}
	return out.String()
}

var (
	folio   = form.Of(`(19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日.{0,4}(星期|周)|^第?\s*[0-9A-Z]{1,3}\s*版$|第\s*[0-9A-Z]{1,3}\s*版|总第\s*\d+\s*期|责任?编|统一.{0,4}刊号|统一连续出版物|邮发代号|定价|(www\.|https?://)\S+`)
	indexed = form.Of(`\d\s*版$`)
)

// classify says what blocks are by size and place.
func (a *analysis) classify() {
	for _, b := range a.all {
		if b.rows != nil {
			continue
		}
		switch n := utf8.RuneCountInString(a.textOfBlock(b)); {
		case b.X1 < 0 || b.Y1 < 0 || b.X0 > a.p.W || b.Y0 > a.p.H:
			b.kind = furniture
		case 20*b.size > 23*a.body:
			b.kind = head
		case 20*b.size < 19*a.body && n <= 200 && a.pictureBeside(b) >= 0:
			b.kind = caption
		}
	}
	a.nameplate()
	a.index()
}

// nameplate sets aside what stands above the rules of the folio, at the top of the page.
func (a *analysis) nameplate() {
	for _, b := range a.all {
		if b.kind == head || b.rows != nil || continued().MatchString(a.textOfBlock(b)) || b.Y0 > a.p.H/5 || len(b.lines) > 6 || !folio().MatchString(a.textOfBlock(b)) {
			continue
		}
		under := Box{}
		for _, r := range a.level {
			if r.Y0 >= b.Y1-300 && r.Y0 < b.Y1+3*a.body && r.across(b.Box) > 0 && r.w() > a.p.W/4 && (under == Box{} || r.Y0 < under.Y0) {
				under = r
			}
		}
		if under == (Box{}) {
			b.kind = furniture
			continue
		}
		for _, o := range a.all {
			if o.Y1 <= under.Y0+300 && o.X0 >= under.X0-300 && o.X1 <= under.X1+300 {
				o.kind = furniture
			}
		}
	}
	for _, b := range a.all { // at the foot
		if b.Y0 > a.p.H*9/10 && len(b.lines) <= 2 && b.kind == text && folio().MatchString(a.textOfBlock(b)) {
			b.kind = furniture
		}
	}
}

// index sets aside lists of what stands on other pages.
func (a *analysis) index() {
	var lines []*block
	for _, b := range a.all {
		n := 0
		for _, l := range b.lines {
			if indexed().MatchString(said(a.p, l.segs...)) {
				n++
			}
		}
		if b.kind != head && 2*n >= len(b.lines) && n > 0 && len(a.textOfBlock(b)) < 60*len(b.lines) {
			lines = append(lines, b)
		}
	}
	if len(lines) == 0 {
		return
	}
	box := Box{}
	for _, b := range lines {
		box = box.union(b.Box)
	}
	for _, b := range a.all { // their titles, on the same lines, and the heading above them
		if b.kind == furniture || slices.Contains(lines, b) || b.Y0 >= box.Y0-4*a.body && b.Y1 <= box.Y1+a.body && b.X1 <= box.X1+a.body && a.onLine(b, lines, box) {
			b.kind = furniture
		}
	}
}

func (a *analysis) onLine(b *block, lines []*block, box Box) bool {
	if b.Y1 <= box.Y0+a.body && len(b.lines) == 1 && (a.above(b, box)) {
		return true
	}
	for _, o := range lines {
		if 2*o.down(b.Box) > b.h() && o.X0-b.X1 < a.p.W/3 {
			return true
		}
	}
	return false
}

func (a *analysis) above(b *block, box Box) bool {
	return b.across(Box{box.X0 - a.p.W/4, box.Y0, box.X1, box.Y1}) > 0
}

// pictureBeside returns the picture that a block stands right under, above or beside; -1: none.
func (a *analysis) pictureBeside(b *block) int {
	best, near := -1, 0
	for i, p := range a.p.Pictures {
		dy, dx := -p.down(b.Box), -p.across(b.Box)
		d := max(dy, 0) + max(dx, 0)
		if (dx < 0 && dy < 3*a.body || dy < 0 && dx < 3*a.body) && (best < 0 || d < near) && p.w() > 3*a.body && p.h() > 3*a.body {
			best, near = i, d
		}
	}
	return best
}

// heads brings the lines of heads together, with what stands right above and below them.
func (a *analysis) heads() {
	var hs []*block
	for _, b := range a.all {
		if b.kind == head {
			hs = append(hs, b)
		}
	}
	slices.SortStableFunc(hs, func(x, y *block) int { return cmp.Or(cmp.Compare(x.Y0, y.Y0), cmp.Compare(x.X0, y.X0)) })
	for _, b := range hs {
		s := a.cluster(b)
		if s == nil {
			s = &Story{}
			a.stories = append(a.stories, s)
		}
		s.put(b)
	}
	for again := true; again; {
		again = false
		for _, b := range a.all {
			if b.kind == text && b.owner == nil && b.rows == nil && !a.boldColumn(b) && len(b.lines) <= 2 && !strings.ContainsAny(a.textOfBlock(b), "。！") && utf8.RuneCountInString(a.textOfBlock(b)) <= 40 {
				if s := a.besideHead(b); s != nil {
					b.kind = head
					s.put(b)
					again = true
				}
			}
		}
	}
}

func (s *Story) put(b *block) {
	b.owner = s
	s.heads = append(s.heads, b)
	s.Box = s.union(b.Box)
}

// cluster finds the head that a line of head type belongs to.
func (a *analysis) cluster(b *block) *Story {
	for _, s := range slices.Backward(a.stories) {
		for _, h := range s.heads {
			gap, side := -h.down(b.Box), -h.across(b.Box)
			reach := max(h.size, b.size) * 3 / 2
			if h.vertical != b.vertical || a.cut(h.Box, b.Box) {
				continue
			}
			if !b.vertical && side < 0 && gap < reach || b.vertical && gap < 0 && side < reach || !b.vertical && gap < -b.h()/2 && side < 2*b.size && h.size == b.size && !(a.ownColumn(b) && a.ownColumn(h)) {
				return s
			}
		}
	}
	return nil
}

// ownColumn tells whether a head stands right above a column of text that begins, or has its
// middle, where it does.
func (a *analysis) ownColumn(h *block) bool {
	return slices.ContainsFunc(a.all, func(o *block) bool {
		if o.kind != text || o.vertical || o.Y0 < h.Y1-a.body || o.Y0-h.Y1 > 4*a.body {
			return false
		}
		return abs(o.X0-h.X0) < a.body || o.w() >= h.w()-a.body && abs(o.X0+o.X1-h.X0-h.X1) < a.body
	})
}

// cut tells whether a rule lies between two boxes.
func (a *analysis) cut(x, y Box) bool {
	if x.down(y) <= 0 { // one above the other
		up, low := min(x.Y1, y.Y1), max(x.Y0, y.Y0)
		for _, r := range a.level {
			if r.Y0 >= up-100 && r.Y1 <= low+100 && 2*r.across(x) > x.w() && 2*r.across(y) > y.w() {
				return true
			}
		}
	}
	return a.ruledBetween(x, y, false) || a.inBox(x) != a.inBox(y)
}

// ruledBetween tells whether an upright rule stands between two boxes side by side. One between
// columns that begin on one line may be theirs: it parts stories where it goes further up.
func (a *analysis) ruledBetween(x, y Box, columns bool) bool {
	if x.across(y) > 0 {
		return false
	}
	left, right, top := min(x.X1, y.X1), max(x.X0, y.X0), min(x.Y0, y.Y0)
	for _, r := range a.upright {
		if columns && abs(x.Y0-y.Y0) < a.body && r.Y0 > top-a.body {
			continue
		}
		if r.X0 >= left-100 && r.X1 <= right+100 && 3*r.down(x) > min(x.h(), y.h()) && 3*r.down(y) > min(x.h(), y.h()) {
			return true
		}
	}
	return false
}

// inBox returns which tint a box stands on, from 1; 0: none. Tints of the whole page and thin
// ones do not count.
func (a *analysis) inBox(b Box) int {
	best := 0
	for i, t := range a.p.Areas {
		if t.w() < 4*a.body || t.h() < 4*a.body || t.w() > a.p.W*9/10 && t.h() > a.p.H*9/10 || !t.holds(b, a.body/2) {
			continue
		}
		if best == 0 || t.w() < a.p.Areas[best-1].w() {
			best = i + 1
		}
	}
	return best
}

// besideHead finds the head that a short line stands right above or below: a label, a
// by-line, a second headline.
func (a *analysis) besideHead(b *block) *Story {
	var best *Story
	near := 0
	for _, s := range a.stories {
		gap, side := -s.down(b.Box), -s.across(b.Box)
		if b.vertical != s.heads[0].vertical {
			continue
		}
		if b.vertical {
			gap, side = side, gap
		}
		if side >= 0 || gap > 3*a.body || a.inBox(b.Box) != a.inBox(s.heads[0].Box) {
			continue
		}
		if s.Y0 >= b.Y0 && a.textAbove(b) || s.Y0 < b.Y0 && a.cut(s.Box, b.Box) {
			continue
		}
		if best == nil || gap < near {
			best, near = s, gap
		}
	}
	return best
}

// textAbove tells whether a block ends the text right above it.
func (a *analysis) textAbove(b *block) bool {
	for _, o := range a.all {
		if o != b && o.kind == text && len(o.lines) > 2 && o.Y1 <= b.Y0+100 && b.Y0-o.Y1 < b.size && o.across(b.Box) > 0 && !a.cut(o.Box, b.Box) {
			return true
		}
	}
	return false
}

package pagetext

import (
	"slices"
	"strings"
	"unicode"
)

// title begins a story with the lines of its head: from to to, which may hold labels above
// and a by-line below.
func (r *reader) title(from, to int) {
	d := r.begin(from)
	d.titled, d.next = true, to
	groups := r.stacks(from, to)
	for _, g := range groups {
		d.lines = append(d.lines, g...)
	}
	for n := len(groups) - 1; n >= 0; n-- { // by-lines stand below the head
		if r.lines[groups[n][0]].look != byline {
			continue
		}
		for _, i := range groups[n] {
			d.Byline = append([]Text{r.whole(i)}, d.Byline...)
		}
		groups = append(groups[:n:n], groups[n+1:]...)
	}
	if len(groups) == 0 {
		d.titled = false
		return
	}
	main := len(groups) - 1
	for main > 0 && isDeck(r.lines[groups[main][0]].text) {
		main--
	}
	for _, g := range groups[main+1:] {
		d.Deck = append(d.Deck, r.texts(g)...)
	}
	d.Headline = r.texts(groups[main])
	above := groups[:main]
	if n := len(above); n > 0 && !isLabel(r.lines[above[n-1][0]].text, n) {
		d.Kicker = r.texts(above[n-1])
		above = above[:n-1]
	}
	labels := slices.Concat(above...)
	for n, i := range labels {
		r.spare = append(r.spare, spared{i, d, n < len(labels)-1})
	}
}

// stacks parts the lines of a head: those without white between are one, but a by-line is
// one of its own.
func (r *reader) stacks(from, to int) (out [][]int) {
	for i := from; i < to; i++ {
		l := &r.lines[i]
		alone := l.look == byline || i > from && r.lines[i-1].look == byline || isDeck(l.text)
		if i > from && !l.Apart && !alone {
			out[len(out)-1] = append(out[len(out)-1], i)
			continue
		}
		out = append(out, []int{i})
	}
	return out
}

func (r *reader) whole(i int) Text { return Text{{i, r.lines[i].from, r.lines[i].to}} }

func (r *reader) texts(lines []int) (out []Text) {
	for _, i := range lines {
		out = append(out, r.whole(i))
	}
	return out
}

func isDeck(s string) bool { return strings.HasPrefix(s, "——") || strings.HasPrefix(s, "--") }

// isLabel tells whether a line above a head, with n lines above it in all, is a label rather
// than a kicker: one short name, not phrases side by side.
func isLabel(s string, n int) bool {
	phrases := strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '\u3000' })
	total, least := 0, 1<<10
	for _, p := range phrases {
		k := len([]rune(p))
		total += k
		least = min(least, k)
	}
	if len(phrases) > 1 && least >= 3 {
		return false
	}
	return total <= 10
}

// labels gives each label to a story: the one it stands above, unless another has more to do
// with it: the story right before it, or any where another label stands between.
func (r *reader) labels() {
	for _, s := range r.spare {
		best, at := r.about(s.line, s.above), s.above
		before := r.before(s.line)
		for _, d := range r.stories {
			if d == s.above || len(d.Label) > 0 || r.spoken(d) || !s.extra && (best > 0 || d != before) {
				continue
			}
			if n := r.about(s.line, d); n > best {
				best, at = n, d
			}
		}
		if at != s.above {
			r.page.Doubts = append(r.page.Doubts, Doubt{Line: s.line, About: AboutLabel, Taken: at.named(), Else: s.above.named()})
		}
		at.Label = append(at.Label, r.whole(s.line))
	}
}

// named is the line that names a story: its headline's first, or its own.
func (d *draft) named() int {
	if len(d.Headline) > 0 {
		return d.Headline[0][0].Line
	}
	return d.first
}

// before returns the story whose lines end right before a line.
func (r *reader) before(line int) (out *draft) {
	last := -1
	for _, d := range r.stories {
		for _, i := range d.lines {
			if i < line && i > last {
				last, out = i, d
			}
		}
	}
	return out
}

// spoken tells whether a label stands right above a story's own head.
func (r *reader) spoken(d *draft) bool {
	for _, s := range r.spare {
		if s.above == d && !s.extra {
			return true
		}
	}
	return false
}

// about counts the pairs of characters of a label that stand in a story, heads double.
func (r *reader) about(line int, d *draft) int {
	n := 0
	for g := range r.grams[line] {
		for _, i := range d.lines {
			if i == line || !r.grams[i][g] {
				continue
			}
			n++
			if r.lines[i].look == short {
				n++
			}
		}
	}
	return n
}

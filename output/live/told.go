package live

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"banxin/layout/unit"
	"banxin/output/proof"
)

// What a browser is told of an edition are lists: pages, stories, findings. Each thing in them is
// said from one value that holds all that its saying depends on; so what is as it was is not said
// again, and a browser that has an earlier version gets of each list what has changed.

// told is a snapshot as browsers of a language get it.
type told struct {
	version int
	top     []byte            // what is no list: the inside of a JSON object
	lists   [lists][]saidJSON // by listNames
	from    int               // a version: the one told before
	change  []byte            // what has become of that
	once    sync.Once
	all     []byte // see whole
}

// saidJSON is what is said of one thing, in JSON. What two versions have in common is one and the same.
type saidJSON []byte

func (a saidJSON) is(b saidJSON) bool { return &a[0] == &b[0] }

const lists = 5

var listNames = [lists]string{"pages", "stories", "findings", "problems", "changes"}

// whole is the state for a browser that has none.
func (t *told) whole() []byte {
	t.once.Do(func() {
		size := len(t.top) + 100
		for _, list := range t.lists {
			for _, said := range list {
				size += len(said) + 1
			}
		}
		b := append(append(make([]byte, 0, size), '{'), t.top...)
		for i, list := range t.lists {
			b = fmt.Appendf(b, `,"%s":[`, listNames[i])
			for k, said := range list {
				if k > 0 {
					b = append(b, ',')
				}
				b = append(b, said...)
			}
			b = append(b, ']')
		}
		t.all = append(b, '}')
	})
	return t.all
}

// since is what has become of an earlier version, for a browser that has it. Its lists are steps: what
// stays, as [the first, how many], and what is new; a list that is as it was is left out.
func (t *told) since(had *told) []byte {
	if had.version == t.from {
		return t.change
	}
	return t.changeOf(had)
}

func (t *told) changeOf(had *told) []byte {
	b := fmt.Appendf(nil, `{"from":%d,`, had.version)
	b = append(b, t.top...)
	for i, list := range t.lists {
		if slices.EqualFunc(had.lists[i], list, saidJSON.is) {
			continue
		}
		b = fmt.Appendf(b, `,"%s":`, listNames[i])
		b = appendSteps(b, had.lists[i], list)
	}
	return append(b, '}')
}

// appendSteps writes how a list has become another.
func appendSteps(b []byte, had, list []saidJSON) []byte {
	b = append(b, '[')
	next := 0
	for i := 0; i < len(list); i++ {
		if i > 0 {
			b = append(b, ',')
		}
		at := find(len(had), next, func(k int) bool { return had[k].is(list[i]) })
		if at < 0 {
			b = append(b, list[i]...)
			next++
			continue
		}
		n := 1
		for at+n < len(had) && i+n < len(list) && had[at+n].is(list[i+n]) {
			n++
		}
		b = fmt.Appendf(b, "[%d,%d]", at, n)
		next, i = at+n, i+n-1
	}
	return append(b, ']')
}

// nearby is how far from where it is expected a thing is looked for in the list told before. What has
// been moved further is told again.
const nearby = 16

// find returns the index below n nearest after, or else before, where it is expected at which something
// is; -1: it is not near.
func find(n, expected int, is func(int) bool) int {
	for k := expected; k < min(expected+nearby, n); k++ {
		if is(k) {
			return k
		}
	}
	for k := min(expected, n) - 1; k >= max(expected-nearby, 0); k-- {
		if is(k) {
			return k
		}
	}
	return -1
}

// line is what is said of a thing, and what it is said from.
type line[T any] struct {
	of   T
	said saidJSON
}

// retell says things; those that were said before and are the same are what they were.
func retell[T any](was []line[T], now []T, same func(a, b *T) bool, say func(*T) any) (out []line[T], all []saidJSON) {
	out, all = make([]line[T], len(now)), make([]saidJSON, len(now))
	next := 0
	for i := range now {
		out[i].of = now[i]
		if k := find(len(was), next, func(k int) bool { return same(&was[k].of, &now[i]) }); k >= 0 {
			out[i].said, next = was[k].said, k+1
		} else {
			out[i].said, next = inJSON(say(&now[i])), next+1
		}
		all[i] = out[i].said
	}
	return out, all
}

func inJSON(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(fmt.Sprintf("live: the edition cannot be JSON: %v", err))
	}
	return bytes.TrimSpace(b.Bytes())
}

// telling tells snapshots in a language, one after another; it remembers the last one. It is safe for
// concurrent use. The zero value has told nothing.
type telling struct {
	mu       sync.Mutex
	last     *told
	pages    []line[pageOf]
	stories  []line[storyOf]
	findings []line[findingOf]
	problems []line[findingOf]
	changes  []line[changeOf]
}

// Values that things are said from.
type (
	pageOf struct {
		name, section, tag string
		trim               unit.Rect
		changed            []unit.Rect
		pieces             []piece
		fit                Story // of all its stories together
		empty              int
		counts             [len(levels)]int
	}
	storyOf struct {
		*Story
		pageName string
		parts    []partsOn
	}
	findingOf struct {
		Finding
		number int // on its page
		rect   unit.Rect
	}
	changeOf struct {
		at     Place
		story  string
		page   int
		text   Sentence
		number int
		rect   unit.Rect
	}
)

func (a *pageOf) same(b *pageOf) bool {
	return a.name == b.name && a.section == b.section && a.tag == b.tag && a.trim == b.trim && a.fit.same(&b.fit) && a.empty == b.empty && a.counts == b.counts &&
		slices.Equal(a.changed, b.changed) && slices.Equal(a.pieces, b.pieces)
}

func (a *storyOf) same(b *storyOf) bool {
	return a.pageName == b.pageName && a.Story.same(b.Story) && slices.EqualFunc(a.parts, b.parts, func(a, b partsOn) bool { return a.page == b.page && slices.Equal(a.parts, b.parts) })
}

// same tells whether two stories are alike in all fields.
func (a *Story) same(b *Story) bool {
	return a.ID == b.ID && a.Title == b.Title && a.Page == b.Page && a.At == b.At && a.Chars == b.Chars && a.Lines == b.Lines && a.RoomLines == b.RoomLines &&
		a.OverChars == b.OverChars && a.OverLines == b.OverLines && a.FreeChars == b.FreeChars && a.FreeLines == b.FreeLines &&
		a.RestAt == b.RestAt && a.Rest == b.Rest && a.Head == b.Head && slices.Equal(a.Slots, b.Slots) && slices.EqualFunc(a.Ways, b.Ways, Way.same)
}

func (a Way) same(b Way) bool {
	return a.Score == b.Score && a.Parts == b.Parts && slices.Equal(a.Lines, b.Lines)
}

// of tells a snapshot, which may be nil: nothing yet. A newer one may have been told by somebody else:
// then that is it.
func (l *telling) of(n *snapshot, s *Server, w words) *told {
	if n == nil {
		return &told{top: inside(top{Folder: s.Folder}), from: -1}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.last != nil && l.last.version >= n.version {
		return l.last
	}
	t := teller{w}
	now := &told{version: n.version, top: inside(t.top(n, s)), from: -1}
	l.pages, now.lists[0] = retell(l.pages, n.pagesOf(), (*pageOf).same, func(p *pageOf) any { return t.page(p) })
	l.stories, now.lists[1] = retell(l.stories, n.storiesOf(), (*storyOf).same, func(s *storyOf) any { return t.story(s) })
	l.findings, now.lists[2] = retell(l.findings, n.findingsOf(), equal, func(f *findingOf) any { return t.finding(f) })
	l.problems, now.lists[3] = retell(l.problems, n.problemsOf(), equal, func(f *findingOf) any { return t.finding(f) })
	l.changes, now.lists[4] = retell(l.changes, n.changesOf(), equal, func(c *changeOf) any { return t.change(c) })
	if l.last != nil {
		now.from, now.change = l.last.version, now.changeOf(l.last)
	}
	l.last = now
	return now
}

func equal[T comparable](a, b *T) bool { return *a == *b }

// inside is a JSON object without its braces.
func inside(v any) []byte {
	b := inJSON(v)
	return b[1 : len(b)-1]
}

func (n *snapshot) pagesOf() []pageOf {
	out := make([]pageOf, len(n.sheets))
	for i, sh := range n.sheets {
		p := n.ed.Doc.Pages[i]
		out[i] = pageOf{name: p.Name, section: p.Section, tag: sh.tag, trim: p.Trim, changed: sh.changed, pieces: sh.pieces, fit: n.spread().fits[i], counts: n.spread().counts[i]}
		if i < len(n.ed.Pages) {
			out[i].empty = n.ed.Pages[i].Empty
		}
	}
	return out
}

func (n *snapshot) storiesOf() []storyOf {
	if n.ed == nil {
		return nil
	}
	out := make([]storyOf, len(n.ed.Stories))
	for i := range out {
		s := &n.ed.Stories[i]
		if out[i].Story = s; s.Page >= 0 {
			out[i].pageName, out[i].parts = n.ed.Doc.Pages[s.Page].Name, n.spread().parts[s.ID]
		}
	}
	return out
}

func (n *snapshot) findingsOf() []findingOf {
	if n.ed == nil {
		return nil
	}
	out := make([]findingOf, len(n.ed.Findings))
	for i := range out {
		out[i].Finding = n.ed.Findings[i]
	}
	for _, sh := range n.sheets {
		number(sh.at, sh.spots, func(i, k int, r unit.Rect) { out[i].number, out[i].rect = k, r })
	}
	return out
}

func (n *snapshot) problemsOf() []findingOf {
	out := make([]findingOf, len(n.problems))
	for i := range out {
		out[i].Finding = n.problems[i]
	}
	return out
}

func (n *snapshot) changesOf() []changeOf {
	if n.ed == nil {
		return nil
	}
	out := make([]changeOf, len(n.ed.Changes))
	for i := range out {
		c := &n.ed.Changes[i]
		out[i] = changeOf{at: Place{c.Note.File, int(c.Note.Line), int(c.Note.Col)}, story: c.Note.Story, page: c.Page, text: c.Text}
	}
	for _, sh := range n.sheets {
		number(sh.sinceAt, sh.sinceSpots, func(i, k int, r unit.Rect) { out[i].number, out[i].rect = k, r })
	}
	return out
}

// number gives those of a page, at places of the list, their numbers and places.
func number(at []int, spots []proof.Spot, give func(i, number int, place unit.Rect)) {
	for k, spot := range spots {
		give(at[spot.Note], k+1, spot.Place)
	}
}

// placed is the box of a place; nil: there is none.
func placed(r unit.Rect) *box {
	if r.Empty() {
		return nil
	}
	b := boxOf(r)
	return &b
}

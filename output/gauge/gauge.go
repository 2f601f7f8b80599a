// Package gauge measures printed pages, anybody's PDF: the size and leading of the text, its
// columns, heads with the white about them, rules. What comes out are figures, and a page template
// and styles that come near.
//
//	p := gauge.Measure(page) // of pdfread
//	fmt.Println(p.Body.Size, p.Columns.Count, p.Heads[0].White)
//	paper, template := gauge.Sketch(p)
//
// Lengths are hundredths of a point, ratios and white hundredths of what they are measured by.
//
// What is set downwards is measured as lines are, on the page turned by a quarter (turned.go): of
// pages of vertical text all of it, of others the heads that stand beside their text.
package gauge

import (
	"cmp"
	"slices"

	"banxin/output/pdfread"
)

// Page is a printed page in figures.
type Page struct {
	Number  int     `json:"page"`
	W       int     `json:"width"` // of the trim, in hundredths of a point, as all lengths are
	H       int     `json:"height"`
	Body    Type    `json:"body"`
	Leading int     `json:"leading"`
	Area    Area    `json:"area"` // that the text takes
	Columns Columns `json:"columns"`
	Heads   []Head  `json:"heads"`
	Level   int     `json:"level_rules"`        // how many
	Upright int     `json:"upright_rules"`      // how many
	Down    bool    `json:"vertical,omitempty"` // the text runs downwards; columns are as deep as they would be wide
	Unread  bool    `json:"unread,omitempty"`   // there is no text of which a size could be told
}

// Type is a size of a face.
type Type struct {
	Size int    `json:"size"`
	Font string `json:"font"`
	Face string `json:"face"` // what banxin has for it: 宋, 标宋 …
}

// Area is a rectangle of a page.
type Area struct {
	Left   int `json:"left"`
	Top    int `json:"top"`
	Right  int `json:"right"`
	Bottom int `json:"bottom"`
}

// Columns are the basic columns of a page, and the measures that its text is set in.
type Columns struct {
	Count    int       `json:"count"`
	Width    int       `json:"width"`
	Gutter   int       `json:"gutter"`
	Chars    int       `json:"chars"` // a line
	Sure     int       `json:"sure"`  // how many of 100 lines begin and end where these columns do
	Measures []Setting `json:"measures"`
}

// Common tells whether a page has basic columns at all: of one on which each story has columns of its own
// few lines stand in those that were found.
func (c *Columns) Common() bool { return c.Count > 0 && c.Sure >= leastSure }

// leastSure is from how many of 100 lines on that stand in them columns are the page's.
const leastSure = 25

// Setting is a measure that columns have.
type Setting struct {
	Width int `json:"width"`
	Lines int `json:"lines"` // of it
}

// Head is a headline with what belongs to it.
type Head struct {
	Text    string `json:"text"`
	Type    Type   `json:"type"`
	X       int    `json:"x"`
	Y       int    `json:"y"` // of the upper edge
	Width   int    `json:"width"`
	Lines   int    `json:"lines"`
	Kicker  int    `json:"kicker"`      // its size by the headline's, in percent; 0: none
	KWide   int    `json:"kicker_wide"` // its width by the headline's
	KFace   string `json:"kicker_face,omitempty"`
	Deck    int    `json:"deck"`
	DWide   int    `json:"deck_wide"`
	DFace   string `json:"deck_face,omitempty"`
	White   int    `json:"white"`             // below it, or beside it if it runs downwards, in hundredths of a line
	Down    bool   `json:"upright,omitempty"` // it runs downwards
	Centred bool   `json:"centred"`
}

// Measure measures a page.
func Measure(p *pdfread.Page) *Page {
	out := &Page{Number: p.Number, W: p.W, H: p.H, Heads: []Head{}}
	m, across := meters(p, out)
	if m.body(); out.Body.Size == 0 {
		out.Unread = true
		return out
	}
	m.leading()
	m.columns()
	m.heads()
	across.heads()
	m.count(p)
	if out.Down {
		out.Area = out.Area.back(p.W)
	}
	return out
}

// meter is the work on what runs in one direction on a page.
type meter struct {
	all    []segment     // from the top, and from the left
	text   []segment     // of the body's size
	rules  []pdfread.Box // rules and the sides of frames
	things []pdfread.Box // pictures, and text that runs in the other direction
	turned bool          // what runs downwards, on the page turned
	aside  bool          // what does not run as most of the text does
	wide   int           // how wide the page is that was turned
	out    *Page
}

// segment is a stretch of a line without a gap, of one size.
type segment struct {
	x0, x1, y int // y of the baseline
	size      int
	font      *pdfread.Font
	text      string
	chars     int
}

func (s *segment) top() int  { return s.y - s.size*88/100 }
func (s *segment) foot() int { return s.y + s.size*12/100 }

// over tells whether two segments stand over one another.
func (s *segment) over(o *segment) bool { return min(s.x1, o.x1) > max(s.x0, o.x0) }

// gap is from which white on, in percent of the size, a line is two: a column's gutter is a
// character, spread letters stand half of one apart. Where the type changes less does; behind a mark
// that ends a line, half of which hangs in the gutter, it is counted from its ink.
const gap, otherGap, inkGap = 56, 40, 85

// parts tells whether a character begins another stretch than the one before it.
func (s *segment) parts(c *pdfread.Char) bool {
	d := 100 * (c.X - s.x1)
	return d > s.size*gap || differ(c.Size, s.size) || d > s.size*otherGap && c.Font != s.font || 100*(c.X-s.to()) > s.size*inkGap
}

// segments puts characters together to stretches of lines.
func segments(chars []pdfread.Char) (out []segment) {
	slices.SortStableFunc(chars, func(a, b pdfread.Char) int { return cmp.Or(cmp.Compare(a.Y, b.Y), cmp.Compare(a.X, b.X)) })
	for from := 0; from < len(chars); {
		to := from + 1
		for to < len(chars) && chars[to].Y-chars[to-1].Y <= 10 && chars[to].Y-chars[from].Y <= 60 {
			to++
		}
		line := chars[from:to]
		slices.SortStableFunc(line, func(a, b pdfread.Char) int { return cmp.Compare(a.X, b.X) })
		var s *segment
		for i := range line {
			c := &line[i]
			if s == nil || s.parts(c) {
				out = append(out, segment{x0: c.X, y: c.Y, size: c.Size, font: c.Font})
				s = &out[len(out)-1]
			}
			s.x1, s.text, s.chars = max(s.x1, c.X+c.DX), s.text+c.Text, s.chars+1
		}
		from = to
	}
	return out
}

// differ tells whether two sizes are not one.
func differ(a, b int) bool { return max(a-b, b-a)*25 > max(a, b) }

// most is the value that weighs most, the smaller of equals; values stand in steps of grain.
func most(weights map[int]int, grain int) (value, weight int) {
	sums := map[int]int{}
	for v, w := range weights {
		sums[(v+grain/2)/grain*grain] += w
	}
	for v, w := range sums {
		if w > weight || w == weight && v < value {
			value, weight = v, w
		}
	}
	return value, weight
}

// body finds the type of most of the text.
func (m *meter) body() {
	sizes := map[int]int{}
	for _, s := range m.all {
		sizes[s.size] += s.chars
	}
	size, _ := most(sizes, 5)
	fonts := map[string]int{}
	for i := range m.all {
		if s := &m.all[i]; !differ(s.size, size) {
			m.text = append(m.text, *s)
			if s.font != nil {
				fonts[s.font.Name] += s.chars
			}
		}
	}
	name := ""
	for n, k := range fonts {
		if k > fonts[name] || k == fonts[name] && n < name {
			name = n
		}
	}
	m.out.Body = Type{size, name, face(name, false, size, size)}
}

// leading is the distance of most lines from the next one below them.
func (m *meter) leading() {
	steps := map[int]int{}
	size := m.out.Body.Size
	for i := range m.text {
		for k := i + 1; k < len(m.text); k++ {
			a, b := &m.text[i], &m.text[k]
			if d := b.y - a.y; d > size*5/2 {
				break
			} else if d > size && a.over(b) && max(a.x0-b.x0, b.x0-a.x0) < size*3 {
				steps[d] += min(a.chars, b.chars)
				break
			}
		}
	}
	if m.out.Leading, _ = most(steps, 5); m.out.Leading == 0 {
		m.out.Leading = size * 13 / 10
	}
}

// count counts the lines of the page that are longer than two characters.
func (m *meter) count(p *pdfread.Page) {
	for _, r := range p.Rules {
		switch least := 2 * m.out.Body.Size; {
		case r.H() > r.W() && r.H() > least:
			m.out.Upright++
		case r.W() > least:
			m.out.Level++
		}
	}
}

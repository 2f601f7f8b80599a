package compare

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"banxin/editions"
	"banxin/editions/source"
)

// Roles of parts: those of the texts of a story, and of what is compared beside them.
const (
	Label     = string(editions.RoleLabel)
	Kicker    = string(editions.RoleKicker)
	Headline  = string(editions.RoleHeadline)
	Deck      = string(editions.RoleDeck)
	Byline    = string(editions.RoleByline)
	Lead      = string(editions.RoleLead)
	Paragraph = string(editions.RoleParagraph)
	Subhead   = string(editions.RoleSubhead)
	Quote     = string(editions.RoleQuote)
	Item      = string(editions.RoleItem) // its marker included
	Row       = "row"                     // of a table, its cells
	Picture   = "picture"                 // its file; it has no text on the page
	Caption   = string(editions.RoleCaption)
	Credit    = string(editions.RoleCredit)
	Signoff   = string(editions.RoleSignoff)
	Note      = string(editions.RoleNote)
)

// Roles lists the roles of parts.
var Roles = rolesOfParts()

func rolesOfParts() (list []string) {
	for _, r := range editions.Roles() {
		switch r {
		case editions.RoleCell:
			list = append(list, Row)
		case editions.RoleCaption:
			list = append(list, Picture, Caption)
		default:
			list = append(list, string(r))
		}
	}
	return list
}

// Of returns an edition as it is. Digests, furniture and lines of the pages are not known
// to it; its Pages are those of the edition.
func Of(ed *editions.Edition) *Round { return new(Memory).Of(ed) }

// Memory remembers the stories of the last two editions that it was asked about: one that is the
// same value as it was (editions.Recall) has the same parts, in the same place in memory. The zero
// value remembers nothing. It is for one goroutine.
type Memory struct {
	now, before map[*editions.Story]*Story
	seen, saw   map[*editions.Image]string // digests of the adverts' pictures in the last edition and in the one before
}

// image is the digest of a picture, which does not change.
func (m *Memory) image(i *editions.Image) string {
	sum, known := m.saw[i]
	if !known {
		sum = imageDigest(i)
	}
	m.seen[i] = sum
	return sum
}

// story is a story without its places.
func (m *Memory) story(s *editions.Story) Story {
	was := m.before[s]
	if was == nil {
		one := storyOf(s)
		was = &one
	}
	m.now[s] = was
	return *was
}

// Of is the function of that name, with less to do.
func (m *Memory) Of(ed *editions.Edition) *Round {
	m.now, m.before = make(map[*editions.Story]*Story, len(ed.Stories)), m.now
	m.seen, m.saw = map[*editions.Image]string{}, m.seen
	d := ed.Date
	r := &Round{
		Schema: Schema, Paper: ed.Paper.Name, Code: ed.Paper.Code, Issue: ed.Issue,
		Date: fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day),
	}
	where := make(map[string][]Place, len(ed.Stories))
	r.Stories = slices.Grow(r.Stories, len(ed.Stories))
	for _, p := range ed.Pages {
		pg := Page{Number: p.Number, Name: p.Name, Section: p.Section}
		for _, pl := range p.Placed {
			if a := pl.Advert; a != nil {
				pg.Adverts = append(pg.Adverts, Advert{pl.Slot, a.Path, m.image(a.Image)})
			}
			if s := p.Template.Slot(pl.Slot); s == nil || s.Kind != editions.StorySlot {
				continue
			}
			for _, id := range pl.Stories {
				where[id] = append(where[id], Place{p.Number, pl.Slot})
			}
		}
		r.Pages = append(r.Pages, pg)
	}
	for _, s := range ed.Stories {
		one := m.story(s)
		one.Places = where[s.ID]
		r.Stories = append(r.Stories, one)
	}
	return r
}

// imageDigest stands for a picture's bytes, in 12 hexadecimal digits.
func imageDigest(i *editions.Image) string {
	if i == nil {
		return "missing"
	}
	sum := sha256.Sum256(i.Data)
	return hex.EncodeToString(sum[:6])
}

func storyOf(s *editions.Story) Story {
	b := &builder{file: s.File}
	b.block = -1
	for p := range s.Parts() { // a by-line that ends the text is compared with the head: where it stands is no change
		if p.Block < 0 {
			b.add(p)
		}
	}
	for i, block := range s.Blocks { // a picture without a caption is compared too
		b.end()
		b.block = i
		if p, ok := block.(*editions.Picture); ok {
			b.picture(p)
		}
		for p := range editions.PartsOf(block) {
			b.add(p)
		}
	}
	b.end()
	return Story{ID: s.ID, Title: s.Title(), File: s.File.Name, Parts: b.parts}
}

// builder takes a story to parts.
type builder struct {
	file  *source.File
	block int
	parts []Part
	open  *partBuilder // the part that the next text may belong to
}

// add takes in a text: the lines of one role of the head are one part, and the cells of a row.
func (b *builder) add(p editions.Part) {
	at := b.file.Pos(p.Span)
	switch {
	case p.Block < 0 && p.Index > 0:
		b.open.put("\n", at, false)
	case p.Role == editions.RoleCell && p.Column > 0:
		b.open.put("\t", at, false)
	case p.Role == editions.RoleCell:
		b.begin(Row)
	default:
		b.begin(string(p.Role))
	}
	if p.Marker != "" {
		b.open.put(p.Marker, at, false)
	}
	if p.Role == editions.RoleItem {
		b.open.put("\t", at, false)
	}
	b.open.text(b.file, *p.Text)
	b.open.head = p.Head
}

func (b *builder) picture(p *editions.Picture) {
	at := b.begin(Picture)
	at.put(p.Path, b.file.Pos(p.Span), false)
	at.style = append(at.style, imageDigest(p.Image))
	var focus [2]int
	group := 0
	if p.Group != nil {
		group = len(p.Group.Pictures)
	}
	if p.Focus != nil {
		focus = *p.Focus
	}
	for _, v := range []struct {
		name  string
		value any
		said  bool
	}{{"columns", p.Width, p.Width > 0}, {"ink", p.Ink, p.Ink != ""}, {"focus", focus, p.Focus != nil}, {"outline", p.Outline, len(p.Outline) > 0}, {"alt", p.Alt, p.Alt != ""}, {"at", p.At, p.At != ""}, {"caption-at", p.CaptionAt.String(), p.CaptionAt != editions.CaptionUnsaid}, {"whole", "", p.Whole}, {"group of", group, group > 0}} {
		if v.said {
			at.style = append(at.style, strings.TrimSpace(fmt.Sprint(v.name, " ", v.value)))
		}
	}
	b.end()
}

// begin ends the part before and begins the next.
func (b *builder) begin(role string) *partBuilder {
	b.end()
	b.open = &partBuilder{Part: Part{Role: role, Block: b.block}}
	return b.open
}

func (b *builder) end() {
	p := b.open
	if p == nil {
		return
	}
	if p.head {
		p.style = append(p.style, "head")
	}
	p.Style = strings.Join(p.style, "; ")
	b.parts, b.open = append(b.parts, p.Part), nil
}

// partBuilder puts a part together.
type partBuilder struct {
	Part
	count int // characters so far
	style []string
	head  bool // a row of headings
}

// put adds text that stands at a place of the file, there character by character when
// exact.
func (p *partBuilder) put(s string, at source.Pos, exact bool) {
	if s == "" {
		return
	}
	p.At = append(p.At, spot{p.count, at.Line, at.Col, exact})
	p.Text += s
	p.count += utf8.RuneCountInString(s)
}

func (p *partBuilder) text(file *source.File, t editions.Text) {
	for _, r := range t.Runs {
		p.put(r.Text, file.Pos(r.Span), r.Verbatim)
		for _, name := range r.Marks.Names() {
			p.style = append(p.style, fmt.Sprintf("%s “%s”", name, r.Text))
		}
		for _, v := range []struct{ name, value string }{{"ruby", r.Ruby}, {"link", r.Link}, {"tint", r.Tint}} {
			if v.value != "" {
				p.style = append(p.style, fmt.Sprintf("%s “%s” %s", v.name, r.Text, v.value))
			}
		}
	}
}

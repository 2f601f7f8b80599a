package compare

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"

	"banxin/editions"
	"banxin/editions/source"
)

// Roles of parts.
const (
	Label     = "label"    // 栏目
	Kicker    = "kicker"   // 引题
	Headline  = "headline" // 主题
	Deck      = "deck"     // 副题
	Byline    = "byline"   // 署名
	Lead      = "lead"     // 导语
	Paragraph = "p"
	Subhead   = "subhead" // 小标题
	Quote     = "quote"   // 引文
	Item      = "li"      // of a list, its marker included
	Row       = "row"     // of a table
	Picture   = "picture" // its file; it has no text on the page
	Caption   = "caption" // 图说, or the title of a table
	Credit    = "credit"  // 摄影
	Signoff   = "signoff" // 落款
	Note      = "note"    // 注
)

// Roles lists the roles of parts.
var Roles = []string{Label, Kicker, Headline, Deck, Byline, Lead, Paragraph, Subhead, Quote, Item, Row, Picture, Caption, Credit, Signoff, Note}

// paragraphRoles are the roles of the kinds of paragraph.
var paragraphRoles = [...]string{
	editions.Plain: Paragraph, editions.LeadText: Lead, editions.SubheadText: Subhead, editions.QuoteText: Quote,
	editions.SignoffText: Signoff, editions.ListItemText: Item, editions.NoteLine: Note, editions.GroupCaption: Caption,
}

func roleOf(k editions.Kind) string {
	if int(k) < len(paragraphRoles) && paragraphRoles[k] != "" {
		return paragraphRoles[k]
	}
	return Paragraph
}

// Of returns an edition as it is. Digests, furniture and lines of the pages are not known
// to it; its Pages are those of the edition.
func Of(ed *editions.Edition) *Round {
	d := ed.Date
	r := &Round{
		Schema: Schema, Paper: ed.Paper.Name, Code: ed.Paper.Code, Issue: ed.Issue,
		Date: fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day),
	}
	where := map[string][]Place{}
	for _, p := range ed.Pages {
		pg := Page{Number: p.Number, Name: p.Name, Section: p.Section}
		for _, pl := range p.Placed {
			if a := pl.Advert; a != nil {
				pg.Adverts = append(pg.Adverts, Advert{pl.Slot, a.Path, imageDigest(a.Image)})
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
		r.Stories = append(r.Stories, storyOf(s, where[s.ID]))
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

func storyOf(s *editions.Story, where []Place) Story {
	b := &builder{file: s.File, block: -1}
	b.lines(Label, []editions.Text{s.Label})
	b.lines(Kicker, s.Kicker)
	b.lines(Headline, s.Headline)
	b.lines(Deck, s.Deck)
	b.lines(Byline, []editions.Text{s.Byline})
	for i, bl := range s.Blocks {
		b.block = i
		b.add(bl)
	}
	return Story{ID: s.ID, Title: s.Title(), File: s.File.Name, Places: where, Parts: b.parts}
}

// builder takes a story to parts.
type builder struct {
	file  *source.File
	block int
	parts []Part
}

func (b *builder) add(block editions.Block) {
	switch bl := block.(type) {
	case *editions.Paragraph:
		b.lines(roleOf(bl.Kind), []editions.Text{bl.Text})
	case *editions.List:
		for _, it := range bl.Items {
			p := b.begin(Item)
			p.put(it.Marker, b.file.Pos(it.Span), false)
			p.put("\t", b.file.Pos(it.Span), false)
			p.text(b.file, it.Text)
			b.end(p)
		}
	case *editions.Table:
		b.lines(Caption, []editions.Text{bl.Caption})
		for i, row := range bl.Rows {
			p := b.begin(Row)
			for c, cell := range row {
				if c > 0 {
					p.put("\t", b.file.Pos(cell.Span), false)
				}
				p.text(b.file, cell)
			}
			if i < bl.Head {
				p.style = append(p.style, "head")
			}
			b.end(p)
		}
	case *editions.Picture:
		b.picture(bl)
	}
}

// lines adds a part of several lines, if it has any text.
func (b *builder) lines(role string, texts []editions.Text) {
	p := b.begin(role)
	for i, t := range texts {
		if i > 0 {
			p.put("\n", b.file.Pos(t.Span), false)
		}
		p.text(b.file, t)
	}
	if p.Text != "" {
		b.end(p)
	}
}

// captionPlaces are where captions stand.
var captionPlaces = [...]string{editions.CaptionUnsaid: "", editions.Below: "below", editions.Above: "above", editions.Beside: "beside", editions.Over: "over"}

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
	}{{"columns", p.Width, p.Width > 0}, {"ink", p.Ink, p.Ink != ""}, {"focus", focus, p.Focus != nil}, {"outline", p.Outline, len(p.Outline) > 0}, {"alt", p.Alt, p.Alt != ""}, {"at", p.At, p.At != ""}, {"caption-at", captionPlaces[p.CaptionAt], p.CaptionAt != editions.CaptionUnsaid}, {"whole", "", p.Whole}, {"group of", group, group > 0}} {
		if v.said {
			at.style = append(at.style, strings.TrimSpace(fmt.Sprint(v.name, " ", v.value)))
		}
	}
	b.end(at)
	b.lines(Caption, []editions.Text{p.Caption})
	b.lines(Credit, []editions.Text{p.Credit})
}

func (b *builder) begin(role string) *partBuilder {
	return &partBuilder{Part: Part{Role: role, Block: b.block}}
}

func (b *builder) end(p *partBuilder) {
	p.Style = strings.Join(p.style, "; ")
	b.parts = append(b.parts, p.Part)
}

// partBuilder puts a part together.
type partBuilder struct {
	Part
	count int // characters so far
	style []string
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

// markNames name the appearances of a run, by bit.
var markNames = []string{"emphasis", "strong", "super", "name", "title", "deceased", "underline"}

func (p *partBuilder) text(file *source.File, t editions.Text) {
	for _, r := range t.Runs {
		p.put(r.Text, file.Pos(r.Span), r.Verbatim)
		for i, name := range markNames {
			if r.Marks&(1<<i) != 0 {
				p.style = append(p.style, fmt.Sprintf("%s “%s”", name, r.Text))
			}
		}
		for _, v := range []struct{ name, value string }{{"ruby", r.Ruby}, {"link", r.Link}, {"tint", r.Tint}} {
			if v.value != "" {
				p.style = append(p.style, fmt.Sprintf("%s “%s” %s", v.name, r.Text, v.value))
			}
		}
	}
}

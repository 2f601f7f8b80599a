package epub

import (
	"fmt"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/fonts"
	"banxin/output/internal/markup"
	"banxin/output/internal/prose"
	"banxin/output/internal/voice"
)

// FontMode says which of the paper's typefaces the book brings along, cut down to the
// characters that it needs.
type FontMode uint8

const (
	FontsNone      FontMode = iota // the reader's own type throughout
	FontsHeadlines                 // kickers, headlines, decks and subheads
	FontsAll                       // everything
)

// setting says which parts of the book are set in a style of the paper.
type setting struct {
	style    editions.StyleName
	selector string
	heads    bool // also for FontsHeadlines
}

var settings = []setting{
	{editions.Kicker, ".kicker", true},
	{editions.Headline, "article h1", true},
	{editions.Deck, ".deck", true},
	{editions.Subhead, "article h2, article h3", true},
	{editions.Label, ".label", false},
	{editions.Byline, ".byline", false},
	{editions.Lead, "p.lead", false},
	{editions.Body, "article p", false},
	{editions.DatelineText, ".dateline", false},
	{editions.Quote, "blockquote p", false},
	{editions.ListStyle, "article li", false},
	{editions.TableText, "table", false},
	{editions.Caption, "figcaption, caption", false},
	{editions.NoteText, "p.note", false},
	{editions.Signoff, "p.signoff", false},
}

// settingsOf are those of a book: the styles of the paper's own stand last.
func settingsOf(p *editions.Paper) []setting {
	all := settings[:len(settings):len(settings)]
	for _, r := range editions.KindRoles() {
		all = append(all, setting{editions.StyleOf(r), "p." + string(r), false})
	}
	for _, name := range p.Own {
		all = append(all, setting{name, "p." + prose.OwnClass(name), false})
	}
	return all
}

// typeface is a face cut down to what the book needs. Letters of Latin script that a
// style sets in a face of its own are a typeface apart: its name stands first in the
// style, and must not answer for Han characters.
type typeface struct {
	face   *fonts.Face
	latin  bool
	runes  []rune
	family string
}

// typesetter gathers the characters of each typeface.
type typesetter struct {
	b     *book
	cat   *fonts.Catalog
	faces []*typeface
	css   strings.Builder
}

// addFonts takes in the typefaces and appends their rules to the style sheet.
func (b *book) addFonts(cat *fonts.Catalog) error {
	if b.o.Fonts == FontsNone || cat == nil {
		return nil
	}
	t := typesetter{b: b, cat: cat}
	for _, s := range settingsOf(b.ed.Paper) {
		if style := b.ed.Paper.Styles[s.style]; style != nil && (s.heads || b.o.Fonts == FontsAll) {
			t.set(s, voice.Largest(style))
		}
	}
	css := t.css.String()
	t.css.Reset()
	for i, f := range t.faces {
		if err := t.embed(i, f); err != nil {
			return err
		}
	}
	b.style.data = []byte(string(b.style.data) + t.css.String() + css)
	return nil
}

// set writes the rules of one style, and gathers its characters.
func (t *typesetter) set(s setting, style *editions.Style) {
	var plain, strong []editions.Run
	for _, a := range t.b.articles {
		for _, text := range styled(a.story, s.style) {
			for _, r := range text.Runs {
				if r.Marks&editions.Strong != 0 && len(style.Strong) > 0 {
					strong = append(strong, r)
				} else {
					plain = append(plain, r)
				}
			}
		}
	}
	t.rule(s.selector, plain, style.Fonts, style.Latin)
	if len(strong) > 0 {
		var inside []string
		for sel := range strings.SplitSeq(s.selector, ", ") {
			inside = append(inside, sel+" strong")
		}
		t.rule(strings.Join(inside, ", "), strong, style.Strong, style.Latin)
	}
}

func (t *typesetter) rule(selector string, runs []editions.Run, han, latin []string) {
	var families []string
	use := func(f *typeface) {
		if !slices.Contains(families, f.family) {
			families = append(families, f.family)
		}
	}
	hanFaces, latinFaces := t.cat.Chain(han...), t.cat.Chain(latin...)
	own := len(latinFaces) > 0 && !slices.Equal(han, latin)
	var ofHan []*typeface
	for _, run := range runs {
		for _, r := range run.Text {
			if r <= ' ' || !markup.Allowed(r) {
				continue
			}
			if own && (prose.Latin(r) || r < 0x7F) {
				if face, g := latinFaces.Find(r); g != 0 {
					use(t.need(face, true, r))
					continue
				}
			}
			if face, g := hanFaces.Find(r); g != 0 {
				ofHan = append(ofHan, t.need(face, false, r))
			}
		}
	}
	for _, face := range hanFaces { // in the order of the chain
		for _, f := range ofHan {
			if f.face == face {
				use(f)
				break
			}
		}
	}
	if len(families) > 0 {
		fmt.Fprintf(&t.css, "%s { font-family: \"%s\"; font-weight: normal; }\n", selector, strings.Join(families, `", "`))
	}
}

// need notes that a typeface shows a character.
func (t *typesetter) need(face *fonts.Face, latin bool, r rune) *typeface {
	for _, f := range t.faces {
		if f.face == face && f.latin == latin {
			if i, found := slices.BinarySearch(f.runes, r); !found {
				f.runes = slices.Insert(f.runes, i, r)
			}
			return f
		}
	}
	f := &typeface{face: face, latin: latin, runes: []rune{r}, family: fmt.Sprintf("edition-%d", len(t.faces)+1)}
	t.faces = append(t.faces, f)
	return f
}

// embed cuts a face down, under a name of its own: licences keep theirs for the whole face.
func (t *typesetter) embed(i int, f *typeface) error {
	data, err := f.data(i)
	if err != nil {
		return fmt.Errorf("epub: font %s: %w", f.face.Name(), err)
	}
	m := t.b.addMedia("fonts", f.family, "ttf", data)
	fmt.Fprintf(&t.css, "@font-face { font-family: \"%s\"; src: url(\"../%s\"); }\n", f.family, m.href())
	return nil
}

// data is the font file: whole where the licence wants that.
func (f *typeface) data(i int) ([]byte, error) {
	if f.face.OnlyWhole() {
		return f.face.Whole(), nil
	}
	return f.face.SubsetText(f.runes, fmt.Sprintf("Edition Subset %d", i+1))
}

// styled returns the texts of a story that are set in a style.
func styled(s *editions.Story, name editions.StyleName) (ts []editions.Text) {
	for p := range s.Parts() {
		if name == editions.DatelineText {
			ts = append(ts, editions.Text{Runs: slices.DeleteFunc(slices.Clone(p.Text.Runs), func(r editions.Run) bool { return r.Marks&editions.Dateline == 0 })})
		}
		if p.Style == name {
			ts = append(ts, prose.Written(p))
		}
	}
	return ts
}

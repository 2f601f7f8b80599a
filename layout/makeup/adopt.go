package makeup

import (
	"regexp"
	"slices"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/editions/splice"
)

// Adopt returns edition.yaml with the pages of a version in it: each made-up page has the template
// of the name that name gives it, and its stories under 稿件. All else stays as it is, comments
// too. It is an error where the file is written in a way that has no place for that.
func (v Version) Adopt(yaml []byte, name func(page int) string) ([]byte, error) {
	d, err := splice.Open("edition.yaml", yaml)
	if err != nil {
		return nil, err
	}
	for i, pg := range v.Edition.Pages {
		k := slices.IndexFunc(v.Made, func(m Made) bool { return m.Page == pg.Number })
		if k < 0 {
			continue
		}
		if err := d.Template(i, name(pg.Number)); err != nil {
			return nil, err
		}
		if err := insert(v.Edition, d, v.placed(&v.Made[k])); err != nil {
			return nil, err
		}
	}
	return v.remarked(d), nil
}

// NowRemark begins the remark, of an edition that banxin has begun, that says which template stands
// for the kind of a page. It and SlotsRemark are no longer true when the page has another template.
const NowRemark = "# 现在是 "

var (
	slotsRemark = regexp.MustCompile(slotsBegin + `[^\r\n]*`)
	nowRemark   = regexp.MustCompile(`[ \t]+` + NowRemark + `[^\r\n]*`)
)

// remarked is the file with the remarks on made-up pages as they are true now.
func (v Version) remarked(d *splice.Doc) []byte {
	text := d.Bytes()
	names := editions.Names("edition", "pages")
	pages := d.Get(splice.Key(names[0], names[1:]...))
	if pages == nil || len(pages.Items) != len(v.Edition.Pages) {
		return text
	}
	for i := len(pages.Items) - 1; i >= 0; i-- { // from the last, so that places hold
		pg, from, to := v.Edition.Pages[i], pages.Items[i].Span.Start, len(text)
		if !slices.ContainsFunc(v.Made, func(m Made) bool { return m.Page == pg.Number }) {
			continue
		}
		if i+1 < len(pages.Items) {
			to = pages.Items[i+1].Span.Start
		}
		part := nowRemark.ReplaceAll(text[from:to], nil)
		part = slotsRemark.ReplaceAllLiteral(part, []byte(SlotsRemark(pg.Template)))
		text = slices.Concat(text[:from], part, text[to:])
	}
	return text
}

// placed lists where the stories of a made-up page stand.
func (v Version) placed(m *Made) (gs []Suggestion) {
	i := slices.IndexFunc(v.Edition.Pages, func(pg *editions.Page) bool { return pg.Number == m.Page })
	for _, pl := range v.Edition.Pages[i].Placed {
		if s := v.Edition.Pages[i].Template.Slot(pl.Slot); s != nil && s.Kind == editions.StorySlot {
			gs = append(gs, Suggestion{Stories: pl.Stories, Page: m.Page, Slot: pl.Slot})
		}
	}
	return gs
}

// Gap is a page that stays empty, and why.
type Gap struct {
	Page int
	Why  source.Message
}

// Unmade are the pages of an edition that could be made up and stay empty. Those that adverts fill
// could not.
func Unmade(ed *editions.Edition) (out []Gap) {
	left := unplaced(ed)
	for _, pg := range ed.Pages {
		if !vacantPage(pg) {
			continue
		}
		_, lines := room(pg.Template)
		why := source.Msg("none-of-stories-can-stand-on-page", len(left))
		switch {
		case lines < fewestLines && slices.ContainsFunc(pg.Template.Slots, func(s *editions.Slot) bool { return s.Kind == editions.AdvertSlot }):
			continue
		case lines < fewestLines:
			why = source.Msg("page-has-too-few-lines-for-story", max(lines, 0))
		case len(left) == 0:
			why = source.Msg("no-story-is-left-for-page")
		}
		out = append(out, Gap{pg.Number, why})
	}
	return out
}

// withDots says which template to give a page that is to be made up: the paper's kind of such pages, or else the
// library's of the size that the edition's pages have.
func withDots(ed *editions.Edition) source.Message {
	if ed.Paper.Preferred.Auto != "" {
		return source.Msg("give-page-template-whose-dots-in", "自动")
	}
	for _, p := range ed.Pages {
		if p.Template == nil {
			continue
		}
		if name := editions.AutoTemplate(p.Template.Width, p.Template.Height); name != "" {
			return source.Msg("give-page-template-whose-dots-in", name)
		}
	}
	return source.Msg("draw-template-with-dots")
}

// Idle says why Auto has nothing to make up of an edition, and what to do: no page waits for it, or
// no story is left, or the stories fit none of the pages.
func Idle(ed *editions.Edition) (why, remedy source.Message) {
	stories := len(waiting(ed))
	switch {
	case len(Unmade(ed)) == 0:
		return source.Msg("no-page-waits-to-be-made-up"), withDots(ed)
	case stories == 0:
		return source.Msg("no-story-waits-to-be-made-up"), source.Msg("leave-stories-for-pages")
	}
	return source.Msg("stories-fit-no-page", stories), source.Msg("shorter-stories-or-other-template")
}

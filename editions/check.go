package editions

import (
	"cmp"
	"slices"
	"strings"

	"banxin/editions/source"
)

// check looks over the loaded stories: what a reader would miss at once.
func (l *loader) check(ed *Edition) {
	ids := map[string]bool{}
	for _, s := range ed.Stories {
		ids[s.ID] = true
	}
	for _, s := range ed.Stories {
		l.looks(ed.Paper, s)
		for _, b := range s.Tables() { // whose cells may be of another file
			for p := range PartsOf(b) {
				s.mark(p.Text)
			}
		}
		if s.tinted || ed.Paper.Styles[DatelineText].Off {
			l.tints(ed.Paper, s)
		}
		if s.linked {
			for p := range s.Parts() {
				l.linked(ids, s, p.Text)
				l.severed(ed, s, p.Text)
			}
		}
		if !l.bad[s] {
			l.checkStory(s)
		}
	}
	l.groups(ed)
}

// Whole is the story's file as it was read, with what is told of and set nowhere.
func (s *Story) Whole() []byte { return cmp.Or(s.whole, s.File).Data }

// mark notes whether a text of a story is on a colour, and whether it has links: few have.
func (s *Story) mark(t *Text) {
	for i := range t.Runs {
		s.tinted = s.tinted || t.Runs[i].Tint != ""
		s.linked = s.linked || t.Runs[i].Link != ""
	}
}

func (l *loader) checkStory(s *Story) {
	note := func(code string, span source.Span, msg, hint source.Message) {
		l.found.Add(source.New(code, s.File.Pos(span), msg, hint).Of(s.ID))
	}
	front := source.Span{Start: s.Span.Start, End: s.Span.Start}
	for _, p := range s.Pictures() {
		if p.Group != nil {
			checkGroup(p, note)
			continue
		}
		if p.Formula {
			continue // it is text
		}
		if p.Image == nil && p.Caption.IsEmpty() {
			continue // that there is none has been told; what it shows nobody says before it is there
		}
		if p.Caption.IsEmpty() {
			note("PIC-CAPTION", p.Span, source.Msg("picture-no-caption", p.Path), source.Msg("write-between-brackets"))
		} else if says := p.Caption.String(); says == exampleCaption {
			note("PIC-CAPTION", p.Caption.Span, source.Msg("words-of-example-left", says), source.Msg("write-what-picture-shows"))
		}
		if _, _, none := noPicture(p.Path); p.Credit.IsEmpty() && !none {
			note("PIC-CREDIT", p.Span, source.Msg("picture-no-credit", p.Path), source.Msg("write-in-braces-after-picture"))
		}
	}
	if len(s.Blocks) == 0 {
		note("TXT-EMPTY", front, source.Msg("story-no-text"), source.Message{})
	}
	if len(s.Headline) == 0 && s.says() && !slices.ContainsFunc([]string{"公告", "图片", "启事", "广告", "notice", "picture"}, func(g string) bool { return strings.Contains(s.Genre, g) }) {
		note("TXT-HEAD", front, source.Msg("story-no-headline"), source.Msg("add"))
	}
}

// says tells whether a story has text of its own.
func (s *Story) says() bool {
	for p := range s.Parts() {
		if p.At == InText && p.Block >= 0 {
			return true
		}
	}
	return false
}

// checkGroup is for the first picture of a group: captions and credit of all.
func checkGroup(p *Picture, note func(string, source.Span, source.Message, source.Message)) {
	g := p.Group
	if p != g.Pictures[0] {
		return
	}
	caption, credit := g.Caption != nil, false
	for _, p := range g.Pictures {
		caption, credit = caption || !p.Caption.IsEmpty(), credit || !p.Credit.IsEmpty()
	}
	if !caption {
		note("PIC-CAPTION", p.Span, source.Msg("group-of-no-caption", p.Path), source.Msg("write-after-pictures-on-line-of"))
	}
	if !credit && (g.Caption == nil || !strings.ContainsAny(g.Caption.Text.String(), "摄图绘")) {
		note("PIC-CREDIT", p.Span, source.Msg("group-of-no-credit", p.Path), source.Msg("write-in-braces-after-last-picture"))
	}
}

// groups checks that the stories of a group agree.
func (l *loader) groups(ed *Edition) {
	first, byline := map[string]*Story{}, map[string]*Story{}
	for _, s := range ed.Stories {
		if s.Group == "" {
			continue
		}
		if a := first[s.Group]; a == nil {
			first[s.Group] = s
		} else if !s.Label.IsEmpty() && s.Label.String() != a.Label.String() {
			l.found.Add(source.New("PLAN-GROUP", s.pos(), source.Msg("label-not-of-in-same-group", a.ID), source.Msg("give-stories-of-group-one-label")).As(source.Note).Of(s.ID))
		}
		if !s.ByGroup {
			continue
		}
		if a := byline[s.Group]; a != nil {
			l.found.Add(source.New("PLAN-GROUP", s.pos(), source.Msg("group-by-line-already-of", a.ID), source.Msg("leave-out-in-one-of-them")).Of(s.ID))
		}
		byline[s.Group] = s
	}
}

package works

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/page"
	"banxin/output/epub"
)

// Account says what became of the characters of a story: of those of its file, and of its
// text in each product. It closes when
//
//	Source == Text + White + Dropped + all of Markup + all of Changed
//	Set + Over + Dropped == Text + what Changed became, in each of Outputs
//
// Characters are code points; white space does not count in products, nor does what banxin
// itself writes.
type Account struct {
	Story   string            `json:"story"`
	Source  int               `json:"source"` // of the head's texts and the body, before they are parsed
	Text    int               `json:"text"`   // that stand in the story as they are
	White   int               `json:"white"`  // white space
	Markup  map[string]int    `json:"markup"` // signs, by kind
	Changed []editions.Change `json:"changed"`
	Dropped int               `json:"dropped"` // left out with a finding
	Outputs map[string]Shown  `json:"outputs"` // print, epub, epaper
}

// Shown is what a product shows of a story's text.
type Shown struct {
	Set     int `json:"set"`
	Over    int `json:"over"`    // text that found no place
	Dropped int `json:"dropped"` // left out with a finding: decks, heads and captions without a place, stories on no page
}

func (s Shown) all() int { return s.Set + s.Over + s.Dropped }

// Products that accounts are kept of. Print stands for all that is made of the pages.
const inPrint = "print"

// Accounts are those of the edition's stories, in its order. read says how many characters
// of each story a product holds, as it was read back.
func (s *Set) Accounts(read map[Kind]map[string]int) []Account {
	if s.Doc == nil {
		return nil
	}
	var out []Account
	for _, st := range s.Edition.Stories {
		a := st.Account
		if a == nil {
			continue
		}
		x := Account{
			Story: st.ID, Source: a.Source, Text: a.Text, White: a.White, Dropped: a.Dropped,
			Markup: map[string]int{}, Changed: append([]editions.Change{}, a.Changed...),
			Outputs: map[string]Shown{inPrint: s.print[st.ID]},
		}
		for sign, n := range a.Markup {
			x.Markup[sign] = n
		}
		for kind, stories := range read {
			if n, ok := stories[st.ID]; ok {
				x.Outputs[string(kind)] = Shown{Set: n}
			} else {
				x.Outputs[string(kind)] = Shown{Dropped: a.Printable()}
			}
		}
		out = append(out, x)
	}
	return out
}

// printed counts what the pages show of a story and what they do not.
func (s *Set) printed(st *editions.Story, shown map[page.Part]string, unset *editions.Unset) Shown {
	var out Shown
	for _, text := range shown {
		out.Set += editions.Inked(text)
	}
	placed := s.stands(st.ID)
	for p := range st.Parts() {
		rest, begun := 0, true
		if unset != nil || !placed {
			rest, begun = unprinted(st, p, unset, placed)
		}
		if p.Marker == editions.Bullet { // banxin's own
			if begun {
				out.Set--
			} else {
				rest--
			}
		}
		switch {
		case p.Role == editions.RoleLabel && s.sharedLabel(st, shown):
			out.Set += editions.Inked(p.Printed().String()) // it stands once, over the first of its group
		case placed && p.At == editions.InText:
			out.Over += rest
		default:
			out.Dropped += rest
		}
	}
	return out
}

// unprinted counts what of a part found no place, and tells whether some of it found one.
func unprinted(st *editions.Story, p editions.Part, unset *editions.Unset, placed bool) (rest int, begun bool) {
	text, n := p.Printed().String(), 0
	if placed {
		n, _ = unset.Set(st, p)
	}
	return editions.Inked(text[n:]), n > 0
}

// stands tells whether the layout had a place for a story.
func (s *Set) stands(id string) bool {
	_, yes := s.placed[id]
	return yes
}

// sharedLabel tells whether another story of its group shows a story's label.
func (s *Set) sharedLabel(st *editions.Story, shown map[page.Part]string) bool {
	return st.Group != "" && s.stands(st.ID) && shown[page.Part{Role: page.RoleLabel}] == ""
}

// account counts what the pages show of each story, and finds what no account knows of:
// characters lost between the files, the pages and what is read.
func (s *Set) account() source.List {
	printed, unset, pages := s.o.Session.printed(s.Doc), s.Layout.Unset(), map[string]int{}
	s.placed = make(map[string]int, len(s.Doc.Stories))
	for _, x := range s.Doc.Stories {
		s.placed[x.ID], pages[x.ID] = x.Page, s.Doc.Pages[x.Page].Number
	}
	s.print = make(map[string]Shown, len(s.Edition.Stories))
	tallies := make(map[*editions.Story]*tally, len(s.Edition.Stories))
	for _, st := range s.Edition.Stories {
		of := basis{printed[st.ID], unset[st.ID], pages[st.ID], s.stands(st.ID)}
		tallies[st] = s.o.Session.tallied(st, of, func() *tally { return s.tally(st, of) })
		s.print[st.ID] = tallies[st].shown
	}
	l := epub.CheckPrinted(s.Edition, s.Doc, func(st *editions.Story, _ int) source.List { return tallies[st].parted })
	for _, st := range s.Edition.Stories {
		l = append(l, tallies[st].lost...)
	}
	return l
}

// tally is what became of a story on the pages.
type tally struct {
	of     basis
	shown  Shown
	parted source.List // where the pages say something else than the story
	lost   source.List // characters that no account knows of
}

// basis is what that depends on, besides the story.
type basis struct {
	prints []*page.Print
	unset  *editions.Unset
	number int // of the page on which it begins
	placed bool
}

func (b *basis) same(o *basis) bool {
	return slices.Equal(b.prints, o.prints) && b.number == o.number && b.placed == o.placed && reflect.DeepEqual(b.unset, o.unset)
}

func (s *Set) tally(st *editions.Story, of basis) *tally {
	text := page.JoinStory(st.ID, of.prints)
	t := &tally{of: of, shown: s.printed(st, text, of.unset), parted: epub.CheckStory(st, of.number, text, of.unset)}
	if of.unset != nil {
		own := *of.unset
		t.of.unset = &own // it is one of a row of others
	}
	if st.Account == nil {
		return t
	}
	if !st.Account.Closed() {
		at, lost := lostOf(st)
		t.lost.Add(source.New("ENG-ACCOUNT", at, source.Msg("character-of-file-characters-of-file", len(st.Account.Open), lost), source.Msg("fault-of-banxin-please-report-with")).Of(st.ID))
	}
	if n, m := t.shown.all(), st.Account.Printable(); n != m {
		t.lost.Add(source.New("ENG-ACCOUNT", st.File.Pos(st.Span), source.Msg("pages-account-character-characters-of-story", n, m), source.Msg("fault-of-banxin-please-report-with")).Of(st.ID))
	}
	return t
}

// lostOf is the first of the characters that a story's account knows nothing of, and some of
// them as they stand in the file.
func lostOf(st *editions.Story) (source.Pos, string) {
	var b strings.Builder
	all := slices.Clone(st.Account.Open)
	slices.SortFunc(all, func(a, b source.Span) int { return cmp.Compare(a.Start, b.Start) })
	for _, o := range all[:min(len(all), 20)] {
		b.Write(st.File.Data[o.Start:min(o.End, len(st.File.Data))])
	}
	if len(all) == 0 {
		return st.File.Pos(st.Span), ""
	}
	return st.File.Pos(all[0]), b.String()
}

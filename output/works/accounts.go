package works

import (
	"cmp"
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
	return s.placed[id]
}

// sharedLabel tells whether another story of its group shows a story's label.
func (s *Set) sharedLabel(st *editions.Story, shown map[page.Part]string) bool {
	return st.Group != "" && s.stands(st.ID) && shown[page.Part{Role: page.RoleLabel}] == ""
}

// account counts what the pages show of each story, and finds what no account knows of:
// characters lost between the files, the pages and what is read.
func (s *Set) account() source.List {
	printed, unset := s.o.Session.printed(s.Doc), s.Layout.Unset()
	s.placed = make(map[string]bool, len(s.Doc.Stories))
	for _, x := range s.Doc.Stories {
		s.placed[x.ID] = true
	}
	s.print = make(map[string]Shown, len(s.Edition.Stories))
	for _, st := range s.Edition.Stories {
		s.print[st.ID] = s.printed(st, printed[st.ID], unset[st.ID])
	}
	l := epub.CheckPrinted(s.Edition, s.Doc, printed, unset)
	for _, st := range s.Edition.Stories {
		if st.Account == nil {
			continue
		}
		if !st.Account.Closed() {
			at, lost := lostOf(st)
			l.Add(source.New("ENG-ACCOUNT", at, source.Msg("character-of-file-characters-of-file", len(st.Account.Open), lost), source.Msg("fault-of-banxin-please-report-with")).Of(st.ID))
		}
		if n, m := s.print[st.ID].all(), st.Account.Printable(); n != m {
			l.Add(source.New("ENG-ACCOUNT", st.File.Pos(st.Span), source.Msg("pages-account-character-characters-of-story", n, m), source.Msg("fault-of-banxin-please-report-with")).Of(st.ID))
		}
	}
	return l
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

package works

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

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
		out.Set += inked(text)
	}
	placed := s.stands(st.ID)
	if unset == nil {
		unset = &editions.Unset{}
	}
	for p := range st.Parts() {
		text := p.Printed().String()
		n, _ := unset.Set(st, p)
		if !placed {
			n = 0
		}
		rest := inked(text[n:])
		if p.Marker == editions.Bullet { // banxin's own
			if n > 0 {
				out.Set--
			} else {
				rest--
			}
		}
		switch {
		case p.Role == editions.RoleLabel && s.sharedLabel(st, shown):
			out.Set += inked(text) // it stands once, over the first of its group
		case placed && p.At == editions.InText:
			out.Over += rest
		default:
			out.Dropped += rest
		}
	}
	return out
}

// stands tells whether the layout had a place for a story.
func (s *Set) stands(id string) bool {
	return slices.ContainsFunc(s.Doc.Stories, func(x page.Story) bool { return x.ID == id })
}

// sharedLabel tells whether another story of its group shows a story's label.
func (s *Set) sharedLabel(st *editions.Story, shown map[page.Part]string) bool {
	return st.Group != "" && s.stands(st.ID) && shown[page.Part{Role: page.RoleLabel}] == ""
}

// lastSpace is the last character that is white space: few of a Chinese text are looked up.
const lastSpace = '\u3000'

// inked counts the characters of a text that paper shows.
func inked(s string) (n int) {
	for _, r := range s {
		if r > lastSpace || !unicode.IsSpace(r) && r != '\u00ad' {
			n++
		}
	}
	return n
}

// account counts what the pages show of each story, and finds what no account knows of: characters lost between the files, the pages and
// what is read.
func (s *Set) account() source.List {
	printed, unset := page.Printed(s.Doc), s.Layout.Unset()
	s.print = make(map[string]Shown, len(s.Edition.Stories))
	for _, st := range s.Edition.Stories {
		s.print[st.ID] = s.printed(st, printed[st.ID], unset[st.ID])
	}
	l := epub.CheckPrinted(s.Edition, s.Doc, printed, unset)
	for _, a := range s.Accounts(nil) {
		st := s.Edition.Story(a.Story)
		if !st.Account.Closed() {
			at, lost := lostOf(st)
			l.Add(source.New("ENG-ACCOUNT", at, source.Msg("character-of-file-characters-of-file", len(st.Account.Open), lost), source.Msg("fault-of-banxin-please-report-with")).Of(a.Story))
		}
		if n, m := a.Outputs[inPrint].all(), st.Account.Printable(); n != m {
			l.Add(source.New("ENG-ACCOUNT", st.File.Pos(st.Span), source.Msg("pages-account-character-characters-of-story", n, m), source.Msg("fault-of-banxin-please-report-with")).Of(a.Story))
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

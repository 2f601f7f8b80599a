package works

import (
	"cmp"
	"encoding/hex"
	"errors"
	"io/fs"
	"path"
	"slices"

	"banxin/editions"
	"banxin/editions/compare"
	"banxin/editions/signs"
	"banxin/editions/source"
	"banxin/layout/digest"
	"banxin/layout/page"
	"banxin/output/pdf"
	"banxin/output/proof"
)

// errUnsigned says why a PDF is not made for the press.
var errUnsigned = source.Faultf("page-not-signed-press")

// Signature is what a signature that is asked for, or was given, is worth.
type Signature struct {
	Subject signs.Subject
	As      string
	State   signs.State
	Line    *signs.Line // that says so; nil: nobody has signed
}

// Signed are the pages and the stories in the order of the edition, also those on no page yet, each
// with what it is to be signed as, and with what it has been signed as beside that.
type Signed struct {
	Pages   []SignedPage
	Stories []SignedStory
}

// SignedPage is a page on the board.
type SignedPage struct {
	Index      int // in the set's Doc
	Seal       signs.Seal
	Signatures []Signature
}

// SignedStory is a story on the board.
type SignedStory struct {
	Story      *editions.Story
	Pages      []int // indexes in the set's Doc; none: it holds nothing up
	Seal       signs.Seal
	Signatures []Signature
}

// signatures reads those of the edition.
func (p *Paper) signatures(ed *editions.Edition) (*signs.Chain, source.List, error) {
	name := signs.File(ed.Path)
	data, err := p.beside(name)
	if data == nil || err != nil {
		return &signs.Chain{}, nil, err
	}
	chain, found := signs.Read(source.NewFile(name, data))
	return chain, found, nil
}

// beside reads a file that is kept beside an edition; nil: it is not there.
func (p *Paper) beside(name string) ([]byte, error) {
	data, err := fs.ReadFile(p.fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, source.Faultf("cannot-read-file", name, err)
	}
	return data, nil
}

// Signatures are the lines of the edition's signs.jsonl.
func (s *Set) Signatures() *signs.Chain { return s.chain }

// Signed says what pages and stories are signed as, while the press is asked for what p says.
func (s *Set) Signed(p editions.Press) *Signed {
	out := &Signed{}
	doc := s.shown()
	for i, pg := range doc.Pages {
		seal := signs.Seal{Digest: proof.Digest(doc, i), Press: pressSeal(p)}
		out.Pages = append(out.Pages, SignedPage{i, seal, s.signatures(signs.Page(pg.Name), seal, p.Signs)})
	}
	shown := pagesOf(doc)
	for _, st := range s.Edition.Stories {
		seal := signs.Seal{Digest: compare.Digest(st)}
		out.Stories = append(out.Stories, SignedStory{st, shown[st.ID], seal, s.signatures(signs.Story(st.ID), seal, p.StorySigns)})
	}
	return out
}

// pagesOf are the pages that each story stands on.
func pagesOf(doc *page.Doc) map[string][]int {
	out := map[string][]int{}
	for i, pg := range doc.Pages {
		for _, it := range pg.Items {
			m, ok := it.(*page.Mark)
			if !ok || m.Role != page.RoleStory {
				continue
			}
			if on := out[m.ID]; len(on) == 0 || on[len(on)-1] != i {
				out[m.ID] = append(on, i)
			}
		}
	}
	return out
}

// signatures lists those of a subject: what is asked for, then what else it has been signed as.
func (s *Set) signatures(what signs.Subject, now signs.Seal, asked []string) (out []Signature) {
	as := slices.Clone(asked)
	for _, l := range s.chain.Lines {
		if l.Subject == what && !slices.Contains(as, l.As) {
			as = append(as, l.As)
		}
	}
	for _, role := range as {
		state, line := s.chain.State(what, role, now)
		if state == signs.Unsigned && !slices.Contains(asked, role) {
			continue // withdrawn
		}
		out = append(out, Signature{what, role, state, line})
	}
	return out
}

// pressSeal is a hash of what a press is asked to print a page with. What it demands of files,
// their names and what becomes of them afterwards does not count.
func pressSeal(p editions.Press) string {
	h := digest.New(nil)
	h.Add(editions.Press{
		Profile: cmp.Or(p.Profile, string(pdf.X4)), Data: p.Data, Condition: p.Condition, Info: p.Info, InkLimit: p.InkLimit, Trap: p.Trap, PPI: p.PPI, Quality: p.Quality,
		Marks: p.Marks, AsTheyCome: p.AsTheyCome, Links: p.Links, BlackStart: p.BlackStart, GCR: p.GCR, Towers: p.Towers,
	})
	sum := h.Sum()
	return hex.EncodeToString(sum[:])
}

// lack is a signature that is asked for and not valid, and the pages that may not go to the
// press for it.
type lack struct {
	Signature
	pages []int
}

// unsigned are the pages that may not go to the press yet, by number, and the findings that
// say why; what a spread lacks, both its pages lack.
func (m *maker) unsigned() (map[int]bool, source.List) {
	if len(m.press.Signs)+len(m.press.StorySigns) == 0 || !printed(pdf.Profile(m.press.Profile)) || !m.makes(PDF) {
		return nil, nil
	}
	doc, out := m.set.shown(), map[int]bool{}
	var found source.List
	for _, l := range m.set.Signed(m.press).lacks(m.press) {
		if !slices.ContainsFunc(l.pages, func(i int) bool { return m.o.Pages.On(doc.Pages[i]) }) {
			continue
		}
		f := m.set.weigh(source.List{m.set.lacks(l.Signature).Of(l.Subject.Story).On(doc.Pages[l.pages[0]].Number, "")})
		found = append(found, f...)
		for _, i := range l.pages {
			out[doc.Pages[i].Number] = out[doc.Pages[i].Number] || f.Count(source.Error) > 0
		}
	}
	for _, pg := range doc.Pages {
		if pg.Fold > 0 && out[pg.Number] {
			out[pg.Number+1] = true
		}
	}
	return out, found
}

// lacks lists what is asked for and not valid.
func (s *Signed) lacks(p editions.Press) (out []lack) {
	add := func(pages []int, all []Signature, asked []string) {
		for _, g := range all {
			if g.State != signs.Valid && slices.Contains(asked, g.As) {
				out = append(out, lack{g, pages})
			}
		}
	}
	for _, pg := range s.Pages {
		add([]int{pg.Index}, pg.Signatures, p.Signs)
	}
	for _, st := range s.Stories {
		add(st.Pages, st.Signatures, p.StorySigns)
	}
	return out
}

// lacks is the finding about a signature that is not valid.
func (s *Set) lacks(g Signature) source.Finding {
	what := source.Msg("page-as-subject", g.Subject.Page)
	if g.Subject.Story != "" {
		what = source.Msg("story-as-subject", g.Subject.Story)
	}
	message := source.Msg("not-signed-as", what, g.As)
	at := source.Pos{File: path.Join(s.Edition.Path, signs.FileName)}
	if g.Line != nil {
		at = g.Line.Pos
		message = source.Msg("changed-since-signed-as", what, g.As, g.Line.By)
		if g.State == signs.OtherDuty {
			message = source.Msg("press-changed-since-signed-as", what, g.As, g.Line.By)
		}
	}
	return source.New("PRESS-SIGN", at, message, source.Msg("read-sign", g.Subject.String(), g.As))
}

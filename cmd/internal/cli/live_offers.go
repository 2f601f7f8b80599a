package cli

import (
	"bytes"
	"context"
	"fmt"
	"path"

	"banxin/cmd/internal/words"
	"banxin/editions/source"
	"banxin/editions/splice"
	"banxin/layout/makeup"
	editing "banxin/output/desk"
	"banxin/output/works"
)

// Offers says what an act changes.
func (s *placing) Offers(ctx context.Context, act editing.Act) ([]editing.Offer, error) {
	set, paper, done, err := s.fresh(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	ed := set.Edition
	st := ed.Story(act.Story)
	if act.Page < 0 || act.Page >= len(ed.Pages) {
		return nil, editing.ErrStale
	}
	switch act.Kind {
	case "move":
		m := splice.Move{Story: act.Story, From: spotOf(act.From), To: spotOf(act.To), How: act.How, Other: act.Other}
		changes, err := splice.Moved(ed, m)
		if err != nil {
			return nil, err
		}
		if m.To.Page < 0 {
			return s.offer(changes, func(l words.Locale) string { return l.T("desk-unplace", st.Title()) }), nil
		}
		return s.offer(changes, func(l words.Locale) string {
			return l.T("desk-place", st.Title(), ed.Pages[m.To.Page].Number, m.To.Slot)
		}), nil
	case "template":
		return s.offer([]splice.Change{splice.Templated(ed, act.Page, act.Name)}, func(l words.Locale) string { return l.T("desk-template", ed.Pages[act.Page].Number, act.Name) }), nil
	case "field":
		name := act.Slot
		for _, k := range act.Keys {
			name += "." + k
		}
		return s.offer([]splice.Change{splice.Fielded(ed, splice.Spot{Page: act.Page, Slot: act.Slot}, act.Value, act.Keys...)}, func(l words.Locale) string { return l.T("desk-field", name, act.Value) }), nil
	case "focus":
		if st == nil {
			return nil, editing.ErrStale
		}
		return s.offer([]splice.Change{splice.Focused(st, act.Picture, act.Value)}, func(l words.Locale) string { return l.T("desk-focus", st.Title(), act.Value) }), nil
	case "remedy":
		return s.remedies(ctx, set, paper, act.Finding)
	}
	return nil, editing.ErrStale
}

func spotOf(s *editing.Spot) splice.Spot {
	if s == nil {
		return splice.Nowhere
	}
	return splice.Spot{Page: s.Page, Slot: s.Slot}
}

// offer is one that is said in both languages.
func (s *placing) offer(changes []splice.Change, said func(l words.Locale) string) []editing.Offer {
	return []editing.Offer{{Zh: said(s.p.chinese), En: said(s.p.english), Changes: changes}}
}

// remedies are those of a finding.
func (s *placing) remedies(ctx context.Context, set *works.Set, paper *works.Paper, named *editing.Finding) ([]editing.Offer, error) {
	f := s.finding(set, named)
	if f == nil {
		return nil, editing.ErrStale
	}
	s.trying.Lock()
	defer s.trying.Unlock()
	list, err := paper.Remedies(ctx, set, *f)
	if err != nil {
		return nil, err
	}
	var out []editing.Offer
	for _, r := range list {
		o := editing.Offer{Zh: s.p.chinese.Msg(r.Label), En: s.p.english.Msg(r.Label), Changes: r.Changes, Cuts: r.Cuts}
		if r.Reason {
			o.Reason = func(why string) []splice.Change { return []splice.Change{works.Except(set.Edition, *f, why)} }
		}
		out = append(out, o)
	}
	return out, nil
}

// finding finds the one that a browser names.
func (s *placing) finding(set *works.Set, named *editing.Finding) *source.Finding {
	if named == nil {
		return nil
	}
	for i := range set.Findings {
		f := &set.Findings[i]
		if f.Code == named.Code && f.Story == named.Story && f.Pos.File == named.File && f.Pos.Line == named.Line && f.Pos.Col == named.Col &&
			(named.Text == s.p.chinese.Msg(f.Message) || named.Text == s.p.english.Msg(f.Message)) {
			return f
		}
	}
	return nil
}

// previewPPI is how fine pictures of versions are.
const previewPPI = 50

// Versions makes the pages without slots up of the stories on none.
func (s *placing) Versions(ctx context.Context, n int) ([]editing.Version, error) {
	set, paper, done, err := s.fresh(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	versions := makeup.Auto(set.Edition, set.Catalog, n)
	var out []editing.Version
	for k := range versions {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		v, err := s.version(ctx, set, paper, &versions[k])
		if err != nil {
			return nil, err
		}
		v.Zh, v.En = s.p.chinese.T("desk-version", k+1, len(versions)), s.p.english.T("desk-version", k+1, len(versions))
		out = append(out, *v)
	}
	return out, nil
}

// version is what a made-up edition changes, with pictures of its pages.
func (s *placing) version(ctx context.Context, set *works.Set, paper *works.Paper, v *makeup.Version) (*editing.Version, error) {
	name := func(number int) string { return fmt.Sprintf("%s_p%d", works.BaseName(set.Doc.Meta), number) }
	out := &editing.Version{}
	for i := range v.Made {
		m := &v.Made[i]
		text := []byte(v.Text(m.Page, name(m.Page), remarks(s.p.w, m)...))
		out.Changes = append(out.Changes, splice.Change{File: "templates/" + name(m.Page) + ".yaml", Make: func(old []byte) ([]byte, error) {
			if old != nil && !bytes.Equal(old, text) {
				return nil, splice.ErrWritten
			}
			return text, nil
		}})
	}
	out.Changes = append(out.Changes, splice.Change{File: splice.EditionFile(set.Edition), Make: func(old []byte) ([]byte, error) { return v.Adopt(old, name) }})
	files, err := set.Files(out.Changes)
	if err != nil {
		return nil, err
	}
	s.trying.Lock()
	defer s.trying.Unlock()
	t, err := paper.With(files).Try(ctx, set)
	if err != nil {
		return nil, err
	}
	var sink works.Memory
	if _, err := t.Set.MakeWith(ctx, &sink, works.MakeOptions{PPI: previewPPI}, works.PNG); err != nil {
		return nil, err
	}
	for _, name := range sink.Names() { // of the pages that change, in their order
		if path.Ext(name) == ".png" {
			out.Pictures = append(out.Pictures, sink.Data(name))
		}
	}
	return out, nil
}

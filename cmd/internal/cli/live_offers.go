package cli

import (
	"context"
	"slices"

	"banxin/cmd/internal/words"
	"banxin/editions/source"
	"banxin/editions/splice"
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
		for _, f := range fields(ed.Pages[act.Page], act.Page, act.Slot, dayOf(ed)) {
			if slices.Equal(f.Keys, act.Keys) {
				name += " " + f.Name
			}
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

package epub

import (
	"encoding/xml"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/output/internal/identity"
	"banxin/output/internal/prose"
)

// state is what a published book says of a story.
type state struct {
	text        string   // without spaces
	pictures    []string // names, which their bytes give
	corrections int
}

// ErrNotOurs is the error for a book whose stories have no lasting names.
var ErrNotOurs = errors.New("epub: the book has no stories by lasting names")

// CheckSince compares an edition with its book as it was published, and names the stories that
// say something else now, or are gone, without a 更正 or 撤稿 that is new: readers of both would
// not know. Moving a story changes nothing.
func CheckSince(ed *editions.Edition, book []byte) (source.List, error) {
	old, err := published(book)
	if err != nil {
		return nil, err
	}
	var l source.List
	for _, s := range ed.Stories {
		name := identity.Story(s.ID)
		was, ok := old[name]
		delete(old, name)
		if !ok || ed.Withdrawal(s.ID) != nil || len(ed.CorrectionsOf(s.ID)) > was.corrections {
			continue
		}
		now, err := stateOf(ed, s)
		if err != nil {
			return nil, err
		}
		if now.text != was.text {
			at := parting(now.text, was.text, s.Span)
			l.Add(source.New("EPB-CHANGED", place(s, s.Span), source.Msg("story-says-something-else-than-when", s.ID, at.want, at.got),
				source.Msg("add-to-edition-yaml", s.ID)).Of(s.ID))
		} else if !slices.Equal(now.pictures, was.pictures) {
			l.Add(source.New("EPB-CHANGED", place(s, s.Span), source.Msg("story-other-pictures-than-when-published", s.ID),
				source.Msg("add-to-edition-yaml", s.ID)).Of(s.ID))
		}
	}
	for name := range old {
		pos := source.Pos{}
		if ed.File != nil {
			pos.File = ed.File.Name
		}
		l.Add(source.New("EPB-CHANGED", pos, source.Msg("story-published-at-address-gone-no", name), source.Msg("leave-file-in-stories-name-under")))
	}
	l.Sort()
	return l, nil
}

// stateOf is what a book of the edition says of a story.
func stateOf(ed *editions.Edition, s *editions.Story) (st state, err error) {
	var b strings.Builder
	for _, t := range prose.Texts(s) {
		b.WriteString(prose.NoSpace(t.String()))
	}
	st.text = b.String()
	for _, p := range s.Pictures() {
		made, err := shownTo(ed, p, nil)
		if err != nil {
			return st, err
		}
		if made.Data != nil {
			st.pictures = append(st.pictures, identity.Picture(made.Data))
		}
	}
	return st, nil
}

// published reads the stories of a book by their names.
func published(book []byte) (map[string]state, error) {
	files, err := unzip(book)
	if err != nil {
		return nil, fmt.Errorf("epub: %w", err)
	}
	var opf opfFile
	if err := xml.Unmarshal(files[folder+"package.opf"], &opf); err != nil {
		return nil, fmt.Errorf("epub: package document: %w", err)
	}
	href := map[string]string{}
	for _, it := range opf.Manifest {
		href[it.ID] = it.Href
	}
	out := map[string]state{}
	for _, ref := range opf.Spine {
		doc, err := scan(files[folder+href[ref.IDRef]])
		if err != nil {
			return nil, fmt.Errorf("epub: %s: %w", href[ref.IDRef], err)
		}
		for name, text := range doc.of {
			if !strings.HasPrefix(name, "s-") {
				continue
			}
			st := out[name]
			st.text += text
			for _, p := range doc.pictures[name] {
				file := path.Base(p)
				st.pictures = append(st.pictures, strings.TrimSuffix(file, path.Ext(file)))
			}
			st.corrections += doc.corrections[name]
			out[name] = st
		}
	}
	if len(out) == 0 {
		return nil, ErrNotOurs
	}
	return out, nil
}

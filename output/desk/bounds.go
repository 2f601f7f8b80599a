package desk

import (
	"bytes"
	"errors"
	"io/fs"
	"net/http"
	"path"
	"strconv"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/editions/splice"
)

// mayTake refuses changes of files by somebody who may not make them.
func (s *Server) mayTake(c *call, changes []splice.Change) error {
	for _, ch := range changes {
		old, err := s.Text(ch.File)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		now, err := ch.Make(old)
		if err != nil {
			return err
		}
		if err := s.mayChange(c, ch.File, old, now); err != nil {
			return err
		}
	}
	return nil
}

// mayChange refuses what becomes of a file by somebody whose rights are for other pages, or for
// less: a story's file wants the right to edit it; edition.yaml that to place on each page of it
// that is changed; all else is of no page, and for those whose rights are bounded by none.
func (s *Server) mayChange(c *call, file string, old, now []byte) error {
	switch {
	case path.Ext(file) == ".md":
		return s.mayFile(c.who, Edit, file)
	case c.who.May != nil && c.who.May(Place, unbounded):
		return nil
	case path.Base(file) != "edition.yaml" || s.Stage == nil || c.who.May == nil:
		return refused(http.StatusForbidden, "no-right-page")
	}
	plan, err := s.Stage.Plan(c.r.Context())
	if err != nil {
		return err
	}
	pages, ok := pagesChanged(old, now)
	for _, i := range pages {
		ok = ok && i < len(plan.Pages) && c.who.May(Place, strconv.Itoa(plan.Pages[i].Number))
	}
	if !ok {
		return refused(http.StatusForbidden, "no-right-page")
	}
	return nil
}

// pagesChanged lists which pages of an edition.yaml, from 0, another text of it changes; false where
// it changes more than pages, or their number.
func pagesChanged(old, now []byte) (pages []int, ok bool) {
	a, b := pieces(old), pieces(now)
	if a == nil || len(a) != len(b) || !bytes.Equal(a[len(a)-1], b[len(b)-1]) {
		return nil, false
	}
	for i := range len(a) - 1 {
		if !bytes.Equal(a[i], b[i]) {
			pages = append(pages, i)
		}
	}
	return pages, true
}

// pieces are the texts of the pages of an edition.yaml, and then what stands about them; nil where it
// cannot be read.
func pieces(data []byte) (out [][]byte) {
	root, _, _ := editions.Outline(source.NewFile("edition.yaml", data))
	if root == nil {
		return nil
	}
	var rest []byte
	at := 0
	for _, m := range root.Pairs {
		if m.Key.Text != "版" && m.Key.Text != "pages" {
			continue
		}
		for _, page := range m.Value.Items {
			out = append(out, data[page.Span.Start:page.Span.End])
			rest = append(rest, data[at:page.Span.Start]...)
			at = page.Span.End
		}
	}
	return append(out, append(rest, data[at:]...))
}

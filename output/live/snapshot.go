package live

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"

	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/png"
	"banxin/output/proof"
	"banxin/output/svg"
)

// snapshot is an edition as browsers see it. Only what is made when it is first asked for is added
// to it later: drawings, where stories are.
type snapshot struct {
	version  int
	ed       *Edition // nil: nothing could be laid out yet
	sheets   []*sheet
	problems []Finding // why the pages are not newer
	where    spread
}

// sheet is a page with its drawings. The same page of a later edition shares them.
type sheet struct {
	tag        string // stands for how the page looks
	note       proof.Sheet
	at         []int        // index in Edition.Findings of each note
	since      proof.Sheet  // with the changes as notes
	sinceAt    []int        // index in Edition.Changes of each
	spots      []proof.Spot // of the notes
	sinceSpots []proof.Spot // of the changes
	pieces     []piece      // of stories, in reading order
	changed    []unit.Rect  // what differs from the page before
	page       *drawing     // as SVG
	was        *drawing     // what browsers have got of it before; nil: nothing
	change     *drawing     // how that became page
	thumb      *drawing     // as PNG
	parts      []storyParts // what the page shows of each story
}

// newSnapshot prepares an edition to be shown after another, which may be nil.
func newSnapshot(e *Edition, before *snapshot) *snapshot {
	n := &snapshot{ed: e, version: 1}
	if before != nil {
		n.version = before.version + 1
	}
	for i := range e.Doc.Pages {
		n.sheets = append(n.sheets, &sheet{note: proof.Sheet{Page: i}, since: proof.Sheet{Page: i}, page: &drawing{}, change: &drawing{}, thumb: &drawing{}})
	}
	for k := range e.Findings {
		if f := &e.Findings[k]; f.Page >= 0 && f.Page < len(n.sheets) {
			s := n.sheets[f.Page]
			s.note.Notes, s.at = append(s.note.Notes, f.note()), append(s.at, k)
		}
	}
	for k := range e.Changes {
		if c := &e.Changes[k]; c.Page >= 0 && c.Page < len(n.sheets) {
			s := n.sheets[c.Page]
			s.since.Notes, s.sinceAt = append(s.since.Notes, c.Note), append(s.sinceAt, k)
		}
	}
	for i, s := range n.sheets {
		s.fill(e, i, before)
	}
	return n
}

// held returns the snapshot with problems and nothing newly changed.
func (n *snapshot) held(problems []Finding) *snapshot {
	h := &snapshot{version: 1, problems: problems}
	if n == nil {
		return h
	}
	h.version, h.ed = n.version+1, n.ed
	for _, s := range n.sheets {
		same := *s
		same.changed = nil
		h.sheets = append(h.sheets, &same)
	}
	return h
}

// fill adds to a sheet with its notes what page i looks like; what is as it was before is taken
// from there.
func (s *sheet) fill(e *Edition, i int, before *snapshot) {
	s.tag = e.tag(i)
	if i < len(e.Pages) {
		s.note.Plan = e.Pages[i].Plan
	}
	same := before.shows(e.Doc, i)
	if same {
		s.pieces, s.parts = before.sheets[i].pieces, before.sheets[i].parts
	} else {
		s.pieces, s.parts = pieces(e.Doc.Pages[i]), parts(e.Doc, e.Doc.Pages[i])
	}
	if same && reflect.DeepEqual(before.sheets[i].note, s.note) {
		s.spots = before.sheets[i].spots
	} else {
		s.spots = proof.Spots(e.Doc, s.note)
	}
	if same && reflect.DeepEqual(before.sheets[i].since, s.since) {
		s.sinceSpots = before.sheets[i].sinceSpots
	} else {
		s.sinceSpots = proof.Spots(e.Doc, s.since)
	}
	if before == nil || i >= len(before.sheets) {
		return
	}
	old := before.sheets[i]
	if old.tag == s.tag {
		s.page, s.was, s.change, s.thumb = old.page, old.was, old.change, old.thumb
	} else {
		if s.was = old.was; old.page.made.Load() {
			s.was = old.page
		}
		s.changed = changed(before.ed.Doc, before.ed.Doc.Pages[i], e.Doc, e.Doc.Pages[i])
	}
}

// tag stands for how page i looks.
func (e *Edition) tag(i int) string {
	if i < len(e.Pages) && e.Pages[i].Tag != "" {
		return e.Pages[i].Tag
	}
	return proof.Digest(e.Doc, i)[:16]
}

// shows tells whether page i of a document is the very page that the snapshot shows there.
func (n *snapshot) shows(d *page.Doc, i int) bool {
	return n != nil && n.ed != nil && i < len(n.sheets) && n.ed.Doc.Pages[i] == d.Pages[i] && slices.Equal(n.ed.Doc.Sources, d.Sources)
}

// note is the finding as proofs know it, without its words.
func (f *Finding) note() proof.Note {
	return proof.Note{Level: f.Level, Code: f.Code, File: f.At.File, Line: int32(f.At.Line), Col: int32(f.At.Col), Story: f.Story, Slot: f.Slot}
}

// drawing is made when it is first asked for.
type drawing struct {
	once  sync.Once
	made  atomic.Bool
	data  []byte
	tag   string // of data; see tagOf
	err   error
	small squeezed // of data, of a page
}

func (d *drawing) make(draw func(*bytes.Buffer) error) ([]byte, error) {
	d.once.Do(func() {
		var b bytes.Buffer
		d.err = draw(&b)
		d.data = b.Bytes()
		d.tag = tagOf(d.data)
		d.made.Store(d.err == nil)
	})
	return d.data, d.err
}

// svg returns page i as SVG.
func (n *snapshot) svg(i int, paths *svg.Outlines) ([]byte, error) {
	return n.sheets[i].page.make(func(b *bytes.Buffer) error {
		return svg.Write(b, n.ed.Doc, i, n.ed.Catalog, svg.Options{Prefix: "p-", Steady: true, Outlines: paths})
	})
}

// difference is how a drawing of page i that a browser has, by its tag, became the one that there
// is, in JSON. It is not ok where that is not known, or not much less than the page.
func (s *sheet) difference(tag string) (data []byte, ok bool) {
	if !s.page.made.Load() || s.was == nil || s.was.tag != tag {
		return nil, false
	}
	data, err := s.change.make(func(b *bytes.Buffer) error {
		c, ok := svg.Compare(s.was.data, s.page.data)
		if !ok {
			return errOther
		}
		enc := json.NewEncoder(b)
		enc.SetEscapeHTML(false)
		return enc.Encode(c)
	})
	return data, err == nil && len(data) < len(s.page.data)/2
}

// errOther says that a page is another altogether.
var errOther = errors.New("a page of another size or name")

// thumbWide is how many pixels wide a page's small picture is: twice what the strip shows.
const (
	thumbWide = 160
	inch      = 72 * unit.Pt
)

// png returns page i as a small picture.
func (n *snapshot) png(i int) ([]byte, error) {
	wide := max(n.ed.Doc.Pages[i].Trim.W, inch)
	return n.sheets[i].thumb.make(func(b *bytes.Buffer) error {
		return png.Write(b, n.ed.Doc, i, n.ed.Catalog, png.Options{PPI: max(1, int(thumbWide*inch/wide))})
	})
}

// layers are those that can be laid over a page, by their names. The notes of changes are
// those of a sheet of their own.
var layers = map[string]proof.Layers{
	"grid": proof.Grid, "rulers": proof.Rulers, "slots": proof.Slots, "overset": proof.Overset,
	"notes": proof.Notes, "order": proof.Order, "zones": proof.Zones,
	changes: proof.Notes,
}

const changes = "changes"

// layer returns a layer of page i as SVG, with labels in a language.
func (n *snapshot) layer(i int, name string, chinese bool) ([]byte, error) {
	sheet := n.sheets[i].note
	if name == changes {
		sheet = n.sheets[i].since
	}
	d, err := proof.Overlay(n.ed.Doc, n.ed.Catalog, sheet, proof.Options{Layers: layers[name], English: !chinese})
	if err != nil {
		return nil, fmt.Errorf("layer %s: %w", name, err)
	}
	var b bytes.Buffer
	err = svg.Write(&b, d, 0, n.ed.Catalog, svg.Options{Prefix: name + "-", Clear: true})
	return b.Bytes(), err
}

// piece is a part of a story on a page.
type piece struct {
	story string
	rect  unit.Rect
}

func pieces(pg *page.Page) (out []piece) {
	page.Walk(pg.Items, page.Frame{}, func(it page.Item, in page.Frame) {
		if m, ok := it.(*page.Mark); ok && m.Open && m.Role == page.RoleStory && !m.Rect.Empty() {
			for _, r := range m.Places() {
				out = append(out, piece{m.ID, in.Rect(r)})
			}
		}
	})
	return out
}

package proof

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// Digest returns what stands for a page as it is printed, as 64 hexadecimal digits: the
// SHA-256 of its size and of everything that is painted, faces by name, pictures by their
// files and inks by what they are. Marks, sources and names do not count: a page whose
// digest is the same prints the same.
func Digest(d *page.Doc, index int) string {
	s := sum{hash: sha256.New(), doc: d, waiting: make([]byte, 0, 4<<10)}
	pg := d.Pages[index]
	s.rect(pg.Trim)
	s.rect(pg.Bleed)
	s.items(pg.Items)
	s.flush()
	return hex.EncodeToString(s.hash.Sum(nil))
}

// sum feeds a hash; every kind of item and every list says first what and how long it is.
type sum struct {
	hash    hash.Hash
	doc     *page.Doc
	waiting []byte // for the hash, which takes a page of numbers one by one slowly
}

// flush hands the hash what waits for it.
func (s *sum) flush() {
	s.hash.Write(s.waiting)
	s.waiting = s.waiting[:0]
}

func (s *sum) number(list ...int64) {
	if len(s.waiting)+8*len(list) > cap(s.waiting) {
		s.flush()
	}
	for _, v := range list {
		s.waiting = binary.BigEndian.AppendUint64(s.waiting, uint64(v))
	}
}

func (s *sum) string(v string) {
	s.number(int64(len(v)))
	for {
		n := min(len(v), cap(s.waiting)-len(s.waiting))
		s.waiting = append(s.waiting, v[:n]...)
		if v = v[n:]; v == "" {
			return
		}
		s.flush()
	}
}

// bytes is string for what is long.
func (s *sum) bytes(v []byte) {
	s.number(int64(len(v)))
	s.flush()
	s.hash.Write(v)
}

func (s *sum) point(p unit.Point) { s.number(int64(p.X), int64(p.Y)) }

func (s *sum) rect(r unit.Rect) { s.number(int64(r.X), int64(r.Y), int64(r.W), int64(r.H)) }

func (s *sum) color(c page.Color) {
	if n := int(c.Spot); n > 0 && n <= len(s.doc.Spots) {
		s.string(s.doc.Spots[n-1].Name)
		s.number(int64(c.Tint))
		c = s.doc.Spots[n-1].Alt
	}
	s.number(int64(c.C), int64(c.M), int64(c.Y), int64(c.K))
}

func (s *sum) items(items []page.Item) {
	n := 0
	for _, it := range items {
		if _, ok := it.(*page.Mark); !ok {
			n++
		}
	}
	s.number(int64(n))
	for _, it := range items {
		s.item(it)
	}
}

func (s *sum) item(it page.Item) {
	switch it := it.(type) {
	case *page.Text:
		s.string("text")
		s.text(it)
	case *page.Rule:
		s.string("rule")
		s.point(it.From)
		s.point(it.To)
		s.number(int64(it.Width), int64(it.Style))
		s.color(it.Color)
	case *page.Path:
		s.string("path")
		s.path(it)
	case *page.Gap:
		s.string("gap")
		s.rect(it.Rect)
	case *page.Image:
		s.string("image")
		if it.File >= 0 && it.File < len(s.doc.Images) {
			s.bytes(s.doc.Images[it.File].Data)
		}
		s.rect(it.Rect)
		s.number(int64(it.X0), int64(it.Y0), int64(it.X1), int64(it.Y1))
		if it.Radius != 0 {
			s.number(int64(it.Radius))
		}
	case *page.Group:
		s.string("group")
		s.point(it.At)
		s.number(int64(it.Quarter & 3))
		s.rect(it.Clip)
		s.items(it.Items)
	}
}

func (s *sum) text(t *page.Text) {
	if int(t.Face) < len(s.doc.Faces) {
		s.string(s.doc.Faces[t.Face].Name)
	}
	s.number(int64(t.Size), int64(len(t.Glyphs)))
	s.color(t.Color)
	s.point(t.At)
	if t.Slant {
		s.number(page.Slope)
	}
	for i := range t.Glyphs {
		if len(s.waiting)+3*8 > cap(s.waiting) {
			s.flush()
		}
		g := &t.Glyphs[i]
		s.waiting = binary.BigEndian.AppendUint64(s.waiting, uint64(g.X))
		s.waiting = binary.BigEndian.AppendUint64(s.waiting, uint64(g.Y))
		s.waiting = binary.BigEndian.AppendUint64(s.waiting, uint64(g.ID))
	}
	s.string(t.Src)
}

func (s *sum) path(p *page.Path) {
	for _, c := range []*page.Color{p.Fill, p.Stroke} {
		if c == nil {
			s.number(0)
			continue
		}
		s.number(1)
		s.color(*c)
	}
	rule := int64(0)
	if p.EvenOdd {
		rule = 1
	}
	s.number(int64(p.Width), rule, int64(len(p.Segs)))
	for _, g := range p.Segs {
		s.number(int64(g.Op))
		for _, pt := range g.P {
			s.point(pt)
		}
	}
}

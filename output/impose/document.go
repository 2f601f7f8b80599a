package impose

import (
	"fmt"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// Document shows a plan as pages, one a plate: images are the pages that it was made of, in
// their order. Where plates are parted into files, [pdf.Split] does so.
func (p *Plan) Document(images []page.ImageFile, meta page.Meta) *page.Doc {
	d := &page.Doc{Meta: meta, Images: images}
	for i := range p.Plates {
		d.Pages = append(d.Pages, p.sheet(i, images))
	}
	return d
}

// sheet is a plate as a page.
func (p *Plan) sheet(i int, images []page.ImageFile) *page.Page {
	s := &p.Plates[i]
	out := &page.Page{Name: s.Name, Number: i + 1, Section: s.title(), Trim: s.block, Bleed: s.block}
	out.Plate = &page.Plate{Paper: s.paper.Union(s.block), FoldX: s.foldX, FoldY: s.foldY, CutX: s.cutX, CutY: s.cutY, Gripper: s.gripper, Label: s.title(), Inks: s.Inks}
	for k := range s.Cells {
		c := &s.Cells[k]
		out.Trims = append(out.Trims, c.trim)
		if c.number >= 0 {
			out.Items = append(out.Items, c.item(p.w, p.h, &images[c.number]))
		}
	}
	return out
}

// title says which plate it is and what is on it: 1F: 8 | 1.
func (s *Sided) title() string {
	text := s.Name + ":"
	for i, c := range s.Cells {
		if i > 0 {
			text += " |"
		}
		if c.Page == 0 {
			text += " –"
			continue
		}
		text += fmt.Sprint(" ", c.Page)
	}
	return text
}

// item shows the page of a cell: its trim where the cell says, moved by its creep towards the
// spine and cut off there, with what bleeds on the other sides.
func (c *Cell) item(w, h unit.Length, im *page.ImageFile) page.Item {
	slot := unit.Rect{W: w, H: h} // the page upright, its upper left corner at 0,0
	shift, room := c.creep, unit.Rect{X: -c.room.left, Y: -c.room.top, W: w + c.room.left + c.room.right, H: h + c.room.top + c.room.bottom}
	if c.recto {
		shift = -shift
	}
	if c.Spread { // the halves go over into one another
		if c.half == 0 {
			room.W -= c.room.right
		} else {
			room.X, room.W = 0, room.W-c.room.left
		}
	}
	shown := slot
	if c.Spread {
		shown.X, shown.W = -w*unit.Length(c.half), 2*w
	}
	shown.X += shift
	picture := &page.Image{Rect: shown, X1: im.W, Y1: im.H, File: c.number, Room: room}
	at := unit.Point{X: c.slot.X, Y: c.slot.Y}
	switch c.quarter {
	case 1:
		at.X += h
	case 2:
		at.X, at.Y = at.X+w, at.Y+h
	case 3:
		at.Y += w
	}
	return &page.Group{At: at, Quarter: c.quarter, Items: []page.Item{picture}}
}

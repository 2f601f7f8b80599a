package specimen

import (
	"banxin/layout/page"
	"banxin/layout/unit"
)

// Anything returns items made of the numbers that next gives, no length being further
// from 0 than reach, for fuzz tests. They use six faces and the four Pictures.
func Anything(next func() uint64, reach int64, depth int) []page.Item {
	a := anything{next, max(reach, -reach, 1)}
	if a.reach < 0 { // the least integer
		a.reach = 1 << 62
	}
	return a.items(depth)
}

type anything struct {
	next  func() uint64
	reach int64
}

func (a anything) below(n int64) int64 { return int64(a.next()>>1) % n }

func (a anything) length() unit.Length { return unit.Length(a.below(a.reach) - a.reach/3) }

func (a anything) point() unit.Point { return unit.Point{X: a.length(), Y: a.length()} }

func (a anything) rect() unit.Rect {
	return unit.Rect{X: a.length(), Y: a.length(), W: a.length(), H: a.length()}
}

func (a anything) color() page.Color {
	return page.Color{C: uint16(a.next()), K: uint16(a.next()), Spot: uint16(a.below(3)), Tint: uint16(a.next())}
}

func (a anything) items(depth int) (list []page.Item) {
	for range 5 {
		switch a.below(6) {
		case 0:
			list = append(list, a.text())
		case 1:
			list = append(list, &page.Rule{From: a.point(), To: a.point(), Width: a.length() / 100, Color: a.color(), Style: page.Stroke(a.below(6))})
		case 2:
			list = append(list, a.path())
		case 3:
			list = append(list, &page.Image{File: int(a.below(4)), Rect: a.rect(), X1: 60, Y1: 40})
		case 4:
			list = append(list, &page.Mark{Role: page.RoleStory, ID: "s\"<&\x01", Open: a.below(2) == 0, Rect: a.rect()})
		case 5:
			if depth > 0 {
				list = append(list, &page.Group{At: a.point(), Quarter: int(a.below(9)) - 4, Clip: a.rect(), Items: a.items(depth - 1)})
			}
		}
	}
	return list
}

func (a anything) text() *page.Text {
	t := &page.Text{Face: uint16(a.below(6)), Size: a.length(), Color: a.color(), At: a.point(), Dir: page.Dir(a.below(2)), Src: "任何\xff字"}
	for range a.below(4) {
		t.Glyphs = append(t.Glyphs, page.Glyph{X: int32(a.next()), Y: int32(a.next()), Cluster: uint32(a.below(12)), ID: uint16(a.below(3000))})
	}
	t.Pos = page.Pos{File: int32(a.next()), Line: int32(a.next()), Col: int32(a.next())}
	return t
}

func (a anything) path() *page.Path {
	fill, stroke := a.color(), a.color()
	p := &page.Path{Fill: &fill, Stroke: &stroke, Width: a.length(), EvenOdd: a.below(2) == 0}
	for range a.below(8) {
		p.Segs = append(p.Segs, page.Seg{Op: page.Op(a.below(5)), P: [3]unit.Point{a.point(), a.point(), a.point()}})
	}
	return p
}

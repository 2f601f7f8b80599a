package rtf

import (
	"maps"
	"slices"

	"banxin/editions/intake"
)

func sorted(m map[int]bool) []int { return slices.Sorted(maps.Keys(m)) }

// pict is a picture being read.
type pict struct {
	kind string
	data []byte
	half int // -1, or the first digit of a byte
	w, h int // of the whole, in twips or pixels
	crop [4]int
	at   int
}

func (p *parser) beginPicture(t token) {
	p.now.dest = picture
	p.pict = &pict{half: -1, at: t.at}
}

// hex reads hexadecimal digits.
func (q *pict) hex(b []byte) {
	for _, c := range b {
		d := hexDigit(c)
		if d < 0 {
			continue
		}
		if q.half < 0 {
			q.half = d
			continue
		}
		q.data = append(q.data, byte(q.half<<4|d))
		q.half = -1
	}
}

func (p *parser) pictWord(t token) {
	q := p.pict
	if q == nil {
		return
	}
	switch t.word {
	case "pngblip":
		q.kind = "png"
	case "jpegblip":
		q.kind = "jpg"
	case "emfblip":
		q.kind = "emf"
	case "wmetafile":
		q.kind = "wmf"
	case "dibitmap", "wbitmap":
		q.kind = "bmp"
	case "macpict", "pmmetafile":
		q.kind = "pict"
	case "picwgoal":
		q.w = t.arg
	case "pichgoal":
		q.h = t.arg
	case "piccropl":
		q.crop[0] = t.arg
	case "piccropt":
		q.crop[1] = t.arg
	case "piccropr":
		q.crop[2] = t.arg
	case "piccropb":
		q.crop[3] = t.arg
	}
}

// endPicture adds the picture after the text that stands before it in its paragraph; kinds
// that no newspaper sets are named.
func (p *parser) endPicture() {
	q := p.pict
	p.pict = nil
	if q == nil || !p.readable() {
		return
	}
	p.settle()
	where := p.place(q.at)
	if q.kind != "png" && q.kind != "jpg" || len(q.data) == 0 {
		if len(q.data) > 0 {
			p.c.LeaveThing("picture "+q.kind, intake.Object, where)
		}
		return
	}
	piece := intake.Piece{Kind: intake.Image, At: where, Pic: &intake.Picture{Data: q.data}}
	for i, of := range []int{q.w, q.h, q.w, q.h} {
		if of > 0 && q.crop[i] > 0 {
			piece.Pic.Crop[i] = min(1000, q.crop[i]*1000/of)
		}
	}
	if p.now.dest != body || len(p.held) > 0 || len(p.tables) > 0 || len(p.out.runs) > 0 {
		p.out.later = append(p.out.later, piece)
		return
	}
	p.c.Add(piece)
}

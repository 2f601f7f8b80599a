package main

import (
	"image"
	"image/color"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"banxin/assets/faces"
)

// poster is the advert on the back: the bamboo wood with brushed letters down its left.
// It is drawn with the bleed, 276 by 396 millimetres at 150 points an inch.
func poster() image.Image { return posterOf(1630, 2339) }

// backCover is the same for a page of 210 by 285 millimetres, with the bleed.
func backCover() image.Image { return posterOf(1276, 1719) }

// posterOf draws it so many points wide and high, its lines as far down as its height has them.
func posterOf(w, h int) image.Image {
	p := newPlate(w/coarse, h/coarse)
	k := float64(p.w)
	down := k * (float64(h) / float64(w)) / (2339.0 / 1630)
	p.paint(func(x, y float64, _ light) light { return groveAt(x/k, y/k) })
	p.bloom(0.86, 40, 0.30)
	p.develop(finish{grain: 0.004, vignette: 0.42, seed: 1401})
	white := light{1, 0.995, 0.95}
	for i, s := range []string{"竹", "里", "有", "风"} {
		p.brush(s, 0.145*k, (0.27+0.205*float64(i))*down, 0.205*down, white)
	}
	p.brush("云屏竹海　周末进山", 0.5*k, 1.285*down, 0.062*k, white)
	p.label("市汽车南站每天七班直达　单程五十分钟", 0.5*k, 1.350*down, letters{size: 0.027 * k, c: white})
	p.label("山上不设垃圾桶　请把脚印以外的东西都带下山", 0.5*k, 1.392*down, letters{size: 0.020 * k, c: white})
	m := image.NewRGBA(image.Rect(0, 0, p.w, p.h))
	for i, c := range p.px {
		m.SetRGBA(i%p.w, i/p.w, color.RGBA{byteOf(c.r), byteOf(c.g), byteOf(c.b), 255})
	}
	return m
}

// brush writes in the brush face, a soft shade under it, its middle at x, its foot at y.
func (p *plate) brush(s string, x, y, size float64, c light) {
	face := brushFace(size)
	defer face.Close()
	x -= float64(font.MeasureString(face, s)) / 64 / 2
	dst := image.NewAlpha(image.Rect(0, 0, p.w, p.h))
	d := font.Drawer{Dst: dst, Src: image.NewUniform(color.Opaque), Face: face}
	d.Dot = fixed.Point26_6{X: fixed.Int26_6(x * 64), Y: fixed.Int26_6(y * 64)}
	d.DrawString(s)
	m := &mask{p.w, p.h, make([]float32, len(p.px))}
	for i, a := range dst.Pix {
		m.a[i] = float32(a) / 255
	}
	p.lay(&mask{p.w, p.h, halved(m.blur(size / 14).a)}, light{0.05, 0.10, 0.03})
	p.lay(m, c)
}

func halved(a []float32) []float32 {
	for i := range a {
		a[i] *= 0.55
	}
	return a
}

func brushFace(size float64) font.Face {
	for _, f := range faces.All() {
		if f.Name == "MaShanZheng-Regular" {
			parsed, err := opentype.Parse(f.Data)
			if err != nil {
				break
			}
			if face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: size, DPI: 72}); err == nil {
				return face
			}
		}
	}
	panic("the brush face cannot be read")
}

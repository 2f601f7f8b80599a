package main

import (
	"image"
	"math"
)

// riders is how many people a night took the night buses, in hundreds, week by week.
var riders = []int{21, 24, 23, 27, 31, 30, 36, 41, 44, 43, 49, 56, 61, 66, 64, 73, 82, 91}

// hours is how they spread over the hours of the night, in percent.
var hours = []struct {
	name  string
	share int
}{{"22时", 31}, {"23时", 34}, {"0时", 19}, {"1时", 7}, {"2时", 4}, {"3时", 5}}

// ridership is an area that rises, and bars of the hours beside it.
func ridership() image.Image {
	p := newPlate(1500, 820)
	p.paint(func(_, _ float64, _ light) light { return light{0.975, 0.965, 0.94} })
	deep, pale := light{0.10, 0.33, 0.50}, light{0.62, 0.76, 0.82}
	at := func(i int) (float64, float64) {
		return 110 + 47.5*float64(i), 690 - 5.4*float64(riders[i])
	}
	for i := 0; i <= 4; i++ {
		y := 690 - 5.4*25*float64(i)
		p.lay(p.stencil(func(k *pen) { k.rect(100, y-1, 830, 2) }), rule)
		p.label(whole(25*i), 70, y+11, letters{size: 30, c: black})
	}
	area := p.stencil(func(k *pen) {
		k.move(110, 690)
		for i := range riders {
			x, y := at(i)
			k.to(x, y)
		}
		x, _ := at(len(riders) - 1)
		k.to(x, 690)
		k.close()
	})
	p.paint(func(x, y float64, c light) light {
		a := float64(area.a[int(y)*p.w+int(x)])
		return c.mix(pale.mix(deep, 0.75*clamp((690-y)/500)), a*0.8)
	})
	var way []float64
	for i := range riders {
		x, y := at(i)
		way = append(way, x, y)
	}
	p.lay(p.stencil(func(k *pen) {
		for i := 2; i+1 < len(way); i += 2 {
			k.line(point{way[i-2], way[i-1]}, point{way[i], way[i+1]}, 7, 7)
			k.oval(way[i], way[i+1], 3.5, 3.5)
		}
	}), deep)
	x, y := at(len(riders) - 1)
	p.lay(p.stencil(func(k *pen) { k.oval(x, y, 15, 15) }), red)
	p.label("9100人次", x-62, y-26, letters{size: 40, c: red, bold: true})
	x, y = at(0)
	p.label("2100人次", x+70, y-58, letters{size: 32, c: deep, bold: true})
	p.lay(p.stencil(func(k *pen) { k.rect(100, 688, 830, 4) }), black)
	for i, s := range []string{"6月", "7月", "8月", "9月"} {
		p.label(s, 160+204*float64(i), 740, letters{size: 32, c: black})
	}
	p.label("每晚平均乘客（百人次）", 100, 88, letters{size: 40, c: black, bold: true, left: true})
	p.label("乘车时刻（%）", 1010, 88, letters{size: 40, c: black, bold: true, left: true})
	for i, h := range hours {
		y := 168 + 92*float64(i)
		p.label(h.name, 1050, y+34, letters{size: 32, c: black})
		w := 9.4 * float64(h.share)
		c := pale.mix(deep, math.Sqrt(float64(h.share)/34))
		p.lay(p.stencil(func(k *pen) { k.rect(1100, y, w, 46) }), c)
		p.label(whole(h.share), 1100+w+30, y+36, letters{size: 34, c: black, bold: true})
	}
	p.lay(p.stencil(func(k *pen) { k.rect(968, 50, 2, 700) }), rule)
	return p.flat()
}

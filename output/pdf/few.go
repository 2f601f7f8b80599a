package pdf

import (
	"fmt"
	"strings"

	"banxin/layout/page"
	"banxin/output/color"
	"banxin/output/internal/inks"
)

// few separates a picture into the inks of its page alone: black is a grey picture, one other
// ink tints of it, and several are channels of their own (ISO 32000-1, 8.6.6.5).
func (f *file) few(im *page.ImageFile, u *imageUse, p *pixels, drawn bool, z *packer) (string, error) {
	full, names := inks.Few(u.inks, f.doc.Spots)
	link, err := f.fewLink(f.sourceOf(im, p), full, u.inks)
	if err != nil {
		return "", err
	}
	out := &pixels{w: p.w, h: p.h, parts: len(full), pix: make([]byte, p.w*p.h*len(full))}
	link.Convert(out.pix, p.pix)
	if drawn {
		greyAlone(out, p)
	}
	if len(full) > 1 {
		entries := fmt.Sprintf(imageEntries, p.w, p.h, 8, " "+u.space.String())
		return stream(fmt.Sprintf("%s/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %d/Columns %d>>", entries, out.parts, p.w), z.pack(out.predicted())), nil
	}
	for i, v := range out.pix { // grey pictures say light
		out.pix[i] = 255 - v
	}
	space := "/DeviceGray"
	if names[0] != "Black" {
		var alt page.Color
		for i, v := range full[0] {
			*[4]*uint16{&alt.C, &alt.M, &alt.Y, &alt.K}[i] = uint16(v*10000 + 0.5)
		}
		space = separation(page.Spot{Name: names[0], Alt: alt}) + "/Decode[1 0]"
	}
	return f.packed(out, drawn, space, z)
}

// greyAlone leaves what is grey in a drawing to the first ink, which is black where there is
// black: its lines and letters are not screened lighter.
func greyAlone(out, p *pixels) {
	if p.parts != 3 {
		return
	}
	for i := range p.w * p.h {
		if v := p.pix[3*i : 3*i+3]; v[0] == v[1] && v[1] == v[2] {
			clear(out.pix[i*out.parts : (i+1)*out.parts])
			out.pix[i*out.parts] = 255 - v[0]
		}
	}
}

// sourceOf is the profile of a picture's pixels: its own, or sRGB, or for inks of which nothing
// is known that of the press.
func (f *file) sourceOf(im *page.ImageFile, p *pixels) *color.Profile {
	switch p.parts {
	case 4:
		if own := f.foreign(im); own != nil {
			return own
		}
		return f.icc
	case 3:
		return f.rgbOf(im)
	}
	return color.Grey22()
}

// fewLink returns the way from a profile's colours to some inks, made once.
func (f *file) fewLink(src *color.Profile, full [][4]float64, set page.Inks) (*color.Link, error) {
	key := fmt.Sprint(set) + string(src.Data)
	f.linkLock.Lock()
	defer f.linkLock.Unlock()
	if l := f.links[key]; l != nil {
		return l, nil
	}
	l, err := color.NewFew(src, f.icc, full)
	if err != nil {
		return nil, err
	}
	if f.links == nil {
		f.links = map[string]*color.Link{}
	}
	f.links[key] = l
	return l, nil
}

// fewSpace is the colour space of the inks of a page, made once: what shows them where they have
// no plates is straight between full inks and none.
func (f *file) fewSpace(set page.Inks) ref {
	if r, ok := f.res.few[set]; ok {
		return r
	}
	if f.res.few == nil {
		f.res.few = map[page.Inks]ref{}
	}
	full, names := inks.Few(set, f.doc.Spots)
	r := f.deviceN(names, full)
	f.res.few[set] = r
	return r
}

// deviceN is the colour space of several inks (ISO 32000-1, 8.6.6.5).
func (f *file) deviceN(names []string, full [][4]float64) ref {
	var b strings.Builder
	b.WriteString("[/DeviceN[")
	for _, n := range names {
		b.WriteString(name(n))
	}
	b.WriteString("]/DeviceCMYK ")
	corners := 1 << len(full)
	data := make([]byte, 0, 4*corners)
	for k := range corners {
		var v [4]float64
		for i, ink := range full {
			if k&(1<<i) != 0 {
				for c := range v {
					v[c] = 1 - (1-v[c])*(1-ink[c])
				}
			}
		}
		for _, x := range v {
			data = append(data, byte(x*255+0.5))
		}
	}
	domain, size := strings.TrimSpace(strings.Repeat("0 1 ", len(full))), strings.TrimSpace(strings.Repeat("2 ", len(full)))
	mix := f.add(stream(fmt.Sprintf("/FunctionType 0/Domain[%s]/Range[0 1 0 1 0 1 0 1]/Size[%s]/BitsPerSample 8", domain, size), data))
	return f.add(b.String() + mix.String() + "]")
}

package pdfread

import (
	"bytes"
	"image"
	"image/color"
	"image/png"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// maxPixels bounds a picture that is unpacked.
const maxPixels = 40 << 20

func (in *interpreter) picture(name string, s *types.StreamDict) {
	if len(in.p.Pictures) >= maxPictures {
		in.p.Cut = true
		return
	}
	p := Picture{Box: bounds(in.g.ctm, 0, 0, 1, 1), Name: name, MCID: in.mcid}
	if in.g.clip != nil {
		if p.Box = p.within(*in.g.clip); p.W() <= 0 || p.H() <= 0 {
			return
		}
	}
	n := len(s.FilterPipeline)
	switch {
	case n == 1 && s.FilterPipeline[0].Name == "DCTDecode":
		p.Data, p.Name = s.Raw, name+".jpg"
	case n <= 1:
		if p.Data = in.f.pixels(s); p.Data != nil {
			p.Name += ".png"
		}
	}
	in.p.Pictures = append(in.p.Pictures, p)
}

// pixels makes a PNG file of a picture of eight bits in gray or RGB; nil of others.
func (f *File) pixels(s *types.StreamDict) []byte {
	w, h := int(f.number(s.Dict["Width"])), int(f.number(s.Dict["Height"]))
	if w <= 0 || h <= 0 || w > maxPixels/h || f.number(s.Dict["BitsPerComponent"]) != 8 {
		return nil
	}
	parts := map[string]int{"DeviceGray": 1, "CalGray": 1, "DeviceRGB": 3, "CalRGB": 3}[f.text(s.Dict["ColorSpace"])]
	if a, _ := f.pdf.DereferenceArray(s.Dict["ColorSpace"]); len(a) > 1 && f.text(a[0]) == "ICCBased" {
		if icc := f.stream(a[1]); icc != nil {
			parts = int(f.number(icc.Dict["N"]))
		}
	}
	data := f.decode(s)
	if parts != 1 && parts != 3 || len(data) < w*h*parts {
		return nil
	}
	var im image.Image
	if parts == 1 {
		im = &image.Gray{Pix: data[:w*h], Stride: w, Rect: image.Rect(0, 0, w, h)}
	} else {
		rgb := image.NewNRGBA(image.Rect(0, 0, w, h))
		for i := range w * h {
			rgb.SetNRGBA(i%w, i/w, color.NRGBA{data[3*i], data[3*i+1], data[3*i+2], 255})
		}
		im = rgb
	}
	var b bytes.Buffer
	if png.Encode(&b, im) != nil {
		return nil
	}
	return b.Bytes()
}

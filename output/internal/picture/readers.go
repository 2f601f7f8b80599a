package picture

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"strings"

	"banxin/editions/picture"
	"banxin/output/color"
)

// ReaderSide is the longest side of a picture for readers, in pixels, unless the paper
// says another.
const ReaderSide = 2000

const readerQuality = 85 // of JPEG

// Shown is a picture as readers get it.
type Shown struct {
	Format string // jpeg or png
	W, H   int    // pixels
	Data   []byte
	Name   string // of the file that it was made of, where Keep made it; else empty
}

// ForReaders makes of a picture's file what readers get: upright, in sRGB, at most side
// pixels long (0: [ReaderSide]), without what is not for every reader, but with its
// credit. A file that is all that already is taken as it is.
func ForReaders(data []byte, side int) (Shown, error) {
	i, err := picture.Read(data)
	if err != nil {
		return Shown{}, err
	}
	side = cmp.Or(side, ReaderSide)
	out := Shown{Format: i.Format, W: i.W, H: i.H, Data: data}
	own := screenProfile(i)
	switch {
	case i.Format != "jpeg" && i.Format != "png", i.Turn > 1, i.Space == picture.CMYK, own != nil && (own.Space != "GRAY" || toneOf(own) != nil), max(i.W, i.H) > side:
		return remade(data, i, own, side)
	case i.Private != 0:
		out.Data = picture.Strip(data, i)
	}
	return out, nil
}

// readerSides are the longest sides that pictures are brought to where all of them are too
// many bytes. The last fills a telephone that is held across.
var readerSides = []int{1800, 1600, 1440, 1280, 1152, 1024, 896, 768, 640}

// Within brings pictures, as ForReaders has made them, to so many bytes together: all to the
// largest side with which they fit, or else to the smallest there is. The same pictures give
// the same bytes, in any order.
func (k Keep) Within(shown []Shown, budget int) ([]Shown, error) {
	if total(shown) <= budget {
		return shown, nil
	}
	at, last := 0, len(readerSides)-1
	for at < last && likely(shown, readerSides[at]) > budget {
		at++
	}
	out, err := k.brought(shown, readerSides[at])
	for err == nil && at < last && total(out) > budget {
		at++
		out, err = k.brought(shown, readerSides[at])
	}
	for larger := out; err == nil && at > 0 && total(out) <= budget; out = larger {
		at--
		if larger, err = k.brought(shown, readerSides[at]); total(larger) > budget {
			break
		}
	}
	return out, err
}

// brought brings pictures to a side.
func (k Keep) brought(shown []Shown, side int) ([]Shown, error) {
	out := make([]Shown, len(shown))
	for i, s := range shown {
		key := ""
		if s.Name != "" {
			key = fmt.Sprintf("within %d %s", side, s.Name)
		}
		var err error
		if out[i], err = k.shown(key, func() (Shown, error) { return s.within(side) }); err != nil {
			return nil, err
		}
		out[i].Name = s.Name
	}
	return out, nil
}

func total(shown []Shown) (n int) {
	for _, s := range shown {
		n += len(s.Data)
	}
	return n
}

// likely is about how many bytes pictures take at a side: of half the side a third.
func likely(shown []Shown, side int) int {
	var n int64
	for _, s := range shown {
		long := max(s.W, s.H, 1)
		part := int64(1000 * min(side, long) / long)
		n += int64(len(s.Data)) * part / 1000 * (part + 200) / 1200
	}
	return int(n)
}

// within is a picture at most side pixels long. One of many colours that comes as PNG becomes
// a JPEG where that is much smaller: it is a photograph.
func (s Shown) within(side int) (Shown, error) {
	i, err := picture.Read(s.Data)
	if err != nil {
		return Shown{}, err
	}
	out := s
	if max(s.W, s.H) > side {
		if out, err = remade(s.Data, i, nil, side); err != nil {
			return Shown{}, err
		}
	}
	if out.Format != "png" || i.Alpha {
		return out, nil
	}
	img, err := picture.Decode(out.Data)
	if err != nil {
		return Shown{}, err
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, flat(img, out.W, out.H, nil), &jpeg.Options{Quality: readerQuality}); err != nil {
		return Shown{}, err
	}
	if b.Len() < len(out.Data)/2 {
		out.Format, out.Data = "jpeg", picture.WithCredit("jpeg", b.Bytes(), i.Credit)
	}
	return out, nil
}

// screenProfile is a picture's profile where its colours must go through it to be those
// of a screen; nil: they are, or nothing is known of them.
func screenProfile(i picture.Info) *color.Profile {
	if i.ICC == nil || i.Space == picture.Lab {
		return nil
	}
	p, err := color.Parse(i.ICC)
	if err != nil || p.Space == "RGB" && strings.Contains(p.Name, "sRGB") {
		return nil
	}
	if (p.Space == "CMYK") != (i.Space == picture.CMYK) || (p.Space == "GRAY") != (i.Space == picture.Gray) {
		return nil
	}
	return p
}

// remade decodes a picture and makes a file of it anew.
func remade(data []byte, i picture.Info, own *color.Profile, side int) (Shown, error) {
	img, err := picture.Decode(data)
	if err != nil {
		return Shown{}, err
	}
	w, h := within(i.W, i.H, side)
	out := Shown{Format: "jpeg", W: w, H: h}
	var b bytes.Buffer
	switch {
	case (i.Format == "png" || i.Format == "gif" || i.Alpha) && own == nil && w == i.W:
		out.Format = "png"
		err = png.Encode(&b, img) // with what shows through it
	case i.Format == "png" || i.Format == "gif":
		out.Format = "png"
		err = png.Encode(&b, flat(img, w, h, own))
	default:
		err = jpeg.Encode(&b, flat(img, w, h, own), &jpeg.Options{Quality: readerQuality})
	}
	out.Data = picture.WithCredit(out.Format, b.Bytes(), i.Credit)
	return out, err
}

// within is a size whose longer side is at most one.
func within(w, h, side int) (int, int) {
	long := max(w, h)
	if long <= side {
		return w, h
	}
	return max((w*side+long/2)/long, 1), max((h*side+long/2)/long, 1)
}

// toneOf is what the grey of a profile becomes on a screen; nil: it stays.
func toneOf(own *color.Profile) *[256]byte {
	if own == nil || own.Space != "GRAY" {
		return nil
	}
	tone, err := color.Tone(own, color.SRGB())
	if err != nil {
		return nil
	}
	return tone
}

// flat is a picture at a size in grey or sRGB, on white.
func flat(img image.Image, w, h int, own *color.Profile) image.Image {
	parts, pix := Scaled(img, image.Rectangle{Max: img.Bounds().Size()}, w, h)
	r := image.Rect(0, 0, w, h)
	if parts == 1 {
		if tone := toneOf(own); tone != nil {
			for i, v := range pix {
				pix[i] = tone[v]
			}
		}
		return &image.Gray{Pix: pix, Stride: w, Rect: r}
	}
	if l := toScreen(own); l != nil {
		rgb := make([]byte, w*h*3)
		l.Convert(rgb, pix)
		parts, pix = 3, rgb
	}
	if parts == 4 {
		return Flat(&image.CMYK{Pix: pix, Stride: 4 * w, Rect: r})
	}
	out := image.NewRGBA(r)
	for i, o := 0, 0; i < len(pix); i, o = i+3, o+4 {
		out.Pix[o], out.Pix[o+1], out.Pix[o+2], out.Pix[o+3] = pix[i], pix[i+1], pix[i+2], 255
	}
	return out
}

// toScreen is the way from a profile's colours to sRGB; nil where there is none.
func toScreen(own *color.Profile) *color.Link {
	if own == nil || own.Space == "GRAY" {
		return nil
	}
	l, err := color.NewLink(own, color.SRGB(), color.LinkOptions{Intent: color.Relative, BPC: true})
	if err != nil { // without black point compensation, where the profile does not know its black
		l, _ = color.NewLink(own, color.SRGB(), color.LinkOptions{Intent: color.Relative})
	}
	return l
}

// Package picture says what a picture file is, by its bytes alone, and decodes it as it is
// seen: JPEG, PNG, TIFF, WebP and GIF. Files of other kinds are known by name.
//
//	info, err := picture.Read(data)  // size as seen, colours, profile, resolution
//	err := picture.Verify(data)      // is it whole?
//	img, err := picture.Decode(data) // upright
//
// All take any bytes: what is wrong with them is an error, one of [ErrCut], [ErrDamaged],
// a *[SizeError] or a *[KindError]. Memory stays in proportion to the pixels, which are
// bounded, and the pixels to the file where its compression has a bound.
package picture

import (
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"strings"
	"unicode/utf16"
)

// Space is what the numbers of a picture mean.
type Space uint8

// The colour spaces. A profile of the file may say more.
const (
	Gray Space = iota
	RGB
	CMYK
	Lab
)

func (s Space) String() string { return [...]string{"grey", "RGB", "CMYK", "Lab"}[s] }

// Info is what a picture file says of itself.
type Info struct {
	Format   string  // jpeg, png, tiff, webp or gif
	W, H     int     // pixels, as seen
	Turn     int     // how the file's pixels lie: EXIF's orientation, 1 (as seen) to 8
	Space    Space   // of the file; Decode gives Lab as sRGB
	Bits     int     // of a sample
	Alpha    bool    // it may be transparent
	ICC      []byte  // the embedded profile; nil: none
	PPI      int     // resolution across; 0: not said
	Inverted bool    // inks are stored as what they leave of white (Adobe's JPEG files)
	Profile  string  // the name that it gives itself
	Private  Private // what it tells that is not for every reader
	Credit   Credit
}

// Private is a set of what a file tells beside the picture.
type Private uint8

// The kinds of private data.
const (
	Position  Private = 1 << iota // where it was taken
	Serial                        // numbers of camera and lens
	Names                         // of owner, of people shown, of programs' users
	Thumbnail                     // a small picture, often of the whole before it was cropped
)

// Credit is what a file says of its rights, to be kept with it.
type Credit struct{ Artist, Copyright string }

const (
	maxSide   = 19999     // pixels of an edge
	maxMemory = 256 << 20 // bytes of the decoded pixels
)

// ErrCut: the file ends before the picture does. ErrDamaged is wrapped with a reason.
var (
	ErrCut     = errors.New("it is cut off")
	ErrDamaged = errors.New("it is damaged")
)

// SizeError: the picture has more pixels than are set.
type SizeError struct{ W, H int64 }

func (e *SizeError) Error() string { return fmt.Sprintf("%d × %d pixels are too many", e.W, e.H) }

// KindError: the file is of a kind that is not set. Its Kind is a name as people know it.
type KindError struct {
	Kind    string // "HEIC", "JPEG (arithmetic)"; empty: not known
	convert string // command with IN and OUT for the file's name without and with its ending
}

func (e *KindError) Error() string {
	if e.Kind == "" {
		return "it is no picture that is known"
	}
	return e.Kind + " is not set"
}

func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrDamaged, fmt.Sprintf(format, args...))
}

// reader is what a format's package knows to do.
type reader struct {
	read   func(data []byte) (Info, error)                // the head; size and turn as in the file
	decode func(data []byte, i Info) (image.Image, error) // as in the file
}

func readerOf(data []byte) (reader, error) {
	switch format(data) {
	case "jpeg":
		return reader{readJPEG, decodeJPEG}, nil
	case "png":
		return reader{readPNG, decodePNG}, nil
	case "tiff":
		return reader{readTIFF, decodeTIFF}, nil
	case "webp":
		return reader{readWebP, decodeWebP}, nil
	case "gif":
		return reader{readGIF, decodeGIF}, nil
	}
	return reader{}, foreign(data)
}

// Read reads a picture's head and looks for its end.
func Read(data []byte) (info Info, err error) {
	r, err := readerOf(data)
	if err != nil {
		return Info{}, err
	}
	info, err = r.head(data)
	if info.Turn >= 5 {
		info.W, info.H = info.H, info.W
	}
	info.Profile = profileName(info.ICC)
	return info, err
}

// profileName reads the description of an ICC profile (ICC.1, 9.2.41); empty: it has none.
func profileName(icc []byte) string {
	if len(icc) < 132 {
		return ""
	}
	n := min(int(binary.BigEndian.Uint32(icc[128:])), (len(icc)-132)/12)
	for rec := icc[132:]; n > 0; n, rec = n-1, rec[12:] {
		at, size := int64(binary.BigEndian.Uint32(rec[4:])), int64(binary.BigEndian.Uint32(rec[8:]))
		if string(rec[:4]) != "desc" || at+size > int64(len(icc)) || size < 28 {
			continue
		}
		t := icc[at : at+size]
		switch length := int64(binary.BigEndian.Uint32(t[8:])); string(t[:4]) {
		case "desc":
			return strings.TrimRight(strings.ToValidUTF8(string(t[12:min(12+length, size)]), ""), "\x00")
		case "mluc":
			long, from := int64(binary.BigEndian.Uint32(t[20:])), int64(binary.BigEndian.Uint32(t[24:]))
			var units []uint16
			for s := t[min(from, size):min(from+long, size)]; len(s) >= 2; s = s[2:] {
				units = append(units, binary.BigEndian.Uint16(s))
			}
			return string(utf16.Decode(units))
		}
	}
	return ""
}

// head is read with a look at the size.
func (r reader) head(data []byte) (info Info, err error) {
	defer recovered(&err)
	if info, err = r.read(data); err != nil {
		return info, err
	}
	if info.Turn < 1 || info.Turn > 8 {
		info.Turn = 1
	}
	switch {
	case info.W < 1 || info.H < 1:
		return info, damaged("it has no pixels")
	case info.W > maxSide || info.H > maxSide || info.memory() > maxMemory:
		return info, &SizeError{int64(info.W), int64(info.H)}
	}
	return info, nil
}

// memory is what the decoded pixels take at most.
func (i *Info) memory() int64 {
	each := int64(4)
	switch {
	case i.Format == "jpeg" && i.Space == RGB:
		each = 3
	case i.Space == Gray && !i.Alpha && i.Bits <= 8:
		each = 1
	case i.Format == "png" && i.Bits == 16:
		each = 12
	}
	return int64(i.W) * int64(i.H) * each
}

// Decode returns a picture's pixels as they are seen: *image.Gray, *image.YCbCr,
// *image.CMYK with the amounts of ink, *image.NRGBA, *image.RGBA or *image.Paletted, from
// 0,0. Of a moving picture it is the first.
func Decode(data []byte) (img image.Image, err error) {
	defer recovered(&err)
	r, info, err := opened(data)
	if err != nil {
		return nil, err
	}
	if img, err = r.pixels(data, info); err != nil {
		return nil, err
	}
	return upright(img, info.Turn), nil
}

// Verify tells what is wrong with a picture: the error that Decode would have. Of most JPEG
// files it reads the codes alone, which takes a fraction of the time and no memory.
func Verify(data []byte) (err error) {
	defer recovered(&err)
	r, info, err := opened(data)
	if err != nil {
		return err
	}
	if info.Format == "jpeg" && soundJPEG(data, info) {
		return nil
	}
	_, err = r.pixels(data, info)
	return err
}

func opened(data []byte) (reader, Info, error) {
	r, err := readerOf(data)
	if err != nil {
		return r, Info{}, err
	}
	info, err := r.head(data)
	return r, info, err
}

// pixels are those of the file, as many as it says.
func (r reader) pixels(data []byte, info Info) (image.Image, error) {
	img, err := r.decode(data, info)
	if err != nil {
		return nil, err
	}
	if size := img.Bounds().Size(); size != image.Pt(info.W, info.H) {
		return nil, damaged("it has %d × %d pixels, and says %d × %d", size.X, size.Y, info.W, info.H)
	}
	return img, nil
}

// recovered makes an error of a panic: a decoder met a file that its makers did not think of.
func recovered(err *error) {
	if p := recover(); p != nil {
		*err = damaged("%v", p)
	}
}

package editions

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	_ "image/jpeg" // decoders for image.DecodeConfig
	_ "image/png"
	"io/fs"
	"path"
	"strings"

	"banxin/editions/source"
)

const (
	maxPicture = 100 << 20   // bytes
	maxSide    = 19999       // pixels of an edge
	maxPixels  = 200_000_000 // of a picture
)

// pictures reads the pictures of all stories, each file once.
func (l *loader) pictures(ed *Edition) {
	tried := map[string]bool{}
	for _, s := range ed.Stories {
		for _, p := range s.Pictures() {
			l.picture(ed, s, p, tried)
		}
	}
}

// picture finds a picture in images/, then beside the story.
func (l *loader) picture(ed *Edition, s *Story, p *Picture, tried map[string]bool) {
	pos := s.File.Pos(p.Span)
	complain := func(code string, msg, hint source.Message) {
		l.found.Add(source.New(code, pos, msg, hint).Of(s.ID))
	}
	if !fs.ValidPath(p.Path) || p.Path == "." || strings.ContainsAny(p.Path, "\\\x00") {
		complain("SRC-PATH", source.Msg("leads-out-of-paper-folder", p.Path), source.Msg("copy-picture-into-images-name-from"))
		return
	}
	for _, dir := range []string{"images", "stories"} {
		name := path.Join(ed.Path, dir, p.Path)
		if p.Image = ed.Images[name]; p.Image != nil {
			return
		}
		data, err := l.bytes(name, maxPicture)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			at := len(l.found)
			l.blame(err, "PIC-MISSING", pos, p.Path)
			for ; at < len(l.found); at++ {
				l.found[at].Story = s.ID
			}
			return
		}
		img, msg, hint, code := decode(name, data)
		if img == nil {
			complain(code, msg, hint)
			return
		}
		if code != "" && !tried[name] {
			tried[name] = true
			complain(code, msg, hint)
		}
		ed.Images[name], p.Image = img, img
		return
	}
	complain("PIC-MISSING", source.Msg("picture-missing", p.Path), source.Msg("put-into-images", ed.Path))
}

// decode reads a picture's header and checks that the file has its end. Where code is
// not empty something is wrong; the image is nil when it cannot be used at all.
func decode(name string, data []byte) (img *Image, msg, hint source.Message, code string) {
	if len(data) == 0 {
		return nil, source.Msg("picture-empty", path.Base(name)), source.Message{}, "PIC-FORMAT"
	}
	c, format, err := image.DecodeConfig(bytes.NewReader(data))
	w, h := int64(c.Width), int64(c.Height)
	if err != nil && bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")) && len(data) >= 24 {
		// image/png refuses sizes that its int cannot count
		w, h = int64(binary.BigEndian.Uint32(data[16:])), int64(binary.BigEndian.Uint32(data[20:]))
	}
	if w > maxSide || h > maxSide || w*h > maxPixels {
		return nil, source.Msg("picture-x-pixels-too-many", path.Base(name), w, h),
			source.Msg("scale-down-page-needs-no-more", maxSide), "PIC-SIZE"
	}
	if err != nil || w < 1 || h < 1 {
		msg, hint = foreign(name, data)
		return nil, msg, hint, "PIC-FORMAT"
	}
	img = &Image{Path: name, Format: format, W: c.Width, H: c.Height, Data: data}
	if !complete(format, data) {
		return nil, source.Msg("picture-cut-off", path.Base(name)), source.Msg("copy-file-again"), "PIC-CUT"
	}
	return img, msg, hint, ""
}

// complete tells whether a picture has its end. Something may follow it.
func complete(format string, data []byte) bool {
	if format == "png" {
		return completePNG(data)
	}
	return completeJPEG(data)
}

// completePNG walks the chunks to IEND (ISO/IEC 15948 5.3).
func completePNG(data []byte) bool {
	for at := 8; at+12 <= len(data); {
		n := binary.BigEndian.Uint32(data[at:])
		if string(data[at+4:at+8]) == "IEND" {
			return true
		}
		if uint64(n)+12 > uint64(len(data)-at) {
			return false
		}
		at += int(n) + 12
	}
	return false
}

// completeJPEG walks the segments, and the coded data after each start of scan, to the
// end of the image (ISO/IEC 10918-1 B.1.1).
func completeJPEG(data []byte) bool {
	const endOfImage = 0xd9
	at := 2
	for at+4 <= len(data)+2 {
		i := bytes.IndexByte(data[at:], 0xff)
		if i < 0 || at+i+1 >= len(data) {
			return false
		}
		at += i + 1
		switch m := data[at]; {
		case m == endOfImage:
			return true
		case m == 0xff: // fill
			continue
		case m == 0 || m == 1 || 0xd0 <= m && m <= 0xd8: // no segment
			at++
			continue
		}
		if at+3 > len(data) {
			return false
		}
		at += 1 + int(binary.BigEndian.Uint16(data[at+1:]))
		if at > len(data) {
			return false
		}
	}
	return false
}

// foreign says what a file is that is neither JPEG nor PNG.
func foreign(name string, data []byte) (msg, hint source.Message) {
	head := string(data[:min(len(data), 512)])
	kind := ""
	switch {
	case strings.HasPrefix(head, "RIFF") && strings.Contains(head, "WEBP"):
		kind = "WebP"
	case strings.HasPrefix(head, "GIF8"):
		kind = "GIF"
	case strings.HasPrefix(head, "II*\x00") || strings.HasPrefix(head, "MM\x00*"):
		kind = "TIFF"
	case strings.HasPrefix(head, "%PDF"):
		kind = "PDF"
	case strings.HasPrefix(head, "BM"):
		kind = "BMP"
	case strings.Contains(head[:min(len(head), 16)], "ftyp"):
		kind = "HEIC"
	case strings.Contains(head, "<svg"):
		kind = "SVG"
	case strings.HasPrefix(head, "8BPS"):
		kind = "PSD"
	case strings.HasPrefix(head, "\x89PNG") || strings.HasPrefix(head, "\xff\xd8"):
		return source.Msg("picture-damaged", path.Base(name)), source.Msg("save-again-as-jpeg-or-png")
	default:
		return source.Msg("picture-neither-jpeg-nor-png", path.Base(name)), source.Msg("save-as-jpeg-or-png")
	}
	base := strings.TrimSuffix(path.Base(name), path.Ext(name))
	return source.Msg("picture-which-not-set", path.Base(name), kind), source.Msg("convert-to-jpeg-or-png-magick", path.Base(name), base)
}

package editions

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"banxin/editions/source"
)

// advert reads the file put into an advert slot: a picture, or a page of a PDF file
// ("mall.pdf#2"). It is nil after a finding.
func (l *loader) advert(ed *Edition, v *value) *Advert {
	return l.supplied(ed, l.folder(ed.Path, "images"), v)
}

// supplied reads a picture or a page of a PDF file from a folder of the paper.
func (l *loader) supplied(ed *Edition, dir string, v *value) *Advert {
	a := &Advert{Path: l.str(v), Page: 1, Pos: v.pos()}
	file, number, ok := strings.Cut(a.Path, "#")
	if ok {
		if a.Page, _ = strconv.Atoi(number); a.Page < 1 {
			l.at("SRC-VALUE", v, source.Msg("no-page-of-pdf-file", number), source.Msg("write-page-after-sign-as-in"))
			return nil
		}
	}
	if file = slashed(file); !isPath(file) {
		l.at("SRC-PATH", v, source.Msg("leads-out-of-paper-folder", file), source.Msg("copy-file-into-folder-name-from"))
		return nil
	}
	name := path.Join(dir, file)
	if a.Image = ed.Images[name]; a.Image != nil {
		return a
	}
	data, err := l.bytes(name, maxPicture)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		l.at("PIC-MISSING", v, source.Msg("missing", file), source.Msg("put-there", name))
		return nil
	case err != nil:
		l.blame(err, "PIC-MISSING", v.pos(), file)
		return nil
	case pdfAt(data) >= 0:
		a.Image = &Image{Path: name, Format: "pdf", Data: data[pdfAt(data):]}
	default:
		f := pictureFile{name: name, data: data}
		if f.settle(l.sound); f.img == nil {
			l.at(f.code, v, f.msg, f.hint)
			return nil
		}
		a.Image = f.img
	}
	ed.Images[name] = a.Image
	return a
}

// pdfAt is where a PDF file begins, behind the lines that mailers put before it; -1: it is none.
func pdfAt(data []byte) int {
	head := data[:min(len(data), 1024)]
	i := bytes.Index(head, []byte("%PDF-"))
	if i < 0 || bytes.IndexByte(head[:i], 0) >= 0 || i > 0 && head[0] >= 0x80 {
		return -1
	}
	return i
}

package editions

import "banxin/editions/source"

// Logo is a picture in the nameplate: a device beside the paper's name, or the name itself
// as it was written for the paper (题字).
type Logo struct {
	File  *Advert // from the paper's folder; nil: none
	Right bool    // it stands at the right of the name, else at the left
	Ink   string  // colour of the paper that it is printed in, by its darkness; empty: its own
}

var logoWords = []word{
	{zh: "图", en: "picture", also: []string{"文件", "file"}}, {zh: "位", en: "at"}, {zh: "墨", en: "ink"},
}

var logoPlaces = []word{{zh: "左", en: "left"}, {zh: "右", en: "right"}}

// logos reads the pictures of the nameplate from the paper's folder.
func (l *loader) logos(ed *Edition) {
	p := ed.Paper
	p.Logo, p.Lettering = l.logo(ed, p.logo), l.logo(ed, p.lettering)
	l.labelPicture(ed, &p.Look.Label)
	for _, pg := range ed.Pages {
		if look := &pg.Template.Look.Label; look.picture == p.Look.Label.picture {
			look.Picture = p.Look.Label.Picture
		} else if look.Picture.File == nil {
			l.labelPicture(ed, look)
		}
	}
}

// labelPicture reads the picture before labels; where none is named, they have a stroke.
func (l *loader) labelPicture(ed *Edition, look *LabelLook) {
	v := look.picture
	if v == nil || look.Style != LabelPicture {
		return
	}
	if i := find(labelStyles, l.str(v)); i == int(LabelPicture) {
		l.at("SRC-FILE", v, source.Msg("label-as-picture-without-one"), source.Msg("name-a-picture-of-the-paper-s"))
		look.Style = LabelBar
		return
	}
	look.Picture.File = l.supplied(ed, "", v)
}

// logo takes the name of a file, or keys with more.
func (l *loader) logo(ed *Edition, v *value) Logo {
	var out Logo
	switch {
	case !said(v):
	case v.shape == scalar:
		out.File = l.supplied(ed, "", v)
	default:
		f := l.fields(v, logoWords)
		if said(f.at("picture")) {
			out.File = l.supplied(ed, "", f.at("picture"))
		}
		out.Right = l.chosen(f.at("at"), logoPlaces) == "right"
		out.Ink = l.color(ed.Paper, f.at("ink"))
	}
	if out.File != nil && out.File.Image.Format == "pdf" {
		l.found.Add(source.New("PIC-FORMAT", v.pos(), source.Msg("printed-but-png-e-edition-show", out.File.Path), source.Msg("give-png-of-600-pixels-inch")).As(source.Warning))
		if out.Ink != "" {
			l.found.Add(source.New("PIC-FORMAT", v.pos(), source.Msg("keeps-own-inks-pdf-file", out.File.Path), source.Msg("make-in-ink-or-give-png")).As(source.Warning))
		}
	}
	return out
}

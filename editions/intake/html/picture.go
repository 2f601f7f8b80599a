package html

import (
	"cmp"
	"encoding/base64"
	"net/url"
	"path"
	"strconv"
	"strings"

	"banxin/editions/intake"
	"banxin/editions/intake/tree"
)

// image reads a picture. Before any text of its paragraph it stands before it, else after.
func (w *walker) image(n *tree.Node, outside state) {
	st := w.into(outside, n)
	if w.small(n) {
		w.leaveImage(n, intake.Decoration)
		return
	}
	if n.HasClass("emoji") || strings.Contains(n.Get("class"), "wxemoji") || strings.Contains(n.Get("class"), "emoji_") {
		w.leaveImage(n, intake.Emoji)
		return
	}
	if st.look.Hidden {
		w.leaveImage(n, intake.HiddenText)
		return
	}
	ref := w.source(n)
	if ref == "" {
		w.leaveImage(n, intake.Decoration)
		return
	}
	p := intake.Piece{Kind: intake.Image, Pic: w.picture(ref), At: w.place(n)}
	p.Pic.Alt = w.alt(n)
	if len(w.runs) > 0 {
		w.later = append(w.later, p)
		return
	}
	if w.cell {
		w.later = append(w.later, p)
		return
	}
	w.c.Add(p)
}

func (w *walker) leaveImage(n *tree.Node, why intake.Reason) {
	w.c.Leave(strings.TrimSpace(n.Get("alt")), why, w.place(n))
	w.c.LeaveThing(short(cmp.Or(w.source(n), n.Get("src"))), why, w.place(n))
}

func short(ref string) string {
	if strings.HasPrefix(ref, "data:") || len(ref) > 200 {
		return ref[:min(len(ref), 40)] + "…"
	}
	return ref
}

// small tells a picture for decoration: a dot, a line, an icon.
func (w *walker) small(n *tree.Node) bool {
	css := w.sheet.of(n)
	for _, side := range []string{"width", "height"} {
		v := cmp.Or(n.Get(side), strings.TrimSuffix(css[side], "px"))
		if px, err := strconv.ParseFloat(strings.TrimSuffix(v, "px"), 64); err == nil && px > 0 && px <= 24 {
			return true
		}
	}
	if v, err := strconv.Atoi(n.Get("data-w")); err == nil && v > 0 && v <= 64 {
		return true
	}
	return false
}

// source is where a picture lies: lazy ones say so beside src.
func (w *walker) source(n *tree.Node) string {
	for _, name := range []string{"data-src", "data-original", "data-lazy-src", "data-actualsrc", "data-croporisrc", "data-url", "file"} {
		if v := strings.TrimSpace(n.Get(name)); v != "" && !strings.HasPrefix(v, "data:") {
			return w.local(n, v)
		}
	}
	v := strings.TrimSpace(n.Get("src"))
	if v == "" || tinyData(v) {
		set := strings.Fields(n.Get("srcset"))
		if len(set) == 0 {
			return ""
		}
		v = strings.TrimSuffix(set[0], ",")
	}
	return v
}

// local prefers what a browser saved beside the page over the address it came from.
func (w *walker) local(n *tree.Node, lazy string) string {
	src := strings.TrimSpace(n.Get("src"))
	if src != "" && !strings.Contains(src, ":") && w.find(src) != nil {
		return src
	}
	return lazy
}

// tinyData tells a picture inside the page that only keeps the place of another.
func tinyData(v string) bool { return strings.HasPrefix(v, "data:") && len(v) < 400 }

// picture looks for the picture's bytes: inside the page, in the container, or beside.
func (w *walker) picture(ref string) *intake.Picture {
	pic := &intake.Picture{Ref: ref, Name: nameOf(ref)}
	if data, ok := dataURI(ref); ok {
		pic.Data, pic.Ref, pic.Name = data, "", ""
		return pic
	}
	pic.Data = w.find(ref)
	return pic
}

// find returns the bytes of a picture that is here, nil for others.
func (w *walker) find(ref string) []byte {
	if w.o.Picture != nil {
		if data, ok := w.o.Picture(ref); ok {
			return data
		}
	}
	u, err := url.Parse(ref)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" {
		return nil
	}
	return w.c.Beside(path.Join(path.Dir(w.o.Name), u.Path))
}

// nameOf is a file name for a picture: the last part of its address where that has an
// ending.
func nameOf(ref string) string {
	u, err := url.Parse(ref)
	if err != nil {
		return ""
	}
	name := path.Base(u.Path)
	if ext := path.Ext(name); len(ext) < 3 || len(ext) > 5 || name == ext {
		return ""
	}
	return name
}

// dataURI returns what a data: address holds (RFC 2397).
func dataURI(ref string) (data []byte, ok bool) {
	rest, is := strings.CutPrefix(ref, "data:")
	head, body, comma := strings.Cut(rest, ",")
	if !is || !comma || !strings.HasPrefix(head, "image/") {
		return nil, false
	}
	if strings.HasSuffix(head, ";base64") {
		body = strings.Join(strings.Fields(body), "")
		data, err := base64.StdEncoding.DecodeString(body)
		if err != nil {
			data, err = base64.RawStdEncoding.DecodeString(strings.TrimRight(body, "="))
		}
		if err != nil {
			return nil, false
		}
		return data, true
	}
	raw, err := url.PathUnescape(body)
	return []byte(raw), err == nil
}

// alt is what a picture says to who cannot see it; words that say nothing are left out.
func (w *walker) alt(n *tree.Node) []intake.Run {
	alt := strings.Join(strings.FieldsFunc(n.Get("alt"), tree.IsSpace), " ")
	switch strings.ToLower(alt) {
	case "":
		return nil
	case "图片", "图像", "image", "img", "picture", "photo", "pic", "插图", "图":
		w.c.Leave(alt, intake.Unused, w.place(n))
		return nil
	}
	return []intake.Run{w.c.Text(alt)}
}

// figure reads a picture with its caption.
func (w *walker) figure(n *tree.Node, outside state) {
	w.flush(outside)
	st := w.into(outside, n)
	begin := len(w.c.Pieces)
	var captions []*tree.Node
	for _, k := range n.Kids {
		if k.Name == "figcaption" {
			captions = append(captions, k)
			continue
		}
		w.node(k, st)
	}
	w.flush(st)
	var pics []*intake.Picture
	for i := begin; i < len(w.c.Pieces); i++ {
		if pic := w.c.Pieces[i].Pic; pic != nil {
			pics = append(pics, pic)
		}
	}
	if w.own && n.HasClass("group") {
		for i, pic := range pics {
			pic.Joined = i > 0
		}
	}
	for _, k := range captions {
		w.figcaption(k, st, pics, len(n.All("figure")) > 0)
	}
}

// figcaption gives a caption to the one picture of a figure; that of several follows them.
func (w *walker) figcaption(k *tree.Node, st state, pics []*intake.Picture, group bool) {
	if len(pics) != 1 || group {
		role := w.role
		w.role = intake.Caption
		w.paragraphs(k, st)
		w.role = role
		return
	}
	pic := pics[0]
	var credit *tree.Node
	if w.own {
		if credit = k.First(func(n *tree.Node) bool { return n.HasClass("credit") }); credit != nil {
			w.skip[credit] = true
		}
	}
	st = w.into(st, k)
	pic.Caption = append(pic.Caption, w.inCell(k, st)...)
	if credit != nil {
		delete(w.skip, credit)
		pic.Credit = w.inCell(credit, w.into(st, credit))
	}
}

package works

import (
	"errors"

	"banxin/editions/intake/sheet"
	"banxin/output/pdfread"
)

// OpenPDF opens other people's PDF files for [sheet.Format], pages of old issues with their text, and for
// [tagged.Format].
func OpenPDF(data []byte) (sheet.Document, error) {
	f, err := pdfread.Open(data)
	if errors.Is(err, pdfread.ErrLocked) {
		return nil, sheet.ErrLocked
	}
	if err != nil {
		return nil, err
	}
	return pdfFile{f}, nil
}

// pdfFile is a PDF file as intake sees it.
type pdfFile struct{ f *pdfread.File }

func (d pdfFile) Pages() int { return d.f.Pages() }

func (d pdfFile) Page(number int) (*sheet.Page, error) {
	p, err := d.f.Page(number)
	if err != nil {
		return nil, err
	}
	out := &sheet.Page{Number: p.Number, W: p.W, H: p.H, Unread: p.Unread, Cut: p.Cut, Rules: boxes(p.Rules), Areas: boxes(p.Areas)}
	for _, c := range p.Chars {
		out.Chars = append(out.Chars, sheet.Char{Text: c.Text, X: c.X, Y: c.Y, DX: c.DX, DY: c.DY, Size: c.Size, Font: c.Font.Name, Bold: c.Font.Bold, MCID: c.MCID})
	}
	for _, k := range p.Pictures {
		out.Pictures = append(out.Pictures, sheet.Picture{Box: sheet.Box(k.Box), Data: k.Data, Name: k.Name, MCID: k.MCID})
	}
	return out, nil
}

// Tree makes the file a [sheet.Tagged] document.
func (d pdfFile) Tree() (*sheet.Node, error) {
	root, err := d.f.Tree()
	if root == nil || err != nil {
		return nil, err
	}
	return node(root), nil
}

func node(n *pdfread.Node) *sheet.Node {
	out := &sheet.Node{Tag: n.Tag, Own: n.Own, Alt: n.Alt, Page: n.Page, MCID: n.MCID, ColSpan: n.ColSpan, RowSpan: n.RowSpan}
	for _, k := range n.Kids {
		out.Kids = append(out.Kids, node(k))
	}
	return out
}

func boxes(in []pdfread.Box) (out []sheet.Box) {
	for _, b := range in {
		out = append(out, sheet.Box(b))
	}
	return out
}

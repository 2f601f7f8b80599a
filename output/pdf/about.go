package pdf

import (
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/color"
	pdfobj "banxin/output/internal/objects"
)

// About is what a supplied PDF file says of itself; what it does not say is zero.
type About struct {
	Title, Author string
	Created       time.Time
	ICC           []byte // profile of its printing condition, where that is for CMYK
	Condition     string // its registered name; "": Custom
	Info          string // what it is, in words
}

// ReadAbout reads what a supplied PDF file says of itself.
func ReadAbout(data []byte) (a About, err error) {
	s, err := openSupplied(data)
	if err != nil {
		return a, err
	}
	defer pdfobj.Recover(&err)
	if s.r.PDF.Info != nil {
		if d, err := s.r.PDF.DereferenceDict(*s.r.PDF.Info); err == nil {
			a.Title, a.Author = s.words(d["Title"]), s.words(d["Author"])
			a.Created, _ = types.DateTime(s.words(d["CreationDate"]), true)
		}
	}
	root, err := s.r.PDF.Catalog()
	if err != nil {
		return a, err
	}
	intents, _ := s.r.PDF.DereferenceArray(root["OutputIntents"])
	for _, o := range intents {
		d, err := s.r.PDF.DereferenceDict(o)
		if err != nil || s.words(d["S"]) != "GTS_PDFX" {
			continue
		}
		s.intent(&a, d)
	}
	return a, nil
}

func (s *supplied) intent(a *About, d types.Dict) {
	sd, _, err := s.r.PDF.DereferenceStreamDict(d["DestOutputProfile"])
	if err != nil || sd == nil || sd.DecodeWithLimit(pdfobj.MaxStream) != nil {
		return
	}
	if icc, err := color.Parse(sd.Content); err != nil || icc.Class != "prtr" || icc.Space != "CMYK" {
		return
	}
	a.ICC, a.Info = sd.Content, s.words(d["Info"])
	if a.Condition = s.words(d["OutputConditionIdentifier"]); a.Condition == "Custom" {
		a.Condition = ""
	}
}

// words is a string or a name of a supplied file, "" for anything else.
func (s *supplied) words(o types.Object) string {
	v, err := s.r.PDF.Dereference(o)
	if err != nil {
		return ""
	}
	switch v := v.(type) {
	case types.Name:
		return string(v)
	case types.StringLiteral:
		t, _ := types.StringLiteralToString(v)
		return t
	case types.HexLiteral:
		t, _ := types.HexLiteralToString(v)
		return t
	}
	return ""
}

package spaces

import (
	"fmt"
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/internal/content"
)

// Inline is an inline picture as one like others (ISO 32000-1, 8.9.7).
func (r Reader) Inline(res types.Dict, dict []content.Token, data []byte) *types.StreamDict {
	s := &types.StreamDict{Dict: types.Dict{}, Raw: data}
	for i := 0; i+1 < len(dict); i += 2 {
		r.inlineEntry(res, s, dict[i].Text, dict[i+1])
	}
	if len(s.FilterPipeline) == 0 {
		s.Content = data
	}
	return s
}

var longKeys = map[string]string{"BPC": "BitsPerComponent", "CS": "ColorSpace", "D": "Decode", "DP": "DecodeParms", "F": "Filter", "H": "Height", "IM": "ImageMask", "I": "Interpolate", "W": "Width"}

var longFilters = map[string]string{"AHx": "ASCIIHexDecode", "A85": "ASCII85Decode", "LZW": "LZWDecode", "Fl": "FlateDecode", "RL": "RunLengthDecode", "CCF": "CCITTFaxDecode", "DCT": "DCTDecode"}

func (r Reader) inlineEntry(res types.Dict, s *types.StreamDict, key string, t content.Token) {
	if long, ok := longKeys[key]; ok {
		key = long
	}
	switch key {
	case "Filter":
		list := t.Items
		if t.Kind == content.Name {
			list = []content.Token{t}
		}
		for _, f := range list {
			name := f.Text
			if long, ok := longFilters[name]; ok {
				name = long
			}
			s.FilterPipeline = append(s.FilterPipeline, types.PDFFilter{Name: name})
		}
	case "DecodeParms":
		d := types.Dict{}
		for i := 0; i+1 < len(t.Items); i += 2 {
			d[t.Items[i].Text] = plain(t.Items[i+1])
		}
		if n := len(s.FilterPipeline); n > 0 && t.Kind == content.Other {
			s.FilterPipeline[n-1].DecodeParms = d
		}
	case "ColorSpace":
		if o := r.Dict(res["ColorSpace"])[t.Text]; o != nil {
			s.Dict[key] = o
			return
		}
		s.Dict[key] = plain(t)
	default:
		s.Dict[key] = plain(t)
	}
}

// plain is a token as an object.
func plain(t content.Token) types.Object {
	switch t.Kind {
	case content.Number:
		if t.Num == math.Trunc(t.Num) {
			return types.Integer(int(t.Num))
		}
		return types.Float(t.Num)
	case content.Name:
		return types.Name(t.Text)
	case content.String:
		return types.HexLiteral(fmt.Sprintf("%x", t.Raw))
	case content.Array:
		var a types.Array
		for _, it := range t.Items {
			a = append(a, plain(it))
		}
		return a
	}
	return types.Boolean(t.Text == "true")
}

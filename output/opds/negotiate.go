package opds

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// offers are the media types that name each form of a document, HTTP's way to ask (RFC 9110
// section 12.5.1).
var offers = map[string]string{
	"application/opds+json": ".json", "application/json": ".json",
	"application/atom+xml": ".xml", "application/xml": ".xml", "text/xml": ".xml",
	"text/html": ".html", "application/xhtml+xml": ".html",
}

// wish is one type of an Accept header.
type wish struct {
	ext     string
	quality float64
}

// negotiate chooses the form of a document: the one that is liked best, of those liked alike
// the first, and other where any would do. Apps put what they want before */*, without
// qualities. XML alone is what browsers take too, and counts only where HTML is not there.
func negotiate(accept, other string) string {
	var wishes []wish
	refused := map[string]bool{}
	for part := range strings.SplitSeq(accept, ",") {
		name, params, _ := strings.Cut(part, ";")
		w := wish{offers[strings.ToLower(strings.TrimSpace(name))], quality(params)}
		switch {
		case w.ext != "" && w.quality == 0:
			refused[w.ext] = true
		case w.ext != "":
			wishes = append(wishes, w)
		}
	}
	slices.SortStableFunc(wishes, func(a, b wish) int { return cmp.Compare(b.quality, a.quality) })
	if len(wishes) > 0 {
		return wishes[0].ext
	}
	for _, ext := range []string{other, ".xml", ".json", ".html"} {
		if !refused[ext] {
			return ext
		}
	}
	return other
}

// quality reads the weight of a type; one that is no number counts as none said.
func quality(params string) float64 {
	for p := range strings.SplitSeq(params, ";") {
		if v, ok := strings.CutPrefix(strings.ReplaceAll(strings.ToLower(p), " ", ""), "q="); ok {
			if q, err := strconv.ParseFloat(v, 64); err == nil && q >= 0 && q <= 1 {
				return q
			}
		}
	}
	return 1
}

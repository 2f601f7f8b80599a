package report

import (
	"banxin/cmd/internal/words"
	"banxin/layout/makeup"
)

// Plan is what plan has to say.
type Plan struct {
	Schema      int              `json:"schema"` // 2
	Pages       []makeup.Sheet   `json:"pages"`
	Suggestions []Suggestion     `json:"suggestions,omitempty"`
	Balance     []makeup.Balance `json:"balance,omitempty"`
}

// Suggestion is where a story could go, with the reasons in both languages.
type Suggestion struct {
	makeup.Suggestion
	Reasons   []string `json:"reasons"`
	ReasonsZh []string `json:"reasons_zh"`
}

// Suggestions are rows of the suggestions.
func Suggestions(all []makeup.Suggestion) []Suggestion {
	zh := words.In(true)
	var out []Suggestion
	for _, g := range all {
		r := Suggestion{Suggestion: g}
		for _, m := range g.Reasons {
			r.Reasons, r.ReasonsZh = append(r.Reasons, m.String()), append(r.ReasonsZh, zh.Msg(m))
		}
		out = append(out, r)
	}
	return out
}

package report

import (
	"banxin/cmd/internal/words"
	"banxin/editions/source"
	"banxin/output/impose"
)

// Imposition is what impose --plan has to say.
type Imposition struct {
	*impose.Plan
	Findings []reportItem `json:"findings"`
}

// Find takes what was found.
func (p *Imposition) Find(list source.List) {
	p.Findings = []reportItem{}
	for _, f := range list {
		p.Findings = append(p.Findings, reportOf(f, words.In(true)))
	}
}

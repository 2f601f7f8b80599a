package report

import (
	"banxin/cmd/internal/words"
	"banxin/editions/source"
	"banxin/output/impose"
)

// Plates is what impose has to say.
type Plates struct {
	*impose.Plan
	Findings []reportItem `json:"findings"`
}

// Find takes what was found.
func (p *Plates) Find(list source.List) {
	p.Findings = []reportItem{}
	for _, f := range list {
		p.Findings = append(p.Findings, reportOf(f, words.In(true)))
	}
}

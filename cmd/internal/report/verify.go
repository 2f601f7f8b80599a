package report

import (
	"banxin/cmd/folder"
	"banxin/cmd/internal/words"
	"banxin/editions/source"
)

// Verified is what verify has to say of a folder of outputs.
type Verified struct {
	Schema    int               `json:"schema"` // 1
	Generator string            `json:"generator"`
	Settled   folder.Settled    `json:"settled"` // what an interrupted run had left
	Editions  []VerifiedEdition `json:"editions"`
	Findings  []reportItem      `json:"findings"`
}

// VerifiedEdition is an edition by its manifest.
type VerifiedEdition struct {
	Manifest string `json:"manifest"`
	Paper    string `json:"paper"`
	Date     string `json:"date"`
	Files    int    `json:"files"`
	Same     int    `json:"same"` // files that are as they were made
}

// Find takes what was found.
func (v *Verified) Find(list source.List) {
	v.Findings = []reportItem{}
	for _, f := range list {
		v.Findings = append(v.Findings, reportOf(f, words.In(true)))
	}
}

// Verified says which files are as they were made, and what was done with those of an
// interrupted run.
func (t *Text) Verified(v *Verified) {
	if n := v.Settled.Finished; n > 0 {
		t.Line("run-interrupted-while-moved-files-they-2", n)
	}
	if n := v.Settled.Undone; n > 0 {
		t.Line("run-interrupted-while-moved-files-they", n)
	}
	if n := v.Settled.Swept; n > 0 {
		t.Line("work-folder-work-folders-of-interrupted", n)
	}
	for _, e := range v.Editions {
		t.Line("of-file-files-as-they-made", e.Manifest, e.Same, e.Files)
	}
}

package report

import (
	"banxin/cmd/folder"
	"banxin/editions/compare"
	"banxin/editions/notes"
	"banxin/output/gauge"
	"banxin/output/impose"
	"banxin/output/opds"
	"banxin/output/site"
	"banxin/output/works"
)

// Output is what a command writes for programs: the name of its schema, and its zero value.
type Output struct {
	Name string
	Zero any
}

// Outputs are what commands write with --format json, and as files for programs, beside
// Report, which has a schema written by hand. Members may only be added while the number of
// a schema stays the same.
func Outputs() []Output {
	return []Output{
		{"diff", compare.Report{}},
		{"doctor", []Ailment{}},
		{"fonts-check", Fallbacks{}},
		{"fonts-list", []Face{}},
		{"import", Import{}},
		{"impose", []impose.Plate{}},
		{"impose-plan", Imposition{}},
		{"ink-keys", InkKeys{}},
		{"log", Log{}},
		{"manifest", folder.Manifest{}},
		{"measure", []*gauge.Page{}},
		{"note", notes.Event{}},
		{"note-import", NotesImport{}},
		{"notes", Notes{}},
		{"opds", opds.Report{}},
		{"plan", Plan{}},
		{"plates", Separations{}},
		{"preflight", []works.Preflight{}},
		{"press-list", PressList{}},
		{"progress", Event{}},
		{"send", Sending{}},
		{"send-press", PressSending{}},
		{"sign", []Signed{}},
		{"signed", Board{}},
		{"site", site.Report{}},
		{"staff", Staff{}},
		{"verify", Verified{}},
		{"version", Program{}},
	}
}

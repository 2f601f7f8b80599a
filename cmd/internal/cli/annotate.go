package cli

import (
	"path"
	"path/filepath"

	"banxin/cmd/internal/report"
	"banxin/editions/source"
	"banxin/output/works"
)

// annotated writes findings in the form of a service. dir is the paper's folder, which
// paths are given from.
func (w *world) annotated(format, dir string, l source.List) error {
	at := func(file string) string { return inRepository(dir, file) }
	if format == "github" {
		return report.GitHub(w.out, w.say, l, at)
	}
	return report.SARIF(w.out, w.say, works.Version, l, at)
}

// inRepository is the path of a paper's file from where the command runs.
func inRepository(dir, file string) string {
	if dir == "" || file == "" || filepath.IsAbs(dir) {
		return file
	}
	paper, _ := paperOf(dir)
	if filepath.IsAbs(paper) { // dir is one edition's folder
		paper = filepath.Dir(filepath.Dir(filepath.Clean(dir)))
	}
	return path.Join(filepath.ToSlash(paper), file)
}

package cli

import (
	"fmt"
	"io"
	"maps"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"banxin/editions/source"
)

// checkFormats are the forms of findings for people, programs and the services that show
// them beside the text.
var checkFormats = []string{"text", "json", "sarif", "github"}

// annotated writes findings in the form of a service. dir is the paper's folder, which
// paths are given from.
func (w *world) annotated(format, dir string, l source.List) error {
	if format == "github" {
		return w.github(w.out, dir, l)
	}
	return writeJSON(w.out, w.sarif(dir, l))
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

// github writes workflow commands, which GitHub shows as annotations.
func (w *world) github(out io.Writer, dir string, l source.List) error {
	level := [...]string{"notice", "warning", "error"}
	for _, f := range l {
		var at []string
		if f.Pos.File != "" {
			at = append(at, "file="+propertyEscape.Replace(inRepository(dir, f.Pos.File)))
		}
		for _, v := range []struct {
			name string
			n    int
		}{{"line", f.Pos.Line}, {"col", f.Pos.Col}, {"endLine", f.Pos.EndLine}, {"endColumn", f.Pos.EndCol}} {
			if v.n > 0 {
				at = append(at, fmt.Sprintf("%s=%d", v.name, v.n))
			}
		}
		at = append(at, "title="+f.Code)
		if _, err := fmt.Fprintf(out, "::%s %s::%s\n", level[f.Severity], strings.Join(at, ","), dataEscape.Replace(w.said(f))); err != nil {
			return err
		}
	}
	return nil
}

var (
	dataEscape     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscape = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// said is a finding's message and remedy.
func (w *world) said(f source.Finding) string {
	text := w.say.msg(f.Message)
	if f.Page > 0 {
		text = w.say.t("%s: ", w.say.t("page %d", f.Page)) + text
	}
	if hint := w.say.msg(f.Hint); hint != "" {
		text += "\n" + w.say.t("remedy: %s", hint)
	}
	return text
}

// The parts of SARIF 2.1.0 that are written.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID    string    `json:"id"`
		Short sarifText `json:"shortDescription"`
		Full  sarifText `json:"fullDescription"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		Rule       string          `json:"ruleId"`
		Index      int             `json:"ruleIndex"`
		Level      string          `json:"level"`
		Message    sarifText       `json:"message"`
		Locations  []sarifLocation `json:"locations,omitempty"`
		Properties map[string]any  `json:"properties,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int        `json:"startLine"`
		StartColumn int        `json:"startColumn,omitempty"`
		EndLine     int        `json:"endLine,omitempty"`
		EndColumn   int        `json:"endColumn,omitempty"`
		Snippet     *sarifText `json:"snippet,omitempty"`
	}
)

func (w *world) sarif(dir string, l source.List) sarifLog {
	codes := map[string]bool{}
	for _, f := range l {
		codes[f.Code] = true
	}
	ids := slices.Sorted(maps.Keys(codes))
	run := sarifRun{Tool: sarifTool{sarifDriver{"banxin", Version, []sarifRule{}}}, ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	for _, id := range ids {
		short, _, _ := strings.Cut(explanations[id].in(w.say), "\n")
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{id, sarifText{short}, sarifText{explanations[id].in(w.say)}})
	}
	for _, f := range l {
		run.Results = append(run.Results, w.sarifResult(dir, f, slices.Index(ids, f.Code)))
	}
	return sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}}
}

func (w *world) sarifResult(dir string, f source.Finding, rule int) sarifResult {
	r := sarifResult{Rule: f.Code, Index: rule, Level: f.Severity.String(), Message: sarifText{w.said(f)}, Properties: map[string]any{}}
	for _, p := range []struct {
		name  string
		value any
		said  bool
	}{{"page", f.Page, f.Page > 0}, {"slot", f.Slot, f.Slot != ""}, {"story", f.Story, f.Story != ""}, {"quote", f.Quote, f.Quote != ""},
		{"column", f.Column, f.Column > 0}, {"line", f.Line, f.Line > 0}, {"x_mm", float64(f.X) / 1000, f.X > 0}, {"y_mm", float64(f.Y) / 1000, f.Y > 0}, {"weight", float64(f.Weight) / 10, f.Weight > 0}} {
		if p.said {
			r.Properties[p.name] = p.value
		}
	}
	if f.Pos.File == "" {
		return r
	}
	at := sarifPhysical{Artifact: sarifArtifact{(&url.URL{Path: inRepository(dir, f.Pos.File)}).String()}}
	if f.Pos.Line > 0 {
		at.Region = &sarifRegion{f.Pos.Line, f.Pos.Col, f.Pos.EndLine, f.Pos.EndCol, nil}
		if f.Quote != "" && !strings.HasSuffix(f.Quote, "…") {
			at.Region.Snippet = &sarifText{f.Quote}
		}
	}
	r.Locations = []sarifLocation{{at}}
	return r
}

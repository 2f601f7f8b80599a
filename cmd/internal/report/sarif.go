package report

import (
	"io"
	"maps"
	"net/url"
	"slices"
	"strings"

	"banxin/cmd/internal/words"
	"banxin/editions/source"
)

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

// SARIF writes findings as SARIF 2.1.0. The version is banxin's; at gives the path of a
// paper's file in the repository.
func SARIF(out io.Writer, say words.Locale, version string, l source.List, at func(file string) string) error {
	codes := map[string]bool{}
	for _, f := range l {
		codes[f.Code] = true
	}
	ids := slices.Sorted(maps.Keys(codes))
	run := sarifRun{Tool: sarifTool{sarifDriver{"banxin", version, []sarifRule{}}}, ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	for _, id := range ids {
		short, _, _ := strings.Cut(say.Code(id), "\n")
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{id, sarifText{short}, sarifText{say.Code(id)}})
	}
	for _, f := range l {
		run.Results = append(run.Results, sarifOf(say, f, slices.Index(ids, f.Code), at))
	}
	return JSON(out, sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}

func sarifOf(say words.Locale, f source.Finding, rule int, at func(file string) string) sarifResult {
	r := sarifResult{Rule: f.Code, Index: rule, Level: f.Severity.String(), Message: sarifText{said(say, f)}, Properties: map[string]any{}}
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
	physical := sarifPhysical{Artifact: sarifArtifact{(&url.URL{Path: at(f.Pos.File)}).String()}}
	if f.Pos.Line > 0 {
		physical.Region = &sarifRegion{f.Pos.Line, f.Pos.Col, f.Pos.EndLine, f.Pos.EndCol, nil}
		if f.Quote != "" && !strings.HasSuffix(f.Quote, "…") {
			physical.Region.Snippet = &sarifText{f.Quote}
		}
	}
	r.Locations = []sarifLocation{{physical}}
	return r
}

package report_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"banxin/cmd/internal/report"
	"banxin/editions/source"
)

func schema(t *testing.T) map[string]any {
	t.Helper()
	var s map[string]any
	if err := json.Unmarshal(report.Schema, &s); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestSchemaFields: the schema names the fields of the report, all and no others, and wants
// those that are always written.
func TestSchemaFields(t *testing.T) {
	s := schema(t)
	compareFields(t, "report", reflect.TypeFor[report.Report](), s, s["$defs"].(map[string]any))
}

func compareFields(t *testing.T, at string, typ reflect.Type, s, defs map[string]any) {
	if ref, ok := s["$ref"].(string); ok {
		s = defs[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any)
	}
	for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
		if items, ok := s["items"].(map[string]any); ok && typ.Kind() == reflect.Slice {
			compareFields(t, at+"[]", typ.Elem(), items, defs)
			return
		}
		typ = typ.Elem()
	}
	properties, ok := s["properties"].(map[string]any)
	if typ.Kind() != reflect.Struct || !ok {
		if typ.Kind() == reflect.Struct != ok {
			t.Errorf("%s: %s in Go, not so in the schema", at, typ.Kind())
		}
		return
	}
	var names, always []string
	for _, f := range reflect.VisibleFields(typ) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		names = append(names, name)
		if options == "" {
			always = append(always, name)
		}
		if p, ok := properties[name].(map[string]any); ok {
			compareFields(t, at+"."+name, f.Type, p, defs)
		}
	}
	slices.Sort(names)
	slices.Sort(always)
	if want := slices.Sorted(maps.Keys(properties)); !slices.Equal(names, want) {
		t.Errorf("%s has the fields %v, the schema %v", at, names, want)
	}
	var required []string
	for _, r := range anys(s["required"]) {
		required = append(required, r.(string))
	}
	slices.Sort(required)
	if !slices.Equal(required, always) {
		t.Errorf("%s: always written are %v, the schema requires %v", at, always, required)
	}
}

func anys(v any) []any {
	list, _ := v.([]any)
	return list
}

// TestSchemaTakes: a report of findings of every form is as the schema says.
func TestSchemaTakes(t *testing.T) {
	full := source.New("FIT-OVER", source.Pos{File: "a.md", Line: 1, Col: 2, EndLine: 1, EndCol: 3}, source.Msg("no-story-id", "a"), source.Msg("remove-one-of-two"))
	full.Page, full.Slot, full.Story, full.Chars, full.Lines, full.Quote, full.Before, full.Column, full.Line, full.X, full.Y = 1, "头条", "a", 30, 2, "文", "前", 1, 2, 3000, 4000
	e := report.Edition{Findings: source.List{full, source.New("TXT-WORD", source.Pos{}, source.Message{}, source.Message{})}}
	data, err := json.Marshal(e.Report("banxin 1"))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(report.Schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("report.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("report.json")
	if err != nil {
		t.Fatal(err)
	}
	said, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(said); err != nil {
		t.Errorf("%v\n%s", err, data)
	}
	said.(map[string]any)["findings"].([]any)[0].(map[string]any)["severity"] = "bad"
	if s.Validate(said) == nil {
		t.Error("the schema takes a severity that there is not")
	}
}

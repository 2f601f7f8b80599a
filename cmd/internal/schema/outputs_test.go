package schema

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"banxin/cmd/internal/report"
	"banxin/cmd/need/held"
)

// TestOutputsGolden: what programs may rely on changes only where somebody sees it. A line that
// goes is a promise that is broken.
func TestOutputsGolden(t *testing.T) {
	var got txtar.Archive
	for _, f := range Outputs() {
		got.Files = append(got.Files, txtar.File{Name: f.Name, Data: f.Data})
	}
	held.Text(t, "testdata/outputs.txtar", string(txtar.Format(&got)))
}

// TestOutputsTake: values of every form are as the schemas of their types say, and no value
// without what is always there.
func TestOutputsTake(t *testing.T) {
	all := map[string][]byte{}
	for _, f := range Outputs() {
		all[f.Name] = f.Data
	}
	random := rand.New(rand.NewPCG(1, 2))
	for _, o := range report.Outputs() {
		name := "output-" + o.Name + ".schema.json"
		s := compile(t, name, all[name])
		for range 20 {
			v := reflect.New(reflect.TypeOf(o.Zero)).Elem()
			fill(v, random, 5)
			if err := obeys(t, s, v.Interface()); err != nil {
				t.Fatalf("%s: %v", o.Name, err)
			}
		}
		for _, bad := range []any{"text", 1, object{}} {
			if reflect.TypeOf(o.Zero).Kind() == reflect.Struct && obeys(t, s, bad) == nil {
				t.Errorf("%s takes %v", o.Name, bad)
			}
		}
	}
}

func compile(t *testing.T, name string, data []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource(name, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(name)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return s
}

func obeys(t *testing.T, s *jsonschema.Schema, v any) error {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatalf("%T: %v", v, err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(doc)
}

// fill sets everything in a value that JSON may show, to a depth.
func fill(v reflect.Value, r *rand.Rand, depth int) {
	if !v.CanSet() || v.Type() == reflect.TypeFor[time.Time]() {
		return
	}
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(r.IntN(2) == 0)
	case reflect.String:
		v.SetString(strings.Repeat("文", r.IntN(3)))
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(r.Int64N(2))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(r.Uint64N(2))
	case reflect.Float32, reflect.Float64:
		v.SetFloat(r.Float64())
	case reflect.Pointer:
		if depth > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			fill(v.Elem(), r, depth-1)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), min(max(depth, 0), r.IntN(3)), 2))
		for i := range v.Len() {
			fill(v.Index(i), r, depth-1)
		}
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), r, depth-1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), r, depth-1)
		}
	}
}

package report

import (
	"bytes"
	"encoding/json"
	"testing"
)

// What is laid out is, to the byte, what the library's own encoder gives.
func TestIndentedAsTheLibraryDoes(t *testing.T) {
	type inner struct {
		Name string         `json:"name"`
		More map[string]any `json:"more"`
	}
	for _, v := range []any{
		nil, 1.5, "", "a\\", `"{[,:]}"`, "甲：“乙”\n<b>&\u2028", []int{}, map[string]int{}, [][]int{{}, {1}, {1, 2}}, []any{},
		inner{`\"`, nil}, []inner{{"x", map[string]any{"": []any{map[string]any{}, []string{}, nil, true, "},"}}}, {"\\\"", map[string]any{"a:b": -1e30}}},
		json.RawMessage(` { "a" : [ ] , "b" : { } } `),
	} {
		var want, got bytes.Buffer
		e := json.NewEncoder(&want)
		e.SetEscapeHTML(false)
		e.SetIndent("", " ")
		if err := e.Encode(v); err != nil {
			t.Fatal(err)
		}
		if err := JSON(&got, v); err != nil {
			t.Fatal(err)
		}
		if got.String() != want.String() {
			t.Errorf("%#v:\n%s\nnot\n%s", v, got.String(), want.String())
		}
	}
}

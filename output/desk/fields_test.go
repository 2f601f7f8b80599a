package desk

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"banxin/cmd/need"
	"banxin/editions"
	"banxin/editions/source"
)

// TestFields: what an editor writes into a field of a story's head is what banxin reads there,
// whatever characters it has, and however the head was written before. Nothing is reported.
func TestFields(t *testing.T) {
	node := need.Tool(t, "node")
	data, err := exec.Command(node, "testdata/fields.mjs", filepath.Join(need.Root(t), "assets/desk"), "1500").Output()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Out   []struct{ File, Key, Want string }
		Wrong []any
	}
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	for _, w := range got.Wrong {
		t.Errorf("%v", w)
	}
	if len(got.Out) < 1000 {
		t.Fatalf("only %d stories", len(got.Out))
	}
	for _, o := range got.Out {
		s, found := editions.ParseStory(source.NewFile("s.md", []byte(o.File)))
		read := map[string][]editions.Text{"label": {s.Label}, "kicker": s.Kicker, "headline": s.Headline, "deck": s.Deck, "byline": {s.Byline}}[o.Key]
		if a, b := plainly(o.Want), ""; true {
			for _, x := range read {
				b += x.String() + "\n"
			}
			if plainly(b) != a {
				t.Fatalf("%s: %q is read as %q in\n%s", o.Key, o.Want, b, o.File)
			}
		}
		for _, f := range found {
			if strings.HasPrefix(f.Code, "SRC-YAML") || f.Code == "SRC-KEY" || f.Code == "SRC-TYPE" {
				t.Fatalf("%s: %v of\n%s", f.Code, f.Message, o.File)
			}
		}
	}
}

// plainly is a text without white space, which heads read in their own way, and without what
// marks text up.
func plainly(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\n\u3000", r) {
			return -1
		}
		return r
	}, s)
}

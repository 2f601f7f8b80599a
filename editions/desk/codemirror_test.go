package desk

import (
	"encoding/json"
	"math/rand"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"banxin/cmd/need"
)

// TestCodeMirror: changes are applied, composed and carried over one another as the browser's
// editor does it, piece for piece.
func TestCodeMirror(t *testing.T) {
	node := need.Tool(t, "node")
	type pair struct {
		Text       string
		A, B, Next Changes
	}
	r := rand.New(rand.NewSource(1))
	var pairs []pair
	for range 3000 {
		text := someText(r, 12)
		a := someChanges(r, text)
		x, err := a.Apply(text)
		if err != nil {
			t.Fatal(err)
		}
		pairs = append(pairs, pair{text.String(), a, someChanges(r, text), someChanges(r, x)})
	}
	in, err := json.Marshal(pairs)
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(node, "testdata/combine.mjs", filepath.Join(need.Root(t), "assets/desk/codemirror.js"))
	c.Stdin = strings.NewReader(string(in))
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	var theirs []struct {
		Applied             string
		Both, After, Before json.RawMessage
	}
	if err := json.Unmarshal(out, &theirs); err != nil || len(theirs) != len(pairs) {
		t.Fatal(err, len(theirs))
	}
	for i, p := range pairs {
		now, _ := p.A.Apply(cells(p.Text))
		both, _ := p.A.Compose(p.Next)
		after, _ := p.A.Map(p.B, false)
		before, _ := p.A.Map(p.B, true)
		said := func(c Changes) string { data, _ := json.Marshal(c); return string(data) }
		w := theirs[i]
		if now.String() != w.Applied || said(both) != string(w.Both) || said(after) != string(w.After) || said(before) != string(w.Before) {
			t.Fatalf("%q %s %s %s: %q %s %s %s, the browser %q %s %s %s", p.Text, said(p.A), said(p.B), said(p.Next),
				now, said(both), said(after), said(before), w.Applied, w.Both, w.After, w.Before)
		}
	}
}

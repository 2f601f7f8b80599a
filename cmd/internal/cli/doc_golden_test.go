package cli

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"banxin/cmd/internal/words"
	"banxin/cmd/need/held"
)

// TestDocGolden holds what banxin says of itself, in both languages: the references of
// commands, keys and codes and the completions whole, so that a difference is read; of the man
// pages, which are made of the texts of the first, that of build, and the names of the others.
func TestDocGolden(t *testing.T) {
	for _, k := range docKinds {
		if k.name == "schema" {
			continue // cmd/internal/schema and cmd/internal/report hold them
		}
		var out bytes.Buffer
		written := map[string]bool{}
		for _, chinese := range []bool{false, true} {
			w := &world{say: words.In(chinese), out: io.Discard, err: io.Discard, env: func(string) string { return "" }}
			for _, p := range k.pages(w, newRoot(w)) {
				if written[p.Name] {
					continue // the same in both languages
				}
				written[p.Name] = true
				fmt.Fprintf(&out, "-- %s --\n", p.Name)
				if k.name != "man" || p.Title == "build" {
					out.Write(p.Data)
				}
			}
		}
		held.Text(t, "testdata/doc/"+k.name+".txt", out.String())
	}
}

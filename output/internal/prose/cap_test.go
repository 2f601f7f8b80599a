package prose

import (
	"strings"
	"testing"

	"banxin/editions"
	"banxin/output/internal/markup"
)

// TestCap: a paragraph has the class of drop caps where ::first-letter takes what drops in print.
func TestCap(t *testing.T) {
	for text, want := range map[string]bool{
		"汀溪穿城而过": true, "“你来了”": true, "Typst": true, "7月": true, "12月": false, "……后来": false, "😀": false,
	} {
		var m markup.Writer
		w := &Writer{M: &m, Chinese: true}
		w.Block(&editions.Paragraph{Text: editions.Text{Runs: []editions.Run{{Text: text}}}, Cap: 3}, false, nil)
		if got := strings.Contains(m.String(), "cap-3"); got != want {
			t.Errorf("%s: %s", text, m.String())
		}
	}
}

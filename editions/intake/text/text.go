// Package text reads plain text: what mail programs, phones and old systems send.
package text

import (
	"strings"

	"banxin/editions/intake"
)

// Format is plain text in UTF-8, UTF-16 or GB18030; other encodings when asked.
var Format = intake.Format{Name: "txt", Extensions: []string{".txt"}, Sniff: sniff, Read: read}

func sniff(f intake.File) int {
	if strings.HasSuffix(strings.ToLower(f.Name), ".txt") {
		return 10
	}
	return 0
}

func read(f intake.File, c *intake.Copy) {
	text := c.Decode(f.Data, "")
	for i, line := range strings.SplitAfter(text, "\n") {
		at := intake.Place{Block: i + 1, Line: i + 1}
		body := strings.TrimRight(line, "\r\n")
		if body != "" {
			c.Add(intake.Piece{Runs: []intake.Run{c.Text(body)}, At: at})
		}
		c.Leave(line[len(body):], intake.LineEnd, at)
	}
}

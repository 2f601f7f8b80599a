package editions

import (
	"fmt"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// TestEmphasisAsCommonMark: on text without Han our rule is goldmark's. All texts of up
// to seven signs are tried.
func TestEmphasisAsCommonMark(t *testing.T) {
	twin := parser.NewParser(
		parser.WithBlockParsers(util.Prioritized(paragraphParser{parser.NewParagraphParser()}, 1000)),
		parser.WithInlineParsers(util.Prioritized(parser.NewEmphasisParser(), 500)),
	)
	var try func(s string, left int)
	tried := 0
	try = func(s string, left int) {
		if t.Failed() {
			return
		}
		if tried++; tree(lineParser, s) != tree(twin, s) {
			t.Errorf("%q\n%s\nCommonMark\n%s", s, tree(lineParser, s), tree(twin, s))
		}
		if left > 0 {
			for _, c := range "a*_. " {
				try(s+string(c), left-1)
			}
		}
	}
	try("", 7)
	if tried < 90000 && !t.Failed() {
		t.Errorf("%d texts tried", tried)
	}
}

// tree writes the inlines of a text.
func tree(p parser.Parser, s string) string {
	src := []byte(s)
	var b strings.Builder
	_ = ast.Walk(p.Parse(text.NewReader(src)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Text:
			if entering {
				b.Write(n.Segment.Value(src))
			}
		case *ast.Emphasis:
			fmt.Fprintf(&b, "<%v%d>", entering, n.Level)
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

func TestHanNeedsNoSpaces(t *testing.T) {
	for s, want := range map[string]string{
		"是**“重点”**的": "是<true2>“重点”<false2>的",
		"是*（重）*的":    "是<true1>（重）<false1>的",
		"**《书》**说":   "<true2>《书》<false2>说",
		"3*4*5":      "3*4*5", // a measure, not CommonMark's emphasis
		"3 * 4 * 5":  "3 * 4 * 5",
		"甲_乙_丙":      "甲_乙_丙",
	} {
		if got := tree(lineParser, s); got != want {
			t.Errorf("%q: %s, want %s", s, got, want)
		}
	}
}

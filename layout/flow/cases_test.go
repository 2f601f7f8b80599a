package flow_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"banxin/cmd/need/composed"
	"banxin/cmd/need/held"
	"banxin/layout"
	"banxin/output/dump"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestCases composes each paper in testdata/*.txtar and compares what its want/ files
// ask for: lines, fits, findings, remedies, heads, unset, slots, plan, pages.
func TestCases(t *testing.T) {
	held.Cases(t, "testdata/*.txtar", func(t *testing.T, ar *txtar.Archive) func(string) string {
		_, _, res := composed.Paper(t, held.Paper(held.Drawn(t, ar)))
		return func(what string) string { return dumpOf(t, res, what) }
	})
}

func dumpOf(t *testing.T, res *layout.Result, what string) string {
	t.Helper()
	var b bytes.Buffer
	var err error
	switch what {
	case "lines":
		err = layout.DumpLines(&b, res)
	case "slots":
		err = layout.DumpSlots(&b, res)
	case "plan":
		err = layout.DumpPlan(&b, res)
	case "pages":
		for _, pg := range res.Doc.Pages {
			if err := dump.Page(&b, pg); err != nil {
				t.Fatal(err)
			}
		}
		return brief(b.String())
	case "fits":
		for _, f := range res.Fits {
			fmt.Fprintf(&b, "page %d %s %s: %d of %d characters set, over %d (%d lines); %d of %d lines, free %d (%d characters)\n",
				f.Page, strings.Join(f.Slots, "→"), f.Story, f.Set, f.Chars, f.OverChars, f.OverLines, f.Lines, f.RoomLines, f.FreeLines, f.FreeChars)
		}
	case "findings":
		for _, f := range res.Findings {
			fmt.Fprintf(&b, "%s: %s: %s [%s]\n", f.Pos, f.Severity, f.Message, f.Code)
		}
	case "remedies":
		for _, f := range res.Findings {
			fmt.Fprintf(&b, "%s: %s [%s] → %s\n", f.Pos, f.Message, f.Code, f.Hint)
		}
	case "heads", "unset":
		for _, f := range res.Fits {
			var said any = f.Heads
			if what == "unset" {
				said = f.Unset
			}
			data, err := json.Marshal(said)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "%s %s\n", f.Story, data)
		}
	default:
		t.Fatalf("nothing is known as want/%s", what)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// brief leaves out of a dump where runs of text advance, and where they come from.
func brief(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if strings.HasPrefix(strings.TrimSpace(l), "text ") {
			lines[i] = l[:strings.LastIndexByte(l, '"')+1]
		}
	}
	return strings.Join(lines, "\n")
}

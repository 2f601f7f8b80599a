package command

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"banxin/cmd/internal/batch/say"

	"github.com/vbauerster/mpb/v8"
)

// TestSaidAboveBar: what is said while a bar is drawn goes through who draws it, which wipes the
// lines that it has not written itself.
func TestSaidAboveBar(t *testing.T) {
	var screen, other bytes.Buffer
	w := &world{err: &other, say: say.For(func(string) string { return "" })}
	b := &bar{w: w, bars: mpb.New(mpb.WithOutput(&screen), mpb.WithAutoRefresh())}
	b.entered(1, 3)
	b.say(func(to io.Writer) { fmt.Fprintln(to, "a.jsonl:1: files have changed\n  plan again") })
	b.close()
	if !strings.Contains(screen.String(), "  plan again\n") || other.Len() > 0 {
		t.Errorf("on the screen is %q, beside the bar %q", screen.String(), other.String())
	}
}

package works

import (
	"context"
	"errors"
	"io"
	"slices"
	"testing"

	"banxin/editions/source"
	"banxin/output/pdf"
)

// TestBearing: what goes wrong with one output leaves that one unmade; trouble of the sink and
// the end of the context stop all.
func TestBearing(t *testing.T) {
	disk := source.Faultf("cannot-write-file", "a.pdf", errors.New("disk full"))
	for _, c := range []struct {
		what   string
		do     func(m *maker, ctx context.Context) error
		stops  bool
		reason string
	}{
		{"made", func(*maker, context.Context) error { return nil }, false, ""},
		{"panic", func(*maker, context.Context) error { panic("ouch") }, false, "internal error: ouch"},
		{"writer", func(m *maker, ctx context.Context) error {
			return m.write(ctx, "a.pdf", func(w io.Writer) error { io.WriteString(w, "half"); return pdf.ErrNoGlyph })
		}, false, "a character has no glyph, and an empty box is for no press"},
		{"picture of a page", func(*maker, context.Context) error { return context.Canceled }, false, "the picture of a page was not made"},
		{"sink", func(*maker, context.Context) error { return disk }, true, ""},
	} {
		sink := &Memory{}
		m := &maker{sink: sink}
		err := m.bearing(PDF, task{"a.pdf", func(ctx context.Context) error { return c.do(m, ctx) }}).do(t.Context())
		if (err != nil) != c.stops {
			t.Errorf("%s: %v", c.what, err)
		}
		if got := len(m.made.Unmade); got > 1 || (got == 1) != (c.reason != "") || got == 1 && m.made.Unmade[0].Reason.String() != c.reason {
			t.Errorf("%s: unmade: %v", c.what, m.made.Unmade)
		}
		if _, err := sink.Open("a.pdf"); err == nil {
			t.Errorf("%s: half a file is left", c.what)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	m := &maker{sink: &Memory{}}
	if err := m.bearing(PDF, task{"a.pdf", func(context.Context) error { return ctx.Err() }}).do(ctx); err == nil || m.made.Unmade != nil {
		t.Errorf("an interrupt: %v, %v", err, m.made.Unmade)
	}
}

// TestDrop: a file, or a folder of them, is taken back and nothing else.
func TestDrop(t *testing.T) {
	m := &Memory{}
	for _, name := range []string{"a", "a/b", "a/c/d", "ab"} {
		f, err := m.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
	m.Drop("a")
	m.Commit()
	if got := m.Names(); !slices.Equal(got, []string{"ab"}) {
		t.Errorf("left: %v", got)
	}
}

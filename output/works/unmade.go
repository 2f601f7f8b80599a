package works

import (
	"context"
	"errors"
	"fmt"

	"banxin/editions/source"
	"banxin/layout/page"
	"banxin/output/pdf"
)

// Unmade is an output that was asked for and is not there. A finding says so too.
type Unmade struct {
	Kind   Kind           `json:"kind"`
	Name   string         `json:"name"`   // of its file or folder
	Reason source.Message `json:"reason"` // in English
	Stack  string         `json:"-"`      // where it broke, of a fault of ours
}

// crash is a panic while an output was made.
type crash struct {
	what  any
	stack []byte
}

func (c *crash) Error() string { return fmt.Sprintf("internal error: %v", c.what) }

// bearing is a task whose failure leaves its own output unmade and stops nothing else; what
// stops the rest is trouble of the sink and the end of the context.
func (m *maker) bearing(k Kind, t task) task {
	do := t.do
	t.do = func(ctx context.Context) error {
		err := guarded(ctx, do)
		var fault *source.Fault
		var broken *crash
		switch {
		case err == nil || ctx.Err() != nil:
			return err
		case errors.Is(err, errUnsigned), errors.As(err, &broken), errors.As(err, &fault) && fault.Message.ID == "cannot-make":
			m.lose(k, t.name, err)
			return nil
		case errors.Is(err, context.Canceled): // it waited for the pictures of a page that came to nothing
			m.lose(k, t.name, source.Faultf("picture-of-page-not-made"))
			return nil
		}
		return err
	}
	return t
}

// lose notes that an output came to nothing.
func (m *maker) lose(k Kind, name string, err error) {
	m.sink.Drop(name)
	u := Unmade{Kind: k, Name: name, Reason: reason(err)}
	var broken *crash
	if errors.As(err, &broken) {
		u.Stack = string(broken.stack)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.read, k)
	m.made.Unmade = append(m.made.Unmade, u)
}

// reason is why an output was not made, without its name.
func reason(err error) source.Message {
	var fault *source.Fault
	if errors.As(err, &fault) && fault.Message.ID == "cannot-make" && fault.Cause != nil {
		err = fault.Cause
	}
	switch {
	case errors.As(err, &fault):
		return fault.Message
	case errors.Is(err, pdf.ErrNoGlyph):
		return source.Msg("character-without-glyph-is-for-no-press")
	case errors.Is(err, page.ErrNoFace):
		return source.Msg("face-not-there", err)
	}
	return source.Msg("writer-says", err)
}

// bookless is why there is no book.
func (s *Set) bookless() source.Message {
	if s.parted() {
		return source.Msg("pages-say-something-else")
	}
	if s.allWithdrawn() {
		return source.Msg("all-stories-are-withdrawn")
	}
	return source.Msg("no-story-stands-on-page-so")
}

// unmade are the findings about outputs that are not there.
func (s *Set) unmade(all []Unmade) (l source.List) {
	for _, u := range all {
		if u.Kind.Book() && s.noBook {
			continue // EPB-EMPTY, EPB-TEXT
		}
		if u.Reason.ID == errUnsigned.Message.ID {
			continue // PRESS-SIGN
		}
		l.Add(source.New("ENG-UNMADE", source.Pos{File: s.Edition.File.Name}, source.Msg("output-not-made", u.Name, u.Reason), source.Msg("mend-what-other-findings-name")))
	}
	return s.weigh(l)
}

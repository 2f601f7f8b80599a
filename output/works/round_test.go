package works

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"unicode"

	"banxin/assets/faces"
	"banxin/cmd/need/four"
	"banxin/editions/compare"
)

// compose lays out the latest edition of a paper.
func compose(t *testing.T, fsys fs.FS) *Set {
	t.Helper()
	paper, err := Open(fsys, Options{Faces: faces.All()})
	if err != nil {
		t.Fatal(err)
	}
	set, err := paper.Compose(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// TestRoundLines: the lines of a story hold the characters of its parts, block by block.
func TestRoundLines(t *testing.T) {
	r := compose(t, four.Pages()).Round("大样-1")
	lines := 0
	for _, s := range r.Stories {
		parts, set := map[string]string{}, map[string]string{}
		key := func(role string, block int) string {
			if block < 0 {
				return role
			}
			return fmt.Sprint(block)
		}
		for _, p := range s.Parts {
			if p.Role != compare.Picture {
				parts[key(p.Role, p.Block)] += bare(p.Text)
			}
		}
		for _, l := range s.Lines {
			if lines++; l.Role != compare.Picture {
				set[key(l.Role, l.Block)] += bare(l.Text)
			}
		}
		for k, want := range parts {
			if set[k] != want && (k != compare.Label || set[k] != "") { // stories of a group share a label
				t.Errorf("story %s block %s: lines %q, want %q", s.ID, k, set[k], want)
			}
		}
	}
	if lines < 500 {
		t.Errorf("only %d lines", lines)
	}
}

func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// TestRoundWritten: what is written is read again, and nothing differs.
func TestRoundWritten(t *testing.T) {
	r := compose(t, four.Pages()).Round("大样-1")
	var b bytes.Buffer
	if err := r.Write(&b); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	again, err := compare.Read(&b)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(r, again) {
		t.Error("the round read is not the one written")
	}
	var c bytes.Buffer
	if err := again.Write(&c); err != nil || c.String() != text {
		t.Errorf("written again it has other bytes: %v", err)
	}
	if rep := compare.Compare(r, again); !rep.Same {
		t.Errorf("an edition differs from itself: %+v", rep)
	}
}

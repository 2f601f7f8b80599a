package site

import (
	"strings"
	"testing"
)

// TestZoomIsSharp: browsers keep what will change as a picture in its first size, and what
// is larger is that picture blown up: letters of a column that is zoomed to are blurs.
func TestZoomIsSharp(t *testing.T) {
	l, err := newLook()
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(l.files[l.css]), "will-change") {
		t.Error("the style sheet has will-change")
	}
}

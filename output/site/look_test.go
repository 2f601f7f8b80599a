package site

import (
	"reflect"
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

// TestWords: every word of the site is there in every language.
func TestWords(t *testing.T) {
	for name, w := range map[string]words{"zh-CN": chinese, "zh-TW": traditional, "en": english} {
		v := reflect.ValueOf(w)
		for n := range v.NumField() {
			if v.Field(n).IsZero() {
				t.Errorf("%s: no %s", name, v.Type().Field(n).Name)
			}
		}
	}
}

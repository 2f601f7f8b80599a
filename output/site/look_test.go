package site

import (
	"io/fs"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"banxin/assets"
	"banxin/output/internal/voice"
)

// TestZoomIsSharp: browsers keep what will change as a picture in its first size, and what
// is larger is that picture blown up: letters of a column that is zoomed to are blurs.
func TestZoomIsSharp(t *testing.T) {
	l, err := newLook(nil)
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

// TestVoiceInTheSheet: a paper's voice gives the site its colours, on the grounds that its sheet
// has; what is none is left out, and what the reader chooses stays.
func TestVoiceInTheSheet(t *testing.T) {
	of := &voice.Look{Voice: "企业报", Accent: "#1a4e9e", Second: "#f58220", Heads: "sans", Left: true}
	l, err := newLook(of)
	if err != nil {
		t.Fatal(err)
	}
	css := string(l.files[l.css])
	if !strings.Contains(css, ":root[data-theme=\"dark\"] { --red:") || strings.Count(css, "the paper's voice") != 1 {
		t.Error("the sheet has no voice")
	}
	own := css[:strings.Index(css, "the paper's voice")]
	for _, g := range regexp.MustCompile(`--(?:ground|sheet): (#\w{6})`).FindAllStringSubmatch(own, -1) {
		if !slices.Contains(slices.Concat(grounds.Light, grounds.Dark), voice.RGB(g[1])) {
			t.Errorf("the sheet has the ground %s, which no colour is held against", g[1])
		}
	}
	plain, _ := newLook(nil)
	hostile, _ := newLook(&voice.Look{Accent: "red } body { display: none", Heads: "sans"})
	if hostile.digest != plain.digest || l.digest == plain.digest {
		t.Error("the digest does not go by the voice")
	}
}

// TestTablesAreTables: rules for lists of issues do not reach the tables of stories that are shown as
// cards on narrow screens, which have a class of the same name.
func TestTablesAreTables(t *testing.T) {
	css, err := fs.ReadFile(assets.Site(), "site.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range regexp.MustCompile(`[a-z]*\.cards`).FindAllString(string(css), -1) {
		if at != "ul.cards" && at != "table.cards" {
			t.Errorf("%s is a rule for either", at)
		}
	}
}

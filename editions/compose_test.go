package editions

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestCompose(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "版心 abc，“引”": "版心 abc，“引”", "cafe\u0301": "café", "か\u3099ほ\u309A": "がぽ", "\u1112\u1161\u11ab글": "한글",
		"x\u0304好": "x\u0304好", "\uFA19\u2F00⺌": "\uFA19\u2F00⺌", "e\u0323\u0302": "ệ", "e\u0302\u0323": "ệ", "\u0301a": "\u0301a",
		"=\u0338": "≠", "\uF900\uFE00": "\uF900\uFE00", "\xffe\u0301": "\xffé",
	} {
		if got := Compose(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Marks are composed when a story is read; the rest of it stays byte for byte, places are of
// the file, and the account says what was changed.
func TestStoryIsComposed(t *testing.T) {
	body := "甲cafe\u0301乙，[e\u0301]{专名}丙。\n\n{はか\u3099|ha ga\u0301}丁\uFA19。\n"
	fsys := fstest.MapFS{"editions/2026-10-20/stories/a.md": {Data: []byte("---\n标题: Re\u0301sume\u0301\n---\n" + body)}}
	for name, data := range map[string]string{
		"paper.yaml":                       "名称: 试报\n",
		"editions/2026-10-20/edition.yaml": "日期: 2026-10-20\n",
	} {
		fsys[name] = &fstest.MapFile{Data: []byte(data)}
	}
	ed, _, err := Load(fsys, "")
	if err != nil {
		t.Fatal(err)
	}
	s := ed.Stories[0]
	if got := s.Title(); got != "Résumé" {
		t.Errorf("title %q", got)
	}
	var all strings.Builder
	for p := range s.Parts() {
		for _, r := range p.Text.Runs {
			was := string(s.File.Data[r.Span.Start:r.Span.End])
			if r.Verbatim && was != r.Text || !r.Verbatim && Compose(was) != r.Text {
				t.Errorf("run %q stands at %q", r.Text, was)
			}
			all.WriteString(r.Text + r.Ruby + "|")
		}
	}
	if got, want := all.String(), "R|é|sum|é|甲caf|é|乙，|é|丙。|はがha gá|丁\uFA19。|"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if a := s.Account; !a.Closed() || len(a.Changed) == 0 {
		t.Errorf("account %+v", a)
	}
}

func TestStandsFor(t *testing.T) {
	for r, want := range map[rune]rune{'⼀': '一', '⺌': '小', '\uF9D1': '六', '一': 0, '\uFA0E': 0, '\u2E95': -1, '龶': 0, '⻋': '车', 'a': 0} {
		if got := standsFor(r); got != want {
			t.Errorf("%c: %c, want %c", r, got, want)
		}
	}
}

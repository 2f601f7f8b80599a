package desk

import (
	"context"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"banxin/editions/splice"
)

const twoPages = "期号: 7 # 号\n版:\n  - 版面: 要闻\n    稿件: {头条: a} # 定\n  - 版面: 民生\n    稿件: {头条: b}\n"

func TestPagesChanged(t *testing.T) {
	for _, c := range []struct {
		was, now string
		pages    []int
		ok       bool
	}{
		{"头条: a", "头条: c", []int{0}, true},
		{"头条: b", "头条: c", []int{1}, true},
		{"民生", "民生: x", nil, false}, // cannot be read
		{"期号: 7", "期号: 8", nil, false},
		{"# 号", "# 码", nil, false},
		{"  - 版面: 民生\n", "  - 版面: 新\n  - 版面: 民生\n", nil, false},
		{"要闻", "要闻", nil, true},
	} {
		pages, ok := pagesChanged([]byte(twoPages), []byte(strings.Replace(twoPages, c.was, c.now, 1)))
		if !slices.Equal(pages, c.pages) || ok != c.ok {
			t.Errorf("%q for %q: %v %v", c.now, c.was, pages, ok)
		}
	}
}

// planned is a stage of two pages.
type planned struct{ painted }

func (planned) Plan(context.Context) (*Plan, error) {
	return &Plan{Pages: []PlanPage{{Page: 0, Number: 1}, {Page: 1, Number: 2}}}, nil
}

// TestBounds: who may place on page 2 alone changes nothing of page 1, of the paper or of a story.
func TestBounds(t *testing.T) {
	const file = "editions/2026-10-20/edition.yaml"
	m := &memory{files: map[string][]byte{file: []byte(twoPages), "paper.yaml": []byte("名称: 报\n"), story: []byte("甲\n")}}
	s, _ := openOn(t, m, planned{painted{file: file}})
	p := &placer{Server: s}
	second := Person{May: func(r Right, page string) bool { return r == Place && (page == "" || page == "2") }}
	all := Person{May: func(r Right, _ string) bool { return r == Place }}
	change := func(file, was, now string) []splice.Change {
		return []splice.Change{{File: file, Make: func(old []byte) ([]byte, error) {
			return []byte(strings.Replace(string(old), was, now, 1)), nil
		}}}
	}
	for _, c := range []struct {
		what        string
		changes     []splice.Change
		second, all bool
	}{
		{"page 1", change(file, "头条: a", "头条: c"), false, true},
		{"page 2", change(file, "头条: b", "头条: c"), true, true},
		{"both", change(file, "{头条: a} # 定\n  - 版面: 民生\n    稿件: {头条: b}", "{头条: b} # 定\n  - 版面: 民生\n    稿件: {头条: a}"), false, true},
		{"the edition", change(file, "期号: 7", "期号: 8"), false, true},
		{"the paper", change("paper.yaml", "报", "刊"), false, true},
		{"a story", change(story, "甲", "乙"), false, false},
	} {
		for who, may := range map[*Person]bool{&second: c.second, &all: c.all} {
			err := p.mayTake(&call{who: *who, r: httptest.NewRequest("POST", "/", nil)}, c.changes)
			if (err == nil) != may {
				t.Errorf("%s, bounded %v: %v", c.what, who == &second, err)
			}
		}
	}
	if p.take(&call{who: second, r: httptest.NewRequest("POST", "/", nil)}, "排", change(file, "头条: a", "头条: c")) == nil || string(m.files[file]) != twoPages {
		t.Error("page 1 is changed by somebody of page 2")
	}
}

// TestUndoBounds: what is taken back and made again is bounded as placing is, by the rights that
// somebody has by then.
func TestUndoBounds(t *testing.T) {
	const file = "editions/2026-10-20/edition.yaml"
	m := &memory{files: map[string][]byte{file: []byte(twoPages), story: []byte("甲\n")}}
	s, _ := openOn(t, m, planned{painted{file: file}})
	all := Person{ID: "p", May: func(Right, string) bool { return true }}
	second := Person{ID: "p", May: func(r Right, page string) bool { return r != Edit && (page == "" || page == "2") }}
	change := func(file, was, now string) {
		t.Helper()
		if err := s.Change(all, "排", FileEdit{file, func(old []byte) ([]byte, error) { return []byte(strings.Replace(string(old), was, now, 1)), nil }}); err != nil {
			t.Fatal(err)
		}
	}
	step := func(what string, do func(*call) (any, error), who Person, may bool) {
		t.Helper()
		before := string(m.files[file]) + string(m.files[story])
		_, err := do(&call{who: who, r: httptest.NewRequest("POST", "/", nil)})
		if (err == nil) != may || (string(m.files[file])+string(m.files[story]) != before) != may {
			t.Errorf("%s: %v, %q", what, err, m.files[file])
		}
	}
	change(story, "甲", "乙")
	change(file, "头条: a", "头条: c")
	change(file, "头条: b", "头条: d")
	step("page 2", s.undo, second, true)
	step("page 1", s.undo, second, false)
	step("page 1, of somebody who may", s.undo, all, true)
	step("a story", s.undo, second, false)
	step("page 1 again", s.redo, second, false)
	step("page 1 again, of somebody who may", s.redo, all, true)
	step("page 2 again", s.redo, second, true)
}

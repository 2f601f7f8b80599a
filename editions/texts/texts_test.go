package texts

import (
	"fmt"
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	list, err := Read("x.txt", "# what it is for\na-b note build\nen: first\n    second\n\n      third\nzh: 一\n\n\nc\nen: \"colon: \"\nzh: “：”\n")
	if err != nil {
		t.Fatal(err)
	}
	want := `[{a-b [note build] ["first\nsecond\n\n  third" "一"]} {c [] ["colon: " "“：”"]}]`
	var b strings.Builder
	for _, e := range list {
		fmt.Fprintf(&b, " {%s %s %q}", e.ID, e.Words, e.Texts)
	}
	if got := "[" + strings.TrimSpace(b.String()) + "]"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestReadFaults(t *testing.T) {
	for _, c := range []struct{ data, want string }{
		{"a\nen: x\nen: y\n", "x.txt:3"},
		{"a\nfr: x\n", "x.txt:2"},
		{"a\nen:x\n", "x.txt:2"},
		{"a\nen: \"\\x\"\n", "x.txt:2"},
		{"a\nen: x\nb\n", "x.txt:3"},
		{"en: x\n", "x.txt:1"},
	} {
		if _, err := Read("x.txt", c.data); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q: %v, want one at %s", c.data, err, c.want)
		}
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		want, format string
		args         []any
	}{
		{"1 error, 2 warnings, 1 note", "%d {error|errors}, %d {warning|warnings}, %d {note|notes}", []any{1, 2, 1}},
		{"x: 1 story on 3 pages", "%s: %d {story|stories} on %d {page|pages}", []any{"x", 1, 3}},
		{"100 % of 1 line", "%d %% of %d {line|lines}", []any{100, 1}},
		{"1 place is left", "%d {place is|places are} left", []any{1}},
		{"5 lines of 1 column are empty", "%d {line|lines} of %d {column|columns} {1:is|are} empty", []any{5, 1}},
		{"1 line of 5 columns is empty", "%d {line|lines} of %d {column|columns} {1:is|are} empty", []any{1, 5}},
		{"2 of 1 page", "%[2]d of %[1]d {page|pages}", []any{1, 2}},
		{"0 notes", "%d {note|notes}", []any{0}},
		{"write {栏: {数: 1}} | 1 page", "write {栏: {数: %d}} | %d {page|pages}", []any{1, 1}},
		{"pages", "{page|pages}", nil},
	} {
		if got := fmt.Sprintf(Number(c.format, c.args...), c.args...); got != c.want {
			t.Errorf("%q: %q, want %q", c.format, got, c.want)
		}
	}
}

func TestFormat(t *testing.T) {
	const data = "a-b note build\nen: first\n    second\n\n      third\nzh: 一\n\nc\nen: \"colon: \"\nzh: “：”\n"
	list, err := Read("x.txt", data)
	if got := Format(list); got != data || err != nil {
		t.Errorf("got\n%s%v", got, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("a b\nen: %d {x|y}\nzh: z\n")
	f.Fuzz(func(t *testing.T, data string) {
		list, _ := Read("x", data)
		for _, e := range list {
			Number(e.In(English), 1, "2")
		}
	})
}

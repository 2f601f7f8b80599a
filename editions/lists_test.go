package editions

import (
	"bytes"
	"strings"
	"testing"

	"banxin/editions/source"
)

// FuzzList: every word of a list is a word of its file, at the place it is said to be.
func FuzzList(f *testing.F) {
	f.Add([]byte("张三 书记\n李四 市长 # 代\n\n王五\n"))
	f.Add([]byte("\xef\xbb\xbf自已\t自己\r\n#\n自已"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file := source.NewFile("names.txt", data)
		var d desk
		if d.readable(file) == nil {
			return
		}
		lines := strings.Split(string(bytes.TrimPrefix(data, bom)), "\n")
		for _, l := range d.parseList(file) {
			if l.Word == "" || l.Pos.Line < 1 || l.Pos.Line > len(lines) || !strings.Contains(lines[l.Pos.Line-1], l.Word) {
				t.Errorf("%q at %s", l.Word, l.Pos)
			}
		}
	})
}

// TestJudge: a code counts before its family, SRC stays, exceptions need all they say.
func TestJudge(t *testing.T) {
	h := House{
		Rules:      []Rule{{Code: "TXT-DASH", Severity: source.Error}, {Code: "TXT", Off: true}, {Code: "TYP", Severity: source.Note}},
		Exceptions: []Exception{{Code: "LAY-LEAD", Page: 3}, {Code: "REL", Story: "a", Quote: "九河"}},
	}
	var l source.List
	for _, f := range []source.Finding{
		{Code: "TXT-DASH"}, {Code: "TXT-DOT"}, {Code: "TYP-LOOSE", Severity: source.Error}, {Code: "SRC-KEY"}, {Code: "TXTX-A"},
		{Code: "LAY-LEAD", Page: 3}, {Code: "LAY-LEAD", Page: 2}, {Code: "REL-HEAD", Story: "a", Quote: "“九河”"}, {Code: "REL-HEAD", Story: "b", Quote: "“九河”"},
	} {
		l.Add(f)
	}
	var got []string
	for _, f := range h.Judge(l) {
		got = append(got, f.Code+" "+f.Severity.String()+" "+f.Story)
	}
	want := "TXT-DASH error |TYP-LOOSE note |SRC-KEY note |TXTX-A note |LAY-LEAD note |REL-HEAD note b"
	if strings.Join(got, "|") != want {
		t.Errorf("judged %s\nwant %s", strings.Join(got, "|"), want)
	}
}

// TestCellsMeant: what is said of lines that are meant as rows tells what makes them none.
func TestCellsMeant(t *testing.T) {
	for _, c := range []struct{ rows, want string }{
		{"┌──┬──┐\n│甲│乙│\n│丙│丁│\n└──┴──┘", "table-drawn-with-lines"},
		{"甲｜乙｜丙\n丁｜戊｜己", "table-bars-full-width"},
		{"甲｜乙\n——｜——\n丙｜丁", "table-bars-full-width"},
		{"甲|乙\n——|——\n丙|丁", "table-rule-of-other-signs"},
		{"甲|乙|丙\n丁|戊|己", "table-without-rule"},
		{"甲\t乙\n丙\t丁\n戊\t己", "table-columns-by-tabs"},
		{"早市  六点  南岸\n晚市  九点  北岸\n夜市  十点  江心", "table-columns-by-blanks"},
		{"甲|乙\n--|--|--\n丙|丁", ""},
		{"甲｜乙\n丙｜丁", ""},
		{"甲｜乙｜丙", ""},
		{"──\n──", ""},
		{"甲说了一句话\n乙说了一句话", ""},
	} {
		_, msg, ok := cellsMeant(strings.Split(c.rows, "\n"))
		if ok != (c.want != "") || msg.ID != c.want {
			t.Errorf("%s: %q %v", c.rows, msg.ID, ok)
		}
	}
}

// TestExceptionNeedsAllItSays: an exception is for what has each thing that it names, and may name
// any of them alone.
func TestExceptionNeedsAllItSays(t *testing.T) {
	f := source.Finding{Code: "TXT-DASH", Story: "a", Page: 3, Slot: "头条", Before: "在", Quote: "九河", After: "边"}
	for _, c := range []struct {
		e    Exception
		want bool
	}{
		{Exception{Code: "TXT"}, true},
		{Exception{Code: "LAY"}, false},
		{Exception{Code: "TXT", Story: "a"}, true},
		{Exception{Code: "TXT", Story: "b"}, false},
		{Exception{Code: "TXT", Page: 3}, true},
		{Exception{Code: "TXT", Page: 2}, false},
		{Exception{Code: "TXT", Slot: "头条"}, true},
		{Exception{Code: "TXT", Slot: "二条"}, false},
		{Exception{Code: "TXT", Quote: "在九河边"}, true},
		{Exception{Code: "TXT", Quote: "在河边"}, false},
		{Exception{Code: "TXT", Story: "a", Page: 3, Slot: "头条", Quote: "河"}, true},
		{Exception{Code: "TXT", Story: "a", Page: 3, Slot: "二条", Quote: "河"}, false},
	} {
		h := House{Exceptions: []Exception{c.e}}
		if got := h.excepted(&f); got != c.want {
			t.Errorf("%+v: %v", c.e, got)
		}
	}
}

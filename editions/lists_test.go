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

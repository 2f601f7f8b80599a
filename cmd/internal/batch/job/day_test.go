package job

import (
	"encoding/json"
	"slices"
	"testing"
)

// TestDayOf: paths say days in several ways; what is no day of the calendar is none.
func TestDayOf(t *testing.T) {
	for name, want := range map[string]string{
		"1956-03-04/01.txt": "1956-03-04", "1956/03/05/01.pdf": "1956-03-05", "rb19560306.txt": "1956-03-06", "1956年3月6日/1.txt": "1956-03-06", "1956年/11月/06日.pdf": "1956-11-06",
		"1960-1-8/01.txt": "1960-01-08", "1960.12.31/01.txt": "1960-12-31", "1956/1956-03-04/2.txt": "1956-03-04",
		"60-01-06/01.txt": "", "1956-13-40/01.txt": "", "1957-02-29/01.txt": "", "notes.txt": "", "1956/0304.txt": "1956-03-04", "1956/034.txt": "",
	} {
		if got := DayOf(name); got != want {
			t.Errorf("%s is of %q, not %q", name, got, want)
		}
	}
}

// TestPageOf: the name of a file says what its page is called; a day is no page.
func TestPageOf(t *testing.T) {
	for name, want := range map[string]string{
		"1956-03-04/01.txt": "1", "1956-03-04/第10版.txt": "10", "10版.txt": "10", "第十一版.pdf": "11", "A10.txt": "A10", "a/rb19560304_B02.pdf": "B2", "1956-03-04-10.txt": "10", "19560304_11版.txt": "11",
		"19560304.txt": "", "1956年3月4日.pdf": "", "1956-03-04.pdf": "", "要闻.txt": "",
	} {
		if got := PageOf(name); got != want {
			t.Errorf("%s is page %q, not %q", name, got, want)
		}
	}
}

// TestNamesWhole: a name is one value of an option whatever it holds, in a list that is written and read.
func TestNamesWhole(t *testing.T) {
	for _, names := range [][]string{{"a\nb.txt"}, {"a\nb.txt", "c.txt"}} {
		line, err := json.Marshal(Job{ID: "a", Kind: "import", Dir: "a", Edition: "1956-03-04", Options: map[string]string{"as": "page", Named: Joined(names)}})
		if err != nil {
			t.Fatal(err)
		}
		jobs, found := Parse("jobs.jsonl", line)
		if len(found) > 0 || len(jobs) != 1 {
			t.Fatalf("%s: %v", line, found)
		}
		if got := Files(jobs[0].Options); !slices.Equal(got, names) {
			t.Errorf("%q became %q", names, got)
		}
	}
	if _, found := Parse("jobs.jsonl", []byte(`{"id": "a", "kind": "build", "dir": "a", "options": {"ppi": "1\u00002"}}`)); len(found) == 0 {
		t.Error("a text that would be two is taken")
	}
}

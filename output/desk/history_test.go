package desk

import (
	"strings"
	"testing"
	"time"
)

// TestHistory: the states of a file begin with what stood there before anybody edited it, and what
// another program wrote is a state of its own, not somebody's typing; each is what it says.
func TestHistory(t *testing.T) {
	m := &memory{files: map[string][]byte{story: []byte("甲乙丙丁\n")}}
	s, now := open(t, m)
	a := visit(t, s)
	var d document
	type step struct{ put, outside string }
	for _, x := range []step{{put: "一"}, {put: "二"}, {outside: "外"}, {put: "三"}} {
		if x.outside != "" {
			m.files[story] = append(m.files[story], x.outside...)
		} else {
			a.get("/desk/doc?file="+story, 200, &d)
			a.put(d, "丙", x.put+"丙")
		}
		for range 6 {
			s.Tick()
			*now = now.Add(100 * time.Millisecond)
		}
	}
	var list []then
	a.get("/desk/history?file="+story, 200, &list)
	var kinds []string
	var texts []string
	for _, h := range list {
		data, err := s.stateAt(story, h.N)
		if err != nil {
			t.Fatal(err)
		}
		kinds, texts = append(kinds, h.Kind), append(texts, string(data))
		if at, err := time.Parse(time.RFC3339, h.At); err != nil || now.Sub(at) > time.Minute {
			t.Errorf("%+v has no time", h)
		}
	}
	if got := strings.Join(kinds, ","); got != ",came,,base" {
		t.Errorf("the states are %q", got)
	}
	if got := strings.Join(texts, "|"); got != "甲乙一二三丙丁\n外|甲乙一二丙丁\n外|甲乙一二丙丁\n|甲乙丙丁\n" {
		t.Errorf("they say %q", got)
	}
}

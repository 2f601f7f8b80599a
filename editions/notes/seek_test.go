package notes

import (
	"testing"

	"banxin/editions"
)

// TestSeek: words are those around which most agrees; where nothing tells, none.
func TestSeek(t *testing.T) {
	a, b := story(t, crossing), story(t, "河边的绿灯二十八秒，另一个路口也是二十八秒。\n")
	a.ID, b.ID = "a", "b"
	s := NewSeeker([]*editions.Story{a, b})
	for _, c := range []struct{ words, before, after, story, prefix string }{
		{"二十八秒", "过去的绿灯", "老人走不完", "a", "秒。过去的绿灯"},
		{"二十八秒", "河边的 绿灯", "，另一个", "b", "间河边的绿灯"},
		{"二十八秒", "路口也是", "。", "b", "一个路口也是"},
		{"二十八秒", "", "", "", ""},
		{"走不完", "", "", "a", "二十八秒老人"},
		{"没有的话", "过去的绿灯", "老人走不完", "", ""},
		{"", "过去的绿灯", "", "", ""},
	} {
		st, q, ok := s.Seek(c.words, c.before, c.after, func(*editions.Story) int { return 0 })
		if ok != (c.story != "") || ok && (st.ID != c.story || len(q.Prefix) < len(c.prefix) || q.Prefix[len(q.Prefix)-len(c.prefix):] != c.prefix) {
			t.Errorf("%s: %v %+v", c.words, ok, q)
		}
	}
	if st, _, ok := s.Seek("绿灯", "", "", func(st *editions.Story) int { return map[string]int{"b": 4}[st.ID] }); !ok || st.ID != "b" {
		t.Error("not where it is expected")
	}
}

package svg

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/internal/specimen"
)

// becomes is what steps make of a list.
func becomes(t *testing.T, was [][]byte, steps []Step) []byte {
	t.Helper()
	var out []byte
	at := 0
	for _, s := range steps {
		if s.N > 0 && (s.From < at || len(s.New) > 0) {
			t.Fatalf("%d elements from %d on come after element %d", s.N, s.From, at)
		}
		out = append(append(out, bytes.Join(was[s.From:s.From+s.N], nil)...), s.New...)
		at = max(at, s.From+s.N)
	}
	return out
}

// TestCompare: a page that some stories have left, others come to and others changed is what
// Compare says that it becomes, and a page that stays is all kept.
func TestCompare(t *testing.T) {
	cat, faces := specimen.Catalog()
	r := rand.New(rand.NewPCG(3, 4))
	trim := unit.Rect{W: unit.Points(400), H: unit.Points(300)}
	text := []rune("云溪大桥通车了天地玄黄宇宙洪荒日月盈昃辰宿列张")
	story := func(n int) []page.Item {
		return []page.Item{
			&page.Mark{Role: page.RoleStory, ID: fmt.Sprint("s", n/3), Open: true},
			specimen.Run(cat, n%2, unit.Points(9), unit.Point{X: unit.Points(n), Y: unit.Points(30)}, string(text[n%12:n%12+5+n%7])),
			&page.Mark{Role: page.RoleStory},
		}
	}
	written := func() []byte {
		d := specimen.Every(cat, faces)
		pg := &page.Page{Name: "A1", Trim: trim, Bleed: trim}
		if r.IntN(3) > 0 {
			pg.Items = slices.Clone(d.Pages[0].Items)
		}
		for range r.IntN(12) {
			pg.Items = append(pg.Items, story(r.IntN(20))...)
		}
		d.Pages = []*page.Page{pg}
		var b bytes.Buffer
		if err := Write(&b, d, 0, cat, Options{Prefix: "p-", Steady: true}); err != nil {
			t.Fatal(err)
		}
		elements(t, b.Bytes())
		return b.Bytes()
	}
	was := written()
	kept := 0
	for range 200 {
		now := written()
		c, ok := Compare(was, now)
		if !ok {
			t.Fatal("pages of one size cannot be compared")
		}
		a, _ := part(was)
		b, _ := part(now)
		if got := becomes(t, a.defs, c.Defs); !bytes.Equal(got, bytes.Join(b.defs, nil)) {
			t.Fatalf("definitions become\n%s", got)
		}
		if got := becomes(t, a.items, c.Items); !bytes.Equal(got, bytes.Join(b.items, nil)) {
			t.Fatalf("the page becomes\n%s", got)
		}
		if back := slices.Concat(b.tag, []byte("\n"), bytes.Replace(bytes.Join(b.items, nil), defs, slices.Concat(defs, []byte("\n"), bytes.Join(b.defs, nil), []byte("</defs>\n")), 1), []byte("</svg>\n")); !bytes.Equal(back, now) {
			t.Fatalf("a page that was taken apart is\n%s\nand not\n%s", back, now)
		}
		for _, s := range c.Items {
			kept += s.N
		}
		was = now
	}
	if kept < 400 {
		t.Errorf("of 200 changes %d elements are kept", kept)
	}
	same, _ := Compare(was, was)
	if data, err := json.Marshal(same); err != nil || len(same.Defs) != 1 || len(same.Items) != 1 || bytes.ContainsRune(data, '<') {
		t.Errorf("a page that stays changes: %s, %v", data, err)
	}
}

// TestSteps: what begins and ends lists, and what comes in the same order between, is kept.
func TestSteps(t *testing.T) {
	list := func(s string) (out [][]byte) {
		for _, c := range s {
			out = append(out, []byte(string(c)))
		}
		return out
	}
	for _, c := range []struct{ was, now, want string }{
		{"", "", "null"},
		{"", "ab", `["ab"]`},
		{"ab", "", "null"},
		{"abcde", "abXde", `[[0,2],"X",[3,2]]`},
		{"abcde", "ace", `[[0,1],[2,1],[4,1]]`},
		{"abc", "cab", `[[2,1],"ab"]`},
		{"aba", "aaba", `[[0,1],"a",[1,2]]`},
		{"abcd", "aXbYcZ", `[[0,1],"X",[1,1],"Y",[2,1],"Z"]`},
	} {
		was := list(c.was)
		got := steps(was, list(c.now))
		if data, _ := json.Marshal(got); string(data) != c.want {
			t.Errorf("%s to %s: %s, not %s", c.was, c.now, data, c.want)
		}
		if now := becomes(t, was, got); string(now) != c.now {
			t.Errorf("%s to %s: it becomes %s", c.was, c.now, now)
		}
	}
}

// FuzzCompare: texts that are no pages are refused, or compared.
func FuzzCompare(f *testing.F) {
	const a = "<svg>\n<title>x</title>\n<defs>\n<path id=\"g1\"/>\n</defs>\n<g>\n<g><use/></g>\n</g>\n</svg>\n"
	f.Add([]byte(a), []byte(a))
	f.Add([]byte("<svg>\n</svg>\n"), []byte("<svg>\n<g>\n</svg>\n"))
	f.Add([]byte("<"), []byte("<svg></"))
	f.Add([]byte("<svg>\n<defs></svg>\n"), []byte("<svg>\n<></svg>\n"))
	f.Fuzz(func(t *testing.T, was, now []byte) {
		c, ok := Compare(was, now)
		if !ok {
			return
		}
		a, _ := part(was)
		b, _ := part(now)
		if !bytes.Equal(becomes(t, a.items, c.Items), bytes.Join(b.items, nil)) || !bytes.Equal(becomes(t, a.defs, c.Defs), bytes.Join(b.defs, nil)) {
			t.Errorf("%q does not become %q", was, now)
		}
	})
}

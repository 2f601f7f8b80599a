package editions

import (
	"slices"
	"strings"
	"testing"

	"banxin/editions/source"
)

// FuzzMends: whatever is mended in the text that is parsed, each byte of it has a place in the file,
// and none stands before that of the byte before it; and what is found has places in the file.
func FuzzMends(f *testing.F) {
	for _, s := range []string{
		"日期：2026-10-20\n版:\n  第一版:\n    - 版面: 要闻\n    模板: 头版\n    稿件:\n    头条: 开学\n",
		"版:\r\n  -  版面: 要闻\r\n    模板: 头版\r\n    稿件: 头条: 开学\r\n版面: 综合\r\n",
		"颜色:\n  报红: m: 100, y: 90 # 红\n格言: \"一\", \"二\"\n\t代码=a\n　名称: [甲\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file := source.NewFile("editions/2026-10-20/edition.yaml", data)
		r := &yamlReader{file: file, src: string(data), lately: map[int]int{}}
		r.number()
		r.blanks()
		r.pages()
		for range maxMends {
			if _, ok := r.parse(); ok || r.next == nil {
				break
			}
			r.apply(*r.next)
			r.found, r.next = nil, nil
		}
		if r.places != nil && (len(r.places) != len(r.src)+1 || !slices.IsSorted(r.places) || r.places[len(r.src)] != len(data)) {
			t.Fatalf("%d places for %d bytes of %q", len(r.places), len(r.src), r.src)
		}
		if strings.Count(r.src, "\n") < strings.Count(string(data), "\n") {
			t.Fatalf("lines are lost: %q", r.src)
		}
		if err := places(slices.Concat(r.told, r.found), file); err != nil {
			t.Fatal(err)
		}
	})
}

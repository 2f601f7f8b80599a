package epub

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"banxin/editions"
)

// long is an edition of n stories of 1,000 characters each.
func long(n int) *editions.Edition {
	ed := &editions.Edition{Paper: &editions.Paper{Name: "云溪日报", Lang: "zh-CN"}, Date: edDate, Pages: []*editions.Page{{Number: 1, Name: "1", Section: "要闻"}}}
	var ids []string
	for i := range n {
		s := &editions.Story{ID: fmt.Sprintf("s%d", i), Headline: lines(fmt.Sprintf("第%d条：一座石桥的落成", i))}
		for j := range 10 {
			s.Blocks = append(s.Blocks, para(strings.Repeat(fmt.Sprintf("第%d段说的是桥，桥上有人，BIM model。", j), 4)))
		}
		ed.Stories, ids = append(ed.Stories, s), append(ids, s.ID)
	}
	ed.Pages[0].Placed = []editions.Placement{{Stories: ids}}
	return ed
}

func BenchmarkWrite(b *testing.B) {
	for _, n := range []int{25, 160, 640} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			ed := long(n)
			b.ReportAllocs()
			for b.Loop() {
				if err := Write(io.Discard, ed, nil, nil, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkSample writes the sample paper in each form of the book.
func BenchmarkSample(b *testing.B) {
	e := sampleEdition(b)
	for _, c := range []struct {
		name string
		o    Options
	}{{"plain", Options{}}, {"pages", Options{Pages: e.pages}}, {"fonts", Options{Fonts: FontsAll}}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if err := Write(io.Discard, e.ed, e.doc, e.cat, c.o); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("replica", func(b *testing.B) {
		for b.Loop() {
			if err := WriteReplica(io.Discard, e.ed, e.doc, e.cat, Options{Pages: e.pages}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

package makeup

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/cmd/need"
)

// sparse is a paper of empty pages and so many stories of so many characters, the first with a picture or none.
type sparse struct {
	format              string
	pages, stories, han int
	ranked, pic         bool
}

func (p sparse) files() fstest.MapFS {
	const dir = "editions/2026-10-21/"
	out := fstest.MapFS{"paper.yaml": {Data: []byte("名称: 石桥日报\n代码: sqrb\n")}}
	f := formats[p.format]
	row := strings.Join(slicesOf("报眉", f.columns), " ")
	out["templates/空页.yaml"] = &fstest.MapFile{Data: fmt.Appendf(nil, "名称: 空页\n%s\n版图: |\n  2 | %s\n  %d | %s\n版位:\n  报眉: {类: 报眉}\n", f.keys, row, f.lines-3, strings.TrimSpace(strings.Repeat(". ", f.columns)))}
	ed := "日期: 2026-10-21\n期号: 7\n版:\n"
	for range p.pages {
		ed += "  - 版面: 综合\n    模板: 空页\n"
	}
	out[dir+"edition.yaml"] = &fstest.MapFile{Data: []byte(ed)}
	w := &writer{rand.New(rand.NewSource(int64(p.stories*1000 + p.han)))}
	for i := range p.stories {
		text := string([]rune(w.text(p.han))[:p.han-1]) + "。"
		head := "标题: " + w.title() + "\n"
		if p.ranked {
			head += fmt.Sprintf("次序: %d\n", i+1)
		}
		if p.pic && i == 0 {
			text += "\n\n![石桥镇修好了漏水的屋顶](s01.jpg){本报记者 摄}"
			out[dir+"stories/s01.jpg"] = &fstest.MapFile{Data: w.shot()}
		}
		out[fmt.Sprintf("%sstories/s%02d.md", dir, i+1)] = &fstest.MapFile{Data: []byte("---\n" + head + "---\n" + text + "\n")}
	}
	return out
}

// TestSparse: where there is little copy for the pages no story is left out, and nothing is over. Where time is
// bounded a few papers are made up, else these and some of each number of stories in each format.
func TestSparse(t *testing.T) {
	all := []sparse{
		{"四开", 2, 6, 40, false, false}, {"四开", 1, 1, 20, false, false}, {"八开", 1, 6, 80, true, true}, {"对开", 1, 5, 20, true, true}, {"A3", 3, 5, 20, true, true},
	}
	if need.Long() {
		all = append(all, sparse{"四开", 1, 4, 20, true, false}, sparse{"四开", 1, 9, 40, false, true}, sparse{"对开", 3, 7, 20, false, false})
		for k, format := range []string{"四开", "对开", "八开", "A3"} {
			for stories := 1; stories <= 12; stories++ {
				for pages := 1; pages <= 3; pages++ {
					i := stories + pages + k
					all = append(all, sparse{format, pages, stories, []int{20, 40, 80, 120}[(i+stories/4)%4], i%2 > 0, i/2%2 > 0})
				}
			}
		}
	}
	for _, p := range all {
		ed, cat := loadLibrary(t, p.files())
		versions := Auto(ed, cat, 1)
		if len(versions) == 0 {
			t.Errorf("%v: nothing is made up", p)
			continue
		}
		on := map[string]int{}
		for _, pg := range versions[0].Edition.Pages {
			for _, pl := range pg.Placed {
				for _, id := range pl.Stories {
					on[id]++
				}
			}
		}
		for _, s := range ed.Stories {
			if on[s.ID] != 1 {
				t.Errorf("%v: %s stands on %d pages", p, s.ID, on[s.ID])
			}
		}
		whole(t, fmt.Sprint(p), versions[0].Edition, compose(t, versions[0].Edition, cat))
	}
}

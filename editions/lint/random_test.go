package lint_test

import (
	"fmt"
	"math/rand"
	"os"
	"strings"
	"testing"

	"banxin/cmd/need/held"
	"banxin/editions"
	"banxin/editions/lint"
	"banxin/editions/source"
)

// TestCopyAtRandom: what is found in stories of the sentences of testdata/scraps.txt, as heads, paragraphs, lists,
// captions and cells, with slips of the keys in some of them; each in lines of testdata/random.txt.
func TestCopyAtRandom(t *testing.T) {
	data, err := os.ReadFile("testdata/scraps.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all [][]rune
	for line := range strings.Lines(string(data)) {
		all = append(all, []rune(strings.TrimSuffix(line, "\n")))
	}
	paper := randomPaper()
	rnd := rand.New(rand.NewSource(8))
	var b strings.Builder
	for n := range 900 {
		text := randomCopy(rnd, all)
		s, _ := editions.ParseStory(source.NewFile("s.md", []byte(text)))
		ed := &editions.Edition{Paper: paper, Stories: []*editions.Story{s}, Date: editions.Date{Year: 2026, Month: 10, Day: 20}}
		fmt.Fprintf(&b, "# %d %s\n", n, strings.ReplaceAll(strings.TrimSpace(text), "\n", "¶"))
		for _, f := range lint.Check(ed) {
			fmt.Fprintf(&b, "%d:%d %s %.1s%d ‹%s› %s | %s\n", f.Pos.Line, f.Pos.Col, f.Code, f.Severity, f.Weight, f.Quote, f.Message, f.Hint)
		}
	}
	held.Text(t, "testdata/random.txt", b.String())
}

// randomPaper has a list of each kind.
func randomPaper() *editions.Paper {
	p := editions.DefaultPaper()
	p.Name = "渡口日报"
	p.Lists.Names = []editions.Listed{{Word: "张三", More: []string{"市委书记"}}, {Word: "李四光", More: []string{"市长", "副书记"}}, {Word: "王五", More: []string{"局长"}}, {Word: "云溪市锁澜桥改造工程指挥部"}, {Word: "赵六", More: []string{"书记"}}}
	p.Lists.Words = []editions.Listed{{Word: "自已", More: []string{"自己"}}, {Word: "好象", More: []string{"好像"}}}
	p.Lists.Forbidden = []editions.Listed{{Word: "小广告"}, {Word: "大师", More: []string{"老师"}}}
	return p
}

// slips are what lies beside the right key, or is right elsewhere.
var slips = []rune("，。、；：？！“”‘’（）《》〈〉【】「」—–-…·~～/,.;:?!()\"'<>[] 　0123456789０１年月日时分百千万亿元米%％℃一二三十第约至近的了们和等张李四光Ab")

// slipped is a text with one slip.
func slipped(rnd *rand.Rand, r []rune) []rune {
	if len(r) == 0 {
		return r
	}
	i := rnd.Intn(len(r))
	key := slips[rnd.Intn(len(slips))]
	before, rest := r[:i:i], r[i:]
	switch rnd.Intn(7) {
	case 0: // one left out
		return append(before, rest[1:]...)
	case 1: // one twice
		return append(append(before, r[i]), rest...)
	case 2: // two the other way round
		if len(rest) > 1 {
			return append(append(before, rest[1], rest[0]), rest[2:]...)
		}
	case 3, 4: // one too many
		return append(append(before, key), rest...)
	case 5: // some pasted twice
		return append(append(before, rest[:min(len(rest), 1+rnd.Intn(6))]...), rest...)
	}
	return append(append(before, key), rest[1:]...)
}

// randomCopy is the file of a story.
func randomCopy(rnd *rand.Rand, all [][]rune) string {
	text := func(slip int) string {
		r := all[rnd.Intn(len(all))]
		for rnd.Intn(3) < slip {
			r = slipped(rnd, r)
			slip--
		}
		return string(r)
	}
	head := "题"
	switch rnd.Intn(5) {
	case 0:
		head = fmt.Sprintf("%q", text(1))
	case 1:
		head = fmt.Sprintf("[%q, %q]", text(1), text(0))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "---\n标题: %s\n", head)
	if rnd.Intn(8) == 0 {
		fmt.Fprintf(&b, "%s: %q\n", []string{"引题", "副题", "导语", "署名", "编者按", "栏目"}[rnd.Intn(6)], text(1))
	}
	if rnd.Intn(4) == 0 {
		b.WriteString([]string{"体裁: 广告", "体裁: 广告\n栏目: 广告", "署名: （本报记者 张三）", "署名: 李四光 文/图", "署名: 张三 李四", "体裁: 图片新闻", "语言: en", "主送: 王五"}[rnd.Intn(8)] + "\n")
	}
	b.WriteString("---\n")
	for range 1 + rnd.Intn(3) {
		switch kind := rnd.Intn(16); kind {
		case 0:
			fmt.Fprintf(&b, "## %s\n\n", text(1))
		case 1:
			fmt.Fprintf(&b, "- %s\n- %s\n\n", text(1), text(1))
		case 2:
			fmt.Fprintf(&b, "1. %s\n2. %s\n\n", text(1), text(1))
		case 3:
			fmt.Fprintf(&b, "![%s](a.png)\n\n", text(1))
		case 4:
			fmt.Fprintf(&b, "> %s\n\n", text(1))
		case 5:
			fmt.Fprintf(&b, "| %s | %s |\n|---|---|\n| %s | 3 |\n\n", text(0), text(0), text(1))
		default:
			b.WriteString(text(2) + text(kind%3) + "\n\n")
		}
	}
	return b.String()
}

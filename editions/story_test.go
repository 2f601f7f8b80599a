package editions

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"banxin/editions/source"
)

// texts lists all texts of a story: the front matter's, then the body's in order.
func texts(s *Story) (front, body []Text) {
	front = append(front, s.Label, s.Byline)
	for _, lines := range [][]Text{s.Kicker, s.Headline, s.Deck} {
		front = append(front, lines...)
	}
	for _, b := range s.Blocks {
		switch b := b.(type) {
		case *Paragraph:
			body = append(body, b.Text)
		case *List:
			for _, it := range b.Items {
				body = append(body, it.Text)
			}
		case *Table:
			body = append(body, b.Caption)
			for _, row := range b.Rows {
				body = append(body, row...)
			}
		case *Picture:
			body = append(body, b.Caption, b.Credit)
		}
	}
	return front, body
}

// account checks what must hold for any story:
//   - every run lies in the file, and where Verbatim is its text byte for byte;
//   - runs of the body stand in the order of the file and do not overlap;
//   - every character of its texts is text, markup, white space, changed or left out with a
//     finding, and the story has as many as the account says;
//   - what was left out has a finding.
func account(file *source.File) error {
	s, found := parseStory(file, DefaultPaper())
	front, body := texts(s)
	last, printable := 0, 0
	for i, t := range append(front, body...) {
		printable += Inked(t.String())
		if len(t.Runs) > 0 && !within(t.Span, file) {
			return fmt.Errorf("text %v is outside the file", t.Span)
		}
		for _, r := range t.Runs {
			if !within(r.Span, file) || r.Text == "" {
				return fmt.Errorf("run %v %q is outside the file or empty", r.Span, r.Text)
			}
			if r.Verbatim && string(file.Data[r.Span.Start:r.Span.End]) != r.Text {
				return fmt.Errorf("run %v is %q, the file has %q", r.Span, r.Text, file.Data[r.Span.Start:r.Span.End])
			}
			if i >= len(front) {
				if r.Span.Start < last {
					return fmt.Errorf("run %v %q begins before %d, where the one before it ends", r.Span, r.Text, last)
				}
				last = r.Span.End
			}
		}
	}
	for p := range s.Parts() {
		if p.Marker != Bullet {
			printable += Inked(p.Marker)
		}
	}
	a := s.Account
	switch {
	case !a.Closed():
		var open []string
		for _, o := range a.Open {
			open = append(open, fmt.Sprintf("%d %q", o.Start, file.Data[o.Start:min(o.End, len(file.Data))]))
		}
		return fmt.Errorf("the account does not close: %+v, open %v", *a, open)
	case a.Printable() != printable:
		return fmt.Errorf("the story has %d characters, its account %d: %+v", printable, a.Printable(), *a)
	case a.Dropped > 0 && found.Count(source.Note) == 0:
		return fmt.Errorf("%d characters are left out without a word", a.Dropped)
	}
	return nil
}

func within(s source.Span, file *source.File) bool {
	return 0 <= s.Start && s.Start <= s.End && s.End <= len(file.Data)
}

var storySeeds = []string{
	"---\n标题: 甲\n---\n正文*着重*和**强**\\*\n下一行 abc\ndef\n\n## 小标题\n\n> 引文\n> 第二行\n\n>> 落款\n>> 日期\n",
	"> 导语\n\n- 1.条目\n- 二、条目\n  - 内\n\n1. a\n2) b\n\n![图](a.jpg \"替代\"){甲 摄; alt=乙; 栏=2}\n",
	"表：各区\n\n| 甲 | 乙 |\n|:--|--:|\n| 一 | 二 | 多余 |\n| {汉\\|hàn} |\n",
	"{汉字|hàn zì}，x^2^，[链](http://a.b \"题\")，<http://x.y>，&amp;&#8212;&hellip;\n",
	"\ufeff---\r\n标题:\r\n  - 一*着*\r\n  - \"二\\t\"\r\n---\r\n　　首段\r\n　　次段  \r\n硬换行\\\r\n末\r\n",
	"# 题\n\n文\n===\n文\n---\n***\n\ta\n    b\n- ![x](y)\n- > q\n- # h\n",
	"是**“重点”**的，5*3*2，**a*b**c*，[[a](b)](c)，![a![b](c){d}](e){f}\n",
	"文[^1]，和[^注]。m^2^\n[^1]: 甲*乙*^2^\n[^注]:见m^2^\n\n[^3]:\n\n[^4] 不是\n- [^5]: 列表\n",
	"- x\n\t1. 二\n\t12. 三\n- # 汉\n\t1. #\n",
	"甲[棠川]{专名}[史记]{书名}和[某*某*\\]]{示亡}[要[点]{下划}{汉|hàn}]{ 下划 ; 底：浅灰 }，[甲]{专各}乙[丙](u)]{专名}\n",
	"---\n标题: '[甲]{专名}[乙]{name}的*[丙*]{title}'\n引题: |\n  一[二]{书名；专名}\n  [三]{底}\n---\n[跨\n行]{专名}，[a [<http://b]>]{专名}中](u)，[x *y [b](u) c]{专名}*\n\n| [甲]{专名} | 乙 |\n|--|--|\n| [一\\|二]{书名} | ![图[名]{专名}](a){[摄]{专名}} |\n",
	"![a](b){甲 摄}\n![c*d*](e \"f\"){位=随文; 图说=压; 裁=否; 焦点=0 100}\n左*右*。\n\n![](1)![](2)\n\n> ![](3)\n> ![](4)\n> 引\n",
	"前\n\n2026.\n\n12)\n\n-\n\n#\n\n- 5.\n- 甲\n\n1. 甲\n2.\n3. 丙\n\n>\n\n> #\n\n>> ## ##\n\n- #\n- >\n- -\n  -\n\n1. - a\n2. ![](b)\n",
	"* \n\t0)\n",
	"H~2~O，x~n+1~，9~11~3，a~b，~~删~~，[H~2~O^2+^]{专名}\n\n---\n\n- 一\n  1. 二\n     - 三\n\n  四\n",
	"---\n标题: \"甲\\t*乙*~2~\\u4e2d&amp;\"\n副题: >\n  甲\n  乙\\*\n---\n",
	"甲，\n乙。\n{诗}\n\n丙{诗 }\n\n{诗}\n\n丁\\\n戊。\\\n{verse}\n\n> 己\n> {编者按}\n\n庚\\{诗}\n\n辛\n{诗哥}\n\n- 壬\n  {诗}\n",
	"::: 问答\n问：甲？\n答：乙。\n  丙。\n\n续。\n:::\n\n:::剧\n王：（笑）好。\n（下）\n\n::: 诗\n:::\n\n::: {法条}\n第一条　甲\n第二条 乙\n（一）丙\n\n## 丁\n\n|戊|己|\n|-|-|\n|庚|辛|\n",
	":::: 诗\n一\n:::\n二\n::::\n三\n:::\n::: 无此\n四\n\n> ::: 诗\n> 五\n> :::\n\n::: 编者按\n六[^1]\n\n[^1]: 七",
	"---\n标题: |\n  一\n  二\n署名: >\n  甲\n  乙\n引题: '它''s'\n---\n",
}

func FuzzParseStory(f *testing.F) {
	for _, s := range storySeeds {
		f.Add([]byte(s))
	}
	for _, name := range realStories(f) {
		data, _ := os.ReadFile(name)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := account(source.NewFile("stories/a.md", data)); err != nil {
			t.Errorf("%v\n%q", err, data)
		}
	})
}

// realStories are the stories of a real page, where they are at hand.
func realStories(t testing.TB) []string {
	names, err := filepath.Glob("../../shared/editions/taiyuan-2023-10-20/stories/*.md")
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestRealStories(t *testing.T) {
	names := realStories(t)
	if len(names) == 0 {
		t.Skip("the real page is not at hand: ../shared/editions/taiyuan-2023-10-20")
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file := source.NewFile(name, data)
		s, found := ParseStory(file)
		if n := found.Count(source.Note); n > 0 {
			t.Errorf("%s: %d findings, want none: %v", name, n, found)
		}
		if err := account(file); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var all strings.Builder
		_, body := texts(s)
		for _, b := range body {
			all.WriteString(b.String())
		}
		if len(s.Headline) == 0 || all.Len() < 500 {
			t.Errorf("%s: headline %v, %d bytes of text", name, s.Headline, all.Len())
		}
	}
}

func TestSeedsAreAccountedFor(t *testing.T) {
	for _, s := range storySeeds {
		if err := account(source.NewFile("a.md", []byte(s))); err != nil {
			t.Errorf("%v\n%s", err, s)
			st, _ := ParseStory(source.NewFile("a.md", []byte(s)))
			var b bytes.Buffer
			DumpStory(&b, st)
			t.Log(b.String())
		}
	}
}

// TestReadingsInTables: the bar of a reading parts no cells, in a row or in the head; one with
// spaces about it does, and one that is escaped stands as ever.
func TestReadingsInTables(t *testing.T) {
	const head = "---\n标题: 题\n---\n"
	s, found := ParseStory(source.NewFile("a.md", []byte(head+"| {装|zhuāng}{床|chuáng} | 义 |\n|---|---|\n| 无 | {重庆|Chóng qìng}人 |\n| {墒\\|shāng} | {a | b} |\n")))
	var rows []string
	for _, row := range s.Blocks[0].(*Table).Rows {
		var cells []string
		for _, c := range row {
			cell := ""
			for _, r := range c.Runs {
				if cell += r.Text; r.Ruby != "" {
					cell += "(" + r.Ruby + ")"
				}
			}
			cells = append(cells, cell)
		}
		rows = append(rows, strings.TrimRight(strings.Join(cells, "/"), "/"))
	}
	if got, want := strings.Join(rows, "\n"), "装(zhuāng)床(chuáng)/义\n无/重庆(Chóng qìng)人\n墒(shāng)/{a/b}"; got != want {
		t.Errorf("cells:\n%s\nwant\n%s", got, want)
	}
	if len(found) != 1 || found[0].Code != "SRC-TABLE" {
		t.Errorf("found %v", found)
	}
}

package splice

import (
	"strings"
	"testing"

	"banxin/editions"
)

// TestSplices: each line of a file that is changed, and nothing else.
func TestSplices(t *testing.T) {
	const file = "# 夜班\n日期: 2026-10-20\n版:\n  - 版面: 要闻 # 头版\n    模板: 要闻   # 别动\n    稿件:\n      # 头条留给桥\n      头条: 101-bridge\n      简讯: [111-a, 112-b] # 可以再加\n      评论:\n        - 104-c # 甲\n        - 105-d\n      公告: 105-n # 等盖章\n  - {版面: 民生, 模板: 民生, 稿件: {头条: 201-lift}}\n  - 版面: 副刊\n    模板: 副刊\n"
	spot := func(p int, s string) Spot { return Spot{p, s} }
	for _, c := range []struct {
		name     string
		do       func(d *Doc) error
		old, new string // what changes in the file
	}{
		{"place", func(d *Doc) error { return d.Place(spot(0, "三条"), "103-xray") }, "公告: 105-n # 等盖章\n", "公告: 105-n # 等盖章\n      三条: 103-xray\n"},
		{"place in order", func(d *Doc) error { return d.Place(spot(0, "二条"), "102-h", "头条", "二条", "简讯") }, "头条: 101-bridge\n", "头条: 101-bridge\n      二条: 102-h\n"},
		{"place before all", func(d *Doc) error { return d.Place(spot(0, "导语"), "102-h", "导语", "头条", "简讯") }, "头条: 101-bridge\n", "导语: 102-h\n      头条: 101-bridge\n"},
		{"place before all in braces", func(d *Doc) error { return d.Place(spot(1, "来信"), "204", "来信", "头条") }, "{头条: 201-lift}", "{来信: 204, 头条: 201-lift}"},
		{"add", func(d *Doc) error { return d.Place(spot(0, "简讯"), "113-c") }, "112-b]", "112-b, 113-c]"},
		{"add to one", func(d *Doc) error { return d.Place(spot(0, "头条"), "113-c") }, "头条: 101-bridge", "头条: [101-bridge, 113-c]"},
		{"add to lines", func(d *Doc) error { return d.Place(spot(0, "评论"), "113-c") }, "- 105-d\n", "- 105-d\n        - 113-c\n"},
		{"place in braces", func(d *Doc) error { return d.Place(spot(1, "来信"), "204") }, "{头条: 201-lift}", "{头条: 201-lift, 来信: 204}"},
		{"first of a page", func(d *Doc) error { return d.Place(spot(2, "散文"), "701-p") }, "模板: 副刊\n", "模板: 副刊\n    稿件:\n      散文: 701-p\n"},
		{"unplace", func(d *Doc) error { return d.Unplace(spot(0, "头条"), "101-bridge") }, "      头条: 101-bridge\n", ""},
		{"unplace keeps a remark", func(d *Doc) error { return d.Unplace(spot(0, "公告"), "105-n") }, "公告: 105-n #", "公告: #"},
		{"unplace one of a list", func(d *Doc) error { return d.Unplace(spot(0, "简讯"), "111-a") }, "[111-a, 112-b]", "[112-b]"},
		{"unplace one of lines", func(d *Doc) error { return d.Unplace(spot(0, "评论"), "105-d") }, "        - 105-d\n", ""},
		{"unplace one with a remark", func(d *Doc) error { return d.Unplace(spot(0, "评论"), "104-c") }, "- 104-c # 甲\n", "# 甲\n"},
		{"unplace in braces", func(d *Doc) error { return d.Unplace(spot(1, "头条"), "201-lift") }, "{头条: 201-lift}", "{}"},
		{"swap", func(d *Doc) error { return d.Swap(spot(0, "简讯"), "111-a", spot(1, "头条"), "201-lift") }, "[111-a, 112-b] # 可以再加\n      评论:\n        - 104-c # 甲\n        - 105-d\n      公告: 105-n # 等盖章\n  - {版面: 民生, 模板: 民生, 稿件: {头条: 201-lift}}", "[201-lift, 112-b] # 可以再加\n      评论:\n        - 104-c # 甲\n        - 105-d\n      公告: 105-n # 等盖章\n  - {版面: 民生, 模板: 民生, 稿件: {头条: 111-a}}"},
		{"template", func(d *Doc) error { return d.Template(0, "要闻_短") }, "模板: 要闻   #", "模板: 要闻_短   #"},
		{"template in braces", func(d *Doc) error { return d.Template(1, "a, b") }, "模板: 民生,", `模板: "a, b",`},
		{"field", func(d *Doc) error { return d.Change(spot(2, "散文"), Number(4), "fit", "picture") }, "模板: 副刊\n", "模板: 副刊\n    改: {版位: {散文: {适: {图: 4}}}}\n"},
		{"field in braces", func(d *Doc) error { return d.Change(spot(1, "头条"), Text("36pt"), "head", "size") }, "{头条: 201-lift}}", "{头条: 201-lift}, 改: {版位: {头条: {题: {字号: 36pt}}}}}"},
		{"second page", func(d *Doc) error {
			return d.Change(spot(0, "头条"), Text("36pt"), "head", "size")
		}, "公告: 105-n # 等盖章\n", "公告: 105-n # 等盖章\n    改: {版位: {头条: {题: {字号: 36pt}}}}\n"},
	} {
		for _, nl := range []string{"\n", "\r\n"} {
			data := strings.ReplaceAll(file, "\n", nl)
			if strings.Count(file, c.old) != 1 {
				t.Fatalf("%s: %q stands %d times", c.name, c.old, strings.Count(file, c.old))
			}
			want := strings.ReplaceAll(strings.Replace(file, c.old, c.new, 1), "\n", nl)
			d, err := Open("edition.yaml", []byte(data))
			if err != nil {
				t.Fatal(err)
			}
			if err := c.do(d); err != nil {
				t.Errorf("%s %q: %v", c.name, nl, err)
				continue
			}
			if got := string(d.Bytes()); got != want {
				t.Errorf("%s %q:\n%s\nwanted\n%s", c.name, nl, got, want)
			}
			if got := string(Apply([]byte(data), d.Edits())); got != want {
				t.Errorf("%s: the edits make\n%s\nwanted\n%s", c.name, got, want)
			}
		}
	}
}

// TestSplicesOfStories: keys of a story's head, and words behind its pictures.
func TestSplicesOfStories(t *testing.T) {
	const story = "---\n标题: 桥通了 # 暂定\n版: 1\n署名: 甲\n---\n\n正文。\n\n![桥](b.jpg){乙 摄;焦点=10 20}\n\n![河](c.jpg)\n\n完。\n"
	for _, c := range []struct {
		name     string
		do       func(data []byte) ([]byte, error)
		old, new string
	}{
		{"head", saying(func(d *Doc) error { return d.Say("headline", List("桥通", "了")) }), "桥通了 #", "[桥通, 了] #"},
		{"new key", saying(func(d *Doc) error { return d.Say("jump", Text("2 转版")) }), "署名: 甲\n", "署名: 甲\n转: \"2 转版\"\n"},
		{"key away", saying(func(d *Doc) error { return d.Unsay("page") }), "版: 1\n", ""},
		{"focus", picturing(0, "focus", "40 30"), "焦点=10 20", "焦点=40 30"},
		{"focus away", picturing(0, "focus", ""), ";焦点=10 20", ""},
		{"new focus", picturing(1, "focus", "40 30"), "![河](c.jpg)", "![河](c.jpg){焦点=40 30}"},
		{"whole", picturing(0, "crop", "否"), "20}", "20;裁=否}"},
	} {
		want := strings.Replace(story, c.old, c.new, 1)
		got, err := c.do([]byte(story))
		if err != nil || string(got) != want {
			t.Errorf("%s: %v\n%s\nwanted\n%s", c.name, err, got, want)
		}
	}
	got, err := saying(func(d *Doc) error { return d.Say("headline", Text("桥通了")) })([]byte("正文。\n"))
	if want := "---\n标题: 桥通了\n---\n\n正文。\n"; err != nil || string(got) != want {
		t.Errorf("a story without a head becomes %q, %v", got, err)
	}
}

func saying(do func(d *Doc) error) func([]byte) ([]byte, error) {
	return func(data []byte) ([]byte, error) {
		d, err := Open("s.md", data)
		if err != nil {
			return nil, err
		}
		err = do(d)
		return d.Bytes(), err
	}
}

func picturing(which int, key, value string) func([]byte) ([]byte, error) {
	return func(data []byte) ([]byte, error) { return Picture("s.md", data, which, key, value) }
}

// TestExcept: exceptions go where they are, or below the rest.
func TestExcept(t *testing.T) {
	e := editions.Exception{Code: "TXT-WORD", Story: "s1", Quote: "甲: 乙", Reason: "人名"}
	for _, c := range []struct{ file, want string }{
		{"日期: 2026-10-20\n版: []\n# 完\n", "日期: 2026-10-20\n版: []\n例外:\n  - {代码: TXT-WORD, 稿件: s1, 引文: \"甲: 乙\", 理由: 人名}\n# 完\n"},
		{"例外:\n  - 代码: TXT-DOT\n    理由: 好\n版: []\n", "例外:\n  - 代码: TXT-DOT\n    理由: 好\n  - {代码: TXT-WORD, 稿件: s1, 引文: \"甲: 乙\", 理由: 人名}\n版: []\n"},
		{"exceptions: # none yet\npages: []\n", "exceptions: # none yet\n  - {code: TXT-WORD, story: s1, quote: \"甲: 乙\", reason: 人名}\npages: []\n"},
		{"pages: [{template: a}]", "pages: [{template: a}]\nexceptions:\n  - {code: TXT-WORD, story: s1, quote: \"甲: 乙\", reason: 人名}"},
	} {
		d, err := Open("edition.yaml", []byte(c.file))
		if err == nil {
			err = d.Except(e)
		}
		if err != nil || string(d.Bytes()) != c.want {
			t.Errorf("%v\n%s\nwanted\n%s", err, d.Bytes(), c.want)
		}
	}
}

package editions

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/editions/source"
)

// dot is a picture of one pixel.
const dot = "GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"

// TestPictureSlips: a picture that is written otherwise than it should be is told once, with how it is
// written.
func TestPictureSlips(t *testing.T) {
	for text, want := range map[string]string{
		"![集市](x.gif){孙岭 摄}":                     "",
		"![集市](images/x.gif){孙岭 摄}":              "SRC-PATH 写成：x.gif",
		"![集市](images\\x.gif){孙岭 摄}":             "SRC-PATH 写成：x.gif",
		"![集市](C:\\照片\\x.gif){孙岭 摄}":             "SRC-PATH 写成：x.gif",
		"![集市](../images/x.gif){孙岭 摄}":           "SRC-PATH 写成：x.gif",
		"![集市](/images/x.gif){孙岭 摄}":             "SRC-PATH 写成：x.gif",
		"![集市](./x.gif){孙岭 摄}":                   "SRC-PATH 写成：x.gif",
		"![集市](x){孙岭 摄}":                         "SRC-PATH 写成：x.gif",
		"![集市](https://example.com/y.gif){孙岭 摄}": "SRC-PATH 把图片存进 images/，再写文件名：y.gif",
		"！[集市](x.gif){孙岭 摄}":                     "SRC-MARK 写成：![",
		"![集市] (x.gif)":                          "SRC-MARK 写成：![集市](x.gif)",
		"!(集市)[x.gif]":                           "SRC-MARK 写成：![集市](x.gif)",
		"！（集市）【x.gif】":                           "SRC-MARK 写成：![集市](x.gif)",
		"[集市](x.gif)":                            "SRC-MARK 写成：![集市](x.gif)",
		"<img src=\"x.gif\">":                    "SRC-MARK 把图片文件放进 images/，写成 ![图说](文件名.jpg){某某 摄}",
	} {
		ed, found, err := Load(fstest.MapFS{
			"paper.yaml":                        {Data: []byte("名称: 江城校报\n代码: jcxb\n")},
			"templates/一版.yaml":                 {Data: []byte("成品: 210mm x 285mm\n边距: 15mm\n栏: {数: 3, 字: 15, 距: 1字}\n正文: {字号: 9pt, 行距: 14pt}\n行数: 48\n版图: |\n  48 | 头条 头条 头条\n")},
			"editions/2026-10-20/edition.yaml":  {Data: []byte("日期: 2026-10-20\n版:\n  - 模板: 一版\n    稿件: {头条: 集市}\n")},
			"editions/2026-10-20/stories/集市.md": {Data: []byte("---\n标题: 集市\n---\n集市开了秤。\n\n" + text + "\n")},
			"editions/2026-10-20/images/x.gif":  {Data: []byte(dot)},
		}, "")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range found {
			if source.Covers("SRC", f.Code) && f.Code != "SRC-UNREAD" {
				got = append(got, fmt.Sprintf("%s %s", f.Code, f.Hint.For("zh")))
			}
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%s: %s; want %s", text, strings.Join(got, "; "), want)
		}
		if !ed.Stories[0].Account.Closed() {
			t.Errorf("%s: %d characters are not accounted for", text, len(ed.Stories[0].Account.Open))
		}
	}
}

// TestPictureInQuotedHead: a picture in a headline whose places in the file are not known is told, too.
func TestPictureInQuotedHead(t *testing.T) {
	for _, head := range []string{`"校门口\t又![图](x.jpg)热闹"`, "校门口<br>又![图](x.jpg)热闹了"} {
		s, found := ParseStory(source.NewFile("x.md", []byte("---\n标题: "+head+"\n---\n一段。\n")))
		if len(s.Headline) == 0 || !slices.ContainsFunc(found, func(f source.Finding) bool { return f.Message.ID == "picture-in-line-of-text" }) {
			t.Errorf("%s: %v", head, found)
		}
	}
}

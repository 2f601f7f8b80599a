package editions

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"path"
	"strings"
	"testing"
	"testing/fstest"
)

// TestMisnamed: a file or folder that is called nearly as it should be is one finding, which says how to
// rename it, and nothing that only follows is said; what is called otherwise on purpose is none.
func TestMisnamed(t *testing.T) {
	var pixels bytes.Buffer
	if err := png.Encode(&pixels, image.NewGray(image.Rect(0, 0, 2, 2))); err != nil {
		t.Fatal(err)
	}
	const ed = "editions/2026-10-20/"
	right := map[string]string{
		"paper.yaml":           "名称: 江城校报\n颜色:\n  校绿: {c: 80}\n",
		ed + "edition.yaml":    "日期: 2026-10-20\n版:\n  - 模板: 一版\n    稿件:\n      头条: [开学, 集市]\n",
		ed + "stories/开学.md":   "---\n标题: 开学\n---\n校门口[排]{底:校绿}起了队。\n\n![晒秋](晒秋.png){某某 摄}\n",
		ed + "stories/集市.md":   "---\n标题: 集市\n---\n集市开了秤。\n",
		ed + "images/晒秋.png":   pixels.String(),
		"templates/一版.yaml":    "成品: 210mm x 285mm\n边距: {上: 15mm, 下: 15mm, 左: 18mm, 右: 18mm}\n栏: {数: 3, 字: 15, 距: 1字}\n正文: {字号: 9pt, 行距: 14pt}\n行数: 48\n版图: |\n  48 | 头条 头条 头条\n",
		ed + "stories/约稿.bak":  "",
		ed + "stories/~$集市.md": "x", ed + "stories/~WRL0001.tmp": "x", ed + "stories/._集市.md": "x", ed + "stories/#集市.md#": "x", ed + "images/Thumbs.db": "x",
	}
	for _, c := range [][3]string{ // the name there should be, the one there is, what is told
		{"paper.yaml", "paper.yml", "paper.yml SRC-FILE paper.yaml"},
		{"paper.yaml", "Paper.yaml", "Paper.yaml SRC-FILE paper.yaml"},
		{"paper.yaml", "paper.yaml.txt", "paper.yaml.txt SRC-FILE paper.yaml"},
		{ed + "edition.yaml", ed + "edition.yml", ed + "edition.yml SRC-FILE edition.yaml"},
		{ed + "edition.yaml", ed + "edition.yaml.txt", ed + "edition.yaml.txt SRC-FILE edition.yaml"},
		{ed + "stories/", ed + "storys/", ed + "storys SRC-FILE stories"},
		{ed + "stories/", ed + "稿件/", ed + "稿件 SRC-FILE stories"},
		{ed + "images/", ed + "image/", ed + "image SRC-FILE images"},
		{ed + "images/", ed + "图片/", ed + "图片 SRC-FILE images"},
		{ed + "stories/集市.md", ed + "stories/集市.md.txt", ed + "stories/集市.md.txt SRC-FILE 集市.md"},
		{ed + "stories/集市.md", ed + "stories/集市.markdown", ed + "stories/集市.markdown SRC-FILE 集市.md"},
		{ed + "stories/集市.md", ed + "stories/集市.txt", ed + "stories/集市.txt SRC-FILE 集市.md"},
		{ed + "stories/集市.md", ed + "stories/集市 .md", ed + "stories/集市 .md SRC-FILE 集市.md"},
		{ed + "stories/集市.md", ed + "stories/集市.MD", ed + "stories/集市.MD SRC-FILE 集市.md"},
		{ed + "stories/集市.md", ed + "stories/集市.md.md", ed + "stories/集市.md.md SRC-FILE 集市.md"},
		{ed + "stories/集市.md", ed + "stories/集市。md", ed + "stories/集市。md SRC-FILE 集市.md"},
		{ed + "stories/集市.md", ed + "stories/集市", ed + "stories/集市 SRC-FILE 集市.md"},
		{ed + "stories/集市.md", ed + "stories/集市(1).md", ed + "edition.yaml PLAN-STORY 集市(1).md集市.md集市(1)"},
		{ed + "stories/集市.md", ed + "stories/集市 - 副本 (2).md", ed + "edition.yaml PLAN-STORY 集市 - 副本 (2).md集市.md集市 - 副本 (2)"},
		{ed + "stories/集市.md", ed + "stories/集市（终稿）.md", ed + "edition.yaml PLAN-STORY 集市（终稿）.md集市.md集市（终稿）"},
		{ed + "stories/集市.md", ed + "stories/Copy of 集市.md", ed + "edition.yaml PLAN-STORY Copy of 集市.md集市.mdCopy of 集市"},
		{ed + "stories/", ed + "storeis/", ed + "storeis SRC-FILE stories"},
		{ed + "stories/", ed + "story/", ed + "story SRC-FILE stories"},
		{ed + "images/", ed + "imgaes/", ed + "imgaes SRC-FILE images"},
		{"templates/", "template/", "template SRC-FILE templates"},
		{"templates/", "Templates/", "Templates SRC-FILE templates"},
		{"templates/", "templats/", "templats SRC-FILE templates"},
		{"templates/", "模板/", "模板 SRC-FILE templates"},
		{"templates/一版.yaml", "templates/一版.yaml.txt", "templates/一版.yaml.txt SRC-FILE 一版.yaml"},
		{"templates/一版.yaml", "templates/一版.YAML", ""},
		{"templates/一版.yaml", "templates", "templates SRC-READ templates"},
		{"", "editions/2026年12月4日/edition.yaml", "editions/2026年12月4日 SRC-DATE 2026-12-04"},
		{"", "editions/2026-12-4/stories/开学.md", "editions/2026-12-4 SRC-DATE 2026-12-04"},
		{"", "editions/20261204/edition.yaml", "editions/20261204 SRC-DATE 2026-12-04"},
		{"", "editions/12-04/edition.yaml", "editions/12-04 SRC-DATE 2026-12-04"},
		{"", "editions/12月4日/edition.yaml", "editions/12月4日 SRC-DATE 2026-12-04"},
		{"", "editions/草稿/edition.yaml", ""},
		{"", "", ""},
	} {
		fsys := fstest.MapFS{}
		for name, text := range right {
			if c[0] != "" && strings.HasPrefix(name, c[0]) {
				name = c[1] + strings.TrimPrefix(name, c[0])
			}
			fsys[name] = &fstest.MapFile{Data: []byte(text)}
		}
		if c[0] == "" && c[1] != "" {
			fsys[c[1]] = &fstest.MapFile{Data: []byte(right[ed+path.Base(c[1])])}
		}
		_, found, err := Load(fsys, "")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range found {
			if !strings.HasSuffix(f.Pos.File, ".bak") {
				got = append(got, fmt.Sprint(f.Pos.File, " ", f.Code, " ", strings.Join(strings.Fields(fmt.Sprint(f.Hint.Args...)), " ")))
			}
		}
		if strings.Join(got, "; ") != c[2] {
			t.Errorf("%s: %v", c[1], found)
		}
	}
}

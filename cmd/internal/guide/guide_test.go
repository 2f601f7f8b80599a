package guide

import (
	"bytes"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"banxin/assets"
	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
)

func TestInLanguage(t *testing.T) {
	const chapter = "# 甲 | A\n\n中文。\n\n<!-- en -->\n\nEnglish.\n\n<!-- zh -->\n\n又是中文。\n\n<!-- picture x -->\n![图 | Picture](p.png)\n\n<!-- en -->\n\nMore.\n\n```sh\n$ a\n```\n\n```sh zh\n说\n```\n\n```sh en\nsays\n```\n\n尾。\n"
	zh, en := inLanguage(chapter, true), inLanguage(chapter, false)
	if want := "# 甲\n\n中文。\n\n又是中文。\n\n![图](p.png)\n\n```sh\n$ a\n```\n\n```sh\n说\n```\n\n尾。\n"; zh != want {
		t.Errorf("in Chinese\n%s\nwant\n%s", zh, want)
	}
	if want := "# A\n\nEnglish.\n\n![Picture](p.png)\n\nMore.\n\n```sh\n$ a\n```\n\n```sh\nsays\n```\n\n"; en != want {
		t.Errorf("in English\n%q\nwant\n%q", en, want)
	}
}

// TestEachInItsLanguage holds that no chapter shows text in the other language, and that each
// section has text in both.
func TestEachInItsLanguage(t *testing.T) {
	files, err := fs.Glob(assets.Guide(), "*.md")
	if err != nil {
		t.Fatal(err)
	}
	quoted := regexp.MustCompile("`[^`]*`|“[^”]*”|\\([^)]*\\)|\\]\\([^)]*\\)|\\d+mm")
	for _, file := range files {
		data, err := fs.ReadFile(assets.Guide(), file)
		if err != nil {
			t.Fatal(err)
		}
		var sections [2][]bool // of each: whether it has text
		for i, chinese := range []bool{true, false} {
			fenced := false
			for line := range strings.Lines(inLanguage(string(data), chinese)) {
				if strings.HasPrefix(line, "```") {
					fenced = !fenced
				}
				if strings.HasPrefix(line, "#") && !fenced {
					sections[i] = append(sections[i], false)
				}
				if fenced || line[0] == '#' || line == "\n" || strings.HasPrefix(line, "!") || strings.HasPrefix(line, "```") {
					continue
				}
				sections[i][len(sections[i])-1] = true
				han, latin := letters(quoted.ReplaceAllString(line, ""))
				if chinese && han == 0 && latin > 8 || !chinese && han > latin {
					t.Errorf("%s, chinese: %v: %s", file, chinese, line)
				}
			}
		}
		if !slices.Equal(sections[0], sections[1]) {
			t.Errorf("%s: sections with text in Chinese %v, in English %v", file, sections[0], sections[1])
		}
	}
}

func letters(s string) (han, latin int) {
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.IsLetter(r):
			latin++
		}
	}
	return han, latin
}

// TestText holds that no line of text is wider than the terminal, that none begins with a
// closing mark, and that nothing is lost.
func TestText(t *testing.T) {
	b := New(func(words.Locale) []byte { return []byte("# Commands\n\ntext\n") })
	for _, chinese := range []bool{true, false} {
		say := words.In(chinese)
		for _, c := range b.chapters {
			if c.made != nil {
				continue
			}
			var narrow, wide bytes.Buffer
			if b.Text(&narrow, c, say, 72) != nil || b.Text(&wide, c, say, 2000) != nil {
				t.Fatal("it cannot be written into memory")
			}
			for line := range strings.Lines(narrow.String()) {
				text := strings.TrimRight(line, "\n")
				if strings.HasPrefix(strings.TrimLeft(text, " "), "，") || strings.HasPrefix(strings.TrimLeft(text, " "), "。") {
					t.Errorf("%s begins with a mark: %s", c.Slug, text)
				}
				if report.Columns(text) > 74 && strings.Contains(text, " ") && !strings.HasPrefix(text, "    ") {
					t.Errorf("%s: a line of %d columns: %s", c.Slug, report.Columns(text), text)
				}
			}
			if n, w := strings.Join(strings.Fields(narrow.String()), ""), strings.Join(strings.Fields(wide.String()), ""); n != w {
				t.Errorf("%s says other things in narrow lines", c.Slug)
			}
		}
	}
}

func TestFind(t *testing.T) {
	b := New(func(words.Locale) []byte { return nil })
	for topic, want := range map[string]string{"版样": "templates", "Templates": "templates", "键": "file-keys", "问题代码": "codes", "命令": "commands", "声音": "styles", "稿件.md": "stories", "README.md": "index", "流程": "night", "余缺": "night", "颜色": "styles", "xyzzy": "", "": ""} {
		c, ok := b.Find(topic)
		if ok != (want != "") || c.Slug != want {
			t.Errorf("%q is %q", topic, c.Slug)
		}
	}
}

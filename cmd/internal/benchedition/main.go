// Command benchedition turns the articles of the benchmark, with their geometry, into a
// paper's folder that banxin builds:
//
//	go run ./cmd/internal/benchedition -in articles.json -out DIR
//
// Variant cols has each headline inside its column and one flow of text; variant span
// has headlines over all columns and each article's body balanced under them. With -date the
// edition is of another day, and stands beside those that are there.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	in := flag.String("in", "articles.json", "the articles")
	out := flag.String("out", "", "the `folder` to write")
	variant := flag.String("variant", "cols", "cols or span")
	date := flag.String("date", "2023-10-20", "of the edition")
	flag.Parse()
	if err := run(*in, *out, *variant, *date); err != nil {
		fmt.Fprintln(os.Stderr, "benchedition:", err)
		os.Exit(2)
	}
}

// bench is articles.json.
type bench struct {
	Geometry geometry  `json:"geometry"`
	Articles []article `json:"articles"`
}

type geometry struct {
	Width   json.Number `json:"page_w_pt"`
	Height  json.Number `json:"page_h_pt"`
	Columns int         `json:"columns"`
	Chars   int         `json:"chars_per_line"`
	Body    json.Number `json:"body_pt"`
	Leading json.Number `json:"leading_pt"`
	Gutter  json.Number `json:"gutter_pt"`
	Lines   int         `json:"lines"`
}

type article struct {
	ID       string   `json:"id"`
	Kicker   string   `json:"kicker"`
	Headline []string `json:"headline"`
	Deck     string   `json:"deck"`
	Caption  string   `json:"caption"` // of a picture that is not there: set first, small
	Byline   string   `json:"byline"`
	Body     []struct {
		Type string `json:"t"` // p or sub
		Text string `json:"s"`
	} `json:"body"`
}

func run(in, out, variant, date string) error {
	if out == "" || variant != "cols" && variant != "span" {
		return fmt.Errorf("give -out DIR, and -variant cols or span")
	}
	data, err := os.ReadFile(in)
	if err != nil {
		return err
	}
	var b bench
	if err := json.Unmarshal(data, &b); err != nil {
		return fmt.Errorf("reading %s: %w", in, err)
	}
	for name, text := range folder(&b, variant, date) {
		if err := write(filepath.Join(out, filepath.FromSlash(name)), text); err != nil {
			return err
		}
	}
	return nil
}

func write(name, text string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(text), 0o644)
}

// folder returns the files of the paper.
func folder(b *bench, variant, date string) map[string]string {
	day := "editions/" + date + "/"
	files := map[string]string{
		"paper.yaml":          paper(variant),
		"templates/flow.yaml": template(&b.Geometry, variant),
		day + "edition.yaml":  edition(b.Articles, date),
	}
	for i := range b.Articles {
		a := &b.Articles[i]
		files[day+"stories/"+a.ID+".md"] = story(a)
	}
	return files
}

// paper gives the styles of the other typesetters' templates.
func paper(variant string) string {
	headline, leading := "16pt", "22pt"
	if variant == "span" {
		headline, leading = "32pt", "38pt"
	}
	return `名称: 试排
代码: bench
样式:
  主题: {字体: [粗黑], 字号: ` + headline + `, 行距: ` + leading + `, 对齐: 居中}
  引题: {字体: [黑], 字号: 10pt, 行距: 14pt, 对齐: 居中}
  副题: {字体: [黑], 字号: 12pt, 行距: 14pt, 对齐: 居中}
  小标题: {字体: [粗黑], 对齐: 居中, 缩进: 0}
  导语: {字体: [黑], 字号: 8pt, 行距: 14pt, 缩进: 0}
`
}

func template(g *geometry, variant string) string {
	span := "栏内"
	if variant == "span" {
		span = "全"
	}
	return fmt.Sprintf(`名称: 流水
成品: %spt x %spt
栏: {数: %d, 字: %d, 距: %spt}
正文: {字号: %spt, 行距: %spt}
行数: %d
流式: 是
版图: |
  %d |%s
版位:
  正文: {流: 是, 题: {跨: %s}, 稿距: 1}
`, g.Width, g.Height, g.Columns, g.Chars, g.Gutter, g.Body, g.Leading, g.Lines, g.Lines, strings.Repeat(" 正文", g.Columns), span)
}

func edition(articles []article, date string) string {
	var b strings.Builder
	b.WriteString("日期: " + date + "\n版:\n  - 版面: 要闻\n    模板: 流水\n    稿件:\n      正文:\n")
	for i := range articles {
		b.WriteString("        - " + articles[i].ID + "\n")
	}
	return b.String()
}

func story(a *article) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\n编号: %s\n", a.ID)
	field(&b, "引题", a.Kicker)
	b.WriteString("标题:\n")
	for _, h := range a.Headline {
		b.WriteString("  - " + value(h) + "\n")
	}
	field(&b, "副题", a.Deck)
	b.WriteString("---\n")
	if a.Caption != "" {
		b.WriteString("\n> " + text(a.Caption) + "\n")
	}
	for _, p := range a.Body {
		b.WriteByte('\n')
		if p.Type == "sub" {
			b.WriteString("## ")
		}
		b.WriteString(text(p.Text) + "\n")
	}
	if a.Byline != "" { // on a line of its own, as the other typesetters set it
		b.WriteString("\n>> （" + text(a.Byline) + "）\n")
	}
	return b.String()
}

func field(b *strings.Builder, key, s string) {
	if s != "" {
		b.WriteString(key + ": " + value(s) + "\n")
	}
}

// value writes a text as a YAML value, quoted where it has to be.
func value(s string) string {
	s = text(s)
	if strings.ContainsAny(s, "\"':#&*!|>%@`{}[],?-\\") {
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
	}
	return s
}

// text escapes what CommonMark would read as markup.
func text(s string) string {
	s = escapes.Replace(s)
	digits := 0
	for digits < len(s) && '0' <= s[digits] && s[digits] <= '9' {
		digits++
	}
	if digits < len(s) && (digits > 0 && (s[digits] == '.' || s[digits] == ')') || strings.IndexByte("#>-+=", s[digits]) >= 0) {
		return s[:digits] + `\` + s[digits:]
	}
	return s
}

var escapes = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "{", `\{`, "}", `\}`, "^", `\^`, "<", `\<`, "&", `\&`, "|", `\|`)

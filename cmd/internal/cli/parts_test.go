package cli

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"banxin/assets/faces"
	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/editions/compare"
	"banxin/editions/lint"
	pagelint "banxin/layout/lint"
	"banxin/layout/makeup"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/epaper"
	"banxin/output/epub"
	"banxin/output/proof"
	"banxin/output/works"
)

// The test of this file holds one story that has every element against what each consumer
// of stories saw of it. Each text of the story has a sign of its own, two characters of the
// cycle of sixty; its name in signs is what a disagreement is told by.

const (
	stems    = "甲乙丙丁戊己庚辛壬癸"
	branches = "子丑寅卯辰巳午未申酉戌亥"
)

// sign is the nth pair of the cycle.
func sign(n int) string {
	return string([]rune(stems)[n%10]) + string([]rune(branches)[n%12])
}

// wholeStory is a story of every element; {…} stands for the sign of the element named.
const wholeStory = `---
栏目: {label}栏
引题: ["{kicker 1}引一", "{kicker 2}引二"]
标题: ["{headline 1}题一", "{headline 2}题二"]
副题: "{deck}副"
署名: %s
首字: 2
---

> {lead}导语在此。

{paragraph}正文第一段，够排上好几行，首字才沉得下去，再写几个字就足够了，[{name}名]{专名}与*{emphasis}点*、**{strong}重**，见{note sign}注[^1]。

![{caption}图说](a.png "不印的说明"){{credit}摄}

## {subhead 2}小标题

### {subhead 3}小小标题

{second paragraph}第二段，{{ruby}拼|pīn}音。

> {quote}引文在此。

1. {item 1}第一项
2. {item 2}第二项

本报讯（记者 {dateline}甲）正文又一段{between}隔开，*Na{italic}ture*说，[Sea {title}s]{书名}也说。

{verse 1}诗一行，
{verse 2}又一行。
{诗}

::: 问答
问：{question}何时？
答：{answer}明日。
{goes on}还有。
:::

::: 剧
{scene}台上。
甲：（{aside}笑）{speech}来了。
:::

::: 法条
第一条　{law}为了。
:::

编者按：{editorial}开栏。{编者按}

{own}自有。{自有样式}

桥不等{pull quote}人。{提要}

E{formula}=mc^2^ {公式}

{cap}这一段自己要首字下沉，也写得够长，排得下好几行，才看得见下沉的首字。{首字=2}

- {bullet}点项
  - {nested}里层

![{group caption 1}左](a.png)
![{group caption 2}右](a.png){{group credit}摄}
{group}两图合说。

表：{table}题

| {head 1}区 | {head 2}户 |
|---|---:|
| {cell 1}东 | {cell 2}九 |
| {cell 3}西 | {cell 4}八 |

[^1]: {note}注文。

{last}末段。

>> {signoff 1}落款
>> {signoff 2}日期
`

var placeholder = regexp.MustCompile(`\{([a-z][a-z0-9 ]*)\}`)

// signed puts the signs into a story and returns who has which.
func signed(story string, mark func(int) string) (text string, names map[string]string) {
	names = map[string]string{}
	n := 0
	text = placeholder.ReplaceAllStringFunc(story, func(s string) string {
		m := mark(n)
		names[m] = s[1 : len(s)-1]
		n++
		return m
	})
	return text, names
}

// grey is a picture.
func grey() []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 300, 200))); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// wholePaper is a paper of one story in one slot.
func wholePaper(story, slot string, lines int) fstest.MapFS {
	files := map[string]string{
		"paper.yaml":                       "名称: 版心报\n代码: bx\n样式: {自有样式: {字体: 楷}}\n",
		"templates/t.yaml":                 fmt.Sprintf("成品: 390mm x 545mm\n边距: 15mm\n栏: {数: 6, 字: 13, 距: 1字}\n正文: {字号: 小五, 行距: 13.5pt}\n行数: %d\n版图: |\n  %d | 头条 头条 头条 头条 头条 头条\n版位:\n  头条: {%s}\n", lines, lines, slot),
		"editions/2026-10-20/edition.yaml": "版:\n  - 模板: t\n    稿件: {头条: s}\n",
		"editions/2026-10-20/stories/s.md": story,
	}
	paper := fstest.MapFS{"editions/2026-10-20/images/a.png": {Data: grey()}}
	for name, text := range files {
		paper[name] = &fstest.MapFile{Data: []byte(text)}
	}
	var forbidden strings.Builder
	for i := range 60 {
		forbidden.WriteString(sign(i) + "\n")
	}
	paper["forbidden.txt"] = &fstest.MapFile{Data: []byte(forbidden.String())}
	return paper
}

// laidOut is the only edition of a paper.
func laidOut(t *testing.T, paper fs.FS) *works.Set {
	t.Helper()
	p, err := works.Open(paper, works.Options{Faces: faces.All()})
	if err != nil {
		t.Fatal(err)
	}
	set, err := p.Compose(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// witness is what a consumer saw of the story.
type witness struct {
	name   string
	text   string
	spared []string // names that it leaves out on purpose
}

// TestEveryPart: whoever reads a story sees every text of it once.
func TestEveryPart(t *testing.T) {
	for _, c := range []struct{ name, byline, slot string }{
		{"level", "本报记者 {byline}", "题: {字号: 20pt}"},
		{"by-line last", "（{byline}采写）", "题: {字号: 20pt}"},
		{"vertical text", "本报记者 {byline}", "竖排: 是, 图: {宽: 40mm}, 题: {字号: 20pt}"},
		{"notes at the foot of columns", "本报记者 {byline}\n注: 栏末", "题: {字号: 20pt}"},
		{"notes at the foot of the slot", "本报记者 {byline}\n注: 版末", "竖排: 是, 图: {宽: 40mm}, 题: {字号: 20pt}"},
		{"vertical head", "本报记者 {byline}", "题: {竖: 是, 字号: 20pt}"},
	} {
		t.Run(c.name, func(t *testing.T) {
			story, names := signed(fmt.Sprintf(wholeStory, c.byline), sign)
			paper := wholePaper(story, c.slot, 90)
			composed := laidOut(t, paper)
			for _, f := range composed.Layout.Findings {
				if strings.HasPrefix(f.Code, "FIT-OVER") || f.Code == "PIC-FIT" {
					t.Fatalf("the story does not fit: %s %v", f.Code, f.Message)
				}
			}
			list := []witness{
				{"parts", partsOf(composed.Edition.Stories[0]), nil},
				{"dump", dumped(t, composed.Edition.Stories[0]), nil},
				{"pages", glyphs(composed.Doc), nil},
				{"pages by parts", printedText(composed.Doc, "s"), nil},
				{"lines of the proofs", proofLines(composed.Doc), nil},
				{"diff", compared(composed.Edition), nil},
				{"text lint", linted(composed.Edition), nil},
				{"page lint", missed(composed, names), nil},
			}
			for _, w := range list {
				testify(t, w, names)
			}
			counted(t, composed)
			faced(t, composed, names)
			testify(t, witness{"NITF", newsML(t, composed), nil}, names)
			for _, w := range products(t, paper) {
				testify(t, w, names)
			}
			for _, f := range epub.CheckPrint(composed.Edition, composed.Doc, composed.Layout.Unset()) {
				t.Errorf("print and e-edition: %s", words.In(false).Msg(f.Message))
			}
		})
	}
}

// testify holds what a consumer saw against the signs.
func testify(t *testing.T, w witness, names map[string]string) {
	t.Helper()
	var missing, twice []string
	for sign, name := range names {
		n := strings.Count(w.text, sign)
		switch {
		case slices.Contains(w.spared, name):
			if n > 0 {
				twice = append(twice, name+" (left out on purpose)")
			}
		case n == 0:
			missing = append(missing, name)
		case n > 1:
			twice = append(twice, fmt.Sprintf("%s %d times", name, n))
		}
	}
	slices.Sort(missing)
	slices.Sort(twice)
	if len(missing)+len(twice) > 0 {
		t.Errorf("%s: missing: %s; too often: %s", w.name, strings.Join(missing, ", "), strings.Join(twice, ", "))
	}
}

func partsOf(s *editions.Story) string {
	var b strings.Builder
	for p := range s.Parts() {
		b.WriteString(p.Text.String() + "\n")
	}
	return b.String()
}

func dumped(t *testing.T, s *editions.Story) string {
	var b bytes.Buffer
	if err := editions.DumpStory(&b, s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// glyphs are the characters of all runs with glyphs, whatever they belong to.
func glyphs(d *page.Doc) string {
	var b strings.Builder
	for _, p := range d.Pages {
		page.Walk(p.Items, page.Frame{}, func(it page.Item, _ page.Frame) {
			if x, ok := it.(*page.Text); ok && len(x.Glyphs) > 0 {
				b.WriteString(x.Src)
			}
		})
	}
	return b.String()
}

func printedText(d *page.Doc, story string) string {
	var b strings.Builder
	for _, text := range page.Printed(d)[story] {
		b.WriteString(text + "\n")
	}
	return b.String()
}

func proofLines(d *page.Doc) string {
	var b strings.Builder
	lines, _ := proof.Lines(d)
	for _, l := range lines {
		b.WriteString(l.Text)
	}
	return b.String()
}

func compared(ed *editions.Edition) string {
	var b strings.Builder
	for _, p := range compare.Of(ed).Stories[0].Parts {
		b.WriteString(p.Text + "\n")
	}
	return b.String()
}

// linted are the signs that the proofreader of the text found: each is forbidden.
func linted(ed *editions.Edition) string {
	var b strings.Builder
	for _, f := range lint.Check(ed) {
		if f.Code == "TXT-FORBID" {
			b.WriteString(f.Quote + "\n")
		}
	}
	return b.String()
}

// missed are the signs that the check of the pages misses when they are taken off them.
func missed(c *works.Set, names map[string]string) string {
	var b strings.Builder
	for sign := range names {
		was := runWith(c.Doc, sign)
		if was == nil {
			continue
		}
		src := was.Src
		was.Src = strings.Replace(src, sign[:len("甲")], "一", 1)
		for _, f := range pagelint.Check(c.Edition, c.Layout) {
			if f.Code == "REL-TEXT" && strings.Contains(words.In(false).Msg(f.Message), "on no page") {
				b.WriteString(sign + "\n")
				break
			}
		}
		was.Src = src
	}
	return b.String()
}

// runWith is the run of the pages in which a sign begins.
func runWith(d *page.Doc, sign string) (found *page.Text) {
	var last *page.Text
	for _, p := range d.Pages {
		page.Walk(p.Items, page.Frame{}, func(it page.Item, _ page.Frame) {
			x, ok := it.(*page.Text)
			if !ok || x.Src == "" {
				return
			}
			if strings.Contains(x.Src, sign) {
				found = x
			} else if last != nil && strings.HasSuffix(last.Src, sign[:len("甲")]) && strings.HasPrefix(x.Src, sign[len("甲"):]) {
				found = last // a line ends in it
			}
			last = x
		})
	}
	return found
}

// newsML is the story as NITF, which a build does not write.
func newsML(t *testing.T, c *works.Set) string {
	files, err := epaper.Build(c.Edition, c.Doc, epaper.Options{NITF: true, Pages: []epaper.PageImage{{Format: "png", Data: grey()}}})
	if err != nil {
		t.Error(err)
	}
	for _, f := range files {
		if f.Name == "stories/s-s.xml" {
			_, body, _ := strings.Cut(string(f.Data), "<body>")
			return tags.ReplaceAllString(body, "")
		}
	}
	return ""
}

// products are what the files of a build show.
func products(t *testing.T, paper fs.FS) []witness {
	dir, out := filepath.Join(t.TempDir(), "paper"), t.TempDir()
	if err := os.CopyFS(dir, paper); err != nil {
		t.Fatal(err)
	}
	if status, said, errs := banxin(t, "build", dir, "-q", "--ppi", "30", "--to", "epub,epub-replica,epaper", "-o", out); status > 1 {
		t.Fatalf("status %d: %s%s", status, said, errs)
	}
	captions := []string{"caption", "credit", "group caption 1", "group caption 2", "group credit", "group"}
	heads := []string{"label", "kicker 1", "kicker 2", "headline 1", "headline 2", "deck", "byline"}
	var list []witness
	for _, name := range []string{"bx-20261020.epub", "bx-20261020-replica.epub"} {
		list = append(list, witness{name, zipped(t, filepath.Join(out, name)), nil})
	}
	read := func(name string) string {
		data, err := os.ReadFile(filepath.Join(out, "bx-20261020-epaper", "stories", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	list = append(list, witness{"e-paper", article(read("s-s.html")), nil})
	var item struct {
		By                string
		Headlines, Bodies []struct{ Value string }
		Associations      []struct {
			By           string
			Descriptions []struct{ Role, Value string }
		}
	}
	if err := json.Unmarshal([]byte(read("s-s.json")), &item); err != nil {
		t.Fatal(err)
	}
	list = append(list, witness{"ninjs: text", item.Bodies[0].Value, append(captions, heads...)}, witness{"ninjs: HTML", article(item.Bodies[1].Value), nil})
	rest := item.By
	for _, h := range item.Headlines {
		rest += "\n" + h.Value
	}
	for _, a := range item.Associations {
		rest += "\n" + a.By
		for _, d := range a.Descriptions {
			if d.Role == "caption" {
				rest += "\n" + d.Value
			}
		}
	}
	return append(list, witness{"ninjs", rest + "\n" + item.Bodies[0].Value, []string{"group"}})
}

var tags = regexp.MustCompile(`<[^>]*>`)

// article is the text of article elements, readings left out.
func article(xhtml string) string {
	var b strings.Builder
	for _, part := range strings.Split(xhtml, "<article")[1:] {
		text, _, _ := strings.Cut(part, "</article>")
		b.WriteString(tags.ReplaceAllString("<"+text, ""))
	}
	return b.String()
}

// zipped is the text of the articles of a book; of its pages where it has no articles.
func zipped(t *testing.T, name string) string {
	z, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var articles, pages strings.Builder
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, ".xhtml") {
			continue
		}
		data, err := fs.ReadFile(z, f.Name)
		if err != nil {
			t.Fatal(err)
		}
		articles.WriteString(article(string(data)))
		if strings.Contains(f.Name, "page") {
			pages.WriteString(tags.ReplaceAllString(string(data), ""))
		}
	}
	if articles.Len() > 0 {
		return articles.String()
	}
	return pages.String()
}

// counted holds the characters that layout, make-up and the live proof count against those
// of the parts.
func counted(t *testing.T, c *works.Set) {
	t.Helper()
	all, running := 0, 0
	for p := range c.Edition.Stories[0].Parts() {
		text := p.Printed()
		n := 0
		for _, k := range letters(text.String()) {
			n += k
		}
		all += n
		if p.At == editions.InText && p.Role != editions.RoleByline {
			running += n
		}
	}
	if got := c.Layout.Fits[0].Chars; got != all {
		t.Errorf("fit: %d characters of %d", got, all)
	}
	sheets := makeup.Plan(c.Edition, c.Catalog, c.Layout)
	if got := sheets[0].Slots[0].Stories[0].Set; got < running {
		t.Errorf("make-up: %d characters set of %d", got, running)
	}
	l := &livePaper{w: &world{say: words.In(false)}, english: words.In(false), chinese: words.In(true)}
	if got := l.edition(c).Stories[0].Chars; got < running {
		t.Errorf("live proof: %d characters set of %d", got, running)
	}
}

// faced holds the faces that print sets the signs in against those of the parts' styles.
func faced(t *testing.T, c *works.Set, names map[string]string) {
	t.Helper()
	for p := range c.Edition.Stories[0].Parts() {
		for i, r := range p.Text.Runs {
			style := c.Edition.Paper.Styles[p.Style]
			b, _ := c.Edition.Stories[0].Blocks[max(p.Block, 0)].(*editions.Paragraph)
			switch {
			case r.Marks&editions.Dateline != 0:
				style = c.Edition.Paper.Styles[editions.DatelineText]
			case r.Marks&editions.Aside != 0:
				style = c.Edition.Paper.Styles[editions.Direction]
			case i == 0 && p.Block >= 0 && b != nil && b.Cap > 0:
				style = c.Edition.Paper.Styles[editions.DropCap]
			}
			for sign, name := range names {
				if !strings.Contains(r.Text, sign) {
					continue
				}
				chain := style.Fonts
				if p.Strong(r) && len(style.Strong) > 0 {
					chain = style.Strong
				}
				run := runWith(c.Doc, sign)
				if run == nil {
					continue
				}
				for _, z := range slices.Backward(style.Sizes) { // from the least on
					if z.From.Resolve(unit.Grid{}) <= run.Size {
						chain = z.Fonts
					}
				}
				if got, want := c.Doc.Faces[run.Face].Name, c.Catalog.Chain(chain...)[0].Name(); got != want {
					t.Errorf("pages: %s is set in %s, its style %s has %s", name, got, p.Style, want)
				}
			}
		}
	}
}

// TestEveryPartInFonts: the check of typefaces looks at every text in the style that it is
// set in. The signs are characters that no face has.
func TestEveryPartInFonts(t *testing.T) {
	story, names := signed(fmt.Sprintf(wholeStory, "本报记者 {byline}"), func(n int) string { return string(rune(0xEF00 + n)) })
	c := laidOut(t, wholePaper(story, "题: {字号: 20pt}", 60))
	l := &faceLog{ed: c.Edition, cat: c.Catalog, at: map[[3]string]int{}}
	l.story(c.Edition.Stories[0])
	var b strings.Builder
	for _, f := range l.list {
		b.WriteString(strings.Repeat(f.Char, len(f.Places)))
	}
	testify(t, witness{name: "fonts check", text: b.String()}, names)
	b.Reset()
	for _, f := range c.Layout.Findings {
		if f.Code == "GLY-MISS" {
			r := regexp.MustCompile(`U\+([0-9A-F]{4})`).FindStringSubmatch(words.In(false).Msg(f.Message))
			var n rune
			fmt.Sscanf(r[1], "%X", &n)
			b.WriteRune(n)
		}
	}
	testify(t, witness{name: "findings of the layout", text: b.String()}, names)
}

// TestRestOfEveryPart: however small the slot, what the galley and the live proof show as
// left over, and what is printed, are the story, once.
func TestRestOfEveryPart(t *testing.T) {
	rows := strings.Repeat("| 行 | 列 |\n", 60)
	for _, slot := range []string{"题: {字号: 20pt}", "竖排: 是, 题: {字号: 20pt}", "栏: 1, 题: {字号: 20pt}"} {
		for _, c := range []struct{ name, end string }{{"as it is", ""}, {"ends in a long table", "\n表：{long}长\n\n| 头 | 尾 |\n|---|---|\n" + rows + "| {row}行 | {end}列 |\n"}} {
			for lines := 8; lines < 40; lines += 5 {
				story, _ := signed(fmt.Sprintf(wholeStory, "（{byline}采写）")+c.end, sign)
				done := laidOut(t, wholePaper(story, slot, lines))
				rest := galleyRest(done)
				if fit := done.Layout.Fits[0]; fit.OverChars > 0 != (rest != "") {
					t.Errorf("%s, %s, %d lines: over %d, %q is left", slot, c.name, lines, fit.OverChars, rest)
				}
				got, want := letters(rest, running(done)), letters(runningOf(done.Edition.Stories[0]))
				for r := range letters(rest, running(done), runningOf(done.Edition.Stories[0])) {
					if got[r] != want[r] {
						t.Errorf("%s, %s, %d lines: %c stands %d times in print and what is left over, %d times in the story", slot, c.name, lines, r, got[r], want[r])
					}
				}
				l := &livePaper{w: &world{say: words.In(false)}, english: words.In(false), chinese: words.In(true)}
				if got := l.edition(done).Stories[0].Rest; got != rest {
					t.Errorf("%s, %s, %d lines: live proof: %q is left, in the galley %q", slot, c.name, lines, got, rest)
				}
			}
		}
	}
}

func galleyRest(c *works.Set) string {
	r := &proofreader{Set: c, say: words.In(false), pages: []int{0}}
	for _, g := range r.galleys() {
		return g.Rest
	}
	return ""
}

// running is what the pages show of the story.
func running(c *works.Set) string {
	var b strings.Builder
	for _, text := range page.Printed(c.Doc)[c.Edition.Stories[0].ID] {
		b.WriteString(text)
	}
	return b.String()
}

func runningOf(s *editions.Story) string {
	var b strings.Builder
	for p := range s.Parts() {
		b.WriteString(p.Marker + p.Text.String())
	}
	return b.String()
}

// letters counts the characters of texts, but for spaces.
func letters(texts ...string) map[rune]int {
	count := map[rune]int{}
	for _, s := range texts {
		for _, r := range s {
			if !unicode.IsSpace(r) {
				count[r]++
			}
		}
	}
	return count
}

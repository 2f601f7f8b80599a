package cli

import (
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing/fstest"
	"time"

	"banxin/assets"
	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/editions/splice"
	"banxin/layout/makeup"
	"banxin/layout/unit"
)

// mostPages is how many pages a new paper can have; more can be added.
const mostPages = 128

// blankPaper is a paper without stories.
type blankPaper struct {
	name, code, date string
	size             paperSize
	voice            paperVoice
	pages            int
	mono             []bool // by page, from 0
}

// plan settles what is not said: the folder's name, four pages of the voice's size, today.
func (b *beginning) plan(w *world, dir string) (*blankPaper, error) {
	p := &blankPaper{name: strings.TrimSpace(b.name), code: narrow(b.code), date: narrow(b.date), voice: paperVoices[2]}
	if p.name == "" {
		p.name = nameFor(dir)
	}
	if strings.ContainsFunc(p.name, func(r rune) bool { return r < ' ' }) {
		return nil, words.Fault("no-name-for-paper", p.name)
	}
	if p.code == "" {
		p.code = codeFor(p.name)
	}
	if !editions.IsCode(p.code) {
		return nil, words.Fault("no-code-for-paper", p.code)
	}
	var err error
	if b.voice != "" {
		if p.voice, err = voiceOf(b.voice); err != nil {
			return nil, err
		}
	}
	if p.size, err = sizeOf(p.voice.size); b.size != "" {
		p.size, err = sizeOf(b.size)
		if b.voice == "" && err == nil {
			p.voice = voiceFor(p.size)
		}
	}
	if err != nil {
		return nil, err
	}
	if err := p.count(b.pages, b.mono); err != nil {
		return nil, err
	}
	if p.date == "" {
		if p.date, err = w.today(); err != nil {
			return nil, err
		}
	}
	if _, err := time.Parse(time.DateOnly, p.date); err != nil {
		return nil, w.noDay(p.date)
	}
	return p, nil
}

// today is the day that the clock shows, or SOURCE_DATE_EPOCH.
func (w *world) today() (string, error) {
	at, err := w.sourceDate()
	if err != nil {
		return "", err
	}
	if at.IsZero() {
		at = w.now()
	}
	return at.Format(time.DateOnly), nil
}

// voiceFor is the voice whose own templates have a size, else that of campuses.
func voiceFor(s paperSize) paperVoice {
	for _, i := range []int{2, 0, 5} {
		if paperVoices[i].size == s.name {
			return paperVoices[i]
		}
	}
	return paperVoices[2]
}

// count takes how many pages there are and which of them are printed in black alone.
func (p *blankPaper) count(pages, mono string) error {
	p.pages = 4
	if s := narrow(pages); s != "" {
		n, ok := editions.MeantNumber(s)
		if !ok || n < 1 || n > mostPages {
			return words.Fault("no-count-of-pages", pages, mostPages)
		}
		if p.pages = n; n > 1 && n%2 == 1 { // a leaf has two sides; one page alone is a poster
			return words.Fault("odd-count-of-pages", n, n-1, n+1)
		}
	}
	p.mono = make([]bool, p.pages)
	switch s := strings.TrimSuffix(narrow(mono), "版"); s {
	case "", "无", "no", "none":
	case "全部", "全", "all":
		for i := range p.mono {
			p.mono[i] = true
		}
	default:
		which, err := pagesOf(s)
		if err != nil {
			return words.Fault("no-mono-pages", mono)
		}
		for i := range p.mono {
			p.mono[i] = which.Has(i + 1)
		}
		if top := which.Last(); top > p.pages {
			return words.Fault("mono-page-beyond", top, p.pages)
		}
	}
	return nil
}

// leaves says what a count of pages means on paper, where the sheets that are folded once, four pages
// each, do not take all: two pages go on a leaf of their own.
func (p *blankPaper) leaves(w *world) string {
	if p.pages <= 2 || p.pages%4 == 0 {
		return ""
	}
	return "\n" + w.say.T("pages-with-a-leaf", p.pages, p.pages-2, p.pages+2)
}

// nameFor is a paper's name taken from its folder's.
func nameFor(dir string) string {
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	return strings.TrimSpace(filepath.Base(dir))
}

// files are those of the paper.
func (p *blankPaper) files() (fs.FS, error) {
	folder := path.Join("editions", p.date)
	out := fstest.MapFS{"paper.yaml": {Data: p.paperYAML()}, "说明.md": {Data: p.readme()}}
	name := path.Join(folder, "edition.yaml")
	out[name] = &fstest.MapFile{Data: p.editionYAML(nil)}
	ed, found, err := editions.LoadWith(out, p.date, editions.Options{Library: assets.Templates()})
	if err != nil || len(ed.Pages) != p.pages {
		return nil, fmt.Errorf("a blank paper cannot be read: %v %v", err, found)
	}
	out[name] = &fstest.MapFile{Data: p.editionYAML(ed.Pages)}
	return out, nil
}

// paperYAML is paper.yaml, with what a paper may say besides as remarks.
func (p *blankPaper) paperYAML() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s。键和值之间是半角冒号加一个空格；# 后面是说明，不起作用。\n", strings.ReplaceAll(p.name, "\n", " "))
	fmt.Fprintf(&b, "名称: %s\n代码: %s            # 输出文件的名字由此而来：%s-%s.pdf\n", splice.Scalar(p.name), splice.Scalar(p.code), p.code, strings.ReplaceAll(p.date, "-", ""))
	fmt.Fprintf(&b, "声音: %s           # 颜色、字体、报头、版样的一套：%s\n", p.voice.name, strings.Join(voiceNames(), " "))
	if front, inside, feature := p.voice.suits(p.size); front != "" {
		fmt.Fprintf(&b, "版样: {头版: %s, 内页: %s, 特写: %s, 自动: %s}   # %s，%s 毫米\n", front, inside, feature, p.autoTemplate(), p.size.name, p.size.paper)
		if p.voice.ground && !p.size.bleeds {
			b.WriteString("底: 无              # 这个声音满版铺底色；这几个版样没有出血，铺不到纸边，所以不铺\n")
		}
	}
	b.WriteString(`
# 报头上要登的，去掉行首的“# ”再改：
# 刊号: CN 00-0000            # 内部资料写准印证号
# 出版: 某某报编辑部
# 承印: 某某印务
# 定价: 1.00元
# 邮发代号: 00-000
# 网址: www.example.org
# 格言: 一句话
# 标识: logo.png              # 放在本文件旁边

# 自己的颜色写青、品红、黄、黑的百分数，不写 # 开头的网页颜色：
# 颜色:
#   报红: {m: 100, y: 90, k: 10}

# 全部的键：banxin keys 报
`)
	return []byte(b.String())
}

// editionYAML is edition.yaml; pages, when they are known, name the slots of each.
func (p *blankPaper) editionYAML(pages []*editions.Page) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "日期: %s\n期号: 1\n版:\n", p.date)
	for i := range p.pages {
		kind := "内页"
		switch {
		case i == 0:
			kind = "头版"
		case i == p.pages-1 && i > 1:
			kind = "特写"
		}
		fmt.Fprintf(&b, "  - 版面: %s\n    模板: %s", p.voice.section(i+1, p.pages), kind)
		if pages != nil {
			fmt.Fprintf(&b, "            %s%s", makeup.NowRemark, pages[i].Template.Name)
		}
		b.WriteByte('\n')
		if p.mono[i] {
			b.WriteString("    墨: 黑\n")
		}
		b.WriteString("    稿件:\n")
		if pages != nil {
			if r := makeup.SlotsRemark(pages[i].Template); r != "" {
				fmt.Fprintf(&b, "      %s\n", r)
			}
		}
	}
	return []byte(b.String())
}

// readme says how to go on.
func (p *blankPaper) readme() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", p.name)
	colour := "各版彩色"
	if n := len(slices.DeleteFunc(slices.Clone(p.mono), func(m bool) bool { return !m })); n == p.pages {
		colour = "各版印黑"
	} else if n > 0 {
		colour = fmt.Sprintf("%d版印黑，其余彩色", n)
	}
	fmt.Fprintf(&b, "%s，%d版，%s，声音：%s。第一期：`editions/%s`。\n\n", p.size.name, p.pages, colour, p.voice.name, p.date)
	b.WriteString("在这个文件夹里打开终端（命令行窗口）：\n\n```\n" +
		"banxin serve --open               # 活样：浏览器里看版，文件一存就重排\n" +
		"banxin plan                       # 每版有哪些版位，各能排多少字\n" +
		"banxin new story 开学 --page 1 --slot 头条   # 写一篇稿，上第1版头条\n" +
		"banxin import 来稿.docx            # 收稿\n" +
		"banxin plan --suggest --write     # 给还没上版的稿件找版位，写进 edition.yaml\n" +
		"banxin build --auto --adopt 1     # 模板写 自动 的版，用没有上版的稿件拼好，写进 edition.yaml\n" +
		"banxin check                      # 有什么问题，余缺多少字\n" +
		"banxin build -o 付印              # 付印 PDF、电子报、版面图\n" +
		"banxin new page 内页 --section 体育   # 加一版\n" +
		"banxin new edition 下一期的日期    # 如 2026-10-21\n" +
		"```\n\n| 文件 | 内容 |\n|---|---|\n| `paper.yaml` | 报名、代码、声音 |\n| `editions/日期/edition.yaml` | 各版用哪个版样，哪篇稿上哪个版位 |\n| `editions/日期/stories/` | 稿件，一篇一个 .md 文件 |\n| `editions/日期/images/` | 图片 |\n")
	return []byte(b.String())
}

// autoTemplate is the library's template of the paper's size whose pages are to be made up.
func (p *blankPaper) autoTemplate() string {
	var width, height int64
	if _, err := fmt.Sscanf(p.size.paper, "%d × %d", &width, &height); err != nil {
		panic("cli: not a size of paper: " + p.size.paper)
	}
	return editions.AutoTemplate(unit.Millimetres(1000*width), unit.Millimetres(1000*height))
}

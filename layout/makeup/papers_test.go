package makeup

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand"
	"strings"
	"testing/fstest"
)

// aPaper says what paper randomPaper makes.
type aPaper struct {
	format  string // 四开, 对开, 八开, A3
	pages   int
	stories int
	ranked  bool
	pics    bool
	seed    int64
}

func (p aPaper) String() string {
	return fmt.Sprintf("%s-%d篇-%d版-次序%v-图%v-%d", p.format, p.stories, p.pages, p.ranked, p.pics, p.seed)
}

// formats are the geometries of pages, with the lines of a front below its nameplate.
var formats = map[string]struct {
	keys                 string
	columns, lines, head int
}{
	"四开": {"继承: 四开", 6, 84, 10},
	"对开": {"继承: 对开", 8, 101, 12},
	"八开": {"继承: 八开", 4, 61, 8},
	"A3": {"成品: 297mm x 420mm\n边距: {上: 15mm, 下: 15mm, 左: 15mm, 右: 15mm}\n栏: {数: 6, 字: 12, 距: 1字}\n正文: {字号: 9.5pt, 行距: 13pt}\n行数: 84\n行间隔: 1", 6, 84, 10},
}

// files are a paper of empty pages and stories of all kinds.
func (p aPaper) files() fstest.MapFS {
	f := formats[p.format]
	out := fstest.MapFS{}
	put := func(name, text string) { out[name] = &fstest.MapFile{Data: []byte(text)} }
	row := func(names ...string) string { return strings.Join(names, " ") }
	dots := strings.TrimSpace(strings.Repeat(". ", f.columns))
	front := append(slicesOf("报头", f.columns-2), slicesOf("导读", 2)...)
	put("paper.yaml", "名称: 石桥日报\n代码: sqrb\n颜色:\n  浅灰: {k: 7}\n")
	put("templates/一版.yaml", fmt.Sprintf("名称: 一版\n%s\n版图: |\n  %d | %s\n  %d | %s\n版位:\n  报头: {类: 报头}\n  导读: {类: 导读}\n", f.keys, f.head, row(front...), f.lines-f.head-1, dots))
	put("templates/内页.yaml", fmt.Sprintf("名称: 内页\n%s\n版图: |\n  2 | %s\n  %d | %s\n版位:\n  报眉: {类: 报眉}\n", f.keys, row(slicesOf("报眉", f.columns)...), f.lines-3, dots))
	ed := "日期: 2026-10-21\n期号: 7\n版:\n  - 版面: 要闻\n    模板: 一版\n"
	for range p.pages - 1 {
		ed += "  - 版面: 综合\n    模板: 内页\n"
	}
	const dir = "editions/2026-10-21/"
	put(dir+"edition.yaml", ed)
	w := &writer{rand.New(rand.NewSource(p.seed))}
	var kinds []string
	for i := range p.stories {
		kinds = append(kinds, w.kind(i))
	}
	if !p.ranked {
		w.Shuffle(len(kinds), func(i, k int) { kinds[i], kinds[k] = kinds[k], kinds[i] })
	}
	room := p.room()
	for i, kind := range kinds {
		id := fmt.Sprintf("s%02d", i+1)
		text, shot := w.story(kind, room/p.stories, p.pics)
		if p.ranked {
			text = strings.Replace(text, "---\n", fmt.Sprintf("---\n次序: %d\n", i+1), 1)
		}
		if shot != nil {
			text = strings.Replace(text, "PIC", id+".jpg", 1)
			out[dir+"stories/"+id+".jpg"] = &fstest.MapFile{Data: shot}
		}
		put(dir+"stories/"+id+".md", text)
	}
	return out
}

// room is how many characters of text the pages hold, about: a third is heads and pictures.
func (p aPaper) room() int {
	f := formats[p.format]
	return (f.columns*(f.lines-f.head)*11 + (p.pages-1)*f.columns*f.lines*11) * 66 / 100
}

func slicesOf(s string, n int) (out []string) {
	for range n {
		out = append(out, s)
	}
	return out
}

// writer writes stories.
type writer struct{ *rand.Rand }

// kind is what the i-th most important story may be.
func (w *writer) kind(i int) string {
	if i == 0 {
		return "头条"
	}
	if i < 3 {
		return "消息"
	}
	kinds := strings.Fields("消息 消息 消息 消息 通讯 通讯 评论 公告 表 简讯 简讯 图片 诗 来信")
	return kinds[w.Intn(len(kinds))]
}

func (w *writer) one(from string) string {
	all := strings.Fields(from)
	return all[w.Intn(len(all))]
}

const (
	subjects   = "石桥镇 东岭村 老码头 城南小学 市图书馆 北渠灌区 夜市管理站 第二纺织厂 南湖公园 县医院 公交公司 供水所 粮库 文化馆 渔政队 社区食堂"
	predicates = "上周起换了新的办法 比去年多做了三成 把窗口并成了两个 一天能接待四百多人 在门口贴出了账目 请老师傅带了九个徒弟 夜里也有人值班 修好了漏水的屋顶 把路口的灯多留了六秒 种下了两千棵柳树 收来的意见逐条回了话 年底前还要再添五处 用的是本地的木料 先在三个村里试了半年 省下的钱买了新书"
	heads      = "窗口少了 渡口通船 新校开课 老街修好 粮仓开秤 夜班车加开 水厂检修 书市开集 候车亭亮灯 稻田开镰 厂房换新颜 医保当场结 河堤添绿 球赛决胜 菜价回落 邮路进山"
	tails      = "办事快了一半 两岸不再绕行 学位够用 街坊先看 当天付款 末班车更晚 错峰用水 旧书换摊位 夜里有光 亩产又增 四百人返乡 老人少跑路 鸟也回来了 看台坐满 摊主算细账 信件当天到"
)

func (w *writer) text(n int) string {
	var b strings.Builder
	for count, para := 0, 0; count < n; {
		s := w.one(subjects) + w.one(predicates) + "，" + w.one(subjects) + w.one(predicates) + "。"
		b.WriteString(s)
		count, para = count+len([]rune(s)), para+len([]rune(s))
		if para > 60+w.Intn(60) && count < n {
			b.WriteString("\n\n")
			para = 0
		}
	}
	return b.String()
}

func (w *writer) title() string {
	if w.Intn(2) == 0 {
		return w.one(heads) + w.one(tails)
	}
	return w.one(heads) + "　" + w.one(tails)
}

// story is the text of a story about n characters long, and its picture.
func (w *writer) story(kind string, n int, pics bool) (text string, shot []byte) {
	n = n*(60+w.Intn(80))/100 + 60
	var head, body strings.Builder
	say := func(key, value string) { fmt.Fprintf(&head, "%s: %s\n", key, value) }
	genre, picture := "消息", false
	switch kind {
	case "头条":
		n = n*3/2 + 150
		say("引题", w.one(subjects)+"　"+w.one(tails))
		say("副题", w.one(predicates)+"，"+w.one(predicates))
		picture = true
	case "通讯":
		genre, n, picture = kind, n*5/4, w.Intn(2) == 0
	case "评论":
		genre, n = kind, min(n, 420)
		say("栏目", "石桥时评")
	case "公告":
		genre = kind
	case "简讯":
		genre, n = kind, 60+w.Intn(40)
	case "图片":
		genre, n, picture = "图片新闻", 100, pics
	case "诗":
		genre = "诗歌"
	case "来信":
		genre, n = kind, min(n, 280)
	case "消息":
		picture = w.Intn(6) == 0
		if w.Intn(3) == 0 {
			say("副题", w.one(predicates))
		}
	}
	say("体裁", genre)
	say("标题", w.title())
	switch kind {
	case "公告":
		body.WriteString("因检修管道，现将有关事项公告如下：\n\n")
		for i := range 3 + w.Intn(3) {
			fmt.Fprintf(&body, "%d. %s%s。\n", i+1, w.one(subjects), w.one(predicates))
		}
		fmt.Fprintf(&body, "\n特此公告。\n\n>> %s\n>> 2026年10月21日", w.one(subjects))
	case "诗":
		for range 3 {
			for k := range 4 {
				body.WriteString(w.one(predicates))
				if k < 3 {
					body.WriteString("\\")
				}
				body.WriteString("\n")
			}
			body.WriteString("\n")
		}
	case "表":
		body.WriteString(w.text(130) + "\n\n| 指标 | 单位 | 数值 | 同比 |\n|---|---|---:|---:|\n")
		for range 4 + w.Intn(4) {
			fmt.Fprintf(&body, "| %s | 亿元 | %d.%d | %d.%d%% |\n", w.one("生产总值 工业增加值 社会消费品零售 出口总额 居民收入"), w.Intn(900), w.Intn(10), w.Intn(10), w.Intn(10))
		}
	default:
		body.WriteString(w.text(n))
	}
	text = body.String()
	if picture && pics {
		first, rest, _ := strings.Cut(text, "\n\n")
		text = first + "\n\n![" + w.one(subjects) + w.one(predicates) + "](PIC){本报记者 摄}\n\n" + rest
		shot = w.shot()
	}
	return "---\n" + head.String() + "---\n" + text + "\n", shot
}

// shot is a picture: lying, standing or wide.
func (w *writer) shot() []byte {
	width, height := 1200, 800
	switch w.Intn(5) {
	case 0:
		width, height = 800, 1200
	case 1:
		width, height = 1600, 700
	case 2:
		width, height = 1200, 900
	}
	im := image.NewYCbCr(image.Rect(0, 0, width, height), image.YCbCrSubsampleRatio420)
	c := color.YCbCr{Y: uint8(120 + w.Intn(80)), Cb: uint8(100 + w.Intn(60)), Cr: uint8(100 + w.Intn(60))}
	for i := range im.Y {
		im.Y[i] = c.Y - uint8(60*(i/im.YStride)/height)
	}
	for i := range im.Cb {
		im.Cb[i], im.Cr[i] = c.Cb, c.Cr
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, im, nil); err != nil {
		panic(err)
	}
	return b.Bytes()
}

package epub

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// plain makes a text of one run.
func plain(s string) editions.Text {
	if s == "" {
		return editions.Text{}
	}
	return editions.Text{Runs: []editions.Run{{Text: s}}}
}

func lines(ss ...string) []editions.Text {
	var ts []editions.Text
	for _, s := range ss {
		ts = append(ts, plain(s))
	}
	return ts
}

func para(s string) editions.Block { return &editions.Paragraph{Text: plain(s)} }

func kind(k editions.Kind, level int, s string) editions.Block {
	return &editions.Paragraph{Kind: k, Level: level, Text: plain(s)}
}

// photo draws a picture of this size.
func photo(t testing.TB, format string, w, h int) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = uint8(i % 251)
	}
	img.Set(0, 0, color.White)
	var b bytes.Buffer
	var err error
	if format == "png" {
		err = png.Encode(&b, img)
	} else {
		err = jpeg.Encode(&b, img, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sample is an edition of three pages with every element of a story; story s1 goes on
// from page 1 to page 3.
func sample(t testing.TB) (*editions.Edition, *page.Doc) {
	img := &editions.Image{Path: "editions/2026-10-20/images/bridge.jpg", Format: "jpeg", W: 60, H: 40, Data: photo(t, "jpeg", 60, 40)}
	sign := editions.Run{Text: "1", Marks: editions.Superscript | editions.NoteSign, Span: source.Span{Start: 2, End: 3}, Verbatim: true}
	stories := []*editions.Story{
		{ID: "头条", File: source.NewFile("stories/lead.md", []byte("[^1]: 据桥志。")), Label: plain("本报特稿"), Kicker: lines("引题一行"), Headline: lines("石桥落成", "两岸通车"), Deck: lines("副题：全长320米 < 旧桥的两倍 & 更宽"),
			Byline: plain("本报记者 张三"), Blocks: []editions.Block{
				kind(editions.LeadText, 0, "导语：10月19日，云溪石桥通车。"),
				para("第一段，说的是桥。The new bridge is open, 设计使用BIM技术。"),
				kind(editions.SubheadText, 2, "小标题"),
				&editions.Paragraph{Text: editions.Text{Runs: []editions.Run{
					{Text: "普通，"}, {Text: "着重", Marks: editions.Emphasis}, {Text: "，"}, {Text: "粗体", Marks: editions.Strong | editions.Emphasis},
					{Text: "，10"}, {Text: "3", Marks: editions.Superscript}, {Text: "，"}, {Text: "网站", Link: "https://example.com/?a=1&b=<2>"}, {Text: "好站", Link: "https://example.com/?a=1&b=2"},
					{Text: "坏链", Link: "javascript:alert(1)"},
					{Text: "屈原", Marks: editions.ProperName}, {Text: "宋玉", Marks: editions.ProperName}, {Text: "离骚", Marks: editions.BookTitle | editions.Underlined}, {Text: "老陈", Marks: editions.Deceased},
					{Text: "要点", Marks: editions.Underlined, Tint: "浅灰"}, {Text: "深底", Tint: "深"}, {Text: "汉字", Ruby: "hàn zì"}, {Text: "断\n行。"}}}},
				kind(editions.SubheadText, 3, "小小标题"),
				kind(editions.QuoteText, 0, "引文一段。"),
				&editions.List{Items: []editions.ListItem{{Marker: "1.", Text: plain("第一项")}, {Marker: "二、", Text: plain("第二项")}}},
				&editions.List{Items: []editions.ListItem{{Marker: "•", Text: plain("甲")}, {Marker: "•", Text: plain("乙")}}},
				&editions.Table{Caption: plain("表：车流"), Head: 1, Align: []typo.Align{typo.Left, typo.Right},
					Rows: [][]editions.Text{{plain("日期"), plain("辆")}, {plain("19日"), plain("3200")}}},
				&editions.Picture{Path: "bridge.jpg", Image: img, Caption: plain("通车当日的石桥。"), Credit: plain("李四 摄"), Alt: "石桥横跨云溪，桥上车辆往来"},
				kind(editions.NoteLine, 0, "注：数字截至当日。"),
				&editions.Paragraph{Text: editions.Text{Runs: []editions.Run{{Text: "桥龄百年"}, sign}}},
				&editions.Paragraph{Kind: editions.NoteLine, Text: editions.Text{Runs: []editions.Run{sign, {Text: "据桥志。"}}}},
				kind(editions.SignoffText, 0, "云溪市交通局"), kind(editions.SignoffText, 0, "2026年10月20日"),
			}},
		{ID: "s2", Headline: lines("第二条"), Label: plain("发布会"), Group: "g", Blocks: []editions.Block{para("本报讯 第二条正文。")}},
		{ID: "s3", Headline: lines("第三条"), Label: plain("发布会"), Group: "g", ByGroup: true, Byline: plain("本组稿件由 王五 采写"), Blocks: []editions.Block{para("第三条正文。")}},
		{ID: "s4", Blocks: []editions.Block{para("没有标题的公告，只有一句话。")}, Byline: plain("（赵六）")},
		{ID: "s5", Headline: lines("文化版的稿件"), Section: "评论", Blocks: []editions.Block{&editions.Picture{Image: img, Caption: plain("同一张图。")}, para("正文\x07有控制符。")}},
	}
	ed := &editions.Edition{
		Paper: &editions.Paper{Name: "云溪日报", NameLatin: "Yunxi Daily", Code: "yxrb", Lang: "zh-CN", Publisher: "云溪日报社", Rights: "版权所有", CN: "CN 00-0000", ISSN: "0000-0000",
			Colors: map[string]editions.InkColor{"浅灰": {K: 800}, "深": {C: 10000, K: 9000}}},
		Date: editions.Date{Year: 2026, Month: 10, Day: 20}, Issue: 3256, Stories: stories,
		Pages: []*editions.Page{{Number: 1, Name: "1", Section: "要闻"}, {Number: 2, Name: "2", Section: "要闻"}, {Number: 3, Name: "A3", Section: "文化"}},
	}
	return ed, placed()
}

// placed marks where the stories of the sample stand.
func placed() *page.Doc {
	trim := unit.Rect{W: 600 * unit.Pt, H: 800 * unit.Pt}
	pages := []*page.Page{{Name: "1", Number: 1, Section: "要闻", Trim: trim}, {Name: "2", Number: 2, Section: "要闻", Trim: trim}, {Name: "A3", Number: 3, Section: "文化", Trim: trim}}
	place := func(p *page.Page, id string, order, x, y int, items ...page.Item) {
		r := unit.Rect{X: unit.Points(x), Y: unit.Points(y), W: 250 * unit.Pt, H: 300 * unit.Pt}
		p.Items = append(p.Items, &page.Mark{Role: page.RoleStory, ID: id, Open: true, Order: order, Rect: r})
		p.Items = append(p.Items, items...)
		p.Items = append(p.Items, &page.Mark{Role: page.RoleStory, ID: id})
	}
	block := func(id, text string) []page.Item {
		return []page.Item{&page.Mark{Role: page.RoleParagraph, ID: id, Open: true}, &page.Text{Src: text}, &page.Mark{Role: page.RoleParagraph, ID: id}}
	}
	jumpLine := []page.Item{&page.Mark{Role: page.RoleJump, Open: true}, &page.Text{Src: "（下转第3版）"}, &page.Mark{Role: page.RoleJump}}
	place(pages[0], "头条", 0, 20, 20, append(append(block("头条#0", "导语：10月19日，云溪石桥通车。"), block("头条#1", "第一段，")...), jumpLine...)...)
	place(pages[0], "头条", 1, 300, 20)
	place(pages[0], "s2", 0, 20, 400)
	place(pages[0], "s3", 0, 300, 400)
	place(pages[1], "s4", 0, 20, 20)
	place(pages[2], "头条", 2, 20, 20, block("头条#1", "说的是桥。")...)
	place(pages[2], "s5", 0, 300, 20)
	return &page.Doc{Pages: pages, Stories: []page.Story{{ID: "头条", Page: 0}, {ID: "s2", Page: 0}, {ID: "s3", Page: 0}, {ID: "s4", Page: 1}, {ID: "s5", Page: 2}}}
}

// pagePictures are stand-ins for pictures of the three pages.
func pagePictures(t testing.TB) []PageImage {
	return []PageImage{{0, "jpeg", photo(t, "jpeg", 300, 400)}, {1, "png", photo(t, "png", 300, 400)}, {2, "jpeg", photo(t, "jpeg", 300, 400)}}
}

func write(t testing.TB, ed *editions.Edition, d *page.Doc, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, ed, d, nil, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var edDate = editions.Date{Year: 2026, Month: 10, Day: 20}

func pictureBlock() editions.Block { return &editions.Picture{Path: "nothing.png"} }

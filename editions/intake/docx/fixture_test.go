package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"banxin/editions/intake"
)

const (
	wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"`
	relSpace  = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
)

// fixture is a document of our own making: its body, and parts beside it by name.
type fixture struct {
	body  string
	parts map[string]string // word/styles.xml …
	rels  []string          // id, kind, target of the document's relationships, in threes
}

// bytes packs the document.
func (f fixture) bytes(t testing.TB) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	put := func(name, text string) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	put("[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`)
	put("_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="`+relSpace+`officeDocument" Target="word/document.xml"/></Relationships>`)
	var rels strings.Builder
	for i := 0; i+2 < len(f.rels); i += 3 {
		mode := ""
		if strings.Contains(f.rels[i+2], ":") {
			mode = ` TargetMode="External"`
		}
		fmt.Fprintf(&rels, `<Relationship Id="%s" Type="%s%s" Target="%s"%s/>`, f.rels[i], relSpace, f.rels[i+1], f.rels[i+2], mode)
	}
	put("word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+rels.String()+`</Relationships>`)
	put("word/document.xml", `<w:document `+wordSpace+`><w:body>`+f.body+`</w:body></w:document>`)
	for _, name := range []string{"word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "word/endnotes.xml", "word/comments.xml", "word/header1.xml", "word/media/image1.png"} {
		if text, ok := f.parts[name]; ok {
			put(name, text)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// part wraps the content of a part in its root element.
func part(root, content string) string {
	return "<w:" + root + " " + wordSpace + ">" + content + "</w:" + root + ">"
}

func p(props, content string) string { return "<w:p><w:pPr>" + props + "</w:pPr>" + content + "</w:p>" }

func r(props, text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text))
	return "<w:r><w:rPr>" + props + `</w:rPr><w:t xml:space="preserve">` + b.String() + "</w:t></w:r>"
}

// pieces reads a document and dumps what came of it.
func pieces(t *testing.T, f fixture) string {
	t.Helper()
	data := f.bytes(t)
	if err := intake.CheckAccount(Format, intake.File{Name: "a.docx", Data: data}); err != nil {
		t.Error(err)
	}
	var out strings.Builder
	for _, c := range intake.Read(intake.File{Name: "a.docx", Data: data}, []intake.Format{Format}, intake.Options{}) {
		out.WriteString(c.Dump())
	}
	return out.String()
}

// TestForms holds what the reader makes of each thing that documents have.
func TestForms(t *testing.T) {
	by := `w:author="主任" w:date="2026-10-18T21:03:00Z"`
	picture := `<w:drawing><wp:inline><wp:docPr id="1" name="图片 1" descr="桥"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="rId9"/><a:srcRect l="10000" r="5000"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>`
	image := []string{"rId9", "image", "media/image1.png"}
	for _, c := range []struct {
		name, want string
		f          fixture
	}{
		{"runs of looks", "para: 甲[乙]{bold}[丙]{dotted}[2]{super}[丁]{underline}\n",
			fixture{body: p("", r("", "甲")+r("<w:b/>", "乙")+r(`<w:em w:val="dot"/>`, "丙")+r(`<w:vertAlign w:val="superscript"/>`, "2")+r(`<w:u w:val="single"/><w:b w:val="0"/>`, "丁"))}},
		{"styles by number, based on others", "para centre style=heading 2 level=2: [小标题]{bold, 16pt}\npara style=正文文本: [文字]{15pt}\n",
			fixture{body: p(`<w:pStyle w:val="3"/>`, r("", "小标题")) + p(`<w:pStyle w:val="8"/>`, r("", "文字")), rels: []string{"rId1", "styles", "styles.xml"},
				parts: map[string]string{"word/styles.xml": part("styles", `<w:style w:type="paragraph" w:default="1" w:styleId="1"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="2"><w:name w:val="heads"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="3"><w:name w:val="heading 2"/><w:basedOn w:val="2"/><w:rPr><w:sz w:val="32"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="8"><w:name w:val="正文文本"/><w:basedOn w:val="8"/><w:rPr><w:sz w:val="30"/></w:rPr></w:style>`)}}},
		{"no styles part", "para style=Heading1 level=1: 标题\n", fixture{body: p(`<w:pStyle w:val="Heading1"/>`, r("", "标题"))}},
		{"breaks and tabs", "para: 甲⏎乙\t丙\n", fixture{body: p("", `<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r>`)}},
		{"insertions, deletions, moves", "para: 去[73]{deleted by 主任}[76]{inserted by 主任}公里[慢]{moved from by 主任}[快]{moved to by 主任}\n",
			fixture{body: p("", r("", "去")+`<w:del `+by+`><w:r><w:delText>73</w:delText></w:r></w:del><w:ins `+by+`>`+r("", "76")+`</w:ins>`+r("", "公里")+`<w:moveFrom `+by+`>`+r("", "慢")+`</w:moveFrom><w:moveTo `+by+`>`+r("", "快")+`</w:moveTo>`)}},
		{"a deleted paragraph mark joins", "para: 甲乙\n", fixture{body: p(`<w:rPr><w:del `+by+`/></w:rPr>`, r("", "甲")) + p("", r("", "乙"))}},
		{"numbering", "item 0 \"（一）\": 甲\nitem 1 \"1.\": 乙\nitem 0 \"（二）\": 丙\nitem 0 \"•\": 丁\n",
			fixture{body: p(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`, r("", "甲")) + p(`<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>`, r("", "乙")) + p(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`, r("", "丙")) + p(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>`, r("", "丁")),
				rels:  []string{"rId2", "numbering", "numbering.xml"},
				parts: map[string]string{"word/numbering.xml": part("numbering", `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>`)}}},
		{"comments and footnotes", "para: 共三座[]{note f2}。\nnote note=f2: 含在建。\ncomment by 陆舟 2026-10-18: 核 | on \"三座\"\n",
			fixture{body: p("", r("", "共")+`<w:commentRangeStart w:id="0"/>`+r("", "三座")+`<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:r><w:footnoteReference w:id="2"/></w:r>`+r("", "。")), rels: []string{"rId3", "comments", "comments.xml", "rId4", "footnotes", "footnotes.xml"},
				parts: map[string]string{"word/comments.xml": part("comments", `<w:comment w:id="0" w:author="陆舟" w:date="2026-10-18">`+p("", r("", "核"))+`</w:comment>`), "word/footnotes.xml": part("footnotes", `<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote><w:footnote w:id="2">`+p("", `<w:r><w:footnoteRef/></w:r>`+r("", "含在建。"))+`</w:footnote>`)}}},
		{"text boxes, once", "para: 正文\npara framed: 框里\n",
			fixture{body: p("", r("", "正文")+`<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx><w:txbxContent>`+p("", r("", "框里"))+`</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>`+p("", r("", "框里"))+`</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`)}},
		{"tables with spans, without tblGrid", "table: \n  row | 甲 cols=2 | 乙\n  row | 丙 rows=2 | 1 | 2\n  row | 3 | 4\n",
			fixture{body: `<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>` + p("", r("", "甲")) + `</w:tc><w:tc>` + p("", r("", "乙")) + `</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>` + p("", r("", "丙")) + `</w:tc><w:tc>` + p("", r("", "1")) + `</w:tc><w:tc>` + p("", r("", "2")) + `</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>` + p("", r("", "3")) + `</w:tc><w:tc>` + p("", r("", "4")) + `</w:tc></w:tr></w:tbl>`}},
		{"pictures with crop", "picture  3 bytes ref= alt=\"桥\" caption=\"\" credit=\"\" crop=[100 0 50 0]: \n", fixture{body: p("", `<w:r>`+picture+`</w:r>`), rels: image, parts: map[string]string{"word/media/image1.png": "PNG"}}},
		{"fields and links", "para: 见[网站]{link https://example.org/}第3页\nleft field: \" HYPERLINK \\\"https://example.org/\\\" \"\nleft field: \" PAGE \"\n",
			fixture{body: p("", r("", "见")+`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://example.org/" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`+r("", "网站")+`<w:r><w:fldChar w:fldCharType="end"/></w:r>`+r("", "第")+`<w:fldSimple w:instr=" PAGE ">`+r("", "3")+`</w:fldSimple>`+r("", "页"))}},
		{"readings, both ways", "para: [龘]{ruby dá}[䶮]{ruby yǎn}\nleft field: \"EQ \\\\* jc2 \\\\o\\\\ad(\\\\s\\\\up 9(\"\nleft field: \"),\"\nleft field: \")\"\n",
			fixture{body: p("", `<w:r><w:ruby><w:rubyPr/><w:rt>`+r("", "dá")+`</w:rt><w:rubyBase>`+r("", "龘")+`</w:rubyBase></w:ruby></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>EQ \* jc2 \o\ad(\s\up 9(yǎn),䶮)</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`)}},
		{"symbols and hidden text", "para: ✓[藏]{hidden}见\n", fixture{body: p("", `<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>`+r("<w:vanish/>", "藏")+r("", "见"))}},
		{"headers", "para: 正文\nleft furniture: \"棠川日报\"\n", fixture{body: p("", r("", "正文")), rels: []string{"rId5", "header", "header1.xml"}, parts: map[string]string{"word/header1.xml": part("hdr", p("", r("", "棠川日报")))}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := pieces(t, c.f); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		n            int
		format, want string
	}{
		{10, "chineseCounting", "十"}, {11, "chineseCounting", "十一"}, {20, "chineseCounting", "二十"}, {105, "chineseCountingThousand", "一百零五"}, {3, "chineseLegalSimplified", "叁"},
		{12, "decimalEnclosedCircle", "⑫"}, {27, "lowerLetter", "aa"}, {4, "upperRoman", "IV"}, {2, "ideographTraditional", "乙"}, {7, "decimalFullWidth", "７"}, {7, "decimalZero", "07"}, {7, "unheard-of", "7"},
	} {
		if got := count2text(c.n, c.format); got != c.want {
			t.Errorf("%d as %s is %s, want %s", c.n, c.format, got, c.want)
		}
	}
}

// TestDamaged holds the account for a document cut off and changed anywhere.
func TestDamaged(t *testing.T) {
	data := fixture{body: p("", r("", "棠川晚稻开镰")) + p("", r("", "本报讯　昨天上午8时，第一台收割机下田。"))}.bytes(t)
	for i := 0; i <= 100; i++ {
		cut := data[:len(data)*i/100]
		if err := intake.CheckAccount(Format, intake.File{Name: "a.docx", Data: cut}); err != nil {
			t.Errorf("cut off at %d %%: %v", i, err)
		}
		bad := bytes.Clone(data)
		bad[min(len(data)*i/100, len(data)-1)] ^= 0x55
		if err := intake.CheckAccount(Format, intake.File{Name: "a.docx", Data: bad}); err != nil {
			t.Errorf("changed at %d %%: %v", i, err)
		}
	}
}

// TestDeep holds that elements inside elements without end are refused.
func TestDeep(t *testing.T) {
	f := fixture{body: strings.Repeat("<w:sdt><w:sdtContent>", 5000) + p("", r("", "深")) + strings.Repeat("</w:sdtContent></w:sdt>", 5000)}
	for _, c := range intake.Read(intake.File{Name: "a.docx", Data: f.bytes(t)}, []intake.Format{Format}, intake.Options{}) {
		if !c.Refused || c.Found[0].Code != "IMP-LIMIT" {
			t.Errorf("10,000 elements deep: %s", c.Dump())
		}
	}
}

// BenchmarkStory reads and composes a story of 1,000 characters.
func BenchmarkStory(b *testing.B) {
	var body strings.Builder
	body.WriteString(p(`<w:jc w:val="center"/>`, r(`<w:rFonts w:hint="eastAsia" w:ascii="方正小标宋简体" w:eastAsia="方正小标宋简体"/><w:sz w:val="44"/>`, "棠川晚稻开镰")))
	for range 20 {
		body.WriteString(p(`<w:ind w:firstLine="640" w:firstLineChars="200"/>`, r(`<w:rFonts w:hint="eastAsia" w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/>`, "　　今年的晚稻比去年早熟五天，八月下旬到九月中旬的晴天比常年多十一天，昼夜温差大，灌浆快。")))
	}
	data := fixture{body: body.String()}.bytes(b)
	for b.Loop() {
		for _, c := range intake.Read(intake.File{Name: "a.docx", Data: data}, []intake.Format{Format}, intake.Options{}) {
			if r := intake.Compose(c, intake.Target{}); r.Fault != nil {
				b.Fatal(r.Fault)
			}
		}
	}
}

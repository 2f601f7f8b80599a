package readers

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	"image/png"
	"slices"
	"strconv"
	"strings"
	"testing"

	"banxin/editions"
	"banxin/layout/typo"
)

// docxWriter writes a story as Word has it: a style for each role, lists and notes in parts
// of their own.
type docxWriter struct {
	b     strings.Builder
	notes strings.Builder
	named map[string]int // notes, by their names in the story
	lists []docxList
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

// styleNames are the styles of the documents; their ids are numbers, as WPS has them.
var styleNames = []string{"Normal", "栏目", "引题", "主题", "副题", "署名", "正文文本", "导语", "引文", "落款", "图说", "列表", "heading 2", "heading 3", "诗", "问", "答", "台词", "舞台提示", "法条", "编者按", "提要", "公式"}

func docxStyleSheet() string {
	var b strings.Builder
	for i, name := range styleNames {
		level := ""
		if n, ok := strings.CutPrefix(name, "heading "); ok {
			level = fmt.Sprintf(`<w:pPr><w:outlineLvl w:val="%d"/></w:pPr>`, n[0]-'1')
		}
		fmt.Fprintf(&b, `<w:style w:type="paragraph" w:styleId="%d"><w:name w:val="%s"/>%s</w:style>`, i+1, name, level)
	}
	return strings.Replace(b.String(), `w:styleId="1"`, `w:default="1" w:styleId="1"`, 1)
}

func (w *docxWriter) para(style, props, runs string) {
	fmt.Fprintf(&w.b, `<w:p><w:pPr><w:pStyle w:val="%d"/>%s</w:pPr>%s</w:p>`, slices.Index(styleNames, style)+1, props, runs)
}

// docxList is a list of Word: items that count on from a number, or a marker as it stands.
type docxList struct {
	level, start, last int
	text, format       string
}

// list finds the list that an item goes on with, or begins one.
func (w *docxWriter) list(it editions.ListItem) int {
	n, err := strconv.Atoi(strings.TrimSuffix(it.Marker, "."))
	l := docxList{level: it.Level, start: n, last: n, text: "%" + strconv.Itoa(it.Level+1) + ".", format: "decimal"}
	if err != nil {
		l.text, l.last = escaped(it.Marker), -2
		if it.Marker == editions.Bullet {
			l.format = "bullet"
		}
	}
	for i := range w.lists {
		if o := &w.lists[i]; o.level == l.level && o.text == l.text && (err != nil || o.last == n-1) {
			o.last = l.last
			return i + 1
		}
	}
	w.lists = append(w.lists, l)
	return len(w.lists)
}

func (w *docxWriter) numbering() string {
	var b, nums strings.Builder
	for i, l := range w.lists {
		fmt.Fprintf(&b, `<w:abstractNum w:abstractNumId="%d"><w:lvl w:ilvl="%d"><w:start w:val="%d"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/></w:lvl></w:abstractNum>`, i+1, l.level, l.start, l.format, l.text)
		fmt.Fprintf(&nums, `<w:num w:numId="%[1]d"><w:abstractNumId w:val="%[1]d"/></w:num>`, i+1)
	}
	return b.String() + nums.String()
}

// dot is a picture.
func dot(t *testing.T) string {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func (w *docxWriter) runs(s *editions.Story, t editions.Text) string {
	var b strings.Builder
	for _, r := range t.Runs {
		at := r.Span.Start
		switch {
		case r.Text == "\n":
			b.WriteString("<w:r><w:br/></w:r>")
			continue
		case r.Marks&editions.Superscript != 0 && at >= 2 && string(s.File.Data[at-2:at]) == "[^":
			fmt.Fprintf(&b, `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="%d"/></w:r>`, w.note(r.Text))
			continue
		}
		var look string
		for _, m := range []struct {
			on    bool
			props string
		}{{r.Marks&editions.Strong != 0, "<w:b/>"}, {r.Marks&editions.Emphasis != 0, `<w:em w:val="dot"/>`}, {r.Marks&editions.Superscript != 0, `<w:vertAlign w:val="superscript"/>`}, {r.Marks&editions.Underlined != 0, `<w:u w:val="single"/>`}} {
			if m.on {
				look += m.props
			}
		}
		run := func(text string) string {
			return `<w:r><w:rPr>` + look + `</w:rPr><w:t xml:space="preserve">` + escaped(text) + `</w:t></w:r>`
		}
		text := run(r.Text)
		if r.Ruby != "" {
			text = `<w:r><w:ruby><w:rt>` + run(r.Ruby) + `</w:rt><w:rubyBase>` + text + `</w:rubyBase></w:ruby></w:r>`
		}
		b.WriteString(text)
	}
	return b.String()
}

// note numbers the notes from 2 on: Word keeps the first two for its rules.
func (w *docxWriter) note(name string) int {
	if w.named[name] == 0 {
		w.named[name] = len(w.named) + 2
	}
	return w.named[name]
}

var docxStyles = map[editions.Kind]string{editions.Plain: "正文文本", editions.LeadText: "导语", editions.QuoteText: "引文", editions.SignoffText: "落款", editions.GroupCaption: "图说",
	editions.VerseText: "诗", editions.QuestionText: "问", editions.AnswerText: "答", editions.SpeechText: "台词", editions.DirectionText: "舞台提示", editions.LawText: "法条", editions.EditorialText: "编者按", editions.PullText: "提要", editions.FormulaText: "公式"}

func (w *docxWriter) block(s *editions.Story, b editions.Block) {
	switch b := b.(type) {
	case *editions.Paragraph:
		switch b.Kind {
		case editions.SubheadText:
			w.para(fmt.Sprintf("heading %d", b.Level), "", w.runs(s, b.Text))
		case editions.NoteLine:
			t := b.Text
			t.Runs = t.Runs[1:]
			fmt.Fprintf(&w.notes, `<w:footnote w:id="%d"><w:p><w:r><w:footnoteRef/></w:r>%s</w:p></w:footnote>`, w.note(b.Text.Runs[0].Text), w.runs(s, t))
		default:
			w.para(docxStyles[b.Kind], "", w.runs(s, b.Text))
		}
	case *editions.List:
		for _, it := range b.Items {
			w.para("列表", fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, it.Level, w.list(it)), w.runs(s, it.Text))
		}
	case *editions.Table:
		w.table(s, b)
	case *editions.Picture:
		w.b.WriteString(`<w:p><w:r><w:drawing><wp:inline><wp:extent cx="360000" cy="360000"/><wp:docPr id="1" name="图"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="图"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId9"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="360000" cy="360000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`)
		if !b.Caption.IsEmpty() {
			w.para("图说", "", w.runs(s, b.Caption))
		}
		if !b.Credit.IsEmpty() {
			w.para("图说", "", w.runs(s, b.Credit))
		}
	}
}

func (w *docxWriter) table(s *editions.Story, b *editions.Table) {
	if !b.Caption.IsEmpty() {
		w.para("正文文本", "", `<w:r><w:t>表：</w:t></w:r>`+w.runs(s, b.Caption))
	}
	w.b.WriteString("<w:tbl><w:tblPr/><w:tblGrid>" + strings.Repeat(`<w:gridCol w:w="1000"/>`, len(b.Align)) + "</w:tblGrid>")
	for _, row := range b.Rows {
		w.b.WriteString("<w:tr>")
		for i, c := range row {
			jc := ""
			if b.Align[i] == typo.Right {
				jc = `<w:pPr><w:jc w:val="right"/></w:pPr>`
			}
			w.b.WriteString("<w:tc><w:p>" + jc + w.runs(s, c) + "</w:p></w:tc>")
		}
		w.b.WriteString("</w:tr>")
	}
	w.b.WriteString("</w:tbl>")
}

// docxOf writes a story as DOCX.
func docxOf(t *testing.T, s *editions.Story) []byte {
	w := &docxWriter{named: map[string]int{}}
	for _, h := range []struct {
		style string
		lines []editions.Text
	}{{"栏目", []editions.Text{s.Label}}, {"引题", s.Kicker}, {"主题", s.Headline}, {"副题", s.Deck}, {"署名", []editions.Text{s.Byline}}} {
		for _, l := range h.lines {
			if !l.IsEmpty() {
				w.para(h.style, "", w.runs(s, l))
			}
		}
	}
	for _, b := range s.Blocks {
		w.block(s, b)
	}
	const ns = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	const rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	for _, f := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + rels + `officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document ` + ns + `><w:body>` + w.b.String() + `</w:body></w:document>`},
		{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/image1.png"/><Relationship Id="rId8" Type="` + rels + `footnotes" Target="footnotes.xml"/><Relationship Id="rId7" Type="` + rels + `numbering" Target="numbering.xml"/><Relationship Id="rId6" Type="` + rels + `styles" Target="styles.xml"/></Relationships>`},
		{"word/media/image1.png", dot(t)},
		{"word/styles.xml", `<w:styles ` + ns + `>` + docxStyleSheet() + `</w:styles>`},
		{"word/footnotes.xml", `<w:footnotes ` + ns + `>` + `<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>` + w.notes.String() + `</w:footnotes>`},
		{"word/numbering.xml", `<w:numbering ` + ns + `>` + w.numbering() + `</w:numbering>`},
	} {
		e, err := z.Create(f[0])
		if err == nil {
			_, err = e.Write([]byte(f[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

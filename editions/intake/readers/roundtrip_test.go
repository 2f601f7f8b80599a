package readers

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"testing"

	"banxin/assets"
	"banxin/editions"
	"banxin/editions/intake"
	"banxin/editions/source"
	"banxin/layout/typo"
)

// docxWriter writes a story as Word has it: a style for each role, lists and notes in parts
// of their own.
type docxWriter struct {
	b     strings.Builder
	notes strings.Builder
	n     int
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

func (w *docxWriter) para(style, props, runs string) {
	fmt.Fprintf(&w.b, `<w:p><w:pPr><w:pStyle w:val="%s"/>%s</w:pPr>%s</w:p>`, style, props, runs)
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
			fmt.Fprintf(&b, `<w:r><w:footnoteReference w:id="%s"/></w:r>`, escaped(r.Text))
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

var docxStyles = map[editions.Kind]string{editions.Plain: "正文文本", editions.LeadText: "导语", editions.QuoteText: "引文", editions.SignoffText: "落款", editions.GroupCaption: "图说"}

func (w *docxWriter) block(s *editions.Story, b editions.Block) {
	switch b := b.(type) {
	case *editions.Paragraph:
		switch b.Kind {
		case editions.SubheadText:
			w.para(fmt.Sprintf("heading %d", b.Level), "", w.runs(s, b.Text))
		case editions.NoteLine:
			t := b.Text
			t.Runs = t.Runs[1:]
			fmt.Fprintf(&w.notes, `<w:footnote w:id="%s"><w:p>%s</w:p></w:footnote>`, escaped(b.Text.Runs[0].Text), w.runs(s, t))
		default:
			w.para(docxStyles[b.Kind], "", w.runs(s, b.Text))
		}
	case *editions.List:
		for _, it := range b.Items {
			w.n++
			w.para("列表", fmt.Sprintf(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="%s"/></w:numPr>`, escaped(it.Marker)), w.runs(s, it.Text))
		}
	case *editions.Table:
		w.table(s, b)
	case *editions.Picture:
		w.b.WriteString(`<w:p><w:r><w:drawing><pic:pic><a:blip r:embed="rId9"/></pic:pic></w:drawing></w:r></w:p>`)
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
	w.b.WriteString("<w:tbl>")
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
	w := &docxWriter{}
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
	markers := map[string]bool{}
	for _, b := range s.Blocks {
		if l, ok := b.(*editions.List); ok {
			for _, it := range l.Items {
				markers[it.Marker] = true
			}
		}
		w.block(s, b)
	}
	const ns = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`
	var nums strings.Builder
	for m := range markers {
		format := "decimal"
		if m == "•" {
			format = "bullet"
		}
		fmt.Fprintf(&nums, `<w:abstractNum w:abstractNumId="%[1]s"><w:lvl w:ilvl="0"><w:numFmt w:val="%[2]s"/><w:lvlText w:val="%[1]s"/></w:lvl></w:abstractNum><w:num w:numId="%[1]s"><w:abstractNumId w:val="%[1]s"/></w:num>`, escaped(m), format)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	const rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	for _, f := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + rels + `officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document ` + ns + `><w:body>` + w.b.String() + `</w:body></w:document>`},
		{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/image1.png"/><Relationship Id="rId8" Type="` + rels + `footnotes" Target="footnotes.xml"/><Relationship Id="rId7" Type="` + rels + `numbering" Target="numbering.xml"/></Relationships>`},
		{"word/media/image1.png", "\x89PNG"},
		{"word/footnotes.xml", `<w:footnotes ` + ns + `>` + w.notes.String() + `</w:footnotes>`},
		{"word/numbering.xml", `<w:numbering ` + ns + `>` + nums.String() + `</w:numbering>`},
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

// composed reads a file and returns its only story's file.
func composed(t *testing.T, f intake.File) string {
	t.Helper()
	for _, c := range intake.Read(f, All(), intake.Options{Whole: true}) {
		r := intake.Compose(c, intake.Target{})
		if r.Fault != nil {
			t.Errorf("%s: %v", f.Name, r.Fault)
		}
		for _, s := range r.Stories {
			return string(s.Text)
		}
	}
	t.Errorf("%s gives no story", f.Name)
	return ""
}

// carried lists the texts of a story file with their roles, which every format carries. Word
// does not carry the desk's keys, the genre, the names and attributes of pictures, the marks
// of names and titles; notes come last.
func carried(text string) string {
	s, _ := editions.ParseStory(source.NewFile("x.md", []byte(text)))
	var b, notes strings.Builder
	for p := range s.Parts() {
		to := &b
		if p.Role == editions.RoleNote {
			to = &notes // they stand at the end
		}
		fmt.Fprintf(to, "%s %s%s\n", p.Role, p.Marker, p.Text)
	}
	return b.String() + notes.String()
}

// stories are all stories that come with banxin.
func stories(t *testing.T) map[string][]byte {
	out := map[string][]byte{}
	for name, fsys := range map[string]fs.FS{"sample": assets.Sample(), "specimen": assets.Specimen()} {
		files, err := fs.Glob(fsys, "editions/*/stories/*.md")
		if err != nil || len(files) == 0 {
			t.Fatal(name, err)
		}
		for _, f := range files {
			data, err := fs.ReadFile(fsys, f)
			if err != nil {
				t.Fatal(err)
			}
			out[name+"/"+path.Base(f)] = data
		}
	}
	return out
}

// TestRoundTrips holds that each story comes back as it was, from Markdown and from DOCX.
func TestRoundTrips(t *testing.T) {
	for name, data := range stories(t) {
		t.Run(name, func(t *testing.T) {
			s, _ := editions.ParseStory(source.NewFile(path.Base(name), data))
			want := carried(string(data))
			again := composed(t, intake.File{Name: path.Base(name), Data: data})
			if got := carried(again); got != want {
				t.Errorf("from Markdown\n%s", firstDifference(got, want))
			}
			if got := composed(t, intake.File{Name: path.Base(name), Data: []byte(again)}); got != again {
				t.Errorf("written twice\n%s", firstDifference(got, again))
			}
			if len(s.Headline) == 0 {
				return // Word tells no headline from a subhead at the top
			}
			if got := carried(composed(t, intake.File{Name: "a.docx", Data: docxOf(t, s)})); got != want {
				t.Errorf("from DOCX\n%s", firstDifference(got, want))
			}
		})
	}
}

func firstDifference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			w := "(end)"
			if i < len(b) {
				w = b[i]
			}
			return fmt.Sprintf("line %d: %q, not %q", i+1, a[i], w)
		}
	}
	return "shorter"
}

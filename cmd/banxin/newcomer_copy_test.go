package main

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/encoding/simplifiedchinese"

	"banxin/cmd/need/four"
	"banxin/editions"
	"banxin/editions/source"
)

// contribution is a story as its author has it: no more than a headline and paragraphs.
type contribution struct {
	title string
	paras []string
}

// heads are the headlines of what comes in, and how long each story is: first what is for
// pages with slots, last the features that fill a page between two or three of them.
var heads = []struct {
	title string
	chars int
}{
	{"河边添了步道", 750}, {"渡口早班提前", 590}, {"种树的人", 340}, {"旧书也有去处", 420},
	{"图书馆夜里亮着灯", 1310}, {"操场跑道翻新", 340}, {"一座桥的十年", 1510}, {"食堂开了小窗口", 590},
	{"山里来的新老师", 850}, {"车棚的灯修好了", 110}, {"雨水花园建成", 1310}, {"老街的戏台", 850},
	{"守林三十年", 2050}, {"从山顶看下去", 2050}, {"一条河的早晨", 1950}, {"织布的手", 1950},
	{"最后一班渡轮", 1950}, {"石头上的字", 1950}, {"谷子黄了的时候", 1950}, {"窑火重新点起来", 1950},
}

// contributions are the stories of heads, their sentences put together from clauses of the
// paper that tests set: its words, in an order that no two of them share.
func contributions(t *testing.T) []contribution {
	t.Helper()
	pool := clauses(t)
	var out []contribution
	for i, h := range heads {
		chance := rand.New(rand.NewPCG(uint64(i), 0))
		c := contribution{title: h.title}
		for c.chars() < h.chars-40 {
			var p string
			for range 3 + chance.IntN(2) {
				var of []string
				for range 2 + chance.IntN(2) {
					of = append(of, pool[chance.IntN(len(pool))])
				}
				p += strings.Join(of, "，") + "。"
			}
			c.paras = append(c.paras, p)
		}
		out = append(out, c)
	}
	return out
}

// clauses are those of the paper that tests set that stand well alone.
func clauses(t *testing.T) []string {
	t.Helper()
	files, err := fs.Glob(four.Pages(), "editions/*/stories/*.md")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, name := range files {
		data, err := fs.ReadFile(four.Pages(), name)
		if err != nil {
			t.Fatal(err)
		}
		s, _ := editions.ParseStory(source.NewFile(name, data))
		for p := range s.Parts() {
			if p.Role != editions.RoleParagraph {
				continue
			}
			for _, one := range strings.FieldsFunc(p.Text.String(), func(r rune) bool { return strings.ContainsRune("，。；：", r) }) {
				if n := len([]rune(one)); 6 <= n && n <= 16 && !strings.Contains(one, "本报") && !strings.ContainsFunc(one, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) {
					out = append(out, one)
				}
			}
		}
	}
	return out
}

func (c contribution) chars() int { return len([]rune(strings.Join(c.paras, ""))) }

// all puts words around each paragraph.
func (c contribution) all(format string, say func(string) string) string {
	var b strings.Builder
	for _, p := range c.paras {
		fmt.Fprintf(&b, format, say(p))
	}
	return b.String()
}

// asIs and inXML are how a paragraph stands in plain text and in XML.
func asIs(s string) string  { return s }
func inXML(s string) string { return html.EscapeString(s) }

// arrivals are the kinds of file in which copy comes, by how their names end.
var arrivals = map[string]func(*testing.T, contribution) []byte{
	".txt": gbkOf,
	".md": func(_ *testing.T, c contribution) []byte {
		return []byte("# " + c.title + "\n" + c.all("\n%s\n", asIs))
	},
	".html": htmlOf,
	".eml":  mailOf,
	".rtf":  rtfOf,
	".docx": wordOf,
	".odt":  odtOf,
	".xml":  nitfOf,
	".json": ninjsOf,
	".zip": func(t *testing.T, c contribution) []byte {
		return zipOf(t, c.title+".txt", c.title+"\n"+c.all("\n%s\n", asIs))
	},
}

func gbkOf(t *testing.T, c contribution) []byte {
	data, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(c.title + "\r\n" + c.all("\r\n　　%s\r\n", asIs)))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func htmlOf(_ *testing.T, c contribution) []byte {
	return []byte("<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>" + inXML(c.title) + "</title></head><body><article><h1>" + inXML(c.title) + "</h1>\n" + c.all("<p>%s</p>\n", inXML) + "</article></body></html>")
}

func mailOf(_ *testing.T, c contribution) []byte {
	body := base64.StdEncoding.EncodeToString([]byte(c.all("%s\r\n\r\n", asIs)))
	var lines strings.Builder
	for len(body) > 0 {
		n := min(76, len(body))
		lines.WriteString(body[:n] + "\r\n")
		body = body[n:]
	}
	return []byte("From: writer@example.org\r\nTo: desk@example.org\r\nSubject: =?UTF-8?B?" + base64.StdEncoding.EncodeToString([]byte(c.title)) + "?=\r\nDate: Mon, 19 Oct 2026 21:14:00 +0800\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + lines.String())
}

func rtfOf(_ *testing.T, c contribution) []byte {
	say := func(s string) string {
		var b strings.Builder
		for _, r := range s {
			if r < 0x80 && !strings.ContainsRune(`\{}`, r) {
				b.WriteRune(r)
			} else {
				fmt.Fprintf(&b, `\u%d?`, int16(r))
			}
		}
		return b.String()
	}
	return []byte(`{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0 SimSun;}}\uc1` + "\n" + `\pard\qc\b\fs44 ` + say(c.title) + `\b0\par` + "\n" + `\pard\fs21 ` + c.all("%s\\par\n", say) + "}")
}

func wordOf(t *testing.T, c contribution) []byte {
	const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
	return zipOf(t,
		"[Content_Types].xml", head+`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels", head+`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml", head+`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/><w:sz w:val="44"/></w:rPr><w:t>`+inXML(c.title)+`</w:t></w:r></w:p>`+c.all(`<w:p><w:pPr><w:ind w:firstLineChars="200"/></w:pPr><w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p>`, inXML)+`</w:body></w:document>`)
}

func odtOf(t *testing.T, c contribution) []byte {
	const spaces = ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"`
	return zipOf(t,
		"mimetype", "application/vnd.oasis.opendocument.text",
		"content.xml", `<?xml version="1.0" encoding="UTF-8"?><office:document-content`+spaces+`><office:body><office:text><text:h text:outline-level="1">`+inXML(c.title)+`</text:h>`+c.all("<text:p>%s</text:p>", inXML)+`</office:text></office:body></office:document-content>`)
}

func nitfOf(_ *testing.T, c contribution) []byte {
	return []byte(`<?xml version="1.0" encoding="UTF-8"?><nitf><head><title>` + inXML(c.title) + `</title></head><body><body.head><hedline><hl1>` + inXML(c.title) + `</hl1></hedline></body.head><body.content>` + c.all("<p>%s</p>", inXML) + `</body.content></body></nitf>`)
}

func ninjsOf(t *testing.T, c contribution) []byte {
	data, err := json.Marshal(map[string]any{"uri": "urn:newsml:example.org:20261019:" + strconv.Itoa(c.chars()), "type": "text", "language": "zh-CN", "headline": c.title, "body_xhtml": c.all("<p>%s</p>", inXML)})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// zipOf packs files: a name, what it holds, and so on.
func zipOf(t *testing.T, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for pair := range slices.Chunk(files, 2) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: pair[0]})
		if err == nil {
			_, err = w.Write([]byte(pair[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

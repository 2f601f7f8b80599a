package html

import (
	"bytes"
	"strings"
	"testing"

	"banxin/cmd/need/readertest"
	"banxin/editions/intake"
	"banxin/editions/intake/tree"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestCases(t *testing.T) { readertest.Cases(t, Format) }

func page(t testing.TB, name string) []byte {
	ar, err := txtar.ParseFile("testdata/" + name + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	return ar.Files[0].Data
}

func TestDamaged(t *testing.T) {
	for _, name := range []string{"account", "site", "word"} {
		readertest.Damaged(t, Format, "page.html", page(t, name))
		data := page(t, name)
		readertest.Cut(t, Format, "page.html", data[bytes.Index(data, []byte("<html")):])
	}
}

func TestHostile(t *testing.T) {
	for name, data := range map[string]string{
		"deep":       strings.Repeat("<div>", 20000) + "底",
		"unclosed b": strings.Repeat("<b>字", 10000),
		"misnested":  strings.Repeat("<b><p>字</b>", 30000),
		"lists":      strings.Repeat("<ul><li>", 5000) + "项",
		"tables":     strings.Repeat("<table><tr><td>", 3000) + "格",
		"rows":       "<table>" + strings.Repeat("<tr><td colspan=100000 rowspan=100000>格", 8000),
		"links":      strings.Repeat(`<a href="#x">1</a>`, 8000) + `<p id=x><a href="#y">1</a>`,
		"furniture":  strings.Repeat(`<div class=menu><a href=x>一</a>`, 8000),
		"attributes": "<p " + strings.Repeat("a=b ", 300000) + ">字",
		"styles":     "<style>" + strings.Repeat("p{color:#fff} ", 100000) + "</style>" + strings.Repeat("<p>字", 3000),
		"entities":   strings.Repeat("&amp;&#x10FFFF;&#0;&bogus;", 50000),
		"tag cut":    "<p>字<img alt=\"" + strings.Repeat("长", 100000),
	} {
		t.Run(name, func(t *testing.T) { readertest.Bounded(t, Format, "page.html", []byte(data)) })
	}
}

// TestCharset holds that a page is read by its own word and, where that is wrong, by its bytes.
func TestCharset(t *testing.T) {
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String("<p>龘家村的䶮水镇</p>")
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{
		"said":                `<html><head><meta charset=gb2312></head>` + gbk,
		"not said":            "<html>" + gbk,
		"said wrongly":        `<html><head><meta http-equiv=Content-Type content="text/html; charset=utf-8"></head>` + gbk,
		"wrong the other way": `<html><meta charset="gbk"><p>龘家村的䶮水镇</p>`,
	} {
		if got := readertest.Dump(intake.File{Name: "p.html", Data: []byte(data)}, []intake.Format{Format}, nil); !strings.Contains(got, "龘家村的䶮水镇") {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestSniff(t *testing.T) {
	for data, want := range map[string]bool{
		"<!DOCTYPE html><p>": true, "\xEF\xBB\xBF<html>": true, "<?xml version='1.0'?><html>": true, "  <P>字": true,
		"<?xml version='1.0'?><nitf>": false, "标题\n<p>": false, "": false,
	} {
		if got := sniff(intake.File{Data: []byte(data)}) > 0; got != want {
			t.Errorf("%q: %v", data, got)
		}
	}
}

func TestEmoji(t *testing.T) {
	for in, want := range map[string]string{
		"甲😋乙": "甲乙", "👨‍👩‍👧全家": "全家", "❤️爱": "爱", "①②★▲☎": "①②★▲☎", "🇨🇳": "", "👍🏽好": "好", "😋": "", "℃": "℃", "第5️⃣": "第5️⃣",
	} {
		var b bytes.Buffer
		for s := in; s != ""; {
			from, to := emoji(s)
			b.WriteString(s[:from])
			s = s[to:]
		}
		if b.String() != want {
			t.Errorf("%q: %q, want %q", in, b.String(), want)
		}
	}
}

func FuzzHTML(f *testing.F) {
	for _, name := range []string{"account", "site", "word"} {
		f.Add(page(f, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := intake.CheckAccount(Format, intake.File{Name: "x.html", Data: data}); err != nil {
			t.Fatal(err)
		}
	})
}

// TestOnce holds that a title outside of a head, and a title of an official account that holds the
// text or the author, are read once.
func TestOnce(t *testing.T) {
	once := Format
	once.Read = func(f intake.File, c *intake.Copy) {
		read(f, c)
		if root, ok := Parse(c, string(f.Data)); ok {
			c.Of(allText(root))
		}
	}
	for _, page := range []string{
		"<title>河堤完工</title><main>河堤昨天完工了。</main>",
		`<a class="rich_media_title rich_media_meta_text">河堤完工<div id="js_content">步道年底通。</div></a>`,
		`<div id="activity-name">河堤完工<b class="rich_media_meta_text">周静</b></div><div id="js_content">步道年底通。</div>`,
	} {
		if err := intake.CheckAccount(once, intake.File{Name: "a.html", Data: []byte(page)}); err != nil {
			t.Errorf("%s: %v", page, err)
		}
	}
}

// allText is every text and every value of a tree: what can be read of a page.
func allText(root *tree.Node) string {
	var b strings.Builder
	root.Walk(func(n *tree.Node) bool {
		b.WriteString(n.Text)
		for _, a := range n.Attr {
			b.WriteString(a.Value)
		}
		return true
	})
	return b.String()
}

package works

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/editions/source"
)

// published builds what is read on screens of a paper and returns its files, those in an EPUB
// by their names after the book's.
func published(t *testing.T, paper fstest.MapFS, kinds ...Kind) map[string]string {
	t.Helper()
	var out Memory
	made, err := composed(t, paper, Options{}).Make(t.Context(), &out, kinds...)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range made.Files {
		data := out.Data(f.Name)
		name := strings.TrimPrefix(f.Name, "yxrb-20261020")
		files[name] = string(data)
		if !strings.HasSuffix(name, ".epub") {
			continue
		}
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range z.File {
			r, _ := x.Open()
			doc, _ := io.ReadAll(r)
			files[name+"/"+x.Name] = string(doc)
		}
	}
	return files
}

// three is a paper whose second page holds two stories.
func three(more string, second ...string) fstest.MapFS {
	p := small()
	p["editions/2026-10-20/edition.yaml"] = &fstest.MapFile{Data: []byte("版:\n  - {版面: 综合, 模板: 四开新闻, 稿件: {头条: [bridge]}}\n" +
		"  - {版面: 副刊, 模板: 四开新闻, 稿件: {头条: [" + strings.Join(second, ", ") + "]}}\n" + more)}
	p["editions/2026-10-20/stories/路灯.md"] = &fstest.MapFile{Data: []byte("---\n标题: 路灯换新\n---\n沿河的路灯昨晚全换成了节能灯，比原来亮了一倍。\n\n## 亮灯\n\n今晚全亮。\n")}
	return p
}

// TestAddressesLast: stories that change places change the documents of their page and what
// lists them, and no address, version or date.
func TestAddressesLast(t *testing.T) {
	before := published(t, three("", "market", "路灯"), EPUB, Replica, EPaper)
	after := published(t, three("", "路灯", "market"), EPUB, Replica, EPaper)
	if a, b := slices.Sorted(maps.Keys(before)), slices.Sorted(maps.Keys(after)); !slices.Equal(a, b) {
		t.Errorf("the names of files changed: %q, %q", a, b)
	}
	for name, data := range before {
		if strings.Contains(name, "-epaper/stories/") && data != after[name] {
			t.Errorf("%s changed", name)
		}
	}
	if name := ".epub/EPUB/xhtml/s-bridge.xhtml"; before[name] != after[name] {
		t.Errorf("%s is of another page, and changed", name)
	}
	if name := ".epub/EPUB/xhtml/s-market.xhtml"; !strings.Contains(before[name], "摊位") || !strings.Contains(after[name], "摊位") {
		t.Errorf("%s holds another story", name)
	}
}

// TestCorrection moves the date of the story it names, of the edition and of the lists, and
// shows in every product; other stories stay as they are to the byte.
func TestCorrection(t *testing.T) {
	plain := published(t, three("", "market", "路灯"), EPUB, EPaper)
	files := published(t, three("更正: [{时间: 2026-10-21 09:30, 稿件: market, 说明: 摊位多了一成}]\n", "market", "路灯"), EPUB, EPaper)
	var n struct{ URI, Version, VersionCreated string }
	if err := json.Unmarshal([]byte(files["-epaper/stories/s-market.json"]), &n); err != nil || n.Version != "2" || n.VersionCreated != "2026-10-21T09:30:00+08:00" {
		t.Errorf("%v %+v", err, n)
	}
	if !strings.Contains(plain["-epaper/stories/s-market.json"], n.URI) {
		t.Error("the address changed")
	}
	for name, want := range map[string]string{
		".epub/EPUB/package.opf":          `<meta property="dcterms:modified">2026-10-21T01:30:00Z</meta>`,
		".epub/EPUB/xhtml/s-market.xhtml": `更正（<time datetime="2026-10-21T09:30:00+08:00">2026年10月21日09:30</time>）：摊位多了一成`,
		"-epaper/stories/s-market.html":   `）：摊位多了一成`,
		"-epaper/edition.json":            `"modified": "2026-10-21T01:30:00Z"`,
	} {
		if !strings.Contains(files[name], want) {
			t.Errorf("%s does not say %s", name, want)
		}
	}
	for name, data := range files {
		if strings.Contains(name, "/s-") && !strings.Contains(name, "s-market") && data != plain[name] {
			t.Errorf("%s changed", name)
		}
	}
}

// TestWithdrawal: the story leaves every product, its address says so, and its place is white.
func TestWithdrawal(t *testing.T) {
	set := composed(t, three("撤稿: [market]\n", "market", "路灯"), Options{})
	if !slices.ContainsFunc(set.Findings, func(f source.Finding) bool { return f.Code == "GAP-WITHDRAWN" && f.Story == "market" && f.Page == 2 }) {
		t.Errorf("nothing is said of the white place: %v", set.Findings)
	}
	files := published(t, three("撤稿: [market]\n", "market", "路灯"), PDF, EPUB, Replica, EPaper, SVG)
	for name, data := range files {
		if strings.Contains(data, "摊位") || strings.Contains(data, "菜市场") {
			t.Errorf("%s still has the story", name)
		}
	}
	if s := files["-epaper/stories/s-market.html"]; !strings.Contains(s, `<time datetime="2026-10-20">2026年10月20日</time>刊登的这篇稿件已撤回。`) {
		t.Errorf("the notice is %s", s)
	}
	if s := files["-epaper/stories/s-market.json"]; !strings.Contains(s, `"pubstatus": "canceled"`) || !strings.Contains(s, `"version": "2"`) {
		t.Errorf("its news item is %s", s)
	}
	if s := files[".epub/EPUB/package.opf"]; !strings.Contains(s, `<meta property="dcterms:modified">2026-10-20T00:00:01Z</meta>`) {
		t.Error("the book's date does not move")
	}
}

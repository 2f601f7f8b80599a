package works

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

// TestLinksBetweenStories lead to the story in every product that can be read on a screen.
func TestLinksBetweenStories(t *testing.T) {
	paper := small()
	paper["editions/2026-10-20/stories/bridge.md"] = &fstest.MapFile{Data: []byte("---\n标题: 新桥通车\n---\n见[菜市场](stories/market.md)一文，又见[无处](nowhere)。\n")}
	set := composed(t, paper, Options{})
	var out Memory
	made, err := set.Make(t.Context(), &out, EPUB, Replica, EPaper)
	if err != nil {
		t.Fatal(err)
	}
	link := regexp.MustCompile(`<a href="([^"]+)">(?:<span[^>]*>)?菜`)
	got := map[string]string{}
	look := func(kind string, data []byte) {
		if strings.Contains(string(data), "无处</a>") || strings.Contains(string(data), "无处</span></a>") {
			t.Errorf("%s: a link to no story leads somewhere", kind)
		}
		if m := link.FindSubmatch(data); m != nil {
			got[kind] = string(m[1])
		}
	}
	for _, f := range made.Files {
		data := out.Data(f.Name)
		kind, _, _ := strings.Cut(strings.TrimPrefix(f.Name, "yxrb-20261020"), "/")
		if !strings.HasSuffix(f.Name, ".epub") {
			look(kind, data)
			continue
		}
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range z.File {
			r, _ := x.Open()
			doc, _ := io.ReadAll(r)
			look(kind, doc)
		}
	}
	for kind, want := range map[string]string{".epub": "s-market.xhtml", "-replica.epub": "page-02.xhtml#t-s-market-0", "-epaper": "../stories/s-market.html"} {
		if got[kind] != want {
			t.Errorf("%s: the link leads to %q, not %q", kind, got[kind], want)
		}
	}
}

package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io/fs"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
)

// tale is a story of a made library.
type tale struct {
	id, title, section, text string
	page                     int
	pictured                 bool
	corrections              []Change
}

// numberOfTales is how many an issue has, on two pages.
const numberOfTales = 5

// memory is a library, or a site, in memory.
type memory struct{ fstest.MapFS }

func newMemory() memory { return memory{fstest.MapFS{}} }

func (m memory) WriteFile(name string, data []byte) error {
	m.MapFS[name] = &fstest.MapFile{Data: bytes.Clone(data)}
	return nil
}

func (m memory) Remove(name string) error {
	if m.MapFS[name] == nil {
		return fs.ErrNotExist
	}
	delete(m.MapFS, name)
	return nil
}

// library makes e-papers of so many days in the form of output/epaper.
func library(days int) memory {
	m := newMemory()
	for n := range days {
		m.issue("雁溪报", "yxb", time.Date(2026, 10, 20, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -n), nil)
	}
	return m
}

// tales are the stories of a day: the same for the same day.
func tales(day time.Time) (out []tale) {
	r := rand.New(rand.NewPCG(uint64(day.Unix()), 1))
	words := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteRune(rune(0x4E00 + r.IntN(3000)))
		}
		return b.String()
	}
	for n := range numberOfTales {
		t := tale{id: fmt.Sprintf("s-%d-tale", 101+n), title: words(9), section: []string{"要闻", "民生"}[n%2], page: 1 + n/3, pictured: n == 0}
		for range 4 {
			t.text += words(70) + "，" + words(30) + "。\n"
		}
		t.text = strings.TrimSpace(t.text)
		out = append(out, t)
	}
	return out
}

// issue adds an e-paper; change changes its stories.
func (m memory) issue(name, code string, day time.Time, change func([]tale) ([]tale, []Gone)) {
	stem := code + "-" + day.Format("20060102")
	dir := day.Format("2006-01-02") + "/" + stem + "-epaper/"
	if code != "yxb" {
		dir = code + "/" + dir
	}
	for n := range m.MapFS {
		if m.MapFS[dir+"edition.json"] == nil {
			break // there is nothing to replace
		}
		if strings.HasPrefix(n, dir) && n != dir+"edition.json" {
			delete(m.MapFS, n)
		}
	}
	ts := tales(day)
	var gone []Gone
	if change != nil {
		ts, gone = change(ts)
	}
	files := map[string][]byte{"images/p-1.jpg": dot(60, 40)}
	e := map[string]any{"format": format, "version": 1, "paper": name, "latin": "YANXI", "date": day.Format(time.DateOnly), "issue": 4000 + day.YearDay(),
		"language": "zh-CN", "publisher": name + "社", "modified": day.Format("2006-01-02T15:04:05Z"), "withdrawn": gone}
	var pages, stories []any
	for n := 1; n <= 2; n++ {
		p := pageFiles(files, n, ts)
		pages = append(pages, p)
	}
	for _, t := range ts {
		stories = append(stories, t.files(files))
	}
	for _, g := range gone {
		files[g.HTML] = []byte(`<!DOCTYPE html><html><body><article lang="zh-CN"><h1>稿件已撤回</h1><p>本文已撤回。</p></article></body></html>`)
	}
	e["pages"], e["stories"] = pages, stories
	files["edition.json"] = mustJSON(e)
	var sums []map[string]any
	for _, f := range slices.Sorted(maps.Keys(files)) {
		m.WriteFile(dir+f, files[f])
		sums = append(sums, map[string]any{"name": stem + "-epaper/" + f, "sha256": fmt.Sprintf("%x", sha256.Sum256(files[f]))})
	}
	pdf := []byte("%PDF-1.7 " + stem)
	m.WriteFile(path.Dir(path.Clean(dir))+"/"+stem+".pdf", pdf)
	sums = append(sums, map[string]any{"name": stem + ".pdf", "sha256": fmt.Sprintf("%x", sha256.Sum256(pdf))})
	m.WriteFile(path.Dir(path.Clean(dir))+"/"+stem+".json", mustJSON(map[string]any{"files": sums}))
}

// pageFiles makes a page, its stories one below the other.
func pageFiles(files map[string][]byte, n int, ts []tale) map[string]any {
	id := fmt.Sprintf("page-%02d", n)
	var zones []any
	at := 0
	for _, t := range ts {
		if t.page != n {
			continue
		}
		y0, y1 := json.Number(fmt.Sprintf("0.%04d", 1000+2500*at)), json.Number(fmt.Sprintf("0.%04d", 3400+2500*at))
		zones = append(zones, map[string]any{"id": t.id, "title": t.title, "polygons": [][][2]json.Number{{{"0.1", y0}, {"0.9", y0}, {"0.9", y1}, {"0.1", y1}}}})
		at++
	}
	img := map[string]any{"href": "pages/" + id + ".jpg", "type": "image/jpeg", "width": 140, "height": 200}
	files["pages/"+id+".jpg"] = dot(140, 200)
	files["pages/"+id+".json"] = mustJSON(map[string]any{"id": id, "stories": zones})
	return map[string]any{"id": id, "number": n, "name": fmt.Sprint(n), "section": []string{"要闻", "民生"}[n-1], "json": "pages/" + id + ".json", "image": img}
}

// files makes a story's documents.
func (t *tale) files(files map[string][]byte) map[string]any {
	var b strings.Builder
	fmt.Fprintf(&b, `<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><body><main><article aria-labelledby="h-%s" lang="zh-CN" xml:lang="zh-CN"><header><h1 id="h-%[1]s">%s</h1><p class="meta made">x</p></header>`, t.id, t.title)
	if t.pictured {
		b.WriteString(`<figure><img src="../images/p-1.jpg" alt="桥" width="60" height="40"/></figure><p><a href="../stories/s-102-tale.html">另见。</a></p>`)
	}
	for p := range strings.SplitSeq(t.text, "\n") {
		b.WriteString("<p>" + p + "</p>")
	}
	for _, c := range t.corrections {
		b.WriteString(`<aside class="corrections made" role="note"><p>更正：` + c.Note + `</p></aside>`)
	}
	b.WriteString("</article></main></body></html>")
	files["stories/"+t.id+".html"] = []byte(b.String())
	files["stories/"+t.id+".json"] = mustJSON(map[string]any{"by": "（本报记者）", "bodies": []map[string]string{{"role": "text", "value": t.text}}})
	lines := [][7]int{{t.page, 0, 9, 1000, 1000, 8000, 300}, {t.page, 9, 200, 1000, 1400, 3900, 1900}, {t.page, 209, 400, 5000, 1400, 3900, 1900}}
	files["places/"+t.id+".json"] = mustJSON(map[string]any{"columns": [][5]int{{t.page, 1000, 1000, 8000, 300}, {t.page, 1000, 1400, 3900, 1900}, {t.page, 5000, 1400, 3900, 1900}}, "lines": lines})
	return map[string]any{"id": t.id, "story": t.id[2:], "title": t.title, "section": t.section, "pages": []int{t.page}, "html": "stories/" + t.id + ".html",
		"ninjs": "stories/" + t.id + ".json", "places": "places/" + t.id + ".json", "corrections": t.corrections}
}

var (
	dots   = map[[2]int][]byte{}
	dotted sync.Mutex
)

// dot is a small picture.
func dot(w, h int) []byte {
	dotted.Lock()
	defer dotted.Unlock()
	if dots[[2]int{w, h}] == nil {
		im := image.NewRGBA(image.Rect(0, 0, w, h))
		for y := range h {
			for x := range w {
				im.Set(x, y, color.RGBA{uint8(x), uint8(y), 128, 255})
			}
		}
		var b bytes.Buffer
		jpeg.Encode(&b, im, nil)
		dots[[2]int{w, h}] = b.Bytes()
	}
	return dots[[2]int{w, h}]
}

// build builds and returns the report.
func build(t testing.TB, lib, www memory, o Options) *Report {
	t.Helper()
	r, err := Build(lib, www, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// changed lists what differs between two states of a site, but for what always may.
func changed(a, b memory) (out []string) {
	for name := range a.MapFS {
		if b.MapFS[name] == nil {
			out = append(out, "-"+name)
		} else if !bytes.Equal(a.MapFS[name].Data, b.MapFS[name].Data) {
			out = append(out, name)
		}
	}
	for name := range b.MapFS {
		if a.MapFS[name] == nil {
			out = append(out, "+"+name)
		}
	}
	slices.Sort(out)
	return out
}

// of is what is in the folder of a paper.
func (m memory) of(code string) memory {
	out := newMemory()
	for name, f := range m.MapFS {
		if rest, ok := strings.CutPrefix(name, code+"/"); ok {
			out.MapFS[rest] = f
		}
	}
	return out
}

func (m memory) clone() memory { return memory{maps.Clone(m.MapFS)} }

package layout_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"

	"banxin/cmd/need/composed"
	"banxin/layout"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// flowPaper is a real page's stories poured into columns of so many characters, page after
// page.
func flowPaper(t testing.TB, chars int) fs.FS {
	t.Helper()
	const columns, size = 4, 10
	width := columns*chars*size + (columns-1)*size + 20
	m := fstest.MapFS{
		"templates/t.yaml": {Data: []byte(fmt.Sprintf(`trim: %dpt x 1100pt
margins: {top: 10pt, bottom: 10pt, left: 10pt, right: 10pt}
body: {size: %dpt, leading: 15pt}
columns: {count: %d, chars: %d, gap: 1字}
lines: 70
flow: true
grid: |
  70 | 正文 正文 正文 正文
slots:
  正文: {flow: true}
`, width, size, columns, chars))},
	}
	real := realPage(t)
	names, err := fs.Glob(real, "editions/*/stories/*.md")
	if err != nil || len(names) == 0 {
		t.Fatal("no stories", err)
	}
	var ids []string
	for _, name := range names {
		data, err := fs.ReadFile(real, name)
		if err != nil {
			t.Fatal(err)
		}
		m[name] = &fstest.MapFile{Data: data}
		id := regexp.MustCompile(`(?m)^(?:编号|id): *"?([^\s"]+)`).FindSubmatch(data)
		if id == nil {
			ids = append(ids, strings.TrimSuffix(path.Base(name), ".md"))
			continue
		}
		ids = append(ids, string(id[1]))
	}
	plan := "pages:\n  - template: t\n    stories:\n      正文: [" + strings.Join(ids, ", ") + "]\n"
	m[path.Dir(path.Dir(names[0]))+"/edition.yaml"] = &fstest.MapFile{Data: []byte(plan)}
	return m
}

// TestRealPageMeasures sets a real page in columns of 11, 13, 17 and 20 characters: no line
// begins or ends with a mark that may not (GB/T 15834), no paragraph ends in one character,
// and from 13 characters on no gap between two Han is over 1/8 em.
func TestRealPageMeasures(t *testing.T) {
	for _, chars := range []int{11, 13, 17, 20} {
		ed, _, res := composed.Paper(t, flowPaper(t, chars))
		checkNothingLost(t, ed, res)
		lines := paragraphLines(t, res)
		n, alone := 0, 0
		for _, p := range lines {
			for k, line := range p {
				n++
				first, _ := utf8.DecodeRuneInString(line)
				last, _ := utf8.DecodeLastRuneInString(line)
				if k > 0 && strings.ContainsRune("，。、：；？！）》〉」』】〕”’·～／％%℃", first) {
					t.Errorf("%d characters: a line begins with %c: %s", chars, first, line)
				}
				if strings.ContainsRune("（《〈「『【〔“‘／￥", last) {
					t.Errorf("%d characters: a line ends with %c: %s", chars, last, line)
				}
			}
			if end := p[len(p)-1]; len(p) > 1 && len([]rune(strings.TrimRight(end, "。！？”’）》"))) < 2 {
				alone++
				t.Errorf("%d characters: a paragraph ends in %s", chars, end)
			}
		}
		widest, where := widestGap(res.Doc)
		t.Logf("%d characters: %d lines, %d last lines of one character, widest gap %v at %s", chars, n, alone, widest, where)
		if n < 250 {
			t.Errorf("%d characters: only %d lines", chars, n)
		}
		if chars >= 13 && widest > unit.Points(10)/8 {
			t.Errorf("%d characters: a gap of %v between two Han at %s", chars, widest, where)
		}
	}
}

// paragraphLines returns the lines of each paragraph of running text.
func paragraphLines(t *testing.T, res *layout.Result) (list [][]string) {
	t.Helper()
	var b bytes.Buffer
	if err := layout.DumpLines(&b, res); err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for _, m := range regexp.MustCompile(`(?m)^ *\S+ p (\S+) \| (.+)$`).FindAllStringSubmatch(b.String(), -1) {
		k, ok := at[m[1]]
		if !ok {
			k = len(list)
			at[m[1]], list = k, append(list, nil)
		}
		list[k] = append(list[k], strings.TrimSpace(m[2]))
	}
	return list
}

// widestGap is the most room between two Han characters of running text, and where.
func widestGap(doc *page.Doc) (widest unit.Length, where string) {
	inside := false
	var walk func(items []page.Item)
	walk = func(items []page.Item) {
		for _, it := range items {
			switch it := it.(type) {
			case *page.Mark:
				if it.Role == page.RoleParagraph {
					inside = it.Open
				}
			case *page.Group:
				walk(it.Items)
			case *page.Text:
				for k := 1; inside && k < len(it.Glyphs); k++ {
					a, b := it.Glyphs[k-1], it.Glyphs[k]
					if !hanAt(it.Src, a.Cluster) || !hanAt(it.Src, b.Cluster) || int(b.Cluster-a.Cluster) != utf8.RuneLen('汉') {
						continue
					}
					if gap := unit.Length(b.X-a.X) - it.Size; gap > widest {
						widest, where = gap, it.Src
					}
				}
			}
		}
	}
	for _, p := range doc.Pages {
		walk(p.Items)
	}
	return widest, where
}

func hanAt(s string, at uint32) bool {
	r, _ := utf8.DecodeRuneInString(s[at:])
	return unicode.Is(unicode.Han, r)
}

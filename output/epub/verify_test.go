package epub

import (
	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/page"
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

// edit changes one file of a book; every fault must be found when the book is opened again.
type edit struct {
	name, file, old, new, want string
}

var faults = []edit{
	{"empty title", "EPUB/xhtml/briefs-01.xhtml", "<title>发布会</title>", "<title></title>", "title is empty"},
	{"missing alt", "EPUB/xhtml/s-43ecd886.xhtml", ` alt="石桥横跨云溪，桥上车辆往来"`, "", "alternative text"},
	{"digit id", "EPUB/package.opf", `id="briefs-01"`, `id="2-s2"`, "is no name"},
	{"id twice", "EPUB/package.opf", `id="briefs-01"`, `id="s-43ecd886"`, "used twice"},
	{"svg without property", "EPUB/package.opf", ` properties="svg"`, "", "svg property"},
	{"svg property without svg", "EPUB/package.opf", `href="xhtml/briefs-01.xhtml" media-type="application/xhtml+xml"`, `href="xhtml/briefs-01.xhtml" media-type="application/xhtml+xml" properties="svg"`, "svg property"},
	{"wrong page-break target", "EPUB/nav.xhtml", `href="xhtml/page-02.xhtml#page-2"`, `href="xhtml/page-01.xhtml#page-1"`, "page list"},
	{"page break nowhere", "EPUB/nav.xhtml", `href="xhtml/page-02.xhtml#page-2"`, `href="xhtml/page-02.xhtml#page-9"`, "does not exist"},
	{"page break not listed", "EPUB/nav.xhtml", `<li><a href="xhtml/page-02.xhtml#page-2">2</a></li>`, "", "is not in it"},
	{"control character", "EPUB/xhtml/briefs-01.xhtml", "第二条正文", "第二条\x01正文", "illegal character"},
	{"ampersand", "EPUB/xhtml/briefs-01.xhtml", "第二条正文", "第二条&正文", "entity"},
	{"open element", "EPUB/xhtml/briefs-01.xhtml", "<h1 id=\"title\">", "<h1 id=\"title\"><br>", "element"},
	{"no direction", "EPUB/xhtml/briefs-01.xhtml", `aria-labelledby="h-s-s2" dir="ltr"`, `aria-labelledby="h-s-s2"`, "direction"},
	{"page list falls", "EPUB/nav.xhtml", `<li><a href="xhtml/page-01.xhtml#page-1">1</a></li>`, `<li><a href="xhtml/page-02.xhtml#page-2">2</a></li>`, "twice or too late"},
	{"comment", "EPUB/xhtml/briefs-01.xhtml", "<article", "<!-- a -- b --><article", "comment"},
	{"lost character", "EPUB/xhtml/briefs-01.xhtml", "第二条正文", "第二条正", "text differs"},
	{"doubled character", "EPUB/xhtml/briefs-01.xhtml", "第二条正文", "第二条正文文", "text differs"},
	{"story twice in the contents", "EPUB/nav.xhtml", `<li><a href="xhtml/briefs-01.xhtml#s-s2">第二条</a></li>`, `<li><a href="xhtml/briefs-01.xhtml#s-s2">第二条</a></li><li><a href="xhtml/briefs-01.xhtml#s-s2">第二条</a></li>`, "2 times"},
	{"story twice in the spine", "EPUB/package.opf", `<itemref idref="briefs-01"/>`, `<itemref idref="briefs-01"/><itemref idref="briefs-01"/>`, "twice"},
	{"story not in the spine", "EPUB/package.opf", `<itemref idref="briefs-01"/>`, "", "not in the spine"},
	{"nav without words", "EPUB/nav.xhtml", `>第二条</a>`, `></a>`, "has no text"},
	{"dead link", "EPUB/xhtml/s-43ecd886.xhtml", `href="briefs-01.xhtml"`, `href="s-none.xhtml"`, "not in the book"},
	{"dead zone", "EPUB/xhtml/s-43ecd886.xhtml", `#zone-s-43ecd886`, `#zone-a9999`, "does not exist"},
	{"script", "EPUB/xhtml/briefs-01.xhtml", "<article", "<script></script><article", "no place"},
	{"remote picture", "EPUB/xhtml/s-43ecd886.xhtml", `src="../images/p-`, `src="https://example.com/p-`, "link to https"},
	{"script link", "EPUB/xhtml/s-43ecd886.xhtml", `https://example.com/?a=1&amp;b=2`, `javascript:alert(1)`, "link to javascript"},
	{"css variable", "EPUB/css/banxin.css", "#0b4f8a", "var(--ink)", "var()"},
	{"css variable at once", "EPUB/css/banxin.css", `/* The e-edition: the reader's own type, size and colours,`, "var(--a)", "var()"},
	{"css from elsewhere", "EPUB/css/banxin.css", "#0b4f8a", "red;background:url(http://a)", "fetches"},
	{"css import", "EPUB/css/banxin.css", "#0b4f8a", "red} @import 'a'; p{color:red", "fetches"},
	{"no language", "EPUB/xhtml/briefs-01.xhtml", ` lang="zh-CN"`, "", "language"},
	{"a story of 5,000 paragraphs", "EPUB/xhtml/briefs-01.xhtml", "</article>", "</article>" + strings.Repeat("<p>这是一段不短的话，说了又说，说了又说，说了又说。</p>\n", 5000), "too many"},
}

func TestVerifyFindsEveryFault(t *testing.T) {
	ed, d := sample(t)
	b, err := newBook(ed, d, Options{Pages: pagePictures(t)})
	if err != nil {
		t.Fatal(err)
	}
	data, err := b.make()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			files, err := unzip(data)
			if err != nil {
				t.Fatal(err)
			}
			old := string(files[f.file])
			if !strings.Contains(old, f.old) {
				t.Fatalf("%s does not contain %s", f.file, f.old)
			}
			files[f.file] = []byte(strings.ReplaceAll(old, f.old, f.new))
			err = b.verify(pack(t, files))
			if err == nil || !strings.Contains(err.Error(), f.want) {
				t.Errorf("got %v, want an error about %q", err, f.want)
			}
		})
	}
}

func TestVerifyFindsFaultsOfTheContainer(t *testing.T) {
	ed, d := sample(t)
	b, err := newBook(ed, d, Options{})
	if err != nil {
		t.Fatal(err)
	}
	data, err := b.make()
	if err != nil {
		t.Fatal(err)
	}
	files, err := unzip(data)
	if err != nil {
		t.Fatal(err)
	}
	files["EPUB/xhtml/extra.xhtml"] = files["EPUB/nav.xhtml"]
	if err := b.verify(pack(t, files)); err == nil || !strings.Contains(err.Error(), "lists") {
		t.Errorf("a file that is not in the manifest: %v", err)
	}
	delete(files, "EPUB/xhtml/extra.xhtml")
	delete(files, "EPUB/css/banxin.css")
	if err := b.verify(pack(t, files)); err == nil || !strings.Contains(err.Error(), "not in the container") {
		t.Errorf("a file of the manifest is missing: %v", err)
	}
	if err := b.verify(data[:len(data)-10]); err == nil {
		t.Error("a truncated file passes")
	}
	if got, err := b.intake(); err != nil {
		t.Error(err)
	} else if err := b.verify(pack(t, got)); err == nil {
		t.Error("the container as go-epub leaves it passes")
	}
}

// pack zips files as bind does, mimetype first.
func pack(t *testing.T, files map[string][]byte) []byte {
	t.Helper()
	w := newBinder(edDate.Midnight())
	w.add("mimetype", files["mimetype"], true)
	var names []string
	for name := range files {
		if name != "mimetype" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		w.add(name, files[name], false)
	}
	data, err := w.close()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestNothingIsWrittenOnError: what is refused is told by an error that a program can test for, and
// leaves the writer untouched.
func TestNothingIsWrittenOnError(t *testing.T) {
	for _, c := range []struct {
		name, says string
		is         error
		spoil      func(ed *editions.Edition, d *page.Doc, o *Options)
	}{
		{"a picture without words", "nothing.png", ErrFaults, func(ed *editions.Edition, _ *page.Doc, _ *Options) {
			ed.Stories[4].Blocks = append(ed.Stories[4].Blocks, pictureBlock())
		}},
		{"a story listed twice", "twice", page.ErrStory, func(_ *editions.Edition, d *page.Doc, _ *Options) { d.Stories = append(d.Stories, d.Stories[1]) }},
		{"a story that there is not", "does not have", page.ErrStory, func(_ *editions.Edition, d *page.Doc, _ *Options) { d.Stories[0].ID = "nobody" }},
		{"a story on a page that there is not", "of ", page.ErrStory, func(_ *editions.Edition, d *page.Doc, _ *Options) { d.Stories[0].Page = len(d.Pages) }},
		{"no stories", "no story", ErrNoStories, func(_ *editions.Edition, d *page.Doc, _ *Options) { d.Stories = nil }},
		{"no date", "no date", ErrNoDate, func(ed *editions.Edition, _ *page.Doc, _ *Options) { ed.Date = editions.Date{} }},
		{"too large", "more than 99", ErrTooLarge, func(_ *editions.Edition, _ *page.Doc, o *Options) { o.MaxBytes = 99 }},
		{"a picture of no page", "of ", page.ErrPicture, func(_ *editions.Edition, d *page.Doc, o *Options) {
			o.Pages = []PageImage{{Index: len(d.Pages), Format: "png"}}
		}},
		{"a picture that is none", "no png file", page.ErrPicture, func(_ *editions.Edition, _ *page.Doc, o *Options) { o.Pages = []PageImage{{Format: "png"}} }},
	} {
		ed, d := sample(t)
		var out bytes.Buffer
		var o Options
		c.spoil(ed, d, &o)
		if err := Write(&out, ed, d, nil, o); !errors.Is(err, c.is) || !strings.Contains(err.Error(), c.says) || out.Len() > 0 {
			t.Errorf("%s: error %v, %d bytes written", c.name, err, out.Len())
		}
	}
	ed, d := sample(t)
	if err := WriteReplica(io.Discard, ed, nil, nil, Options{}); !errors.Is(err, page.ErrNoPages) {
		t.Errorf("a replica of no pages: %v", err)
	}
	if err := WriteReplica(io.Discard, ed, d, nil, Options{}); !errors.Is(err, page.ErrPicture) {
		t.Errorf("a replica without pictures: %v", err)
	}
}

// TestFirstError: of findings the first error is told, wherever it stands, and how many more there are.
func TestFirstError(t *testing.T) {
	finding := func(at int, severity source.Severity) source.Finding {
		return source.New("TXT-EMPTY", source.Pos{File: "s.md", Line: at, Col: 1}, source.Msg("story-no-text"), source.Message{}).As(severity)
	}
	warning, first, second := finding(1, source.Warning), finding(2, source.Error), finding(3, source.Error)
	for _, c := range []struct {
		list source.List
		says []string
	}{
		{nil, nil}, {source.List{warning}, nil}, {source.List{warning, first}, []string{"s.md:2:1"}},
		{source.List{first, warning, second}, []string{"s.md:2:1", "and 1 more"}},
	} {
		err := firstError(c.list)
		if (err != nil) != (c.says != nil) || err != nil && !errors.Is(err, ErrFaults) {
			t.Errorf("%v: %v", c.list, err)
			continue
		}
		for _, s := range c.says {
			if !strings.Contains(err.Error(), s) {
				t.Errorf("%v does not say %s", err, s)
			}
		}
		if len(c.says) == 1 && strings.Contains(err.Error(), "more") {
			t.Errorf("%v: there is one", err)
		}
	}
}

package epub

import (
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"banxin/cmd/need/held"
	"banxin/editions"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// TestBooks holds whole books, file by file as they lie in the container, against
// testdata/books: texts as they are, all else by length and sum. -update rewrites; read the
// difference.
func TestBooks(t *testing.T) {
	ed, d := sample(t)
	replica := func(o Options) []byte { return writeReplica(t, ed, d, nil, o) }
	e := sampleEdition(t)
	typefaces := func(o Options) []byte {
		var b bytes.Buffer
		if err := Write(&b, e.ed, e.doc, e.cat, o); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	oed, od := other(t)
	pictures := Options{Pages: pagePictures(t), Proof: true, Previews: Previews{Cover: []byte("cover"), Thumbnail: []byte("small")}}
	for name, book := range map[string]struct {
		data  []byte
		whole bool // its texts are shown, else summed up too
	}{
		"plain":         {write(t, ed, d, Options{}), true},
		"pages":         {write(t, ed, d, Options{Pages: pagePictures(t), Modified: time.Date(2026, 10, 21, 8, 9, 10, 11, time.FixedZone("", 8*3600)), Generator: "banxin 9"}), true},
		"vertical":      {write(t, ed, d, Options{Vertical: true, Reviewer: "审校组"}), false},
		"no-pages":      {write(t, ed, nil, Options{}), true},
		"replica":       {replica(Options{Pages: pagePictures(t)}), true},
		"faces":         {typefaces(Options{Fonts: FontsHeadlines}), false},
		"all":           {typefaces(Options{Fonts: FontsAll, Obfuscate: true}), false},
		"other":         {write(t, oed, od, pictures), true},
		"other-replica": {writeReplica(t, oed, od, nil, pictures), true},
		"other-alone":   {write(t, oed, nil, Options{Proof: true}), false},
		"sample":        {writeReplica(t, e.ed, e.doc, e.cat, Options{Pages: e.pages}), false},
	} {
		t.Run(name, func(t *testing.T) { against(t, "books/"+name, bookText(t, book.data, book.whole)) })
	}
}

func bookText(t *testing.T, data []byte, whole bool) string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range r.File {
		rc, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(rc)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "-- %s, method %d, %s, %d --\n", f.Name, f.Method, f.Modified.UTC().Format(time.RFC3339), f.Flags)
		if utf8.Valid(text) && (whole || strings.HasSuffix(f.Name, ".opf")) {
			fmt.Fprintf(&b, "%s\n", text)
		} else {
			fmt.Fprintf(&b, "%d bytes, sum %08x\n", len(text), crc32.ChecksumIEEE(text))
		}
	}
	return b.String()
}

// held compares text with a file.
func against(t *testing.T, name, got string) {
	t.Helper()
	held.Text(t, "testdata/"+name+".txt", got)
}

// TestDamagedBooks leaves out, or writes twice, each line of four texts of a book in turn. What
// the check of the finished book says of it stands in testdata/damaged.txt: silence where
// the book without the line is as sound.
func TestDamagedBooks(t *testing.T) {
	ed, d := sample(t)
	b, err := newBook(ed, d, Options{Pages: pagePictures(t)})
	if err != nil {
		t.Fatal(err)
	}
	data, err := b.make()
	if err != nil {
		t.Fatal(err)
	}
	whole, err := unzip(data)
	if err != nil {
		t.Fatal(err)
	}
	for name := range whole {
		if strings.HasPrefix(name, "EPUB/images/") {
			whole[name] = []byte("x") // no matter here, and packed hundreds of times
		}
	}
	var out strings.Builder
	for _, name := range []string{"EPUB/nav.xhtml", "EPUB/package.opf", "EPUB/xhtml/s-43ecd886.xhtml", "EPUB/xhtml/page-01.xhtml"} {
		lines := strings.SplitAfter(string(whole[name]), "\n")
		for i := range lines {
			for _, harm := range []string{"", lines[i] + lines[i]} {
				files := map[string][]byte{}
				for n, text := range whole {
					files[n] = text
				}
				damaged := slices.Clone(lines)
				damaged[i] = harm
				files[name] = []byte(strings.Join(damaged, ""))
				if err := b.verify(pack(t, files)); err != nil {
					what := "left out"
					if harm != "" {
						what = "twice"
					}
					fmt.Fprintf(&out, "%s:%d %s: %v\n", name, i+1, what, err)
				}
			}
		}
	}
	against(t, "damaged", out.String())
}

// TestWhatPrintSays composes pages that print a story otherwise than the book has it, in
// every way that lines and marks allow; what CheckPrint and Check say stands in
// testdata/printed.txt.
func TestWhatPrintSays(t *testing.T) {
	var out strings.Builder
	for _, c := range []struct{ name, printed string }{
		{"the same", "第一段有十个字左右。"}, {"a character less", "第一段有十个字左。"}, {"a character more", "第一段有十一个字左右。"},
		{"another character", "第二段有十个字左右。"}, {"another at the end", "第一段有十个字左右！"}, {"the end lacking", "第一段有十个"},
		{"the beginning lacking", "有十个字左右。"}, {"nothing", ""}, {"twice", "第一段有十个字左右。第一段有十个字左右。"},
		{"spaces", "第一段 有十个　字左右。"}, {"a line break", "第一段有\n十个字左右。"}, {"a hyphen", "第一段有十个字-左右。"},
	} {
		ed := &editions.Edition{Paper: &editions.Paper{Name: "云", Lang: "zh-CN"}, Date: edDate,
			Stories: []*editions.Story{{ID: "s", Headline: lines("题目"), Byline: plain("甲"), Blocks: []editions.Block{para("第一段有十个字左右。"), para("第二段。")}}}}
		p := &page.Page{Name: "1", Number: 1, Trim: unit.Rect{W: 600 * unit.Pt, H: 800 * unit.Pt}}
		add := func(role page.Role, id, text string) {
			p.Items = append(p.Items, &page.Mark{Role: role, ID: id, Open: true}, &page.Text{Src: text}, &page.Mark{Role: role, ID: id})
		}
		p.Items = append(p.Items, &page.Mark{Role: page.RoleStory, ID: "s", Open: true, Rect: unit.Rect{W: 9 * unit.Pt, H: 9 * unit.Pt}})
		add(page.RoleHeadline, "s", "题目")
		add(page.RoleByline, "s", "甲")
		add(page.RoleParagraph, "s#0", c.printed)
		add(page.RoleParagraph, "s#1", "第二段。")
		p.Items = append(p.Items, &page.Mark{Role: page.RoleStory, ID: "s"})
		d := &page.Doc{Pages: []*page.Page{p}, Stories: []page.Story{{ID: "s"}}}
		fmt.Fprintf(&out, "%s\n", c.name)
		for _, f := range append(CheckPrint(ed, d, nil), Check(ed)...) {
			fmt.Fprintf(&out, "\t%v %s %s page %d: %s | %s\n", f.Pos, f.Code, f.Severity, f.Page, f.Message, f.Hint)
		}
	}
	against(t, "printed", out.String())
}

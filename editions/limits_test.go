package editions

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/encoding/simplifiedchinese"

	"banxin/editions/source"
)

const (
	testTemplate = "名称: 要闻\n成品: 270mm x 390mm\n栏: {数: 2, 字: 14}\n版图: |\n  30 | 头条 二条\n"
	testEdition  = "版:\n  - 模板: 要闻\n    稿件: {头条: s01}\n"
)

// paperOf returns a paper of one page with a story s01.
func paperOf(story string) fstest.MapFS {
	return fstest.MapFS{
		"templates/yaowen.yaml":                  {Data: []byte(testTemplate)},
		"editions/2026-10-20/edition.yaml":       {Data: []byte(testEdition)},
		"editions/2026-10-20/stories/s01.md":     {Data: []byte(story)},
		"editions/2026-10-20/images/.gitkeep":    {},
		"editions/2026-10-20/stories/.hidden.md": {Data: []byte("\xff")},
	}
}

func load(t *testing.T, fsys fs.FS) (*Edition, source.List) {
	t.Helper()
	ed, found, err := Load(fsys, "2026-10-20")
	if err != nil {
		t.Fatal(err)
	}
	return ed, found
}

// want checks that exactly one finding has the code, and returns it.
func want(t *testing.T, found source.List, code string) source.Finding {
	t.Helper()
	var got source.List
	for _, f := range found {
		if f.Code == code {
			got = append(got, f)
		}
	}
	if len(got) != 1 {
		t.Fatalf("%d findings %s, want 1:\n%s", len(got), code, findingsText(found[:min(len(found), 10)]))
	}
	return got[0]
}

func TestEncodings(t *testing.T) {
	plain := "---\n标题: 云溪老街新年开市\n---\n本报讯 三百家店铺迎客。\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(plain)
	if err != nil {
		t.Fatal(err)
	}
	_, found := load(t, paperOf(gb))
	f := want(t, found, "SRC-CODE")
	if got := f.Message.String(); got != "the file is GB18030, not UTF-8; it was read all the same" {
		t.Errorf("message %q", got)
	}
	if got := f.Hint.For("zh"); !strings.Contains(got, "记事本") {
		t.Errorf("hint %q", got)
	}
	if f.Pos.Line != 1 || f.Story != "s01" || len(found) != 1 {
		t.Errorf("at %v of story %q: %v", f.Pos, f.Story, found)
	}
	two, err := unicode16.NewEncoder().String(plain)
	if err != nil {
		t.Fatal(err)
	}
	ed, found := load(t, paperOf(two))
	if got := want(t, found, "SRC-CODE").Message.String(); got != "the file is UTF-16, not UTF-8; it was read all the same" || ed.Stories[0].Title() != "云溪老街新年开市" {
		t.Errorf("message %q, headline %q", got, ed.Stories[0].Title())
	}
	_, found = load(t, paperOf("---\n标题: 甲\n---\n文\xff字\n"))
	if f := want(t, found, "SRC-UTF8"); f.Pos.Line != 4 || f.Pos.Col != 2 {
		t.Errorf("at %v", f.Pos)
	}
}

// TestLineEnds: a byte order mark and CR LF change nothing but the offsets.
func TestLineEnds(t *testing.T) {
	story := "---\n标题:\n  - 甲*乙*\n  - 丙\n栏目: |\n  丁\n---\n文一  \n文二\n\n- 1.三\n\n>> 四\n>> 五\n"
	file := source.NewFile("a.md", []byte("\ufeff"+strings.ReplaceAll(story, "\n", "\r\n")))
	if err := account(file); err != nil {
		t.Fatal(err)
	}
	s, found := ParseStory(file)
	if len(found) > 0 {
		t.Errorf("findings:\n%s", findingsText(found))
	}
	plain, _ := ParseStory(source.NewFile("a.md", []byte(story)))
	if a, b := words(s), words(plain); a != b {
		t.Errorf("%s\nwant %s", a, b)
	}
}

// words joins all texts of a story.
func words(s *Story) string {
	var b strings.Builder
	front, body := texts(s)
	for _, t := range append(front, body...) {
		b.WriteString(t.String())
		b.WriteByte('|')
	}
	return b.String()
}

func TestControlCharacters(t *testing.T) {
	_, found := load(t, paperOf("---\n标题: 甲\n---\n文\x00字\x07，\r回车\x00。\n"))
	if n := found.Count(source.Error); n != 3 {
		t.Errorf("%d errors, want 3:\n%s", n, findingsText(found))
	}
}

func TestSizes(t *testing.T) {
	fsys := paperOf("---\n标题: 甲\n---\n" + strings.Repeat("字", 200000) + "\n")
	ed, found := load(t, fsys)
	if len(found) > 0 || ed.Stories[0].Blocks[0].(*Paragraph).Text.Runs[0].Span.End != 20+600000 {
		t.Errorf("200,000 characters in a paragraph: %v", found)
	}
	fsys["editions/2026-10-20/stories/s01.md"] = &fstest.MapFile{Data: bytes.Repeat([]byte("字"), maxStory/3+1)}
	_, found = load(t, fsys)
	want(t, found, "SRC-SIZE")

	fsys = paperOf("---\n标题: 甲\n---\n文\n")
	fsys["paper.yaml"] = &fstest.MapFile{Data: bytes.Repeat([]byte("a: b\n"), 2<<20)}
	_, found = load(t, fsys)
	if f := want(t, found, "SRC-SIZE"); f.Pos.File != "paper.yaml" {
		t.Errorf("at %v", f.Pos)
	}
	fsys = paperOf("---\n标题: " + strings.Repeat("甲", maxFront) + "\n---\n文\n")
	_, found = load(t, fsys)
	want(t, found, "SRC-SIZE")
}

func TestManyStories(t *testing.T) {
	fsys := fstest.MapFS{"editions/2026-10-20/edition.yaml": {Data: []byte("版: []\n")}}
	for i := range maxStories + 1 {
		fsys[fmt.Sprintf("editions/2026-10-20/stories/s%d.md", i)] = &fstest.MapFile{Data: []byte("文\n")}
	}
	ed, found := load(t, fsys)
	want(t, found, "SRC-MANY")
	if len(ed.Stories) != maxStories {
		t.Errorf("%d stories", len(ed.Stories))
	}
}

// TestMarkupFlood: signs beyond the limit stay text, in time that does not grow with
// their square.
func TestMarkupFlood(t *testing.T) {
	for _, part := range []string{"*a_b", "[", "![", "[a](", "{a|", "^a", "**a", "<a", "]", "&#1", "\\", "`", "| a\n|-\n", "[a]{专名}", "[[a]{底:甲}", "]{书名}"} {
		file := source.NewFile("a.md", []byte("---\n标题: 甲\n---\n"+strings.Repeat(part, 8000)+"\n"))
		if err := account(file); err != nil {
			t.Errorf("%q: %v", part, err)
		}
	}
	s, found := ParseStory(source.NewFile("a.md", []byte("---\n标题: 甲\n---\n"+strings.Repeat("*a*b", 600)+"\n")))
	want(t, found, "SRC-MARK")
	if n := strings.Count(words(s), "*"); n != 200 {
		t.Errorf("%d stars are text, want the last 200", n)
	}
}

func shot(t *testing.T, format string) []byte {
	t.Helper()
	img := image.NewCMYK(image.Rect(0, 0, 40, 30))
	for i := range img.Pix {
		img.Pix[i] = byte(i * 7)
	}
	var b bytes.Buffer
	var err error
	if format == "png" {
		gray := image.NewGray(img.Rect)
		gray.SetGray(3, 3, color.Gray{200})
		err = png.Encode(&b, gray)
	} else {
		err = jpeg.Encode(&b, img, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPictures(t *testing.T) {
	jpg, pic := shot(t, "jpeg"), shot(t, "png")
	huge := bytes.Clone(pic)
	binary.BigEndian.PutUint32(huge[16:], 20000)
	binary.BigEndian.PutUint32(huge[20:], 20000)
	binary.BigEndian.PutUint32(huge[29:], crc32.ChecksumIEEE(huge[12:29]))
	cases := []struct {
		name string
		data []byte
		code string
	}{
		{"whole JPEG", jpg, ""}, {"whole PNG", pic, ""}, {"JPEG and more", append(bytes.Clone(jpg), 0, 1, 2), ""},
		{"cut JPEG", jpg[:len(jpg)-20], "PIC-CUT"}, {"JPEG without its last byte", jpg[:len(jpg)-1], "PIC-CUT"},
		{"cut PNG", pic[:len(pic)-13], "PIC-CUT"}, {"JPEG without an image", jpg[:30], "PIC-FORMAT"},
		{"20,000 pixels a side", huge, "PIC-SIZE"}, {"nothing", nil, "PIC-FORMAT"},
		{"WebP", []byte("RIFF\x00\x00\x00\x00WEBPVP8 "), "PIC-FORMAT"},
	}
	for _, c := range cases {
		fsys := paperOf("---\n标题: 甲\n---\n![图](a.jpg){乙 摄}\n\n![图](a.jpg){乙 摄}\n")
		fsys["editions/2026-10-20/images/a.jpg"] = &fstest.MapFile{Data: c.data}
		ed, found := load(t, fsys)
		first := ed.Stories[0].Blocks[0].(*Picture)
		if c.code == "" {
			if len(found) > 0 || first.Image == nil || first.Image.W != 40 || first.Image.H != 30 || len(ed.Images) != 1 {
				t.Errorf("%s: %+v, findings:\n%s", c.name, first.Image, findingsText(found))
			}
			continue
		}
		if len(found) == 0 || found[0].Code != c.code || found[0].Pos.Line != 4 || first.Image != nil {
			t.Errorf("%s: want %s, findings:\n%s", c.name, c.code, findingsText(found))
		}
	}
}

// TestOutside: no path and no symlink leads out of the paper's folder.
func TestOutside(t *testing.T) {
	dir := t.TempDir()
	secret := filepath.Join(dir, "secret.jpg")
	root := filepath.Join(dir, "paper")
	write := func(name string, data []byte) {
		t.Helper()
		name = filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	link := func(target, name string) {
		t.Helper()
		if err := os.Symlink(target, filepath.Join(root, name)); err != nil {
			t.Skip("no symlinks here:", err)
		}
	}
	jpg := shot(t, "jpeg")
	if err := os.WriteFile(secret, jpg, 0o644); err != nil {
		t.Fatal(err)
	}
	body := ""
	for _, name := range []string{"out.jpg", "abs.jpg", "round.jpg", "dir/x.jpg", "in.jpg", "loop.jpg"} {
		body += "![图](" + name + "){乙 摄}\n\n"
	}
	for name, f := range paperOf("---\n标题: 甲\n---\n" + body) {
		write(name, f.Data)
	}
	write("shared/deep/real.jpg", jpg)
	link("../../../../secret.jpg", "editions/2026-10-20/images/out.jpg")
	link(secret, "editions/2026-10-20/images/abs.jpg")
	link("../../../shared/deep", "editions/2026-10-20/images/dir")
	link("../../../secret.jpg", "shared/deep/x.jpg") // out, though not as the names read
	link("dir/../../../secret.jpg", "editions/2026-10-20/images/round.jpg")
	link("../../../shared/deep/real.jpg", "editions/2026-10-20/images/in.jpg")
	link("loop.jpg", "editions/2026-10-20/images/loop.jpg")
	link("../../../../paper/shared/deep/real.jpg", "editions/2026-10-20/stories/s02.md")

	safe, err := os.OpenRoot(root)
	if err != nil {
		t.Fatal(err)
	}
	defer safe.Close()
	for name, fsys := range map[string]fs.FS{"DirFS": os.DirFS(root), "Root": safe.FS()} {
		ed, found := load(t, fsys)
		got := map[string]bool{}
		for _, b := range ed.Stories[0].Blocks {
			p := b.(*Picture)
			got[p.Path] = p.Image != nil
		}
		for path, ok := range got {
			if ok != (path == "in.jpg") {
				t.Errorf("%s: picture %s read: %v", name, path, ok)
			}
		}
		n := 0
		for _, f := range found {
			if f.Code == "SRC-PATH" {
				n++
			}
		}
		if n != 6 {
			t.Errorf("%s: %d findings SRC-PATH, want 6:\n%s", name, n, findingsText(found))
		}
	}
}

// TestSameOnAnyNumberOfProcessors: order of files, findings and stories is fixed.
func TestSameOnAnyNumberOfProcessors(t *testing.T) {
	fsys := paperOf("---\n标题: 甲\n错: 乙\n---\n![](没有.jpg)\n")
	for i := range 60 {
		fsys["editions/2026-10-20/stories/x"+string(rune('A'+i))+".md"] = &fstest.MapFile{Data: []byte("---\n编号: y\n标体: 甲\n---\n　　文*字*\n")}
	}
	result := func(n int) string {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(n))
		ed, found := load(t, fsys)
		var b bytes.Buffer
		Dump(&b, ed)
		return b.String() + findingsText(found)
	}
	one := result(1)
	for range 5 {
		if many := result(4); many != one {
			t.Fatal("four processors give another result than one")
		}
	}
}

// TestFrontLimit: front matter of 64 KB is read, of a byte more it is not.
func TestFrontLimit(t *testing.T) {
	for more, want := range map[int]string{0: "题", 1: ""} {
		front := "标题: 题\n#" + strings.Repeat("x", maxFront-len("标题: 题\n#\n")+more) + "\n"
		if len(front) != maxFront+more {
			t.Fatal(len(front))
		}
		s, found := ParseStory(source.NewFile("s.md", []byte("---\n"+front+"---\n正文。\n")))
		got := ""
		if len(s.Headline) > 0 {
			got = s.Headline[0].String()
		}
		if got != want || (found.Count(source.Error) > 0) != (more > 0) {
			t.Errorf("%d bytes: headline %q, %s", len(front), got, findingsText(found))
		}
	}
}

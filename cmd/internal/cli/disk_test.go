package cli

import (
	"io/fs"
	"maps"
	"path"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/editions"
	"banxin/editions/source"
)

// caseless is a disk that does not tell capital letters from small, as those of Windows and
// macOS: a file is found by any spelling, and listed as it was named.
type caseless struct{ fstest.MapFS }

// real is how a name was spelled when its file was made.
func (c caseless) real(name string) string {
	if _, err := c.MapFS.Stat(name); err == nil {
		return name // of two spellings of a folder the one that is asked for
	}
	for known := range c.MapFS {
		for ; known != "."; known = path.Dir(known) {
			if strings.EqualFold(known, name) {
				return known
			}
		}
	}
	return name
}

func (c caseless) Open(name string) (fs.File, error)          { return c.MapFS.Open(c.real(name)) }
func (c caseless) Stat(name string) (fs.FileInfo, error)      { return c.MapFS.Stat(c.real(name)) }
func (c caseless) Lstat(name string) (fs.FileInfo, error)     { return c.MapFS.Lstat(c.real(name)) }
func (c caseless) ReadDir(name string) ([]fs.DirEntry, error) { return c.MapFS.ReadDir(c.real(name)) }

// TestCaseBlindDisk: a paper whose names are spelled in two ways is found to be so on every
// machine: what is said of it is what a disk says that tells capital letters from small.
func TestCaseBlindDisk(t *testing.T) {
	good := map[string]string{
		"paper.yaml":                            "名称: 甲报\n代码: j\n字体: {明体: {文件: fonts/Ming.ttf}}\n",
		"fonts/Ming.ttf":                        "no font",
		"templates/front.yaml":                  "成品: 105mm x 148mm\n边距: 8mm\n栏: {数: 2, 字: 13, 距: 1字}\n正文: {字号: 9pt, 行距: 13pt}\n行数: 28\n版图: |\n  28 | a b\n",
		"editions/2026-10-20/edition.yaml":      "版:\n  - {模板: front, 稿件: {a: s1}}\n",
		"editions/2026-10-20/stories/s1.md":     "---\n标题: 甲\n---\n![图](Foto.JPG){乙 摄}\n",
		"editions/2026-10-20/images/Foto.JPG":   "no picture",
		"editions/2026-10-20/images/Other.jpeg": "no picture",
	}
	for _, c := range [][2]string{
		{"", ""}, {"paper.yaml", "Paper.YAML"}, {"fonts/Ming.ttf", "Fonts/ming.ttf"}, {"templates/front.yaml", "Templates/front.yaml"},
		{"templates/front.yaml", "templates/Front.yaml"}, {"editions/2026-10-20/edition.yaml", "editions/2026-10-20/Edition.yaml"},
		{"editions/2026-10-20/stories/s1.md", "editions/2026-10-20/stories/S1.MD"}, {"editions/2026-10-20/images/Foto.JPG", "editions/2026-10-20/images/foto.jpg"},
		{"editions/2026-10-20/images/Foto.JPG", "editions/2026-10-20/Images/Foto.JPG"},
	} {
		files := maps.Clone(good)
		if c[0] != "" {
			files[c[1]] = files[c[0]]
			delete(files, c[0])
		}
		m := fstest.MapFS{}
		for name, text := range files {
			m[name] = &fstest.MapFile{Data: []byte(text)}
		}
		_, want, err := editions.Load(m, "")
		if err != nil {
			t.Fatal(err)
		}
		_, got, err := editions.Load(newDisk(caseless{m}, true), "")
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s for %s: found\n%v\nwant\n%v", c[1], c[0], got, want)
		}
	}
}

// TestComposedNames: names as macOS once wrote them, é in two characters, are those that
// people write.
func TestComposedNames(t *testing.T) {
	m := fstest.MapFS{
		"paper.yaml":                                           {Data: []byte("名称: 甲报\n代码: j\n")},
		"templates/u\u0308.yaml":                               {Data: []byte("成品: 105mm x 148mm\n边距: 8mm\n栏: {数: 2, 字: 13, 距: 1字}\n正文: {字号: 9pt, 行距: 13pt}\n行数: 28\n版图: |\n  28 | a b\n")},
		"editions/2026-10-20/edition.yaml":                     {Data: []byte("版:\n  - {模板: \u00fc, 稿件: {a: caf\u00e9}}\n")},
		"editions/2026-10-20/stories/cafe\u0301.md":            {Data: []byte("---\n标题: 甲\n---\n![图](e\u0301te\u0301/\u00e9.gif){乙 摄}\n")},
		"editions/2026-10-20/images/\u00e9t\u00e9/e\u0301.gif": {Data: []byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x01D\x00;")},
	}
	for _, blind := range []bool{false, true} {
		var fsys folderFS = m
		if blind {
			fsys = caseless{m}
		}
		_, found, err := editions.Load(newDisk(fsys, blind), "")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			if f.Severity == source.Error {
				t.Errorf("blind %v: %v", blind, f)
			}
		}
	}
}

package editions

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// TestBackslashes: paths in the files may be written as on Windows, on any machine.
func TestBackslashes(t *testing.T) {
	jpg := shot(t, "jpeg")
	paper := paperOf("---\n标题: 甲\n---\n![图](夜景\\桥.jpg){乙 摄}\n")
	paper["editions/2026-10-20/images/夜景/桥.jpg"] = &fstest.MapFile{Data: jpg}
	paper["paper.yaml"] = &fstest.MapFile{Data: []byte("名称: 甲报\n字体: {明体: {文件: 'fonts\\甲.ttf'}}\n印刷: {色彩文件: 'press\\甲.icc'}\n")}
	paper["fonts/甲.ttf"], paper["press/甲.icc"] = &fstest.MapFile{Data: []byte("font")}, &fstest.MapFile{Data: []byte("profile")}
	ed, found, err := Load(paper, "")
	if err != nil {
		t.Fatal(err)
	}
	if ed.Images["editions/2026-10-20/images/夜景/桥.jpg"] == nil {
		t.Errorf("the picture was not found: %v", found)
	}
	if len(ed.Paper.Fonts) != 1 || string(ed.Paper.Fonts[0].Data) != "font" || string(ed.Paper.Press.Data) != "profile" {
		t.Errorf("font and profile were not found: %v", found)
	}
	for _, out := range []string{`..\..\..\x.jpg`, `\x.jpg`, `a\..\..\x.jpg`, `..`, `.`, ``} {
		ed, found, err := Load(paperOf("---\n标题: 甲\n---\n![图](<"+strings.ReplaceAll(out, `\`, `\\`)+">){乙 摄}\n"), "")
		if err != nil || len(ed.Images) > 0 || !strings.Contains(findingsText(found), "SRC-PATH") && out != "" {
			t.Errorf("%q: %v %v", out, err, found)
		}
	}
}

// piped is a paper in which some files are pipes, which wait for ever when they are opened.
type piped struct {
	fstest.MapFS
	t *testing.T
}

type pipe struct{ fs.FileInfo }

func (pipe) Mode() fs.FileMode { return fs.ModeNamedPipe }

func (p piped) Stat(name string) (fs.FileInfo, error) {
	st, err := p.MapFS.Stat(name)
	if strings.Contains(name, "pipe") && err == nil {
		st = pipe{st}
	}
	return st, err
}

// pipeEntry is a pipe in a folder's list.
type pipeEntry struct{ fs.DirEntry }

func (pipeEntry) Type() fs.FileMode { return fs.ModeNamedPipe }

func (p piped) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := p.MapFS.ReadDir(name)
	for i, e := range entries {
		if strings.Contains(e.Name(), "pipe") {
			entries[i] = pipeEntry{e}
		}
	}
	return entries, err
}

func (p piped) Open(name string) (fs.File, error) {
	if strings.Contains(name, "pipe") {
		p.t.Errorf("%s was opened", name)
	}
	return p.MapFS.Open(name)
}

// TestPipes: what is no file is a finding wherever a file is asked for, and is not opened.
func TestPipes(t *testing.T) {
	paper := paperOf("---\n标题: 甲\n---\n![图](pipe.jpg){乙 摄}\n")
	paper["editions/2026-10-20/stories/pipe.md"] = &fstest.MapFile{}
	paper["editions/2026-10-20/images/pipe.jpg"] = &fstest.MapFile{}
	paper["paper.yaml"] = &fstest.MapFile{Data: []byte("名称: 甲报\n字体: {明体: {文件: fonts/pipe.ttf}}\n印刷: {色彩文件: pipe.icc}\n")}
	paper["fonts/pipe.ttf"], paper["pipe.icc"], paper["templates/pipe.yaml"] = &fstest.MapFile{}, &fstest.MapFile{}, &fstest.MapFile{}
	start := time.Now()
	_, found, err := Load(piped{paper, t}, "")
	if err != nil || time.Since(start) > 5*time.Second {
		t.Fatal(err, time.Since(start))
	}
	text := findingsText(found)
	for _, name := range []string{"stories/pipe.md", "pipe.jpg", "pipe.ttf", "pipe.icc", "templates/pipe.yaml"} {
		if !strings.Contains(text, name) {
			t.Errorf("nothing is said of %s:\n%s", name, text)
		}
	}
	if n := strings.Count(text, "not a file"); n != 5 {
		t.Errorf("%d are said to be no files:\n%s", n, text)
	}
}

package editions

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"

	"banxin/editions/source"
)

// What stands in editions beside the editions is no edition, whoever asks.
func TestEditions(t *testing.T) {
	fsys := fstest.MapFS{}
	for _, name := range []string{
		"2026-10-21/edition.yaml", "2026-10-20/stories/a.md", "zz-drafts/edition.yaml",
		"20261022/edition.yaml", "2026-10-9/edition.yaml", ".2026-10-23/edition.yaml", "2026-10-24", "2026-10-25.bak/edition.yaml", "旧/edition.yaml",
	} {
		fsys["editions/"+name] = &fstest.MapFile{Data: []byte("版: []\n")}
	}
	got, err := Editions(fsys)
	if want := []string{"2026-10-20", "2026-10-21"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%v %v, want %v", got, err, want)
	}
	if ed, _, err := Load(fsys, ""); err != nil || ed.Path != "editions/2026-10-21" {
		t.Errorf("the latest is %v: %v", ed, err)
	}
	for _, date := range []string{"zz-drafts", "2026-10-24", "2026-10-22"} {
		if _, _, err := Load(fsys, date); !errors.Is(err, ErrNoEdition) {
			t.Errorf("%s: %v", date, err)
		}
	}
	for _, fsys := range []fstest.MapFS{{}, {"paper.yaml": {}}, {"editions/drafts/a.md": {}}} {
		if got, err := Editions(fsys); len(got) > 0 || err != nil {
			t.Errorf("%v %v in a folder without editions", got, err)
		}
	}
	if _, err := Editions(fstest.MapFS{"editions": {}}); err == nil {
		t.Error("a file was read as a folder of editions")
	}
}

// A link to a folder of the paper is an edition like any other; one that leads out of it,
// or nowhere, is none.
func TestEditionsLinked(t *testing.T) {
	dir := t.TempDir()
	paper := filepath.Join(dir, "paper")
	for _, d := range []string{"paper/editions/2026-10-20", "paper/archive/old/stories", "elsewhere"} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for name, to := range map[string]string{"2026-10-19": "../archive/old", "2026-10-18": "../../elsewhere", "2026-10-17": "nowhere", "2026-10-16": "../paper.yaml"} {
		if err := os.Symlink(to, filepath.Join(paper, "editions", name)); err != nil {
			t.Skip("no links here: ", err)
		}
	}
	if err := os.WriteFile(filepath.Join(paper, "paper.yaml"), []byte("名: 报\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(paper)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	got, err := Editions(root.FS())
	if want := []string{"2026-10-19", "2026-10-20"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%v %v, want %v", got, err, want)
	}
	if _, _, err := Load(root.FS(), "2026-10-19"); err != nil {
		t.Errorf("a linked edition: %v", err)
	}
}

func TestMeantDay(t *testing.T) {
	for text, want := range map[string]string{
		"2026-12-6": "2026-12-06", "2026年11月29日": "2026-11-29", "2026 年 1 月 9 号": "2026-01-09", "2026/12/6": "2026-12-06", "2026.12.06": "2026-12-06",
		"２０２６－１２－０６": "2026-12-06", "20261206": "2026-12-06", "2026-12-06期": "2026-12-06", "2026年12月6日（星期日）": "2026-12-06", "2026-12-06报": "2026-12-06",
		"2026-02-30": "", "12月6日": "", "2026-12": "", "2026-13-01": "", "明天": "", "2026-12-06草稿": "", "": "",
	} {
		if got, ok := MeantDay(text); ok != (want != "") || ok && got != want {
			t.Errorf("%s: %q %v, want %q", text, got, ok, want)
		}
	}
	const name = "editions/2026-11-29/edition.yaml"
	_, found, err := Load(fstest.MapFS{"paper.yaml": {Data: []byte("名称: 江城校报\n")}, name: {Data: []byte("日期: 2026年11月29日\n")}}, "")
	i := slices.IndexFunc(found, func(f source.Finding) bool { return f.Code == "SRC-DATE" })
	if err != nil || i < 0 || found[i].Hint.ID != "write-as" || found[i].Hint.Args[0] != "2026-11-29" {
		t.Errorf("%v %v", found, err)
	}
}

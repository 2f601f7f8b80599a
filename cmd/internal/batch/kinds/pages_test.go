package kinds

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"banxin/cmd/internal/batch/job"
	"banxin/cmd/need/madepdf"
)

// TestWithout: a site says which jobs it was made without, in both languages.
func TestWithout(t *testing.T) {
	r := (&call{task: &job.Task{Missing: []string{"a_1956-03-04", "b"}}}).without()
	if r.Errors != 2 || len(r.Findings) != 2 || !strings.Contains(r.Findings[0].Message, "a_1956-03-04") || !strings.Contains(r.Findings[0].Chinese, "没有 a_1956-03-04") {
		t.Errorf("%+v", r)
	}
}

// TestLeft: stories on no page are counted, and those whose text has no room.
func TestLeft(t *testing.T) {
	var r job.Result
	of, err := reported([]byte(`{"findings": [{"code": "PLAN-UNPLACED"}, {"code": "GAP-BLANK"}, {"code": "PLAN-UNPLACED"}, {"code": "FIT-OVER", "severity": "error"}, {"code": "FIT-OVER", "severity": "note"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if of.left(&r); r.Unplaced != 2 || r.Over != 1 {
		t.Error(r)
	}
}

// TestNothingMade: of a day of which no page could be made up it is said why, in words of the archive, once.
func TestNothingMade(t *testing.T) {
	at := placed(t, map[string]string{"paper.yaml": "名称: 试报\n代码: sb\n", "editions/1956-03-04/edition.yaml": "日期: 1956-03-04\n版:\n  - 版名: \"1\"\n    模板: 对开自动\n"})
	_, err := Do(t.Context(), &job.Task{Kind: "makeup", Edition: "1956-03-04", Env: map[string]string{"BANXIN_LANG": "zh"}}, at)
	if err == nil || !strings.Contains(err.Error(), "no page of this day could be made up") || strings.Contains(err.Error(), "--adopt") {
		t.Error(err)
	}
}

// placed is a place whose inputs are these.
func placed(t *testing.T, files map[string]string) Place {
	t.Helper()
	at := Place{In: t.TempDir(), Out: t.TempDir()}
	for name, text := range files {
		name = filepath.Join(at.In, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		write(t, name, []byte(text))
	}
	return at
}

// TestUnmade: an output that was asked for and is not there is a result, and said by its kind; where no
// page can be composed none is there, and no page either.
func TestUnmade(t *testing.T) {
	page := "日期: 2026-12-01\n版:\n  - 版名: \"1\"\n    模板: 四开头版\n"
	for _, c := range []struct {
		edition string
		to      []string
		unmade  string
		pages   int
	}{
		{page, []string{"pdf", "epub", "epaper"}, "[epaper epub]", 1},
		{page, []string{"pdf"}, "[]", 1},
		{"日期: 2026-12-01\n", []string{"svg", "epub"}, "[epub svg]", 0},
		{"", nil, "[epub pdf png]", 0},
	} {
		at := placed(t, map[string]string{"paper.yaml": "名称: 试报\n代码: sb\n", "editions/2026-12-01/edition.yaml": c.edition})
		r, err := Do(t.Context(), &job.Task{Kind: "build", Edition: "2026-12-01", To: c.to}, at)
		if err != nil || fmt.Sprint(r.Unmade) != c.unmade || r.Pages != c.pages {
			t.Errorf("%q to %v: %d pages, not made %v, %v: %+v", c.edition, c.to, r.Pages, r.Unmade, err, r.Findings)
		}
	}
}

// TestTookNothing: an import that takes in nothing is refused for what was wrong with the files, since nothing
// can go on with it; what one good file gives goes on.
func TestTookNothing(t *testing.T) {
	files := map[string]string{"paper.yaml": "名称: 试报\n代码: sb\n", "01.txt": "", "02.pdf": "%PDF-1.4 of nothing", "03.txt": "桥修好了\n\n本报讯 桥昨天修好，今天通车。\n"}
	do := func(names ...string) error {
		_, err := Do(t.Context(), &job.Task{Kind: "import", Edition: "1956-03-12", Options: map[string]string{"as": "page", "again": "true", job.Named: job.Joined(names)}}, placed(t, files))
		return err
	}
	err := do("01.txt", "02.pdf")
	if _, ok := errors.AsType[*Refused](err); !ok || !strings.Contains(err.Error(), "the import took in nothing: 01.txt: the file holds nothing to print") {
		t.Error(err)
	}
	if err := do("01.txt", "03.txt"); err != nil {
		t.Error(err)
	}
}

// TestBegun: an issue is begun with as many pages as it was given, those of a PDF file of all of it too.
func TestBegun(t *testing.T) {
	dir := t.TempDir()
	three := []string{"<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Count 3 /Kids [3 0 R 4 0 R 5 0 R] /MediaBox [0 0 100 100]>>"}
	for range 3 {
		three = append(three, "<</Type /Page /Parent 2 0 R>>")
	}
	for name, text := range map[string]string{"all.pdf": string(madepdf.Of("1.4", three...)), "5.txt": "5"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	c := &call{task: &job.Task{Edition: "1956-03-10", Options: map[string]string{"as": "page", job.Named: job.Joined([]string{"all.pdf", "5.txt"})}}, at: Place{In: dir}}
	if err := c.begin(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "editions/1956-03-10/edition.yaml"))
	if n := strings.Count(string(data), "版名"); err != nil || n != 4 {
		t.Errorf("%d pages: %v", n, err)
	}
}

// TestBegunByName: pages are called as their files say; what a file does not say follows the page before.
func TestBegunByName(t *testing.T) {
	for files, want := range map[string]string{
		"01.txt 02.txt 10.txt 11.txt": "1 2 10# 11", "第10版.txt": "10#", "A1.txt A2.txt B1.txt": "A1 A2 B1", "a.txt b.txt": "1 2", "3.txt a/3.txt": "3# 4", "a.txt": "",
	} {
		dir := t.TempDir()
		c := &call{task: &job.Task{Edition: "1956-03-10", Options: map[string]string{"as": "page", job.Named: job.Joined(strings.Fields(files))}}, at: Place{In: dir}}
		for _, f := range strings.Fields(files) {
			if err := errors.Join(os.MkdirAll(filepath.Dir(filepath.Join(dir, f)), 0o777), os.WriteFile(filepath.Join(dir, f), []byte("文"), 0o666)); err != nil {
				t.Fatal(err)
			}
		}
		if err := c.begin(); err != nil {
			t.Fatal(err)
		}
		data, _ := os.ReadFile(filepath.Join(dir, "editions/1956-03-10/edition.yaml"))
		var got []string
		for _, l := range strings.Split(string(data), "\n") {
			if _, name, ok := strings.Cut(l, "版名: "); ok {
				got = append(got, strings.Trim(name, `"`))
			}
			if strings.Contains(l, "版号: ") {
				got[len(got)-1] += "#"
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: pages %v, not %s\n%s", files, got, want, data)
		}
	}
}

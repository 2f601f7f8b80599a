package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestFewLines: a story of a line, of two or of five, alone on a page of a blank paper, or with its
// like in every slot, is no error of the page, in any voice and size; copy grows from there.
func TestFewLines(t *testing.T) {
	for i, v := range paperVoices {
		for k, s := range paperSizes {
			if !whole() && s.name != v.size && i != k {
				continue
			}
			dir := filepath.Join(t.TempDir(), "报")
			if status, _, errs := banxin(t, "new", dir, "--size", s.name, "--voice", v.name, "--date", "2026-10-20"); status != exitFine {
				t.Fatalf("%s %s: status %d, %s", s.name, v.name, status, errs)
			}
			fillFew(t, filepath.Join(dir, "editions", "2026-10-20"))
			_, out, errs := banxin(t, "check", dir)
			if !strings.Contains(out, "\n0 errors") {
				t.Errorf("%s %s: %s%s", s.name, v.name, out, errs)
			}
		}
	}
}

// fillFew writes an edition of the kinds of page that a blank one has: for each length of story a page
// for each slot with one there, and a page with one in all slots.
func fillFew(t *testing.T, folder string) {
	t.Helper()
	file := filepath.Join(folder, "edition.yaml")
	blank, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	const line = "食堂本周添了两个窗口，"
	bodies := []string{"食堂本周添了窗口。", line + "不用排队。", strings.Repeat(line, 5) + "好。"}
	var b strings.Builder
	b.WriteString("日期: 2026-10-20\n期号: 1\n版:\n")
	stories, seen := 0, map[string]bool{}
	page := func(kind, body string, slots ...string) {
		fmt.Fprintf(&b, "  - 版面: 综合\n    模板: %s\n    稿件:\n", kind)
		for _, slot := range slots {
			stories++
			fmt.Fprintf(&b, "      %s: 短%d\n", slot, stories)
			text := fmt.Sprintf("---\n标题: 添窗口\n---\n%s\n", body)
			if err := os.WriteFile(filepath.Join(folder, "stories", fmt.Sprintf("短%d.md", stories)), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, m := range regexp.MustCompile(`模板: (\S+) .*\n(?:.*墨.*\n)?.*稿件:\n.*版位有：(.*)`).FindAllStringSubmatch(string(blank), -1) {
		if seen[m[1]] {
			continue
		}
		seen[m[1]] = true
		slots := strings.Fields(regexp.MustCompile(`\S+（[^）]*）`).ReplaceAllString(m[2], ""))
		for _, body := range bodies {
			for _, s := range slots {
				page(m[1], body, s)
			}
			page(m[1], body, slots...)
		}
	}
	if len(seen) != 3 {
		t.Fatalf("pages of kinds %v in\n%s", seen, blank)
	}
	if err := os.WriteFile(file, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
}

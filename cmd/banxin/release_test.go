package main

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"banxin/cmd/need"
)

// released makes the archive that people with Windows download, wants it to be as it is
// promised, and unpacks the program.
func released(t *testing.T, dir string) (exe string) {
	t.Helper()
	dist := filepath.Join(dir, "dist")
	c := exec.Command("go", "run", "./cmd/internal/release", "-o", dist, "windows/amd64")
	c.Dir, c.Env = need.Root(t), append(os.Environ(), "SOURCE_DATE_EPOCH=1790000000")
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	sums, err := os.ReadFile(filepath.Join(dist, "SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	sum, name, _ := strings.Cut(strings.TrimSpace(string(sums)), "  ")
	data, err := os.ReadFile(filepath.Join(dist, name))
	if err != nil {
		t.Fatal(err)
	}
	if got := sha256.Sum256(data); hex.EncodeToString(got[:]) != sum || len(data) >= 80_000_000 {
		t.Errorf("%s has %d bytes with the sum %x, and SHA256SUMS says %s", name, len(data), got, sum)
	}
	z, err := zip.OpenReader(filepath.Join(dist, name))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	for _, f := range z.File {
		unpack(t, f, filepath.Join(dir, "unpacked", path.Base(f.Name)))
	}
	for _, name := range []string{"README.txt", "LICENSE.txt", "LICENCES.txt", "SBOM.cdx.json"} {
		if info, err := os.Stat(filepath.Join(dir, "unpacked", name)); err != nil || info.Size() < 1000 {
			t.Errorf("the archive has no %s: %v", name, err)
		}
	}
	return filepath.Join(dir, "unpacked", "banxin.exe")
}

// unpack writes a file of an archive.
func unpack(t *testing.T, f *zip.File, to string) {
	t.Helper()
	r, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	put(t, to, data)
}

// hour are the commands of a newcomer's first hour, in a folder with a space in its name;
// a line with one word is a file of hourFiles that she writes.
var hour = [][]string{
	{"new", "我的 报纸", "--blank", "--name", "青藤", "--code", "qteng", "--size", "四开", "--pages", "8", "--voice", "校报", "--mono", "2,3,6,7", "--date", "2026-10-20"},
	{"check", "我的 报纸"},
	{"build", "我的 报纸", "-o", "空 版", "--to", "png", "--pages", "1", "--ppi", "40", "-q"},
	{"new", "story", "夜读", "我的 报纸", "--page", "1", "--slot", "头条"},
	{"我的 报纸/editions/2026-10-20/stories/夜读.md"},
	{"import", "收件/来稿.txt", "-C", "我的 报纸", "--page", "1", "--slot", "二条"},
	{"import", "收件/网页.html", "-C", "我的 报纸"},
	{"plan", "我的 报纸", "--suggest", "--write"},
	{"check", "我的 报纸"},
	{"proof", "我的 报纸", "-o", "大 样", "--pages", "1"},
	{"build", "我的 报纸", "-o", "付 印"},
	{"verify", "付 印"},
	{"build", "新报", "-o", "付 印/新报", "--to", "pdf", "-q"}, // hers has vacant slots, so it is no PDF/X yet
	{"preflight", "付 印/新报/tcrb-20261020.pdf"},
	{"build", "我的 报纸", "-o", "书 库/2026-10-20", "--to", "epub,epaper", "-q"},
	{"site", "书 库", "-o", "网 站"},
}

var hourFiles = map[string]string{
	"我的 报纸/editions/2026-10-20/stories/夜读.md": "\ufeff---\r\n体裁: 通讯\r\n版: 1\r\n版位: 头条\r\n标题: [三楼靠窗的灯, 晚关一小时]\r\n署名: （本报记者 周以宁）\r\n---\r\n" +
		strings.Repeat("晚上九点五十分，三楼的铃没有响。靠窗的桌子旁，温书言抬头看了看钟，又把头低了下去。\r\n\r\n老图书馆从本周一起晚关一小时，多出来的时间，是读者写条子要来的。\r\n\r\n", 4),
}

// firstHour: the program of the archive, in paths with Chinese and spaces, brings a paper
// from nothing to print and to its readers, and each step says what it says here, with names
// quoted for the shell that is there.
func firstHour(t *testing.T, here, windows machine) {
	for _, args := range hour {
		if len(args) == 1 {
			for _, m := range []machine{here, windows} {
				put(t, filepath.Join(m.dir, args[0]), []byte(hourFiles[args[0]]))
			}
			continue
		}
		want, status := here.run(t, args...)
		want = strings.ReplaceAll(want, `'我的 报纸'`, `"我的 报纸"`)
		got, same := windows.run(t, args...)
		if got != want || status != 0 || same != 0 {
			t.Errorf("banxin %s: status %d\n%s\nhere %d\n%s", strings.Join(args, " "), same, got, status, want)
		}
	}
	java, jar := need.Tool(t, "java"), need.File(t, "/usr/share/java/epubcheck.jar")
	if out, err := exec.Command(java, "-jar", jar, "--failonwarnings", filepath.Join(windows.dir, "付 印/qteng-20261020.epub")).CombinedOutput(); err != nil {
		t.Errorf("EPUBCheck: %v\n%s", err, out)
	}
}

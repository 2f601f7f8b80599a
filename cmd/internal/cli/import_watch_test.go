package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

// TestHotFolderWaits holds that a file is taken in when it is finished, and whole: not while
// it is open for writing, however long nothing is written, and not under the name of one that
// is on its way.
func TestHotFolderWaits(t *testing.T) {
	dir := t.TempDir()
	stories := filepath.Join(dir, "paper/editions/2026-10-20/stories")
	for _, d := range []string{stories, filepath.Join(dir, "hot")} {
		if err := os.MkdirAll(d, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("paper/paper.yaml", "名称: 棠川日报\n")
	write("paper/editions/2026-10-20/edition.yaml", "日期: 2026-10-20\n")
	first, last := "渡口停航\n\n　　本报讯　因水位上涨，渡口今天停航，", "恢复时间另行通知。\n"
	for _, name := range []string{"稿.txt.part", "稿.txt.crdownload", "稿.txt.filepart", "~$稿.docx", ".稿.txt.swp"} {
		write("hot/"+name, first)
	}
	write("hot/断.rtf", `{\rtf1\ansi {\b Half`)
	slow, err := os.Create(filepath.Join(dir, "hot", "慢.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := slow.WriteString(first); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var out, errw bytes.Buffer
	ended := make(chan int)
	go func() {
		ended <- Main(ctx, []string{"import", "--watch", filepath.Join(dir, "hot"), "-C", filepath.Join(dir, "paper"), "--settle", "50ms"}, nil, &out, &errw)
	}()
	waitFor := func(name string) {
		t.Helper()
		for range 100 {
			if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
				return
			}
			time.Sleep(30 * time.Millisecond)
		}
		t.Errorf("%s does not come", name)
	}
	waitFor("hot/断.rtf" + noteSuffix)
	_, err = os.Stat(filepath.Join(stories, "慢.md"))
	if runtime.GOOS == "linux" && err == nil {
		t.Error("half a story was taken in")
	}
	if _, err := slow.WriteString(last); err != nil {
		t.Fatal(err)
	}
	slow.Close()
	waitFor("hot/已收/慢.txt")
	stop()
	<-ended
	if text, _ := os.ReadFile(filepath.Join(stories, "慢.md")); !bytes.Contains(text, []byte("另行通知")) && runtime.GOOS == "linux" {
		t.Errorf("the story is\n%s", text)
	}
	if there, _ := os.ReadDir(stories); len(there) != 1 {
		t.Errorf("%d stories, want 1\n%s%s", len(there), &out, &errw)
	}
}

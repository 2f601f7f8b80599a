package cli

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestGitPast: a story's commits are listed and read, with Chinese names and below a repository's
// top; nothing that the repository says is run, nothing else is read, and without git's knowing of it
// there is no past.
func TestGitPast(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	top := t.TempDir()
	paper := filepath.Join(top, "报纸")
	const file = "editions/2026-10-20/stories/渡口.md"
	write := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	git := func(args ...string) {
		t.Helper()
		c := exec.Command("git", append([]string{"-c", "user.name=夜编", "-c", "user.email=a@example.org"}, args...)...)
		c.Dir = top
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	ctx, past := context.Background(), gitPast{paper}
	write(filepath.Join(paper, file), "甲\r\n")
	if got := past.States(ctx, file); got != nil {
		t.Errorf("without a repository: %v", got)
	}
	git("init", "-q")
	git("add", ".")
	git("commit", "-qm", "初稿")
	write(filepath.Join(paper, file), "乙\r\n")
	write(filepath.Join(top, "other.md"), "别的\n")
	git("add", ".")
	git("commit", "-qm", "二稿 | 改题")
	ran := filepath.Join(top, "ran")
	write(filepath.Join(top, "hook"), "#!/bin/sh\ntouch "+ran+"\ncat\n")
	for _, key := range []string{"core.fsmonitor", "core.pager", "diff.x.textconv", "diff.external", "gpg.program"} {
		git("config", key, filepath.Join(top, "hook"))
	}
	git("config", "log.showSignature", "true")
	write(filepath.Join(top, ".gitattributes"), "*.md diff=x\n")
	list := past.States(ctx, file)
	if len(list) != 2 || list[0].Label != "二稿 | 改题" || list[1].Label != "初稿" || list[0].By != "夜编" || !strings.Contains(list[0].At, "T") {
		t.Fatalf("%+v", list)
	}
	if a, b := string(past.Text(ctx, file, list[0].ID)), string(past.Text(ctx, file, list[1].ID)); a != "乙\r\n" || b != "甲\r\n" {
		t.Errorf("%q %q", a, b)
	}
	for _, id := range []string{"HEAD", "--help", list[0].ID + ":x", strings.Repeat("0", 40)} {
		if got := past.Text(ctx, file, id); got != nil {
			t.Errorf("%s: %q", id, got)
		}
	}
	if got := past.States(ctx, "*.md"); got != nil {
		t.Errorf("a pattern counts: %v", got)
	}
	if _, err := os.Stat(ran); err == nil {
		t.Error("a program of the repository has been run")
	}
}

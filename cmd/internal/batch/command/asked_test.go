package command

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/batch/store"
)

// says runs a command in this process, and returns what it says and its status.
func says(t *testing.T, args ...string) (string, int) {
	t.Helper()
	var out bytes.Buffer
	status := run(t.Context(), args, testWorld(&out, &out))
	return out.String(), status
}

// TestAsked: what is asked for and there is not is said with what there is.
func TestAsked(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"old/paper.yaml", "old/1956-03-04/01.txt", "old/1958-01-02/01.txt", "none/paper.yaml"} {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("名称: 试\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	old, none := filepath.Join(dir, "old"), filepath.Join(dir, "none")
	for _, c := range []struct {
		status int
		want   string
		args   []string
	}{
		{1, "nothing to do", []string{"plan", none, "-o", "-"}},
		{1, "from 1956-03-04 to 1958-01-02", []string{"plan", old, "--from", "1970-01-01", "-o", "-"}},
		{1, "from 1956-03-04 to 1958-01-02", []string{"plan", old, "--from", "1970-01-01"}},
		{2, "epub", []string{"plan", old, "--to", "nope"}},
		{2, `"b" is one too many`, []string{"run", "a", "b"}},
		{2, "needs", []string{"plan"}},
		{2, "below 0", []string{"run", listOf(t, dir), "--store", filepath.Join(dir, "s"), "--slots", "-2"}},
		{2, "below 0", []string{"run", listOf(t, dir), "--store", filepath.Join(dir, "s"), "--memory-mb", "-2"}},
		{2, "nats://", []string{"work", "--hub", "http://127.0.0.1:8222", "--store", filepath.Join(dir, "s")}},
		{2, "30s, 5m or 2h", []string{"work", "--time-limit", "5"}},
		{2, "there is no program call.sh on the PATH; write ./call.sh", []string{"run", "x", "--on-dead", "call.sh"}},
		{2, `banxin-farm: no command "nosuch"`, []string{"help", "nosuch"}},
		{2, "s3://farm?endpoint=http://host", []string{"status", "--store", "http://host/farm"}},
	} {
		if got, status := says(t, c.args...); status != c.status || !strings.Contains(got, c.want) {
			t.Errorf("%v: %d, %s", c.args, status, got)
		}
	}
	if got, _ := says(t, "gc", "--help"); strings.Contains(got, "-1") {
		t.Errorf("gc has days below none: %s", got)
	}
}

// TestChinese: what is said in Chinese has no word of usage lines left in English, and quotes in its own marks.
func TestChinese(t *testing.T) {
	for _, c := range []struct{ want, not, args string }{
		{"run 清单", "LIST", "run --help"}, {"plan 报库", "ARCHIVE", "plan --help"}, {"--to 种类", "strings", "plan --help"}, {"--keep 天数", "DAYS", "gc --help"},
		{"cancel [编号...]", "ID", "cancel --help"}, {"get 编号...", "ID", "get --help"}, {"--format 形式", "格式", "verify --help"}, {"plan 要一个参数：报库", "ARCHIVE", "plan"},
		{"没有“x”，可写的有 text、json", `"`, "status --format x"}, {"30s、5m、2h，不是“5”", `"`, "work --time-limit 5"}, {"banxin-farm：没有", "banxin：", "help nosuch"},
	} {
		var out bytes.Buffer
		w := testWorld(&out, &out)
		w.env = func(name string) string { return map[string]string{"BANXIN_LANG": "zh"}[name] }
		run(t.Context(), strings.Fields(c.args), w)
		if got := out.String(); !strings.Contains(got, c.want) || strings.Contains(got, c.not) {
			t.Errorf("%s: %s", c.args, got)
		}
	}
}

// TestDryRun: a gc that removes nothing says what would go, and that nothing has gone.
func TestDryRun(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "s")
	s, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, _, err := store.Keep(t.Context(), s, strings.NewReader("old")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ flag, want string }{{"--dry-run", "1 object of 0.0 MB would go, and 0.0 MB stay; nothing was removed"}, {"--grace=0s", "1 object of 0.0 MB gone"}} {
		if got, status := says(t, "gc", "--keep", "0", "--grace", "0s", "--store", dir, c.flag); status != exitFine || !strings.Contains(got, c.want) {
			t.Errorf("%s: %d %s", c.flag, status, got)
		}
	}
}

// listOf is a list of one job.
func listOf(t *testing.T, dir string) string {
	t.Helper()
	name := filepath.Join(dir, "jobs.jsonl")
	if err := os.WriteFile(name, []byte(`{"id": "a", "kind": "check", "dir": "old"}`), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestSlow: a store that does not answer is told of while it is waited for.
func TestSlow(t *testing.T) {
	old := answersIn
	answersIn = time.Millisecond
	defer func() { answersIn = old }()
	var out bytes.Buffer
	w := &world{err: &out, say: say.For(func(string) string { return "" }), open: func(context.Context, string) (store.Store, error) {
		time.Sleep(200 * time.Millisecond)
		return nil, nil
	}}
	p := place{store: "s3://farm"}
	if _, err := p.open(t.Context(), w); err != nil || !strings.Contains(out.String(), "s3://farm has given no answer") {
		t.Errorf("%v, %s", err, out.String())
	}
}

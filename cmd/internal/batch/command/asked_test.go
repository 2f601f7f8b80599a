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

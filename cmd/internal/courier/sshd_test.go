package courier

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"banxin/cmd/need/sshtest"
)

// TestSSHD brings files to OpenSSH's server.
func TestSSHD(t *testing.T) {
	s := sshtest.Open(t)
	in := filepath.Join(t.TempDir(), "来稿")
	o := Options{KnownHosts: []string{s.Known}, Keys: []string{s.Key}}
	p, err := Open(t.Context(), s.To(in), o)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	old := aFile(t, "01.pdf", bytes.Repeat([]byte("旧"), 1<<20))
	now := aFile(t, "01.pdf", bytes.Repeat([]byte("新"), 1<<20))
	for _, f := range []File{old, now, now} {
		if _, err := p.Put(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(filepath.Join(in, "01.pdf"))
	if err != nil || !bytes.HasPrefix(got, []byte("新")) || int64(len(got)) != now.Bytes || len(entries(t, in)) != 1 {
		t.Errorf("%d bytes, %v, %v", len(got), entries(t, in), err)
	}
	_, other := sshtest.Key(t, 3)
	o.KnownHosts = []string{sshtest.Known(t, s.Addr, other.PublicKey())}
	if _, err := Open(t.Context(), s.To(in), o); err == nil || !strings.Contains(err.Error(), "is another than the one known") {
		t.Error(err)
	}
}

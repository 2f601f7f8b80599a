package cli

import (
	"crypto/sha256"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"banxin/cmd/need/sshtest"
)

// broken returns an address that leads to another. The first connection there ends after some bytes.
func broken(t *testing.T, to string, after int64) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for n := 0; ; n++ {
			c, err := l.Accept()
			if err != nil {
				return
			}
			there, err := net.Dial("tcp", to)
			if err != nil {
				c.Close()
				continue
			}
			from := io.Reader(c)
			if n == 0 {
				from = io.LimitReader(c, after)
			}
			go func() {
				io.Copy(there, from)
				there.Close()
				c.Close()
			}()
			go io.Copy(c, there)
		}
	}()
	return l.Addr().String()
}

// TestDeskSendsSFTP: the desk sends to OpenSSH's server. Where the connection ends in the middle of a
// file people are told, nothing that is not whole has its name, and sending again brings the rest.
func TestDeskSendsSFTP(t *testing.T) {
	s := sshtest.Open(t)
	const after = 300_000 // bytes of 4 pages of half a megabyte and more
	addr, in := broken(t, s.Addr, after), filepath.Join(t.TempDir(), "来稿")
	to := "sftp://" + s.User + "@" + addr + filepath.ToSlash(in)
	root, stop := serving(t, copied(t), "-q", "--edit", "--send-to", to, "--key", s.Key, "--known-hosts", sshtest.Known(t, addr, s.Public))
	w := openWindow(t, root)
	w.post("desk/press/make", nil, nil)
	p := w.press(func(p *pressState) bool { return p.Made || p.Fault != "" })
	if p.Fault != "" || len(p.Files) == 0 || p.Files[0].Bytes < 2*after {
		t.Fatalf("%+v", p)
	}
	w.post("desk/press/send", map[string]string{"as": p.As}, nil)
	p = w.press(func(p *pressState) bool { return p.Fault != "" || len(p.Gone) > 0 })
	if p.Fault == "" || len(p.Gone) == len(p.Files) {
		t.Errorf("nobody is told that the connection ended: %+v", p)
	}
	if parts, _ := filepath.Glob(filepath.Join(in, ".*.part")); len(parts) != 1 {
		t.Errorf("of what was interrupted there is %v", parts)
	}
	if names, _ := filepath.Glob(filepath.Join(in, "[^.]*")); len(names) > len(p.Gone) {
		t.Errorf("%v have their names, and %d are whole", names, len(p.Gone))
	}
	w.post("desk/press/send", map[string]string{"as": p.As}, nil)
	p = w.press(func(p *pressState) bool { return p.Fault != "" || len(p.Gone) == len(p.Files) })
	if p.Fault != "" || len(p.Earlier) < len(p.Files) {
		t.Fatalf("%+v", p)
	}
	for _, r := range p.Gone {
		data, err := os.ReadFile(filepath.Join(in, r.Name))
		if sum := fmt.Sprintf("%x", sha256.Sum256(data)); err != nil || sum != r.SHA256 {
			t.Errorf("%s: %s, %v", r.Name, sum, err)
		}
	}
	entries, err := os.ReadDir(in)
	if err != nil || len(entries) != len(p.Files)+1 { // and the list
		t.Errorf("there are %v, %v", entries, err)
	}
	status, log := stop()
	if status != exitFine || !strings.Contains(log, addr) {
		t.Errorf("status %d, and the log does not say what went wrong: %s", status, log)
	}
}

package courier

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"banxin/cmd/need"
)

// TestSSHD brings files to OpenSSH's server.
func TestSSHD(t *testing.T) {
	need.Judges(t)
	sshd := "/usr/sbin/sshd"
	if _, err := os.Stat(sshd); err != nil {
		need.Missing(t, "sshd")
	}
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll("/run/sshd", 0o755); err != nil && os.Getuid() == 0 {
		t.Fatal(err)
	}
	dir := t.TempDir()
	id, signer := key(t, 1)
	hostFile, host := key(t, 2)
	authorized := filepath.Join(dir, "authorized")
	if err := os.WriteFile(authorized, ssh.MarshalAuthorizedKey(signer.PublicKey()), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close()
	_, port, _ := net.SplitHostPort(addr)
	conf := filepath.Join(dir, "sshd_config")
	text := fmt.Sprintf("Port %s\nListenAddress 127.0.0.1\nHostKey %s\nAuthorizedKeysFile %s\nStrictModes no\nUsePAM no\nPermitRootLogin yes\nPidFile none\nSubsystem sftp internal-sftp\n", port, hostFile, authorized)
	if err := os.WriteFile(conf, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	cmd := exec.Command(sshd, "-D", "-e", "-f", conf)
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	for n := 0; ; n++ {
		if c, err := net.Dial("tcp", addr); err == nil {
			c.Close()
			break
		}
		if n == 100 {
			t.Fatal(said.String())
		}
		time.Sleep(20 * time.Millisecond)
	}
	o := Options{KnownHosts: []string{hosts(t, addr, host.PublicKey())}, Keys: []string{id}}
	in := filepath.Join(dir, "来稿")
	p, err := Open(t.Context(), "sftp://"+me.Username+"@"+addr+in, o)
	if err != nil {
		t.Fatalf("%v\n%s", err, said.String())
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
	o.KnownHosts = []string{hosts(t, addr, signer.PublicKey())}
	if _, err := Open(t.Context(), "sftp://"+me.Username+"@"+addr+in, o); err == nil || !strings.Contains(err.Error(), "is another than the one known") {
		t.Error(err)
	}
}

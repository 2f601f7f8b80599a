// Package sshtest runs OpenSSH's server on a free port, for the tests of what sends files.
//
//	s := sshtest.Open(t)
//	banxin send press … --to s.To(dir) --key s.Key --known-hosts s.Known
package sshtest

import (
	"bytes"
	"crypto/ed25519"
	"encoding/pem"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"

	"banxin/cmd/need"
)

// Server is a server that runs until the test ends, and lets the user in who runs the test.
type Server struct {
	Addr, User string
	Key, Known string        // files: the user's private key, and the hosts that are known
	Public     ssh.PublicKey // of the server
}

// Open starts a server; the test is skipped where there is none.
func Open(t testing.TB) *Server {
	t.Helper()
	need.Judges(t)
	const sshd = "/usr/sbin/sshd"
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
	id, signer := Key(t, 1)
	hostFile, host := Key(t, 2)
	s := &Server{Addr: free(t), User: me.Username, Key: id, Public: host.PublicKey()}
	s.Known = Known(t, s.Addr, s.Public)
	dir := t.TempDir()
	authorized, conf := filepath.Join(dir, "authorized"), filepath.Join(dir, "sshd_config")
	_, port, _ := net.SplitHostPort(s.Addr)
	text := fmt.Sprintf("Port %s\nListenAddress 127.0.0.1\nHostKey %s\nAuthorizedKeysFile %s\nStrictModes no\nUsePAM no\nPermitRootLogin yes\nPidFile none\nSubsystem sftp internal-sftp\n", port, hostFile, authorized)
	for name, data := range map[string][]byte{authorized: ssh.MarshalAuthorizedKey(signer.PublicKey()), conf: []byte(text)} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var said bytes.Buffer
	c := exec.Command(sshd, "-D", "-e", "-f", conf)
	c.Stderr = &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.Process.Kill()
		c.Wait()
		if t.Failed() {
			t.Log(said.String())
		}
	})
	await(t, s.Addr)
	return s
}

// free is an address that nobody listens at.
func free(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// await waits until somebody listens at an address.
func await(t testing.TB, addr string) {
	t.Helper()
	for n := 0; ; n++ {
		if c, err := net.Dial("tcp", addr); err == nil {
			c.Close()
			return
		}
		if n == 1000 {
			t.Fatal("nobody listens at ", addr)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// To is the address of a folder at the server.
func (s *Server) To(dir string) string {
	return "sftp://" + s.User + "@" + s.Addr + filepath.ToSlash(dir)
}

// Key makes a key pair from a seed: the file of the private one, and its signer.
func Key(t testing.TB, seed byte) (string, ssh.Signer) {
	t.Helper()
	private := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, 32))
	block, err := ssh.MarshalPrivateKey(private, "")
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "id")
	if err := os.WriteFile(name, pem.EncodeToMemory(block), 0o600); err != nil {
		t.Fatal(err)
	}
	signer, err := ssh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return name, signer
}

// Known writes a list of known hosts: an address with its key; nil: none.
func Known(t testing.TB, addr string, key ssh.PublicKey) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "known_hosts")
	line := ""
	if key != nil {
		line = knownhosts.Line([]string{knownhosts.Normalize(addr)}, key) + "\n"
	}
	if err := os.WriteFile(name, []byte(line), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

package courier

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"banxin/cmd/need/sshtest"
)

// aFile makes a file of some bytes.
func aFile(t *testing.T, name string, data []byte) File {
	t.Helper()
	path := filepath.Join(t.TempDir(), "local")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(data)
	return File{Name: name, Path: path, Bytes: int64(len(data)), SHA256: hex.EncodeToString(sum[:])}
}

// server is an SFTP server over the disk in this process, which ends each connection after some
// bytes of it; 0: never.
func server(t *testing.T, host ssh.Signer, user ssh.PublicKey, cut int64) (addr string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	conf := &ssh.ServerConfig{
		PublicKeyCallback: func(_ ssh.ConnMetadata, k ssh.PublicKey) (*ssh.Permissions, error) {
			if user != nil && bytes.Equal(k.Marshal(), user.Marshal()) {
				return nil, nil
			}
			return nil, errors.New("no")
		},
		PasswordCallback: func(_ ssh.ConnMetadata, p []byte) (*ssh.Permissions, error) {
			if string(p) == "secret" {
				return nil, nil
			}
			return nil, errors.New("no")
		},
	}
	conf.AddHostKey(host)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go serve(c, conf, cut)
		}
	}()
	return l.Addr().String()
}

func serve(c net.Conn, conf *ssh.ServerConfig, cut int64) {
	defer c.Close()
	link := c
	if cut > 0 {
		link = &cutting{c, cut}
	}
	_, channels, requests, err := ssh.NewServerConn(link, conf)
	if err != nil {
		return
	}
	go ssh.DiscardRequests(requests)
	for n := range channels {
		ch, reqs, err := n.Accept()
		if err != nil {
			return
		}
		go func() {
			for r := range reqs {
				r.Reply(r.Type == "subsystem", nil)
			}
		}()
		s, err := sftp.NewServer(ch)
		if err != nil {
			return
		}
		_ = s.Serve()
		ch.Close()
	}
}

// cutting is a connection that ends after so many bytes have come.
type cutting struct {
	net.Conn
	left int64
}

func (c *cutting) Read(p []byte) (int, error) {
	if c.left <= 0 {
		return 0, io.ErrUnexpectedEOF
	}
	n, err := c.Conn.Read(p[:min(int64(len(p)), c.left)])
	c.left -= int64(n)
	return n, err
}

// entries lists a folder.
func entries(t *testing.T, dir string) (names []string) {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names
}

// TestPut: a file comes whole under its name, is not sent twice, takes the place of another,
// and goes on where an interrupted run stopped, be what that brought spoilt or not.
func TestPut(t *testing.T) {
	id, user := sshtest.Key(t, 1)
	_, host := sshtest.Key(t, 2)
	addr := server(t, host, user.PublicKey(), 0)
	places := map[string]func(dir string) (*Place, error){
		"folder": func(dir string) (*Place, error) { return Open(t.Context(), dir, Options{}) },
		"sftp": func(dir string) (*Place, error) {
			return Open(t.Context(), "sftp://banxin@"+addr+filepath.ToSlash(dir), Options{KnownHosts: []string{sshtest.Known(t, addr, host.PublicKey())}, Keys: []string{id}})
		},
	}
	old, now := bytes.Repeat([]byte("旧版面"), 40000), bytes.Repeat([]byte("新版面"), 50000)
	for name, open := range places {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "来稿", "in")
			p, err := open(dir)
			if err != nil {
				t.Fatal(err)
			}
			defer p.Close()
			f := aFile(t, "01_v1.pdf", now)
			part := filepath.Join(dir, ".01_v1.pdf."+f.SHA256[:12]+".part")
			for _, c := range []struct {
				name        string
				there, part []byte
				want        Sent
			}{
				{"nothing", nil, nil, Sent{}},
				{"itself", now, nil, Sent{There: true}},
				{"another", old, nil, Sent{}},
				{"half of it", nil, now[:100000], Sent{Resumed: 100000}},
				{"all of it but its name", old, now, Sent{Resumed: int64(len(now))}},
				{"half of another", nil, old[:100000], Sent{}},
				{"more than it is", nil, slices.Concat(now, now), Sent{}},
			} {
				os.RemoveAll(dir)
				os.MkdirAll(dir, 0o777)
				for to, data := range map[string][]byte{filepath.Join(dir, f.Name): c.there, part: c.part} {
					if data != nil {
						if err := os.WriteFile(to, data, 0o666); err != nil {
							t.Fatal(err)
						}
					}
				}
				got, err := p.Put(t.Context(), f)
				if err != nil || got != c.want {
					t.Errorf("%s: %+v, %v, want %+v", c.name, got, err, c.want)
				}
				if data, _ := os.ReadFile(filepath.Join(dir, f.Name)); !bytes.Equal(data, now) || len(entries(t, dir)) != 1 {
					t.Errorf("%s: %d bytes, %v", c.name, len(data), entries(t, dir))
				}
			}
		})
	}
}

// TestPutInterrupted: whenever a connection ends, no file has its name before it is whole, and
// further runs bring it there.
func TestPutInterrupted(t *testing.T) {
	_, host := sshtest.Key(t, 2)
	addr := server(t, host, nil, 200000)
	known := sshtest.Known(t, addr, host.PublicKey())
	dir := t.TempDir()
	data := bytes.Repeat([]byte("0123456789"), 100000)
	f := aFile(t, "01_v1.pdf", data)
	resumed := false
	for n := 0; ; n++ {
		if n == 40 {
			t.Fatal("it never comes there")
		}
		p, err := Open(t.Context(), "sftp://banxin@"+addr+filepath.ToSlash(dir), Options{KnownHosts: []string{known}, Password: "secret"})
		if err != nil {
			t.Fatal(err)
		}
		s, err := p.Put(t.Context(), f)
		p.Close()
		resumed = resumed || s.Resumed > 0
		if err == nil {
			break
		}
		if slices.Contains(entries(t, dir), f.Name) {
			t.Fatal("it has its name and is not whole")
		}
	}
	if got, _ := os.ReadFile(filepath.Join(dir, f.Name)); !bytes.Equal(got, data) || !resumed {
		t.Errorf("%d bytes, resumed %v", len(got), resumed)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	p, err := Open(t.Context(), t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Put(ctx, f); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestOpenRefused: whom nobody knows, or who is another, is sent nothing; nor is anybody without
// a way to enter.
func TestOpenRefused(t *testing.T) {
	id, user := sshtest.Key(t, 1)
	stranger, _ := sshtest.Key(t, 3)
	_, host := sshtest.Key(t, 2)
	_, other := sshtest.Key(t, 4)
	addr := server(t, host, user.PublicKey(), 0)
	known := sshtest.Known(t, addr, host.PublicKey())
	to := "sftp://banxin@" + addr + "/tmp"
	for _, c := range []struct {
		name, to string
		o        Options
		want     string
	}{
		{"unknown host", to, Options{KnownHosts: []string{sshtest.Known(t, addr, nil)}, Keys: []string{id}}, "is not known"},
		{"another host", to, Options{KnownHosts: []string{sshtest.Known(t, addr, other.PublicKey())}, Keys: []string{id}}, "is another than the one known"},
		{"no list of hosts", to, Options{KnownHosts: []string{"nowhere"}, Keys: []string{id}}, "nowhere"},
		{"another key", to, Options{KnownHosts: []string{known}, Keys: []string{stranger}}, "unable to authenticate"},
		{"another password", to, Options{KnownHosts: []string{known}, Password: "guess"}, "unable to authenticate"},
		{"no way", to, Options{KnownHosts: []string{known}}, "no key, agent or password"},
		{"no key", to, Options{KnownHosts: []string{known}, Keys: []string{known}}, "cannot be used"},
		{"a password in the address", "sftp://banxin:secret@" + addr + "/tmp", Options{KnownHosts: []string{known}}, "no password in an address"},
		{"nobody", "sftp://" + addr + "/tmp", Options{}, "is no place to send to"},
		{"ftp", "ftp://banxin:secret@press.example/in", Options{}, "ftp://banxin@press.example/in is no place"},
	} {
		_, err := Open(t.Context(), c.to, c.o)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

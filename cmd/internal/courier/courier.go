// Package courier brings files to a printer: into a folder, or over SFTP.
//
//	to, err := courier.Open(ctx, "sftp://banxin@press.example/in", courier.Options{KnownHosts: "known_hosts", Keys: []string{"id_ed25519"}})
//	defer to.Close()
//	sent, err := to.Put(ctx, courier.File{Name: "tcrb_20261020_01_v2.pdf", Path: "out/tcrb_20261020_01.pdf", Bytes: n, SHA256: sum})
//
// A file is written under a name of its own, which begins with a point and says what it holds,
// and takes its final name when it is whole: whoever watches the folder never sees half a file,
// and what was interrupted goes on where it stopped.
package courier

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"banxin/editions/source"
)

// File is a file to be brought.
type File struct {
	Name   string // in the folder there
	Path   string // on this machine
	Bytes  int64
	SHA256 string
}

// Sent says how a file came there.
type Sent struct {
	There   bool  // it was there already, byte for byte
	Resumed int64 // bytes that an interrupted run had brought
}

// Place is where files are brought.
type Place struct {
	disk disk
	dir  string
	said string // how people call it
}

// disk is what the places of files have in common; names are those of the place.
type disk interface {
	// Append opens a file at its end, and makes it where it is missing.
	Append(name string) (file, int64, error)
	Open(name string) (io.ReadCloser, error)
	Rename(from, to string) error // to may be there
	MkdirAll(dir string) error
	Join(dir, name string) string
	Remove(name string) error
	Close() error
}

// file is one that is being written.
type file interface {
	io.WriteCloser
	Sync() error
}

// Options say how SFTP servers are known and entered. Passwords and phrases come from files or
// the environment, never from arguments.
type Options struct {
	KnownHosts []string // files in the form of OpenSSH
	Keys       []string // files of private keys
	Agent      string   // socket of an agent; empty: none
	Password   string
	Phrase     string // of Keys
}

// Check tells whether a place is one that Open could open: a folder, or an address of SFTP with a
// user and without a password, which every user of the machine could read.
func Check(to string) error {
	_, err := address(to)
	return err
}

// address reads one of SFTP; nil: it is a folder.
func address(to string) (*url.URL, error) {
	if !strings.Contains(to, "://") {
		return nil, nil
	}
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "sftp" || u.Host == "" || u.User.Username() == "" {
		return nil, source.Faultf("no-place-to-send-to", words(to))
	}
	if _, said := u.User.Password(); said {
		return nil, source.Faultf("no-password-in-addresses")
	}
	return u, nil
}

// Open opens a folder of the disk, or sftp://user@host:port/path; the path is that from the
// root, or after /~/ that from the user's home.
func Open(ctx context.Context, to string, o Options) (*Place, error) {
	u, err := address(to)
	if err != nil {
		return nil, err
	}
	if u == nil {
		return &Place{disk: local{}, dir: to, said: to}, nil
	}
	d, err := dial(ctx, u, o)
	if err != nil {
		return nil, source.Faultf("cannot-reach", u.Host, err)
	}
	dir := u.Path
	if home, ok := strings.CutPrefix(dir, "/~/"); ok {
		dir = home
	}
	if dir == "" {
		dir = "."
	}
	return &Place{disk: d, dir: dir, said: u.String()}, nil
}

// words is an address without what may be a password in it.
func words(to string) string {
	if scheme, rest, ok := strings.Cut(to, "://"); ok {
		if i := strings.LastIndex(rest, "@"); i >= 0 {
			if name, _, said := strings.Cut(rest[:i], ":"); said {
				return scheme + "://" + name + rest[i:]
			}
		}
	}
	return to
}

// Close ends a connection.
func (p *Place) Close() error { return p.disk.Close() }

// Put brings a file. What is there under its name is exchanged when the new one is whole.
func (p *Place) Put(ctx context.Context, f File) (s Sent, err error) {
	if err := p.disk.MkdirAll(p.dir); err != nil {
		return s, source.Faultf("cannot-write-into", p.said, err)
	}
	final := p.disk.Join(p.dir, f.Name)
	if sum, n, err := p.sum(ctx, final); err == nil && n == f.Bytes && sum == f.SHA256 {
		return Sent{There: true}, nil
	}
	part := p.disk.Join(p.dir, "."+f.Name+"."+f.SHA256[:12]+".part")
	s.Resumed, err = p.whole(ctx, part, f)
	if errors.Is(err, errSpoilt) && s.Resumed > 0 { // what an interrupted run had brought
		s.Resumed, err = p.whole(ctx, part, f)
	}
	if err == nil {
		err = p.disk.Rename(part, final)
	}
	if err != nil {
		return s, fault(f, p, err)
	}
	return s, nil
}

// whole brings what is missing of a file, and removes what is not it then.
func (p *Place) whole(ctx context.Context, part string, f File) (there int64, err error) {
	there, err = p.fill(ctx, part, f)
	if err != nil {
		return there, err
	}
	if sum, _, err := p.sum(ctx, part); err != nil || sum != f.SHA256 {
		return there, errors.Join(cmp.Or(err, errSpoilt), p.disk.Remove(part))
	}
	return there, nil
}

// errSpoilt says that what has come is not what was sent.
var errSpoilt error = source.Faultf("came-spoilt")

// fault is an error about a file; what ended the run stays what it is.
func fault(f File, p *Place, err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	return source.Faultf("cannot-send-file-to", f.Name, p.said, err)
}

// fill writes what is missing of a file, and returns how much was there.
func (p *Place) fill(ctx context.Context, part string, f File) (there int64, err error) {
	in, err := os.Open(f.Path)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	out, there, err := p.disk.Append(part)
	if err != nil {
		return 0, err
	}
	if there > f.Bytes {
		out.Close()
		if err := p.disk.Remove(part); err != nil {
			return 0, err
		}
		return p.fill(ctx, part, f)
	}
	_, err = in.Seek(there, io.SeekStart)
	if err == nil {
		_, err = io.Copy(out, &stopping{ctx, in})
	}
	if err == nil {
		err = out.Sync()
	}
	return there, errors.Join(err, out.Close())
}

// sum is the hash of a file there, and its length.
func (p *Place) sum(ctx context.Context, name string) (string, int64, error) {
	in, err := p.disk.Open(name)
	if err != nil {
		return "", 0, err
	}
	defer in.Close()
	h := sha256.New()
	n, err := io.Copy(h, &stopping{ctx, in})
	return hex.EncodeToString(h.Sum(nil)), n, err
}

// stopping reads until its context ends.
type stopping struct {
	ctx context.Context
	in  io.Reader
}

func (s *stopping) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.in.Read(p)
}

// local is the disk of this machine.
type local struct{}

func (local) Append(name string) (file, int64, error) {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666)
	if err != nil {
		return nil, 0, err
	}
	st, err := f.Stat()
	if err != nil {
		return nil, 0, errors.Join(err, f.Close())
	}
	return f, st.Size(), nil
}

func (local) Open(name string) (io.ReadCloser, error) {
	st, err := os.Stat(name)
	if err == nil && !st.Mode().IsRegular() {
		err = fmt.Errorf("%s: %w", name, fs.ErrInvalid)
	}
	if err != nil {
		return nil, err
	}
	return os.Open(name)
}

func (local) Rename(from, to string) error { return os.Rename(from, to) }
func (local) MkdirAll(dir string) error    { return os.MkdirAll(dir, 0o777) }
func (local) Join(dir, name string) string { return filepath.Join(dir, name) }
func (local) Remove(name string) error     { return os.Remove(name) }
func (local) Close() error                 { return nil }

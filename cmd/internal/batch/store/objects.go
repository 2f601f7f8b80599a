package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"

	"banxin/cmd/internal/batch/say"
)

// Object names the bytes of a hash: objects/aa/aabb….
func Object(hash string) string { return "objects/" + hash[:2] + "/" + hash }

// ErrDamaged says that an object does not hold the bytes that its name stands for.
var ErrDamaged = say.Fault("object-is-damaged")

// IsHash tells whether a text is a SHA-256 as names of objects have it.
func IsHash(s string) bool {
	data, err := hex.DecodeString(s)
	return err == nil && len(data) == sha256.Size && s == hex.EncodeToString(data)
}

// HashOf returns the SHA-256 of what is read, and how much it is.
func HashOf(r io.Reader) (hash string, size int64, err error) {
	h := sha256.New()
	size, err = io.Copy(h, r)
	return hex.EncodeToString(h.Sum(nil)), size, err
}

// scratch are buffers for what is small.
var scratch = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Keep puts bytes into the store by their hash, unless they are there. What is not small is read
// and hashed twice: somebody may write it meanwhile.
func Keep(ctx context.Context, s Store, data io.ReadSeeker) (hash string, size int64, err error) {
	b := scratch.Get().(*bytes.Buffer)
	defer scratch.Put(b)
	b.Reset()
	if size, err = b.ReadFrom(io.LimitReader(data, small+1)); err != nil {
		return "", 0, err
	}
	if size <= small {
		sum := sha256.Sum256(b.Bytes())
		hash = hex.EncodeToString(sum[:])
		if is, err := kept(ctx, s, hash, size); is || err != nil {
			return hash, size, err
		}
		return hash, size, s.Put(ctx, Object(hash), bytes.NewReader(b.Bytes()), size)
	}
	if _, err = data.Seek(0, io.SeekStart); err != nil {
		return "", 0, err
	}
	if hash, size, err = HashOf(data); err != nil {
		return "", 0, err
	}
	return hash, size, KeepAs(ctx, s, hash, size, data)
}

// adopter is a store that can take a file of this machine without copying it.
type adopter interface {
	// adopt gives a file a name, in the place of what is there. The file keeps its own name, and
	// is not written any more. Where it cannot be taken, as one of another disk, taken is false.
	adopt(name, file string) (taken bool, err error)
}

// KeepFile is Keep for a file that nobody writes any more.
func KeepFile(ctx context.Context, s Store, file string) (hash string, size int64, err error) {
	f, err := os.Open(file)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	a, ok := s.(adopter)
	if !ok {
		return Keep(ctx, s, f)
	}
	if hash, size, err = HashOf(f); err != nil {
		return "", 0, err
	}
	if is, err := kept(ctx, s, hash, size); is || err != nil {
		return hash, size, err
	}
	if taken, err := a.adopt(Object(hash), file); taken || err != nil {
		return hash, size, err
	}
	return hash, size, KeepAs(ctx, s, hash, size, f)
}

// kept tells whether the store has an object.
func kept(ctx context.Context, s Store, hash string, size int64) (bool, error) {
	n, err := s.Stat(ctx, Object(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && n == size, err
}

// KeepAs is Keep for who knows the hash. Where other bytes come than are announced, as of a
// file that is being written, the object is not damaged: the error is ErrDamaged.
func KeepAs(ctx context.Context, s Store, hash string, size int64, data io.ReadSeeker) error {
	if is, err := kept(ctx, s, hash, size); is || err != nil {
		return err
	}
	if _, err := data.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return s.Put(ctx, Object(hash), &proven{r: io.LimitReader(data, size), hash: hash}, size)
}

// Fetch writes the bytes of a hash to a writer, and makes sure that they are those.
func Fetch(ctx context.Context, s Store, hash string, to io.Writer) error {
	if !IsHash(hash) {
		return fmt.Errorf("%q is no hash", cut(hash))
	}
	r, err := s.Get(ctx, Object(hash))
	if err != nil {
		return err
	}
	defer r.Close()
	_, err = io.Copy(to, &proven{r: r, hash: hash})
	return err
}

// FetchFile is Fetch into a file, which is removed where the bytes are not those.
func FetchFile(ctx context.Context, s Store, hash, name string) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	err = Fetch(ctx, s, hash, f)
	err = errors.Join(err, f.Close())
	if err != nil {
		os.Remove(name)
	}
	return err
}

// lender is a store that can give a file of its own a second name on this machine.
type lender interface {
	// lend gives what a name holds a second name, one of a file of this machine. Where it cannot, as
	// on another disk, lent is false.
	lend(name, file string) (lent bool, err error)
}

// Borrow is FetchFile into a file that is only read: it is the store's own where that can lend it.
func Borrow(ctx context.Context, s Store, hash, name string) error {
	l, ok := s.(lender)
	if !ok || !IsHash(hash) {
		return FetchFile(ctx, s, hash, name)
	}
	lent, err := l.lend(Object(hash), name)
	switch {
	case err != nil:
		return err
	case lent:
		return prove(hash, name)
	}
	return FetchFile(ctx, s, hash, name)
}

// prove makes sure that a file holds the bytes of a hash, and removes it where it does not.
func prove(hash, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	is, _, err := HashOf(f)
	if err = errors.Join(err, f.Close()); err == nil && is != hash {
		err = fmt.Errorf("%w: %s", ErrDamaged, hash)
	}
	if err != nil {
		os.Remove(name)
	}
	return err
}

// proven reads bytes of a hash: the end comes only where they were those.
type proven struct {
	r    io.Reader
	hash string
	sum  interface {
		io.Writer
		Sum([]byte) []byte
	}
}

func (p *proven) Read(b []byte) (int, error) {
	if p.sum == nil {
		p.sum = sha256.New()
	}
	n, err := p.r.Read(b)
	p.sum.Write(b[:n])
	if err == io.EOF && hex.EncodeToString(p.sum.Sum(nil)) != p.hash {
		return n, fmt.Errorf("%w: %s", ErrDamaged, p.hash)
	}
	return n, err
}

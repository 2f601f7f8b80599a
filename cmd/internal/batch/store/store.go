// Package store is where a farm keeps what is true: inputs, tasks and results, as files of
// bytes by name. It is a folder, or a bucket that speaks S3.
//
//	s, err := store.Open("./store") // or s3://bucket/prefix?endpoint=http://127.0.0.1:9000
//	defer s.Close()
//	file, err := store.Keep(ctx, s, strings.NewReader("text")) // objects/aa/aabb…, once
//	won, err := s.PutNew(ctx, "done/KEY", manifest)             // the first writer alone
//
// Whatever dies in between, a name holds all of its bytes or is not there, for every process
// and every machine that uses the store. What a store cannot do just now, since the network,
// the server or the space of a disk is gone, is told by [IsAway] from what is not there
// (fs.ErrNotExist): the one is waited for, the other is an answer.
package store

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"banxin/cmd/internal/batch/say"
)

// Store keeps bytes by names. Names are slash paths as [io/fs.ValidPath] has them, of ASCII
// letters, digits and ._- alone; no part begins with a dot. It may be used by several
// goroutines.
type Store interface {
	// Put stores size bytes under a name, in the place of what is there.
	Put(ctx context.Context, name string, data io.Reader, size int64) error
	// PutNew stores data under a name that is not taken, and tells whether it was not.
	PutNew(ctx context.Context, name string, data []byte) (bool, error)
	// Get reads what a name holds; fs.ErrNotExist where there is none.
	Get(ctx context.Context, name string) (io.ReadCloser, error)
	// Stat returns the size; fs.ErrNotExist where there is none.
	Stat(ctx context.Context, name string) (int64, error)
	// List goes through what begins with a prefix, by name. It ends at the first error.
	List(ctx context.Context, prefix string) iter.Seq2[Entry, error]
	// Remove takes a name away; one that is not there is no error.
	Remove(ctx context.Context, name string) error
	// Close lets go of what the store holds on this machine.
	Close() error
}

// Entry is a name in a store.
type Entry struct {
	Name string
	Size int64
	Time time.Time // when it was put
}

// Away says that a store cannot be asked now. Asking again later is all there is to do.
type Away struct {
	Op, Name string
	Err      error
}

func (a *Away) Error() string { return a.said().Error() }

// Unwrap gives what is said of it, too: it is told in the reader's language.
func (a *Away) Unwrap() []error { return []error{a.said(), a.Err} }

func (a *Away) said() error { return say.Fault("store-is-away", a.Op, a.Name, a.Err) }

// IsAway tells whether an error is of a store that is away.
func IsAway(err error) bool {
	_, ok := errors.AsType[*Away](err)
	return ok
}

// Open opens the store of an address: s3://… or a folder, which is made where it is not there.
// It makes sure that the store keeps its promise to the first writer of a name.
func Open(ctx context.Context, address string) (Store, error) {
	if err := checkAddress(address); err != nil {
		return nil, err
	}
	var s Store
	var err error
	if strings.HasPrefix(address, scheme) {
		s, err = openBucket(address)
	} else {
		s, err = openFolder(address)
	}
	if err != nil {
		return nil, err
	}
	if err := mark(ctx, s); err != nil {
		s.Close()
		return nil, err
	}
	if b, ok := s.(*bucket); ok {
		b.opened = true
	}
	return s, nil
}

// There looks whether there is a store at an address, and makes none: what only reads would
// otherwise make one of a name that was mistyped. A store that is away may be there.
func There(ctx context.Context, address string) error {
	if err := checkAddress(address); err != nil {
		return err
	}
	_, err := os.Stat(filepath.Join(address, markName))
	if strings.HasPrefix(address, scheme) {
		var b *bucket
		if b, err = openBucket(address); err == nil {
			_, err = readMark(ctx, b) // whose faults say more than those of Stat
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return say.Fault("no-store-there")
	}
	if IsAway(err) {
		return nil
	}
	return err
}

// scheme is what the address of a bucket begins with.
const scheme = "s3://"

// address is how addresses begin that are no folders: on Windows a disk has one letter.
var address = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.-]+):/+(?:([^/?]*)/*([^/?]*))?`)

// checkAddress refuses what is neither a folder nor a bucket: s3:/farm, S3://farm, http://host/farm.
func checkAddress(at string) error {
	m := address.FindStringSubmatch(at)
	if m == nil || strings.HasPrefix(at, scheme) {
		return nil
	}
	endpoint, bucket := "http://HOST:PORT", m[2]
	if known := strings.ToLower(m[1]); known == "http" || known == "https" {
		endpoint, bucket = known+"://"+m[2], m[3]
	}
	return say.Fault("store-address-is-no-folder", at, cmp.Or(bucket, "BUCKET")+"?endpoint="+endpoint)
}

// The files by which a store is known to be one, and which.
const (
	markName  = "farm.json"
	claimName = "farm.id" // the identity that one of an earlier form, which had none, is given
)

// marked is what the first says.
type marked struct {
	Schema int    `json:"schema"`
	ID     string `json:"id,omitempty"`
}

// markSchema is the form of stores.
const markSchema = 1

// mostMark is how long what a mark says may be.
const mostMark = 1 << 10

func (m marked) text() []byte { return fmt.Appendf(nil, "{\"schema\":%d,\"id\":%q}\n", m.Schema, m.ID) }

// ErrUnfit says that a store gives a name to several writers at a time.
var ErrUnfit = errors.New("the store does not refuse a second writer of a name (If-None-Match: *)")

// Identity is which store it is, by whatever address it is reached: a word that was drawn when it was
// made. What was not opened by Open has none.
func Identity(ctx context.Context, s Store) (id string, err error) {
	err = Patience{}.Try(ctx, func() error {
		m, err := readMark(ctx, s)
		id = m.ID
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return id, err
}

func readMark(ctx context.Context, s Store) (m marked, err error) {
	text, err := Bytes(ctx, s, markName, mostMark)
	if err != nil {
		return m, err
	}
	if json.Unmarshal(text, &m) != nil || m.Schema != markSchema || m.ID != "" && CheckName(m.ID) != nil {
		return marked{}, fmt.Errorf("%s says %q: it is no store of this farm", markName, cut(string(text)))
	}
	return m, nil
}

// mark marks a store as one, and holds it to its promise. A store of a later form is refused.
func mark(ctx context.Context, s Store) error {
	m, err := readMark(ctx, s)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		_, err = s.PutNew(ctx, markName, marked{markSchema, rand.Text()}.text())
	case err == nil && m.ID == "":
		err = christen(ctx, s)
	}
	if err != nil {
		return err
	}
	if won, err := s.PutNew(ctx, markName, marked{markSchema, rand.Text()}.text()); err != nil {
		return err
	} else if won {
		return ErrUnfit
	}
	return nil
}

// christen gives a store an identity that has none. Where several do at a time that of the first is
// taken, and stays the claim.
func christen(ctx context.Context, s Store) error {
	if _, err := s.PutNew(ctx, claimName, []byte(rand.Text())); err != nil {
		return err
	}
	id, err := Bytes(ctx, s, claimName, mostMark)
	if err != nil {
		return err
	}
	text := marked{markSchema, string(id)}.text()
	return s.Put(ctx, markName, bytes.NewReader(text), int64(len(text)))
}

// cut shortens what a stranger wrote.
func cut(text string) string { return text[:min(len(text), 80)] }

// CheckName tells whether a name is one that every store can hold.
func CheckName(name string) error {
	ok := fs.ValidPath(name) && name != "." && len(name) <= 512
	for part := range strings.SplitSeq(name, "/") {
		ok = ok && !strings.HasPrefix(part, ".") && len(part) <= 200
	}
	if !ok || strings.ContainsFunc(name, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("._-/", r)
	}) {
		return &fs.PathError{Op: "name", Path: name, Err: fs.ErrInvalid}
	}
	return nil
}

// Bytes reads all that a name holds, limit bytes at most.
func Bytes(ctx context.Context, s Store, name string, limit int64) ([]byte, error) {
	r, err := s.Get(ctx, name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = fmt.Errorf("%s holds more than %d bytes", name, limit)
	}
	return data, err
}

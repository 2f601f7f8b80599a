package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// stores are the places that the suite is held against: the address of an empty one each.
// A server that speaks S3 elsewhere is a judge: BANXIN_TEST_S3=s3://bucket?endpoint=URL, with
// its keys in the environment.
func stores(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{"folder": t.TempDir() + "/store", "fake": fake(t, nil)}
	if at := os.Getenv("BANXIN_TEST_S3"); at != "" {
		bucket, rest, _ := strings.Cut(strings.TrimPrefix(at, "s3://"), "?")
		out["judge"] = fmt.Sprintf("s3://%s/%s-%d?%s", bucket, strings.ToLower(filepath.Base(t.TempDir())), time.Now().UnixNano(), rest)
	}
	return out
}

// fake serves S3 in this process. With through it may fail or refuse.
func fake(t *testing.T, through func(http.Handler) http.Handler) string {
	t.Helper()
	t.Setenv("AWS_ACCESS_KEY_ID", "key")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	back := s3mem.New()
	if err := back.CreateBucket("bkt"); err != nil {
		t.Fatal(err)
	}
	h := gofakes3.New(back).Server()
	if through != nil {
		h = through(h)
	}
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	return "s3://bkt/a/b?region=us-east-1&endpoint=" + srv.URL
}

func open(t *testing.T, address string) Store {
	t.Helper()
	s, err := Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// TestStores: what a store promises, of each kind.
func TestStores(t *testing.T) {
	for kind, address := range stores(t) {
		t.Run(kind, func(t *testing.T) { promises(t, open(t, address)) })
	}
}

func promises(t *testing.T, s Store) {
	ctx := t.Context()
	put := func(name, text string) {
		t.Helper()
		if err := s.Put(ctx, name, strings.NewReader(text), int64(len(text))); err != nil {
			t.Fatal(err)
		}
	}
	put("a/b", "one")
	put("a/b", "two")
	put("a-b", "")
	put("a/c/d", "three")
	if got, err := Bytes(ctx, s, "a/b", 100); err != nil || string(got) != "two" {
		t.Errorf("a/b holds %q, %v", got, err)
	}
	if got, err := Bytes(ctx, s, "a-b", 100); err != nil || len(got) != 0 {
		t.Errorf("a-b holds %q, %v", got, err)
	}
	if _, err := Bytes(ctx, s, "a/b", 2); err == nil {
		t.Error("more is read than the limit says")
	}
	if n, err := s.Stat(ctx, "a/c/d"); n != 5 || err != nil {
		t.Errorf("a/c/d has %d bytes, %v", n, err)
	}
	for _, name := range []string{"none", "a", "a/c", "a/b/c"} {
		if _, err := s.Stat(ctx, name); !errors.Is(err, fs.ErrNotExist) || IsAway(err) {
			t.Errorf("%s, which is not there, is said to be %v", name, err)
		}
		if r, err := s.Get(ctx, name); err == nil {
			if _, err = io.ReadAll(r); err == nil {
				t.Errorf("%s, which is not there, can be read", name)
			}
			r.Close()
		}
	}
	for prefix, want := range map[string]string{"": "a-b a/b a/c/d farm.json", "a": "a-b a/b a/c/d", "a/": "a/b a/c/d", "a/c": "a/c/d", "x": ""} {
		var got []string
		for e, err := range s.List(ctx, prefix) {
			if err != nil {
				t.Fatal(err)
			}
			if time.Since(e.Time).Abs() > time.Hour {
				t.Errorf("%s was put at %v", e.Name, e.Time)
			}
			got = append(got, e.Name)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("with the prefix %q there are %q, not %q", prefix, got, want)
		}
	}
	for range s.List(ctx, "") {
		break // and no more
	}
	for range 2 {
		if err := s.Remove(ctx, "a/b"); err != nil {
			t.Error(err)
		}
	}
	if _, err := s.Stat(ctx, "a/b"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what was removed is %v", err)
	}
	for _, size := range []int64{0, 2, 4} {
		if err := s.Put(ctx, "short", strings.NewReader("abc"), size); err == nil {
			t.Errorf("three bytes pass for %d", size)
		}
		if _, err := s.Stat(ctx, "short"); err == nil {
			t.Error("what was not whole is there")
		}
	}
	for _, name := range []string{"", ".", "..", "/a", "a/../b", "a//b", "../a", ".work/x", "a/.b", "a\\b", "a b", "报", "a\x00", "a/", strings.Repeat("a", 201)} {
		if err := s.Put(ctx, name, strings.NewReader(""), 0); err == nil || IsAway(err) {
			t.Errorf("%q passes for a name: %v", name, err)
		}
		if _, err := s.PutNew(ctx, name, nil); err == nil {
			t.Errorf("%q passes for a new name", name)
		}
		if _, err := s.Get(ctx, name); err == nil {
			t.Errorf("%q can be read", name)
		}
		if err := s.Remove(ctx, name); err == nil {
			t.Errorf("%q can be removed", name)
		}
	}
	one(t, s)
	objects(t, s)
	gone, cancel := context.WithCancel(ctx)
	cancel()
	if err := s.Put(gone, "late", strings.NewReader("x"), 1); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end a put says %v", err)
	}
}

// one: of many writers of a new name one wins, and what it wrote stays.
func one(t *testing.T, s Store) {
	var won atomic.Int64
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for {
				ok, err := s.PutNew(t.Context(), "done/x", fmt.Appendf(nil, "writer %d", i))
				if IsAway(err) { // a server may ask to come again
					continue
				}
				if err != nil {
					t.Error(err)
				}
				if ok {
					won.Add(int64(1 + i))
				}
				return
			}
		})
	}
	wg.Wait()
	got, err := Bytes(t.Context(), s, "done/x", 100)
	if err != nil || string(got) != fmt.Sprintf("writer %d", won.Load()-1) {
		t.Errorf("one alone is to win, and what it wrote to stay: %q, %v", got, err)
	}
}

// objects: bytes by their hash come back as they were or not at all.
func objects(t *testing.T, s Store) {
	ctx := t.Context()
	data := bytes.Repeat([]byte("page "), 5<<20) // more than one part of a server's
	hash, size, err := Keep(ctx, s, bytes.NewReader(data))
	if err != nil || size != int64(len(data)) {
		t.Fatal(hash, size, err)
	}
	var b bytes.Buffer
	if err := Fetch(ctx, s, hash, &b); err != nil || !bytes.Equal(b.Bytes(), data) {
		t.Errorf("%d bytes come back, %v", b.Len(), err)
	}
	if err := s.Put(ctx, Object(hash), strings.NewReader("other"), 5); err != nil {
		t.Fatal(err)
	}
	if err := Fetch(ctx, s, hash, io.Discard); !errors.Is(err, ErrDamaged) {
		t.Errorf("damaged bytes come back: %v", err)
	}
	name := filepath.Join(t.TempDir(), "x")
	ways := []func(context.Context, Store, string, string) error{FetchFile, Borrow}
	for _, into := range ways {
		if err := into(ctx, s, hash, name); !errors.Is(err, ErrDamaged) {
			t.Error(err)
		}
		if _, err := os.Stat(name); err == nil {
			t.Error("a damaged object leaves a file")
		}
	}
	if _, _, err := Keep(ctx, s, bytes.NewReader(data)); err != nil {
		t.Fatal(err)
	}
	for _, into := range ways {
		if err := into(ctx, s, hash, name); err != nil {
			t.Error(err)
		}
		if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, data) {
			t.Errorf("a file of %d bytes comes back, %v", len(got), err)
		}
		if err := into(ctx, s, hash, name); !errors.Is(err, fs.ErrExist) {
			t.Errorf("a file that is there is replaced: %v", err)
		}
		if err := errors.Join(os.Remove(name), Fetch(ctx, s, hash, io.Discard)); err != nil {
			t.Error(err)
		}
		if err := into(ctx, s, strings.Repeat("0", 64), name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("an object that is not there: %v", err)
		}
	}
	if err := Fetch(ctx, s, hash, io.Discard); err != nil {
		t.Errorf("what was damaged is not put anew: %v", err)
	}
	other, _, _ := HashOf(strings.NewReader("b"))
	if err := KeepAs(ctx, s, other, 1, strings.NewReader("c")); !errors.Is(err, ErrDamaged) || IsAway(err) {
		t.Errorf("other bytes than announced: %v", err)
	}
	if _, err := s.Stat(ctx, Object(other)); err == nil {
		t.Error("other bytes than announced are there")
	}
	if err := Fetch(ctx, s, "../../etc/passwd", io.Discard); err == nil {
		t.Error("no hash passes for one")
	}
}

// TestAway: a server that is gone, or has no answer but errors, is away, and so is one that was a
// store and will have nothing to do with us now; what it cannot do is refused.
func TestAway(t *testing.T) {
	var status atomic.Int64
	address := fake(t, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if n := status.Load(); n > 0 {
				w.WriteHeader(int(n))
				return
			}
			h.ServeHTTP(w, r)
		})
	})
	s := open(t, address)
	for code, away := range map[int64]bool{500: true, 503: true, 429: true, 403: true, 404: true, 400: false} {
		status.Store(code)
		err := s.Put(t.Context(), "x", strings.NewReader("x"), 1)
		if err == nil || IsAway(err) != away {
			t.Errorf("%d: %v", code, err)
		}
		if _, err := s.Stat(t.Context(), "x"); err == nil || IsAway(err) != away || errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%d: %v", code, err)
		}
	}
	nobody := httptest.NewServer(nil)
	nobody.Close()
	if _, err := Open(t.Context(), "s3://bkt?region=us-east-1&endpoint="+nobody.URL); !IsAway(err) {
		t.Errorf("nobody there: %v", err)
	}
	for _, bad := range []string{"s3://", "s3://b?endpoint=x", "s3://key:secret@b", "s3://b?secret=x", "s3://b?endpoint=ftp://x"} {
		if _, err := Open(t.Context(), bad); err == nil || IsAway(err) || strings.Contains(err.Error(), "secret@") {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

// TestUnfit: a server that does not know conditions is no store.
func TestUnfit(t *testing.T) {
	address := fake(t, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			r.Header.Del("If-None-Match")
			h.ServeHTTP(w, r)
		})
	})
	if _, err := Open(t.Context(), address); !errors.Is(err, ErrUnfit) {
		t.Errorf("a server that refuses no second writer: %v", err)
	}
}

// TestFolderGone: a disk that is no longer mounted is away; nothing says that a name is not
// there, and nothing is made where it was.
func TestFolderGone(t *testing.T) {
	dir := t.TempDir() + "/store"
	s := open(t, dir)
	if err := os.Rename(dir, dir+"-gone"); err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	_, err1 := s.Stat(ctx, "x")
	_, err2 := s.Get(ctx, "x")
	_, err3 := s.PutNew(ctx, "new/x", nil)
	err4 := s.Put(ctx, "x", strings.NewReader(""), 0)
	var err5 error
	for _, err := range s.List(ctx, "") {
		err5 = err
	}
	for i, err := range []error{err1, err2, err3, err4, err5} {
		if !IsAway(err) {
			t.Errorf("call %d: %v", i+1, err)
		}
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("the store is made anew where it was")
	}
	if err := os.Rename(dir+"-gone", dir); err != nil {
		t.Fatal(err)
	}
	if err := s.Put(ctx, "x", strings.NewReader(""), 0); err != nil {
		t.Errorf("after it is back: %v", err)
	}
}

// TestStranger: what is no store of ours, or one of a later form, is left alone.
func TestStranger(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, markName), []byte(`{"schema":2}`), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), dir); err == nil {
		t.Error("a store of a later form is opened")
	}
}

// TestKilled: processes that write and are killed leave nothing half under a name, and what
// they leave beside is gone when the next one has opened and closed the store.
func TestKilled(t *testing.T) {
	if at := os.Getenv("STORE_TEST_WRITE"); at != "" {
		s, err := Open(context.Background(), at)
		if err != nil {
			os.Exit(3)
		}
		for i := 0; ; i++ {
			data := bytes.Repeat([]byte{byte(i)}, 1<<20)
			if _, _, err := Keep(context.Background(), s, bytes.NewReader(data)); err != nil {
				os.Exit(4)
			}
			s.PutNew(context.Background(), fmt.Sprintf("done/%d", i), data[:1<<10])
			s.Remove(context.Background(), fmt.Sprintf("done/%d", i-3))
		}
	}
	dir := t.TempDir() + "/store"
	keep := open(t, dir)
	written := func() (n int) {
		for range keep.List(t.Context(), "objects/") {
			n++
		}
		return n
	}
	for round := range 6 {
		var all []*exec.Cmd
		before := written()
		for range 2 {
			c := exec.Command(os.Args[0], "-test.run=^TestKilled$")
			c.Env = append(os.Environ(), "STORE_TEST_WRITE="+dir)
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			all = append(all, c)
		}
		for n := 0; written() == before && n < 400; n++ { // until they have begun
			time.Sleep(50 * time.Millisecond)
		}
		time.Sleep(time.Duration(20*round) * time.Millisecond)
		for _, c := range all {
			c.Process.Kill()
			c.Wait()
		}
	}
	n := 0
	for e, err := range keep.List(t.Context(), "objects/") {
		if err != nil {
			t.Fatal(err)
		}
		if err := Fetch(t.Context(), keep, filepath.Base(e.Name), io.Discard); err != nil {
			t.Error(err)
		}
		n++
	}
	for e := range keep.List(t.Context(), "done/") {
		if e.Size != 1<<10 {
			t.Errorf("%s has %d bytes", e.Name, e.Size)
		}
	}
	if n == 0 {
		t.Error("nothing was written: the test is none")
	}
	if err := keep.Close(); err != nil {
		t.Error(err)
	}
	left, err := os.ReadDir(filepath.Join(dir, workDir))
	left = slices.DeleteFunc(left, func(e os.DirEntry) bool { return !e.IsDir() })
	if err != nil || len(left) > 0 {
		t.Errorf("work folders of the dead are left: %v, %v", left, err)
	}
}

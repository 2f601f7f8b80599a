package store

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
)

// TestAddresses: what is neither a folder nor a bucket is refused, and it is said what to write.
func TestAddresses(t *testing.T) {
	for at, want := range map[string]string{
		"s3:/farm": "s3://farm?endpoint=", "S3://farm": "s3://farm?endpoint=", "http://127.0.0.1:9000/farm": "s3://farm?endpoint=http://127.0.0.1:9000", "https://host": "s3://BUCKET?endpoint=https://host",
		"s3://?endpoint=http://127.0.0.1:9000": "names no bucket",
	} {
		_, err := Open(t.Context(), at)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", at, err)
		}
		if err := There(t.Context(), at); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", at, err)
		}
	}
	if err := checkAddress(`C:/farm`); err != nil {
		t.Error(err)
	}
}

// TestRefusals: of a service that says no it is said what helps.
func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		status     int
		code, keys string
		want       string
	}{
		{403, "InvalidAccessKeyId", "k", "AWS_SECRET_ACCESS_KEY"}, {403, "SignatureDoesNotMatch", "k", "AWS_SECRET_ACCESS_KEY"}, {403, "AccessDenied", "", "there are none"}, {404, "NoSuchBucket", "k", "make it first"},
		{404, "XAdminUserNotFound", "k", "AWS_SECRET_ACCESS_KEY"}, {404, "NoSuchThing", "k", "is it a service that speaks S3"}, {404, "", "k", "is it a service that speaks S3"},
	} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(c.status)
			w.Write(answer(c.code))
		}))
		t.Setenv("AWS_ACCESS_KEY_ID", c.keys)
		t.Setenv("AWS_SECRET_ACCESS_KEY", c.keys)
		t.Setenv("AWS_SHARED_CREDENTIALS_FILE", t.TempDir()+"/none")
		t.Setenv("HOME", t.TempDir())
		at := "s3://farm?region=r&endpoint=" + s.URL
		if _, err := Open(t.Context(), at); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.code, err)
		}
		if err := There(t.Context(), at); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.code, err)
		}
		s.Close()
	}
}

// answer is what a service that speaks S3 says with a code; without one something else answers.
func answer(code string) []byte {
	if code == "" {
		return []byte("404 page not found")
	}
	return fmt.Appendf(nil, "<Error><Code>%s</Code><Message>no</Message></Error>", code)
}

// TestRefusedLater: a store that was opened and then will have nothing to do with its keys or bucket
// is away, whatever it is asked; only what it says of a name is an answer.
func TestRefusedLater(t *testing.T) {
	type refusal struct {
		status     int
		code, want string
	}
	var now atomic.Pointer[refusal]
	address := fake(t, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			c := now.Load()
			if c == nil {
				h.ServeHTTP(w, r)
				return
			}
			w.WriteHeader(c.status)
			if r.Method != http.MethodHead {
				w.Write(answer(c.code))
			}
		})
	})
	s, ctx := open(t, address), t.Context()
	asked := map[string]func() error{
		"put":    func() error { return s.Put(ctx, "x", strings.NewReader("x"), 1) },
		"putnew": func() error { _, err := s.PutNew(ctx, "x", []byte("x")); return err },
		"get":    func() error { _, err := Bytes(ctx, s, "x", 10); return err },
		"stat":   func() error { _, err := s.Stat(ctx, "x"); return err },
		"remove": func() error { return s.Remove(ctx, "x") },
		"list": func() error {
			for _, err := range s.List(ctx, "x") {
				return err
			}
			return nil
		},
	}
	for _, c := range []refusal{
		{404, "XAdminUserNotFound", "refuses these keys"}, {404, "", "speaks S3"}, {404, "NoSuchBucket", "there is no bucket"}, {403, "InvalidAccessKeyId", "refuses these keys"},
		{403, "AllAccessDisabled", ""}, {400, "AuthorizationHeaderMalformed", ""},
	} {
		now.Store(&c)
		for name, ask := range asked {
			if err := ask(); !IsAway(err) || errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s, %d %s: %v", name, c.status, c.code, err)
			}
		}
	}
	now.Store(&refusal{status: 404, code: "NoSuchKey"})
	for _, name := range []string{"get", "stat"} {
		if err := asked[name](); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s of what is not there: %v", name, err)
		}
	}
}

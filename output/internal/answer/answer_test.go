package answer

import (
	"compress/gzip"
	"io"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestAcceptsGzip(t *testing.T) {
	for accept, want := range map[string]bool{
		"": false, "gzip": true, "gzip, deflate, br": true, "GZIP;q=0.5": true, "gzip;q=0": false, "gzip; q=0.000": false, "br": false, "*": true,
		"*;q=0": false, "gzip;q=0, *": false, "*;q=0, gzip": true, "identity;q=1, *;q=0": false, "x-gzip": true, "deflate;q=0.9,gzip;q=0.01": true,
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Accept-Encoding", accept)
		if got := AcceptsGzip(r); got != want {
			t.Errorf("%q: %v", accept, got)
		}
	}
}

// A text comes squeezed to who takes that, each form has its own tag, and both say that there
// are two; parts and pictures come as they are.
func TestBytes(t *testing.T) {
	text := strings.Repeat("棠川日报", 500)
	ask := func(kind string, head ...string) *httptest.ResponseRecorder {
		r, w := httptest.NewRequest("GET", "/", nil), httptest.NewRecorder()
		for i := 0; i < len(head); i += 2 {
			r.Header.Set(head[i], head[i+1])
		}
		Bytes(w, r, []byte(text), kind)
		return w
	}
	plain, packed := ask("text/html; charset=utf-8"), ask("text/html; charset=utf-8", "Accept-Encoding", "gzip")
	if plain.Body.String() != text || plain.Header().Get("Content-Encoding") != "" || packed.Header().Get("Content-Encoding") != "gzip" {
		t.Errorf("%v, %v", plain.Header(), packed.Header())
	}
	z, err := gzip.NewReader(packed.Body)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(z); err != nil || string(got) != text {
		t.Error(len(got), err)
	}
	tags := []string{plain.Header().Get("ETag"), packed.Header().Get("ETag")}
	if tags[0] == tags[1] || plain.Header().Get("Vary") != "Accept-Encoding" || packed.Header().Get("Vary") != "Accept-Encoding" {
		t.Errorf("%v, %v", plain.Header(), packed.Header())
	}
	for i, want := range []int{200, 304} {
		if w := ask("application/opds+json", "Accept-Encoding", "gzip", "If-None-Match", tags[i]); w.Code != want {
			t.Errorf("%s: %d", tags[i], w.Code)
		}
	}
	if w := ask("text/css", "Accept-Encoding", "gzip", "Range", "bytes=0-3"); w.Code != 206 || w.Body.String() != text[:4] {
		t.Errorf("a part: %d %q", w.Code, w.Body)
	}
	if w := ask("image/jpeg", "Accept-Encoding", "gzip"); w.Header().Get("Content-Encoding") != "" || w.Header().Get("Vary") != "" {
		t.Errorf("a picture: %v", w.Header())
	}
}

package opds

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"banxin/output/internal/door"
)

// Who asks is the other end, or whom a trusted proxy names; what stands farther left in the
// list is anybody's word.
func TestClient(t *testing.T) {
	for _, c := range []struct{ remote, trust, forwardedFor, forwarded, want string }{
		{"127.0.0.1:5000", "", "203.0.113.7", "", "127.0.0.1"},
		{"127.0.0.1:5000", "127.0.0.1", "203.0.113.7", "", "203.0.113.7"},
		{"127.0.0.1:5000", "127.0.0.1", "6.6.6.6, 203.0.113.7", "", "203.0.113.7"},
		{"127.0.0.1:5000", "127.0.0.1 10.0.0.0/8", "6.6.6.6, 203.0.113.7,10.1.2.3", "", "203.0.113.7"},
		{"127.0.0.1:5000", "127.0.0.1", "203.0.113.7:1234", "", "203.0.113.7"},
		{"127.0.0.1:5000", "127.0.0.1", "", "", "127.0.0.1"},
		{"127.0.0.1:5000", "127.0.0.1", "nonsense", "", "127.0.0.1"},
		{"127.0.0.1:5000", "127.0.0.1", "203.0.113.7, nonsense", "", "127.0.0.1"},
		{"127.0.0.1:5000", "127.0.0.1", "", `for=6.6.6.6, for="[2001:db8::1]:4711";proto=https`, "2001:db8::1"},
		{"127.0.0.1:5000", "127.0.0.1", "203.0.113.7", "for=6.6.6.6", "203.0.113.7"},
		{"198.51.100.1:80", "127.0.0.1", "203.0.113.7", "", "198.51.100.1"},
		{"[::1]:5000", "::1", "2001:db8::2", "", "2001:db8::2"},
		{"[::ffff:127.0.0.1]:5000", "127.0.0.1", "203.0.113.7", "", "203.0.113.7"},
		{"pipe", "127.0.0.1", "203.0.113.7", "", "pipe"},
	} {
		trusted, err := ParseProxies(strings.Fields(c.trust))
		if err != nil {
			t.Fatal(err)
		}
		h := handler{Server: Server{Trusted: trusted}}
		r := &http.Request{RemoteAddr: c.remote, Header: http.Header{}}
		if c.forwardedFor != "" {
			r.Header.Set("X-Forwarded-For", c.forwardedFor)
		}
		if c.forwarded != "" {
			r.Header.Set("Forwarded", c.forwarded)
		}
		if got := h.client(r); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
	for _, bad := range []string{"localhost", "127.0.0.1:80", "10.0.0.0/99", ""} {
		if _, err := ParseProxies([]string{bad}); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

// Behind a proxy, each reader has their own rate and their own wrong passwords, and the log
// tells them apart.
func TestBehindAProxy(t *testing.T) {
	trusted, _ := ParseProxies([]string{"127.0.0.1", "::1"})
	var log bytes.Buffer
	get := serve(t, Server{Library: library(t, 1), Now: newClock().Now, Rate: 2, Accounts: accounts(t, "reader"), Trusted: trusted, Log: &log})
	refused := 0
	for i := range 30 {
		if resp, _ := get("/opds/root.xml", "X-Forwarded-For", fmt.Sprintf("203.0.113.%d", i)); resp.StatusCode == 429 {
			refused++
		}
	}
	for range 25 {
		if resp, _ := get("/opds/root.xml", "X-Forwarded-For", "198.51.100.9"); resp.StatusCode == 429 {
			refused++
		}
	}
	if refused != 5 {
		t.Errorf("%d refused, want 5, of the one who asks 25 times", refused)
	}
	for i := range door.WrongAtOnce + 1 {
		get("/2020/yxrb%2000000.epub", "X-Forwarded-For", "198.51.100.10", "user", fmt.Sprintf("nobody%d:x", i))
	}
	if resp, _ := get("/2020/yxrb%2000000.epub", "X-Forwarded-For", "198.51.100.11", "user", "reader:reader-word"); resp.StatusCode != 200 {
		t.Errorf("another reader after wrong passwords: %d", resp.StatusCode)
	}
	if !strings.Contains(log.String(), "203.0.113.29 - - [") || strings.Contains(log.String(), "127.0.0.1 -") {
		t.Errorf("log: %s", log.String())
	}
}

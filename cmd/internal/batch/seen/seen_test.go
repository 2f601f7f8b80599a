package seen

import (
	"bytes"
	"crypto/tls"
	"encoding/json"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"banxin/cmd/internal/batch/hub"
	"banxin/cmd/internal/batch/night"
	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/batch/worker"
)

// evil is what papers, logs and workers may be called.
const evil = "<script>alert(1)</script>\"\\\n"

func page(chinese bool) Page {
	l := say.For(func(string) string {
		if chinese {
			return "zh_CN"
		}
		return ""
	})
	at := time.Date(2026, 10, 20, 22, 0, 0, 0, time.UTC)
	s := &night.Summary{List: evil, Jobs: 3, Done: 1, Dead: 1, Left: 1, At: at, Rate: 2, Seconds: 30,
		Titles:   []night.Title{{Name: evil, Dir: evil, Jobs: 3, Done: 1, Dead: 1, Left: 1}},
		DeadJobs: []night.DeadJob{{ID: evil, Title: evil, State: "dead", Tries: []worker.Try{{Worker: evil, Why: evil, Log: evil, At: at}}}},
		Late:     []night.Late{{ID: evil, Title: evil, Due: at, By: 60}}}
	return Page{Say: l, Lists: func() []*night.Summary { return []*night.Summary{s} },
		Crew: func() ([]night.Worker, night.Counters) {
			return []night.Worker{{Name: evil, Waiting: evil, Slots: 1}}, night.Counters{}
		},
		Queue: func() []hub.Count { return []hub.Count{{Engine: evil, Waiting: 1}} }}
}

// TestEvil: what others wrote is shown, and not obeyed; every mark of the page is a word.
func TestEvil(t *testing.T) {
	for _, chinese := range []bool{false, true} {
		p := page(chinese)
		var live, alone bytes.Buffer
		if err := p.live(&live, p.Say); err != nil {
			t.Fatal(err)
		}
		if err := Report(&alone, p.Say, p.Lists()); err != nil {
			t.Fatal(err)
		}
		for _, html := range []string{live.String(), alone.String()} {
			if strings.Contains(html, "<script>alert") || strings.Contains(html, "{{") || strings.Count(html, "&lt;script&gt;") < 8 {
				t.Error(html)
			}
			for _, mark := range []string{"http:", "https:", "src=", "@import", "url("} {
				if strings.Contains(html, mark) {
					t.Errorf("the page has %s", mark)
				}
			}
		}
		if n := strings.Count(alone.String(), "<script"); n != 0 {
			t.Errorf("the report has %d scripts", n)
		}
	}
	var m bytes.Buffer
	p := page(false)
	p.metrics(&m)
	for line := range strings.Lines(m.String()) {
		if strings.Contains(line, "alert") && !strings.Contains(line, `<script>alert(1)</script>\"\\\n"`) {
			t.Errorf("a label is not quoted: %s", line)
		}
	}
}

// TestWho: a page for this machine answers to its names alone; one for others asks for a token.
func TestWho(t *testing.T) {
	tokens := hub.Tokens{{Role: hub.Watches, Secret: "watch-0123456789abcdef"}}
	ask := func(local bool, method, host string, with func(*http.Request)) int {
		r := httptest.NewRequest(method, "/metrics", nil)
		r.Host = host
		if with != nil {
			with(r)
		}
		w := httptest.NewRecorder()
		Handler(page(false), tokens, local).ServeHTTP(w, r)
		return w.Code
	}
	for host, want := range map[string]int{"localhost:8222": 200, "127.0.0.1": 200, "[::1]:8222": 200, "farm.example": 403, "127.0.0.1.evil.example": 403, "": 403} {
		if got := ask(true, "GET", host, nil); got != want {
			t.Errorf("%s: %d", host, got)
		}
	}
	if got := ask(true, "POST", "localhost", nil); got != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", got)
	}
	for name, c := range map[string]struct {
		with func(*http.Request)
		want int
	}{
		"nothing": {nil, 401}, "an empty one": {func(r *http.Request) { r.Header.Set("Authorization", "Bearer ") }, 401},
		"a wrong one": {func(r *http.Request) { r.SetBasicAuth("x", "wrong") }, 401},
		"a password":  {func(r *http.Request) { r.SetBasicAuth("x", "watch-0123456789abcdef") }, 200},
		"a bearer's":  {func(r *http.Request) { r.Header.Set("Authorization", "Bearer watch-0123456789abcdef") }, 200},
	} {
		if got := ask(false, "GET", "farm.example", c.with); got != c.want {
			t.Errorf("%s: %d", name, got)
		}
	}
	for _, at := range []string{"0.0.0.0:0", "[::]:0", "nowhere"} {
		if stop, err := Listen(at, page(false), Guard{}, nil); err == nil {
			stop()
			t.Errorf("it listens at %s without tokens", at)
		}
	}
}

// TestOverheard: where others can reach it the page speaks TLS; in the clear, if that is meant, it knows
// only tokens that may watch.
func TestOverheard(t *testing.T) {
	give, watch := hub.Token{Role: hub.Gives, Secret: "give-0123456789abcdef"}, hub.Token{Role: hub.Watches, Secret: "watch-0123456789abcdef"}
	for _, g := range []Guard{{Tokens: hub.Tokens{watch}}, {Tokens: hub.Tokens{give}, Clear: true}} {
		if stop, err := Listen("0.0.0.0:0", page(false), g, slog.New(slog.DiscardHandler)); err == nil {
			stop()
			t.Errorf("it listens with %+v", g)
		}
	}
	model := httptest.NewTLSServer(nil)
	defer model.Close()
	for scheme, g := range map[string]Guard{
		"https": {Tokens: hub.Tokens{give, watch}, TLS: &tls.Config{Certificates: model.TLS.Certificates}},
		"http":  {Tokens: hub.Tokens{give, watch}, Clear: true},
	} {
		var log bytes.Buffer
		stop, err := Listen("0.0.0.0:0", page(false), g, slog.New(slog.NewJSONHandler(&log, nil)))
		if err != nil {
			t.Fatal(err)
		}
		defer stop()
		var said struct{ At string }
		if err := json.Unmarshal(log.Bytes(), &said); err != nil || !strings.HasPrefix(said.At, scheme+"://") {
			t.Fatalf("%v: %s", err, log.Bytes())
		}
		_, port, _ := net.SplitHostPort(strings.TrimPrefix(said.At, scheme+"://"))
		for _, tok := range g.Tokens {
			r, _ := http.NewRequest("GET", scheme+"://127.0.0.1:"+port+"/metrics", nil)
			r.SetBasicAuth("x", tok.Secret)
			a, err := model.Client().Do(r)
			if err != nil {
				t.Fatal(err)
			}
			a.Body.Close()
			if well := a.StatusCode == http.StatusOK; well != (scheme == "https" || tok.Role == hub.Watches) {
				t.Errorf("%s: a token of %s is answered %s", scheme, tok.Role, a.Status)
			}
		}
	}
}

// TestLanguage: the page is in the language that the browser asks for.
func TestLanguage(t *testing.T) {
	for accept, want := range map[string]string{"zh-CN,zh;q=0.9": `lang="zh-CN"`, "en": `lang="en"`, "fr": `lang="en"`} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Host = "localhost"
		r.Header.Set("Accept-Language", accept)
		w := httptest.NewRecorder()
		Handler(page(false), nil, true).ServeHTTP(w, r)
		if !strings.Contains(w.Body.String(), want) || w.Header().Get("Vary") != "Accept-Language" {
			t.Errorf("%s: no %s, varies by %q", accept, want, w.Header().Get("Vary"))
		}
	}
}

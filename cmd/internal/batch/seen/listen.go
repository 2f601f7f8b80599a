package seen

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"banxin/cmd/internal/batch/hub"
	"banxin/cmd/internal/batch/say"
	"banxin/editions/texts"
)

// Guard says who may look, where others than this machine can reach the page.
type Guard struct {
	Tokens hub.Tokens
	TLS    *tls.Config // nil: in the clear
	Clear  bool        // in the clear is meant: then a token that may only watch is taken alone, since it can be overheard
}

// Listen serves the page and /metrics at an address. One that others can reach asks for a
// token, as the password of any name or as a bearer's, over TLS.
func Listen(address string, p Page, g Guard, log *slog.Logger) (stop func(), err error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, say.Fault("cannot-listen-at", address, err)
	}
	if host == "" {
		address = "127.0.0.1" + address
		host = "127.0.0.1"
	}
	local := hub.Loopback(host)
	if !local {
		if err := g.fit(address); err != nil {
			return nil, err
		}
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, say.Fault("cannot-listen-at", address, err)
	}
	s := &http.Server{
		Handler: Handler(p, g.Tokens, local), ReadTimeout: 30 * time.Second, WriteTimeout: time.Minute, MaxHeaderBytes: 32 << 10,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	scheme, serve := "http://", s.Serve
	if !local && g.TLS != nil {
		s.TLSConfig = g.TLS.Clone()
		scheme, serve = "https://", func(l net.Listener) error { return s.ServeTLS(l, "", "") }
	}
	log.Info("page", "at", scheme+l.Addr().String())
	go func() {
		if err := serve(l); !errors.Is(err, http.ErrServerClosed) {
			log.Error("page", "why", err.Error())
		}
	}()
	return func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if s.Shutdown(ctx) != nil {
			s.Close()
		}
	}, nil
}

// fit sees to it that who looks from elsewhere shows a token, and in the clear none that may do more
// than watch.
func (g *Guard) fit(address string) error {
	switch {
	case len(g.Tokens) == 0:
		return say.Fault("can-reached-by-others-give-token", address)
	case g.TLS != nil:
		return nil
	case !g.Clear:
		return say.Fault("can-reached-by-others-give-tls", address)
	}
	g.Tokens = slices.DeleteFunc(slices.Clone(g.Tokens), func(t hub.Token) bool { return t.Role != hub.Watches })
	if len(g.Tokens) == 0 {
		return say.Fault("page-in-clear-needs-watch", address)
	}
	return nil
}

// Handler serves the page and the metrics. A local one answers only requests that name this
// machine, so that no web site reads it through a browser; another asks for a token.
func Handler(p Page, tokens hub.Tokens, local bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		switch {
		case local && !thisMachine(r.Host):
			http.Error(w, "forbidden", http.StatusForbidden)
			return
		case !local && !known(r, tokens):
			h.Set("WWW-Authenticate", `Basic realm="banxin-farm"`)
			http.Error(w, "a token is needed", http.StatusUnauthorized)
			return
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			h.Set("Allow", "GET, HEAD")
			http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
			return
		}
		var b bytes.Buffer
		var err error
		switch r.URL.Path {
		case "/":
			h.Set("Content-Security-Policy", policy())
			h.Set("Content-Type", "text/html; charset=utf-8")
			h.Set("Vary", "Accept-Language")
			err = p.live(&b, say.In(texts.Liked(r.Header.Get("Accept-Language"), texts.LanguageOf(p.Say.Chinese()))))
		case "/metrics":
			h.Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
			p.metrics(&b)
		case "/healthz":
			h.Set("Content-Type", "text/plain; charset=utf-8")
			b.WriteString("ok\n")
		default:
			http.NotFound(w, r)
			return
		}
		if err != nil {
			http.Error(w, "internal error", http.StatusInternalServerError)
			return
		}
		w.Write(b.Bytes())
	})
}

// thisMachine tells whether a request is meant for this machine, by the name it was called.
func thisMachine(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	return hub.Loopback(strings.Trim(host, "[]"))
}

// known tells whether a request brings a token; any role may look.
func known(r *http.Request, tokens hub.Tokens) bool {
	_, secret, ok := r.BasicAuth()
	if !ok {
		secret = strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	}
	got, found := sha256.Sum256([]byte(secret)), 0
	for _, t := range tokens {
		want := sha256.Sum256([]byte(t.Secret))
		found |= subtle.ConstantTimeCompare(got[:], want[:])
	}
	return found == 1
}

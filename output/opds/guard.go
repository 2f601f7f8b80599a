package opds

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/crypto/bcrypt"
)

// Accounts are the bcrypt hashes of passwords by name.
type Accounts map[string][]byte

// ParseAccounts reads lines of name:hash as htpasswd -B writes them. Blank lines and
// lines that begin with # are left out; any hash but bcrypt's is an error.
func ParseAccounts(data []byte) (Accounts, error) {
	accounts := Accounts{}
	lines := bufio.NewScanner(bytes.NewReader(data))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		name, hash, ok := strings.Cut(line, ":")
		if !ok || name == "" {
			return nil, fmt.Errorf("line %d is not name:hash", n)
		}
		if _, err := bcrypt.Cost([]byte(hash)); err != nil {
			return nil, fmt.Errorf("line %d: the hash of %s is not bcrypt's: make it with htpasswd -B", n, name)
		}
		if accounts[name] != nil {
			return nil, fmt.Errorf("line %d: %s is there twice", n, name)
		}
		accounts[name] = []byte(hash)
	}
	return accounts, lines.Err()
}

// noAccount is compared where there is no account of a name, so that names cannot be
// found out by the time an answer takes.
var noAccount = []byte("$2a$10$A9c8FqIjepLB2dHaAIiBNe9vPog3irmskunVgvqOLsdO0UEMKIEjm")

// proved remembers passwords that were right, since bcrypt is slow on purpose.
type proved struct {
	mu   sync.Mutex
	sums map[[32]byte]bool
}

const maxProved = 10000

func (h *handler) knows(name, password string) bool {
	hash := h.Accounts[name]
	key := sha256.Sum256([]byte(name + "\x00" + password + "\x00" + string(hash)))
	h.proved.mu.Lock()
	ok := h.proved.sums[key]
	h.proved.mu.Unlock()
	if ok {
		return true
	}
	if hash == nil {
		_ = bcrypt.CompareHashAndPassword(noAccount, []byte(password))
		return false
	}
	if bcrypt.CompareHashAndPassword(hash, []byte(password)) != nil {
		return false
	}
	h.proved.mu.Lock()
	defer h.proved.mu.Unlock()
	if h.proved.sums == nil || len(h.proved.sums) >= maxProved {
		h.proved.sums = map[[32]byte]bool{}
	}
	h.proved.sums[key] = true
	return true
}

// authenticated asks for a name and a password where they are needed.
func (h *handler) authenticated(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(h.Accounts) == 0 || !h.guarded(r.URL.Path) {
			next.ServeHTTP(w, r)
			return
		}
		name, password, given := r.BasicAuth()
		if given && h.knows(name, password) {
			if l, ok := w.(*logWriter); ok {
				l.user = name
			}
			next.ServeHTTP(w, r)
			return
		}
		if given {
			h.limits.charge(client(r), failedCost)
		}
		data, kind, _ := h.current().Document(authPath)
		head := w.Header()
		head.Set("WWW-Authenticate", `Basic realm="editions", charset="UTF-8"`)
		head.Set("Content-Type", kind)
		head.Set("Link", `</`+authPath+`>; rel="http://opds-spec.org/auth/document"; type="`+typeAuth+`"`)
		w.WriteHeader(http.StatusUnauthorized)
		if r.Method != http.MethodHead {
			w.Write(data)
		}
	})
}

// guarded tells whether a path is for accounts: editions, and all else of a private library.
func (h *handler) guarded(p string) bool {
	if p == "/"+authPath {
		return false
	}
	return h.Private || fileType(p) != ""
}

// limits gives each client so many requests a second, and as many as ten seconds' at once.
type limits struct {
	mu      sync.Mutex
	buckets map[string]*bucket
}

type bucket struct {
	tokens float64
	at     time.Time
}

const (
	maxClients = 20000
	burst      = 10 // seconds' worth
	failedCost = 10 // requests' worth of a wrong password
)

// take takes a token of a client; none left is false.
func (l *limits) take(who string, rate int, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	full := float64(rate * burst)
	if l.buckets == nil || len(l.buckets) >= maxClients {
		l.drop(rate, now)
	}
	b := l.buckets[who]
	if b == nil {
		b = &bucket{tokens: full, at: now}
		l.buckets[who] = b
	}
	b.tokens = min(full, b.tokens+now.Sub(b.at).Seconds()*float64(rate))
	b.at = now
	if b.tokens < 1 {
		return false
	}
	b.tokens--
	return true
}

// drop forgets clients that have been away long enough, or all when that is too few.
func (l *limits) drop(rate int, now time.Time) {
	if l.buckets == nil {
		l.buckets = map[string]*bucket{}
	}
	for who, b := range l.buckets {
		if now.Sub(b.at) > burst*time.Second {
			delete(l.buckets, who)
		}
	}
	if len(l.buckets) >= maxClients {
		clear(l.buckets)
	}
}

func (l *limits) charge(who string, n float64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if b := l.buckets[who]; b != nil {
		b.tokens -= n
	}
}

func (h *handler) limited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if h.Rate > 0 && !h.limits.take(client(r), h.Rate, h.Now()) {
			w.Header().Set("Retry-After", "1")
			http.Error(w, "too many requests", http.StatusTooManyRequests)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// client is who asks: the other end's address, whatever headers say.
func client(r *http.Request) string {
	if i := strings.LastIndexByte(r.RemoteAddr, ':'); i >= 0 {
		return strings.Trim(r.RemoteAddr[:i], "[]")
	}
	return r.RemoteAddr
}

// logWriter counts what is answered.
type logWriter struct {
	http.ResponseWriter
	status int
	bytes  int64
	user   string
}

func (l *logWriter) WriteHeader(status int) {
	if l.status == 0 {
		l.status = status
	}
	l.ResponseWriter.WriteHeader(status)
}

func (l *logWriter) Write(p []byte) (int, error) {
	if l.status == 0 {
		l.status = http.StatusOK
	}
	n, err := l.ResponseWriter.Write(p)
	l.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the writer underneath.
func (l *logWriter) Unwrap() http.ResponseWriter { return l.ResponseWriter }

// logged writes a line a request in the Common Log Format.
func (h *handler) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l := &logWriter{ResponseWriter: w}
		next.ServeHTTP(l, r)
		if h.Log == nil {
			return
		}
		user := "-"
		if l.user != "" {
			user = strings.Trim(fmt.Sprintf("%q", l.user), `"`)
		}
		line := fmt.Sprintf("%s - %s [%s] %q %d %d\n", client(r), user, h.Now().Format("02/Jan/2006:15:04:05 -0700"),
			r.Method+" "+r.URL.RequestURI()+" "+r.Proto, l.status, l.bytes)
		h.logging.Lock()
		defer h.logging.Unlock()
		h.Log.Write([]byte(line)) // a full disk does not stop the server
	})
}

package opds

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"golang.org/x/crypto/bcrypt"

	"banxin/output/internal/door"
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

// authenticated asks for a name and a password where they are needed.
func (h *handler) authenticated(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if h.Accounts == nil || !h.guarded(r) {
			next.ServeHTTP(w, r)
			return
		}
		name, password, given := r.BasicAuth()
		said := door.Unknown
		if given {
			said = h.door.Ask(r.Context(), h.client(r), name, password, h.Accounts()[name], h.Now())
		}
		switch said {
		case door.Known:
			if l, ok := w.(*logWriter); ok {
				l.user = name
			}
			next.ServeHTTP(w, r)
		case door.Later:
			tooMany(w, door.WrongSeconds)
		default:
			h.challenge(w, r)
		}
	})
}

// challenge answers that a name and a password are needed.
func (h *handler) challenge(w http.ResponseWriter, r *http.Request) {
	c, _ := h.current()
	data, kind, _ := c.Document(authPath)
	head := w.Header()
	head.Set("WWW-Authenticate", `Basic realm="editions", charset="UTF-8"`)
	head.Set("Content-Type", kind)
	head.Set("Link", `<`+cmp.Or(h.Options.Base, "/")+authPath+`>; rel="http://opds-spec.org/auth/document"; type="`+typeAuth+`"`)
	w.WriteHeader(http.StatusUnauthorized)
	if r.Method != http.MethodHead {
		w.Write(data)
	}
}

func tooMany(w http.ResponseWriter, seconds int) {
	w.Header().Set("Retry-After", strconv.Itoa(seconds))
	http.Error(w, "too many requests", http.StatusTooManyRequests)
}

// guarded tells whether a path is for accounts: editions, their site, and all else of a private library.
func (h *handler) guarded(r *http.Request) bool {
	p := r.URL.Path
	if p == "/"+authPath {
		return false
	}
	return h.Private || fileType(p) != "" || h.ofSite(r)
}

func (h *handler) limited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if h.Rate > 0 && !h.limits.Take(h.client(r), h.Rate, h.Now()) {
			tooMany(w, 1)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// shared lets pages of other sites read the catalogue and fetch editions: reading apps that
// run in a browser (the Fetch standard, section 3.3). Names and passwords are theirs to send.
func (h *handler) shared(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head := w.Header()
		head.Set("Access-Control-Allow-Origin", "*")
		head.Set("Access-Control-Expose-Headers", "Accept-Ranges, Content-Length, Content-Range, ETag, Link, Retry-After, WWW-Authenticate")
		if r.Method != http.MethodOptions {
			next.ServeHTTP(w, r)
			return
		}
		head.Set("Allow", methods)
		head.Set("Access-Control-Allow-Methods", methods)
		head.Set("Access-Control-Allow-Headers", "Accept, Authorization, If-None-Match, If-Range, Range")
		head.Set("Access-Control-Max-Age", "86400")
		w.WriteHeader(http.StatusNoContent)
	})
}

// methods are those that are answered.
const methods = "GET, HEAD, OPTIONS"

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
		line := fmt.Sprintf("%s - %s [%s] %q %d %d\n", h.client(r), user, h.Now().Format("02/Jan/2006:15:04:05 -0700"),
			r.Method+" "+r.URL.RequestURI()+" "+r.Proto, l.status, l.bytes)
		h.logging.Lock()
		defer h.logging.Unlock()
		h.Log.Write([]byte(line)) // a full disk does not stop the server
	})
}

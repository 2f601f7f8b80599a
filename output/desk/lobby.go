package desk

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"banxin/assets"
	"banxin/editions"
	"banxin/editions/texts"
	"banxin/output/internal/door"
)

// Lobby is where everybody comes in who does not sit at the machine itself: it asks for a name
// and a password, keeps sessions, and stands before all that a server shows.
//
//	l := desk.NewLobby(desk.LobbyOptions{Staff: staff, Now: time.Now, Random: rand.Reader})
//	http.Serve(listener, l.Guard(live))
type Lobby struct {
	LobbyOptions
	door     door.Door
	rates    door.Limits
	mu       sync.Mutex
	sessions map[string]*session // by the hash of what the browser has
	streams  map[string]int      // open event streams, by address
	open     int
}

// LobbyOptions are what a Lobby needs.
type LobbyOptions struct {
	Staff   func() *editions.Staff // who has an account; nil: nobody is asked
	Now     func() time.Time
	Random  io.Reader
	Host    func(host string) bool // tells whether a request's host is one of ours; nil: any
	Log     func(what string)      // a line for each refusal; nil: nowhere
	Chinese bool                   // the language of the page where the browser asks for none
}

// session is a browser in which somebody has said who he is.
type session struct {
	name, hash string // of the account, as it was
	until      time.Time
}

// Bounds of what others may ask of a server.
const (
	sessionTime   = 12 * time.Hour // a night and its morning
	mostSessions  = 2000
	mostPerSecond = 60  // requests of an address; at once ten times that
	streamsOfOne  = 100 // event streams of an address
	streamsOfAll  = 400
	mostLogin     = 4096 // bytes
)

// sessionCookie names the session.
const sessionCookie = "banxin-staff"

// NewLobby returns a lobby into which nobody has come yet.
func NewLobby(o LobbyOptions) *Lobby {
	if o.Log == nil {
		o.Log = func(string) {}
	}
	return &Lobby{LobbyOptions: o, sessions: map[string]*session{}, streams: map[string]int{}}
}

// whoKey is that of the person in a request's context.
type whoKey struct{}

// visitor is who has passed the lobby, and by which session.
type visitor struct {
	person  *editions.Person
	session string
}

// visitorOf is who asks; nil where there are no accounts.
func visitorOf(r *http.Request) *visitor {
	v, _ := r.Context().Value(whoKey{}).(*visitor)
	return v
}

// Guard lets requests through to next: for hosts of ours, no more than a browser needs, of
// people who have said who they are.
func (l *Lobby) Guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		from := address(r)
		switch {
		case l.Host != nil && !l.Host(r.Host):
			l.refuse(w, r, http.StatusForbidden, "foreign-host", "")
			return
		case !l.rates.Take(from, mostPerSecond, l.Now()):
			l.refuse(w, r, http.StatusTooManyRequests, "too-fast", "")
			return
		case l.Staff != nil && r.URL.Path == "/login":
			l.login(w, r)
			return
		case l.Staff != nil && r.URL.Path == "/logout":
			l.logout(w, r)
			return
		}
		if l.Staff != nil {
			v := l.who(r)
			if v == nil {
				l.stranger(w, r)
				return
			}
			r = r.WithContext(context.WithValue(r.Context(), whoKey{}, v))
		}
		if strings.HasSuffix(r.URL.Path, "/events") {
			if !l.begin(from) {
				l.refuse(w, r, http.StatusTooManyRequests, "too-many", "")
				return
			}
			defer l.end(from)
		}
		next.ServeHTTP(w, r)
	})
}

// address is where a request comes from.
func address(r *http.Request) string {
	if a, err := netip.ParseAddrPort(r.RemoteAddr); err == nil {
		return a.Addr().String()
	}
	return r.RemoteAddr
}

// begin counts an event stream; false where there are too many.
func (l *Lobby) begin(from string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open >= streamsOfAll || l.streams[from] >= streamsOfOne {
		return false
	}
	l.open++
	l.streams[from]++
	return true
}

func (l *Lobby) end(from string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open--
	if l.streams[from]--; l.streams[from] <= 0 {
		delete(l.streams, from)
	}
}

// who is the person of a request's session; nil: nobody, or somebody whose account has changed.
func (l *Lobby) who(r *http.Request) *visitor {
	c, err := r.Cookie(sessionCookie)
	if err != nil || !sessionForm.MatchString(c.Value) {
		return nil
	}
	key := hashOf(c.Value)
	l.mu.Lock()
	s := l.sessions[key]
	l.mu.Unlock()
	if s == nil || l.Now().After(s.until) {
		return nil
	}
	p := l.Staff().Person(s.name)
	if p == nil || p.Hash != s.hash {
		return nil
	}
	return &visitor{p, key}
}

func hashOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// stranger answers somebody who has not said who he is: pages lead to the login.
func (l *Lobby) stranger(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/" && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
		http.Redirect(w, r, "/login", http.StatusSeeOther)
		return
	}
	l.refuse(w, r, http.StatusUnauthorized, "say-who", "")
}

func (l *Lobby) refuse(w http.ResponseWriter, r *http.Request, status int, why, name string) {
	l.Log(refusalLine(status, why, r, name))
	if status == http.StatusTooManyRequests {
		w.Header().Set("Retry-After", "6")
	}
	sendJSON(w, status, struct {
		Error string `json:"error"`
	}{why})
}

// refusalLine is what the log says of a refusal: what, of whom, from where.
func refusalLine(status int, why string, r *http.Request, name string) string {
	return fmt.Sprintf("%d %s: %s %.200q host %.80q from %s %.40q", status, why, r.Method, r.URL.Path, r.Host, address(r), name)
}

// sameOrigin tells whether a request was sent by a page of ours: browsers say it with each that
// is no GET.
func sameOrigin(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return false
	}
	o := r.Header.Get("Origin")
	return o == "http://"+r.Host || o == "https://"+r.Host
}

var loginPage = template.Must(template.New("login.html").Parse(string(assets.DeskLogin())))

// loginStyle is the hash by which the page's own style sheet is let in.
var loginStyle = func() string {
	_, rest, _ := strings.Cut(string(assets.DeskLogin()), "<style>")
	style, _, _ := strings.Cut(rest, "</style>")
	sum := sha256.Sum256([]byte(style))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}()

// loginWords are what the page says, in both languages.
var loginWords = map[texts.Language]map[string]string{
	texts.Chinese: {"lang": "zh-CN", "title": "编辑台", "name": "名字", "password": "口令", "enter": "进入", "wrong": "名字或口令不对", "later": "试得太多了，过一会儿再来"},
	texts.English: {"lang": "en", "title": "The desk", "name": "Name", "password": "Password", "enter": "Enter", "wrong": "The name or the password is wrong", "later": "Too many tries; come again a little later"},
}

// page answers with the login.
func (l *Lobby) page(w http.ResponseWriter, r *http.Request, status int, fault string) {
	words := loginWords[texts.Liked(r.Header.Get("Accept-Language"), texts.LanguageOf(l.Chinese))]
	head := w.Header()
	head.Set("Content-Type", "text/html; charset=utf-8")
	head.Set("Content-Security-Policy", "default-src 'none'; img-src data:; style-src '"+loginStyle+"'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	head.Set("X-Content-Type-Options", "nosniff")
	head.Set("Referrer-Policy", "same-origin")
	head.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = loginPage.Execute(w, struct {
		W     map[string]string
		Fault string
	}{words, words[fault]})
}

// login lets somebody in who knows the password of an account. The session is a new one.
func (l *Lobby) login(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		l.page(w, r, http.StatusOK, "")
		return
	}
	if r.Method != http.MethodPost || !sameOrigin(r) {
		l.refuse(w, r, http.StatusForbidden, "foreign-page", "")
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, mostLogin)
	if err := r.ParseForm(); err != nil {
		l.refuse(w, r, http.StatusRequestEntityTooLarge, "too-large", "")
		return
	}
	name, password := strings.TrimSpace(r.PostFormValue("name")), r.PostFormValue("password")
	var hash []byte
	p := l.Staff().Person(name)
	if p != nil {
		hash = []byte(p.Hash)
	}
	switch l.door.Ask(r.Context(), address(r), name, password, hash, l.Now()) {
	case door.Known:
	case door.Later:
		l.Log(refusalLine(http.StatusTooManyRequests, "login", r, name))
		l.page(w, r, http.StatusTooManyRequests, "later")
		return
	default:
		l.Log(refusalLine(http.StatusUnauthorized, "login", r, name))
		l.page(w, r, http.StatusUnauthorized, "wrong")
		return
	}
	var b [16]byte
	if _, err := io.ReadFull(l.Random, b[:]); err != nil {
		l.refuse(w, r, http.StatusInternalServerError, "trouble", name)
		return
	}
	value := hex.EncodeToString(b[:])
	l.keep(hashOf(value), &session{p.Name, p.Hash, l.Now().Add(sessionTime)})
	l.setCookie(w, r, value, int(sessionTime.Seconds()))
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// keep notes a session; where there are too many, those that are over go, then all.
func (l *Lobby) keep(key string, s *session) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.sessions) >= mostSessions {
		for k, old := range l.sessions {
			if l.Now().After(old.until) {
				delete(l.sessions, k)
			}
		}
		if len(l.sessions) >= mostSessions {
			clear(l.sessions)
		}
	}
	l.sessions[key] = s
}

func (l *Lobby) setCookie(w http.ResponseWriter, r *http.Request, value string, age int) {
	secure := r.TLS != nil || strings.HasPrefix(r.Header.Get("Origin"), "https://")
	http.SetCookie(w, &http.Cookie{Name: sessionCookie, Value: value, Path: "/", MaxAge: age, HttpOnly: true, Secure: secure, SameSite: http.SameSiteStrictMode})
}

// logout ends a session.
func (l *Lobby) logout(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost || !sameOrigin(r) {
		l.refuse(w, r, http.StatusForbidden, "foreign-page", "")
		return
	}
	if c, err := r.Cookie(sessionCookie); err == nil {
		l.mu.Lock()
		delete(l.sessions, hashOf(c.Value))
		l.mu.Unlock()
	}
	l.setCookie(w, r, "", -1)
	http.Redirect(w, r, "/login", http.StatusSeeOther)
}

// HostOf lets requests through that name this machine: by an address in figures, as localhost,
// or by one of some names.
func HostOf(names ...string) func(host string) bool {
	return func(host string) bool {
		if _, err := netip.ParseAddrPort(host); err == nil {
			return true
		}
		if _, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
			return true
		}
		name, _, _ := strings.Cut(host, ":")
		for _, n := range append([]string{"localhost"}, names...) {
			if n != "" && strings.EqualFold(n, name) {
				return true
			}
		}
		return false
	}
}

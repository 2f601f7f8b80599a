// Package smtptest is an SMTP server with whims (RFC 5321), for the tests of what sends mail.
//
//	office := &smtptest.Office{Answer: func(command, arg string, n int) string { … }}
//	port, roots := office.Open(t)
package smtptest

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
)

// Letter is a message that a server took.
type Letter struct {
	From, To string
	Data     string
	Secret   bool // it came by TLS
}

// Office is a server. Answer says what it answers to a command, with its argument and how
// many of them there were before: "" as usual, "drop" to break the connection. END is the
// end of a message, with whom it is for and how many were taken.
type Office struct {
	Size   int  // announced; 0: none
	Secure bool // offers STARTTLS, and a login
	Answer func(command, arg string, n int) string

	mu       sync.Mutex
	tls      *tls.Config
	letters  []Letter
	sessions int
	heard    map[string]int
	users    []string
}

// Open starts the server on this machine; it ends with the test. Roots are for clients of
// one that is secure; its name is example.com.
func (p *Office) Open(t testing.TB) (port int, roots *tls.Config) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	p.heard = map[string]int{}
	if p.Secure {
		web := httptest.NewUnstartedServer(nil)
		web.StartTLS()
		defer web.Close()
		p.tls = web.TLS.Clone()
		p.tls.NextProtos = nil
		roots = web.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
		roots.ServerName = "example.com"
	}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go p.serve(c)
		}
	}()
	return l.Addr().(*net.TCPAddr).Port, roots
}

func (p *Office) serve(c net.Conn) {
	defer c.Close()
	p.mu.Lock()
	p.sessions++
	p.mu.Unlock()
	r := bufio.NewReader(c)
	say := func(s string) { fmt.Fprintf(c, "%s\r\n", s) }
	say("220 post.example ESMTP")
	var l Letter
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		command, arg, _ := strings.Cut(line, " ")
		command = strings.ToUpper(command)
		p.mu.Lock()
		n := p.heard[command]
		p.heard[command]++
		p.mu.Unlock()
		if p.Answer != nil {
			if a := p.Answer(command, arg, n); a == "drop" {
				return
			} else if a != "" {
				say(a)
				continue
			}
		}
		switch command {
		case "EHLO":
			say("250-post.example")
			if p.Size > 0 {
				say(fmt.Sprintf("250-SIZE %d", p.Size))
			}
			if p.Secure && !l.Secret {
				say("250-STARTTLS")
			}
			if l.Secret {
				say("250-AUTH PLAIN")
			}
			say("250 8BITMIME")
		case "STARTTLS":
			say("220 go on")
			s := tls.Server(c, p.tls)
			c, r, l.Secret = s, bufio.NewReader(s), true
		case "AUTH":
			p.mu.Lock()
			p.users = append(p.users, arg)
			p.mu.Unlock()
			say("235 known")
		case "MAIL":
			l.From = arg
			say("250 fine")
		case "RCPT":
			l.To = strings.TrimSuffix(strings.TrimPrefix(arg, "TO:<"), ">")
			say("250 fine")
		case "DATA":
			say("354 go on")
			var b strings.Builder
			for {
				line, err := r.ReadString('\n')
				if err != nil {
					return
				}
				if line == ".\r\n" {
					break
				}
				b.WriteString(strings.TrimPrefix(line, "."))
			}
			l.Data = b.String()
			if p.Answer != nil {
				if a := p.Answer("END", l.To, p.taken()); a == "drop" {
					return
				} else if a != "" {
					say(a)
					continue
				}
			}
			p.mu.Lock()
			p.letters = append(p.letters, l)
			p.mu.Unlock()
			say("250 queued as 4711")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 fine")
		}
	}
}

func (p *Office) taken() int { return len(p.Letters()) }

// Letters are those that were taken, in order.
func (p *Office) Letters() []Letter {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.letters)
}

// To lists whom they were for.
func (p *Office) To() string {
	var to []string
	for _, l := range p.Letters() {
		to = append(to, l.To)
	}
	return strings.Join(to, " ")
}

// Sessions is how many connections there were.
func (p *Office) Sessions() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.sessions
}

// Users are the logins that were given.
func (p *Office) Users() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.users)
}

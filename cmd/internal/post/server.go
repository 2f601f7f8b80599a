package post

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"
)

// Server says how to reach an SMTP server.
type Server struct {
	Host     string
	Port     int  // 465: TLS from the first byte; else STARTTLS
	Open     bool // without TLS; with a password only to this machine
	User     string
	Password string
	TLS      *tls.Config // nil: the system's roots
}

// ParseServer reads HOST:PORT; a host alone has the port for submission, 587 (RFC 6409).
func ParseServer(s string) (Server, error) {
	host, port, err := net.SplitHostPort(s)
	if err != nil {
		host, port = strings.Trim(s, "[]"), "587"
	}
	n, err := strconv.Atoi(port)
	if err != nil || n < 1 || n > 65535 || host == "" || strings.ContainsAny(host, " /@") {
		return Server{}, errors.New("no HOST:PORT")
	}
	return Server{Host: host, Port: n}, nil
}

// Local tells whether the server is this machine.
func (s *Server) Local() bool {
	ip := net.ParseIP(s.Host)
	return s.Host == "localhost" || ip != nil && ip.IsLoopback()
}

// connection is a session with a server.
type connection struct {
	client  *gomail.Client
	session *smtp.Client
	size    int64 // greatest message that it takes; 0: it does not say (RFC 1870)
}

const answerTimeout = 2 * time.Minute // some look at what was sent before they answer

func (s *Server) dial(ctx context.Context) (*connection, error) {
	o := []gomail.Option{gomail.WithPort(s.Port), gomail.WithTimeout(answerTimeout)}
	switch {
	case s.Open:
		o = append(o, gomail.WithTLSPolicy(gomail.NoTLS))
	case s.Port == 465:
		o = append(o, gomail.WithSSL())
	default:
		o = append(o, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if s.TLS != nil {
		o = append(o, gomail.WithTLSConfig(s.TLS))
	}
	if s.User != "" {
		o = append(o, gomail.WithUsername(s.User), gomail.WithPassword(s.Password), gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover))
	}
	client, err := gomail.NewClient(s.Host, o...)
	if err != nil {
		return nil, err
	}
	session, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return nil, err
	}
	c := &connection{client: client, session: session}
	if ok, n := session.Extension("SIZE"); ok {
		c.size, _ = strconv.ParseInt(n, 10, 64)
	}
	return c, nil
}

func (c *connection) close() {
	if c != nil {
		_ = c.client.CloseWithSMTPClient(c.session)
	}
}

// fate is what became of a message.
type fate uint8

const (
	sent    fate = iota
	refused      // this reader's, for good
	later        // the server asks to try again later, or the connection broke
	barred       // the server takes nothing from us
)

// send sends a message, and says what the server answered; broken, that it answered nothing,
// or will not answer more.
func (c *connection) send(m *gomail.Msg) (f fate, answer string, broken bool) {
	err := c.client.SendWithSMTPClient(c.session, m)
	if m.IsDelivered() { // what went wrong afterwards concerns the next
		return sent, strings.TrimSpace(m.ServerResponse()), err != nil
	}
	var e *gomail.SendError
	said := reply(err)
	switch {
	case !errors.As(err, &e) || e.ErrorCode() == 0 || e.ErrorCode() == 421: // closing (RFC 5321 section 4.2.3)
		return later, said, true
	case e.IsTemp():
		return later, said, false
	case e.Reason == gomail.ErrSMTPMailFrom:
		return barred, said, false
	}
	return refused, said, false
}

// reply is what the server said in an error, without what the library says of the message.
func reply(err error) string {
	said, _, _ := strings.Cut(err.Error(), ", affected ")
	_, answer, ok := strings.Cut(said, " command: ")
	if !ok {
		return said
	}
	return answer
}

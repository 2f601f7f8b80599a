// Package hub is the farm's queue: it decides who does which job, and never what is true.
// What is done stands in the store; a queue that was lost is filled again from there.
//
//	h, err := hub.Start(hub.Options{Dir: dir})            // a NATS server in this process
//	q, err := hub.Connect(hub.Dial{InProcess: h})    // or URL: "nats://…" of another
//	err = q.Give(ctx, hub.Job{Key: key, Engine: engine, Data: task})
//	turn, err := q.Take(ctx, engine)                      // a worker's turn at a job
//	err = turn.Done(ctx)
//
// A job stands in the queue once, however often it is given: its key is part of the subject,
// and the stream holds one message a subject. So there is no window of time after which a
// second copy slips in, and a job that was lost can be given again at once.
package hub

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"strconv"
	"time"

	"banxin/cmd/internal/batch/say"

	"github.com/nats-io/nats-server/v2/server"
)

// MaxJob is how long a job's message may be. One that needs more names more files than an
// edition has.
const MaxJob = 4 << 20

// readyWithin is how long a server may take to read what it kept.
const readyWithin = time.Minute

// Options of Start. Only Dir has no useful zero value.
type Options struct {
	Dir    string       // that the queue keeps its messages in; it may be deleted while no hub runs
	Listen string       // host:port; empty: only this process reaches the hub; no host: every address where tokens and TLS guard it, else this machine's own
	TLS    *tls.Config  // nil: connections are in the clear
	Clear  bool         // in the clear is meant, also where others may listen
	Tokens Tokens       // who may do what; nil: everybody who reaches the hub all
	Log    *slog.Logger // nil: silence
}

// Hub is a running server.
type Hub struct{ s *server.Server }

// Start starts a server of its own. One that others than this machine can reach needs
// tokens, and TLS unless the clear is asked for.
func Start(o Options) (*Hub, error) {
	so := &server.Options{
		ServerName: "banxin-farm", JetStream: true, StoreDir: o.Dir, NoSigs: true,
		MaxPayload: MaxJob + 64<<10, MaxConn: 4096, MaxControlLine: 4096,
		TLSConfig: o.TLS, TLS: o.TLS != nil, TLSTimeout: 5, AuthTimeout: 5,
		DontListen: o.Listen == "",
	}
	if o.TLS != nil {
		so.AuthTimeout = 10 // the handshake counts
	}
	if o.Listen != "" {
		if err := o.listen(so); err != nil {
			return nil, err
		}
	}
	if o.Tokens != nil {
		so.CustomClientAuthentication = o.Tokens
	}
	s, err := server.NewServer(so)
	if err != nil {
		return nil, say.Fault("cannot-start-hub", err)
	}
	s.SetLoggerV2(natsLog{o.Log}, false, false, false)
	go s.Start()
	if !s.ReadyForConnections(readyWithin) {
		s.Shutdown()
		return nil, say.Fault("cannot-start-hub", errors.New("it does not answer; is the address taken?"))
	}
	return &Hub{s}, nil
}

// listen puts the address into the server's options, if it is safe.
func (o *Options) listen(so *server.Options) error {
	host, port, err := net.SplitHostPort(o.Listen)
	if err != nil {
		return say.Fault("cannot-listen-at", o.Listen, err)
	}
	if host == "" && o.Tokens != nil && (o.TLS != nil || o.Clear) {
		host = "0.0.0.0"
	} else if host == "" {
		host = "127.0.0.1"
	}
	n, err := strconv.Atoi(port)
	if err != nil || n < 0 || n > 65535 {
		return say.Fault("cannot-listen-at", o.Listen, fmt.Errorf("no port: %q", port))
	}
	if !Loopback(host) {
		if o.Tokens == nil {
			return say.Fault("can-reached-by-others-give-token", o.Listen)
		}
		if o.TLS == nil && !o.Clear {
			return say.Fault("can-reached-by-others-give-tls", o.Listen)
		}
	}
	if l, err := net.Listen("tcp", net.JoinHostPort(host, port)); err != nil { // the server itself would end the process
		return say.Fault("cannot-listen-at", o.Listen, err)
	} else if n == 0 {
		n = l.Addr().(*net.TCPAddr).Port
		l.Close()
	} else {
		l.Close()
	}
	so.Host, so.Port = host, n
	return nil
}

// Loopback tells whether only this machine reaches a host.
func Loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	a, err := netip.ParseAddr(host)
	return err == nil && a.IsLoopback()
}

// Open tells whether other machines can reach the hub.
func (h *Hub) Open() bool {
	a, ok := h.s.Addr().(*net.TCPAddr)
	return ok && a != nil && !a.IP.IsLoopback()
}

// URL is where the hub listens; empty where it does not.
func (h *Hub) URL() string {
	if a, ok := h.s.Addr().(*net.TCPAddr); ok && a != nil {
		return "nats://" + a.String()
	}
	return ""
}

// Stop ends the server when it has let go of its clients.
func (h *Hub) Stop() {
	h.s.Shutdown()
	h.s.WaitForShutdown()
}

// natsLog hands what the server says on.
type natsLog struct{ log *slog.Logger }

func (l natsLog) say(level slog.Level, format string, v []any) {
	if l.log != nil {
		l.log.Log(context.Background(), level, "nats", "says", fmt.Sprintf(format, v...))
	}
}

func (l natsLog) Noticef(format string, v ...any) { l.say(slog.LevelDebug, format, v) }
func (l natsLog) Warnf(format string, v ...any)   { l.say(slog.LevelWarn, format, v) }
func (l natsLog) Errorf(format string, v ...any)  { l.say(slog.LevelError, format, v) }
func (l natsLog) Fatalf(format string, v ...any)  { l.say(slog.LevelError, format, v) }
func (l natsLog) Debugf(string, ...any)           {}
func (l natsLog) Tracef(string, ...any)           {}

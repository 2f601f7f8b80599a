package command

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"time"

	"banxin/cmd/internal/batch/hub"
	"banxin/cmd/internal/batch/night"
	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/batch/seen"

	"github.com/spf13/cobra"
)

// hubFlags are those of hub.
type hubFlags struct {
	place
	listen, dir, http string
	cert, key         string
	calls             calls
}

func newHub(w *world) *cobra.Command {
	var h hubFlags
	c := &cobra.Command{
		Use:     "hub [--flags]",
		Short:   w.say.T("hub-of-farm-queue-lists-of"),
		Long:    w.say.T("hub-long"),
		Example: w.say.T("hub-example"),
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := h.calls.check(); err != nil {
				return err
			}
			return w.hub(c.Context(), &h)
		},
	}
	f := c.Flags()
	f.StringVar(&h.listen, "listen", "127.0.0.1:4222", w.say.T("address-where-workers-runs-connect"))
	w.storeFlag(c, &h.place)
	f.StringVar(&h.dir, "dir", "", w.say.T("folder-of-queue-may-deleted-while"))
	f.StringVar(&h.http, "http", "127.0.0.1:8222", w.say.T("address-of-page-browsers-of-metrics"))
	f.StringVar(&h.cert, "tls-cert", "", w.say.T("file-with-hub-s-certificate"))
	f.StringVar(&h.key, "tls-key", "", w.say.T("file-with-key"))
	w.hubFlags(c, &h.place, w.say.T("address-of-nats-server-with-jetstream"))
	w.callFlags(c, &h.calls)
	return c
}

// hub runs a hub until it is told to end.
func (w *world) hub(ctx context.Context, h *hubFlags) error {
	log := w.logTo(slog.LevelInfo)
	s, err := h.open(ctx, w)
	if err != nil {
		return err
	}
	defer s.Close()
	engine, err := w.engine()
	if err != nil {
		return err
	}
	tokens, err := readTokens(h.tokens)
	if err != nil {
		return err
	}
	cert, err := h.certificate()
	if err != nil {
		return err
	}
	q, end, err := w.serve(h, tokens, cert, log)
	if err != nil {
		return err
	}
	defer end()
	greeting, err := h.greeting(ctx, s, engine)
	if err != nil {
		return err
	}
	if err := q.Welcome(greeting); err != nil {
		return err
	}
	h.calls.begin(ctx, s, log)
	defer func() {
		if missed := h.calls.end(func(int, time.Duration) {}); len(missed) > 0 {
			log.Warn("not called", "for", missed)
		}
	}()
	crew := &night.Crew{Now: w.now}
	stop, err := q.Listen(crew.Hear)
	if err != nil {
		return err
	}
	defer stop()
	k := &night.Keeper{Store: s, Engine: engine, Queue: q, Tokens: tokens, Log: log, Now: w.now, Told: func(t *night.Tracker, st night.Standing, _ bool) {
		if st.State == night.DeadState {
			h.calls.forDead(t, st)
		}
	}}
	page := seen.Page{Say: w.say, Lists: k.Sums, Crew: crew.Look, Queue: func() []hub.Count {
		n, err := q.Counts(ctx)
		if err != nil {
			log.Warn("no hub", "why", err.Error())
		}
		return n
	}}
	if h.http != "" {
		close, err := seen.Listen(h.http, page, seen.Guard{Tokens: tokens, TLS: cert, Clear: h.clear}, log)
		if err != nil {
			return err
		}
		defer close()
	}
	go h.lateOf(ctx, k)
	return k.Run(ctx)
}

// lateOf looks for jobs that are late in all lists.
func (h *hubFlags) lateOf(ctx context.Context, k *night.Keeper) {
	if h.calls.late == "" {
		return
	}
	tick := time.NewTicker(lateEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			for _, s := range k.Sums() {
				if s.Left > 0 {
					h.calls.forLate(s)
				}
			}
		}
	}
}

// certificate reads the hub's; nil where there is none.
func (h *hubFlags) certificate() (*tls.Config, error) {
	if h.cert == "" && h.key == "" {
		return nil, nil
	}
	pair, err := tls.LoadX509KeyPair(h.cert, h.key)
	if err != nil {
		return nil, say.Fault("cannot-use-certificate", h.cert, err)
	}
	return &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}, nil
}

// serve starts the server, or connects to another's.
func (w *world) serve(h *hubFlags, tokens hub.Tokens, cert *tls.Config, log *slog.Logger) (*hub.Queue, func(), error) {
	if h.hub != "" {
		q, err := h.dial("hub", func(err error) { log.Warn("the hub is gone", "why", text(err)) }, nil, hub.Gives)
		if err != nil {
			return nil, nil, err
		}
		log.Info("hub", "nats", hub.Shown(h.hub))
		return q, q.Close, nil
	}
	o := hub.Options{Dir: h.dir, Listen: h.listen, TLS: cert, Clear: h.clear, Tokens: tokens, Log: log}
	if o.Dir == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return nil, nil, say.Fault("there-no-folder-queue-name-one")
		}
		o.Dir = filepath.Join(cache, "banxin-farm", "hub")
	}
	d := hub.Dial{Name: "hub", Lease: h.lease}
	if tokens != nil { // the hub itself gives jobs, with a token that nobody else knows
		d.Token = hub.Token{Role: hub.Gives, Secret: rand.Text()}
		o.Tokens = append(slices.Clone(tokens), d.Token)
	}
	server, err := hub.Start(o)
	if err != nil {
		return nil, nil, err
	}
	d.InProcess = server
	q, err := hub.Connect(d)
	if err != nil {
		server.Stop()
		return nil, nil, errors.Join(err)
	}
	if host, _, err := net.SplitHostPort(h.listen); err == nil && host == "" && !server.Open() {
		log.Warn(w.say.T("hub-listens-to-this-machine-alone", h.listen))
	}
	for _, role := range []hub.Role{hub.Gives, hub.Works} {
		if tokens != nil && !tokens.Has(role) {
			log.Warn(w.say.T("no-token-of-role", h.tokens, string(role)))
		}
	}
	log.Info("hub", "at", server.URL(), "tls", o.TLS != nil, "tokens", len(tokens))
	return q, func() { q.Close(); server.Stop() }, nil
}

package command

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"banxin/cmd/internal/batch/hub"
	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/batch/store"
	"banxin/cmd/internal/batch/worker"

	"github.com/spf13/cobra"
)

// place says where the farm is: its store and its hub.
type place struct {
	store, hub        string
	tokens, authority string
	clear             bool
	lease             time.Duration
}

func (w *world) storeFlag(c *cobra.Command, p *place) {
	c.Flags().StringVar(&p.store, "store", "./store", w.say.T("place-of-inputs-results-folder-or"))
}

func (w *world) hubFlags(c *cobra.Command, p *place, about string) {
	c.Flags().StringVar(&p.hub, "hub", "", about)
	c.Flags().StringVar(&p.tokens, "token-file", "", w.say.T("file-with-line-role-secret-where"))
	c.Flags().StringVar(&p.authority, "tls-ca", "", w.say.T("file-with-certificate-that-signs-hub"))
	c.Flags().BoolVar(&p.clear, "no-tls", false, w.say.T("in-clear-in-network-of-your-own"))
	w.leaseFlag(c, p)
}

// leaseFlag is for tests, which have no time to wait for workers that are dead.
func (w *world) leaseFlag(c *cobra.Command, p *place) {
	c.Flags().DurationVar(&p.lease, "lease", 30*time.Second, "")
	c.Flags().Lookup("lease").Hidden = true
}

// readTokens reads a file of tokens; none where there is no name.
func readTokens(name string) (hub.Tokens, error) {
	if name == "" {
		return nil, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, say.Fault("cannot-read-tokens-in", name, err)
	}
	return hub.ParseTokens(data)
}

// token is the first in the file of tokens that has one of the roles; none where there is no file.
func (p *place) token(roles ...hub.Role) (hub.Token, error) {
	tokens, err := readTokens(p.tokens)
	if tokens == nil || err != nil {
		return hub.Token{}, err
	}
	for _, role := range roles {
		if i := slices.IndexFunc(tokens, func(t hub.Token) bool { return t.Role == role }); i >= 0 {
			return tokens[i], nil
		}
	}
	return hub.Token{}, say.Fault("no-token-of-role", p.tokens, string(roles[0]))
}

// dial connects to the hub, with the first token that has one of the roles.
func (p *place) dial(name string, lost func(error), found func(), roles ...hub.Role) (*hub.Queue, error) {
	if scheme, _, ok := strings.Cut(p.hub, "://"); ok && !slices.Contains([]string{"nats", "tls", "ws", "wss"}, scheme) {
		return nil, say.Fault("work-hub-is-no-nats", hub.Shown(p.hub))
	}
	d := hub.Dial{URL: p.hub, Name: name, Clear: p.clear, Lease: p.lease, Lost: lost, Found: found}
	var err error
	if d.Token, err = p.token(roles...); err != nil {
		return nil, err
	}
	if p.authority != "" {
		pem, err := os.ReadFile(p.authority)
		pool := x509.NewCertPool()
		if err != nil || !pool.AppendCertsFromPEM(pem) {
			return nil, say.Fault("no-file-of-certificates", p.authority)
		}
		d.TLS = &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
	}
	return hub.Connect(d)
}

// share are the flags of who works.
type share struct {
	slots                 int
	dir, name             string
	memory, output, cache int64 // MB
	time                  time.Duration
	grace, retry, idle    time.Duration
}

func (w *world) workFlags(c *cobra.Command, s *share, slots string) {
	f := c.Flags()
	f.IntVar(&s.slots, "slots", 0, slots)
	f.StringVar(&s.dir, "work-dir", "", w.say.T("folder-what-jobs-read-write-inputs"))
	f.Int64Var(&s.cache, "cache-mb", 2048, w.say.T("mb-of-inputs-that-kept-next"))
	f.Int64Var(&s.memory, "memory-mb", 0, w.say.T("mb-of-memory-that-job-may"))
	f.Int64Var(&s.output, "output-mb", 8192, w.say.T("mb-that-job-may-write"))
	f.DurationVar(&s.time, "time-limit", 30*time.Minute, w.say.T("time-that-job-may-take"))
	f.Lookup("time-limit").DefValue = "30m"
	f.DurationVar(&s.grace, "grace", 0, w.say.T("time-that-running-jobs-to-end"))
	f.Lookup("grace").DefValue = ""
	f.DurationVar(&s.retry, "retry", 0, "")
	f.Lookup("retry").Hidden = true
}

// options of a worker.
func (w *world) options(s *share, engine string) (worker.Options, error) {
	for _, n := range []struct {
		flag string
		is   int64
	}{{"--slots", int64(s.slots)}, {"--memory-mb", s.memory}, {"--output-mb", s.output}, {"--cache-mb", s.cache}} {
		if n.is < 0 {
			return worker.Options{}, say.Fault("number-below-zero", n.flag, n.is)
		}
	}
	dir := s.dir
	if dir == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return worker.Options{}, say.Fault("there-no-folder-to-work-in")
		}
		dir = filepath.Join(cache, "banxin-farm")
	}
	exe, err := os.Executable()
	if err != nil {
		return worker.Options{}, say.Fault("own-program-cannot-be-read", err)
	}
	host, _ := os.Hostname()
	return worker.Options{
		Engine: engine, Child: []string{exe, childName}, Dir: dir, Cache: s.cache << 20, Slots: cmp.Or(s.slots, runtime.NumCPU()), Grace: s.grace, Retry: s.retry, Idle: s.idle,
		Name:   cmp.Or(s.name, host+"-"+pid()),
		Limits: worker.Limits{Time: s.time, Memory: s.memory << 20, Output: s.output << 20},
	}, nil
}

// logTo is a log as JSON, a line a record.
func (w *world) logTo(level slog.Level) *slog.Logger {
	return slog.New(slog.NewJSONHandler(w.err, &slog.HandlerOptions{Level: level}))
}

// answersIn is how long a store is waited for in silence.
var answersIn = 10 * time.Second

// slow says that the store has not answered, if it takes long.
func (p *place) slow(w *world) (stop func()) {
	t := time.AfterFunc(answersIn, func() { fmt.Fprintln(w.err, w.say.T("store-gives-no-answer", p.store, answersIn)) })
	return func() { t.Stop() }
}

// greeting says which jobs are done here: for which engine and in which store.
func (p *place) greeting(ctx context.Context, s store.Store, engine string) (hub.Greeting, error) {
	id, err := store.Identity(ctx, s)
	at := p.store
	if abs, err := filepath.Abs(at); err == nil && !strings.Contains(at, "://") {
		at = abs
	}
	return hub.Greeting{Engine: hub.EngineName(engine), Store: id, At: at}, err
}

// find opens the store, which must be there.
func (p *place) find(ctx context.Context, w *world) (store.Store, error) {
	defer p.slow(w)()
	if err := store.There(ctx, p.store); err != nil {
		return nil, say.Fault("cannot-use-store", p.store, err)
	}
	return p.open(ctx, w)
}

// open opens the store, which is made where it is not there.
func (p *place) open(ctx context.Context, w *world) (store.Store, error) {
	defer p.slow(w)()
	s, err := w.open(ctx, p.store)
	if err != nil {
		return nil, say.Fault("cannot-use-store", p.store, err)
	}
	return s, nil
}

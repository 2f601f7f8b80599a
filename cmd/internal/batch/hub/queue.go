package hub

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"banxin/cmd/internal/batch/say"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Subjects and the stream.
const (
	stream  = "FARM"
	jobs    = "farm.jobs." // and engine, level, key
	events  = "farm.event"
	wakes   = "farm.wake"
	cancels = "farm.cancel"
	hellos  = "farm.hello"
	revives = "farm.revive"
)

// Level is how urgent a job is: all of a lower level waits for those of a higher.
type Level int

// The levels, the most urgent first.
const (
	Tonight Level = iota
	Usual
	Archive
	levels = int(Archive) + 1
)

// LevelOf is the level of a job's priority: what is above 0 goes before the usual, what is
// below after it.
func LevelOf(priority int) Level {
	switch {
	case priority > 0:
		return Tonight
	case priority < 0:
		return Archive
	}
	return Usual
}

// Dial says how a hub is reached.
type Dial struct {
	InProcess *Hub          // in this process; else
	Passing   bool          // the queue is made in memory: it goes with the process, and what is to be done is known from the store
	URL       string        // nats://host:port
	Token     Token         // zero: none
	TLS       *tls.Config   // nil: as the URL and the hub say, but a token leaves this machine over TLS alone
	Clear     bool          // the token may be overheard: the network is one's own
	Name      string        // of who connects, for the hub's log
	Lease     time.Duration // after which a job whose worker is silent is given to another; 0: a minute
	Lost      func(error)   // told when the hub goes away; may be nil
	Found     func()        // told when it is there again; may be nil

	dialer nats.CustomDialer // of tests; nil: the network's
}

// Queue is a connection to a hub. It outlives the hub: while there is none its methods wait
// or fail, and it connects again by itself. It may be used by several goroutines.
type Queue struct {
	nc     *nats.Conn
	js     jetstream.JetStream
	denied atomic.Bool // something was asked for that the token does not allow
	closed atomic.Bool // by Close: the hub is not gone
	lease  time.Duration
	keeps  jetstream.StorageType

	mu     sync.Mutex
	rung   chan struct{}   // closed when there may be new jobs
	known  map[string]bool // engines whose consumers are there
	stream bool            // is there
}

// Connect connects to a hub, which must be there once.
func Connect(d Dial) (*Queue, error) {
	q := &Queue{lease: d.Lease, rung: make(chan struct{}), known: map[string]bool{}}
	if q.lease == 0 {
		q.lease = time.Minute
	}
	if d.Passing {
		q.keeps = jetstream.MemoryStorage
	}
	nc, err := nats.Connect(d.url(), d.options(q)...)
	if err != nil {
		at := Shown(d.url())
		fault := say.Fault("cannot-reach-hub-at", at, err)
		if _, unknown := errors.AsType[x509.UnknownAuthorityError](err); unknown && d.TLS == nil {
			fault = say.Fault("hub-s-certificate-not-known", at, err)
		}
		if _, other := errors.AsType[x509.HostnameError](err); other {
			fault = say.Fault("hub-s-certificate-names-no-host", at, err)
		}
		if errors.Is(err, nats.ErrAuthorization) {
			fault = say.Fault("hub-does-not-know-token", at, err)
		}
		if errors.Is(err, nats.ErrNoServers) {
			fault = &Gone{fault}
		}
		return nil, fault
	}
	q.nc = nc
	if q.js, err = jetstream.New(nc); err != nil {
		q.Close()
		return nil, err
	}
	if !q.streams() {
		q.Close()
		return nil, say.Fault("nats-has-no-jetstream", Shown(d.url()))
	}
	if d.Token.Role != Watches { // who takes no jobs
		if _, err := nc.Subscribe(wakes, func(*nats.Msg) { q.ring() }); err != nil {
			q.Close()
			return nil, err
		}
	}
	return q, nc.FlushTimeout(answersIn)
}

// Shown is the address of a hub, or of several, for messages and logs: without the names, passwords and
// tokens that stand before an @.
func Shown(address string) string {
	all := strings.Split(address, ",")
	for i, a := range all {
		scheme, rest, ok := strings.Cut(a, "://")
		if !ok {
			scheme, rest = "", a
		}
		if at := strings.LastIndex(rest, "@"); at >= 0 {
			rest = "…" + rest[at:]
		}
		if all[i] = rest; ok {
			all[i] = scheme + "://" + rest
		}
	}
	return strings.Join(all, ",")
}

// streams tells whether there is JetStream. A server of a cluster may have none while others there do:
// then these answer. Nobody's answer to who may not ask is none.
func (q *Queue) streams() bool {
	if has, _ := q.nc.ConnectedServerJetStream(); has {
		return true
	}
	_, err := q.nc.Request("$JS.API.INFO", nil, answersIn)
	return !errors.Is(err, nats.ErrNoResponders)
}

// Gone is a hub that does not answer: it may yet come.
type Gone struct{ error }

func (g *Gone) Unwrap() error { return g.error }

func (d *Dial) url() string {
	if d.InProcess != nil {
		return "in-process"
	}
	return d.URL
}

func (d *Dial) options(q *Queue) []nats.Option {
	o := []nats.Option{
		nats.Name(d.Name), nats.MaxReconnects(-1), nats.ReconnectWait(200 * time.Millisecond), nats.ReconnectJitter(100*time.Millisecond, time.Second),
		nats.UseOldRequestStyle(), // what a consumer hands out bears the subject of the job: it is told by the inbox alone
		nats.CustomInboxPrefix(inboxes(d.Token.Role)), nats.PingInterval(10 * time.Second), nats.ReconnectBufSize(-1), nats.IgnoreAuthErrorAbort(),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			q.forget()
			if d.Lost != nil && !q.closed.Load() {
				d.Lost(err)
			}
		}),
		nats.ReconnectHandler(func(*nats.Conn) {
			q.forget()
			q.ring()
			if d.Found != nil {
				d.Found()
			}
		}),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) {
			if errors.Is(err, nats.ErrPermissionViolation) {
				q.denied.Store(true)
			}
		}),
	}
	if d.InProcess != nil {
		o = append(o, nats.InProcessServer(d.InProcess.s))
	}
	if d.Token.Secret != "" {
		o = append(o, nats.Token(d.Token.Secret))
	}
	if d.dialer != nil {
		o = append(o, nats.SetCustomDialer(d.dialer))
	}
	if d.TLS != nil {
		o = append(o, nats.Secure(d.TLS))
	} else if d.Token.Secret != "" && !d.Clear && !d.local() { // whoever stands in between could say that the hub knows no TLS
		o = append(o, nats.Secure(&tls.Config{MinVersion: tls.VersionTLS12}))
	}
	return o
}

// local tells whether the connection stays on this machine.
func (d *Dial) local() bool {
	if d.InProcess != nil {
		return true
	}
	for address := range strings.SplitSeq(d.URL, ",") { // NATS takes several
		if _, rest, ok := strings.Cut(address, "://"); ok {
			address = rest
		}
		host, _, err := net.SplitHostPort(strings.TrimSpace(address))
		if err != nil {
			host = strings.TrimSpace(address)
		}
		if !Loopback(host) {
			return false
		}
	}
	return true
}

// There tells whether there is a hub.
func (q *Queue) There() bool { return q.nc.IsConnected() }

// Close ends the connection.
func (q *Queue) Close() {
	q.closed.Store(true)
	q.nc.Close()
}

// forget makes the queue look again what the hub has: it may be another.
func (q *Queue) forget() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.stream = false
	clear(q.known)
}

// bell returns what is closed when there may be new jobs.
func (q *Queue) bell() <-chan struct{} {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.rung
}

// ring wakes all who wait for a job.
func (q *Queue) ring() {
	q.mu.Lock()
	defer q.mu.Unlock()
	close(q.rung)
	q.rung = make(chan struct{})
}

// Job is what a giver puts into the queue.
type Job struct {
	Key    string // its content's
	Engine string // that may do it
	Level  Level
	Data   []byte // the identity of the store that has its task; none: not said
}

// ErrSize is a job that is longer than MaxJob.
var ErrSize = errors.New("the job is too large for the queue")

// ErrDenied is a token that does not let its bearer give jobs.
var ErrDenied = say.Fault("hub-does-not-let-this-token")

// ErrNoWork is a token that does not let its bearer do jobs.
var ErrNoWork = say.Fault("hub-does-not-let-this-token-work")

// perSubject is the error of a stream which holds a message of the subject already.
const perSubject jetstream.ErrorCode = 10077

// Give puts a job into the queue, unless it is there.
func (q *Queue) Give(ctx context.Context, j Job) error {
	if len(j.Data) > MaxJob {
		return ErrSize
	}
	if err := q.ensure(ctx, j.Engine); err != nil {
		return q.why(err)
	}
	_, err := q.js.Publish(ctx, subject(j.Engine, j.Level, j.Key), j.Data, jetstream.WithRetryAttempts(1))
	var api *jetstream.APIError
	switch {
	case err == nil, errors.As(err, &api) && api.ErrorCode == perSubject:
		return nil
	}
	q.forget()
	return q.why(err)
}

// errNoHub is that nothing can be said to the hub, since there is no connection.
var errNoHub = say.Fault("hub-not-connected")

// why is ErrDenied where that is why something failed, and errNoHub for what NATS says of a buffer that
// holds nothing while there is no connection.
func (q *Queue) why(err error) error {
	switch {
	case q.denied.Load():
		return ErrDenied
	case errors.Is(err, nats.ErrReconnectBufExceeded):
		return errNoHub
	}
	return err
}

// Wake tells the workers that there are new jobs; without it they look four times a second.
func (q *Queue) Wake() { q.nc.Publish(wakes, nil) }

// subject is where a job stands. Key and engine are words of hexadecimal digits and the like.
func subject(engine string, l Level, key string) string {
	return jobs + engine + "." + strconv.Itoa(int(l)) + "." + key
}

// consumer is the name of the queue of an engine and level.
func consumer(engine string, l Level) string { return engine + "-" + strconv.Itoa(int(l)) }

// ensure makes the stream, and the consumers of an engine, where they are not there.
func (q *Queue) ensure(ctx context.Context, engine string) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if err := q.ensureStream(ctx); err != nil {
		return err
	}
	if engine == "" || q.known[engine] {
		return nil
	}
	for l := range levels {
		if _, err := q.js.CreateOrUpdateConsumer(ctx, stream, jetstream.ConsumerConfig{
			Durable: consumer(engine, Level(l)), FilterSubject: subject(engine, Level(l), "*"),
			AckPolicy: jetstream.AckExplicitPolicy, AckWait: q.lease, MaxDeliver: -1, MaxAckPending: 10_000,
		}); err != nil {
			return err
		}
	}
	q.known[engine] = true
	return nil
}

func (q *Queue) ensureStream(ctx context.Context) error {
	if q.stream {
		return nil
	}
	_, err := q.js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
		Name: stream, Subjects: []string{jobs + ">"}, Retention: jetstream.WorkQueuePolicy, Storage: q.keeps,
		Discard: jetstream.DiscardNew, DiscardNewPerSubject: true, MaxMsgsPerSubject: 1, MaxMsgSize: MaxJob + 4096, Duplicates: time.Second,
	})
	q.stream = err == nil
	return err
}

// Withdraw takes a job out of the queue, and tells the worker that has it to let it be.
func (q *Queue) Withdraw(ctx context.Context, key string) error {
	if err := q.ensure(ctx, ""); err != nil {
		return err
	}
	s, err := q.js.Stream(ctx, stream)
	if err != nil {
		return err
	}
	if err := s.Purge(ctx, jetstream.WithPurgeSubject(jobs+"*.*."+key)); err != nil {
		return err
	}
	return q.nc.Publish(cancels, []byte(key))
}

// Standing are the keys that are in the queue, waiting or with a worker.
func (q *Queue) Standing(ctx context.Context) (map[string]bool, error) {
	if err := q.ensure(ctx, ""); err != nil {
		return nil, q.why(err)
	}
	s, err := q.js.Stream(ctx, stream)
	if err != nil {
		return nil, err
	}
	info, err := s.Info(ctx, jetstream.WithSubjectFilter(jobs+">"))
	if err != nil {
		return nil, err
	}
	keys := make(map[string]bool, len(info.State.Subjects))
	for s := range info.State.Subjects {
		keys[s[strings.LastIndexByte(s, '.')+1:]] = true
	}
	return keys, nil
}

// Count is how many jobs of an engine wait, and how many are with workers.
type Count struct {
	Engine           string
	Waiting, Running int
}

// Counts lists the engines that have jobs in the queue.
func (q *Queue) Counts(ctx context.Context) (out []Count, err error) {
	s, err := q.js.Stream(ctx, stream)
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	list := s.ListConsumers(ctx)
	at := map[string]int{}
	for c := range list.Info() {
		engine, _, ok := strings.Cut(c.Name, "-")
		if !ok {
			continue
		}
		if _, ok := at[engine]; !ok {
			at[engine] = len(out)
			out = append(out, Count{Engine: engine})
		}
		n := &out[at[engine]]
		n.Waiting += int(c.NumPending)
		n.Running += c.NumAckPending
	}
	return out, list.Err()
}

// Tell tells those who listen what happened. Nothing depends on its being heard.
func (q *Queue) Tell(e Event) {
	data, err := json.Marshal(e)
	if err == nil {
		q.nc.Publish(events, data)
	}
}

// Listen has a function called with each event, one at a time, until stop.
func (q *Queue) Listen(do func(Event)) (stop func(), err error) {
	sub, err := q.nc.Subscribe(events, func(m *nats.Msg) {
		var e Event
		if json.Unmarshal(m.Data, &e) == nil {
			do(e)
		}
	})
	if err != nil {
		return nil, err
	}
	return func() { sub.Unsubscribe() }, nil
}

// Cancelled has a function called with the key of each job that is withdrawn. Who may not hear of
// that may not work: ErrNoWork.
func (q *Queue) Cancelled(do func(key string)) error {
	if _, err := q.nc.Subscribe(cancels, func(m *nats.Msg) { do(string(m.Data)) }); err != nil {
		return err
	}
	q.nc.FlushTimeout(answersIn) // a hub that is gone comes again
	if errors.Is(q.nc.LastError(), nats.ErrPermissionViolation) {
		return ErrNoWork
	}
	return nil
}

// Revive tells the hub that jobs were dead and are to be tried again.
func (q *Queue) Revive() error {
	if err := q.nc.Publish(revives, nil); err != nil {
		return err
	}
	return q.nc.FlushTimeout(answersIn)
}

// Revived has a function called at each Revive.
func (q *Queue) Revived(do func()) error {
	_, err := q.nc.Subscribe(revives, func(*nats.Msg) { do() })
	return err
}

// EngineName is a version of the engine as a word of a subject.
func EngineName(engine string) string {
	sum := sha256.Sum256([]byte(engine))
	return hex.EncodeToString(sum[:6])
}

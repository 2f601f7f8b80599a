package hub

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"banxin/cmd/internal/batch/say"

	"github.com/nats-io/nats.go"
)

// How long a worker waits before it looks again, and for an answer.
const (
	lookAgain = 250 * time.Millisecond
	answersIn = 5 * time.Second
)

// Turn is one worker's turn at a job. It lasts for the queue's lease after each Working; it
// ends by Done or Later, or when the worker falls silent.
type Turn struct {
	Key   string
	Data  []byte
	Given int // how often the job was given out, this time counted
	msg   *nats.Msg
	q     *Queue
}

// Take waits for a job of an engine, the most urgent first. While there is no hub it waits.
func (q *Queue) Take(ctx context.Context, engine string) (*Turn, error) {
	for {
		rung := q.bell()
		t, err := q.look(ctx, engine)
		if t != nil || err != nil {
			return t, err
		}
		again := time.NewTimer(lookAgain)
		select {
		case <-ctx.Done():
		case <-rung:
		case <-again.C:
		}
		again.Stop()
	}
}

// look asks for a job of each level. No hub, and one without such jobs, are no job.
func (q *Queue) look(ctx context.Context, engine string) (*Turn, error) {
	for l := range levels {
		t, err := q.next(ctx, consumer(engine, Level(l)))
		if ctx.Err() != nil {
			if t != nil {
				t.Later(0)
			}
			return nil, ctx.Err()
		}
		if t != nil || err != nil {
			return t, nil
		}
	}
	return nil, nil
}

// next asks a consumer for one message, without waiting for one to come.
func (q *Queue) next(ctx context.Context, consumer string) (*Turn, error) {
	ctx, cancel := context.WithTimeout(ctx, answersIn)
	defer cancel()
	m, err := q.nc.RequestWithContext(ctx, "$JS.API.CONSUMER.MSG.NEXT."+stream+"."+consumer, []byte(`{"batch":1,"no_wait":true}`))
	if err != nil {
		return nil, err
	}
	if m.Header.Get("Status") != "" || m.Reply == "" {
		return nil, nil
	}
	given, err := deliveries(m.Reply)
	if err != nil {
		return nil, err
	}
	return &Turn{Key: m.Subject[strings.LastIndexByte(m.Subject, '.')+1:], Data: m.Data, Given: given, msg: m, q: q}, nil
}

// deliveries reads out of where an acknowledgement goes how often the message was given out:
// $JS.ACK.stream.consumer.N.… or, with domain and account before the stream, two words later.
func deliveries(reply string) (int, error) {
	w := strings.Split(reply, ".")
	at := 4
	if len(w) >= 11 {
		at = 6
	}
	if len(w) < 9 {
		return 0, fmt.Errorf("no address of an acknowledgement: %s", reply)
	}
	return strconv.Atoi(w[at])
}

// Lease is how long a turn lasts without a word of its worker.
func (q *Queue) Lease() time.Duration { return q.lease }

// Working keeps the turn.
func (t *Turn) Working() error { return t.q.nc.Publish(t.msg.Reply, []byte("+WPI")) }

// Done takes the job out of the queue, and returns when the hub has heard it. Where it does
// not, the job comes again and is found done.
func (t *Turn) Done(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, answersIn)
	defer cancel()
	_, err := t.q.nc.RequestWithContext(ctx, t.msg.Reply, []byte("+ACK"))
	return err
}

// Later gives the job back, for whoever asks when some time has passed.
func (t *Turn) Later(d time.Duration) error {
	return t.q.nc.Publish(t.msg.Reply, fmt.Appendf(nil, `-NAK {"delay":%d}`, d.Nanoseconds()))
}

// Greeting is which jobs a hub has, and what a worker or run has come for.
type Greeting struct {
	Engine string `json:"engine"`
	Store  string `json:"store,omitempty"` // the identity of that with the tasks; empty: not said
	At     string `json:"at,omitempty"`    // its address, as who greets reaches it
}

// Where names the store for people: where it is, and which.
func (g Greeting) Where() string { return g.At + " (" + g.Store[:min(len(g.Store), 8)] + ")" }

// What a hub's jobs may not be for.
var (
	ErrRefused   = errors.New("the hub's jobs are for another version of banxin")
	ErrElsewhere = errors.New("the hub's jobs are in another store")
)

// Hello asks the hub whether it has such jobs. Without an answer, as of a NATS of somebody's own,
// it has: jobs of other engines are never handed to a worker anyhow, and each says its store.
func (q *Queue) Hello(ctx context.Context, mine Greeting) (hubs Greeting, err error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	m, err := q.nc.RequestWithContext(ctx, hellos, []byte(mine.Engine))
	if err != nil {
		return hubs, nil
	}
	if json.Unmarshal(m.Data, &hubs) != nil { // of a version that says nothing else
		hubs = Greeting{Engine: string(m.Data)}
	}
	switch {
	case hubs.Engine != "" && hubs.Engine != mine.Engine:
		err = ErrRefused
	case hubs.Store != "" && mine.Store != "" && hubs.Store != mine.Store:
		err = ErrElsewhere
	}
	return hubs, err
}

// Welcome answers Hellos with what there is.
func (q *Queue) Welcome(g Greeting) error {
	data, err := json.Marshal(g)
	if err != nil {
		return err
	}
	_, err = q.nc.Subscribe(hellos, func(m *nats.Msg) { m.Respond(data) })
	return err
}

// Event is what a worker tells, for those who watch.
type Event struct {
	Kind   string   `json:"kind"` // started, done, failed, dead, waiting, worker, unlike
	Key    string   `json:"key,omitempty"`
	Worker string   `json:"worker"`
	Engine string   `json:"engine,omitempty"`
	Try    int      `json:"try,omitempty"`
	CPU    float64  `json:"cpu,omitempty"`   // seconds
	Pages  int      `json:"pages,omitempty"` // made
	Why    string   `json:"why,omitempty"`   // it failed or waits, in English
	Told   say.Told `json:"told,omitzero"`   // the same for readers of either language
	Slots  int      `json:"slots,omitempty"` // of a worker
	Busy   int      `json:"busy,omitempty"`  // of them
}

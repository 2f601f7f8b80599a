package hub

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
)

const engine = "e1"

// queue starts a hub and connects to it.
func queue(t *testing.T, lease time.Duration) *Queue {
	t.Helper()
	h, err := Start(Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Stop)
	q, err := Connect(Dial{InProcess: h, Lease: lease})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(q.Close)
	return q
}

func give(t *testing.T, q *Queue, l Level, keys ...string) {
	t.Helper()
	for _, k := range keys {
		if err := q.Give(t.Context(), Job{Key: k, Engine: engine, Level: l, Data: []byte("task " + k)}); err != nil {
			t.Fatal(err)
		}
	}
}

// take takes a turn that must be there.
func take(t *testing.T, q *Queue) *Turn {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	turn, err := q.Take(ctx, engine)
	if err != nil {
		t.Fatal(err)
	}
	return turn
}

// none holds that there is no job to take.
func none(t *testing.T, q *Queue) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 400*time.Millisecond)
	defer cancel()
	if turn, err := q.Take(ctx, engine); err == nil {
		t.Errorf("%s is given out", turn.Key)
	}
}

// TestOrder: what is urgent goes first, each job once, however often it is given.
func TestOrder(t *testing.T) {
	q := queue(t, 0)
	give(t, q, Archive, "a1", "a2")
	give(t, q, Usual, "u1", "u1")
	give(t, q, Tonight, "t1", "t2", "t1")
	var got []string
	for range 5 {
		turn := take(t, q)
		if string(turn.Data) != "task "+turn.Key || turn.Given != 1 {
			t.Errorf("%s: %q, given %d times", turn.Key, turn.Data, turn.Given)
		}
		got = append(got, turn.Key)
		give(t, q, Tonight, "t1") // while it is with a worker it is in the queue
		if turn.Key == "t1" {
			continue
		}
		if err := turn.Done(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if s := strings.Join(got, " "); s != "t1 t2 u1 a1 a2" {
		t.Errorf("order %s", s)
	}
	none(t, q)
	standing, err := q.Standing(t.Context())
	if err != nil || fmt.Sprint(standing) != "map[t1:true]" {
		t.Errorf("standing %v, %v", standing, err)
	}
}

// TestAgain: a job comes back when its worker says so or is silent, and can be given again
// once it is done.
func TestAgain(t *testing.T) {
	q := queue(t, time.Second)
	give(t, q, Usual, "k")
	if err := take(t, q).Later(300 * time.Millisecond); err != nil {
		t.Fatal(err)
	}
	turn := take(t, q)
	if turn.Given != 2 {
		t.Errorf("given %d times", turn.Given)
	}
	for range 7 { // longer than the lease
		time.Sleep(200 * time.Millisecond)
		turn.Working()
	}
	none(t, q)
	// and now silence, longer than the lease
	turn = take(t, q)
	if turn.Given != 3 {
		t.Errorf("given %d times", turn.Given)
	}
	if err := turn.Done(t.Context()); err != nil {
		t.Fatal(err)
	}
	give(t, q, Usual, "k")
	if take(t, q).Given != 1 {
		t.Error("a job given again is not new")
	}
}

// TestWithdraw: a job taken out is handed to nobody, and who has it hears of it.
func TestWithdraw(t *testing.T) {
	q := queue(t, 0)
	heard := make(chan string, 2)
	if err := q.Cancelled(func(k string) { heard <- k }); err != nil {
		t.Fatal(err)
	}
	give(t, q, Usual, "a", "b")
	a := take(t, q)
	for _, k := range []string{"a", "b"} {
		if err := q.Withdraw(t.Context(), k); err != nil {
			t.Fatal(err)
		}
		if got := <-heard; got != k {
			t.Errorf("heard %s", got)
		}
	}
	a.Done(t.Context())
	none(t, q)
}

// TestEngines: jobs of one version are for its workers alone.
func TestEngines(t *testing.T) {
	q := queue(t, 0)
	give(t, q, Usual, "a")
	ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	if turn, err := q.Take(ctx, "e2"); err == nil {
		t.Errorf("%s goes to a worker of another version", turn.Key)
	}
	if err := q.Welcome(Greeting{Engine: engine, Store: "S"}); err != nil {
		t.Fatal(err)
	}
	if _, err := q.Hello(t.Context(), Greeting{Engine: "e2"}); !errors.Is(err, ErrRefused) {
		t.Errorf("a worker of another version is told %v", err)
	}
	for of, want := range map[string]error{"": nil, "S": nil, "T": ErrElsewhere} {
		if hubs, err := q.Hello(t.Context(), Greeting{Engine: engine, Store: of}); !errors.Is(err, want) || hubs.Store != "S" {
			t.Errorf("a worker of the version with the store %q is told %v", of, err)
		}
	}
	n, err := q.Counts(t.Context())
	if err != nil || fmt.Sprint(n) != "[{e1 1 0}]" {
		t.Errorf("counts %v, %v", n, err)
	}
}

// TestLost: a hub that comes back without its folder is filled again, by the same connections.
func TestLost(t *testing.T) {
	dir := t.TempDir()
	h, err := Start(Options{Dir: dir, Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	at := strings.TrimPrefix(h.URL(), "nats://")
	found := make(chan bool, 9)
	q, err := Connect(Dial{URL: h.URL(), Found: func() { found <- true }})
	if err != nil {
		t.Fatal(err)
	}
	defer q.Close()
	give(t, q, Usual, "a", "b")
	take(t, q)
	h.Stop()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := q.Give(t.Context(), Job{Key: "c", Engine: engine}); err == nil {
		t.Error("a job is given without a hub")
	}
	if h, err = Start(Options{Dir: dir, Listen: at}); err != nil {
		t.Fatal(err)
	}
	defer h.Stop()
	<-found
	none(t, q)
	give(t, q, Usual, "a", "b")
	if take(t, q).Key != "a" || take(t, q).Key != "b" {
		t.Error("the jobs do not come")
	}
}

var secrets = Tokens{{Gives, "give-0123456789abcdef"}, {Works, "work-0123456789abcdef"}, {Watches, "watch-0123456789abcdef"}}

// TestRights: nobody gets in without a token, and nobody may do more than his role.
func TestRights(t *testing.T) {
	h, err := Start(Options{Dir: t.TempDir(), Listen: "127.0.0.1:0", Tokens: secrets})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Stop()
	as := func(tok Token) (*Queue, error) {
		q, err := Connect(Dial{URL: h.URL(), Token: tok})
		if err == nil {
			t.Cleanup(q.Close)
		}
		return q, err
	}
	for _, bad := range []Token{{}, {Works, "wrong-0123456789abcdef"}, {Gives, ""}} {
		if _, err := as(bad); err == nil {
			t.Errorf("%v gets in", bad)
		}
	}
	var q [3]*Queue
	for i, tok := range secrets {
		if q[i], err = as(tok); err != nil {
			t.Fatal(err)
		}
	}
	giver, worker, watcher := q[0], q[1], q[2]
	give(t, giver, Usual, "a")
	for name, q := range map[string]*Queue{"worker": worker, "watcher": watcher, "worker as giver": must(as(Token{Gives, secrets[1].Secret}))} {
		refused := make(chan error, 9)
		q.nc.SetErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) { refused <- err })
		q.stream, q.known = true, map[string]bool{engine: true} // as who does not ask
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		if err := q.Give(ctx, Job{Key: "evil", Engine: engine}); err == nil {
			t.Errorf("%s gives jobs", name)
		}
		cancel()
		for what, subject := range map[string]string{"deletes the queue": "$JS.API.STREAM.DELETE.FARM", "cancels": cancels, "revives": revives, "empties the queue": "$JS.API.STREAM.PURGE.FARM"} {
			for len(refused) > 0 {
				<-refused
			}
			q.nc.Publish(subject, nil)
			q.nc.Flush()
			select {
			case <-refused:
			case <-time.After(3 * time.Second):
				t.Errorf("%s %s", name, what)
			}
		}
	}
	if standing, err := giver.Standing(t.Context()); err != nil || fmt.Sprint(standing) != "map[a:true]" {
		t.Errorf("standing %v, %v", standing, err)
	}
	if _, err := watcher.next(t.Context(), consumer(engine, Usual)); err == nil {
		t.Error("who watches takes a job")
	}
	turn := take(t, worker)
	if turn.Working() != nil || turn.Done(t.Context()) != nil {
		t.Error("a worker cannot work")
	}
	if _, err := watcher.Counts(t.Context()); err != nil {
		t.Errorf("who watches does not see: %v", err)
	}
}

// TestQuiet: who connects does nothing that his role may not, so that nothing is said of it.
func TestQuiet(t *testing.T) {
	var says strings.Builder
	h, err := Start(Options{Dir: t.TempDir(), Listen: "127.0.0.1:0", Tokens: secrets, Log: slog.New(slog.NewTextHandler(&says, nil))})
	if err != nil {
		t.Fatal(err)
	}
	for _, tok := range secrets {
		q := must(Connect(Dial{URL: h.URL(), Token: tok}))
		if tok.Role == Watches {
			if _, err := q.Counts(t.Context()); err != nil {
				t.Error(err)
			}
		}
		q.Close()
	}
	h.Stop()
	if strings.Contains(says.String(), "Violation") {
		t.Error(says.String())
	}
}

// TestOverheard: a token is not sent in the clear to where others could hear it, though whoever answers
// says that he knows no TLS; to this machine, and where that is meant, it is.
func TestOverheard(t *testing.T) {
	for _, c := range []struct {
		host        string
		clear, sent bool
	}{{"203.0.113.7", false, false}, {"203.0.113.7", true, true}, {"127.0.0.1", false, true}, {"127.0.0.1:4222,nats://203.0.113.7", false, false}} {
		heard := make(chan string, 9)
		answer := func(c net.Conn) {
			defer c.Close()
			io.WriteString(c, `INFO {"server_id":"x","version":"2.12.0","proto":1,"headers":true,"max_payload":1048576,"auth_required":true}`+"\r\n")
			c.SetReadDeadline(time.Now().Add(time.Second))
			said := make([]byte, 4096)
			n, _ := c.Read(said)
			heard <- string(said[:n])
		}
		if _, err := Connect(Dial{URL: "nats://" + c.host + ":4222", Token: secrets[0], Clear: c.clear, dialer: dialed(answer)}); err == nil {
			t.Errorf("%+v: who knows nothing is a hub", c)
		}
		select {
		case said := <-heard:
			if strings.Contains(said, secrets[0].Secret) != c.sent {
				t.Errorf("%+v: it says %q", c, said)
			}
		case <-time.After(5 * time.Second):
			t.Errorf("%+v: nobody is asked", c)
		}
	}
}

// dialed answers whoever dials.
type dialed func(net.Conn)

func (d dialed) Dial(string, string) (net.Conn, error) {
	here, there := net.Pipe()
	go d(there)
	return here, nil
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestSizes: a job too large is refused by who gives it and by the hub.
func TestSizes(t *testing.T) {
	q := queue(t, 0)
	if err := q.Give(t.Context(), Job{Key: "a", Engine: engine, Data: make([]byte, MaxJob+1)}); !errors.Is(err, ErrSize) {
		t.Errorf("given: %v", err)
	}
	if err := q.nc.Publish(subject(engine, Usual, "a"), make([]byte, MaxJob+1<<20)); err == nil {
		t.Error("the hub takes it")
	}
}

// TestListen: only this machine reaches a hub that asks for no token.
func TestListen(t *testing.T) {
	for _, o := range []Options{{Listen: "0.0.0.0:0"}, {Listen: "0.0.0.0:0", Tokens: secrets}, {Listen: "[::]:0", Clear: true}, {Listen: "127.0.0.1:x"}, {Listen: "nowhere"}} {
		o.Dir = t.TempDir()
		if h, err := Start(o); err == nil {
			h.Stop()
			t.Errorf("it listens at %s with %+v", o.Listen, o)
		}
	}
	h, err := Start(Options{Dir: t.TempDir(), Listen: ":0"})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Stop()
	if !strings.HasPrefix(h.URL(), "nats://127.0.0.1:") {
		t.Errorf("it listens at %s", h.URL())
	}
	if _, err := Start(Options{Dir: t.TempDir(), Listen: strings.TrimPrefix(h.URL(), "nats://")}); err == nil {
		t.Error("two hubs at one address")
	}
	for _, c := range []struct {
		o    Options
		here bool
	}{{Options{Tokens: secrets}, true}, {Options{Tokens: secrets, Clear: true}, false}} {
		c.o.Dir, c.o.Listen = t.TempDir(), ":0"
		h, err := Start(c.o)
		if err != nil {
			t.Fatal(err)
		}
		if here := strings.HasPrefix(h.URL(), "nats://127.0.0.1:"); here != c.here {
			t.Errorf("with no host and %+v it listens at %s", c.o, h.URL())
		}
		h.Stop()
	}
}

func TestParseTokens(t *testing.T) {
	got, err := ParseTokens([]byte("# of the night\n\n give : give-0123456789abcdef \nwork:work-0123456789abcdef\n"))
	if err != nil || len(got) != 2 || got[0] != secrets[0] || got[1] != secrets[1] {
		t.Errorf("%v, %v", got, err)
	}
	for _, bad := range []string{"", "#", "root:0123456789abcdef", "work:short", "0123456789abcdef"} {
		if got, err := ParseTokens([]byte(bad)); err == nil {
			t.Errorf("%q is %v", bad, got)
		}
	}
}

func FuzzParseTokens(f *testing.F) {
	f.Add("work:work-0123456789abcdef\n# x\n")
	f.Fuzz(func(t *testing.T, text string) {
		tokens, err := ParseTokens([]byte(text))
		if err != nil {
			return
		}
		for _, tok := range tokens {
			if rights(tok.Role) == nil || len(tok.Secret) < minToken || strings.ContainsAny(tok.Secret, "\n") {
				t.Errorf("%q is taken as %+v", text, tok)
			}
		}
	})
}

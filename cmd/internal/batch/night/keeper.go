package night

import (
	"context"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"banxin/cmd/internal/batch/hub"
	"banxin/cmd/internal/batch/store"
)

// Keeper runs all lists of a store: it is the heart of a hub. A list that is put into the
// store is taken up within Every, and gone on with after a hub's death; so a queue that was
// lost is full again. Where there are tokens a list must be sealed with one that may give jobs.
type Keeper struct {
	Store  store.Store
	Engine string // of the jobs that there are workers for; lists for others are not taken up
	Queue  *hub.Queue
	Tokens hub.Tokens
	Log    *slog.Logger
	Now    func() time.Time
	Told   func(t *Tracker, st Standing, found bool) // may be nil
	Every  time.Duration                             // 0: five seconds

	mu     sync.Mutex
	lists  map[string]*kept
	passed map[string]store.Entry // lists that are not taken up, as they were looked at
}

// kept is a list that runs, or ran.
type kept struct {
	entry store.Entry
	track *Tracker
	night *Night
	end   context.CancelFunc
	over  chan struct{}
}

// lookBack is how old a list may be to be taken up: what was not done in that time nobody
// waits for. A list that is given again is new.
const lookBack = 60 * 24 * time.Hour

// Run runs lists until ctx ends.
func (k *Keeper) Run(ctx context.Context) error {
	if k.Every == 0 {
		k.Every = 5 * time.Second
	}
	k.lists, k.passed = map[string]*kept{}, map[string]store.Entry{}
	again := make(chan struct{}, 1)
	if err := k.Queue.Revived(func() {
		select {
		case again <- struct{}{}:
		default:
		}
	}); err != nil {
		return err
	}
	defer k.stop()
	look := time.NewTicker(k.Every)
	defer look.Stop()
	for {
		if err := k.look(ctx); err != nil {
			k.Log.Warn("waiting", "why", err.Error())
		}
		select {
		case <-ctx.Done():
			return nil
		case <-again:
			k.stop()
		case <-look.C:
		}
	}
}

// stop ends all lists, and forgets them.
func (k *Keeper) stop() {
	k.mu.Lock()
	defer k.mu.Unlock()
	for name, l := range k.lists {
		l.end()
		<-l.over
		delete(k.lists, name)
	}
}

// look takes up lists that are new or have changed, and lets go of those that are too old or not
// there any more.
func (k *Keeper) look(ctx context.Context) error {
	there := map[string]bool{}
	for e, err := range k.Store.List(ctx, ListName("")) {
		if err != nil {
			return err
		}
		name := strings.TrimPrefix(e.Name, ListName(""))
		if k.Now().Sub(e.Time) > lookBack {
			continue
		}
		there[name] = true
		k.mu.Lock()
		old := k.lists[name]
		k.mu.Unlock()
		if old != nil && same(old.entry, e) || same(k.passed[name], e) {
			continue
		}
		l, err := Load(ctx, k.Store, name)
		if err != nil {
			k.Log.Error("a list cannot be read", "list", name, "why", err.Error())
			continue
		}
		if why := k.stranger(l, old); why != "" {
			k.Log.Error("a list is not taken up", "list", name, "why", why)
			k.passed[name] = e
			continue
		}
		if old != nil {
			old.end()
			<-old.over
		}
		k.start(ctx, e, l)
	}
	k.leave(there)
	return nil
}

// leave lets go of all lists but those.
func (k *Keeper) leave(there map[string]bool) {
	maps.DeleteFunc(k.passed, func(name string, _ store.Entry) bool { return !there[name] })
	k.mu.Lock()
	defer k.mu.Unlock()
	maps.DeleteFunc(k.lists, func(name string, l *kept) bool {
		if there[name] {
			return false
		}
		l.end()
		<-l.over
		return true
	})
}

// same tells whether a name of the store holds what it held.
func same(a, b store.Entry) bool { return a.Size == b.Size && a.Time.Equal(b.Time) }

// stranger says why a list is not one to be taken up; empty: it is. An older state of a list that
// runs is somebody's who has kept it: it was sealed once, and is not what was given last.
func (k *Keeper) stranger(l *List, old *kept) string {
	if l.Engine != k.Engine {
		return "it is for another version of banxin, " + l.Engine + ": run it again with this one"
	}
	if k.Tokens == nil {
		return ""
	}
	if !slices.ContainsFunc(k.Tokens, func(t hub.Token) bool { return t.Role == hub.Gives && l.Signed(t.Secret) }) {
		return "it is not sealed with a token that may give jobs"
	}
	if age := k.Now().Sub(l.Given); age > lookBack {
		return "it was given too long ago"
	}
	if old != nil && l.Given.Before(old.track.List.Given) {
		return "it is older than the one that runs"
	}
	return ""
}

// start runs a list.
func (k *Keeper) start(ctx context.Context, e store.Entry, l *List) {
	ctx, end := context.WithCancel(ctx)
	n := &kept{entry: e, track: Track(l, k.Now), end: end, over: make(chan struct{})}
	n.night = &Night{List: l, Store: k.Store, Queue: k.Queue, Log: k.Log, Told: func(st Standing, found bool) {
		n.track.Told(st, found)
		if k.Told != nil {
			k.Told(n.track, st, found)
		}
	}}
	k.mu.Lock()
	k.lists[l.Name] = n
	k.mu.Unlock()
	go func() {
		defer close(n.over)
		k.Log.Info("list", "name", l.Name, "jobs", len(l.Lines))
		if _, err := n.night.Run(ctx); err != nil && ctx.Err() == nil {
			k.Log.Error("list", "name", l.Name, "why", err.Error())
		} else if err == nil {
			over, all := n.track.Over()
			k.Log.Info("list is over", "name", l.Name, "over", over, "jobs", all)
		}
	}()
}

// Sums sums up all lists, the newest first.
func (k *Keeper) Sums() []*Summary {
	k.mu.Lock()
	defer k.mu.Unlock()
	all := make([]*Summary, 0, len(k.lists))
	for _, l := range k.lists {
		all = append(all, l.track.Sum())
	}
	slices.SortFunc(all, func(a, b *Summary) int {
		if c := b.Made.Compare(a.Made); c != 0 {
			return c
		}
		return strings.Compare(a.List, b.List)
	})
	return all
}

package night

import (
	"cmp"
	"maps"
	"slices"
	"sync"
	"time"

	"banxin/cmd/internal/batch/hub"
	"banxin/cmd/internal/batch/say"
)

// Tracker follows a list that runs. It may be used by several goroutines.
type Tracker struct {
	List *List
	Now  func() time.Time

	mu   sync.Mutex
	all  []Standing
	at   map[string]int
	pace pace // of jobs that were done while it followed
	over int
	dead int // of those, or blocked
}

// Track begins to follow a list.
func Track(l *List, now func() time.Time) *Tracker {
	t := &Tracker{List: l, Now: now, all: newBoard(l).all, at: map[string]int{}, pace: pace{from: now()}}
	for i := range t.all {
		t.at[t.all[i].ID] = i
	}
	return t
}

// Told takes a job that is over. Those found done when the night began tell nothing of its pace.
func (t *Tracker) Told(st Standing, found bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	i, ok := t.at[st.ID]
	if !ok {
		return
	}
	if !t.all[i].State.Over() {
		t.over++
		if st.State == DeadState || st.State == Blocked {
			t.dead++
		}
	}
	t.all[i] = st
	if st.State == Done && !found {
		t.pace.done(t.Now())
	}
}

// Over is how many jobs are over, and of how many.
func (t *Tracker) Over() (over, all int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.over, len(t.all)
}

// Pace is how fast jobs are done, how long the rest will take (0: not known), and how many are dead
// or blocked: what changes while a list runs, without a look at all of it.
func (t *Tracker) Pace() (perMinute float64, left time.Duration, dead int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	v := t.pace.now(t.Now())
	return v.PerMinute, v.left(len(t.all) - t.over), t.dead
}

// Sum sums the list up as it stands.
func (t *Tracker) Sum() *Summary {
	t.mu.Lock()
	defer t.mu.Unlock()
	return Sum(t.List, t.all, t.Now(), t.pace.now(t.Now()))
}

// Crew is who works, by what the workers tell. It may be used by several goroutines.
type Crew struct {
	Now func() time.Time

	mu       sync.Mutex
	workers  map[string]Worker
	counters Counters
}

// Worker is a worker as it was last heard of.
type Worker struct {
	Name    string    `json:"name"`
	Engine  string    `json:"engine"`
	Slots   int       `json:"slots"`
	Busy    int       `json:"busy"`
	Heard   time.Time `json:"heard"`
	Waiting string    `json:"waiting,omitempty"` // for what, in English
	Told    say.Told  `json:"told,omitzero"`     // the same for readers of either language
}

// Reason is what it waits for, as the reader's language has it; empty: it does not.
func (w Worker) Reason(l say.Locale) string { return cmp.Or(l.Told(w.Told), w.Waiting) }

// Counters count what was heard since the hub began.
type Counters struct {
	Done, Failed, Dead, Unlike, Waiting int
	Pages                               int
	CPU                                 float64
}

// silent is how long a worker is believed to be there without a word.
const silent = 15 * time.Second

// Hear takes an event.
func (c *Crew) Hear(e hub.Event) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.workers == nil {
		c.workers = map[string]Worker{}
	}
	w := c.workers[e.Worker]
	w.Name, w.Heard = e.Worker, c.Now()
	switch e.Kind {
	case "worker":
		w.Engine, w.Slots, w.Busy = e.Engine, e.Slots, e.Busy
	case "waiting":
		w.Waiting, w.Told = e.Why, e.Told
		c.counters.Waiting++
	case "started":
		w.Waiting, w.Told = "", say.Told{}
	case "done":
		w.Waiting, w.Told = "", say.Told{}
		c.counters.Done++
		c.counters.Pages += e.Pages
		c.counters.CPU += e.CPU
	case "failed":
		c.counters.Failed++
	case "dead":
		c.counters.Failed++
		c.counters.Dead++
	case "unlike":
		c.counters.Unlike++
	}
	if e.Worker != "" && (w.Slots > 0 || len(c.workers) < mostWorkers) {
		c.workers[e.Worker] = w
	}
	for name, w := range c.workers {
		if age := c.Now().Sub(w.Heard); age > silent || age < -silent { // or the clock was put back
			delete(c.workers, name)
		}
	}
}

// mostWorkers is how many are listed who have not said what they are.
const mostWorkers = 10_000

// Look returns the workers by name, and the counters.
func (c *Crew) Look() ([]Worker, Counters) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var all []Worker
	for _, name := range slices.Sorted(maps.Keys(c.workers)) {
		if w := c.workers[name]; c.Now().Sub(w.Heard) <= silent {
			all = append(all, w)
		}
	}
	return all, c.counters
}

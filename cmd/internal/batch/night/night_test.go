package night

import (
	"container/heap"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"banxin/cmd/internal/batch/hub"
	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/store"
	"banxin/cmd/internal/batch/worker"
)

// evening is when the nights of the tests begin.
var evening = time.Date(2026, 10, 20, 22, 0, 0, 0, time.UTC)

func line(id, dir string, more ...func(*Line)) Line {
	l := Line{ID: id, Kind: "build", Dir: dir, Base: strings.Repeat("0", 63) + id[:1]}
	for _, m := range more {
		m(&l)
	}
	return l
}

func done(title string, pages int, at time.Time) *job.Done {
	return &job.Done{Result: job.Result{Title: title, Pages: pages}, Cost: job.Cost{CPU: time.Second, At: at}}
}

// TestSum: titles by their papers, and whole only where all is done; late is what was done
// too late, what will be by the pace there is, and what is dead.
func TestSum(t *testing.T) {
	due := func(d time.Duration) func(*Line) { return func(l *Line) { l.Due = evening.Add(d) } }
	l := &List{Name: "n", Lines: []Line{
		line("a", "甲", due(time.Hour)), line("b", "甲"), line("c", "乙", due(time.Minute)), line("d", "乙", due(5*time.Minute)),
		line("e", "丙", due(2*time.Hour), func(l *Line) { l.Priority = 1 }), line("f", "丙", due(time.Minute)), line("1", "丁"),
	}}
	all := newBoard(l).all
	at := evening.Add(10 * time.Minute)
	set := func(i int, s State, d *job.Done) { all[i].State, all[i].Done = s, d }
	set(0, Done, done("甲报", 8, evening.Add(time.Minute)))
	set(1, Done, done("甲报", 4, evening.Add(2*time.Minute)))
	set(2, Done, done("乙报", 4, evening.Add(3*time.Minute))) // too late
	all[1].Key, all[2].Key = strings.Repeat("a", 64), strings.Repeat("b", 64)
	set(3, Ready, nil) // its time is over
	set(4, Ready, nil) // first, and in time
	set(5, DeadState, nil)
	all[5].Dead = &worker.Dead{Tries: []worker.Try{{Why: "panic"}}}
	set(6, Blocked, nil)
	s := Sum(l, all, at, Speed{PerMinute: 0.5})
	if s.Done != 3 || s.Left != 2 || s.Dead != 1 || s.Blocked != 1 || s.Pages != 16 || s.CPU != 3 || s.Seconds != 240 {
		t.Errorf("%+v", s)
	}
	var titles, late []string
	for _, x := range s.Titles {
		if x.Whole {
			x.Name += "!"
		}
		titles = append(titles, x.Name)
	}
	for _, x := range s.Late {
		late = append(late, x.ID)
	}
	if got := strings.Join(titles, " "); got != "甲报! 乙报 丙 丁" {
		t.Errorf("titles %s", got)
	}
	if got := strings.Join(late, " "); got != "c d f" {
		t.Errorf("late %s", got)
	}
	all[2].Done.Result.Title = "甲报" // another paper of the same name
	all[2].Done.Result.Findings = []job.Finding{{Code: "A", Severity: "warning"}, {Code: "B", Severity: "note"}}
	all[3].State, all[3].Done = Done, done("甲报", 1, evening)
	all[3].Done.Result.Findings = []job.Finding{{Code: "C", Severity: "error"}}
	s = Sum(l, all, at, Speed{PerMinute: 0.5})
	if s.Titles[0].Late || !s.Titles[1].Late || s.Titles[0].Name == s.Titles[1].Name {
		t.Errorf("of two papers of one name each is what the other is: %+v", s.Titles)
	}
	if f := s.Titles[1].Findings; len(f) != 2 || f[0].Code != "C" || f[0].Job != "d" || f[1].Code != "A" {
		t.Errorf("findings %+v", f)
	}
	set(3, Ready, nil)
	if all[2].Key = all[1].Key; Sum(l, all, at, Speed{}).CPU != 2 {
		t.Error("jobs of equal content cost as much as others")
	}
	if v := SpeedOf(l, all, evening.Add(4*time.Minute)); v.PerMinute != 1 {
		t.Errorf("speed %v", v)
	}
	given := *l
	if given.Given = evening.Add(time.Minute + 300*time.Millisecond); SpeedOf(&given, all[:1], evening.Add(time.Minute+time.Second)).PerMinute == 0 {
		t.Error("what was done in the second in which the list was given does not count")
	}
	slow := Sum(l, all, at, Speed{PerMinute: 1.0 / 90})
	if len(slow.Late) != 3 {
		t.Errorf("late at a slow pace: %v", slow.Late)
	}
	if slow = Sum(l, all, at, Speed{PerMinute: 1.0 / 300}); len(slow.Late) != 4 {
		t.Errorf("late at a very slow pace: %v", slow.Late)
	}
}

// TestClock: a clock that jumps, forth or back, makes no pace and no worker that are not there.
func TestClock(t *testing.T) {
	now := evening
	clock := func() time.Time { return now }
	l := &List{Lines: []Line{line("a", "x"), line("b", "x"), line("c", "x")}}
	tr := Track(l, clock)
	tell := func(i int) { tr.Told(Standing{Line: &l.Lines[i], State: Done, Done: done("甲", 1, now)}, false) }
	now = now.Add(time.Minute)
	tell(0)
	if s := tr.Sum(); s.Rate != 1 || s.Seconds != 120 {
		t.Errorf("%v a minute, %v s", s.Rate, s.Seconds)
	}
	now = now.Add(-time.Hour) // back
	tell(1)
	if s := tr.Sum(); s.Rate != 0 || s.Done != 2 {
		t.Errorf("%v a minute, %d done", s.Rate, s.Done)
	}
	now = now.Add(48 * time.Hour) // forth: it is slow, and what the last took
	tell(2)
	if s := tr.Sum(); s.Rate != 2.0/(48*60) || s.Left != 0 || s.Seconds != 0 {
		t.Errorf("%v a minute, %d left", s.Rate, s.Left)
	}
	crew := &Crew{Now: clock}
	hear := func() []Worker {
		crew.Hear(hub.Event{Kind: "worker", Worker: "w", Slots: 2, Busy: 1})
		all, _ := crew.Look()
		return all
	}
	if len(hear()) != 1 {
		t.Error("a worker is not seen")
	}
	for _, jump := range []time.Duration{time.Hour, -2 * time.Hour} {
		now = now.Add(jump)
		if jump > 0 {
			if all, _ := crew.Look(); len(all) != 0 {
				t.Error("a silent worker is seen")
			}
		}
		if len(hear()) != 1 {
			t.Errorf("a worker is not seen after %v", jump)
		}
	}
}

// TestPace: what is said of the rest counts down while nothing is done, and never what is not: a job
// that takes longer than others slows the pace, and one that does not end is no pace. Jobs of
// hours have a pace as those of seconds have.
func TestPace(t *testing.T) {
	for _, each := range []time.Duration{time.Second, time.Minute, time.Hour} {
		p := pace{from: evening}
		if v := p.now(evening.Add(each)); v != (Speed{}) {
			t.Errorf("%v: before the first there is %v", each, v)
		}
		for n := range 200 {
			p.done(evening.Add(time.Duration(n+1) * each))
		}
		at := func(d time.Duration) (perMinute, left float64) {
			v := p.now(evening.Add(200*each + d))
			return v.PerMinute * each.Minutes(), v.left(10).Seconds() / each.Seconds()
		}
		for _, c := range []struct{ after, rate, left float64 }{{-0.5, 1, 10}, {0, 1, 10}, {0.5, 1, 9.5}, {1, 1, 9}} {
			if rate, left := at(time.Duration(c.after * float64(each))); math.Abs(rate-c.rate) > 1e-6 || math.Abs(left-c.left) > 1e-6 {
				t.Errorf("%v: %v after the last %v a minute and %v left, not %v", each, c.after, rate, left, c)
			}
		}
		if rate, left := at(3 * each); each > time.Second && (rate >= 1 || left <= 9 || left > 12) {
			t.Errorf("%v: with one that takes three times as long %v a minute and %v left", each, rate, left)
		}
		if rate, left := at(4*each + 2*time.Minute); rate != 0 || left != 0 {
			t.Errorf("%v: nobody works, and there are %v a minute and %v left", each, rate, left)
		}
		p.done(evening) // the clock was put back
		if v := p.now(evening.Add(each)); v != (Speed{}) {
			t.Errorf("%v: after the clock was put back %v", each, v)
		}
	}
	many := pace{from: evening}
	for n := range 10_000 {
		many.done(evening.Add(time.Duration(n) * time.Second))
	}
	if n := len(many.ends); n > 121 {
		t.Errorf("%d ends are kept", n)
	}
}

// TestBoard: what comes after what is dead, cancelled or not there is blocked, whatever hangs
// on it; the rest goes on.
func TestBoard(t *testing.T) {
	after := func(ids ...string) func(*Line) { return func(l *Line) { l.After = ids } }
	l := &List{Lines: []Line{line("a", ""), line("b", "", after("a")), line("c", "", after("b")), line("d", "", after("gone")), line("e", "", after("d", "a")), line("f", "")}}
	s := empty(t)
	if _, err := s.PutNew(t.Context(), worker.DeadName(l.Lines[0].Base), []byte(`{"tries":[]}`)); err != nil {
		t.Fatal(err)
	}
	l.Lines[5].Base = strings.Repeat("f", 64)
	all, err := l.Look(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if s := states(all); s != "dead blocked blocked blocked blocked ready" {
		t.Error(s)
	}
}

// TestPartial: what does without those that died is to be done when all it comes after are over, of other
// inputs than with them; it is blocked where none is done.
func TestPartial(t *testing.T) {
	after := func(ids ...string) func(*Line) {
		return func(l *Line) { l.After, l.Partial = ids, l.ID >= "w" }
	}
	l := &List{Lines: []Line{line("a", ""), line("b", ""), line("c", "", after("a")), line("d", ""), line("w", "", after("a", "b", "c")), line("x", "", after("a", "c")), line("y", "", after("b", "d")), line("z", "", after("b"))}}
	s := empty(t)
	for i, name := range []string{"w", "x", "y", "z"} {
		task := &job.Task{Schema: job.Schema, Kind: "site", Edition: name, Inputs: []job.File{}}
		if err := job.Save(t.Context(), s, task); err != nil {
			t.Fatal(err)
		}
		l.Lines[4+i].Base = task.Key()
	}
	l.Lines[1].Base, l.Lines[3].Base = strings.Repeat("b", 64), strings.Repeat("d", 64)
	if _, err := s.PutNew(t.Context(), worker.DeadName(l.Lines[0].Base), []byte(`{"tries":[]}`)); err != nil {
		t.Fatal(err)
	}
	if _, err := job.Commit(t.Context(), s, &job.Done{Key: l.Lines[1].Base}); err != nil {
		t.Fatal(err)
	}
	all, err := l.Look(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if s := states(all); s != "dead done blocked ready ready blocked waiting ready" {
		t.Error(s)
	}
	w, err := job.Load(t.Context(), s, all[4].Key)
	if err != nil || !slices.Equal(w.Missing, []string{"a", "c"}) {
		t.Errorf("%+v, %v", w, err)
	}
	if z, err := job.Load(t.Context(), s, all[7].Key); err != nil || len(z.Missing) > 0 {
		t.Errorf("%+v, %v", z, err)
	}
}

// TestBefore: however jobs end, what is known of those that a job comes after is what going through them
// all says.
func TestBefore(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 1))
		l := &List{}
		for i := range 12 {
			l.Lines = append(l.Lines, line(fmt.Sprint(i), "", func(l *Line) {
				l.Partial = r.IntN(2) == 0
				for k := range i {
					if r.IntN(3) == 0 {
						l.After = append(l.After, fmt.Sprint(k))
					}
				}
				if r.IntN(20) == 0 {
					l.After = append(l.After, "gone")
				}
			}))
		}
		b := newBoard(l)
		all := func(i int) State {
			st, over, done, never := &b.all[i], true, false, false
			for _, id := range st.After {
				k, ok := b.byID[id]
				done = done || ok && b.all[k].State == Done
				never = never || !ok || b.all[k].State > Done
				over = over && (!ok || b.all[k].State.Over())
			}
			switch {
			case never && (!st.Partial || over && !done):
				return Blocked
			case !over:
				return Waits
			}
			return Done
		}
		for _, i := range r.Perm(12) {
			if b.all[i].State != Waits {
				continue
			}
			b.all[i].State = []State{Ready, Done, Done, DeadState, Cancelled}[r.IntN(5)]
			b.freed(i)
			for k := range b.all {
				if got, want := b.before(k), all(k); got != want {
					t.Fatalf("seed %d: before %d is %v, and all of it says %v", seed, k, got, want)
				}
			}
		}
	}
}

// TestLeftOver: a day with stories on no page, or without an output that was asked for, is not whole, and its
// list not fine.
func TestLeftOver(t *testing.T) {
	l := &List{Lines: []Line{line("a", "甲"), line("b", "乙")}}
	all := newBoard(l).all
	for i := range all {
		all[i].State, all[i].Done = Done, done("", 8, evening)
	}
	all[0].Done.Result.Unplaced = 31
	if s := Sum(l, all, evening, Speed{}); s.Fine() || s.Unplaced != 31 || s.Titles[0].Whole || !s.Titles[1].Whole {
		t.Errorf("%+v", s)
	}
	all[0].Done.Result.Unplaced, all[1].Done.Result.Unmade = 0, []string{"epaper", "epub"}
	if s := Sum(l, all, evening, Speed{}); s.Fine() || s.Unmade != 2 || !s.Titles[0].Whole || s.Titles[1].Whole {
		t.Errorf("%+v", s)
	}
}

// TestLeftTwice: what the make-up and the build of a day both say of its stories counts once; one whose text
// is over is left over too.
func TestLeftTwice(t *testing.T) {
	l := &List{Lines: []Line{line("a", "甲"), line("b", "甲"), line("c", "甲")}}
	all := newBoard(l).all
	for i, r := range []job.Result{{Date: "1956-03-04", Unplaced: 18}, {Date: "1956-03-04", Unplaced: 18, Over: 2}, {Date: "1956-03-05", Unplaced: 1}} {
		all[i].State, all[i].Done = Done, &job.Done{Result: r}
	}
	if s := Sum(l, all, evening, Speed{}); s.Fine() || s.Unplaced != 19 || s.Over != 2 || s.Titles[0].Unplaced != 19 || s.Titles[0].Over != 2 {
		t.Errorf("%+v", s)
	}
	for i := range all {
		all[i].Done.Result.Unplaced = 0
	}
	if s := Sum(l, all, evening, Speed{}); s.Fine() || s.Titles[0].Whole {
		t.Errorf("a story is over: %+v", s)
	}
}

// TestNoFolder: what is made of results of others has no folder, and is of a title by its kind.
func TestNoFolder(t *testing.T) {
	kind := func(kind string) func(*Line) { return func(l *Line) { l.Kind = kind } }
	l := &List{Lines: []Line{line("a", "甲"), line("b", "", kind("site")), line("c", "", kind("opds"))}}
	all := newBoard(l).all
	all[2].State = Blocked
	s := Sum(l, all, evening, Speed{})
	if s.Titles[1].Name != "site" || s.Titles[2].Name != "opds" || s.DeadJobs[0].Title != "opds" {
		t.Errorf("%+v", s)
	}
}

func empty(t *testing.T) store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "store"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// TestReady: what is ready is given by priority, then by when it is due, then as the list has it,
// whenever it came in.
func TestReady(t *testing.T) {
	due := func(d time.Duration) func(*Line) { return func(l *Line) { l.Due = evening.Add(d) } }
	urgent := func(l *Line) { l.Priority = 1 }
	l := &List{Lines: []Line{line("a", ""), line("b", ""), line("c", "", due(2*time.Hour)), line("d", "", due(time.Hour)), line("e", "", urgent), line("f", ""), line("1", "", urgent, due(time.Hour))}}
	r := ready{all: newBoard(l).all}
	for _, i := range []int{5, 1, 3, 0, 6, 2, 4} {
		heap.Push(&r, i)
	}
	got := ""
	for r.Len() > 0 {
		got += r.all[heap.Pop(&r).(int)].ID
	}
	if got != "1edcabf" {
		t.Errorf("given in the order %s", got)
	}
}

// TestSave: a list comes back as it was; one that is damaged, or names what it must not, does not.
func TestSave(t *testing.T) {
	s := empty(t)
	l := &List{Name: "n-1", Engine: "e", Made: evening, Lines: []Line{line("a", "甲"), line("b", "乙", func(l *Line) { l.Due, l.After = evening, []string{"a"} })}}
	if err := l.Save(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	got, err := Load(t.Context(), s, "n-1")
	if err != nil || len(got.Lines) != 2 || got.Lines[1].After[0] != "a" || !got.Lines[1].Due.Equal(evening) || got.Engine != "e" {
		t.Errorf("%+v, %v", got, err)
	}
	if names, err := Names(t.Context(), s); err != nil || len(names) != 1 || names[0] != "n-1" {
		t.Errorf("%v, %v", names, err)
	}
	for _, bad := range []string{"", "{}", `{"schema":2}`, `{"schema":1}` + "\n" + `{"id":"../a","base":"` + strings.Repeat("0", 64) + `"}`, `{"schema":1}` + "\n" + `{"id":"a","base":"../../x"}`, `{"schema":1}` + "\n{"} {
		if err := s.Put(t.Context(), ListName("bad"), strings.NewReader(bad), int64(len(bad))); err != nil {
			t.Fatal(err)
		}
		if l, err := Load(t.Context(), s, "bad"); !errors.Is(err, store.ErrDamaged) {
			t.Errorf("%q is %+v, %v", bad, l, err)
		}
	}
	if _, err := Load(t.Context(), s, "none"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a list that is not there: %v", err)
	}
}

// TestSeal: a list is sealed with a secret, and nothing of it can be changed, nor its name.
func TestSeal(t *testing.T) {
	s := empty(t)
	const secret = "give-0123456789abcdef"
	sealed := func() *List {
		l := &List{Name: "n-1", Engine: "e", Made: evening, Given: evening.Add(time.Hour), Lines: []Line{line("a", "甲"), line("b", "乙", func(l *Line) { l.Due, l.After = evening.In(time.FixedZone("", 8*3600)), []string{"a"} })}}
		l.Sign(secret)
		return l
	}
	for what, change := range map[string]func(*List){
		"":       func(*List) {},
		"name":   func(l *List) { l.Name = "n-2" },
		"engine": func(l *List) { l.Engine = "f" },
		"given":  func(l *List) { l.Given = l.Given.Add(time.Second) },
		"task":   func(l *List) { l.Lines[0].Base = strings.Repeat("1", 64) },
		"after":  func(l *List) { l.Lines[1].After = nil },
		"order":  func(l *List) { l.Lines[0], l.Lines[1] = l.Lines[1], l.Lines[0] },
		"more":   func(l *List) { l.Lines = append(l.Lines, line("c", "丙")) },
		"less":   func(l *List) { l.Lines = l.Lines[:1] },
		"seal":   func(l *List) { l.Seal = "" },
		"secret": func(l *List) { l.Sign("work-0123456789abcdef") },
	} {
		l := sealed()
		change(l)
		if err := l.Save(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		got, err := Load(t.Context(), s, l.Name)
		if err != nil {
			t.Fatal(err)
		}
		if got.Signed(secret) != (what == "") {
			t.Errorf("with another %s it is signed: %v", what, what != "")
		}
	}
}

// TestStrangers: who can write into the store has the hub do nothing: neither a list of his own,
// nor one sealed by who may only work, nor another's under another name, nor what was given long
// ago or before. Where there are no tokens every list is taken up, but for those for another version,
// which no worker does.
func TestStrangers(t *testing.T) {
	tokens := hub.Tokens{{Role: hub.Works, Secret: "work-0123456789abcdef"}, {Role: hub.Gives, Secret: "give-0123456789abcdef"}}
	now := time.Now()
	put := func(s store.Store, name string, given time.Time, secret string, as string) {
		l := &List{Name: name, Engine: "e", Made: now, Given: given, Lines: []Line{line("a", "甲")}}
		if secret != "" {
			l.Sign(secret)
		}
		l.Name = as
		if err := l.Save(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		tokens hub.Tokens
		want   string
	}{{tokens, "good"}, {nil, "good none old other work"}} {
		s := empty(t)
		put(s, "good", now, tokens[1].Secret, "good")
		put(s, "none", now, "", "none")
		put(s, "work", now, tokens[0].Secret, "work")
		put(s, "good", now, tokens[1].Secret, "other")
		put(s, "old", now.Add(-2*lookBack), tokens[1].Secret, "old")
		later := &List{Name: "later", Engine: "f", Made: now, Given: now, Lines: []Line{line("a", "甲")}} // for another version
		later.Sign(tokens[1].Secret)
		if err := later.Save(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		k := keeper(t, s, c.tokens)
		if got := k.taken(t); got != c.want {
			t.Errorf("with %d tokens %q is taken up", len(c.tokens), got)
		}
		put(s, "good", now.Add(-time.Minute), tokens[1].Secret, "good") // of before
		if _, err := s.PutNew(t.Context(), ListName("x"), []byte("{")); err != nil {
			t.Fatal(err)
		}
		k.taken(t)
		if got := k.lists["good"].track.List.Given.Equal(now); got != (c.tokens != nil) {
			t.Errorf("with %d tokens the list of before is passed over: %v", len(c.tokens), got)
		}
	}
}

// states are those of jobs, in their order.
func states(all []Standing) string {
	var got []string
	for _, st := range all {
		got = append(got, st.State.String())
	}
	return strings.Join(got, " ")
}

// queue is that of a hub of its own.
func queue(t *testing.T) *hub.Queue {
	t.Helper()
	_, q := hubOf(t)
	return q
}

// hubOf is a hub with its queue.
func hubOf(t *testing.T) (*hub.Hub, *hub.Queue) {
	t.Helper()
	h, err := hub.Start(hub.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Stop)
	q, err := hub.Connect(hub.Dial{InProcess: h})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(q.Close)
	return h, q
}

// keeper has a hub of its own.
func keeper(t *testing.T, s store.Store, tokens hub.Tokens) *Keeper {
	t.Helper()
	return &Keeper{Store: s, Engine: "e", Queue: queue(t), Tokens: tokens, Log: slog.New(slog.DiscardHandler), Now: time.Now, lists: map[string]*kept{}, passed: map[string]store.Entry{}}
}

// taken are the lists that it takes up.
func (k *Keeper) taken(t *testing.T) string {
	t.Helper()
	if err := k.look(t.Context()); err != nil {
		t.Fatal(err)
	}
	return strings.Join(slices.Sorted(maps.Keys(k.lists)), " ")
}

// FuzzLoad: whatever stands in a list in the store is read or refused.
func FuzzLoad(f *testing.F) {
	f.Add(`{"schema":1,"name":"n"}` + "\n" + `{"id":"a","base":"` + strings.Repeat("0", 64) + `","after":["b"],"due":"2026-10-20T22:00:00Z"}` + "\n")
	f.Add("")
	dir := f.TempDir()
	s, err := store.Open(context.Background(), filepath.Join(dir, "store"))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if err := s.Put(t.Context(), ListName("x"), strings.NewReader(text), int64(len(text))); err != nil {
			t.Fatal(err)
		}
		l, err := Load(t.Context(), s, "x")
		if err != nil {
			return
		}
		for _, st := range newBoard(l).all {
			if !store.IsHash(st.Base) || !job.ValidID(st.ID) {
				t.Errorf("%q is taken", text)
			}
		}
	})
}

func TestNameOf(t *testing.T) {
	a, b := []job.Job{{ID: "x"}, {ID: "y"}}, []job.Job{{ID: "x"}}
	if NameOf("今夜 list_1", a) != "list1-"+NameOf("list1", a)[6:] || NameOf("l", a) == NameOf("l", b) || store.CheckName(ListName(NameOf("今夜", a))) != nil {
		t.Error(NameOf("今夜 list_1", a), NameOf("今夜", a))
	}
}

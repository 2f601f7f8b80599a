package night

import (
	"cmp"
	"slices"
	"time"

	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/batch/worker"
)

// Summary is how a list stands, for people and machines.
type Summary struct {
	Schema    int       `json:"schema"`
	List      string    `json:"list"`
	Engine    string    `json:"engine"`
	Made      time.Time `json:"made"`
	At        time.Time `json:"at"` // of this summary
	Jobs      int       `json:"jobs"`
	Done      int       `json:"done"`
	Dead      int       `json:"dead"`
	Blocked   int       `json:"blocked"`
	Cancelled int       `json:"cancelled"`
	Left      int       `json:"left"`
	Idle      bool      `json:"idle,omitempty"` // no run and no hub sees to what is left
	Pages     int       `json:"pages"`
	Unplaced  int       `json:"unplaced,omitempty"` // stories on no page
	Over      int       `json:"over,omitempty"`     // stories whose text has no room
	Unmade    int       `json:"unmade,omitempty"`   // outputs that were asked for and are not there
	Errors    int       `json:"errors"`
	Warnings  int       `json:"warnings"`
	CPU       float64   `json:"cpuSeconds"` // of jobs of equal content once
	Memory    int64     `json:"mostMemory"` // of a job, bytes
	Rate      float64   `json:"jobsPerMinute,omitempty"`
	Seconds   float64   `json:"secondsLeft,omitempty"` // at this rate; 0: not known
	Titles    []Title   `json:"titles"`
	DeadJobs  []DeadJob `json:"deadJobs,omitempty"`
	Late      []Late    `json:"late,omitempty"`

	days map[[2]string][2]int // of a title and its day: stories on no page, and over
}

// SummarySchema is the form of a Summary.
const SummarySchema = 1

// Title is what a list has of one paper.
type Title struct {
	Name     string   `json:"name"`
	Dir      string   `json:"dir,omitempty"`
	Jobs     int      `json:"jobs"`
	Done     int      `json:"done"`
	Dead     int      `json:"dead"` // and what they block
	Left     int      `json:"left"`
	Pages    int      `json:"pages"`
	Unplaced int      `json:"unplaced,omitempty"` // stories on no page
	Over     int      `json:"over,omitempty"`     // stories whose text has no room
	Unmade   int      `json:"unmade,omitempty"`   // outputs that were asked for and are not there
	Missing  []string `json:"missing,omitempty"`  // the kinds of those
	Errors   int      `json:"errors"`
	Warnings int      `json:"warnings"`
	CPU      float64  `json:"cpuSeconds"`
	Whole    bool     `json:"whole"` // all of it is done, with every story whole on a page and every output made, and can be delivered
	Late     bool     `json:"late,omitempty"`
	Findings []Found  `json:"findings,omitempty"` // errors and warnings, the worst, mostFound at most; of who runs a list: none
}

// Found is a finding of a job.
type Found struct {
	Job string `json:"job"`
	job.Finding
}

// mostFound is how many findings of a title are listed. All of them are in its jobs' own reports.
const mostFound = 50

// found takes the findings of a job, of which the worst stay.
func (t *Title) found(id string, all []job.Finding) {
	for _, f := range all {
		if f.Severity != "note" {
			t.Findings = append(t.Findings, Found{id, f})
		}
	}
	slices.SortStableFunc(t.Findings, func(a, b Found) int { return cmp.Compare(a.Severity, b.Severity) }) // errors first
	t.Findings = t.Findings[:min(len(t.Findings), mostFound)]
}

// DeadJob is a job that was given up, or waits for such a one.
type DeadJob struct {
	ID    string       `json:"id"`
	Title string       `json:"title"`
	State string       `json:"state"` // dead, blocked or cancelled
	Tries []worker.Try `json:"tries,omitempty"`
	Key   string       `json:"key,omitempty"`

	Remedy say.Told `json:"remedy,omitzero"` // what helps, beside trying it again
}

// Late is a job that is not done, or will not be, when it is due.
type Late struct {
	ID    string    `json:"id"`
	Title string    `json:"title"`
	Due   time.Time `json:"due"`
	By    float64   `json:"lateBySeconds"`
	State string    `json:"state"`
}

// Sum sums a list up, as it stands at a time. Where it is known how fast jobs are done it also
// foretells.
func Sum(l *List, all []Standing, at time.Time, v Speed) *Summary {
	s := &Summary{Schema: SummarySchema, List: l.Name, Engine: l.Engine, Made: l.Made, At: at.UTC().Truncate(time.Second), Jobs: len(all), Rate: v.PerMinute, Titles: []Title{}, days: map[[2]string][2]int{}}
	names := titles(all)
	index, counted := map[string]int{}, map[string]bool{}
	for i := range all {
		st := &all[i]
		of := st.title()
		if _, ok := index[of]; !ok {
			index[of] = len(s.Titles)
			s.Titles = append(s.Titles, Title{Name: names[of], Dir: st.Dir})
		}
		s.count(st, &s.Titles[index[of]])
		if st.State == Done && (st.Key == "" || !counted[st.Key]) {
			counted[st.Key] = true
			s.cost(&st.Done.Cost, &s.Titles[index[of]])
		}
	}
	for i := range s.Titles {
		s.Titles[i].Whole = s.Titles[i].Done == s.Titles[i].Jobs && s.Titles[i].Unplaced+s.Titles[i].Over+s.Titles[i].Unmade == 0
	}
	s.Seconds = v.left(s.Left).Seconds()
	s.late(all, names)
	for i := range all {
		t := &s.Titles[index[all[i].title()]]
		t.Late = t.Late || slices.ContainsFunc(s.Late, func(l Late) bool { return l.ID == all[i].ID })
	}
	return s
}

// title is what a job is of: its folder, or its kind where it has none, as what is made of results of others.
func (st *Standing) title() string { return cmp.Or(st.Dir, st.Kind) }

// titles names what the jobs of a list are of by the paper that was set from it, else by itself; those
// of one name with their folders.
func titles(all []Standing) map[string]string {
	names := map[string]string{}
	for i := range all {
		st := &all[i]
		if names[st.title()] == "" && st.Done != nil {
			names[st.title()] = st.Done.Result.Title
		}
	}
	of := map[string]int{}
	for _, name := range names {
		of[name]++
	}
	for i := range all {
		t := all[i].title()
		names[t] = cmp.Or(names[t], t)
		if of[names[t]] > 1 {
			names[t] += " (" + t + ")"
		}
	}
	return names
}

// count counts a job.
func (s *Summary) count(st *Standing, t *Title) {
	t.Jobs++
	switch st.State {
	case Done:
		r := &st.Done.Result
		s.Done, t.Done = s.Done+1, t.Done+1
		s.Pages, t.Pages = s.Pages+r.Pages, t.Pages+r.Pages
		s.left(st, t)
		s.Unmade, t.Unmade = s.Unmade+len(r.Unmade), t.Unmade+len(r.Unmade)
		t.Missing = append(t.Missing, r.Unmade...)
		slices.Sort(t.Missing)
		t.Missing = slices.Compact(t.Missing)
		s.Errors, t.Errors = s.Errors+r.Errors, t.Errors+r.Errors
		s.Warnings, t.Warnings = s.Warnings+r.Warnings, t.Warnings+r.Warnings
		t.found(st.ID, r.Findings)
	case DeadState, Blocked, Cancelled:
		t.Dead++
		d := DeadJob{ID: st.ID, Title: t.Name, State: st.State.String(), Key: st.Key, Remedy: st.Remedy()}
		switch st.State {
		case DeadState:
			s.Dead++
			d.Tries = st.Dead.Tries
		case Blocked:
			s.Blocked++
		default:
			s.Cancelled++
		}
		s.DeadJobs = append(s.DeadJobs, d)
	default:
		s.Left, t.Left = s.Left+1, t.Left+1
	}
}

// left counts the stories of a result that are left over: those of one day once, whichever jobs say so.
func (s *Summary) left(st *Standing, t *Title) {
	r := &st.Done.Result
	day := [2]string{st.title(), cmp.Or(r.Date, st.ID)}
	was := s.days[day]
	unplaced, over := max(r.Unplaced, was[0]), max(r.Over, was[1])
	s.Unplaced, t.Unplaced = s.Unplaced+unplaced-was[0], t.Unplaced+unplaced-was[0]
	s.Over, t.Over = s.Over+over-was[1], t.Over+over-was[1]
	s.days[day] = [2]int{unplaced, over}
}

// cost counts what a computation took.
func (s *Summary) cost(c *job.Cost, t *Title) {
	s.CPU, t.CPU = s.CPU+c.CPU.Seconds(), t.CPU+c.CPU.Seconds()
	s.Memory = max(s.Memory, c.Memory)
}

// late finds the jobs that missed, or will miss, the time at which they are due: they are
// done in the order of their priorities, as fast as now.
func (s *Summary) late(all []Standing, names map[string]string) {
	order := make([]*Standing, 0, len(all))
	for i := range all {
		if all[i].State == Waits || all[i].State == Ready {
			order = append(order, &all[i])
		}
	}
	slices.SortStableFunc(order, func(a, b *Standing) int { return urgency(a.Line, b.Line) })
	ready := make(map[*Line]time.Time, len(order))
	for n, st := range order {
		at := s.At
		if s.Rate > 0 {
			at = at.Add(time.Duration(float64(n+1) / s.Rate * float64(time.Minute)))
		}
		ready[st.Line] = at
	}
	for i := range all {
		st := &all[i]
		at, open := ready[st.Line]
		switch {
		case st.Due.IsZero(), st.State == Cancelled:
			continue
		case st.State == Done:
			at = st.Done.Cost.At
		case !open: // dead
			at = s.At
			if at.Before(st.Due) {
				at = st.Due.Add(time.Second)
			}
		}
		if at.After(st.Due) {
			s.Late = append(s.Late, Late{ID: st.ID, Title: names[st.title()], Due: st.Due, By: at.Sub(st.Due).Seconds(), State: st.State.String()})
		}
	}
}

// urgency orders jobs: by priority, then by when they are due.
func urgency(a, b *Line) int {
	switch {
	case a.Priority != b.Priority:
		return b.Priority - a.Priority
	case a.Due.Equal(b.Due):
		return 0
	case a.Due.IsZero():
		return 1
	case b.Due.IsZero():
		return -1
	}
	return a.Due.Compare(b.Due)
}

// Fine tells whether all is done, and in time, no story is left over and no output missing.
func (s *Summary) Fine() bool {
	return s.Done == s.Jobs && len(s.Late) == 0 && s.Unplaced+s.Over+s.Unmade == 0
}

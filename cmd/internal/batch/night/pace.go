package night

import (
	"slices"
	"time"
)

// Speed is how fast jobs are done. The zero value is not known.
type Speed struct {
	PerMinute float64
	Since     time.Duration // the last was done; at most what one takes
}

// left is how long so many jobs will take yet; 0: not known.
func (v Speed) left(jobs int) time.Duration {
	if v.PerMinute <= 0 {
		return 0
	}
	return max(time.Duration(float64(jobs)/v.PerMinute*float64(time.Minute))-v.Since, 0)
}

// pace takes down when jobs were done, of late: over paceOver, or the last fewEnds where they take
// longer than that.
type pace struct {
	from time.Time // when those were begun that ends counts
	ends []time.Time
}

const (
	paceOver = 2 * time.Minute
	fewEnds  = 16
)

// done takes a job. A clock that was put back tells nothing of what was before.
func (p *pace) done(at time.Time) {
	if at.Before(p.from) || len(p.ends) > 0 && at.Before(p.ends[len(p.ends)-1]) {
		p.from, p.ends = at, nil
	}
	p.ends = append(p.ends, at)
	for len(p.ends) > fewEnds && at.Sub(p.ends[0]) > paceOver {
		p.from, p.ends = p.ends[0], p.ends[1:]
	}
}

// now is the speed at a time. One that is waited for longer than the others counts as if it were
// just done; when four of them could be, nobody works.
func (p *pace) now(at time.Time) Speed {
	n := len(p.ends)
	if n == 0 {
		return Speed{}
	}
	last := p.ends[n-1]
	took, since := last.Sub(p.from), max(at.Sub(last), 0)
	if took <= 0 {
		return Speed{}
	}
	each := took / time.Duration(n)
	if since > max(paceOver, 4*each) {
		return Speed{}
	}
	if since > each {
		each = (took + since) / time.Duration(n+1)
	}
	return Speed{PerMinute: float64(time.Minute) / float64(each), Since: min(since, each)}
}

// SpeedOf is the speed of a list by what its results say, since it was given: they say it to the second.
func SpeedOf(l *List, all []Standing, at time.Time) Speed {
	var ends []time.Time
	from := l.Given.Add(-time.Second)
	for i := range all {
		if d := all[i].Done; d != nil && !d.Cost.At.Before(from) && !d.Cost.At.After(at) {
			ends = append(ends, d.Cost.At)
		}
	}
	slices.SortFunc(ends, time.Time.Compare)
	p := pace{from: from}
	if l.Given.IsZero() && len(ends) > 0 {
		p.from, ends = ends[0], ends[1:]
	}
	for _, end := range ends {
		p.done(end)
	}
	return p.now(at)
}

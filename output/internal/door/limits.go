package door

import (
	"sync"
	"time"
)

// Limits gives each client so many requests a second, and as many as ten seconds' at once.
type Limits struct {
	mu      sync.Mutex
	buckets map[string]*bucket
}

type bucket struct {
	tokens float64
	at     time.Time
}

const (
	maxClients = 20000
	burst      = 10 // seconds' worth
)

// Take takes a token of a client; none left is false.
func (l *Limits) Take(who string, rate int, now time.Time) bool {
	return l.takeOf(who, float64(rate*burst), float64(rate), now)
}

// takeOf takes one of the tokens of who, of which there are full at first and rate a second
// after that.
func (l *Limits) takeOf(who string, full, rate float64, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.buckets == nil || len(l.buckets) >= maxClients {
		l.drop(full/rate, now)
	}
	b := l.buckets[who]
	if b == nil {
		b = &bucket{tokens: full, at: now}
		l.buckets[who] = b
	}
	b.tokens = min(full, b.tokens+now.Sub(b.at).Seconds()*rate)
	b.at = now
	if b.tokens < 1 {
		return false
	}
	b.tokens--
	return true
}

// drop forgets clients that have been away long enough, or all when that is too few.
func (l *Limits) drop(seconds float64, now time.Time) {
	if l.buckets == nil {
		l.buckets = map[string]*bucket{}
	}
	for who, b := range l.buckets {
		if now.Sub(b.at).Seconds() > seconds {
			delete(l.buckets, who)
		}
	}
	if len(l.buckets) >= maxClients {
		clear(l.buckets)
	}
}

func (l *Limits) charge(who string, n float64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if b := l.buckets[who]; b != nil {
		b.tokens -= n
	}
}

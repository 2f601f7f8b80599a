// Package door tells who may come in by a name and a password: at a library, at a desk. It also
// bounds how much anybody may ask.
package door

import (
	"context"
	"crypto/sha256"
	"runtime"
	"sync"
	"time"

	"golang.org/x/crypto/bcrypt"
)

// noAccount is compared where there is no account of a name, so that names cannot be
// found out by the time an answer takes.
var noAccount = []byte("$2a$10$A9c8FqIjepLB2dHaAIiBNe9vPog3irmskunVgvqOLsdO0UEMKIEjm")

const (
	maxProved = 10000
	// wrong is how many wrong passwords an address or a name has at first, and how many
	// seconds it waits for each further one.
	WrongAtOnce  = 10
	WrongSeconds = 6
	// queue is how many comparisons may wait for each that is made.
	queue = 8
)

// Verdict is what the Door says to a name and a password.
type Verdict uint8

const (
	Known   Verdict = iota
	Unknown         // no such name, or another password
	Later           // not looked at: too many were wrong, or too many are being looked at
)

// Door tells who may come in. bcrypt is slow on purpose: so passwords that were right are
// remembered, one password is looked at once however many ask with it, no more than the
// processors can do are looked at at a time, and who has been wrong too often waits. The
// wrong are charged beforehand, by address and by name, and the right get it back.
type Door struct {
	compare func(hash, password []byte) bool // nil: bcrypt's
	once    sync.Once
	free    chan struct{} // one for each comparison that may go on
	places  chan struct{} // one for each that may go on or wait

	mu     sync.Mutex
	proved map[[32]byte]bool
	asked  map[[32]byte]*question
	wrong  Limits
}

// question is a password being looked at.
type question struct {
	done   chan struct{}
	answer Verdict
}

func (d *Door) open() {
	n := runtime.GOMAXPROCS(0)
	d.free, d.places = make(chan struct{}, n), make(chan struct{}, n*(queue+1))
	d.proved, d.asked = map[[32]byte]bool{}, map[[32]byte]*question{}
	if d.compare == nil {
		d.compare = func(hash, password []byte) bool { return bcrypt.CompareHashAndPassword(hash, password) == nil }
	}
}

// Ask says whether a password is that of a name, whose hash is nil where there is none.
func (d *Door) Ask(ctx context.Context, address, name, password string, hash []byte, now time.Time) Verdict {
	d.once.Do(d.open)
	key := sha256.Sum256([]byte(name + "\x00" + password + "\x00" + string(hash)))
	d.mu.Lock()
	if d.proved[key] {
		d.mu.Unlock()
		return Known
	}
	if q := d.asked[key]; q != nil {
		d.mu.Unlock()
		return q.wait(ctx)
	}
	if !d.admit(address, name, now) {
		d.mu.Unlock()
		return Later
	}
	q := &question{done: make(chan struct{})}
	d.asked[key] = q
	d.mu.Unlock()

	q.answer = d.look(ctx, hash, password)
	d.mu.Lock()
	delete(d.asked, key)
	if q.answer != Unknown { // right, or not looked at
		d.wrong.charge("address "+address, -1)
		d.wrong.charge("name "+name, -1)
	}
	if q.answer == Known {
		if len(d.proved) >= maxProved {
			clear(d.proved)
		}
		d.proved[key] = true
	}
	d.mu.Unlock()
	close(q.done)
	return q.answer
}

func (q *question) wait(ctx context.Context) Verdict {
	select {
	case <-q.done:
		return q.answer
	case <-ctx.Done():
		return Later
	}
}

// admit charges an address and a name for a wrong password, unless one of them has none left.
func (d *Door) admit(address, name string, now time.Time) bool {
	a, n := "address "+address, "name "+name
	if !d.wrong.takeOf(a, WrongAtOnce, 1.0/WrongSeconds, now) {
		return false
	}
	if !d.wrong.takeOf(n, WrongAtOnce, 1.0/WrongSeconds, now) {
		d.wrong.charge(a, -1)
		return false
	}
	return true
}

// look compares when it is its turn.
func (d *Door) look(ctx context.Context, hash []byte, password string) Verdict {
	select {
	case d.places <- struct{}{}:
	default:
		return Later
	}
	defer func() { <-d.places }()
	select {
	case d.free <- struct{}{}:
	case <-ctx.Done():
		return Later
	}
	defer func() { <-d.free }()
	if hash == nil {
		d.compare(noAccount, []byte(password))
		return Unknown
	}
	if !d.compare(hash, []byte(password)) {
		return Unknown
	}
	return Known
}

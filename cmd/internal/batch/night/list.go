// Package night is a list of jobs on its way: which are ready, given out, done, dead, late.
//
//	list, err := night.Enter(ctx, s, desk, "tonight", jobs)     // inputs, tasks and the list into the store
//	n := &night.Night{List: list, Store: s, Queue: q}
//	sum, err := n.Run(ctx)                                      // until all is done, dead or waits for the dead
//
// What it knows it knows from the store, and the queue holds no more than what is ready: so
// any number of processes may run the same list, one may go on where another has died, and a
// queue that was lost is filled again.
package night

import (
	"bufio"
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/batch/store"
)

// Line is a job of a list as the store has it.
type Line struct {
	ID       string    `json:"id"`
	Kind     string    `json:"kind"`
	Dir      string    `json:"dir,omitempty"` // of its inputs, as the list has it: a title
	Base     string    `json:"base"`          // key of the task without what comes of earlier jobs; empty: Unread
	After    []string  `json:"after,omitempty"`
	Partial  bool      `json:"partial,omitempty"` // see [job.Job]
	Priority int       `json:"priority,omitempty"`
	Due      time.Time `json:"due,omitzero"`
	Unread   say.Told  `json:"unread,omitzero"` // why its files could not be read when the list was given: it is dead
}

// Remedy is what helps a job whose files could not be read.
func (l *Line) Remedy() say.Told {
	if l.Unread.Text == "" {
		return say.Told{}
	}
	return say.Msg("put-files-there-or-correct-line")
}

// List is a list of jobs.
type List struct {
	Name   string
	Engine string
	Made   time.Time // first
	Given  time.Time // last
	Seal   string    // of who gave it, see [List.Sign]; empty: nobody's
	Lines  []Line

	Waits func(error) // is told each time that a look at it waits for the store; may be nil
}

// head is the first line of a list in the store.
type head struct {
	Schema int       `json:"schema"`
	Name   string    `json:"name"`
	Engine string    `json:"engine"`
	Made   time.Time `json:"made"`
	Given  time.Time `json:"given,omitzero"`
	Seal   string    `json:"seal,omitempty"`
}

// listSchema is the form of lists.
const listSchema = 1

// mostList is how long a list may be: some four million jobs.
const mostList = 1 << 30

// ListName is where the store has a list.
func ListName(name string) string { return "lists/" + name }

// NameOf makes the name of a list: a word, and what tells lists of other jobs apart. A list
// whose papers have changed keeps its name.
func NameOf(word string, jobs []job.Job) string {
	h := sha256.New()
	for i := range jobs {
		fmt.Fprintf(h, "%q\n", jobs[i].ID)
	}
	word = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return -1
	}, word)
	return strings.TrimLeft(word[:min(len(word), 40)]+"-"+hex.EncodeToString(h.Sum(nil)[:4]), "-")
}

// Save puts a list into the store.
func (l *List) Save(ctx context.Context, s store.Store) error {
	var b bytes.Buffer
	if err := l.write(&b, l.Seal); err != nil {
		return err
	}
	return s.Put(ctx, ListName(l.Name), bytes.NewReader(b.Bytes()), int64(b.Len()))
}

// write writes a list, a line a job.
func (l *List) write(w io.Writer, seal string) error {
	e := json.NewEncoder(w)
	if err := e.Encode(head{listSchema, l.Name, l.Engine, l.Made, l.Given, seal}); err != nil {
		return err
	}
	for i := range l.Lines {
		if err := e.Encode(&l.Lines[i]); err != nil {
			return err
		}
	}
	return nil
}

// Sign seals a list with the secret of who may give jobs. Whoever can write into the store can
// put a list there; a hub that has tokens takes up only those that are sealed.
func (l *List) Sign(secret string) { l.Seal = l.seal(secret) }

// Signed tells whether a list is as the bearer of a secret has sealed it.
func (l *List) Signed(secret string) bool {
	return hmac.Equal([]byte(l.Seal), []byte(l.seal(secret)))
}

// seal is the HMAC of all that a list says, by its name too: a list is none of another's.
func (l *List) seal(secret string) string {
	h := hmac.New(sha256.New, []byte(secret))
	io.WriteString(h, "banxin-farm list\n") // and of nothing else that is sealed with the secret
	if err := l.write(h, ""); err != nil {
		panic("night: a list cannot be written: " + err.Error())
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Load reads a list.
func Load(ctx context.Context, s store.Store, name string) (*List, error) {
	r, err := s.Get(ctx, ListName(name))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	d := json.NewDecoder(bufio.NewReader(io.LimitReader(r, mostList)))
	var h head
	if err := d.Decode(&h); err != nil || h.Schema != listSchema {
		return nil, fmt.Errorf("%s: %w", ListName(name), store.ErrDamaged)
	}
	l := &List{Name: name, Engine: h.Engine, Made: h.Made, Given: h.Given, Seal: h.Seal}
	for {
		var line Line
		if err := d.Decode(&line); err == io.EOF {
			return l, l.check()
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", ListName(name), store.ErrDamaged)
		}
		l.Lines = append(l.Lines, line)
	}
}

// check holds that what comes from a store, which is a stranger's, cannot name anything else.
func (l *List) check() error {
	for i := range l.Lines {
		if line := &l.Lines[i]; !store.IsHash(line.Base) && (line.Base != "" || line.Unread.Text == "") || !job.ValidID(line.ID) {
			return fmt.Errorf("%s: %w: line %d", ListName(l.Name), store.ErrDamaged, i+2)
		}
	}
	return nil
}

// Names lists the lists of a store, the newest first.
func Names(ctx context.Context, s store.Store) ([]string, error) {
	var all []store.Entry
	for e, err := range s.List(ctx, ListName("")) {
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	slices.SortStableFunc(all, func(a, b store.Entry) int { return b.Time.Compare(a.Time) })
	var names []string
	for _, e := range all {
		names = append(names, strings.TrimPrefix(e.Name, ListName("")))
	}
	return names, nil
}

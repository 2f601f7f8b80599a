package post

import (
	"context"
	"net/mail"
	"time"

	"banxin/editions/source"
)

// Limits of messages, in bytes on their way. Most servers take 25 MB or more; what is sent
// to a Kindle may have 50 MB.
const (
	MailBytes   = 25 << 20
	KindleBytes = 50 << 20
)

// Job is an edition to be sent.
type Job struct {
	Edition     Edition
	Server      Server
	From        mail.Address
	Unsubscribe string // address where readers leave the list, https: or mailto:; may be empty
	MaxBytes    int64  // of a message; 0: MailBytes or KindleBytes
	PerMinute   int    // messages; 0: any number
	Again       bool   // also to those who have it by the log
	Now         func() time.Time
	Wait        func(ctx context.Context, d time.Duration) error // nil: by the system's clock
	Said        func(r Reader, event, answer string)             // as it happens; may be nil

	readers []Reader
}

// Report says what a Run did.
type Report struct {
	Readers int   `json:"readers"`
	Sent    int   `json:"sent"`
	Already int   `json:"already"` // had it by the log
	Failed  int   `json:"failed"`
	Left    int   `json:"left"` // were not come to
	Bytes   int64 `json:"bytes"`
}

// Add puts readers on the job, with the log of their list; without one nothing is sent.
func (j *Job) Add(readers []Reader, log *Log) {
	for _, r := range readers {
		r.log = log
		j.readers = append(j.readers, r)
	}
}

// Attempts at a message, and how long is waited before the second and the third.
const attempts = 3

var pauses = [attempts]time.Duration{0, 15 * time.Second, 2 * time.Minute}

// patience is after how many failures in a row it is not the readers' fault.
const patience = 5

// Plan tells who is to be sent a message, and how large it is. What is too large for a form
// is a finding, and its readers are not among them.
func (j *Job) Plan(limit int64) (todo []Reader, bytes map[Form]int64, r Report, found source.List, err error) {
	bytes = map[Form]int64{}
	for _, reader := range j.readers {
		r.Readers++
		if bytes[reader.Form] == 0 {
			if bytes[reader.Form], err = size(j.message(reader, j.Now())); err != nil {
				return nil, nil, r, nil, err
			}
			if n := j.most(reader.Form, limit); bytes[reader.Form] > n {
				found.Add(source.New("SND-SIZE", source.Pos{File: j.Edition.Name + ".epub"},
					source.Msg("message-mb-takes", Megabytes(bytes[reader.Form]), string(reader.Form), Megabytes(n)),
					source.Msg("make-book-smaller-or-in-paper")))
			}
		}
		switch {
		case bytes[reader.Form] > j.most(reader.Form, limit):
			r.Failed++
		case !j.Again && reader.log != nil && reader.log.Sent(j.Edition.Name, reader.Address):
			r.Already++
		default:
			todo = append(todo, reader)
		}
	}
	return todo, bytes, r, found, nil
}

// most is the greatest message of a form: ours, or the server's where that is less.
func (j *Job) most(form Form, server int64) int64 {
	n := j.MaxBytes
	if n == 0 {
		n = MailBytes
		if form == Kindle {
			n = KindleBytes
		}
	}
	if server > 0 {
		n = min(n, server)
	}
	return n
}

// Run sends the edition to all readers who have not got it, one after another. A server that
// takes nothing from us, or a log that cannot be written, is an error, and so is the end of
// the context: what was sent until then stands in the log, and another Run goes on there.
func (j *Job) Run(ctx context.Context) (Report, source.List, error) {
	todo, _, r, found, err := j.Plan(0)
	if err != nil || len(todo) == 0 {
		return r, found, err
	}
	s := &sender{Job: j}
	if s.c, err = j.Server.dial(ctx); err != nil {
		r.Left = len(todo)
		return r, found, source.Faultf("cannot-send-by", j.Server.Host, err)
	}
	defer func() { s.c.close() }()
	if todo, s.bytes, r, found, err = j.Plan(s.c.size); err != nil {
		return r, found, err
	}
	s.report, s.found = r, found
	s.report.Left = len(todo)
	for attempt := 0; attempt < attempts && len(todo) > 0 && err == nil; attempt++ {
		if err = s.wait(ctx, pauses[attempt]); err == nil {
			todo, err = s.round(ctx, todo, attempt == attempts-1)
		}
	}
	return s.report, s.found, err
}

// sender is a run.
type sender struct {
	*Job
	c      *connection
	report Report
	found  source.List
	bytes  map[Form]int64
	last   time.Time // when the last message was begun
	failed int       // in a row
}

func (s *sender) wait(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	if s.Wait != nil {
		return s.Wait(ctx, d)
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// round sends to each reader once, and returns those whose turn is to come again; in the
// last round those have failed. Where there is no connection to be had, it comes again for
// all that are left.
func (s *sender) round(ctx context.Context, todo []Reader, last bool) (again []Reader, err error) {
	for i, r := range todo {
		if err := s.pace(ctx); err != nil {
			return nil, err
		}
		if s.c == nil {
			if s.c, err = s.Server.dial(ctx); err != nil {
				if err := source.Faultf("cannot-send-by", s.Server.Host, err); last || ctx.Err() != nil {
					return nil, err
				}
				return append(again, todo[i:]...), nil
			}
		}
		f, answer, broken := s.c.send(s.message(r, s.Now()))
		if broken {
			s.c.close()
			s.c = nil
		}
		if f == later && !last {
			again = append(again, r)
			s.say(r, "later", answer)
			continue
		}
		if err := s.settle(r, f, answer); err != nil {
			return nil, err
		}
	}
	return again, nil
}

// pace waits for the time of the next message.
func (s *sender) pace(ctx context.Context) error {
	if s.PerMinute > 0 && !s.last.IsZero() {
		next := s.last.Add(time.Minute / time.Duration(s.PerMinute))
		if err := s.wait(ctx, next.Sub(s.Now())); err != nil {
			return err
		}
	}
	s.last = s.Now()
	return ctx.Err()
}

// settle notes what became of a message.
func (s *sender) settle(r Reader, f fate, answer string) error {
	e := entry{Time: s.Now().Format(time.RFC3339), Edition: s.Edition.Name, To: r.Address, Event: "sent", Answer: answer, Message: s.messageID(r)}
	s.report.Left--
	if f == sent {
		s.report.Sent++
		s.report.Bytes += s.bytes[r.Form]
		s.failed = 0
	} else {
		e.Event = "failed"
		s.report.Failed++
		s.failed++
		s.found.Add(source.New("SND-REFUSED", r.Pos, source.Msg("not-sent-edition", r.Address, answer), source.Msg("correct-address-or-ask-reader-another")))
	}
	s.say(r, e.Event, answer)
	if r.log != nil {
		if err := r.log.add(e); err != nil {
			return err
		}
	}
	if f == barred || s.failed >= patience {
		return source.Faultf("takes-no-more-from-us", s.Server.Host, answer)
	}
	return nil
}

func (s *sender) say(r Reader, event, answer string) {
	if s.Said != nil {
		s.Said(r, event, answer)
	}
}

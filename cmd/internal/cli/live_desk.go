package cli

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"time"

	"banxin/cmd/internal/deskfiles"
	"banxin/cmd/internal/words"
	editing "banxin/output/desk"
)

// openDesk opens the desk of a paper: first of all the files become what was acknowledged. What
// it returns is to be closed. Pages go to the press of o, if it says one.
func (p *livePaper) openDesk(o *serveOptions) (*editing.Server, func(), error) {
	if p.folder() == "" {
		return nil, nil, words.Fault("sample-cannot-be-edited")
	}
	p.poke = newChanges()
	files, err := deskfiles.Open(p.folder(), p.poke.tell)
	if errors.Is(err, deskfiles.ErrHeld) {
		return nil, nil, words.Fault("edited-by-another", p.folder())
	}
	if err != nil {
		return nil, nil, words.Fault("cannot-open-desk", p.folder(), err)
	}
	options := editing.Options{Paper: files, Now: p.clock, Random: rand.Reader, Newsroom: newsroom{p}, Stage: &placing{p: p}, Past: pasts{roundPast{p}, gitPast{p.folder()}}, Intake: &deskIntake{p: p}, Log: p.w.refusals()}
	if o.sendTo != "" {
		options.Press = &deskPress{p, o.sendTo, o.keys, o.known}
	}
	s, err := editing.New(options)
	if err != nil {
		files.Close()
		return nil, nil, words.Fault("cannot-open-desk", p.folder(), err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		runDesk(ctx, s)
	}()
	return s, func() {
		stop()
		<-ended
		s.Close()
		files.Close()
	}, nil
}

// clock is the time, by the paper's clock once that is known.
func (p *livePaper) clock() time.Time {
	at := p.w.now()
	if c := p.current.Load(); c != nil {
		at = at.In(time.FixedZone("", c.Edition.Paper.Zone*60))
	}
	return at
}

// runDesk lets the desk look at its files and save, until the context ends.
func runDesk(ctx context.Context, s *editing.Server) {
	wait := time.NewTicker(100 * time.Millisecond)
	defer wait.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-wait.C:
			s.Tick()
		}
	}
}

// nonce is what nobody can guess, once for each page that is loaded.
func nonce() string {
	var b [16]byte
	rand.Read(b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}

package cli

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/editions/compare"
	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/makeup"
	"banxin/layout/page"
	"banxin/output/live"
	"banxin/output/proof"
	"banxin/output/works"
)

// live serves the proof of a paper until the context ends.
func (o *serveOptions) live(ctx context.Context, w *world) error {
	p := &livePaper{paper: &o.paper, w: w, quiet: o.quiet, chinese: words.In(true), english: words.In(false)}
	p.paper.kept = &unchangedFiles{now: w.now}
	if o.since != "" {
		was, err := readRound(o.since)
		if err != nil {
			return err
		}
		p.was, p.since = was, cmp.Or(was.Name, o.since)
	}
	l, err := o.listener("127.0.0.1:4390")
	if err != nil && o.desktop {
		l, err = o.listener("127.0.0.1:0") // as when it is clicked twice
	}
	if err != nil {
		return err
	}
	lobby, err := o.lobby(w, p, l.Addr())
	if err != nil {
		l.Close()
		return err
	}
	options := live.Options{Folder: p.folder(), Chinese: w.say.Chinese, Local: loopback(l.Addr()), Guide: w.guideHandler()}
	if !loopback(l.Addr()) {
		options.Folder = "" // nobody else's editor could open it
	}
	if o.edit {
		s, done, err := p.openDesk(o)
		if err != nil {
			l.Close()
			return err
		}
		defer done()
		options.Desk, options.Nonce = s, nonce
	}
	collectBetween()
	p.listen(ctx)
	before := p.watched()
	c, err := p.compose(ctx)
	if err != nil {
		l.Close()
		return err
	}
	p.server = live.New(options)
	p.show(c)
	if !loopback(l.Addr()) && lobby.Staff == nil {
		fmt.Fprintln(w.err, w.say.T("proof-open-to-everybody-who-can", l.Addr()))
	}
	address := "http://" + l.Addr().String() + "/"
	if _, err := fmt.Fprintln(w.out, address); err != nil {
		return err
	}
	if o.open {
		w.show(address)
	}
	h := lobby.Guard(p.server)
	if o.desktop {
		w.show(address + strings.TrimPrefix(guidePath, "/"))
		if !w.asks {
			var stop context.CancelFunc
			ctx, h, stop = whileUsed(ctx, h, forgotten)
			defer stop()
		}
	}
	go p.watch(ctx, before)
	return serve(ctx, l, h, w.err)
}

// loopback tells whether only this machine can reach an address.
func loopback(a net.Addr) bool {
	t, ok := a.(*net.TCPAddr)
	return ok && t.IP.IsLoopback()
}

// browse opens an address as the desktop does.
func browse(address string) error {
	command := browser(address)
	return exec.Command(command[0], command[1:]...).Start()
}

// browser is the command that opens an address.
func browser(address string) []string {
	switch runtime.GOOS {
	case "darwin":
		return []string{"open", address}
	case "windows":
		return []string{"rundll32", "url.dll,FileProtocolHandler", address}
	}
	return []string{"xdg-open", address}
}

// livePaper sets a paper's edition anew when its files change.
type livePaper struct {
	paper            *paperOptions
	w                *world
	session          works.Session
	plans            makeup.Memory
	quiet            bool
	server           *live.Server
	chinese, english words.Locale
	faults           []string // of reading the files, in the edition shown
	shown            bool
	was              *compare.Round // what the edition is compared with
	current          atomic.Pointer[works.Set]
	said             sentences
	told, poke       *changes // of files, by the system and by the desk
	looked           *looked  // what is known of the files; nil: they are looked at each time
	shownDay         string   // the edition whose files are watched
	since            string   // of was, its name; empty: as it was at the start
}

// folder is the absolute path of the paper's folder; empty for the sample.
func (p *livePaper) folder() string {
	if p.paper.dir == "" {
		return ""
	}
	dir, _ := paperOf(p.paper.dir)
	abs, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	return abs
}

// again composes the edition and shows it, or why it cannot be shown.
func (p *livePaper) again(ctx context.Context) {
	start := p.w.now()
	c, err := p.compose(ctx)
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		p.server.Hold([]live.Finding{{Level: proof.Error, Page: -1, Text: live.Sentence{Zh: p.chinese.Err(err), En: p.english.Err(err)}}})
		p.log(p.w.say.T("not-set", err))
		return
	}
	if p.show(c) {
		errs := c.Findings.Count(source.Error)
		p.log(p.w.say.T("set-in-errors-warnings", p.w.now().Sub(start).Round(time.Millisecond).String(), errs, c.Findings.Count(source.Warning)-errs))
	} else {
		p.log(p.w.say.T("files-with-errors-pages-stay-as"))
	}
}

func (p *livePaper) log(text string) {
	if !p.quiet {
		fmt.Fprintln(p.w.err, p.w.now().Format("15:04:05"), text)
	}
}

// compose composes and checks the edition. A fault of ours is an error like others: the
// next change may be set again.
func (p *livePaper) compose(ctx context.Context) (c *works.Set, err error) {
	defer func() {
		if r := recover(); r != nil {
			c, err = nil, words.Fault("internal-error-fault-of-banxin-please", r)
		}
	}()
	defer p.paper.kept.turn()
	if c, err = p.read().compose(ctx, p.options()); err != nil {
		return nil, err
	}
	return p.judged(c), nil
}

// read is the paper for whoever may take what is known of its files for what they are.
func (p *livePaper) read() *paperOptions {
	o := *p.paper
	o.looked = p.looked
	return &o
}

// options are those of all that is set for the live proof.
func (p *livePaper) options() works.Options { return works.Options{Session: &p.session} }

// judged adds what there is to be said of the text, the pages and all that may be made of them.
func (p *livePaper) judged(c *works.Set) *works.Set { return c.Proofread().Judge(works.Kinds()...) }

// show shows an edition and tells whether it did: one whose files cannot be read, as when
// a file is half written, leaves the pages of the last one.
func (p *livePaper) show(c *works.Set) bool {
	faults := unread(c.Findings)
	worse := slices.ContainsFunc(faults, func(f string) bool { return !slices.Contains(p.faults, f) })
	if c.Doc == nil || p.shown && worse {
		var problems []live.Finding
		for _, f := range c.Findings {
			if c.Doc == nil || faulty(f) {
				problems = append(problems, p.finding(f, -1))
			}
		}
		p.server.Hold(problems)
		return false
	}
	p.faults, p.shown = faults, true
	p.current.Store(c)
	p.server.Show(p.edition(c))
	return true
}

// faulty tells whether a finding says that a file could not be read as it is meant.
func faulty(f source.Finding) bool {
	return f.Severity == source.Error && (source.Covers("SRC", f.Code) || source.Covers("TPL", f.Code))
}

// unread lists the faults of files, wherever in their file.
func unread(l source.List) (out []string) {
	for _, f := range l {
		if faulty(f) {
			out = append(out, f.Pos.File+" "+f.Code+" "+f.Message.String())
		}
	}
	return out
}

// edition hands a composed edition over.
func (p *livePaper) edition(c *works.Set) *live.Edition {
	r := &proofreader{Set: c, say: p.w.say}
	plans := p.plans.Plan(c.Edition, c.Catalog, c.Layout)
	e := &live.Edition{Doc: page.ForProof(c.AsPrinted(c.Doc), true), Catalog: c.Catalog, Inks: inksOf(c)}
	e.Plates = func(ctx context.Context, i int) ([]live.Plate, error) { return livePlates(ctx, c, i) }
	for i := range c.Doc.Pages {
		pg := live.Page{Plan: r.plan(i)}
		if e.Doc.Pages[i] == c.Doc.Pages[i] { // else gaps are shown
			pg.Tag = c.Digest(i)[:16]
		}
		if ed := r.PageOf(i); ed != nil {
			pg.Empty = vacancies(pg.Plan, plans, ed.Number)
		}
		e.Pages = append(e.Pages, pg)
	}
	e.Stories = liveStories(c, plans)
	e.Findings = make([]live.Finding, 0, len(c.Findings))
	for _, f := range c.Findings {
		e.Findings = append(e.Findings, p.finding(f, r.On(f)))
	}
	p.said.turn()
	rate := rate(c)
	p.compare(e, r)
	e.Rate = live.Rate{Weight: int(rate.Weight*10 + 0.5), Form: int(rate.Form*10 + 0.5), Chars: rate.Chars, Rate: int(rate.Rate*100 + 0.5), Limit: report.OfficialRate * 100}
	return e
}

// compare adds what has changed since the round, or since the edition was first shown.
func (p *livePaper) compare(e *live.Edition, r *proofreader) {
	now := r.Round("")
	if p.was == nil || p.since == "" && p.was.Date != now.Date {
		p.was = now
	}
	d := &report.Difference{A: &report.Side{Round: p.was}, B: sideOf(r.Set, now, ""), Report: compare.Compare(p.was, now)}
	e.Since = live.Sentence{Zh: p.chinese.T("since-start"), En: p.english.T("since-start")}
	if p.since != "" {
		e.Since = live.Sentence{Zh: p.chinese.T("since", p.since), En: p.english.T("since", p.since)}
	}
	for i, pg := range e.Doc.Pages {
		d.Say = p.english
		english := d.Notes(pg.Number)
		d.Say = p.chinese
		for k, n := range d.Notes(pg.Number) {
			e.Changes = append(e.Changes, live.Change{Note: n, Page: i, Text: live.Sentence{Zh: n.Text, En: english[k].Text}})
		}
	}
}

// liveStories are those on the pages, in their order, and then those that have no place.
func liveStories(c *works.Set, plans []makeup.Sheet) (out []live.Story) {
	stories, heads, placed := c.Edition.ByID(), headsOf(plans), make(map[string]bool, len(c.Doc.Stories))
	fits := make(map[string][]layout.Fit, len(c.Layout.Fits))
	for i, f := range c.Layout.Fits {
		if of := fits[f.Story]; of == nil { // mostly the only one
			fits[f.Story] = c.Layout.Fits[i : i+1 : i+1]
		} else {
			fits[f.Story] = append(of, f)
		}
	}
	out = make([]live.Story, 0, len(c.Edition.Stories))
	for _, s := range c.Doc.Stories {
		placed[s.ID] = true
		out = append(out, liveStory(stories[s.ID], s.Title, s.Page, fits[s.ID], heads[s.ID]))
	}
	for _, s := range c.Edition.Stories {
		if !placed[s.ID] {
			out = append(out, liveStory(s, s.Title(), -1, fits[s.ID], heads[s.ID]))
		}
	}
	return out
}

// headsOf is what the places of headlines hold, by the story that begins there.
func headsOf(plans []makeup.Sheet) map[string]live.Head {
	out := make(map[string]live.Head, len(plans))
	for _, sh := range plans {
		for _, slot := range sh.Slots {
			if slot.Head != nil && len(slot.Stories) > 0 && slot.Stories[0].From == "" {
				out[slot.Stories[0].ID] = live.Head{Lines: slot.Head.Lines, Chars: slot.Head.Chars, Used: slot.Head.Used}
			}
		}
	}
	return out
}

// liveStory says how a story that begins on a page fits.
func liveStory(s *editions.Story, title string, on int, fits []layout.Fit, head live.Head) live.Story {
	out := live.Story{ID: s.ID, Title: title, Page: on, Head: head}
	if s.File != nil {
		out.At = live.Place{File: s.File.Name}
	}
	for i := range fits {
		f := &fits[i]
		out.Slots, out.Chars, out.Lines, out.RoomLines = f.Slots, f.Set, f.Lines, f.RoomLines
		out.OverChars, out.OverLines, out.FreeChars, out.FreeLines = f.OverChars, f.OverLines, f.FreeChars, f.FreeLines
		out.Rest = s.Rest(&f.Unset)
		if at, ok := s.RestAt(&f.Unset); ok {
			out.RestAt = live.Place{File: at.File, Line: at.Line, Col: at.Col}
		}
		for _, h := range f.Heads {
			for _, w := range h.Ways {
				out.Ways = append(out.Ways, live.Way{Lines: w.Lines, Score: w.Score, Parts: w.Parts})
			}
		}
	}
	return out
}

// finding hands a finding of a page over; -1 is none.
func (p *livePaper) finding(f source.Finding, page int) live.Finding {
	return live.Finding{
		Level: proof.Level(f.Severity), Code: f.Code, Page: page, Story: f.Story, Slot: f.Slot,
		Text: p.sentence(f.Message), Hint: p.sentence(f.Hint),
		At: live.Place{File: f.Pos.File, Line: f.Pos.Line, Col: f.Pos.Col},
	}
}

package desk

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"sync"

	"banxin/editions/splice"
)

// Stage knows the pages as they were set last, and sets them for a trial: what places stories, crops
// pictures and heals findings asks it. It reads files and writes none.
type Stage interface {
	Plan(ctx context.Context) (*Plan, error)
	// Fits says how a story would fit each slot of a page, by the page's place in edition.yaml.
	Fits(ctx context.Context, page int, story string) ([]Fit, error)
	// Offers lists what an act would change: one of most acts, all remedies of a finding.
	Offers(ctx context.Context, act Act) ([]Offer, error)
	// Try says what changes would come to.
	Try(ctx context.Context, changes []splice.Change) (*Tried, error)
	// Versions makes the pages without slots up of the stories on none, or a page anew of its own, by
	// its place in edition.yaml; -1: those without slots.
	Versions(ctx context.Context, n, page int) ([]Version, error)
}

// ErrStale says that what somebody acts on is not as it was.
var ErrStale = errors.New("the pages have changed")

// Plan is what stands where, and what stands nowhere.
type Plan struct {
	Pages     []PlanPage `json:"pages"`
	Stories   []PlanItem `json:"stories"` // all, in reading order
	Pool      []string   `json:"pool"`    // of them those on no page
	Templates []Drawing  `json:"templates"`
}

// PlanPage is a page of edition.yaml.
type PlanPage struct {
	Page     int     `json:"page"` // its place there, from 0
	Number   int     `json:"number"`
	Shown    int     `json:"shown"` // place of the printed page, from 0; -1: there is none
	Made     bool    `json:"made"`  // it has no slots for stories: versions can be made up
	Drawing  Drawing `json:"drawing"`
	Template string  `json:"template"`
}

// Drawing is a template: its slots in 1/100 pt from the trimmed page's upper left corner.
type Drawing struct {
	Name  string     `json:"name"`
	Own   bool       `json:"own"` // of the paper, not of the library
	What  string     `json:"what,omitempty"`
	W     int        `json:"w"`
	H     int        `json:"h"`
	Line  int        `json:"line"` // the leading, in 1/100 pt
	Slots []PlanSlot `json:"slots"`
}

// PlanSlot is a slot with what stands in it.
type PlanSlot struct {
	Name    string   `json:"name"`
	Kind    string   `json:"kind"`  // story, advert, index, nameplate, folio …
	Rects   [][4]int `json:"rects"` // one for each part of it
	Stories []string `json:"stories,omitempty"`
	Briefs  bool     `json:"briefs,omitempty"` // one story after another
	Fields  []Field  `json:"fields,omitempty"`
}

// Field is a field of a slot.
type Field struct {
	Keys  []string `json:"keys"` // in English, from the slot inwards
	Name  string   `json:"name"` // as the files have it
	Value string   `json:"value"`
	Day   bool     `json:"day,omitempty"` // edition.yaml says it for the day
}

// PlanItem is a story with its length.
type PlanItem struct {
	ID       string    `json:"id"`
	Title    string    `json:"title"`
	Chars    int       `json:"chars"`
	Pictures []Picture `json:"pictures,omitempty"`
}

// Picture is a picture of a story, with the point that a crop keeps in view and where it stands.
type Picture struct {
	Path  string  `json:"path"`
	Focus [2]int  `json:"focus"` // in percent
	Page  int     `json:"page"`  // printed page, -1: on none
	Rect  [4]int  `json:"rect"`  // there, in 1/100 pt
	Shown [4]int  `json:"shown"` // the part of it that is seen, in 1/10 percent of it
	Ratio float64 `json:"ratio"` // width to height of all of it
}

// Fit is how a story would fit a slot.
type Fit struct {
	Slot      string `json:"slot"`
	OverChars int    `json:"over"`
	OverLines int    `json:"over_lines"`
	FreeChars int    `json:"free_chars"`
	FreeLines int    `json:"free_lines"`
	Pictures  int    `json:"pictures,omitempty"` // that find no room
}

// Act is something that somebody does with pages.
type Act struct {
	Kind    string   `json:"kind"` // move, template, field, focus, remedy
	Story   string   `json:"story"`
	From    *Spot    `json:"from"`
	To      *Spot    `json:"to"`
	How     string   `json:"how"`
	Other   string   `json:"other"`
	Page    int      `json:"page"`
	Slot    string   `json:"slot"`
	Name    string   `json:"name"`
	Keys    []string `json:"keys"`
	Value   string   `json:"value"`
	Picture int      `json:"picture"`
	Finding *Finding `json:"finding"`
}

// Spot is a slot of a page of edition.yaml, from 0.
type Spot struct {
	Page int    `json:"page"`
	Slot string `json:"slot"`
}

// Finding names a finding of the pages as they stand.
type Finding struct {
	Code  string `json:"code"`
	File  string `json:"file"`
	Line  int    `json:"line"`
	Col   int    `json:"col"`
	Story string `json:"story"`
	Page  int    `json:"page"` // printed, from 0
	Text  string `json:"text"`
}

// Offer is something that may be done, in words of both languages, and what it changes.
type Offer struct {
	Zh, En  string
	Changes []splice.Change
	Reason  func(why string) []splice.Change // of what wants a reason, in place of Changes
	Cuts    []string                         // sentences that it leaves out
	Was     map[string][]byte                // the files as they are, by name
}

// Tried is what changes would come to.
type Tried struct {
	Fits   []TriedFit `json:"fits"`
	Errors []Said     `json:"errors"` // that come
	Gone   int        `json:"gone"`   // findings that go
}

// TriedFit is how a story fits, before and then; nil: on no page.
type TriedFit struct {
	Story string `json:"story"`
	Title string `json:"title"`
	Was   *Fit   `json:"was"`
	Now   *Fit   `json:"now"`
}

// Said is a sentence in both languages.
type Said struct{ Zh, En string }

// Version is a made-up edition: what it changes, and pictures of its pages.
type Version struct {
	Zh, En   string
	Changes  []splice.Change
	Pictures [][]byte // PNG
}

// placing registers what is done with stories on pages.
func (s *Server) placing() {
	if s.Stage == nil {
		return
	}
	p := &placer{Server: s}
	s.route("GET /desk/place/plan", Read, p.plan)
	s.route("GET /desk/place/fits", Read, p.fits)
	s.route("POST /desk/place/offers", Place, p.list)
	s.route("POST /desk/place/try", Place, p.try)
	s.route("POST /desk/place/do", Place, p.do)
	s.route("POST /desk/place/auto", Place, p.auto)
	s.route("GET /desk/place/auto", Read, p.made)
	s.route("GET /desk/place/auto/{version}/{page}", Read, p.picture)
	s.route("POST /desk/place/auto/stop", Place, p.stop)
}

// mostOffers is how many offers are remembered, the latest.
const mostOffers = 300

// placer answers for the routes of placing.
type placer struct {
	*Server
	mu     sync.Mutex
	offers []offered
	next   int
	job    *job
}

type offered struct {
	id string
	Offer
}

func (p *placer) plan(c *call) (any, error) { return answered(p.Stage.Plan(c.r.Context())) }

func answered[T any](v T, err error) (any, error) {
	if err != nil {
		return nil, stale(err)
	}
	return v, nil
}

// stale is a refusal for what cannot be done with the files as they are.
func stale(err error) error {
	if errors.Is(err, splice.ErrWritten) || errors.Is(err, ErrStale) {
		return refused(http.StatusConflict, "place-stale", err.Error())
	}
	return err
}

func (p *placer) fits(c *call) (any, error) {
	page, err := strconv.Atoi(c.r.FormValue("page"))
	if err != nil {
		return nil, refused(http.StatusBadRequest, "not-understood")
	}
	return answered(p.Stage.Fits(c.r.Context(), page, c.r.FormValue("story")))
}

// shownOffer is an offer as a browser gets it.
type shownOffer struct {
	ID     string   `json:"id"`
	Zh     string   `json:"zh"`
	En     string   `json:"en"`
	Reason bool     `json:"reason,omitempty"`
	Cuts   []string `json:"cuts,omitempty"`
	Diff   []Diff   `json:"diff"`
}

func (p *placer) list(c *call) (any, error) {
	var act Act
	if err := c.body(&act); err != nil {
		return nil, err
	}
	offers, err := p.Stage.Offers(c.r.Context(), act)
	if err != nil {
		return nil, stale(err)
	}
	out := []shownOffer{}
	for _, o := range offers {
		diff, err := p.diff(o)
		if err != nil {
			continue // it has no place in the files any more
		}
		out = append(out, shownOffer{ID: p.keep(o), Zh: o.Zh, En: o.En, Reason: o.Reason != nil, Cuts: o.Cuts, Diff: diff})
	}
	return out, nil
}

// keep remembers an offer.
func (p *placer) keep(o Offer) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.next++
	id := strconv.Itoa(p.next)
	p.offers = append(p.offers, offered{id, o})
	if n := len(p.offers) - mostOffers; n > 0 {
		p.offers = slices.Delete(p.offers, 0, n)
	}
	return id
}

// kept finds an offer, as it is with a reason.
func (p *placer) kept(id, why string) (*Offer, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	i := slices.IndexFunc(p.offers, func(o offered) bool { return o.id == id })
	if i < 0 {
		return nil, ErrStale
	}
	o := p.offers[i].Offer
	if o.Reason != nil {
		if why == "" {
			return nil, refused(http.StatusBadRequest, "place-why")
		}
		o.Changes = o.Reason(why)
	}
	return &o, nil
}

// wish is what a browser asks for: an offer by its id, or an act of which there is one way.
type wish struct {
	ID  string `json:"id"`
	Why string `json:"why"`
	Act *Act   `json:"act"`
}

func (p *placer) wished(c *call) (*Offer, error) {
	var w wish
	if err := c.body(&w); err != nil {
		return nil, err
	}
	if w.Act == nil {
		return p.kept(w.ID, w.Why)
	}
	offers, err := p.Stage.Offers(c.r.Context(), *w.Act)
	if err != nil {
		return nil, err
	}
	if len(offers) != 1 {
		return nil, ErrStale
	}
	return &offers[0], nil
}

func (p *placer) try(c *call) (any, error) {
	o, err := p.wished(c)
	if err != nil {
		return nil, stale(err)
	}
	return answered(p.Stage.Try(c.r.Context(), o.Changes))
}

func (p *placer) do(c *call) (any, error) {
	o, err := p.wished(c)
	if err != nil {
		return nil, stale(err)
	}
	if err := p.take(c, o.Zh, o.Changes); err != nil {
		return nil, err
	}
	return shownOffer{Zh: o.Zh, En: o.En}, nil
}

// take makes changes, as one step that can be taken back.
func (p *placer) take(c *call, label string, changes []splice.Change) error {
	if err := p.mayTake(c, changes); err != nil {
		return stale(err)
	}
	var edits []FileEdit
	for _, ch := range changes {
		edits = append(edits, FileEdit{File: ch.File, Make: ch.Make})
	}
	return stale(p.Change(c.who, label, edits...))
}

// diff is what an offer changes, file by file.
func (p *placer) diff(o Offer) (out []Diff, err error) {
	changes := o.Changes
	if o.Reason != nil {
		changes = o.Reason("…")
	}
	for _, ch := range changes {
		old, err := p.Text(ch.File)
		if err != nil {
			return nil, err
		}
		now, err := ch.Make(old)
		if err != nil {
			return nil, err
		}
		out = append(out, difference(ch.File, string(old), string(now)))
	}
	return out, nil
}

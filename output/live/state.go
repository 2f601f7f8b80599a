package live

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/proof"
)

// The edition as a browser gets it, with everything said in its language. Pages are
// numbered from 0, -1 is none.
type (
	top struct {
		Version int       `json:"version"`
		Title   string    `json:"title"`
		Folder  string    `json:"folder,omitempty"` // absolute; for links into an editor
		Since   string    `json:"since"`            // what the changes count from
		Rate    rateState `json:"rate"`
		Plates  string    `json:"plates,omitempty"` // stands for how pages become plates; empty: none can be shown
	}
	pageState struct {
		Name    string       `json:"name"`
		Section string       `json:"section,omitempty"`
		Tag     string       `json:"tag"` // another one, another look
		W       points       `json:"w"`
		H       points       `json:"h"`
		State   string       `json:"state"` // over short empty full
		Fit     string       `json:"fit"`
		Count   string       `json:"count,omitempty"` // of errors and warnings
		Grave   bool         `json:"grave,omitempty"` // there are errors
		Changed []box        `json:"changed"`         // since the version before
		Pieces  []pieceState `json:"pieces"`
	}
	pieceState struct {
		Story string `json:"story"`
		Rect  box    `json:"rect"`
	}
	storyState struct {
		ID     string      `json:"id"`
		Title  string      `json:"title"`
		Page   int         `json:"page"`
		Where  string      `json:"where"` // page and slots
		At     Place       `json:"at"`
		State  string      `json:"state"` // over short full
		Fit    string      `json:"fit"`
		Rest   string      `json:"rest,omitempty"` // text that found no place
		RestAt Place       `json:"restAt"`         // where it begins
		Chars  int         `json:"chars"`          // of its text, set
		Lines  int         `json:"lines"`
		Room   int         `json:"room"` // lines of body that its slots have
		Over   amount      `json:"over"`
		Free   amount      `json:"free"`
		Head   *headState  `json:"head,omitempty"`
		Parts  []partState `json:"parts"`
		Ways   []wayState  `json:"ways"` // to break its headline
	}
	amount struct {
		Chars int `json:"chars"`
		Lines int `json:"lines"`
	}
	headState struct {
		Lines int `json:"lines"`
		Chars int `json:"chars"` // that a line holds
	}
	wayState struct {
		Lines string `json:"lines"`
		Said  string `json:"said"`
		State string `json:"state"`
	}
	partState struct {
		Role  string `json:"role"`
		Name  string `json:"name"`
		Set   string `json:"set"`
		Fit   string `json:"fit"`
		State string `json:"state"`
		Page  int    `json:"page"`
		Rect  box    `json:"rect"`
		At    Place  `json:"at"`
	}
	findingState struct {
		Level  string `json:"level"` // error warning note; of a change changed
		Said   string `json:"said"`  // the level, in words
		Code   string `json:"code"`
		Text   string `json:"text"`
		Hint   string `json:"hint,omitempty"`
		Number int    `json:"number,omitempty"` // on its page
		Page   int    `json:"page"`
		Story  string `json:"story,omitempty"`
		At     Place  `json:"at"`
		Rect   *box   `json:"rect,omitempty"`
	}
	rateState struct {
		Said  string `json:"said"`
		State string `json:"state"` // full short over
		Part  int    `json:"part"`  // of the limit, in 1/100
	}
)

// points is a length in points, with two decimals.
type points unit.Length

// MarshalJSON writes the length as a number.
func (p points) MarshalJSON() ([]byte, error) {
	return strconv.AppendFloat(nil, float64(unit.Length(p).MulDiv(100, int64(unit.Pt)))/100, 'f', -1, 64), nil
}

// box is a place on a page: x, y, width and height.
type box [4]points

func boxOf(r unit.Rect) box { return box{points(r.X), points(r.Y), points(r.W), points(r.H)} }

// teller says an edition in a language.
type teller struct{ words }

// top is what is said of the edition as a whole.
func (t teller) top(n *snapshot, s *Server) top {
	out := top{Version: n.version, Folder: s.Folder}
	if n.ed == nil {
		return out
	}
	out.Title, out.Since, out.Rate = t.title(n.ed.Doc.Meta), n.ed.Since.in(t.chinese), t.rate(n.ed.Rate)
	if n.ed.Plates != nil {
		out.Plates = "inks-" + n.ed.Inks
	}
	return out
}

func (t teller) title(m page.Meta) string {
	s := m.Paper + " " + m.Date
	if m.Issue > 0 {
		s += " " + fmt.Sprintf(t.issue, m.Issue)
	}
	return s
}

func (t teller) page(p *pageOf) pageState {
	out := pageState{Name: fmt.Sprintf(t.pageName, p.name), Section: p.section, Tag: p.tag, W: points(p.trim.W), H: points(p.trim.H), Changed: []box{}, Pieces: []pieceState{}}
	for _, r := range p.changed {
		out.Changed = append(out.Changed, boxOf(r))
	}
	for _, pc := range p.pieces {
		out.Pieces = append(out.Pieces, pieceState{pc.story, boxOf(pc.rect)})
	}
	out.State, out.Fit = t.fit(&p.fit)
	if p.empty > 0 && out.State != over {
		out.State, out.Fit = empty, t.amounts(t.emptySlots, p.empty)
	}
	out.Count, out.Grave = t.count(p.counts)
	return out
}

// count says how many errors and warnings a page has, and whether it has errors.
func (t teller) count(n [len(levels)]int) (said string, grave bool) {
	if n[proof.Error] > 0 {
		said = fmt.Sprintf(t.errors, n[proof.Error])
	}
	if n[proof.Warning] > 0 {
		said += " " + fmt.Sprintf(t.warnings, n[proof.Warning])
	}
	return strings.TrimSpace(said), n[proof.Error] > 0
}

// States of stories and pages.
const (
	over  = "over"
	short = "short" // by more than a line
	empty = "empty"
	full  = "full"
)

// fit says how a story fits.
func (t teller) fit(s *Story) (state, said string) {
	switch {
	case s.OverChars > 0 || s.OverLines > 0:
		return over, t.amounts(t.overBy, s.OverChars, s.OverLines)
	case s.FreeLines > 1:
		return short, t.amounts(t.shortBy, s.FreeChars, s.FreeLines)
	case s.FreeLines == 1:
		return full, t.amounts(t.shortBy, s.FreeChars, s.FreeLines)
	}
	return full, t.fits
}

func (t teller) story(of *storyOf) storyState {
	s := of.Story
	out := storyState{ID: s.ID, Title: s.Title, Page: s.Page, At: s.At, Rest: s.Rest, Parts: []partState{}, Ways: t.ways(s),
		RestAt: s.RestAt, Chars: s.Chars, Lines: s.Lines, Room: s.RoomLines, Over: amount{s.OverChars, s.OverLines}, Free: amount{s.FreeChars, s.FreeLines}}
	if s.Head.Chars > 0 {
		out.Head = &headState{s.Head.Lines, s.Head.Chars}
	}
	if s.Page < 0 {
		out.Where, out.State, out.Fit = t.unplaced, empty, t.unplaced
		return out
	}
	out.Where = fmt.Sprintf(t.pageName, of.pageName) + " " + strings.Join(s.Slots, "→")
	out.State, out.Fit = t.fit(s)
	for _, on := range of.parts {
		for _, p := range on.parts {
			if !slices.ContainsFunc(out.Parts, func(q partState) bool { return q.Name == proof.PartName(p.role, !t.chinese) }) {
				out.Parts = append(out.Parts, t.part(s, on.page, p))
			}
		}
	}
	return out
}

// ways says how a headline is broken and could be.
func (t teller) ways(s *Story) []wayState {
	out := make([]wayState, 0, len(s.Ways))
	for _, w := range s.Ways {
		one := wayState{Lines: strings.Join(w.Lines, " | "), Said: fmt.Sprintf(t.score, w.Score), State: full}
		if w.Parts != "" {
			one.Said, one.State = one.Said+fmt.Sprintf(t.parting, w.Parts), over
		}
		out = append(out, one)
	}
	return out
}

// part says what is set of a part of a story, and how it fits where that is known.
func (t teller) part(s *Story, i int, p part) partState {
	out := partState{Role: string(p.role), Name: proof.PartName(p.role, !t.chinese), Page: i, Rect: boxOf(p.rect), At: p.at, Set: t.amounts(t.setLines, p.chars, p.lines)}
	switch h := s.Head; {
	case p.role == page.RoleParagraph:
		out.Set = t.amounts(t.setOf, s.Chars, s.Lines, s.RoomLines)
		out.State, out.Fit = t.fit(s)
	case p.role == page.RoleHeadline && h.Chars > 0 && h.Used > h.Chars:
		out.State, out.Fit = over, t.amounts(t.headOver, h.Used-h.Chars, h.Chars)
	case p.role == page.RoleHeadline && h.Chars > 0:
		out.State, out.Fit = full, fmt.Sprintf(t.headHolds, h.Used, h.Chars)
	}
	return out
}

// levels are the names of levels for the style sheet.
var levels = [...]string{proof.Remark: "note", proof.Warning: "warning", proof.Error: "error", proof.Changed: "changed"}

func (t teller) finding(f *findingOf) findingState {
	return findingState{Level: levels[f.Level], Said: t.level[f.Level], Code: f.Code, Text: f.Text.in(t.chinese), Hint: f.Hint.in(t.chinese),
		Page: f.Page, Story: f.Story, At: f.At, Number: f.number, Rect: placed(f.rect)}
}

func (t teller) change(c *changeOf) findingState {
	return findingState{Level: levels[proof.Changed], Text: c.text.in(t.chinese), Page: c.page, Story: c.story, At: c.at, Number: c.number, Rect: placed(c.rect)}
}

func (t teller) rate(r Rate) rateState {
	out := rateState{Said: fmt.Sprintf(t.meter, tenths(r.Weight), r.Chars, hundredths(r.Rate), hundredths(r.Limit)), State: full}
	if r.Form > 0 {
		out.Said += fmt.Sprintf(t.form, tenths(r.Form))
	}
	if r.Limit > 0 {
		out.Part = min(100*r.Rate/r.Limit, 200)
	}
	switch {
	case out.Part > 100:
		out.State = over
	case out.Part > 50:
		out.State = short
	}
	return out
}

// tenths writes 13 as 1.3.
func tenths(n int) string { return fmt.Sprintf("%d.%d", n/10, n%10) }

// hundredths writes 300 as 3.00.
func hundredths(n int) string { return fmt.Sprintf("%d.%02d", n/100, n%100) }

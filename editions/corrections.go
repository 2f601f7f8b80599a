package editions

import (
	"slices"
	"strings"
	"time"

	"banxin/editions/source"
)

// Correction is 更正: what a story had wrong has been put right in its file. It is said in
// edition.yaml or in the story's head, and never by the clock, so that an edition issued
// again has the same bytes anywhere.
type Correction struct {
	Story string    // id
	Time  time.Time // in the paper's zone
	Note  string    // 说明: what was wrong, in a sentence; may be empty
	Pos   source.Pos
}

// Withdrawal is 撤稿: a story that nobody is to read any more. It stays in the files, so
// that its address is known and can say so.
type Withdrawal struct {
	Story string    // id
	Time  time.Time // zero where it is not said
	Note  string
	Pos   source.Pos
}

// CorrectionsOf returns the corrections of a story, the oldest first.
func (e *Edition) CorrectionsOf(id string) (out []Correction) {
	for _, c := range e.Corrections {
		if c.Story == id {
			out = append(out, c)
		}
	}
	return out
}

// Withdrawal returns the withdrawal of a story, nil for nearly all.
func (e *Edition) Withdrawal(id string) *Withdrawal {
	if i := slices.IndexFunc(e.Withdrawn, func(w Withdrawal) bool { return w.Story == id }); i >= 0 {
		return &e.Withdrawn[i]
	}
	return nil
}

// Version is the number of a story's state: 1 as it was issued, and one more for each of its
// corrections and for its withdrawal.
func (e *Edition) Version(id string) int {
	n := 1 + len(e.CorrectionsOf(id))
	if e.Withdrawal(id) != nil {
		n++
	}
	return n
}

// Revised is when a story came to what it says now: the time of its latest correction or
// withdrawal, and that of its issue where there is none. Every product asks here.
func (e *Edition) Revised(id string, issued time.Time) time.Time {
	return e.revised(issued, func(story string) bool { return story == id })
}

// Modified is when the edition came to what it says now: the latest of its stories' times.
func (e *Edition) Modified(issued time.Time) time.Time {
	return e.revised(issued, func(string) bool { return true })
}

// revised is the latest time of the changes to some stories, at least as many seconds behind
// the day's beginning as there are: a change always moves the date, also one made before
// midnight UTC, where Chinese papers are read at breakfast, and one that says no time.
func (e *Edition) revised(issued time.Time, of func(story string) bool) time.Time {
	latest, n := e.Date.Midnight(), 0
	change := func(story string, at time.Time) {
		if of(story) {
			n++
			if at.After(latest) {
				latest = at
			}
		}
	}
	for _, c := range e.Corrections {
		change(c.Story, c.Time)
	}
	for _, w := range e.Withdrawn {
		change(w.Story, w.Time)
	}
	if n == 0 {
		return issued
	}
	if least := e.Date.Midnight().Add(time.Duration(n) * time.Second); latest.Before(least) {
		latest = least
	}
	return latest
}

// Midnight is the day's beginning, UTC: when an edition counts as issued.
func (d Date) Midnight() time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}

var correctionWords = []word{
	{zh: "稿件", en: "story", also: []string{"稿", "编号"}},
	{zh: "时间", en: "time", also: []string{"日期", "date"}},
	{zh: "说明", en: "note", also: []string{"内容", "更正", "原因"}},
}

// ownWords are those in the head of the story itself.
var ownWords = correctionWords[1:]

// corrections reads 更正 of edition.yaml.
func (l *loader) corrections(ed *Edition, v *value) {
	for _, item := range l.changes(v, true) {
		for _, id := range item.stories {
			if ed.Story(id.text) != nil {
				ed.Corrections = append(ed.Corrections, Correction{id.text, item.time, item.note, item.at.pos()})
			} else {
				l.nobody(ed, id)
			}
		}
	}
}

// withdrawn reads 撤稿 of edition.yaml: ids, or mappings that say when and why.
func (l *loader) withdrawn(ed *Edition, v *value) {
	for _, item := range l.changes(l.wideList(v), false) {
		for _, id := range item.stories {
			switch {
			case ed.Story(id.text) == nil:
				l.nobody(ed, id)
			case ed.Withdrawal(id.text) != nil:
				l.at("SRC-DUP", id, source.Msg("said-twice", id.text), source.Msg("keep-one-of-two"))
			default:
				ed.Withdrawn = append(ed.Withdrawn, Withdrawal{id.text, item.time, item.note, item.at.pos()})
			}
		}
	}
}

// nobody reports the id of a story that is not there, with the nearest that is.
func (l *loader) nobody(ed *Edition, id *value) {
	var ids []string
	for _, s := range ed.Stories {
		ids = append(ids, s.ID)
	}
	hint := source.Msg("write-id-of-story-of-this")
	if near, ok := Nearest(ids, id.text); ok {
		hint = source.Msg("did-you-mean", near)
	}
	l.at("PLAN-STORY", id, source.Msg("no-story-id", clip(id.text, 40)), hint)
}

// settleChanges takes the corrections of the stories' heads to those of edition.yaml, in the
// order of their times, and looks whether each can be.
func (l *loader) settleChanges(ed *Edition) {
	for _, s := range ed.Stories {
		for _, c := range s.corrections {
			c.Story = s.ID
			ed.Corrections = append(ed.Corrections, c)
		}
	}
	for i := range ed.Corrections {
		c := &ed.Corrections[i]
		c.Time = ed.Paper.clock(c.Time)
		l.early(ed, c.Time, c.Pos)
	}
	for i := range ed.Withdrawn {
		w := &ed.Withdrawn[i]
		w.Time = ed.Paper.clock(w.Time)
		l.early(ed, w.Time, w.Pos)
	}
	l.once(ed)
	slices.SortStableFunc(ed.Corrections, func(a, b Correction) int { return a.Time.Compare(b.Time) })
}

// once drops corrections that are said again, be it in the list or in the story's head:
// readers would see them twice, and versions are counted by them.
func (l *loader) once(ed *Edition) {
	type said struct {
		story, note string
		time        int64
	}
	seen := map[said]bool{}
	ed.Corrections = slices.DeleteFunc(ed.Corrections, func(c Correction) bool {
		key := said{c.Story, c.Note, c.Time.UnixNano()}
		again := seen[key]
		seen[key] = true
		if again {
			l.found.Add(source.New("SRC-DUP", c.Pos, source.Msg("said-twice", clip(c.Story, 40)), source.Msg("keep-one-of-two")).As(source.Warning))
		}
		return again
	})
}

// early reports a change made before the edition was printed.
func (l *loader) early(ed *Edition, at time.Time, pos source.Pos) {
	y, m, d := at.Date()
	if !at.IsZero() && ed.Date != (Date{}) && (Date{y, int(m), d}).Midnight().Before(ed.Date.Midnight()) {
		l.found.Add(source.New("SRC-DATE", pos, source.Msg("before-day-of-edition", at.Format(minutes)), source.Msg("write-when-story-put-right-by")).As(source.Warning))
	}
}

// change is an entry of 更正 or 撤稿.
type change struct {
	at      *value
	stories []*value
	time    time.Time // of unsaidZone where it says no zone
	note    string
}

// changes reads one entry or a list of them. Where no time is needed an id is enough.
func (d *desk) changes(v *value, timed bool) (out []change) {
	for _, item := range one(v) {
		if item.shape == scalar && !timed {
			out = append(out, change{at: item, stories: []*value{item}})
			continue
		}
		c, ok := d.change(item, correctionWords, timed)
		if ok && len(c.stories) == 0 {
			d.at("SRC-VALUE", item, source.Msg("names-no-story"), source.Msg("write-id-of-story-of-this"))
		} else if ok {
			out = append(out, c)
		}
	}
	return out
}

// one is the items of a list, and a value that is no list by itself.
func one(v *value) []*value {
	switch {
	case !said(v):
		return nil
	case v.shape == list:
		return v.items
	}
	return []*value{v}
}

// change reads one entry; false where it cannot be.
func (d *desk) change(item *value, words []word, timed bool) (c change, ok bool) {
	if item.shape != mapping {
		d.at("SRC-TYPE", item, source.Msg("expected-what-changed-here"), source.Msg("write-2026-10-20-09-30-2"))
		return c, false
	}
	f := d.fields(item, words)
	c = change{at: item, note: strings.Join(strings.Fields(d.str(f.at("note"))), " ")}
	if len(words) > len(ownWords) {
		c.stories = d.strs(f.at("story"))
	}
	if !said(f.at("time")) {
		if timed {
			d.at("SRC-VALUE", item, source.Msg("correction-does-not-say-when"), source.Msg("write-2026-10-20-09-30"))
		}
		return c, !timed
	}
	c.time, ok = d.moment(f.at("time"))
	return c, ok
}

// ownCorrections reads 更正 of a story's head, which names no story.
func (d *desk) ownCorrections(s *Story, v *value) {
	for _, item := range one(v) {
		if c, ok := d.change(item, ownWords, true); ok {
			s.corrections = append(s.corrections, Correction{Time: c.time, Note: c.note, Pos: item.pos()})
		}
	}
}

// unsaidZone is that of a time without one, until the paper's is known.
var unsaidZone = time.FixedZone("unsaid", 0)

const minutes = "2006-01-02 15:04"

// moments are the forms of a time. The last say the zone.
var moments = []string{minutes, "2006-01-02 15:04:05", "2006-01-02", "2006-01-02 15:04Z07:00", "2006-01-02 15:04:05Z07:00"}

// moment takes a time; false where there is none.
func (d *desk) moment(v *value) (time.Time, bool) {
	s := d.str(v)
	if s == "" {
		return time.Time{}, false
	}
	for i, form := range moments {
		t, err := time.ParseInLocation(form, strings.Replace(s, "T", " ", 1), unsaidZone)
		if err == nil && t.Year() >= 1000 {
			if i >= 3 {
				_, offset := t.Zone()
				t = t.In(time.FixedZone("", offset))
			}
			return t, true
		}
	}
	d.at("SRC-VALUE", v, source.Msg("no-time", clip(s, 40)), source.Msg("write-2026-10-20-09-30"))
	return time.Time{}, false
}

// clock is a time by the paper's clock, as readers are told it; one without a zone is what that
// showed.
func (p *Paper) clock(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	if t.Location() == unsaidZone {
		t = t.Add(-time.Duration(p.Zone) * time.Minute)
	}
	return t.In(time.FixedZone("", p.Zone*60))
}

// zone takes the paper's hours from UTC in minutes: 东八区 is +08:00. Where it is not said,
// Chinese papers have +08:00, others UTC.
func (d *desk) zone(v *value, lang string) int {
	usual := 0
	if l := strings.ToLower(lang); l == "zh" || strings.HasPrefix(l, "zh-") {
		usual = 8 * 60
	}
	if !said(v) {
		return usual
	}
	t, err := time.Parse("Z07:00", d.str(v))
	if err != nil {
		d.at("SRC-VALUE", v, source.Msg("no-time-zone", clip(d.str(v), 40)), source.Msg("write-08-00"))
		return usual
	}
	_, offset := t.Zone()
	return offset / 60
}

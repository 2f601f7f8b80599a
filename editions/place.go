package editions

import (
	"cmp"
	"slices"
	"strings"

	"banxin/editions/source"
)

// jumpSlot is where stories go on when 转 names a page alone.
const jumpSlot = "转版"

// placer puts stories on pages.
type placer struct {
	*loader
	ed     *Edition
	byID   map[string]*Story
	placed map[*Story]bool
	bare   map[string][]string // ids by what they would be if their files were no copies; nil: not asked yet
	astray []astray
	asks   []asked
}

// place fills the pages' Placed: what edition.yaml says in its order, then the stories
// that place themselves, in the order of the drawn slots and by rank, then what is
// continued from other pages. ed.Stories then follow the pages.
func (l *loader) place(ed *Edition, pages []*value) {
	p := &placer{loader: l, ed: ed, byID: map[string]*Story{}, placed: map[*Story]bool{}}
	for _, s := range ed.Stories {
		p.byID[s.ID] = s
	}
	for i, v := range pages {
		p.written(ed.Pages[i], v)
	}
	p.twice()
	p.themselves()
	p.continued()
	p.order()
	p.mourn()
	p.strayed()
	p.excepted()
}

// excepted tells of exceptions in edition.yaml for stories that the edition does not have.
func (p *placer) excepted() {
	var ids []string
	for _, s := range p.ed.Stories {
		ids = append(ids, s.ID)
	}
	for _, e := range p.spared {
		id := strings.TrimSpace(e.story.text)
		if id == "" || p.byID[id] != nil || e.story.file.Name != p.ed.File.Name {
			continue
		}
		hint := source.Msg("take-exception-out")
		if near, ok := Nearest(ids, id); ok {
			hint = source.Msg("did-you-mean", near)
		}
		p.found.Add(source.New("PLAN-STORY", e.story.pos(), source.Msg("exception-for-no-story", e.code, id), hint).As(source.Warning))
	}
}

// spared is the story of an exception for findings of a code.
type spared struct {
	code  string
	story *value
}

// written takes the placements of edition.yaml for a page.
func (p *placer) written(page *Page, v *value) {
	for _, e := range p.placements(page, v) {
		slot := p.slot(page, e.key.text, e.key.pos(), "")
		place := Placement{Slot: e.key.text, Pos: e.key.pos()}
		if slot != nil {
			place.Slot = slot.Name
		}
		if slot != nil && slot.Kind == AdvertSlot && !p.copied(e.value) {
			place.Advert = p.advert(p.ed, e.value)
			page.Placed = append(page.Placed, place)
			continue
		}
		stands := map[*Story]bool{}
		for _, item := range p.scalars(p.braced(e.value)) {
			id := strings.TrimSpace(item.text)
			s := p.byID[id]
			if s == nil {
				p.meant(&place, slot, item, id)
				continue
			}
			if stands[s] {
				p.at("PLAN-TWICE", item, source.Msg("story-stands-twice-in", id, e.key.text), source.Msg("remove-one-of-two"))
				continue
			}
			if slot != nil && slot.Kind == StorySlot {
				p.asks = append(p.asks, asked{s, page, slot, item, len(place.Stories) == 0})
			}
			stands[s], place.Stories = true, append(place.Stories, s.ID)
			if slot == nil || slot.Kind != IndexSlot {
				p.placed[s] = true
			}
			p.contradiction(s, page, place.Slot, slot)
		}
		if slot != nil && slot.Kind != StorySlot {
			p.astray = append(p.astray, astray{page: page, slot: slot, pos: e.key.pos(), stories: place.Stories})
		}
		if slot == nil || slot.Kind == StorySlot || slot.Kind == IndexSlot {
			page.put(place)
		}
	}
}

// put adds what a slot holds; what is there under its name already, since another name was taken for
// it, comes first.
func (page *Page) put(place Placement) {
	i := slices.IndexFunc(page.Placed, func(o Placement) bool { return o.Slot == place.Slot })
	if i < 0 {
		page.Placed = append(page.Placed, place)
		return
	}
	page.Placed[i].Stories = append(slices.Clip(page.Placed[i].Stories), place.Stories...)
}

// placements are the slots that stand under 稿件. Stories without slots are told, with the slots
// that the page has, and taken for placed.
func (p *placer) placements(page *Page, v *value) []pair {
	if !said(v) {
		return nil
	}
	if v.shape == mapping {
		return p.entries(p.joined(v))
	}
	if keyed := p.keyed(v); keyed.shape == mapping {
		return p.entries(keyed)
	}
	if len(page.Template.Slots) == 0 {
		return p.entries(v)
	}
	hint := source.Msg("write-slot-before-story", p.freeSlot(page)+": …", strings.Join(page.Template.StoryPlaces(), " "))
	for _, item := range p.scalars(v) {
		for _, id := range listSlip(item.text, func(id string) bool { return p.byID[id] != nil }) {
			p.placed[p.byID[id]] = true
			hint = source.Msg("write-slot-before-story", p.freeSlot(page)+": "+id, strings.Join(page.Template.StoryPlaces(), " "))
		}
	}
	p.at("SRC-TYPE", v, source.Msg("stories-without-slots"), hint)
	return nil
}

// joined takes the stories of a slot that stands in two lines together, and tells how they stand in
// one.
func (p *placer) joined(v *value) *value {
	out := *v
	out.pairs = nil
	for _, e := range v.pairs {
		i := slices.IndexFunc(out.pairs, func(o pair) bool { return o.key.text == e.key.text })
		if i < 0 || out.pairs[i].value.shape == mapping || e.value.shape == mapping {
			out.pairs = append(out.pairs, e)
			continue
		}
		both := *out.pairs[i].value
		both.shape, both.items = list, append(p.stories(out.pairs[i].value), p.stories(e.value)...)
		out.pairs[i].value = &both
		var ids []string
		for _, t := range both.items {
			ids = append(ids, strings.TrimSpace(t.text))
		}
		p.at("SRC-DUP", e.key, source.Msg("said-twice", e.key.text), source.Msg("write-stories-in-one-line", e.key.text+": ["+strings.Join(ids, ", ")+"]"))
	}
	return &out
}

// stories are the texts of a value that is one or a list of them.
func (p *placer) stories(v *value) []*value {
	if v.shape == scalar {
		return []*value{v}
	}
	return slices.Clone(v.items)
}

// freeSlot is the first slot for stories of a page.
func (p *placer) freeSlot(page *Page) string {
	for _, s := range page.Template.Slots {
		if s.Kind == StorySlot {
			return s.Name
		}
	}
	return page.Template.Slots[0].Name
}

// meant reports a story that is not there. Several with the wrong marks between them, or files'
// names, are taken for what they mean, so that nothing else is said of them.
func (p *placer) meant(place *Placement, slot *Slot, item *value, id string) {
	ids := listSlip(id, func(id string) bool { return p.byID[id] != nil && !slices.Contains(place.Stories, id) })
	if s := p.headed(id); s != nil && len(ids) == 0 {
		ids = []string{s.ID}
	}
	all := "[" + strings.Join(ids, ", ") + "]"
	hint := source.Msg("write-as", all)
	if item.quoted {
		hint = source.Msg("write-without-marks", all)
	}
	near, ok := Nearest(sortedKeys(p.byID), id)
	ok = ok && !p.placed[p.byID[near]]
	like := p.copyOf(id)
	switch {
	case len(ids) > 1:
		p.at("PLAN-STORY", item, source.Msg("no-story-id", id), hint)
	case len(ids) == 1 && unseen(id): // told already
	case like != "" && !ok && bareID(id) == id:
		p.at("PLAN-STORY", item, source.Msg("no-story-id", id), source.Msg("rename-story-or-write", like+".md", id+".md", like))
		ids = []string{like}
	case len(ids) == 1:
		p.at("PLAN-STORY", item, source.Msg("no-story-id", id), source.Msg("write-as", ids[0]))
	case ok:
		p.at("PLAN-STORY", item, source.Msg("no-story-id", id), source.Msg("did-you-mean", near))
		ids = []string{near}
	case like != "":
		p.at("PLAN-STORY", item, source.Msg("no-story-id", id), source.Msg("write-as", like))
		ids = []string{like}
	default:
		p.noStory(item, id)
		return
	}
	place.Stories = append(place.Stories, ids...)
	for _, id := range ids {
		if slot == nil || slot.Kind != IndexSlot {
			p.placed[p.byID[id]] = true
		}
	}
}

// headed is the one story whose headline a text is; nil without one.
func (p *placer) headed(text string) (s *Story) {
	for _, o := range p.ed.Stories {
		var lines []string
		for _, l := range o.Headline {
			lines = append(lines, l.String())
		}
		if len(lines) == 0 || plainly(strings.Join(lines, "")) != plainly(text) {
			continue
		}
		if s != nil {
			return nil
		}
		s = o
	}
	return s
}

// braced takes stories in braces, {食堂, 集市}, for a list, and says how it is written.
func (p *placer) braced(v *value) *value {
	if v.shape != mapping || slices.ContainsFunc(v.pairs, func(e pair) bool { return said(e.value) }) {
		return v
	}
	out := *v
	out.shape, out.pairs = list, nil
	var ids []string
	for _, e := range v.pairs {
		out.items, ids = append(out.items, e.key), append(ids, e.key.text)
	}
	d := source.Msg("write-as", "["+strings.Join(ids, ", ")+"]")
	p.add("SRC-TYPE", v.file.Pos(v.flow), source.Msg("stories-in-braces"), d)
	return &out
}

// nothings are what people write where no story is to stand.
var nothings = []string{"无", "空", "空着", "空白", "没有", "暂无", "暂缺", "待定", "待补", "略", "/", "—", "——", "－", "none", "nil"}

func (p *placer) noStory(v *value, id string) {
	if slices.Contains(nothings, strings.ToLower(id)) {
		p.at("PLAN-STORY", v, source.Msg("no-story-id", id), source.Msg("no-story-write-nothing"))
		return
	}
	p.at("PLAN-STORY", v, source.Msg("no-story-id", id), source.Msg("write-stories-md-or-remove-from", p.ed.Path, id))
}

// contradiction notes a story that says another place than edition.yaml gives it.
func (p *placer) contradiction(s *Story, page *Page, slot string, to *Slot) {
	here := s.Page == 0 || s.Page == page.Number
	if to != nil && to.Kind == IndexSlot || here && (s.Slot == "" || s.Slot == slot) || s.JumpPage == page.Number {
		return
	}
	at, lines := s.asks.page, "版"
	switch {
	case here:
		at, lines = s.asks.slot, "版位"
	case s.Slot != "":
		lines = "版、版位"
	}
	p.found.Add(source.New("PLAN-BOTH", s.at(at), source.Msg("story-asks-place-edition-yaml-puts", placeAsked(s.Page, s.Slot), placeAsked(page.Number, slot)),
		source.Msg("edition-yaml-followed-remove-from-story", lines)).Of(s.ID).On(page.Number, slot))
}

// placeAsked names a page and a slot; 0 and empty: not said.
func placeAsked(page int, slot string) source.Message {
	switch {
	case page == 0:
		return source.Msg("slot-named", slot)
	case slot == "":
		return source.Msg("page-numbered", page)
	}
	return source.Msg("slot-of-page", page, slot)
}

// slot returns the slot of a page that a story, or edition.yaml, names; nil after a finding.
func (p *placer) slot(page *Page, name string, pos source.Pos, story string) *Slot {
	t := page.Template
	if s := t.Slot(name); s != nil || len(t.Slots) == 0 {
		return s
	}
	hint := source.Msg("template", strings.Join(t.takers(), " "))
	if len(t.takers()) == 0 {
		hint = source.Msg("page-made-up-by-auto")
	}
	for _, s := range t.Slots {
		switch {
		case plainly(s.Name) != plainly(strings.Trim(name, marksAround)):
			continue
		case !unseen(name):
			p.found.Add(source.New("PLAN-SLOT", pos, source.Msg("page-no-slot", page.Number, name), source.Msg("write-as", s.Name)).Of(story).On(page.Number, name))
		}
		return s
	}
	meant, ok := Nearest(t.slotNames(), name)
	if ok {
		hint = source.Msg("did-you-mean-slot", meant, strings.Join(t.takers(), " "))
	}
	p.found.Add(source.New("PLAN-SLOT", pos, source.Msg("page-no-slot", page.Number, name), hint).Of(story).On(page.Number, name))
	return t.Slot(meant)
}

func (ed *Edition) page(number int) *Page {
	for _, p := range ed.Pages {
		if p.Number <= number && number < p.Number+p.Wide() {
			return p
		}
	}
	return nil
}

// pageFor returns the page that a story asks for, or nil after a finding.
func (p *placer) pageFor(s *Story, number int, at source.Span) *Page {
	page := p.ed.page(number)
	if page == nil {
		p.found.Add(source.New("PLAN-PAGE", s.at(at), source.Msg("story-asks-page-which-edition-does", number),
			source.Msg("edition-pages", len(p.ed.Pages))).Of(s.ID))
	}
	return page
}

func (p *placer) story(s *Story, code string, msg, hint source.Message) {
	p.found.Add(source.New(code, s.pos(), msg, hint).Of(s.ID))
}

// pos is the place of a story as a whole: where its front matter begins.
func (s *Story) pos() source.Pos {
	return s.File.Pos(source.Span{Start: s.Span.Start, End: s.Span.Start})
}

// at is the place of what a story asks for; that of the story where it asks for nothing.
func (s *Story) at(span source.Span) source.Pos {
	if span == (source.Span{}) {
		return s.pos()
	}
	return s.File.Pos(span)
}

// themselves places the stories that say their page.
func (p *placer) themselves() {
	type wish struct {
		story *Story
		page  *Page
		order int
	}
	var wishes []wish
	for _, s := range p.ed.Stories {
		if s.Page == 0 || p.placed[s] {
			continue
		}
		p.placed[s] = true // or said why not
		page := p.pageFor(s, s.Page, s.asks.page)
		if page == nil || len(page.Template.Slots) == 0 {
			continue
		}
		slot := p.wished(s, page)
		if slot == nil {
			continue
		}
		wishes = append(wishes, wish{s, page, slices.Index(page.Template.Slots, slot)})
	}
	slices.SortStableFunc(wishes, func(a, b wish) int {
		return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.story.Rank, b.story.Rank))
	})
	for _, w := range wishes {
		w.page.join(w.page.Template.Slots[w.order].Name, w.story)
	}
	for _, w := range wishes {
		p.crowded(w.page, w.page.Template.Slots[w.order], w.story)
	}
}

// wished returns the slot that a story names, or the only one that takes stories.
func (p *placer) wished(s *Story, page *Page) *Slot {
	if s.Slot != "" {
		return p.copySlot(page, s.Slot, s, s.asks.slot)
	}
	var only *Slot
	for _, slot := range page.Template.Slots {
		if slot.Kind != StorySlot {
			continue
		}
		if slot.Flow {
			return slot
		}
		if only != nil {
			p.found.Add(source.New("PLAN-SLOT", s.at(s.asks.page), source.Msg("story-asks-page-but-no-slot", page.Number),
				source.Msg("add-slot-one-of", strings.Join(page.Template.StoryPlaces(), " "))).Of(s.ID))
			return nil
		}
		only = slot
	}
	if only == nil {
		p.unslotted(s, page)
	}
	return only
}

// join puts a story at the end of a slot of the page.
func (page *Page) join(slot string, s *Story) {
	for i := range page.Placed {
		if page.Placed[i].Slot == slot {
			if !slices.Contains(page.Placed[i].Stories, s.ID) {
				page.Placed[i].Stories = append(page.Placed[i].Stories, s.ID)
			}
			return
		}
	}
	page.Placed = append(page.Placed, Placement{Slot: slot, Stories: []string{s.ID}, Pos: s.pos()})
}

// continued places what 转 asks for: stories that go on in one slot in the order in which
// they begin.
func (p *placer) continued() {
	all, _ := p.reading()
	for _, s := range all {
		page := p.jumpTo(s)
		if page == nil {
			continue
		}
		name := cmp.Or(s.JumpSlot, jumpSlot)
		if slot := p.copySlot(page, name, s, s.asks.jump); slot != nil {
			page.join(slot.Name, s)
		}
	}
}

// jumpTo returns the page that a story goes on on; nil when it goes on nowhere, or after
// a finding. The page's own name comes before what counts as its number.
func (p *placer) jumpTo(s *Story) *Page {
	if s.JumpName == "" {
		if s.JumpPage == 0 {
			return nil
		}
		return p.pageFor(s, s.JumpPage, s.asks.jump)
	}
	var names []string
	for _, page := range p.ed.Pages {
		if page.Name == s.JumpName {
			return page
		}
		if page.Name != "" {
			names = append(names, page.Name)
		}
	}
	hint := source.Msg("call-page-it-goes-on-to", s.JumpName)
	if near, ok := Nearest(names, s.JumpName); ok {
		hint = source.Msg("did-you-mean", near)
	} else if len(names) > 0 {
		hint = source.Msg("edition-has", strings.Join(names, " "))
	}
	p.story(s, "PLAN-PAGE", source.Msg("story-to-go-on-on-page", s.JumpName), hint)
	return nil
}

// order sorts the stories by their first place in the edition, and reports those that
// have none.
func (p *placer) order() {
	all, n := p.reading()
	for _, s := range all[n:] {
		if !p.placed[s] && len(p.ed.Pages) > 0 {
			msg := source.Msg("story-stands-on-no-page", s.ID)
			if name := p.listing(s); name != "" {
				msg = source.Msg("story-stands-on-no-page-but-is-listed", s.ID, name)
			}
			p.story(s, "PLAN-UNPLACED", msg, source.Msg("put-into-of-page-or-say"))
		}
	}
	p.ed.Stories = all
}

// reading lists all stories by their first place in the edition: the first n stand in it.
func (p *placer) reading() (out []*Story, n int) {
	seen := map[*Story]bool{}
	for _, page := range p.ed.Pages {
		for _, place := range page.Placed {
			if slot := page.Template.Slot(place.Slot); slot != nil && slot.Kind == IndexSlot {
				continue
			}
			for _, id := range place.Stories {
				if s := p.byID[id]; !seen[s] {
					seen[s] = true
					out = append(out, s)
				}
			}
		}
	}
	n = len(out)
	for _, s := range p.ed.Stories {
		if !seen[s] {
			out = append(out, s)
		}
	}
	return out, n
}

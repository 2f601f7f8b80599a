package layout

import (
	"sort"
	"strconv"
	"sync"

	"banxin/assets"
	"banxin/editions"
	"banxin/editions/lexicon"
	"banxin/editions/source"
	"banxin/fonts"
	"banxin/layout/flow"
	"banxin/layout/inline"
)

// plan is an edition made ready for setting: every slot resolved on its page's grid, and
// the runs that can be set independently.
type plan struct {
	ed      *editions.Edition
	byID    map[string]*editions.Story
	palette *flow.Palette
	lang    flow.Language
	sources map[*source.File]int32
	files   []string
	images  map[string]int
	paths   []string // of the images, in order
	adverts []*editions.Advert
	sheets  []*sheet
	styles  map[*editions.Template]*flow.Styles
	tasks   []*task // galleys to be made, in reading order
	runs    []*flow.Run
	flows   []bool // a run each: it fills a flow template
	repeats []int  // pages a page of the edition stands for

	blank   bool // nothing has been put on any page
	unready bool // there are pages that wait for their first story

	found source.List                                   // about the pages as they are to be made
	room  func(*editions.Template, *editions.Slot) Room // see Options.Room

	once  sync.Once
	made  []Sheet                  // see Sheets
	known map[*editions.Page]Sheet // of the last composition; see Session
}

// sheet is a page of the edition with its grid.
type sheet struct {
	page   *editions.Page
	grid   *flow.Grid
	styles *flow.Styles
	placed []placed
}

// placed is a placement resolved.
type placed struct {
	slot *editions.Slot
	ids  []string
	made bool // by banxin: nobody has said which
}

// task is a story to be measured.
type task struct {
	story  *editions.Story
	styles *flow.Styles
	slot   *editions.Slot
	silent bool // its label is shown by an earlier story of its group
	galley *flow.Galley
}

func newPlan(ed *editions.Edition, cat *fonts.Catalog) *plan {
	p := &plan{ed: ed, byID: make(map[string]*editions.Story, len(ed.Stories)), sources: make(map[*source.File]int32, len(ed.Stories)), images: map[string]int{}, styles: map[*editions.Template]*flow.Styles{}}
	p.lang = flow.Language{Phrases: phrasesOf(ed.Paper.Lang), Hyphens: hyphens}
	p.lang.Stories = map[*source.File]string{}
	for _, s := range ed.Stories {
		if s.Lang != "" && s.File != nil {
			p.lang.Stories[s.File] = s.Lang
		}
	}
	p.number()
	p.palette = flow.NewPalette(ed.Paper, sorted(ed.Paper.Colors))
	p.blank = blank(ed)
	p.unready = unready(ed)
	pages, found := indexed(ed, p.unready)
	p.found = found
	for _, pg := range pages {
		p.sheets = append(p.sheets, p.sheet(pg, cat))
		p.repeats = append(p.repeats, 1)
	}
	return p
}

// hyphens and phrases are tables, each read when it is first asked, and not again for the next
// composition: a page that is planned has many.
var (
	hyphens = inline.NewHyphens(assets.Hyphens())
	phrases sync.Map // *inline.Phrases by the first byte of their model
)

func phrasesOf(lang string) *inline.Phrases {
	model := assets.Phrases(lang)
	p, _ := phrases.LoadOrStore(&model[0], inline.NewPhrases(model, lexicon.Segment))
	return p.(*inline.Phrases)
}

func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// number gives story files and images their index in the Doc.
func (p *plan) number() {
	for _, s := range p.ed.Stories {
		p.byID[s.ID] = s
		if s.File != nil && p.sources[s.File] == 0 {
			p.files = append(p.files, s.File.Name)
			p.sources[s.File] = int32(len(p.files))
		}
	}
	for _, path := range sorted(p.ed.Images) {
		if p.ed.Images[path].Format != "pdf" {
			p.images[path] = len(p.paths)
			p.paths = append(p.paths, path)
		}
	}
	p.listAdverts()
}

func (p *plan) sheet(pg *editions.Page, cat *fonts.Catalog) *sheet {
	t := pg.Template
	sh := &sheet{page: pg}
	if t == nil {
		return sh
	}
	sh.grid = flow.NewGrid(t)
	if p.styles[t] == nil {
		p.styles[t] = flow.NewStyles(p.ed.Paper, cat, p.palette, sh.grid, p.lang, p.sources)
	}
	sh.styles = p.styles[t]
	for _, pl := range pg.Placed {
		if s := slotNamed(t, pl.Slot); s != nil {
			sh.placed = append(sh.placed, placed{s, pl.Stories, pl.Made})
		}
	}
	return sh
}

func slotNamed(t *editions.Template, name string) *editions.Slot {
	for _, s := range t.Slots {
		if s.Name == name {
			return s
		}
	}
	return nil
}

// place is a story slot with its stories, before runs are formed.
type place struct {
	sheet int
	placed
	run int // representative of its set
}

// arrange forms the runs: places that share a story are set by one goroutine. fill
// measures the stories.
func (p *plan) arrange(fill func([]*task)) {
	places := p.places()
	galleys := make(map[string]*task, len(p.byID))
	first := make(map[string]int, len(p.byID))
	shown := map[[2]string]bool{} // group and label
	for i := range places {
		for _, id := range places[i].ids {
			st := p.byID[id]
			if st == nil {
				continue
			}
			if j, ok := first[id]; ok {
				join(places, i, j)
				continue
			}
			first[id] = i
			group := [2]string{st.Group, st.Label.String()}
			galleys[id] = &task{story: st, styles: p.sheets[places[i].sheet].styles, slot: places[i].slot, silent: st.Group != "" && shown[group]}
			shown[group] = true
			p.tasks = append(p.tasks, galleys[id])
		}
	}
	fill(p.tasks)
	byRoot := map[int]int{}
	for i := range places {
		root := find(places, i)
		n, ok := byRoot[root]
		if !ok {
			n = len(p.runs)
			byRoot[root] = n
			p.runs = append(p.runs, &flow.Run{Number: p.pageNumber, Name: p.pageName, Images: p.images})
			p.flows = append(p.flows, false)
		}
		p.runs[n].Slots = append(p.runs[n].Slots, p.slotRun(places[i], galleys))
		p.flows[n] = p.flows[n] || p.runs[n].Slots[len(p.runs[n].Slots)-1].More != nil
	}
}

// places lists the story slots that have stories, in page order.
func (p *plan) places() []place {
	var out []place
	for i, sh := range p.sheets {
		for _, pl := range sh.placed {
			if pl.slot.Kind == editions.StorySlot {
				out = append(out, place{sheet: i, placed: pl, run: len(out)})
			}
		}
	}
	return out
}

func find(ps []place, i int) int {
	for ps[i].run != i {
		i = ps[i].run
	}
	return i
}

func join(ps []place, i, j int) {
	a, b := find(ps, i), find(ps, j)
	ps[max(a, b)].run = min(a, b)
}

func (p *plan) slotRun(pl place, galleys map[string]*task) flow.SlotRun {
	s := flow.SlotRun{Name: pl.slot.Name}
	s.Regions = p.regions(flow.PageRef{Index: pl.sheet}, pl.slot)
	has := make(map[*task]bool, len(pl.ids))
	for _, id := range pl.ids {
		t := galleys[id]
		if t == nil || has[t] {
			continue
		}
		has[t] = true
		s.Stories = append(s.Stories, t.galley)
	}
	if p.sheets[pl.sheet].page.Template.Flow && pl.slot.Flow {
		s.More = func(repeat int) []*flow.Region {
			return p.regions(flow.PageRef{Index: pl.sheet, Repeat: repeat}, pl.slot)
		}
	}
	return s
}

func (p *plan) regions(ref flow.PageRef, s *editions.Slot) []*flow.Region {
	var out []*flow.Region
	for _, f := range s.Frames {
		out = append(out, flow.NewRegion(ref, p.sheets[ref.Index].grid, s, f))
	}
	return out
}

// pageNumber counts printed pages from 1.
func (p *plan) pageNumber(ref flow.PageRef) int {
	n := 1 + ref.Repeat*p.sheets[ref.Index].page.Wide()
	for i, r := range p.repeats[:ref.Index] {
		n += r * p.sheets[i].page.Wide()
	}
	return n
}

// pageName is the label on paper.
func (p *plan) pageName(ref flow.PageRef) string {
	if pg := p.sheets[ref.Index].page; pg.Name != "" && p.repeats[ref.Index] == 1 && !pg.Template.Flow {
		return pg.Name
	}
	return strconv.Itoa(p.pageNumber(ref))
}

package intake

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
)

// Target says where stories are to go.
type Target struct {
	Page  int               // 版; 0: not said
	Slot  string            // 版位
	ID    string            // of the only story; empty: made of the copy's name
	Taken func(string) bool // tells whether stories/NAME.md or images/NAME is there already; nil: nothing is
	// Known names the file in images/ that a picture is already, where the story comes back
	// corrected; empty: none. One that did not come along has a name and no data. nil: none is known.
	Known func(File) string
}

// Story is a story as it is to be written.
type Story struct {
	ID         string
	Title      string
	Genre      string
	Text       []byte // the story file
	Pictures   []File // for images/
	Missing    []File // pictures that did not come along: Name in images/, Data is where they lie
	Notes      []Note
	Proposed   Proposal
	Questions  []Question
	Characters int // of its text, heads included
}

// Result is what became of a copy.
type Result struct {
	Copy    *Copy
	Stories []*Story
	Account Account
	Changed []Substitution // what reads otherwise than it came
	Fault   error          // the account does not close, or the file would not read as the story: nothing may be written
}

// Substitution is a stretch of the copy that reads otherwise in the story.
type Substitution struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Compose makes stories of a copy. The copy's pieces are used up.
func Compose(c *Copy, to Target) *Result {
	r := &Result{Copy: c}
	if c.Refused {
		return r
	}
	if to.Taken == nil {
		to.Taken = func(string) bool { return false }
	}
	if to.Known == nil {
		to.Known = func(File) string { return "" }
	}
	c.mere()
	ledger := newLedger(c)
	changes := c.changed()
	c.tracked = changes
	es := c.labelled(c.chat(c.elems(c.Pieces, c.Options.Changes)))
	used := map[string]bool{}
	taken := func(name string) bool { return used[name] || to.Taken(name) }
	drafts := c.split(es)
	if len(es) == 0 && len(c.Inner) > 0 {
		drafts = nil // a cover: what it holds are the stories
	}
	for i, group := range drafts {
		d := &draft{copy: c, meta: c.Meta}
		if i > 0 {
			d.meta = Meta{}
		}
		f := &finder{c: c, d: d, es: group, opt: c.Options}
		f.run()
		if d.empty() {
			continue
		}
		c.defaults(d)
		s := d.story(to, taken, len(drafts) > 1)
		first := len(r.Stories) == 0
		if first {
			c.offer(s, taken, to.Known)
		}
		used["stories/"+s.ID+".md"] = true
		for _, p := range append(s.Pictures[:len(s.Pictures):len(s.Pictures)], s.Missing...) {
			used["images/"+p.Name] = true
		}
		for _, k := range d.asked {
			c.question(k)
		}
		s.Notes = c.notesOf(d, s.ID, changes, first)
		d.book(ledger)
		d.texts(func(_ string, runs []Run) {
			for _, run := range runs {
				if run.to > run.from && !run.exact {
					r.Changed = append(r.Changed, Substitution{ledger.tape[run.from:run.to], run.Text})
				}
			}
		})
		if err := d.verify(s); err != nil && r.Fault == nil {
			r.Fault = err
		}
		c.lostLooks(d.lost)
		r.Stories = append(r.Stories, s)
	}
	for _, k := range c.Comments {
		for _, run := range k.Runs {
			ledger.enter(run.from, run.to, leftOut)
		}
	}
	ledger.omissions(c.Left)
	slices.SortStableFunc(c.Left, func(a, b Omission) int { return cmp.Compare(a.order(), b.order()) })
	account, err := ledger.close()
	if err == nil {
		err = c.oversaid()
	}
	r.Account = account
	if err != nil && r.Fault == nil {
		r.Fault = err
	}
	if len(r.Stories) == 0 && len(c.Inner) == 0 && r.Fault == nil {
		c.Find("IMP-EMPTY", source.Msg("file-holds-nothing-to-print"), source.Msg("right-file-text-sent"), Place{})
	}
	c.report(r)
	return r
}

// mere makes pieces of the pictures that are all there is of a copy.
func (c *Copy) mere() {
	if len(c.Pieces) > 0 || len(c.Inner) > 0 {
		return
	}
	for _, f := range c.Offered {
		c.Add(Piece{Kind: Image, Pic: &Picture{Name: f.Name, Data: f.Data, Apart: true}})
	}
	c.Offered = nil
}

// offer hands on pictures that came along and stand nowhere in the story: into images/, for
// the editor to use.
func (c *Copy) offer(s *Story, taken func(string) bool, known func(File) string) {
	for _, f := range c.Offered {
		name := plainPath(SafeName(f.Name), extension(&Picture{Name: f.Name, Data: f.Data}))
		if known(File{name, f.Data}) != "" {
			continue
		}
		name = unique(name, func(n string) bool {
			return taken("images/"+n) || slices.ContainsFunc(s.Pictures, func(p File) bool { return p.Name == n })
		})
		s.Pictures = append(s.Pictures, File{Name: name, Data: f.Data})
		c.Find("IMP-OFFER", source.Msg("picture-came-along-unused", name), source.Msg("write-picture-where-it-belongs", name), Place{})
	}
}

// order is where an omission stands in the copy; things without characters come last.
func (o Omission) order() int {
	if o.to == o.from {
		return 1 << 30
	}
	return o.from
}

// defaults settles what cannot stand as it came.
func (c *Copy) defaults(d *draft) {
	for _, b := range d.blocks {
		if b.kind == pictureBlock && !creditFits(b.pic.credit) {
			if len(b.pic.caption) > 0 {
				b.pic.caption = append(b.pic.caption, Made("\u3000"))
			}
			b.pic.caption, b.pic.credit = append(b.pic.caption, b.pic.credit...), nil
		}
	}
}

// story writes the draft to a story.
func (d *draft) story(to Target, taken func(string) bool, several bool) *Story {
	base := baseName(d.copy.Name)
	s := &Story{Genre: d.genre, Proposed: d.proposed, Questions: d.asked, Title: d.title()}
	id := to.ID
	if id == "" && d.meta.ID != "" {
		id = idOf(d.meta.ID)
	}
	if id == "" && several {
		id = plainID(s.Title)
	}
	if id == "" {
		id = plainID(base)
	}
	if id == "" {
		id = "story"
	}
	s.ID = strings.TrimSuffix(unique(id+".md", func(n string) bool { return taken("stories/" + n) }), ".md")
	s.Pictures = d.files(base, func(n string) bool { return taken("images/" + n) }, to.Known)
	for _, b := range d.blocks {
		if b.kind == pictureBlock && b.pic.Data == nil && !b.pic.known {
			s.Missing = append(s.Missing, File{Name: b.pic.file, Data: []byte(b.pic.Ref)})
		}
	}
	s.Text = d.write(to.Page, to.Slot, light)
	s.Characters = d.characters()
	return s
}

// baseName is the name of a file without folders and extension.
func baseName(name string) string {
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	if ext := path.Ext(base); len(ext) <= 9 {
		base = strings.TrimSuffix(base, ext)
	}
	return strings.Trim(SafeName(base), " .")
}

// title is the headline in one line.
func (d *draft) title() string {
	var parts []string
	for _, l := range d.headline {
		parts = append(parts, TextOf(l))
	}
	if len(parts) == 0 {
		for _, b := range d.blocks {
			if t := TextOf(b.runs); t != "" {
				return short(t, 16)
			}
		}
	}
	return strings.Join(parts, " ")
}

// texts calls f for each text of the draft in the order of the story file.
func (d *draft) texts(f func(part string, runs []Run)) {
	f("label", d.label)
	for _, p := range []struct {
		name  string
		lines [][]Run
	}{{"kicker", d.kicker}, {"headline", d.headline}, {"deck", d.deck}} {
		for _, l := range p.lines {
			f(p.name, l)
		}
	}
	f("byline", d.byline)
	for i, b := range d.blocks {
		part := "p" + itoa(i+1)
		switch b.kind {
		case itemBlock:
			f(part, append(append([]Run(nil), b.mark...), b.runs...))
		case tableBlock:
			for _, row := range b.table.Rows {
				for _, cell := range row {
					f(part, cell.Runs)
				}
			}
		case pictureBlock:
			f(part, b.pic.caption)
			f(part, b.pic.credit)
			f("", b.pic.Alt)
		default:
			f(part, b.runs)
		}
	}
	for _, n := range d.notes {
		f("note", n.runs)
	}
}

// book enters what the story holds into the ledger.
func (d *draft) book(l *ledger) { d.texts(func(_ string, runs []Run) { l.runs(runs) }) }

func (d *draft) characters() (n int) {
	d.texts(func(_ string, runs []Run) { n += characters(runs) })
	return n
}

// verify reads the story file as banxin will and compares its texts with those meant. Where
// they differ the file is written once more with every sign escaped, then without markup.
func (d *draft) verify(s *Story) error {
	err := d.same(s)
	if err == nil {
		return nil
	}
	was, _ := editions.ParseStory(source.NewFile("x.md", s.Text))
	for _, c := range []care{careful, bare} {
		again := *s
		again.Text = d.write(was.Page, was.Slot, c)
		if d.same(&again) == nil {
			s.Text = again.Text
			return nil
		}
	}
	return err
}

func (d *draft) same(s *Story) error {
	parsed, found := editions.ParseStory(source.NewFile(s.ID+".md", s.Text))
	for _, f := range found {
		if f.Severity == source.Error && f.Code != "SRC-CHAR" && f.Code != "SRC-SIZE" && f.Code != "SRC-DEPTH" {
			return fmt.Errorf("the story file would have a fault: %s %s", f.Pos, f.Message)
		}
	}
	a, b := squeeze(d.meant()), squeeze(textsOf(parsed))
	if a != b {
		i := 0
		for i < min(len(a), len(b)) && a[i] == b[i] {
			i++
		}
		return fmt.Errorf("the story file would not read as the copy does: %q, not %q", around(b+" ", min(i, len(b))), around(a+" ", min(i, len(a))))
	}
	return nil
}

// meant lists the texts that the story file is to read as, in the order of textsOf.
func (d *draft) meant() []string {
	var byline, texts, alts []string
	note := 0
	d.texts(func(part string, runs []Run) {
		text := d.storyText(runs)
		switch part {
		case "byline":
			byline = append(byline, text)
		case "":
			alts = append(alts, text)
		case "note":
			texts = append(texts, itoa(d.numbers[d.notes[note].name]), text)
			note++
		default:
			texts = append(texts, text)
		}
	})
	return slices.Concat(byline, texts, alts)
}

// storyText is what runs read in a story; the sign of a note is its number there.
func (d *draft) storyText(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		if r.Note != "" {
			b.WriteString(itoa(d.numbers[r.Note]))
			continue
		}
		b.WriteString(r.Text)
		b.WriteString(TextOf(r.Ruby))
	}
	return b.String()
}

// squeeze joins texts without white space and the signs that notation adds or takes.
func squeeze(texts []string) string {
	return strings.Map(func(r rune) rune {
		if space(r) {
			return -1
		}
		return r
	}, editions.Compose(strings.Join(texts, "")))
}

// textsOf lists what a story says: its by-line, which stands before or after the text, its
// other texts in reading order, and the descriptions of its pictures.
func textsOf(s *editions.Story) []string {
	var byline, texts, alts []string
	for p := range s.Parts() {
		var b strings.Builder
		switch {
		case p.Role == editions.RoleCaption && p.At == editions.InText: // of a table: written as a line over it
			b.WriteString("表：")
		case p.Marker != editions.Bullet:
			b.WriteString(p.Marker)
		}
		for _, r := range p.Text.Runs {
			b.WriteString(r.Text)
			b.WriteString(r.Ruby)
		}
		if p.Role == editions.RoleByline {
			byline = append(byline, b.String())
			continue
		}
		texts = append(texts, b.String())
	}
	for _, p := range s.Pictures() {
		alts = append(alts, p.Alt)
	}
	return slices.Concat(byline, texts, alts)
}

// report adds the findings about the whole copy.
func (c *Copy) report(r *Result) {
	for _, s := range r.Stories {
		for _, p := range s.Missing {
			where := string(p.Data)
			if where == "" {
				where = p.Name
			}
			c.Found.Add(source.New("PIC-MISSING", c.pos(Place{}), source.Msg("picture-did-not-come-along", p.Name, where), source.Msg("put-it-into-images")).As(source.Warning))
		}
	}
	if r.Fault != nil {
		c.Find("IMP-ACCOUNT", source.Msg("account-does-not-close", r.Fault), source.Msg("nothing-written-fault-of-banxin-send"), Place{})
	}
}

// PlainText is what a story says, for Similar.
func PlainText(s *editions.Story) string { return strings.Join(textsOf(s), "\n") }

package intake

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"banxin/editions"
	"banxin/editions/intake/form"
)

func itoa(n int) string { return strconv.Itoa(n) }

// storyWriter writes a draft as a story file.
type storyWriter struct {
	d     *draft
	care  care
	names map[string]int
	out   bytes.Buffer
	at    Place // of the block being written
	deep  []int // how far the items that the next may stand in are indented
	lost  []lost
}

// care is how much a writer escapes.
type care uint8

const (
	light   care = iota // what would be markup
	careful             // every sign that ever is
	bare                // the same, and no markup inside lines
)

func (d *draft) write(page int, slot string, care care) []byte {
	w := &storyWriter{d: d, care: care, names: map[string]int{}}
	w.head(page, slot)
	w.blocks()
	w.footnotes()
	d.lost = w.lost
	return w.out.Bytes()
}

func (w *storyWriter) lose(look lostLook, text string) {
	w.lost = append(w.lost, lost{look, text, w.at})
}

func (w *storyWriter) line(runs []Run, heads bool) string {
	in := &inline{careful: w.care > light, bare: w.care == bare, names: w.names, plain: heads, lose: w.lose}
	return in.text(runs)
}

// lineOf writes a text of the head, where nothing begins a block.
func (w *storyWriter) lineOf(runs []Run) string {
	in := &inline{careful: w.care > light, bare: w.care == bare, names: w.names, plain: true, head: true, lose: w.lose}
	return in.text(runs)
}

// head writes the front matter: the keys in the order in which they are documented.
func (w *storyWriter) head(page int, slot string) {
	d := w.d
	values := map[string]string{"genre": quoteYAML(d.genre, false), "label": w.value(d.label), "kicker": w.values(d.kicker), "headline": w.values(d.headline), "deck": w.values(d.deck), "byline": w.value(d.byline)}
	set := func(key, v string) {
		if v != "" {
			values[key] = quoteYAML(v, false)
		}
	}
	if d.meta.ID != "" {
		set("id", idOf(d.meta.ID))
	}
	set("slot", first(slot, d.meta.Slot))
	set("section", d.meta.Section)
	set("group", d.meta.Group)
	if d.meta.ByGroup {
		set("byline-scope", "组")
	}
	set("jump", d.meta.Jump)
	if p := max(page, 0) + d.meta.Page*btoi(page <= 0); p > 0 {
		values["page"] = itoa(p)
	}
	if d.meta.Rank > 0 {
		values["rank"] = itoa(d.meta.Rank)
	}
	values["corrections"] = correctionsOf(d.meta.Corrections)
	w.out.WriteString("---\n")
	for _, k := range storyKeys() {
		if v := values[k.Name]; v != "" && v != `""` {
			w.out.WriteString(k.Chinese + ": " + v + "\n")
		}
	}
	w.out.WriteString("---\n")
}

// correctionsOf writes 更正 in a line, with the zone of each time: the paper's clock is not known.
func correctionsOf(list []Corrected) string {
	var out []string
	for _, c := range list {
		entry := "{时间: " + c.Time.Format("2006-01-02 15:04:05Z07:00")
		if c.Note != "" {
			entry += ", 说明: " + quoteYAML(c.Note, true)
		}
		out = append(out, entry+"}")
	}
	if len(out) == 0 {
		return ""
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// storyKeys are the keys of a story's front matter, in their order.
var storyKeys = sync.OnceValue(func() []editions.Key {
	sets := editions.Keys()
	return sets[slices.IndexFunc(sets, func(s editions.KeySet) bool { return s.Name == "story" })].Keys
})

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// value writes a text of the head.
func (w *storyWriter) value(runs []Run) string {
	if len(runs) == 0 {
		return ""
	}
	return quoteYAML(w.lineOf(runs), false)
}

// values writes the lines of a head: one as it is, several as a list.
func (w *storyWriter) values(lines [][]Run) string {
	switch len(lines) {
	case 0:
		return ""
	case 1:
		return w.value(lines[0])
	}
	var out []string
	for _, l := range lines {
		out = append(out, quoteYAML(w.lineOf(l), true))
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// blocks writes the text: a blank line between blocks, none between items and the lines of
// a sign-off.
func (w *storyWriter) blocks() {
	for i, b := range w.d.blocks {
		w.at = b.at
		s := w.block(b)
		if s == "" {
			continue
		}
		s = w.named(i, s)
		sep := "\n"
		if i > 0 {
			switch before := w.d.blocks[i-1]; {
			case b.kind == itemBlock && b.bound:
			case b.bound, b.kind == before.kind && (b.kind == itemBlock || b.kind == signBlock), b.kind == pictureBlock && b.pic.joined && before.kind == pictureBlock:
				sep = ""
			case b.kind == before.kind && (b.kind == quoteBlock || b.kind == leadBlock):
				sep = ">\n"
			}
		}
		w.out.WriteString(sep + s + "\n")
	}
}

// named is a block with the name of its kind of paragraph: in braces at its end where it stands
// alone, in a fence round those that follow one another.
func (w *storyWriter) named(i int, s string) string {
	b := w.d.blocks[i]
	if b.manner == "" || b.kind != paraBlock {
		return s
	}
	if b.manner == verse {
		s = strings.ReplaceAll(s, "\\\n", "\n")
	}
	same := func(k int) bool {
		return k >= 0 && k < len(w.d.blocks) && w.d.blocks[k].kind == paraBlock && w.d.blocks[k].manner == b.manner
	}
	switch before, after := same(i-1), same(i+1); {
	case !before && !after:
		return s + "\n{" + b.manner + "}"
	case !before:
		return "::: " + b.manner + "\n" + s
	case !after:
		return s + "\n:::"
	}
	return s
}

func (w *storyWriter) block(b block) string {
	if b.kind != itemBlock {
		w.deep = nil
	}
	switch b.kind {
	case subheadBlock:
		return strings.Repeat("#", b.level) + " " + unhash(w.line(b.runs, true))
	case leadBlock, quoteBlock:
		return "> " + strings.ReplaceAll(w.line(b.runs, false), "\n", "\n> ")
	case signBlock:
		return ">> " + w.line(b.runs, true)
	case itemBlock:
		return w.item(b)
	case tableBlock:
		return w.table(b.table)
	case pictureBlock:
		return w.picture(b.pic)
	}
	return w.line(b.runs, false)
}

// unhash escapes # at the end of a subhead, which CommonMark would drop.
func unhash(s string) string {
	if strings.HasSuffix(s, "#") {
		return s[:len(s)-1] + "\\#"
	}
	return s
}

// typedNumber is a number that needs no escape after a hyphen.
var typedNumber = form.Of(`^[0-9]{1,9}[.)]$`)

// item writes an item: a number that CommonMark knows as it is, others as text after a
// hyphen.
func (w *storyWriter) item(b block) string {
	if n := min(b.level+1, len(w.deep)); b.bound && n > 0 {
		w.deep = w.deep[:n]
		return strings.Repeat(" ", w.deep[n-1]) + w.line(b.runs, false)
	} else if b.bound {
		return w.line(b.runs, false)
	}
	s := w.marked(b)
	w.deep = w.deep[:min(b.level, len(w.deep))]
	in := 0
	if n := len(w.deep); n > 0 {
		in = w.deep[n-1]
	}
	before, _, _ := strings.Cut(s, " ")
	w.deep = append(w.deep, in+len(before)+1)
	return strings.Repeat(" ", in) + s
}

// marked is an item with its mark.
func (w *storyWriter) marked(b block) string {
	mark, text := TextOf(b.mark), w.line(b.runs, false)
	written := mark
	if !typedNumber().MatchString(mark) {
		written = (&inline{careful: true}).text(b.mark)
	}
	switch {
	case mark == "":
		return "- " + text
	case isNumberMark(mark):
		return mark + " " + text
	case mark[len(mark)-1] < 0x80:
		return "- " + written + " " + text
	}
	return "- " + written + text
}

// What a cell holds that the one at its left takes in, and one that the one above it does.
const (
	joinLeft  = "<"
	joinAbove = "^"
)

// table writes rows and a rule under the first. Cells that others take in are < or ^.
func (w *storyWriter) table(p *Piece) string {
	rows, figures := w.grid(p)
	var b strings.Builder
	for i, row := range rows {
		b.WriteString("|")
		for _, cell := range row {
			if cell == "" {
				b.WriteString(" |")
				continue
			}
			b.WriteString(" " + cell + " |")
		}
		if i == 0 {
			b.WriteString("\n|")
			for _, right := range figures {
				if right {
					b.WriteString("---:|")
				} else {
					b.WriteString("---|")
				}
			}
		}
		if i < len(rows)-1 {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// grid lays out the cells of a table and tells which columns are figures.
func (w *storyWriter) grid(p *Piece) (rows [][]string, figures []bool) {
	width := 0
	taken := map[[2]int]bool{} // by a cell above
	texts := map[[2]int]string{}
	for i, row := range p.Rows {
		x := 0
		for _, cell := range row {
			for taken[[2]int{i, x}] {
				x++
			}
			in := &inline{careful: w.care > light, bare: w.care == bare, table: true, names: w.names, plain: i == 0, lose: w.lose}
			text := in.text(cell.Runs)
			if text == joinLeft || text == joinAbove {
				text = `\` + text // it stands for itself
			}
			texts[[2]int{i, x}] = text
			spanX, spanY := min(max(cell.ColSpan, 1), 60), min(max(cell.RowSpan, 1), len(p.Rows)-i)
			for k := 1; k < spanX; k++ {
				if taken[[2]int{i, x + k}] { // two cells over one another: the first stays
					spanX = k
				}
			}
			for dy := range spanY {
				for dx := range spanX {
					at := [2]int{i + dy, x + dx}
					if taken[at] = true; dx > 0 {
						texts[at] = joinLeft
					} else if dy > 0 {
						texts[at] = joinAbove
					}
				}
			}
			x += spanX
			width = max(width, x)
		}
	}
	figures = make([]bool, width)
	for x := range figures {
		figures[x] = true
		some := false
		for y := 1; y < len(p.Rows); y++ {
			t := texts[[2]int{y, x}]
			some = some || figureForm(t)
			figures[x] = figures[x] && (t == "" || figureForm(t))
		}
		figures[x] = figures[x] && some || p.aligned(x)
	}
	for y := range p.Rows {
		row := make([]string, width)
		for x := range row {
			row[x] = texts[[2]int{y, x}]
		}
		rows = append(rows, row)
	}
	return rows, figures
}

// aligned tells whether the format sets a column to the right.
func (p *Piece) aligned(x int) bool {
	n := 0
	for i, row := range p.Rows {
		if x >= len(row) || i > 0 && row[x].Align != End {
			return false
		}
		n++
	}
	return n > 1
}

// figureForm tells whether a cell holds a number, with its sign or unit of a character.
func figureForm(s string) bool {
	s = strings.TrimFunc(s, space)
	s = strings.NewReplacer(",", "", "，", "", " ", "", "*", "").Replace(s)
	if s == "-" || s == "—" || s == "——" || s == "/" {
		return true
	}
	s = strings.TrimLeft(s, "+-−±≈约￥¥$")
	s = strings.TrimRight(s, "%％‰℃")
	return s != "" && strings.Trim(s, "0123456789０１２３４５６７８９.．:：") == "" && len(s) <= 24
}

// picture writes ![caption](file "description"){credit}.
func (w *storyWriter) picture(p *picture) string {
	in := &inline{careful: w.care > light, bare: w.care == bare, bracket: true, plain: true, names: w.names, lose: w.lose}
	var b strings.Builder
	b.WriteString("![" + in.text(p.caption) + "](" + p.file)
	if alt := TextOf(p.Alt); alt != "" {
		b.WriteString(` "` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", `\&`, "\n", " ").Replace(alt) + `"`)
	}
	b.WriteString(")")
	if words := p.words(in); words != "" {
		b.WriteString("{" + words + "}")
	}
	return b.String()
}

// words are the credit and the attributes of a picture.
func (p *picture) words(in *inline) string {
	var words []string
	if len(p.credit) > 0 {
		words = append(words, strings.NewReplacer("}", `\}`, "{", `\{`).Replace(in.text(p.credit)))
	}
	if p.Crop != [4]int{} {
		x := (p.Crop[0] + 1000 - p.Crop[2]) / 20
		y := (p.Crop[1] + 1000 - p.Crop[3]) / 20
		words = append(words, "焦点="+itoa(min(max(x, 0), 100))+" "+itoa(min(max(y, 0), 100)))
	}
	if p.Words != "" {
		words = append(words, p.Words)
	}
	return strings.Join(words, "; ")
}

// creditFits tells whether a credit can stand between the braces.
func creditFits(runs []Run) bool {
	text := TextOf(runs)
	return !strings.ContainsAny(text, ";=\\{}\n")
}

// footnotes writes the notes in the order of their signs; those without one come last.
func (w *storyWriter) footnotes() {
	for _, n := range w.d.notes {
		if w.names[n.name] == 0 {
			w.names[n.name] = noteNumber(n.name, w.names)
		}
	}
	w.d.numbers = w.names
	slices.SortStableFunc(w.d.notes, func(a, b foot) int { return cmp.Compare(w.names[a.name], w.names[b.name]) })
	for _, n := range w.d.notes {
		w.out.WriteString("\n[^" + itoa(w.names[n.name]) + "]: " + w.line(n.runs, false) + "\n")
	}
}

// files gives the pictures of a story names in images/: the ones they came with, else that
// of the copy and a number. taken tells which are in use, known which are there already.
func (d *draft) files(base string, taken func(string) bool, known func(File) string) []File {
	var out []File
	n := 0
	mine := map[string]bool{}
	for _, b := range d.blocks {
		if b.kind != pictureBlock {
			continue
		}
		p := b.pic
		name := p.Name
		if name == "" && p.Ref != "" && !strings.Contains(p.Ref, ":") {
			name = SafeName(p.Ref)
		}
		ext := extension(p.Picture)
		if name == "" {
			n++
			name = base + "-" + itoa(n) + ext
			if p.Data == nil && p.Ref == "" {
				name = "missing-" + itoa(n) + ".jpg"
			}
		}
		name = plainPath(SafeName(name), ext)
		p.file = known(File{name, p.Data})
		if p.known = p.file != ""; !p.known {
			p.file = unique(name, func(n string) bool { return mine[n] || taken(n) })
		}
		mine[p.file] = true
		if p.Data != nil && !p.known {
			out = append(out, File{Name: p.file, Data: p.Data})
		}
	}
	return out
}

// plainPath keeps what can stand in a picture's brackets as it is.
func plainPath(name, ext string) string {
	name = strings.Map(func(r rune) rune {
		if space(r) || strings.ContainsRune("()[]<>{}\\\"'*_&^`#?%", r) {
			return '-'
		}
		return r
	}, name)
	if path.Ext(name) == "" {
		name += ext
	}
	return name
}

// unique adds a number to a name in use.
func unique(name string, taken func(string) bool) string {
	ext := path.Ext(name)
	base := strings.TrimSuffix(name, ext)
	for i := 2; taken(name); i++ {
		name = base + "-" + itoa(i) + ext
	}
	return name
}

// extension is that of a picture's kind, by its bytes, else by its address.
func extension(p *Picture) string {
	head := string(p.Data[:min(len(p.Data), 16)])
	switch {
	case strings.HasPrefix(head, "\xff\xd8"):
		return ".jpg"
	case strings.HasPrefix(head, "\x89PNG"):
		return ".png"
	case strings.HasPrefix(head, "GIF8"):
		return ".gif"
	case strings.HasPrefix(head, "BM"):
		return ".bmp"
	case strings.HasPrefix(head, "II*") || strings.HasPrefix(head, "MM\x00*"):
		return ".tif"
	case strings.HasPrefix(head, "RIFF"):
		return ".webp"
	case strings.HasPrefix(head, "%PDF"):
		return ".pdf"
	}
	ref := strings.ToLower(first(p.Ref, p.Name))
	for _, e := range []string{"png", "gif", "webp", "bmp", "tif", "emf", "wmf", "svg"} {
		if strings.HasSuffix(ref, "."+e) || strings.Contains(ref, "fmt="+e) {
			return "." + e
		}
	}
	return ".jpg"
}

// characters counts a story's text.
func characters(runs []Run) int { return utf8.RuneCountInString(TextOf(runs)) }

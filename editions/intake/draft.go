package intake

import (
	"strings"

	"banxin/editions/source"
)

// draft is a story on its way to the file: what each stretch of the copy has become.
type draft struct {
	copy     *Copy
	genre    string
	label    []Run
	kicker   [][]Run
	headline [][]Run
	deck     [][]Run
	byline   []Run
	blocks   []block
	notes    []foot
	numbers  map[string]int // of the notes, in the file
	proposed Proposal
	asked    []Question
	lost     []lost // of the look, in the story file as written last
	meta     Meta
}

// empty tells whether there is nothing to print.
func (d *draft) empty() bool {
	return len(d.label)+len(d.kicker)+len(d.headline)+len(d.deck)+len(d.byline)+len(d.blocks)+len(d.notes) == 0
}

// Proposal is where the copy itself asks to stand. It is reported, not obeyed.
type Proposal struct {
	Page int    `json:"page,omitempty"`
	Slot string `json:"slot,omitempty"`
	Jump int    `json:"jump,omitempty"` // 下转: the page it went on on
}

// Question is a role that was found without certainty. Its answer is filled in.
type Question struct {
	Text   string `json:"text"` // the line it is about, or its beginning
	Line   string `json:"-"`    // all of it
	Role   Role   `json:"-"`
	Answer string `json:"answer"`
	Sure   int    `json:"sure"` // percent
	Style  string `json:"style,omitempty"`
	At     Place  `json:"-"`
}

// bound is how sure the role finder must be, in percent, not to ask.
const bound = 65

// ask notes a doubtful role.
func (d *draft) ask(e *elem, role Role, sure int) {
	if sure < bound {
		d.asked = append(d.asked, Question{Text: short(e.text, 24), Line: e.text, Role: role, Answer: role.String(), Sure: sure, Style: e.p.Style, At: e.at})
	}
}

// blockKind is what a block of the story file is.
type blockKind uint8

const (
	paraBlock blockKind = iota
	leadBlock
	subheadBlock
	quoteBlock
	signBlock
	itemBlock
	tableBlock
	pictureBlock
)

// block is a block of the story.
type block struct {
	kind   blockKind
	runs   []Run
	level  int    // of a subhead: 2 or 3; of an item: 0 is the outermost
	fixed  bool   // the level is the format's
	mark   []Run  // before an item: "1.", "（一）"; empty of a bullet
	manner string // 诗, 问答 …: the kind of paragraph, as story files name it
	bound  bool   // stands with what comes before: words in the paragraph of pictures, a further paragraph of an item
	table  *Piece
	pic    *picture
	at     Place
}

// picture is a picture of the story and its file.
type picture struct {
	*Picture
	caption []Run
	credit  []Run
	file    string // in images/
	known   bool   // it is there already
	at      Place
	joined  bool // stands in one paragraph with the picture before
}

// foot is a footnote: its name in the copy and its text.
type foot struct {
	name string
	runs []Run
}

// genreOf says what kind of story it is, by its head and form.
func (d *draft) genreOf() string {
	if d.meta.Genre != "" {
		return d.meta.Genre
	}
	if d.inVerse() {
		return "诗歌"
	}
	head := ""
	if n := len(d.headline); n > 0 {
		head = strings.TrimRight(TextOf(d.headline[n-1]), "》」”\"！!　 ）)")
	}
	for _, w := range []string{"公告", "通告", "启事", "声明"} {
		if strings.HasSuffix(head, w) {
			return "公告"
		}
	}
	label := TextOf(d.label)
	first, subheads := "", 0
	for _, b := range d.blocks {
		switch {
		case b.kind == subheadBlock:
			subheads++
		case first == "" && (b.kind == paraBlock || b.kind == quoteBlock && !editorForm().MatchString(TextOf(b.runs))):
			first = TextOf(b.runs)
		}
	}
	switch {
	case strings.Contains(label, "来信"), letterForm().MatchString(first):
		return "来信"
	case subheads >= 2:
		return "通讯"
	case datelineForm().MatchString(first):
		return "消息"
	}
	return "通讯"
}

// inVerse tells whether most of the text is verse.
func (d *draft) inVerse() bool {
	lines, all := 0, 0
	for _, b := range d.blocks {
		n := 1 + strings.Count(TextOf(b.runs), "\n")
		all += n
		if b.manner == verse {
			lines += n
		}
	}
	return 2*lines > all
}

// idOf makes 编号 of an identifier of the file: of a URN the last two parts.
func idOf(id string) string {
	if strings.HasPrefix(strings.ToLower(id), "urn:") || strings.HasPrefix(strings.ToLower(id), "tag:") {
		parts := strings.Split(id, ":")
		id = strings.Join(parts[max(len(parts)-2, 1):], "-")
	}
	return plainID(id)
}

// plainID keeps what an id may be made of; other signs become hyphens.
func plainID(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '-' || r == '_' || r == '.' || isLetterOrDigit(r):
			b.WriteRune(r)
		default:
			if t := b.String(); t != "" && !strings.HasSuffix(t, "-") {
				b.WriteByte('-')
			}
		}
		if b.Len() > 72 {
			break
		}
	}
	return strings.Trim(b.String(), "-.")
}

// short is the beginning of a text.
func short(s string, n int) string {
	i := 0
	for at := range s {
		if i == n {
			return s[:at] + "…"
		}
		i++
	}
	return s
}

// inQuotes are the signs that a shell takes for its own within double quotes.
const inQuotes = "\"$`\\!"

// pasted names a line as --role takes it, between double quotes in a shell: what … stands for is left out.
func pasted(line string) string {
	s := strings.TrimLeft(line, inQuotes)
	if s == "" {
		return line
	}
	t := s
	if i := strings.IndexAny(s, inQuotes); i >= 0 {
		t = s[:i]
	}
	if t = short(t, 24); t != s {
		t = strings.TrimSuffix(t, "…") + "…"
	}
	if len(s) < len(line) {
		t = "…" + t
	}
	return t
}

// said is the role that was said of a line: of all of it, or of what stands before or behind a … .
func (o Options) said(line string) Role {
	if r := o.Roles[line]; r != Unknown {
		return r
	}
	role, by := Unknown, ""
	for name, r := range o.Roles {
		s, from := strings.CutPrefix(name, "…")
		s, to := strings.CutSuffix(s, "…")
		fits := from && to && strings.Contains(line, s) || from && !to && strings.HasSuffix(line, s) || to && !from && strings.HasPrefix(line, s)
		if fits && s != "" && (len(name) > len(by) || len(name) == len(by) && name < by) {
			role, by = r, name
		}
	}
	return role
}

// question is the finding about a doubtful role.
func (c *Copy) question(q Question) {
	f := source.New("IMP-ROLE", c.pos(q.At), source.Msg("taken-as-such", q.Text, q.Answer, q.Sure), source.Msg("if-not-say-what-role-or", pasted(q.Line)))
	f.Quote = q.Text
	c.Found.Add(f)
}

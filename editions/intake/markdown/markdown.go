// Package markdown reads story files and other Markdown: the headings, lists, tables and
// pictures that CommonMark has, and front matter with the keys of a story in Chinese or
// English.
package markdown

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"banxin/editions"
	"banxin/editions/intake"
	"banxin/editions/intake/form"
	"banxin/editions/source"
	"banxin/layout/typo"
)

// definition is where a link or a picture is defined, for use in several places: its title is read
// at each.
var definition = form.Of(`(?m)^[ >]*\[[^\]^][^\]]*\]:`)

// Format is Markdown. A story that comes back is read as what it is.
var Format = intake.Format{Name: "md", Extensions: []string{".md", ".markdown"}, Sniff: sniff, Read: read}

func sniff(f intake.File) int {
	switch ext := strings.ToLower(path.Ext(f.Name)); {
	case ext == ".md" || ext == ".markdown":
		return 50
	case bytes.HasPrefix(f.Data, []byte("---\n")) && bytes.Contains(f.Data[:min(len(f.Data), 400)], []byte("\n标题:")):
		return 40
	}
	return 0
}

// reader takes the parts of a parsed story to pieces.
type reader struct {
	c      *intake.Copy
	s      *editions.Story
	text   []byte
	n      int   // blocks so far
	verse  bool  // lines without marks were broken
	other  bool  // it has no front matter: it is Markdown of another program
	parted []int // the lines, counted from 1, that were put between those of a conversation
	again  bool  // a line of signs has parted it: what follows may be another story
	bare   bool  // no line says that it is the headline, and no text has come: the first lines may be
}

// headOf is the head of a file: its lines, and what was read of it.
type headOf struct {
	lines []string
	said  string
}

func newHead(s *editions.Story) headOf {
	h := headOf{lines: strings.Split(string(s.File.Data[:min(s.Span.End, len(s.File.Data))]), "\n"), said: intake.LettersOf(s.Genre)}
	for p := range s.Parts() {
		if p.Block < 0 {
			h.said += "\n" + intake.LettersOf(p.Text.String())
		}
	}
	return h
}

// mended tells whether what is wrong with the head was read as it is meant.
func (h headOf) mended(x source.Finding) bool {
	if x.Code != "SRC-KEY" || x.Hint.ID != "did-you-mean" {
		return x.Message.ID == "colon-behind-key-full-width"
	}
	if x.Pos.Line < 1 || x.Pos.Line > len(h.lines) {
		return false
	}
	line := strings.Replace(h.lines[x.Pos.Line-1], "：", ":", 1)
	_, value, _ := strings.Cut(line, ":")
	value = intake.LettersOf(value)
	return value != "" && strings.Contains(h.said, value)
}

func read(f intake.File, c *intake.Copy) {
	decoded := c.Decode(f.Data, "")
	if !definition().MatchString(decoded) {
		c.Of(decoded)
	}
	verse := false
	var parted []int
	if !strings.HasPrefix(decoded, "---") {
		decoded, parted = apart(ruled(plain(c, decoded)))
		decoded, verse = verses(decoded)
	}
	text := []byte(decoded)
	s, found := editions.ParseStory(source.NewFile(f.Name, text))
	if len(text) > 4<<20 {
		c.Refuse("IMP-LIMIT", source.Msg("text-more-than-kb", 4<<10), source.Msg("split-no-story-long"))
		return
	}
	h := newHead(s)
	for _, x := range found {
		x.Pos = placed(x.Pos, parted)
		switch {
		case x.Severity == source.Error && h.mended(x):
			x.Pos.File, x.Story = c.Name, ""
			if x.Code == "SRC-KEY" || !slices.ContainsFunc(c.Found, func(f source.Finding) bool { return f.Message.ID == x.Message.ID }) {
				c.Found.Add(x.As(source.Warning))
			}
		case x.Code == "SRC-DEPTH", x.Code == "SRC-SIZE", x.Severity == source.Error && (x.Code == "SRC-YAML" || x.Code == "SRC-FRONT" || x.Code == "SRC-ALIAS" || x.Code == "SRC-MANY"):
			c.Refused = true
			c.Find("IMP-READ", x.Message, x.Hint, intake.Place{Line: x.Pos.Line, Col: x.Pos.Col})
			return
		case x.Message.ID == "headline-inside-text-set-as-subhead" && belowRule(text, x.Pos.Line+before(parted, x.Pos.Line)): // another story's
		case x.Code != "SRC-FRONT" && x.Code != "TXT-INDENT":
			x.Pos.File, x.Story = c.Name, ""
			c.Found.Add(x)
		}
	}
	r := &reader{c: c, s: s, text: text, verse: verse, other: !strings.HasPrefix(decoded, "---"), parted: parted}
	r.meta(strings.TrimSuffix(path.Base(f.Name), path.Ext(f.Name)))
	r.head()
	blocks := s.Blocks
	if !strings.HasPrefix(decoded, "---") {
		r.bare = len(s.Headline) == 0
		blocks = r.signed(blocks)
	}
	for _, b := range blocks { // what holds the texts is taken in too
		r.n++
		r.block(b)
	}
}

// meta takes what the front matter says in words of its own.
func (r *reader) meta(file string) {
	s, m := r.s, &r.c.Meta
	if s.ID != file {
		m.ID = s.ID
	}
	m.Genre, m.Section, m.Group, m.ByGroup, m.Page, m.Slot = s.Genre, s.Section, s.Group, s.ByGroup, s.Page, s.Slot
	if s.Ranked {
		m.Rank = s.Rank
	}
	m.Jump = jump(s)
}

func jump(s *editions.Story) string {
	to := s.JumpName
	if s.JumpPage > 0 {
		to = strconv.Itoa(s.JumpPage)
	}
	if s.JumpSlot != "" {
		to += " " + s.JumpSlot
	}
	return to
}

func (r *reader) head() {
	var byline editions.Part
	for p := range r.s.Parts() {
		switch role := roles[p.Role]; {
		case p.Role == editions.RoleByline: // stands after the text where that ends with it
			byline = p
		case p.Block < 0:
			r.add(intake.Piece{Role: role, Runs: r.runs(*p.Text)}, p.Text.Span)
		}
	}
	if byline.Text != nil {
		r.add(intake.Piece{Role: intake.Byline, Runs: r.runs(*byline.Text)}, byline.Text.Span)
	}
}

// signed takes in the by-line that other Markdown has as a paragraph below its headline, and
// returns what follows. Front matter says the by-line itself.
func (r *reader) signed(blocks []editions.Block) []editions.Block {
	if len(r.s.Headline) == 0 || len(blocks) == 0 {
		return blocks
	}
	p, ok := blocks[0].(*editions.Paragraph)
	if !ok || p.Kind != editions.Plain && p.Kind != editions.LeadText {
		return blocks
	}
	if says := p.Text.String(); !intake.IsByline(says) && (len(blocks) < 2 || !intake.IsName(says)) {
		return blocks
	}
	r.n++
	r.add(intake.Piece{Role: intake.Byline, Runs: r.runs(p.Text)}, p.Span)
	return blocks[1:]
}

// roles are those of a story's texts.
var roles = map[editions.Role]intake.Role{
	editions.RoleLabel: intake.Label, editions.RoleKicker: intake.Kicker, editions.RoleHeadline: intake.Headline, editions.RoleDeck: intake.Deck, editions.RoleByline: intake.Byline,
	editions.RoleParagraph: intake.Body, editions.RoleLead: intake.Lead, editions.RoleSubhead: intake.Subhead, editions.RoleQuote: intake.Quote, editions.RoleSignoff: intake.Signoff,
	editions.RoleCaption: intake.Caption,
}

// mixed are the words for several kinds of paragraph that stand together, by the role of each.
var mixed = map[editions.Role]string{
	editions.RoleQuestion: "问答", editions.RoleAnswer: "问答", editions.RoleSpeech: "剧", editions.RoleDirection: "剧",
}

// mannerOf is the word of story files for a part of a kind of paragraph; "" for others.
func mannerOf(r editions.Role) string {
	if !slices.Contains(editions.KindRoles(), r) {
		return ""
	}
	return cmp.Or(mixed[r], editions.MannerOf(r))
}

func (r *reader) add(p intake.Piece, at source.Span) {
	line, col := r.s.File.Place(at.Start)
	line -= inserted(r.parted, line)
	p.At = intake.Place{Block: r.n, Line: line, Col: col}
	r.c.Add(p)
}

// block takes in a block by its parts; a table and a picture also by what holds them.
func (r *reader) block(b editions.Block) {
	switch b := b.(type) {
	case *editions.Table:
		r.table(b)
	case *editions.Picture:
		r.picture(b)
	default:
		for p := range editions.PartsOf(b) {
			r.part(p)
		}
	}
}

// part takes in a text of a block. A note begins with its sign, which is none of its text.
func (r *reader) part(p editions.Part) {
	switch p.Role {
	case editions.RoleItem:
		l := &intake.List{Level: p.Level, Marker: p.Marker, Ordered: p.Marker != editions.Bullet && p.Marker != ""}
		r.add(intake.Piece{Kind: intake.Item, List: l, Runs: r.runs(*p.Text)}, p.Span)
	case editions.RoleNote:
		if t := *p.Text; len(t.Runs) > 1 {
			name := t.Runs[0].Text
			t.Runs = t.Runs[1:]
			r.add(intake.Piece{Kind: intake.Foot, Note: name, Runs: r.runs(t)}, p.Span)
			return
		}
		fallthrough
	default:
		role := roles[p.Role]
		manner := mannerOf(p.Role)
		if manner == "" && p.Role == editions.RoleParagraph && r.verse && strings.Contains(p.Text.String(), "\n") {
			manner = editions.MannerOf(editions.RoleVerse)
		}
		if manner != "" {
			role = intake.Body
		}
		if r.other {
			if says := p.Text.String(); says == ruleLine {
				r.add(intake.Piece{Runs: []intake.Run{intake.Made("---")}}, p.Span)
				r.bare, r.again = true, true
				return
			} else if manner == "" && p.Role == editions.RoleParagraph && intake.IsNoise(says) {
				r.add(intake.Piece{Runs: r.runs(*p.Text)}, p.Span)
				return
			}
			if line, _ := r.s.File.Place(p.Span.Start); r.again && p.Role == editions.RoleSubhead && belowRule(r.text, line) {
				r.add(intake.Piece{Role: intake.Headline, Runs: r.runs(*p.Text)}, p.Span)
				return
			}
		}
		if r.bare = r.bare && role == intake.Body && manner == "" && intake.IsHeading(p.Text.String()); r.bare {
			role = intake.Unknown
		}
		r.add(intake.Piece{Role: role, Manner: manner, Level: p.Level, Runs: r.runs(*p.Text), Kept: true}, p.Span)
	}
}

func (r *reader) table(b *editions.Table) {
	if !b.Caption.IsEmpty() {
		r.add(intake.Piece{Role: intake.Body, Runs: append([]intake.Run{intake.Made("表：")}, r.runs(b.Caption)...)}, b.Span)
	}
	p := intake.Piece{Kind: intake.Table, Head: b.Head}
	for y, row := range b.Rows {
		var cells []intake.Cell
		for i, cell := range row {
			e := b.Extent(y, i)
			if e.Across == 0 {
				continue
			}
			c := intake.Cell{Runs: r.runs(cell)}
			if e.Across > 1 {
				c.ColSpan = e.Across
			}
			if e.Down > 1 {
				c.RowSpan = e.Down
			}
			switch b.Align[i] {
			case typo.Right:
				c.Align = intake.End
			case typo.Center:
				c.Align = intake.Center
			}
			cells = append(cells, c)
		}
		p.Rows = append(p.Rows, cells)
	}
	r.add(p, b.Span)
}

func (r *reader) picture(b *editions.Picture) {
	p := &intake.Picture{Ref: b.Path, Caption: r.runs(b.Caption), Credit: r.runs(b.Credit), Words: words(b)}
	if b.Alt != "" {
		p.Alt = []intake.Run{r.c.Text(b.Alt)}
	}
	if !strings.Contains(b.Path, ":") {
		p.Name = intake.SafeName(b.Path)
		if p.Data = r.c.Beside(b.Path); p.Data == nil {
			p.Data = r.c.Beside("../images/" + b.Path)
		}
	}
	if b.Group != nil {
		p.Joined = b.Group.Pictures[0] != b
	}
	r.add(intake.Piece{Kind: intake.Image, Pic: p}, b.Span)
}

// words are a picture's attributes as its file has them.
func words(b *editions.Picture) string {
	var out []string
	if b.Width > 0 {
		out = append(out, "栏="+strconv.Itoa(b.Width))
	}
	if b.Focus != nil {
		out = append(out, "焦点="+strconv.Itoa(b.Focus[0])+" "+strconv.Itoa(b.Focus[1]))
	}
	if len(b.Outline) > 0 {
		var points []string
		for _, p := range b.Outline {
			points = append(points, strconv.Itoa(p[0])+" "+strconv.Itoa(p[1]))
		}
		out = append(out, "轮廓="+strings.Join(points, ", "))
	}
	if b.Ink != "" {
		out = append(out, "墨="+b.Ink)
	}
	if b.At != "" {
		out = append(out, "位="+b.At)
	}
	if s := b.CaptionAt.String(); s != "" {
		out = append(out, "图说="+s)
	}
	if b.Whole {
		out = append(out, "裁=否")
	}
	return strings.Join(out, "; ")
}

// runs takes over the runs of a text. The sign of a note is none of its characters.
func (r *reader) runs(t editions.Text) []intake.Run {
	var out []intake.Run
	for _, x := range t.Runs {
		if x.Text == "\n" {
			out = append(out, intake.Break())
			continue
		}
		if x.Marks&editions.NoteSign != 0 {
			out = append(out, intake.Run{Note: x.Text})
			continue
		}
		run := r.c.Text(x.Text)
		run.Link = x.Link
		run.Look = intake.Look{Bold: x.Marks&editions.Strong != 0, Dotted: x.Marks&editions.Emphasis != 0, Super: x.Marks&editions.Superscript != 0, Sub: x.Marks&editions.Subscript != 0, Underline: x.Marks&editions.Underlined != 0}
		run.Words = bracketWords(x)
		if x.Ruby != "" {
			run.Ruby = []intake.Run{r.c.Text(x.Ruby)}
		}
		out = append(out, run)
	}
	return out
}

// bracketWords are the words in braces after marked text that no other format has.
func bracketWords(x editions.Run) string {
	var out []string
	for _, m := range []struct {
		mark editions.Marks
		word string
	}{{editions.ProperName, "专名"}, {editions.BookTitle, "书名"}, {editions.Deceased, "示亡"}, {editions.Italic, "斜体"}} {
		if x.Marks&m.mark != 0 {
			out = append(out, m.word)
		}
	}
	if x.Tint != "" {
		out = append(out, "底:"+x.Tint)
	}
	return strings.Join(out, ";")
}

package report

import (
	"slices"
	"strings"

	"banxin/cmd/internal/words"
	"banxin/editions/signs"
	"banxin/editions/source"
	"banxin/output/works"
)

// Board says of each page and story what it is signed as, and what holds up the press.
type Board struct {
	Schema  int        `json:"schema"` // 1
	Pages   []BoardRow `json:"pages"`
	Stories []BoardRow `json:"stories"`
	Open    int        `json:"open"` // signatures that are asked for and not valid
	Chain   Chain      `json:"chain"`
	roles   [2][]string
}

// BoardRow is a page or a story.
type BoardRow struct {
	Name    string      `json:"name"`            // of the page on paper; id of the story
	Title   string      `json:"title"`           // of the section, of the story
	Pages   []string    `json:"pages,omitempty"` // that the story stands on
	Seal    signs.Seal  `json:"seal"`
	Signed  []BoardSign `json:"signed"`
	waiting string      // the first role that is asked for and not valid
}

// BoardSign is a signature asked for, or given.
type BoardSign struct {
	As    string      `json:"as"`
	State signs.State `json:"state"` // valid, changed, press-changed, unsigned
	Asked bool        `json:"asked"`
	By    string      `json:"by,omitempty"`
	At    string      `json:"at,omitempty"`
	line  *signs.Line
}

// Chain is the file of signatures, by its last line.
type Chain struct {
	Lines int    `json:"lines"`
	Head  string `json:"head"` // hash of the last line
}

// NewBoard is the board of a set for its own press.
func NewBoard(c *works.Set) *Board {
	p := c.Edition.Paper.Press
	b := &Board{Schema: 1, Pages: []BoardRow{}, Stories: []BoardRow{}, Chain: Chain{len(c.Signatures().Lines), c.Signatures().Head()}}
	now := c.Signed(p)
	for _, pg := range now.Pages {
		at := c.Doc.Pages[pg.Index]
		b.Pages = append(b.Pages, b.row(0, BoardRow{Name: at.Name, Title: at.Section, Seal: pg.Seal}, pg.Signatures, p.Signs))
	}
	for _, st := range now.Stories {
		r := BoardRow{Name: st.Story.ID, Title: st.Story.Title(), Seal: st.Seal}
		for _, i := range st.Pages {
			r.Pages = append(r.Pages, c.Doc.Pages[i].Name)
		}
		asked := p.StorySigns
		if len(st.Pages) == 0 {
			asked = nil // nothing waits for it tonight
		}
		b.Stories = append(b.Stories, b.row(1, r, st.Signatures, asked))
	}
	return b
}

// row fills a row in, and notes the roles of its table.
func (b *Board) row(table int, r BoardRow, all []works.Signature, asked []string) BoardRow {
	r.Signed = []BoardSign{}
	for _, g := range all {
		s := BoardSign{As: g.As, State: g.State, Asked: slices.Contains(asked, g.As)}
		if g.Line != nil {
			s.By, s.At, s.line = g.Line.By, g.Line.At, g.Line
		}
		if s.Asked && s.State != signs.Valid {
			b.Open++
			if r.waiting == "" {
				r.waiting = s.As
			}
		}
		r.Signed = append(r.Signed, s)
		if !slices.Contains(b.roles[table], g.As) {
			b.roles[table] = append(b.roles[table], g.As)
		}
	}
	return r
}

// Board writes the tables of pages and stories, and who has what.
func (t *Text) Board(b *Board) {
	t.boardTable(t.Say.T("board-pages"), b.Pages, b.roles[0])
	t.boardTable(t.Say.T("board-stories"), b.Stories, b.roles[1])
	if len(b.roles[0])+len(b.roles[1]) == 0 {
		t.Line("nothing-signed-nothing-asked")
		return
	}
	for _, rows := range [][]BoardRow{b.Pages, b.Stories} {
		for _, r := range rows {
			if r.waiting != "" {
				t.Line("waits", words.Visible(r.Name), words.Visible(r.Title), words.Visible(r.waiting))
			}
		}
	}
	if b.Open > 0 {
		t.Line("signatures-missing", b.Open)
	} else {
		t.Line("all-signed")
	}
	if b.Chain.Lines > 0 {
		t.Line("last-signature", b.Chain.Lines, b.Chain.Head[:16])
	}
}

func (t *Text) boardTable(title string, rows []BoardRow, roles []string) {
	if len(rows) == 0 || len(roles) == 0 {
		return
	}
	lines := [][]string{{title, ""}}
	for _, role := range roles {
		lines[0] = append(lines[0], words.Visible(role))
	}
	for _, r := range rows {
		name := r.Name
		if len(r.Pages) > 0 {
			name = t.Say.T("story-on-pages", r.Name, strings.Join(r.Pages, " "))
		}
		line := []string{words.Visible(name), Clip(words.Visible(r.Title), 24)}
		for _, role := range roles {
			i := slices.IndexFunc(r.Signed, func(s BoardSign) bool { return s.As == role })
			if i < 0 {
				line = append(line, "")
				continue
			}
			line = append(line, t.cell(r.Signed[i]))
		}
		lines = append(lines, line)
	}
	t.grid(lines)
	t.WriteByte('\n')
}

// cell is what the board says of a signature.
func (t *Text) cell(s BoardSign) string {
	switch s.State {
	case signs.Valid:
		return "✓ " + words.Visible(s.By) + " " + s.line.Clock()
	case signs.Changed:
		return t.Say.T("changed-after", words.Visible(s.By))
	case signs.OtherDuty:
		return t.Say.T("press-changed-after", words.Visible(s.By))
	}
	return "–"
}

// grid writes cells in columns.
func (t *Text) grid(lines [][]string) {
	for _, line := range lines {
		for k, cell := range line {
			if k == len(line)-1 {
				t.WriteString(cell)
				continue
			}
			wide := cell
			for _, other := range lines {
				wide = Wider(wide, other[k])
			}
			t.WriteString(Left(cell, wide) + "  ")
		}
		t.WriteByte('\n')
	}
}

// Signed is a signature in its file, for JSON.
type Signed struct {
	signs.Sign
	Hash string `json:"hash"`
	Line int    `json:"line"`
}

// Log is the file of signatures of an edition, for JSON.
type Log struct {
	Schema   int          `json:"schema"` // 1
	Signs    []Signed     `json:"signs"`
	Chain    Chain        `json:"chain"`
	Known    *bool        `json:"known,omitempty"` // whether it has the hash asked for
	Findings []reportItem `json:"findings"`
}

// Find takes what was found.
func (l *Log) Find(list source.List) {
	l.Findings = []reportItem{}
	for _, f := range list {
		l.Findings = append(l.Findings, reportOf(f, words.In(true)))
	}
}

// Signings are lines of the file, for JSON.
func Signings(lines []signs.Line) []Signed {
	out := []Signed{}
	for _, l := range lines {
		out = append(out, Signed{l.Sign, l.Hash, l.Pos.Line})
	}
	return out
}

// Signing writes a line of the file.
func (t *Text) Signing(l *signs.Line) {
	hash, at, by, what, as := l.Hash[:12], stamp(l.At), words.Visible(l.By), words.Visible(l.Subject.String()), words.Visible(l.As)
	switch {
	case l.Story != "" && l.Withdrawn:
		t.Line("withdrew-story-as-by", hash, at, by, what, as)
	case l.Story != "":
		t.Line("signed-story-as-by", hash, at, by, what, as)
	case l.Withdrawn:
		t.Line("withdrew-page-as-by", hash, at, by, what, as)
	default:
		t.Line("signed-page-as-by", hash, at, by, what, as)
	}
}

// stamp is a time for people.
func stamp(at string) string { return strings.Replace(at[:min(len(at), 16)], "T", " ", 1) }

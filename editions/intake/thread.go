package intake

import (
	"strconv"
	"strings"

	"banxin/editions/intake/form"
	"banxin/editions/source"
)

// Thread says how a copy hangs together with one on another page. Pages are called as
// PageName has it; empty: not said.
type Thread struct {
	Page string // it stands on
	To   string // 下转: its rest stands on
	From string // 上接: its beginning stands on
}

// Jump reads a line that leads to or from another page, and puts the page into the thread.
func (t *Thread) Jump(s string) bool {
	m := jumpForm().FindStringSubmatch(strings.TrimLeft(s, "▲△▶▷►→↓ \u3000"))
	if m == nil {
		return false
	}
	if m[1] == "上接" || m[1] == "紧接" {
		t.From = PageName(m[2])
	} else {
		t.To = PageName(m[2])
	}
	return true
}

var pageForm = form.Of(`([A-Z]?)第?0*([0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})版?$`)

// PageName is what a page is called, in one form: 第三版, 03版 and 3 are 3, A05 is A5. It is
// empty where the name says nothing of the kind.
func PageName(s string) string {
	m := pageForm().FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return ""
	}
	return m[1] + strconv.Itoa(numberOf(m[2]))
}

// unclear is by how many words in common with the beginning a rest must be ahead of others.
const unclear = 3

// Join puts stories together that go on on another page (下转, 上接): what the rest holds is
// taken into the copy of the beginning, and the rest's own head, which says the same again, is
// left out. A jump of which the other half is not among the copies is said.
func Join(copies []*Copy) []*Copy {
	gone := map[*Copy]bool{}
	for _, rest := range copies {
		if rest.Thread.From == "" || rest.Refused {
			continue
		}
		if c := beginning(copies, rest, gone); c != nil {
			c.absorb(rest)
			gone[rest] = true
		} else {
			rest.Find("IMP-JOIN", source.Msg("story-began-on-page-which-not", rest.Thread.From), source.Msg("take-both-pages-in-together-they"), rest.at())
		}
	}
	out := copies[:0:0]
	for _, c := range copies {
		if gone[c] {
			continue
		}
		if c.Thread.To != "" && !c.Refused {
			c.Find("IMP-JOIN", source.Msg("story-goes-on-on-page-which", c.Thread.To), source.Msg("take-both-pages-in-together-they"), c.at())
		}
		out = append(out, c)
	}
	return out
}

// at is where a copy's text begins.
func (c *Copy) at() Place {
	if len(c.Pieces) > 0 {
		return c.Pieces[0].At
	}
	return Place{}
}

// beginning finds the copy that a rest goes on with: one that leads to its page from the page
// it names; of several the one with most words in common.
func beginning(copies []*Copy, rest *Copy, gone map[*Copy]bool) *Copy {
	words := shingles3(rest)
	var best *Copy
	most, second := -1, -1
	for _, c := range copies {
		t := &c.Thread
		if t.To == "" || c == rest || gone[c] || c.Refused || !fits(t.To, rest.Thread.Page) || !fits(rest.Thread.From, t.Page) {
			continue
		}
		n := 0
		for w := range shingles3(c) {
			if words[w] {
				n++
			}
		}
		if n > most {
			best, most, second = c, n, most
		} else {
			second = max(second, n)
		}
	}
	if best != nil && second >= 0 && most-second < unclear {
		rest.Find("IMP-ROLE", source.Msg("this-rest-of-taken-yes", best.Name), source.Msg("if-not-move-text-to-own"), rest.at())
	}
	return best
}

// fits tells whether a page is the one that is named, or may be.
func fits(named, page string) bool { return page == "" || named == page }

// shingles3 are the pairs of letters that a copy says.
func shingles3(c *Copy) map[string]bool {
	out := map[string]bool{}
	for i := range c.Pieces {
		rs := []rune(letters(TextOf(c.Pieces[i].Runs)))
		for k := 0; k+1 < len(rs); k++ {
			out[string(rs[k:k+2])] = true
		}
	}
	return out
}

// absorb takes what a copy holds into this one, behind its own. A paragraph that is cut goes on.
func (c *Copy) absorb(rest *Copy) {
	shift := c.tape.Len()
	if shift+rest.tape.Len() > c.Limits.Text {
		c.Refuse("IMP-LIMIT", source.Msg("text-more-than-kb", c.Limits.Text>>10), source.Msg("split-no-story-long"))
		return
	}
	c.tape.WriteString(rest.tape.String())
	if c.origin.Len() == 0 || rest.origin.Len() == 0 {
		c.origin.Reset()
	} else {
		c.Of(rest.origin.String())
	}
	rest.moved(shift)
	c.Comments = append(c.Comments, rest.Comments...)
	c.Left = append(c.Left, rest.Left...)
	c.Offered = append(c.Offered, rest.Offered...)
	c.Found = append(c.Found, rest.Found...)
	c.Inner = append(c.Inner, rest.Inner...)
	last, text := len(c.Pieces)-1, false
	for _, p := range rest.Pieces {
		switch {
		case heads[p.Role]: // it says again what the story's own says
			c.LeaveRuns(p.Runs, JumpLine, p.At)
			continue
		case !text && p.Role != Byline:
			if text = true; last >= 0 && cutOff(&c.Pieces[last], &p) {
				c.Pieces[last].Runs = append(c.Pieces[last].Runs, p.Runs...)
				continue
			}
		}
		c.Add(p)
	}
	c.Thread.To = rest.Thread.To
}

// heads are the roles of what stands above a text.
var heads = map[Role]bool{Label: true, Kicker: true, Headline: true, Deck: true}

// cutOff tells whether a piece is the second half of a paragraph whose first ends within a sentence.
func cutOff(a, b *Piece) bool {
	text := strings.TrimRightFunc(TextOf(a.Runs), space)
	return a.Kind == Para && b.Kind == Para && (a.Role == Body || a.Role == Unknown) && (b.Role == Body || b.Role == Unknown) && text != "" && !sentence(text) && !strings.HasSuffix(text, "”")
}

// moved moves all that points at the tape.
func (c *Copy) moved(by int) {
	for i := range c.Pieces {
		p := &c.Pieces[i]
		movedRuns(p.Runs, by)
		if p.List != nil {
			movedRuns(p.List.Mark, by)
		}
		for _, row := range p.Rows {
			for _, cell := range row {
				movedRuns(cell.Runs, by)
			}
		}
		if p.Pic != nil {
			movedRuns(p.Pic.Alt, by)
			movedRuns(p.Pic.Caption, by)
			movedRuns(p.Pic.Credit, by)
		}
	}
	for i := range c.Comments {
		movedRuns(c.Comments[i].Runs, by)
		c.Comments[i].From += by
		c.Comments[i].To += by
	}
	for i := range c.Left {
		if c.Left[i].to > c.Left[i].from {
			c.Left[i].from += by
			c.Left[i].to += by
		}
	}
}

func movedRuns(runs []Run, by int) {
	for i := range runs {
		if runs[i].to > runs[i].from {
			runs[i].from += by
			runs[i].to += by
		}
		movedRuns(runs[i].Ruby, by)
	}
}

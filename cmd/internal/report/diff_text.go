package report

import (
	"bufio"
	"fmt"
	"slices"
	"strings"

	"banxin/cmd/internal/words"
	"banxin/editions/compare"
	"banxin/editions/source"
)

// Difference writes a comparison as an editor reads it: page by page, story by story,
// place by place, then what is no correction, and the sums.
func (t *Text) Difference(d *Difference) {
	t.Line("from-to", d.Name(d.A), d.Name(d.B), d.Report.B.Paper, d.Report.B.Date)
	if a, b := d.Report.A, d.Report.B; a.Date != b.Date || a.Paper != b.Paper {
		t.Line("another-edition-before", a.Paper, a.Date)
	}
	for _, p := range d.pages() {
		t.WriteByte('\n')
		t.changedPage(d, p)
	}
	t.layoutOnly(d.Report)
	t.WriteByte('\n')
	t.sums(d.Report)
}

// lines returns what a part of the report writes, line by line, without empty lines.
func (t *Text) lines(write func(*Text)) []string {
	var b strings.Builder
	to := &Text{Writer: bufio.NewWriter(&b), Say: t.Say}
	write(to)
	to.Flush()
	return slices.DeleteFunc(strings.Split(b.String(), "\n"), func(l string) bool { return l == "" })
}

func (t *Text) changedPage(d *Difference, p onPages) {
	name := t.Say.T("page-name-section", p.Name, p.Section)
	if p.Number == 0 {
		name = t.Say.T("on-no-page")
	}
	t.WriteString(words.Visible(strings.TrimRight(name, " ")))
	if state := d.pageState(p.State); state != "" {
		t.WriteString(t.Say.T("colon-and", state))
	}
	t.WriteByte('\n')
	for _, s := range p.stories {
		slot := ""
		for _, at := range s.Places {
			if at.Page == p.Number {
				slot = at.Slot + " "
				break
			}
		}
		fmt.Fprintf(t, "  %s%s %s\n", words.Visible(slot), words.Visible(s.ID), Clip(words.Visible(s.Title), 40))
		for _, l := range d.fate(s) {
			fmt.Fprintf(t, "    %s\n", l)
		}
		for _, c := range s.changes {
			for i := range c.Edits {
				t.edit(d, &c, &c.Edits[i])
			}
			if also := d.otherwise(&c); also != "" && c.Kind != compare.Styled {
				fmt.Fprintf(t, "    %s\n", t.Say.T("and-of", d.part(c.Role, c.Nth), also))
			}
		}
	}
	for _, a := range d.Report.Adverts {
		if a.Page == p.Number {
			t.Line("advert-changed", a.Slot, or(a.Old, "-"), or(a.New, "-"))
		}
	}
}

func or(s, empty string) string {
	if s == "" {
		return empty
	}
	return s
}

// pageState says what became of a page; nothing where its stories say it.
func (d *Difference) pageState(state string) string {
	switch state {
	case compare.Same:
		return d.Say.T("unchanged-every-dot")
	case compare.Layout:
		return d.Say.T("no-text-changed-only-lines-moved")
	case compare.OnFurniture:
		return d.Say.T("no-text-changed-only-nameplate-folio")
	case compare.Other:
		return d.Say.T("no-text-changed-but-what-drawn")
	case compare.Added:
		return d.Say.T("added")
	case compare.Removed:
		return d.Say.T("removed")
	}
	return ""
}

// fate says what became of a story as a whole.
func (d *Difference) fate(s onStory) []string {
	var out []string
	if !s.whole {
		return nil
	}
	t := d.Say.T
	switch s.State {
	case compare.Added:
		out = append(out, t("story-added-chars", s.Length))
	case compare.Removed:
		out = append(out, t("story-removed-chars", s.Length))
	}
	if s.WasID != "" {
		out = append(out, t("file", s.WasID))
	}
	if s.Moved {
		out = append(out, t("moved", d.places(s.WasAt), d.places(s.Places)))
	}
	return out
}

// places names slots of pages.
func (d *Difference) places(list []compare.Place) string {
	if len(list) == 0 {
		return d.Say.T("on-no-page")
	}
	var out []string
	for _, p := range list {
		out = append(out, d.Say.T("page-slot", p.Page, p.Slot))
	}
	return strings.Join(out, "＋")
}

// edit writes one place of a change.
func (t *Text) edit(d *Difference, c *compare.Change, e *compare.Edit) {
	t.WriteString("    " + d.what(c) + strings.Replace(t.Say.T("colon-and", "@"), "@", t.marked(c, e), 1))
	if e.Pos.File != "" {
		fmt.Fprintf(t, " (%s)", words.Visible(e.Pos.String()))
	}
	t.WriteByte('\n')
}

// longest is how many columns of text an edit shows of each side.
const longest = 120

// marked writes an edit as “带来的{福→便}利”, of something whole as “…”.
func (t *Text) marked(c *compare.Change, e *compare.Edit) string {
	old, fresh := Clip(oneLine(e.Old), longest), Clip(oneLine(e.New), longest)
	middle := ""
	switch {
	case c.Kind == compare.Added || c.Kind == compare.Removed: // all of it
		middle = fresh + old
	case e.Old != "" || e.New != "":
		middle = "{" + t.Paint(source.Error, old) + "→" + t.Paint(source.Note, fresh) + "}"
	}
	return "“" + oneLine(e.Before) + middle + oneLine(e.After) + "”"
}

// oneLine shows what parts lines, paragraphs and cells.
func oneLine(s string) string {
	return words.Visible(strings.NewReplacer("\n", "¶", "\t", " ").Replace(s))
}

// what names a part and what became of it.
func (d *Difference) what(c *compare.Change) string {
	name := d.part(c.Role, c.Nth)
	t := d.Say.T
	switch c.Kind {
	case compare.Added:
		return t("part-added", name)
	case compare.Removed:
		return t("part-removed", name)
	case compare.Shifted:
		return t("was", name, d.part(or(c.WasRole, c.Role), c.WasNth))
	case compare.Rerolled:
		return t("was", name, d.part(c.WasRole, c.WasNth))
	case compare.Styled:
		return t("and-of", name, d.otherwise(c))
	}
	return name
}

// otherwise says how a part looks otherwise, if it does.
func (d *Difference) otherwise(c *compare.Change) string {
	switch {
	case c.Style+c.WasOf == "":
		return ""
	case c.Role == compare.Picture:
		return d.Say.T("another-file-of-name-or-otherwise", or(c.WasOf, "-"), or(c.Style, "-"))
	}
	return d.Say.T("looks-otherwise", or(d.looks(c.WasOf), "-"), or(d.looks(c.Style), "-"))
}

// looks says appearances in the user's words.
func (d *Difference) looks(style string) string {
	list := strings.Split(style, "; ")
	for i, s := range list {
		name, of, _ := strings.Cut(s, " ")
		list[i] = strings.TrimSpace(d.look(name) + of)
	}
	return strings.Join(list, "; ")
}

func (d *Difference) look(name string) string {
	t := d.Say.T
	switch name {
	case "emphasis":
		return t("emphasis")
	case "strong":
		return t("strong")
	case "super":
		return t("superscript")
	case "sub":
		return t("subscript")
	case "name":
		return t("name")
	case "title":
		return t("title")
	case "deceased":
		return t("deceased")
	case "underline":
		return t("underline")
	case "ruby":
		return t("ruby")
	case "link":
		return t("link")
	case "tint":
		return t("tint")
	case "head":
		return t("head-of-table")
	}
	return name + " "
}

// part names a part of a story.
func (d *Difference) part(role string, nth int) string {
	if role == compare.Paragraph {
		return d.Say.T("paragraph", nth)
	}
	name := d.role(role)
	if nth > 1 {
		name = fmt.Sprintf("%s %d", name, nth)
	}
	return name
}

func (d *Difference) role(role string) string {
	t := d.Say.T
	switch role {
	case compare.Label:
		return t("label")
	case compare.Kicker:
		return t("kicker")
	case compare.Headline:
		return t("headline")
	case compare.Deck:
		return t("deck")
	case compare.Byline:
		return t("byline")
	case compare.Lead:
		return t("lead")
	case compare.Subhead:
		return t("subhead")
	case compare.Quote:
		return t("quotation")
	case compare.Item:
		return t("list-item")
	case compare.Row:
		return t("row-of-table")
	case compare.Picture:
		return t("picture")
	case compare.Caption:
		return t("caption")
	case compare.Credit:
		return t("credit")
	case compare.Signoff:
		return t("sign-off")
	case compare.Note:
		return t("note-to-text")
	}
	return role
}

// layoutOnly lists what nobody wrote: lines broken otherwise or moved, and furniture.
func (t *Text) layoutOnly(r *compare.Report) {
	if len(r.Layout) > 0 {
		t.WriteByte('\n')
		t.Line("same-text-set-otherwise")
	}
	for _, l := range r.Layout {
		t.Line("page-lines-broken-otherwise-only-moved", l.Page, words.Visible(l.Story), Clip(words.Visible(l.Title), 30), l.Broken, l.Shifted)
	}
	if len(r.Furniture) > 0 {
		t.WriteByte('\n')
		t.Line("nameplate-folio-lines-index-jump-lines")
	}
	for _, f := range r.Furniture {
		t.Line("furniture-changed", f.Page, Clip(oneLine(strings.Join(f.Old, " ")), longest), Clip(oneLine(strings.Join(f.New, " ")), longest))
	}
}

// sums counts the changes, and names the pages without any.
func (t *Text) sums(r *compare.Report) {
	if r.Same {
		t.Line("nothing-changed")
		return
	}
	if n := r.Count; n.Places == 0 {
		t.Line("no-story-text-changed")
	} else {
		t.Line("places-characters-changed-deleted-inserted", n.Places, n.Characters, n.Deleted, n.Inserted)
	}
	var added, removed, moved int
	for _, s := range r.Stories {
		switch {
		case s.State == compare.Added:
			added++
		case s.State == compare.Removed:
			removed++
		case s.Moved:
			moved++
		}
	}
	if added+removed+moved > 0 {
		t.Line("stories-added-removed-moved", added, removed, moved)
	}
	var same []string
	for _, p := range r.Pages {
		if p.State == compare.Same {
			same = append(same, p.Name)
		}
	}
	switch {
	case len(same) == 0:
		t.Line("every-page-differs")
	default:
		t.Line("unchanged-pages", strings.Join(same, t.Say.T("comma")))
	}
}

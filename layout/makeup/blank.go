package makeup

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"banxin/editions"
	"banxin/editions/splice"
)

// Edition returns an edition.yaml: the pages of an earlier edition with nobody in their
// slots, each with its template and inks as they are written there. An issue of 0 is not said.
func Edition(date string, issue int, old *editions.Edition) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "日期: %s\n", date)
	if issue > 0 {
		fmt.Fprintf(&b, "期号: %d\n", issue)
	}
	b.WriteString("版:\n")
	said := asWritten(old)
	for i, pg := range old.Pages {
		for _, l := range blank(pg, i+1, said(i)) {
			fmt.Fprintf(&b, "  %s\n", l)
		}
	}
	return []byte(b.String())
}

// Append returns edition.yaml with an empty page behind its last one. All else stays as
// it is. It is an error where the file is written in a way that has no place for it.
func Append(ed *editions.Edition, yaml []byte, pg *editions.Page) ([]byte, error) {
	d, err := splice.Open("edition.yaml", yaml)
	if err != nil {
		return nil, err
	}
	if err := d.AddPage(blank(pg, len(ed.Pages)+1, pageSaid{template: splice.Scalar(pg.Template.Name), inks: inksOf(pg)})); err != nil {
		return nil, err
	}
	return d.Bytes(), nil
}

// pageSaid is how a page says its template and its inks; empty where it does not.
type pageSaid struct{ template, inks string }

// asWritten tells of each page of an edition, by its place, how edition.yaml says its template and its inks: a page of
// 内页 is one of whatever template the voice has for those. Where the file cannot be read so, they are said by name.
func asWritten(ed *editions.Edition) func(i int) pageSaid {
	if ed.File != nil {
		if d, err := splice.Open("edition.yaml", ed.File.Data); err == nil && d.Pages() == len(ed.Pages) {
			return func(i int) pageSaid {
				return pageSaid{inYAML(d.PageSays(i, "template")), inYAML(d.PageSays(i, "inks"))}
			}
		}
	}
	return func(i int) pageSaid { return pageSaid{splice.Scalar(ed.Pages[i].Template.Name), inksOf(ed.Pages[i])} }
}

// inYAML is a text, or a list of texts, as YAML has it.
func inYAML(n *editions.Node) string {
	switch {
	case n == nil:
	case n.Shape == editions.Scalar && n.Text != "":
		return splice.Scalar(n.Text)
	case n.Shape == editions.Sequence:
		var texts []string
		for _, item := range n.Items {
			texts = append(texts, splice.Scalar(item.Text))
		}
		return "[" + strings.Join(texts, ", ") + "]"
	}
	return ""
}

// inksOf is the list of a page's inks where they are not those of its template.
func inksOf(pg *editions.Page) string {
	if pg.Inks.All() || slices.Equal(pg.Inks.Names(), pg.Template.Inks.Names()) {
		return ""
	}
	return "[" + strings.Join(pg.Inks.Names(), ", ") + "]"
}

// blank returns the lines of a page without stories, the first with its dash; n is the
// number it has by its place.
func blank(pg *editions.Page, n int, said pageSaid) []string {
	var out []string
	say := func(key, value string) {
		if value != "" {
			out = append(out, "  "+key+": "+splice.Scalar(value))
		}
	}
	if pg.Number != n {
		out = append(out, "  版号: "+strconv.Itoa(pg.Number))
	}
	if pg.Name != strconv.Itoa(pg.Number) {
		say("版名", pg.Name)
	}
	say("版面", pg.Section)
	if said.template != "" {
		l := "  模板: " + said.template
		if pg.Template.Name != "" && said.template != splice.Scalar(pg.Template.Name) {
			l += "            " + NowRemark + pg.Template.Name
		}
		out = append(out, l)
	}
	say("责编", pg.Editor)
	if said.inks != "" {
		out = append(out, "  墨: "+said.inks)
	}
	out = append(out, "  稿件:")
	if r := SlotsRemark(pg.Template); r != "" {
		out = append(out, "    "+r)
	}
	out[0] = "-" + out[0][1:]
	return out
}

// slotsBegin begins the remark that says which slots a page has.
const slotsBegin = "# 版位: 稿件的文件名。版位有："

// SlotsRemark says, as a remark of edition.yaml, which slots of a template take something, and what
// those that take no stories do; empty where none does.
func SlotsRemark(t *editions.Template) string {
	var names []string
	for _, s := range t.Slots {
		switch s.Kind {
		case editions.StorySlot:
			names = append(names, s.Name)
		case editions.IndexSlot:
			names = append(names, s.Name+"（自动列标题，不用写）")
		case editions.AdvertSlot:
			names = append(names, s.Name+"（写图片或 PDF 的文件名）")
		}
	}
	if len(names) == 0 {
		return ""
	}
	return slotsBegin + strings.Join(names, " ")
}

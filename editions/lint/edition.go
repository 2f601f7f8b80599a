package lint

import (
	"bytes"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
)

// edition looks at what belongs to no story: page numbers, the nameplate's particulars,
// pictures that stand twice.
func (c *checker) edition() {
	c.pages()
	c.sizes()
	c.nameplate()
	c.pictures()
}

// pages: numbers follow one another, and no two pages are called the same.
func (c *checker) pages() {
	names := map[string]bool{}
	for i, p := range c.ed.Pages {
		if i > 0 && p.Number != c.ed.Pages[i-1].Number+c.ed.Pages[i-1].Wide() && p.Number != c.ed.Pages[i-1].Number {
			c.found.Add(source.New("REL-PAGES", p.Pos,
				source.Msg("page-follows-page", p.Number, c.ed.Pages[i-1].Number), source.Msg("number-pages-one-after-another")).On(p.Number, ""))
		}
		if names[p.Name] {
			c.found.Add(source.New("REL-PAGES", p.Pos, source.Msg("two-pages-called", p.Name), source.Msg("give-each-page-own")).On(p.Number, ""))
		}
		names[p.Name] = true
	}
}

// sizes: the pages of an edition are of one size, a spread of two of them. A page that is not like most, or like
// the first, is told, one for each size.
func (c *checker) sizes() {
	pages, told := map[editions.Trimmed]int{}, map[editions.Trimmed]bool{}
	for _, p := range c.ed.Pages {
		pages[p.Trimmed()]++
	}
	delete(pages, editions.Trimmed{})
	var most *editions.Page
	for _, p := range c.ed.Pages {
		if n := pages[p.Trimmed()]; n > 0 && (most == nil || n > pages[most.Trimmed()]) {
			most = p
		}
	}
	for _, p := range c.ed.Pages {
		s := p.Trimmed()
		if pages[s] == 0 || s == most.Trimmed() || told[s] {
			continue
		}
		told[s] = true
		c.found.Add(source.New("REL-SIZE", p.Pos, source.Msg("page-of-other-size", p.Number, p.Template.Name, s.String(), most.Number, most.Template.Name, most.Trimmed().String()),
			source.Msg("take-template-of-size-of-others", most.Trimmed().String())).On(p.Number, ""))
	}
}

// nameplate: what the annex 报纸出版形式差错数计算方法 asks for on page 1.
func (c *checker) nameplate() {
	if !c.hasNameplate() {
		c.noNameplate()
		return
	}
	p := c.ed.Paper
	lines := strings.Join(p.Lines, " ")
	for _, need := range []struct {
		there  bool
		key    string
		what   source.Message
		sev    source.Severity
		weight int
	}{
		{p.Name != "", "名称", source.Msg("paper-no-name"), source.Error, 40},
		{c.ed.Issue > 0, "期号", source.Msg("edition-no-issue-number"), source.Warning, word},
		{p.CN != "", "刊号", source.Msg("paper-no-cn-number"), source.Warning, word},
		{p.Publisher != "" || strings.Contains(lines, "出版") || strings.Contains(lines, "主办"), "出版", source.Msg("paper-names-no-publisher"), source.Warning, word},
	} {
		if need.there {
			continue
		}
		pos := source.Pos{File: "paper.yaml"}
		if need.key == "期号" && c.ed.File != nil {
			pos.File = c.ed.File.Name
		}
		c.found.Add(source.New("REL-MAST", pos, need.what, source.Msg("add-law-asks-on-page-1", need.key)).As(need.sev).Weighing(need.weight).On(1, ""))
	}
	c.particulars(p, lines)
}

// noNameplate tells of a first page that sets stories and has no slot for the nameplate, in a paper
// that has a template for its first pages.
func (c *checker) noNameplate() {
	if len(c.ed.Pages) == 0 || c.ed.Pages[0].Number != 1 || c.ed.Paper.Preferred.Front == "" {
		return
	}
	page := c.ed.Pages[0]
	if page.Template == nil || !slices.ContainsFunc(page.Template.Slots, func(s *editions.Slot) bool { return s.Kind == editions.StorySlot }) {
		return
	}
	hint := source.Msg("take-front-template", c.ed.Paper.Preferred.Front)
	for _, other := range c.ed.Pages[1:] {
		if hasNameplate(other) {
			hint = source.Msg("put-page-with-nameplate-first", other.Number, other.Template.Name)
			break
		}
	}
	c.found.Add(source.New("REL-MAST", page.Pos, source.Msg("first-page-has-no-nameplate", page.Template.Name), hint).As(source.Warning).Weighing(0).On(1, ""))
}

// particulars are what the annex asks for in a fixed place, on page 1 or elsewhere: who
// prints, the price, how the paper is had, where its publisher is.
func (c *checker) particulars(p *editions.Paper, lines string) {
	var missing []string
	for _, need := range []struct {
		key   string // of paper.yaml
		there bool
	}{
		{"承印", p.Printer != "" || contains(lines, "印刷", "承印")},
		{"定价", p.Price != "" || contains(lines, "定价", "售价", "每份", "赠阅")},
		{"邮发代号", p.PostCode != "" || contains(lines, "邮发", "发行")},
		{"网址", p.Website != "" || contains(lines, "地址", "电话", "邮编")},
	} {
		if !need.there {
			missing = append(missing, need.key)
		}
	}
	if len(missing) > 0 {
		c.found.Add(source.New("REL-MAST", source.Pos{File: "paper.yaml"},
			source.Msg("nameplate-does-not-say", strings.Join(missing, "、")), source.Msg("add-them-to-paper-yaml-unless")).As(source.Note).Weighing(word).On(1, ""))
	}
}

func contains(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

func (c *checker) hasNameplate() bool {
	return len(c.ed.Pages) > 0 && hasNameplate(c.ed.Pages[0])
}

func hasNameplate(p *editions.Page) bool {
	return p.Template != nil && slices.ContainsFunc(p.Template.Slots, func(s *editions.Slot) bool { return s.Kind == editions.NameplateSlot })
}

// pictures finds one picture under two stories or two names.
func (c *checker) pictures() {
	type size struct{ w, h, n int }
	seen := map[size][]*editions.Image{}
	first := map[*editions.Image]*editions.Story{}
	for _, s := range c.ed.Stories {
		for _, p := range s.Pictures() {
			if p.Image == nil {
				continue
			}
			im, k := p.Image, size{p.Image.W, p.Image.H, len(p.Image.Data)}
			for _, other := range seen[k] {
				if other == im || bytes.Equal(other.Data, im.Data) {
					c.story = s
					msg := source.Msg("picture-stands-in-too", p.Path, first[other].ID)
					if first[other] == s {
						msg = source.Msg("picture-stands-above-too", p.Path)
					}
					c.addStory(p.Span, finding("REL-TWICE", msg, source.Msg("take-another-picture-or-leave-one")))
					break // once, however often it stood before
				}
			}
			if first[im] == nil {
				first[im] = s
				seen[k] = append(seen[k], im)
			}
		}
	}
}

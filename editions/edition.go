package editions

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"banxin/editions/source"
)

var editionWords = []word{
	{zh: "日期", en: "date"},
	{zh: "期号", en: "issue", also: []string{"总期号", "期"}},
	{zh: "版", en: "pages", also: []string{"版面", "版本", "版次", "各版", "页"}},
	{zh: "例外", en: "exceptions"},
	{zh: "天气", en: "weather", also: []string{"天气预报"}},
	{zh: "更正", en: "corrections", also: []string{"勘误", "correction"}},
	{zh: "撤稿", en: "withdrawn", also: []string{"撤回", "撤销", "withdrawals"}},
}

var pageWords = []word{
	{zh: "版名", en: "name", also: []string{"label"}},
	{zh: "版号", en: "number", also: []string{"版次", "page"}},
	{zh: "版面", en: "section"},
	{zh: "模板", en: "template", also: []string{"版式", "版样", "样版", "模版", "版面模板"}},
	{zh: "责编", en: "editor", also: []string{"编辑", "责任编辑"}},
	{zh: "稿件", en: "stories", also: []string{"稿", "文章"}},
	{zh: "改", en: "changes", also: []string{"改版", "修改", "override"}},
	{zh: "墨", en: "inks", also: []string{"油墨", "色"}},
}

// templates reads templates/*.yaml.
func (l *loader) templates(p *Paper) *templates {
	set := &templates{desk: &l.desk, paper: p, shelf: l.shelf}
	dir := l.called(".", "templates", true)
	l.folders["templates"] = dir
	names, err := l.list(dir, ".yaml")
	more, err2 := l.list(dir, ".yml")
	set.unread = isNoFolder(l.fsys, dir)
	if err = errors.Join(err, err2); err != nil {
		set.unread = true
		l.add("SRC-READ", source.Pos{File: dir}, source.Msg("cannot-read", dir, plain(err)), source.Message{})
	}
	for _, name := range slices.Concat(names, more, l.misnamedTemplates(dir)) {
		file, err := l.file(name, maxYAML)
		if err != nil {
			l.blame(err, "SRC-FILE", source.Pos{File: name}, name)
		}
		if file != nil {
			set.add(file)
		}
	}
	set.inherit()
	return set
}

// pages reads edition.yaml and returns the values of its pages, beside ed.Pages; false where
// it cannot be read.
func (l *loader) pages(ed *Edition, set *templates) ([]*value, bool) {
	name := l.called(ed.Path, "edition.yaml", false)
	file, err := l.file(name, maxYAML)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			l.add("SRC-FILE", source.Pos{File: name}, source.Msg("missing", name), source.Msg("write-page-line-with"))
		} else {
			l.blame(err, "SRC-FILE", source.Pos{File: name}, name)
		}
	}
	if file == nil {
		return nil, false
	}
	ed.File = file
	v := l.yaml(file)
	if v != nil {
		ed.File = v.file
	}
	f := l.fields(v, editionWords)
	l.date(ed, f.at("date"))
	if v == nil || said(v) && !f.some() {
		return nil, false
	}
	ed.Issue = l.integer(f.at("issue"), 0, 1_000_000, 0)
	l.issueOnce(ed, f.at("issue"))
	ed.House.Exceptions = append(slices.Clip(ed.House.Exceptions), l.exceptions(f.at("exceptions"))...)
	for _, w := range l.strs(f.at("weather")) {
		ed.Weather = append(ed.Weather, strings.TrimSpace(w.text))
	}
	l.corrections(ed, f.at("corrections"))
	l.withdrawn(ed, f.at("withdrawn"))
	return l.pageList(ed, set, f.at("pages")), true
}

// issueLine is the line of an edition's file with its number.
var issueLine = later(`(?m)^(?:期号|总期号|issue): *([0-9]{1,9})[ \t\r]*(?:#.*)?$`)

// issueOnce tells of the number of the edition where the one before it has the same.
func (l *loader) issueOnce(ed *Edition, v *value) {
	if ed.Issue == 0 {
		return
	}
	dates, err := Editions(l.fsys)
	i := slices.Index(dates, path.Base(ed.Path))
	if err != nil || i < 1 {
		return
	}
	before := path.Join(path.Dir(ed.Path), dates[i-1])
	data, err := fs.ReadFile(l.fsys, path.Join(before, "edition.yaml"))
	if err != nil || len(data) > maxYAML {
		return
	}
	if m := issueLine().FindSubmatch(data); m != nil && string(bytes.TrimLeft(m[1], "0")) == strconv.Itoa(ed.Issue) {
		l.found.Add(source.New("SRC-VALUE", v.pos(), source.Msg("issue-of-edition-before", ed.Issue, dates[i-1]), source.Msg("write-as", strconv.Itoa(ed.Issue+1))).As(source.Warning))
	}
}

// date compares the date said with the folder's name.
func (l *loader) date(ed *Edition, v *value) {
	folder := path.Base(ed.Path)
	if ed.Date == (Date{}) {
		l.add("SRC-DATE", source.Pos{File: ed.Path}, source.Msg("not-day-of-calendar", folder), source.Msg("name-folder-by-date"))
	}
	if !said(v) {
		return
	}
	s := l.str(v)
	date, ok := parseDate(s)
	if !ok {
		hint := source.Msg("write-date-as")
		if day, ok := MeantDay(s); ok {
			hint = source.Msg("write-as", day)
		} else if ed.Date != (Date{}) {
			hint = source.Msg("write-as", folder)
		}
		l.at("SRC-DATE", v, source.Msg("not-day-of-calendar", s), hint)
		return
	}
	if s != folder {
		l.found.Add(source.New("SRC-DATE", v.pos(), source.Msg("date-not-of-folder", s, folder), source.Msg("correct-one-of-two")).As(source.Warning))
	}
	ed.Date = date
}

func (l *loader) pageList(ed *Edition, set *templates, v *value) []*value {
	if !said(v) || v.shape == list && len(v.items) == 0 {
		pos := source.Pos{File: ed.File.Name}
		l.add("PLAN-EMPTY", pos, source.Msg("edition-no-pages"), source.Msg("add-page-line-with"))
		return nil
	}
	if v.shape != list {
		l.at("SRC-TYPE", v, source.Msg("expected-list-of-pages-here"), source.Msg("begin-each-page-with"))
		return nil
	}
	items := v.items
	if len(items) > maxPages {
		l.at("SRC-MANY", v, source.Msg("pages-more-than-not-read", len(items), maxPages), source.Msg("split-edition"))
		items = items[:maxPages]
	}
	var stories, drawn []*value
	numbers, next := map[int]bool{}, 1
	left := map[*Template]*Template{} // of left-hand pages
	for _, item := range items {
		f := l.fields(item, pageWords)
		p := &Page{Number: l.integer(f.at("number"), 1, 9999, next), Name: l.str(f.at("name")), Section: l.str(f.at("section")), Editor: l.str(f.at("editor")), Pos: item.pos()}
		if v := f.at("section"); v != nil && !said(v) {
			l.found.Add(source.New("SRC-VALUE", v.pos(), source.Msg("section-says-nothing"), source.Msg("write-section-or-take-line-away")).As(source.Warning))
		}
		l.nameSlip(p, f.at("name"))
		p.Template = l.template(set, f.at("template"), f.at("changes"), p)
		if p.Template.Facing && p.Number%2 == 0 {
			if left[p.Template] == nil {
				left[p.Template] = p.Template.mirrored()
			}
			p.Template = left[p.Template]
		}
		if p.Inks = l.inks(f.at("inks")); p.Inks.All() {
			p.Inks = p.Template.Inks
		}
		p.Inks = l.spotInks(ed.Paper, p.Inks)
		l.numbered(p, numbers)
		next += p.Wide()
		ed.Pages = append(ed.Pages, p)
		stories, drawn = append(stories, f.at("stories")), append(drawn, f.at("template"))
	}
	standIns(ed)
	l.unread(ed, drawn)
	return stories
}

// nameSlip tells of a page whose name is a section's: 副刊, not 03 or A1.
func (l *loader) nameSlip(p *Page, v *value) {
	if p.Name == "" || p.Section != "" || strings.Trim(p.Name, "一二三四五六七八九十") == "" || strings.ContainsFunc(p.Name, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) {
		return
	}
	l.found.Add(source.New("SRC-VALUE", v.pos(), source.Msg("page-name-like-section", p.Name), source.Msg("write-key-as", "版面: "+p.Name)).As(source.Warning))
}

// preferredFor is the template that the paper has for a kind of page, or for a page whose
// template is not said.
func (l *loader) preferredFor(paper *Paper, name string, p *Page) string {
	switch {
	case name != "":
		return cmp.Or(paper.Preferred.Named(name), name)
	case p.Number == 1:
		return paper.Preferred.Front
	}
	return paper.Preferred.Inside
}

// autoOf is the library's template of pages to be made up in the size of the paper's inside pages, where one is asked
// for by its kind and neither paper nor voice has one; empty elsewhere.
func (l *loader) autoOf(set *templates, name string) string {
	if i := find(preferWords, name); i < 0 || preferWords[i].en != "auto" || set.paper.Preferred.Auto != "" {
		return ""
	}
	inside := set.find(set.paper.Preferred.Inside)
	if inside == nil {
		return ""
	}
	t := set.build(inside)
	return AutoTemplate(t.Width, t.Height)
}

// spotInks finds the spot inks of a page among those of the paper's colours, by the ink's name or
// the colour's.
func (l *loader) spotInks(p *Paper, i Inks) Inks {
	out := i
	out.Spots = nil
	for _, name := range i.Spots {
		spot := p.Colors[name].Spot
		for _, k := range sortedKeys(p.Colors) {
			if p.Colors[k].Spot == name {
				spot = name
			}
		}
		if spot == "" {
			var names []string
			for _, k := range sortedKeys(p.Colors) {
				if s := p.Colors[k].Spot; s != "" && !slices.Contains(names, s) {
					names = append(names, s)
				}
			}
			hint := source.Msg("inks-of-paper", strings.Join(append([]string{"四色", "黑", "青", "品红", "黄"}, names...), " "))
			if w, ok := nearest(inkWords, name); ok {
				out.Process |= termOf(inkTerms, w.en).means
				hint = source.Msg("did-you-mean", w.String())
			}
			l.add("INK-NAME", i.Pos, source.Msg("no-ink-called", name), hint)
			continue
		}
		if !slices.Contains(out.Spots, spot) {
			out.Spots = append(out.Spots, spot)
		}
	}
	return out
}

// template returns the template of a page, with what the day changes in it: one that stands
// in where it is missing.
func (l *loader) template(set *templates, v, change *value, p *Page) *Template {
	v = l.single(v)
	name := l.str(v)
	if t := set.find(name); t == nil {
		name = cmp.Or(l.autoOf(set, name), l.preferredFor(set.paper, name, p))
	}
	if t := set.find(name); t != nil {
		return l.changed(set, t, change)
	}
	if name == "" || find(preferWords, name) >= 0 {
		if t := l.voiceless(set.paper, name); t != nil {
			return t
		}
	}
	if name == "" {
		hint := source.Msg("put-template-into-templates-name", cmp.Or(p.Section, "一版"))
		if names := set.names(); len(names) > 0 {
			hint = source.Msg("add-with-one-of", strings.Join(names, " "))
		}
		l.add("TPL-MISSING", p.Pos, source.Msg("page-no-template", p.Number), hint)
	} else if !set.unread {
		if kind := l.kindOf(set, l.str(v), p); kind != nil {
			v = kind
		}
		set.missing(v)
		if near, ok := set.meant(name); ok {
			if t := set.find(cmp.Or(set.paper.Preferred.Named(near), near)); t != nil {
				return l.changed(set, t, change)
			}
		}
	}
	return noTemplate(name, source.NewFile(name, nil))
}

// kindOf is where the paper says which template a kind of page has, or a page that says none; nil where
// the page names its template itself.
func (l *loader) kindOf(set *templates, said string, p *Page) *value {
	i := find(preferWords, said)
	if said == "" {
		i = min(p.Number-1, 1)
	}
	if i < 0 || i >= len(l.kinds) || set.paper.Preferred.Named(preferWords[i].zh) == "" {
		return nil
	}
	return l.kinds[i]
}

// voiceless stands in for a template that the paper's voice would tell, where it tells none: that
// is said once, in paper.yaml.
func (l *loader) voiceless(paper *Paper, name string) *Template {
	file := paper.File
	if file == nil {
		file = source.NewFile("paper.yaml", nil)
	}
	if !paper.unread && (paper.Voice != "" || name == "" || l.shelf.fsys == nil) {
		return nil
	}
	told := slices.IndexFunc(l.found, func(f source.Finding) bool { return f.Message.ID == "paper-has-no-voice" })
	if !paper.unread && told < 0 {
		f := source.New("TPL-MISSING", source.Pos{File: file.Name}, source.Msg("paper-has-no-voice", name), source.Msg("say-voice-or-name-template", allWords(voiceWords)))
		if i := slices.IndexFunc(l.found, func(f source.Finding) bool { return f.Message.ID == "voice-says-nothing" }); i >= 0 {
			f.Pos = l.found[i].Pos
			l.found = slices.Delete(l.found, i, i+1)
		}
		l.found.Add(f)
	}
	return noTemplate(name, file)
}

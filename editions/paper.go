package editions

import (
	"errors"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"banxin/editions/source"
	"banxin/layout/typo"
)

var paperWords = append([]word{
	{zh: "名称", en: "name", also: []string{"报名", "title", "标题", "名字"}},
	{zh: "西文名", en: "name-latin", also: []string{"英文名", "english"}},
	{zh: "代码", en: "code"},
	{zh: "语言", en: "language", also: []string{"lang"}},
	{zh: "格言", en: "motto", also: []string{"口号", "slogan"}},
	{zh: "出版", en: "publisher", also: []string{"出版者", "主办"}},
	{zh: "刊号", en: "cn", also: []string{"CN"}},
	{zh: "国际刊号", en: "issn", also: []string{"ISSN"}},
	{zh: "网址", en: "website", also: []string{"url", "网站"}},
	{zh: "报头行", en: "lines", also: []string{"地址", "电话", "传真", "邮编", "邮箱", "社长", "主编", "总编", "总编辑"}},
	{zh: "颜色", en: "colors", also: []string{"色", "colours"}},
	{zh: "样式", en: "styles"},
	{zh: "体裁样式", en: "genre-styles"},
	{zh: "字体", en: "fonts"},
	{zh: "规则", en: "rules", also: []string{"级别"}},
	{zh: "例外", en: "exceptions"},
	{zh: "印刷", en: "press"},
	{zh: "印厂", en: "print-shop", also: []string{"印刷厂", "plant"}},
	{zh: "电子版", en: "e-edition"},
	{zh: "承印", en: "printer", also: []string{"印刷者"}},
	{zh: "定价", en: "price", also: []string{"售价", "零售价", "价格", "单价", "报价", "价钱"}},
	{zh: "邮发代号", en: "post-code"},
	{zh: "标识", en: "logo", also: []string{"报徽", "标志"}},
	{zh: "题字", en: "lettering", also: []string{"报名字"}},
	{zh: "注", en: "notes", also: []string{"注释", "脚注"}},
	{zh: "版权", en: "rights", also: []string{"版权声明", "copyright"}},
	{zh: "时区", en: "time-zone", also: []string{"timezone", "zone"}},
	{zh: "声音", en: "voice", also: []string{"风格", "style"}},
	{zh: "版样", en: "templates", also: []string{"模板"}},
}, lookWords...)

// IsCode tells whether a text can be a paper's code (代码), which names its files.
func IsCode(s string) bool { return paperCode.MatchString(s) }

var paperCode = regexp.MustCompile(`^[A-Za-z0-9_-]{1,32}$`)

// LoadPaper reads paper.yaml and the paper's own fonts. A paper without the file is the
// default one. The error is trouble of the world; everything else is a finding.
func LoadPaper(fsys fs.FS) (*Paper, source.List, error) {
	l := newLoader(fsys)
	p, err := l.paper()
	l.unusedStyles(p, nil, nil)
	l.unusedColors(p, nil)
	l.found.Sort()
	return p, l.found, err
}

func (l *loader) paper() (*Paper, error) {
	p, err := l.paperFile()
	if err == nil {
		p.Lists = l.lists()
	}
	return p, err
}

func (l *loader) paperFile() (*Paper, error) {
	file, err := l.file(l.called(".", "paper.yaml", false), maxYAML)
	if errors.Is(err, fs.ErrNotExist) || file == nil {
		p := DefaultPaper()
		if l.given != (Shop{}) {
			p.Press = l.pressOf(nil, nil)
		}
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		return p, err
	}
	p := l.parsePaper(file)
	for i := range p.Fonts {
		l.font(&p.Fonts[i])
	}
	p.Press = l.pressOf(p.press, p.shop)
	p.press, p.shop = nil, nil
	return p, nil
}

// font reads a font file of the paper.
func (l *loader) font(f *FontFile) {
	data, err := l.bytes(f.Path, maxPicture)
	if err != nil {
		l.blame(err, "SRC-FONT", f.Pos, f.Path)
		return
	}
	f.Data = data
}

// parsePaper reads a paper without its fonts' data.
func (d *desk) parsePaper(file *source.File) *Paper {
	p := DefaultPaper()
	p.File = file
	v := d.yaml(file)
	if v != nil {
		p.File = v.file
	}
	f := d.fields(v, paperWords)
	p.unread = !f.some()
	if v != nil && !said(v) {
		d.add("SRC-TYPE", source.Pos{File: file.Name}, source.Msg("paper-says-nothing"), source.Msg("write-name-code-voice"))
	}
	colors := find(paperWords, "colors")
	f.values[colors] = d.colorNames(f.values[colors])
	own := f.values[colors]
	kinds := find(paperWords, "templates")
	f.values[kinds] = d.pageKinds(f.values[kinds])
	f = d.voice(p, f)
	d.likeColors(own, f.at("colors"))
	p.Name, p.NameLatin, p.Code, p.Motto = d.nameOf(f.at("name")), d.str(f.at("name-latin")), d.str(f.at("code")), d.str(f.at("motto"))
	p.Publisher, p.CN, p.ISSN, p.Website = d.str(f.at("publisher")), d.str(f.at("cn")), d.str(f.at("issn")), d.str(f.at("website"))
	d.leftAs(f)
	if lang := d.language(f.at("language")); lang != "" {
		p.Lang = lang
	}
	p.Zone = d.zone(f.at("time-zone"), p.Lang)
	if p.Code != "" && !paperCode.MatchString(p.Code) {
		d.at("SRC-VALUE", f.at("code"), source.Msg("cannot-code-names-files", clip(p.Code, 40)), codeHint(p.Code))
		p.Code = ""
	}
	for _, line := range d.strs(f.at("lines")) {
		p.Lines = append(p.Lines, strings.TrimSpace(line.text))
	}
	d.colors(p, f.at("colors"))
	d.fontFiles(p, f.at("fonts"))
	d.styles(p, f.at("styles"))
	d.genres(p, f.at("genre-styles"))
	d.look(&p.Look, p, f)
	p.Preferred = d.preferred(f.at("templates"))
	p.House = House{Rules: d.rules(f.at("rules")), Exceptions: d.exceptions(f.at("exceptions"))}
	p.Printer, p.Price, p.PostCode = d.str(f.at("printer")), d.str(f.at("price")), d.str(f.at("post-code"))
	p.logo, p.lettering = f.at("logo"), f.at("lettering")
	p.Notes = d.notePlace(f.at("notes"))
	p.Rights = d.str(f.at("rights"))
	p.press, p.shop = f.at("press"), f.at("print-shop")
	p.EEdition = d.eedition(f.at("e-edition"), p.Voice)
	return p
}

// marksOfNames are what people put about the name of a paper, which is printed without.
var marksOfNames = [][2]string{{"《", "》"}, {"〈", "〉"}, {"【", "】"}, {"「", "」"}, {"『", "』"}, {"“", "”"}}

// nameOf is the name of the paper, without marks that stand about all of it, which are told.
func (d *desk) nameOf(v *value) string {
	s := d.str(v)
	for _, m := range marksOfNames {
		bare := strings.TrimSuffix(strings.TrimPrefix(s, m[0]), m[1])
		if strings.HasPrefix(s, m[0]) && strings.HasSuffix(s, m[1]) && strings.TrimSpace(bare) != "" && !strings.ContainsAny(bare, m[0]+m[1]) {
			d.found.Add(source.New("SRC-VALUE", v.pos(), source.Msg("paper-name-in-marks", s), source.Msg("write-as", bare)).As(source.Warning))
			return bare
		}
	}
	return s
}

// yaml reads a whole YAML file, or returns nil, or what the last reading made of it. The file of the
// value is decoded.
func (d *desk) yaml(file *source.File) *value {
	if was := d.recall.parsed(file); was != nil {
		d.found, d.guessed = append(d.found, was.found...), append(d.guessed, was.guessed...)
		return was.value
	}
	found, guessed := len(d.found), len(d.guessed)
	v := d.parse(file)
	d.recall.keepParsed(file, &parsed{file.Data, v, slices.Clone(d.found[found:]), slices.Clone(d.guessed[guessed:])})
	return v
}

// parse reads a whole YAML file.
func (d *desk) parse(file *source.File) *value {
	if d.tooLarge(file, maxYAML) {
		return nil
	}
	if file = d.readable(file); file == nil {
		return nil
	}
	span := source.Span{End: len(file.Data)}
	if strings.HasPrefix(string(file.Data[:min(3, len(file.Data))]), string(bom)) {
		span.Start = len(bom)
	}
	return d.readYAML(file, span)
}

// entries returns the pairs of a mapping whose keys are names, without repeats.
func (d *desk) entries(v *value) []pair {
	if !said(v) {
		return nil
	}
	if v.shape != mapping {
		if v = d.keyed(v); v.shape != mapping {
			d.at("SRC-TYPE", v, source.Msg("expected-names-with-values-here"), source.Msg("write-line-name"))
			return nil
		}
	}
	seen := map[string]bool{}
	var out []pair
	for _, p := range v.pairs {
		if seen[p.key.text] {
			d.at("SRC-DUP", p.key, source.Msg("said-twice", p.key.text), source.Msg("keep-one-of-two"))
			continue
		}
		seen[p.key.text] = true
		out = append(out, p)
	}
	return out
}

var colorWords = []word{{zh: "青", en: "c"}, {zh: "品红", en: "m"}, {zh: "黄", en: "y"}, {zh: "黑", en: "k"}, {zh: "专色", en: "spot"}, {zh: "浓度", en: "tint"}}

func (d *desk) colors(p *Paper, v *value) {
	for _, e := range d.entries(v) {
		if d.colorSlip(e.key.text, e.value) {
			p.Colors[e.key.text] = InkColor{K: 1000, Tint: 10000}
			continue
		}
		f := d.fields(e.value, colorWords)
		ink := func(key string, otherwise int) uint16 {
			return uint16(d.thousandths(f.at(key), 0, 100, otherwise*1000) / 10)
		}
		p.Colors[e.key.text] = InkColor{C: ink("c", 0), M: ink("m", 0), Y: ink("y", 0), K: ink("k", 0), Spot: d.str(f.at("spot")), Tint: ink("tint", 100)}
	}
}

var fontWords = []word{{zh: "文件", en: "file"}, {zh: "序", en: "face"}, {zh: "字重", en: "weight"}}

func (d *desk) fontFiles(p *Paper, v *value) {
	for _, e := range d.entries(v) {
		f := FontFile{Name: e.key.text, Pos: e.value.pos()}
		if e.value.shape == scalar {
			f.Path = d.str(e.value)
		} else {
			fields := d.fields(e.value, fontWords)
			f.Path, f.Face = d.str(fields.at("file")), d.integer(fields.at("face"), 0, 255, 0)
			f.Weight = d.integer(fields.at("weight"), 1, 1000, 0)
		}
		switch strings.ToLower(path.Ext(f.Path)) {
		case ".ttf", ".ttc", ".otf", ".otc":
			p.Fonts = append(p.Fonts, f)
		default:
			d.at("SRC-FONT", e.value, source.Msg("not-font-file", f.Path), source.Msg("give-ttf-otf-or-ttc-file"))
		}
	}
}

var alignWords = []word{
	typo.Justify: {zh: "两端", en: "justify", also: []string{"两端对齐", "齐行"}}, typo.Left: {zh: "左", en: "left", also: []string{"左对齐", "居左", "靠左"}}, typo.Center: {zh: "居中", en: "center", also: []string{"中", "居中对齐", "中对齐", "centre", "middle"}},
	typo.Right: {zh: "右", en: "right", also: []string{"右对齐", "居右", "靠右"}}, typo.Spread: {zh: "均排", en: "spread"},
}

func (p *Paper) hasFont(name string) bool {
	for _, f := range p.Fonts {
		if f.Name == name {
			return true
		}
	}
	return false
}

// color takes the name of one of the paper's colours; 黑 is black, the default, and 无 none.
func (d *desk) color(p *Paper, v *value) string {
	if said(v) && v.shape == mapping {
		d.at("SRC-TYPE", v, source.Msg("color-has-no-name"), source.Msg("name-the-color-first", inksIn(v)))
		return ""
	}
	v = d.unmarked(v)
	name := d.str(v)
	if _, ok := p.Colors[name]; ok {
		return name
	}
	if name == "" || slices.Contains(noWords, name) || name == "黑" || name == "black" {
		return ""
	}
	if lendColor(p, name, v) {
		return name
	}
	names := sortedKeys(p.Colors)
	if p.unread {
		return "" // nobody knows which there are
	}
	hint := source.Msg("give-under-in-paper-yaml-k", name, inksFor(name))
	if n := strings.TrimSuffix(narrow(name), "%"); n != name && n != "" && strings.Trim(n, "0123456789.") == "" {
		hint = source.Msg("name-the-color-first", "{k: "+n+"}")
	} else if _, ok := screenColor(name); ok {
		hint = source.Msg("name-the-color-first", inksFor(name))
	}
	if near, ok := Nearest(names, name); ok {
		hint = source.Msg("did-you-mean", near)
	}
	d.at("SRC-COLOR", v, source.Msg("no-colour-called", name), hint)
	return ""
}

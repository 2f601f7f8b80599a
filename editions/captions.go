package editions

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"banxin/editions/source"
)

func (r *runner) lastPart() any {
	if len(r.parts) == 0 {
		return nil
	}
	return r.parts[len(r.parts)-1]
}

// picture takes in a picture; the text before it ends there.
func (r *runner) picture(n *ast.Image) {
	r.cut()
	inside := &runner{src: r.src, base: r.base, span: r.span, file: r.file, desk: r.desk, soft: -1, ledger: r.ledger}
	inside.inlines(n)
	if bytes.IndexByte(n.Destination, maskedSpace) >= 0 {
		n.Destination = bytes.ReplaceAll(n.Destination, []byte{maskedSpace}, []byte{' '})
		r.spaced(n)
	}
	p := &Picture{Path: string(util.UnescapePunctuations(n.Destination)), Alt: string(util.UnescapePunctuations(n.Title))}
	p.Caption = inside.all(source.Msg("picture-in-caption-of-another"))
	start := n.Pos()
	if wide := start + 1 - len("！"); r.base >= 0 && wide >= 0 && strings.HasPrefix(r.src[wide:], "！[") {
		start = wide
		r.wide(start, start+len("！["))
	}
	p.Span = r.place(start, endOf(n))
	r.note(start, n.Pos()+len("!["), signPicture)
	text := n.Pos()
	if r.base >= 0 {
		text = max(text, p.Caption.Span.End-r.base)
	}
	r.note(r.target(text), endOf(n), signPicture)
	if isData(p.Path) {
		r.dataTable(p)
		return
	}
	r.parts = append(r.parts, p)
}

// maskedSpace stands for a space in the name of a picture, which would end it: ![…](晒 秋.jpg).
const maskedSpace = '\x01'

var spacedName = later(`!\[[^\[\]\n]*\]\((` + wordOfName + `(?: +` + wordOfName + `)+\.(?:` + fileForms + `|` + otherForms + `))\)`)

// wordOfName has no space but within brackets, as copies of files are called: 晒秋 (1).jpg. otherForms are the
// ends of files that are no pictures, which people name as such.
const (
	wordOfName = `(?:[^()<>"'“”\n ]|\([^()<>"'“”\n]*\))+`
	otherForms = `(?i:xlsx?|et|docx?|wps|pptx?|pdf|mp[34]|mov|m4a|wav|zip|rar)`
)

// wideSign is a picture that begins with the mark of a Chinese keyboard, at the start of a line.
var wideSign = later(`(?m)^！\[[^\[\]\n]*\]\([^()\n]+\.(?:` + fileForms + `)(?: "[^"\n]*")?\)`)

// spacesMasked is a text whose pictures have no spaces in their names, at most a copy.
func spacesMasked(data []byte) []byte {
	if !bytes.Contains(data, []byte("](")) {
		return data
	}
	places, wide := spacedName().FindAllSubmatchIndex(data, -1), wideSign().FindAllIndex(data, -1)
	if places == nil && wide == nil {
		return data
	}
	data = bytes.Clone(data)
	for _, at := range wide {
		copy(data[at[0]:], "  !")
	}
	for _, at := range places {
		for i := at[2]; i < at[3]; i++ {
			if data[i] == ' ' {
				data[i] = maskedSpace
			}
		}
	}
	return data
}

// spaced reports a picture whose name has spaces and no <> round it; it is taken.
func (r *runner) spaced(n *ast.Image) {
	name := string(n.Destination)
	end := endOf(n) - len(")")
	r.desk.add("SRC-MARK", r.file.Pos(r.place(end-len(name), end)), source.Msg("picture-name-has-spaces", name), source.Msg("rename-without-spaces-or-write", strings.ReplaceAll(name, " ", ""), "<"+name+">"))
}

var pictureWords = []word{
	{zh: "替代", en: "alt", also: []string{"说明", "alttext"}},
	{zh: "栏", en: "columns", also: []string{"宽", "width", "cols", "跨"}},
	{zh: "署名", en: "credit", also: []string{"摄影", "摄", "by"}},
	{zh: "焦点", en: "focus"},
	{zh: "轮廓", en: "outline"},
	{zh: "墨", en: "ink", also: []string{"专色", "colour", "color"}},
	{zh: "位", en: "at", also: []string{"位置"}},
	{zh: "图说", en: "caption"},
	{zh: "裁", en: "crop", also: []string{"裁切"}},
	{zh: "黑框", en: "black-frame"},
	{zh: "公式", en: "formula", also: []string{"算式"}},
}

// credit takes in the words in braces after a picture: its credit and attributes,
// between semicolons.
func (r *runner) credit(p *Picture, start, end int) {
	if r.pictureKeys(p, start, end) {
		return
	}
	for start <= end {
		stop, next := end, end+1
		if i := strings.IndexByte(r.src[start:end], ';'); i >= 0 {
			stop, next = start+i, start+i+1
		}
		if i := wideStop(r.src[start:stop]); i >= 0 {
			stop, next = start+i, start+i+len("；")
			r.wide(stop, next)
		}
		r.creditPart(p, start, stop)
		start = next
	}
}

// wideStop is where in the words of a picture a full-width semicolon stands with an attribute behind
// it, or -1; one between two credits is theirs.
func wideStop(words string) int {
	for at, r := range words {
		if r != '；' {
			continue
		}
		word, _, _ := strings.Cut(words[at+len("；"):], "；")
		key, _, isKey := strings.Cut(strings.ReplaceAll(word, "＝", "="), "=")
		if i := find(pictureWords, strings.TrimSpace(key)); i >= 0 && (isKey || bareWord(i)) {
			return at
		}
	}
	return -1
}

// bareWord tells whether one of pictureWords may stand without a value.
func bareWord(word int) bool {
	return pictureWords[word].en == "black-frame" || pictureWords[word].en == "formula"
}

// wide reports full-width signs among the words of a picture that are taken as half-width ones.
func (r *runner) wide(start, end int) {
	msg, hint := halved(r.src[start:end])
	r.desk.add("SRC-MARK", r.file.Pos(r.place(start, end)), msg, hint)
}

func (r *runner) creditPart(p *Picture, start, end int) {
	words := strings.TrimSpace(r.src[start:end])
	if words == "" {
		return
	}
	start += strings.Index(r.src[start:end], words)
	key, val, isKey := strings.Cut(words, "=")
	if word, rest, ok := strings.Cut(words, "＝"); ok && !isKey && find(pictureWords, strings.TrimSpace(word)) >= 0 {
		r.wide(start+len(word), start+len(word)+len("＝"))
		key, val, isKey = word, rest, true
	}
	at := &value{shape: scalar, text: strings.TrimSpace(key), span: r.place(start, start+len(key)), file: r.file}
	if which := find(pictureWords, at.text); !isKey && which >= 0 && bareWord(which) {
		key, val, isKey = words, yesWords[0], true
	}
	if !isKey {
		if !p.Credit.IsEmpty() {
			r.desk.at("SRC-MARK", at, source.Msg("second-credit-one-picture", words), source.Msg("write-both-in-one"))
		}
		r.creditText(p, start, start+len(words))
		return
	}
	from := start + len(words) - len(val)
	if val == yesWords[0] && !strings.HasSuffix(words, val) {
		from = start + len(words) // nothing is said behind it
	}
	v := &value{shape: scalar, text: val, span: r.place(from, start+len(words)), file: r.file}
	which := find(pictureWords, at.text)
	if which >= 0 && pictureWords[which].en == "credit" {
		r.creditText(p, start+len(words)-len(val), start+len(words))
		return
	}
	if which < 0 {
		r.desk.unknown("SRC-KEY", at, pictureWords, source.Msg("unknown-key", at.text))
		return
	}
	r.attribute(p, pictureWords[which].en, v)
}

// attribute takes one of pictureWords.
func (r *runner) attribute(p *Picture, key string, v *value) {
	switch key {
	case "alt":
		p.Alt = strings.Trim(strings.TrimSpace(v.text), `"“”`)
	case "columns":
		p.Width = r.desk.integer(v, 1, maxColumns, 0)
	case "focus":
		if points := r.percents(v); len(points) > 0 {
			p.Focus = &points[0]
		}
	case "outline":
		p.Outline = r.outline(v)
	case "ink":
		p.Ink, p.inkSpan = strings.TrimSpace(v.text), v.span
	case "at":
		if i := r.desk.choice(v, picturePlace, -1); i >= 0 {
			p.At = picturePlace[i].en
		}
	case "caption":
		p.CaptionAt = CaptionPlace(1 + r.desk.choice(v, captionWords, -1))
	case "crop":
		p.Whole = !r.desk.boolean(v, true)
	case "black-frame":
		p.Mourning = r.desk.boolean(v, false)
	case "formula":
		if p.Formula = r.desk.boolean(v, false); p.Formula {
			p.At, p.Whole = AtText, true
		}
	}
}

// outline reads the points that text runs round: three at least, with an area.
func (r *runner) outline(v *value) [][2]int {
	points := r.percents(v)
	twice := 0 // the area (Gauss)
	for i, p := range points {
		q := points[(i+1)%len(points)]
		twice += p[0]*q[1] - q[0]*p[1]
	}
	if len(points) > 0 && twice == 0 {
		r.desk.at("SRC-VALUE", v, source.Msg("outline-of-points-in-line-holds", len(points)), source.Msg("give-three-points-or-more-round"))
		return nil
	}
	return points
}

// percents reads points of a picture in percent from its left and top: "40 30, 60 80".
func (r *runner) percents(v *value) [][2]int {
	var out [][2]int
	for _, pair := range strings.Split(v.text, ",") {
		var p [2]int
		if n, err := fmt.Sscanf(strings.ReplaceAll(strings.TrimSpace(pair), "%", ""), "%d %d", &p[0], &p[1]); n != 2 || err != nil || min(p[0], p[1]) < 0 || max(p[0], p[1]) > 100 {
			r.desk.at("SRC-VALUE", v, source.Msg("no-point-of-picture", strings.TrimSpace(pair)), source.Msg("write-percent-from-left-from-top"))
			return nil
		}
		out = append(out, p)
	}
	return out
}

// wideBrace takes in the words in braces behind a picture where one of the braces is a full-width one,
// or the second is missing: up to the end of the line. It returns where the text goes on.
func (r *runner) wideBrace(start, end int) int {
	p := r.lastPart()
	if r.base < 0 || r.desk == nil || len(r.runs) > 0 || p == nil || r.place(start, end).Start != endOfPart(p) {
		return start
	}
	m := unclosed().FindStringSubmatchIndex(r.src[start:end])
	if m == nil {
		return start
	}
	stop := start + m[1]
	msg, hint := halved(r.src[start:stop])
	if m[4] == m[5] {
		msg, hint = source.Msg("brace-behind-picture-not-closed", r.src[start:stop]), source.Msg("write-as", halves.Replace(r.src[start:stop])+"}")
	}
	r.desk.add("SRC-MARK", r.file.Pos(r.place(start, stop)), msg, hint)
	r.behind(p, start, start+m[2], start+m[3], stop)
	return stop
}

// unclosed are braces behind a picture that are none: {孙岭 摄, ｛孙岭 摄｝.
var unclosed = later(`^[{｛]([^{}｛｝\n]+)([}｝]?)`)

func endOfPart(part any) int {
	switch p := part.(type) {
	case *Picture:
		return p.Span.End
	case *Table:
		return p.Span.End
	}
	return -1
}

// behind takes in the words from start to end that stand behind a picture, or the table of a file, in
// braces from open to stop.
func (r *runner) behind(part any, open, start, end, stop int) {
	switch p := part.(type) {
	case *Picture:
		r.credit(p, start, end)
		p.Span.End = r.place(open, stop).End
	case *Table:
		r.tableWords(p, start, end)
		p.Span.End = r.place(open, stop).End
	default:
		return
	}
	r.note(open, stop, signPicture)
}

func (r *runner) creditText(p *Picture, start, end int) {
	inside := &runner{src: r.src, base: r.base, span: r.span, soft: -1}
	inside.text(start, end)
	t := inside.take()
	p.Credit.Runs = append(p.Credit.Runs, t.Runs...)
	p.Credit.Span = t.Span
}

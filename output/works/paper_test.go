package works

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"math/rand"
	"strings"
	"testing/fstest"
	"unicode"
)

// randomPaper is a legal paper with every element that stories can have, and what its stories
// say: their text in the order of reading, without spaces, as it was made and not as it was
// parsed.
type randomPaper struct {
	*rand.Rand
	files fstest.MapFS
	says  map[string]string // by id
	chars map[string]int    // code points of the texts in the file
}

const someHan = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处"

var someMarks = []string{"，", "。", "、", "；", "？", "！", "：“", "”", "（", "）", "《", "》", "——", "……", "·", "2026年", "Go 1.26", "3.5%", " ", "９", "①"}

// words are characters and marks as they are typed.
func (p *randomPaper) words(n int) string {
	han := []rune(someHan)
	var b strings.Builder
	for range n {
		if p.Intn(7) == 0 && b.Len() > 0 {
			b.WriteString(someMarks[p.Intn(len(someMarks))])
		}
		b.WriteRune(han[p.Intn(len(han))])
	}
	return b.String()
}

// writer writes a story: as it stands in its file, and what it says.
type writer struct {
	*randomPaper
	file, says strings.Builder
	head       int // code points of the head's texts
	notes      []string
}

func (w *writer) put(file, says string) {
	w.file.WriteString(file)
	w.says.WriteString(says)
}

// marked writes a line of text with markup in it.
func (w *writer) marked(n int) {
	for ; n > 0; n -= 8 {
		t := w.words(min(n, 8))
		u := strings.Map(func(r rune) rune { // for what takes no spaces and signs
			if unicode.Is(unicode.Han, r) {
				return r
			}
			return -1
		}, t)
		switch w.Intn(16) {
		case 0:
			w.put("**"+u+"**，", u+"，")
		case 1:
			w.put("*"+u+"*。", u+"。")
		case 2:
			w.put(t+"m^2^", t+"m2")
		case 3:
			w.put(t+"H~2~O", t+"H2O")
		case 4:
			w.put("{"+u+"|hàn zì}", u)
		case 5:
			w.put("["+u+"]{专名}", u)
		case 6:
			w.put("["+u+"]("+[]string{"https://example.com/a?b=1", "s000", "stories/s000.md"}[w.Intn(3)]+")", u)
		case 7:
			w.put(t+"&amp;\\*", t+"&*")
		case 8:
			w.put(t+"<https://example.com/>", t+"https://example.com/")
		case 9:
			if len(w.notes) < 3 {
				w.notes = append(w.notes, w.words(5))
				w.put(fmt.Sprintf("%s[^%d]", t, len(w.notes)), fmt.Sprint(t, len(w.notes)))
				break
			}
			fallthrough
		default:
			w.put(t, t)
		}
	}
}

// key writes a value of the head in one of the ways that YAML has.
func (w *writer) key(name string, n int) {
	t := strings.Trim(w.words(n), " ")
	w.head += len([]rune(t))
	switch n := w.Intn(4); {
	case n == 0:
		w.put(fmt.Sprintf("%s: %q\n", name, t), t)
	case n == 1:
		w.put(name+": |\n  "+t+"\n", t)
	case n == 2 && name != "栏目":
		w.put(name+": ["+`"`+t+`"`+"]\n", t)
	default:
		w.put(name+": '"+t+"'\n", t)
	}
}

func (w *writer) block(pictures []string) {
	switch w.Intn(14) {
	case 0:
		w.put("## ", "")
		w.marked(6)
	case 1:
		w.put("> ", "")
		w.marked(20)
	case 2:
		for i := range 2 + w.Intn(3) {
			w.put("- ", "")
			w.marked(8)
			w.put("\n", "")
			if i == 1 {
				w.put("  1. ", "1.")
				w.marked(5)
				w.put("\n     - ", "")
				w.marked(4)
				w.put("\n", "")
			}
		}
	case 3:
		for i := range 2 + w.Intn(2) {
			w.put(fmt.Sprintf("%d. ", i+1), fmt.Sprintf("%d.", i+1))
			w.marked(9)
			w.put("\n", "")
		}
		w.put("9.\n", "9.")
	case 4:
		bare := []string{"2026.", "12)", "-", "#", ">", "##"}[w.Intn(6)]
		w.put(bare, bare)
	case 5:
		w.put("表：", "")
		c := w.words(4)
		w.put(c+"\n\n", c)
		w.table()
	case 6:
		w.table()
	case 7:
		c, by := w.words(12), w.words(3)
		w.put("!["+c+"]("+pictures[w.Intn(len(pictures))]+"){"+by+" 摄}", c+by+"摄")
	case 8:
		c := w.words(6)
		w.put("!["+c+"]("+pictures[0]+")\n![](", c)
		d := w.words(9)
		w.put(pictures[len(pictures)-1]+" \"河边\"){甲 摄}\n"+d, "甲摄"+d)
	case 9:
		w.marked(30)
		w.put("\\\n", "")
		w.marked(20)
	default:
		w.marked(20 + w.Intn(260))
	}
	w.put("\n\n", "")
}

func (w *writer) table() {
	cols := 2 + w.Intn(3)
	w.put(strings.Repeat("| ", 1), "")
	for range cols {
		t := w.words(2)
		w.put(t+" | ", t)
	}
	w.put("\n|"+strings.Repeat(":--|", cols)+"\n", "")
	for range 1 + w.Intn(6) {
		w.put("| ", "")
		for range cols {
			if w.Intn(5) > 0 {
				t := w.words(1 + w.Intn(6))
				w.put(t, t)
			}
			w.put(" | ", "")
		}
		w.put("\n", "")
	}
}

// story writes one of so many blocks.
func (p *randomPaper) story(id string, blocks int, pictures []string, more string) {
	w := &writer{randomPaper: p}
	w.put("---\n编号: "+id+"\n"+more, "")
	last := ""
	for _, k := range []struct {
		name string
		n    int
	}{{"栏目", 4}, {"引题", 9}, {"标题", 12}, {"副题", 11}} {
		if k.name == "标题" || p.Intn(2) == 0 {
			w.key(k.name, 1+p.Intn(k.n))
		}
	}
	switch p.Intn(3) {
	case 0:
		w.put("署名: 本报记者 甲\n", "本报记者甲")
		w.head += 6
	case 1:
		last = "（记者 乙）"
		w.put("署名: "+last+"\n", "")
		w.head += 6
	}
	w.put("---\n", "")
	from := w.file.Len()
	for range blocks {
		w.block(pictures)
	}
	for i, n := range w.notes {
		w.put(fmt.Sprintf("[^%d]: %s\n\n", i+1, n), fmt.Sprint(i+1, n))
	}
	w.put(">> 丙社 10月20日\n", "丙社10月20日"+last)
	p.files["editions/2026-10-20/stories/"+id+".md"] = &fstest.MapFile{Data: []byte(w.file.String())}
	p.says[id] = spaceless(w.says.String())
	p.chars[id] = w.head + len([]rune(w.file.String()[from:]))
}

// spaceless is text without spaces.
func spaceless(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u00ad' || r == '\u200b' { // readings of ruby are mapped to the last
			return -1
		}
		return r
	}, s)
}

// newRandomPaper makes a paper of one to three pages, some of whose stories are over, share a
// slot, or go on on the next page.
func newRandomPaper(seed int64) *randomPaper {
	p := &randomPaper{Rand: rand.New(rand.NewSource(seed)), files: fstest.MapFS{}, says: map[string]string{}, chars: map[string]int{}}
	p.files["paper.yaml"] = &fstest.MapFile{Data: []byte("名称: 云溪日报\n代码: yxrb\n")}
	var pictures []string
	for i := range 2 {
		name := fmt.Sprintf("图%d.png", i)
		var b bytes.Buffer
		_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, 200+p.Intn(300), 200+p.Intn(300))))
		p.files["editions/2026-10-20/images/"+name] = &fstest.MapFile{Data: b.Bytes()}
		pictures = append(pictures, name)
	}
	var pages strings.Builder
	n := 1 + p.Intn(3)
	for page := range n {
		p.template(page)
		fmt.Fprintf(&pages, "  - {版面: 版, 模板: t%d, 稿件: {", page)
		for slot := range 3 {
			var ids []string
			for k := range 1 + p.Intn(2)*p.Intn(2) {
				id := fmt.Sprintf("s%d%d%d", page, slot, k)
				more := ""
				if page+1 < n && p.Intn(4) == 0 {
					more = fmt.Sprintf("转: %d 位%d\n", page+2, p.Intn(3))
				}
				p.story(id, p.Intn(9), pictures, more)
				ids = append(ids, id)
			}
			fmt.Fprintf(&pages, "位%d: [%s], ", slot, strings.Join(ids, ", "))
		}
		pages.WriteString("}}\n")
	}
	if p.Intn(3) == 0 {
		p.story("nowhere", 2, pictures, "")
	}
	p.files["editions/2026-10-20/edition.yaml"] = &fstest.MapFile{Data: []byte("版:\n" + pages.String())}
	return p
}

// template draws a page of three slots.
func (p *randomPaper) template(page int) {
	cols := 2 + p.Intn(4)
	top, low := 6+p.Intn(30), 6+p.Intn(20)
	left := 1 + p.Intn(cols-1)
	opts := []string{"{}", "{竖排: 是}", "{题: {字号: 24pt}}", "{题: {竖: 是, 右: 是}}", "{栏: 2, 框: 是}", "{题: {跨: 1}, 图: {位: 随文, 栏: 1}}", "{题: {字号: 60pt}}", "{图: {栏: 1, 行: 6}}"}
	var b strings.Builder
	fmt.Fprintf(&b, "成品: 270mm x 390mm\n正文: {字号: 9pt, 行距: 13pt}\n栏: {数: %d, 字: %d, 距: 1字}\n版图: |\n  %d |%s\n  %d |%s%s\n版位:\n", cols, 60/cols, top, strings.Repeat(" 位0", cols), low, strings.Repeat(" 位1", left), strings.Repeat(" 位2", cols-left))
	for slot := range 3 {
		fmt.Fprintf(&b, "  位%d: %s\n", slot, opts[p.Intn(len(opts))])
	}
	p.files[fmt.Sprintf("templates/t%d.yaml", page)] = &fstest.MapFile{Data: []byte(b.String())}
}

package splice

import (
	"fmt"
	"math/rand"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/editions"
)

// paper is what edition.yaml of a random paper says: its twin, changed beside it.
type paper struct {
	pages []pageOf
}

type pageOf struct {
	template string
	slots    []string // in the order written
	stories  map[string][]string
}

var slotNames = []string{"头条", "二条", "三条", "简讯", "评论"}

const template = "成品: 270mm x 390mm\n边距: {上: 14mm, 下: 13mm, 左: 16mm, 右: 16mm}\n栏: {数: 5, 字: 11, 距: 1字}\n正文: {字号: 9.5pt, 行距: 12.25pt}\n行数: 20\n版图: |\n  20 | 头条 二条 三条 简讯 评论\n"

// written is a random way of writing a paper's edition.yaml, with remarks all over it.
func written(r *rand.Rand) (string, *paper) {
	english, remarks, p := r.Intn(2) == 0, 0, &paper{}
	word := func(zh, en string) string {
		if english {
			return en
		}
		return zh
	}
	remark := func() string {
		if r.Intn(3) > 0 {
			return ""
		}
		remarks++
		return fmt.Sprintf(" # 注%d: [a, {b}] '\"", remarks)
	}
	line := func(pad string) string {
		if s := remark(); s != "" {
			return pad + s[1:] + "\n"
		}
		if r.Intn(8) == 0 {
			return "\n"
		}
		return ""
	}
	free := []string{"s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"}
	r.Shuffle(len(free), func(i, j int) { free[i], free[j] = free[j], free[i] })
	b := line("") + word("日期", "date") + ": 2026-10-20" + remark() + "\n" + line("") + word("版", "pages") + ":" + remark() + "\n"
	dash := strings.Repeat(" ", r.Intn(2)*2)
	for range 1 + r.Intn(3) {
		pg := pageOf{template: "甲", stories: map[string][]string{}}
		for _, s := range slotNames {
			if r.Intn(2) == 0 {
				n := min(r.Intn(3), len(free))
				pg.slots, pg.stories[s], free = append(pg.slots, s), slices.Clone(free[:n]), free[n:]
			}
		}
		p.pages = append(p.pages, pg)
		pad := dash + "  "
		if r.Intn(4) == 0 {
			var parts []string
			for _, s := range pg.slots {
				parts = append(parts, s+": ["+strings.Join(pg.stories[s], ", ")+"]")
			}
			b += fmt.Sprintf("%s- {%s: 甲, %s: {%s}}%s\n", dash, word("模板", "template"), word("稿件", "stories"), strings.Join(parts, ", "), remark()) + line(pad)
			continue
		}
		b += dash + "- " + word("模板", "template") + ": 甲" + remark() + "\n" + line(pad)
		if len(pg.slots) == 0 && r.Intn(2) == 0 {
			continue
		}
		b += pad + word("稿件", "stories") + ":" + remark() + "\n"
		for _, s := range pg.slots {
			b += line(pad+"  ") + pad + "  " + s + ":" + filled(r, pg.stories[s], pad, remark) + "\n"
		}
		b += line(pad)
	}
	if r.Intn(3) == 0 {
		b = strings.TrimRight(b, "\n")
	}
	if r.Intn(2) == 0 {
		b = strings.ReplaceAll(b, "\n", "\r\n")
	}
	return b, p
}

// filled is what stands behind the key of a slot.
func filled(r *rand.Rand, ids []string, pad string, remark func() string) string {
	var quoted []string
	for _, id := range ids {
		quoted = append(quoted, []string{id, `"` + id + `"`, "'" + id + "'"}[r.Intn(3)])
	}
	switch {
	case len(ids) == 0:
		return remark()
	case len(ids) == 1 && r.Intn(2) == 0:
		return " " + quoted[0] + remark()
	case r.Intn(2) == 0:
		return " [" + strings.Join(quoted, []string{", ", ",", " , "}[r.Intn(3)]) + "]" + remark()
	}
	out := remark()
	for _, q := range quoted {
		out += "\n" + pad + "    - " + q + remark()
	}
	return out
}

func (p *paper) unplace(page int, slot, id string) {
	pg := &p.pages[page]
	pg.stories[slot] = slices.DeleteFunc(slices.Clone(pg.stories[slot]), func(s string) bool { return s == id })
}

// read is what banxin makes of a file: "页 模板 slot=stories …" a line a page.
func read(t *testing.T, text string) string {
	fsys := fstest.MapFS{
		"editions/2026-10-20/edition.yaml": {Data: []byte(text)}, "templates/甲.yaml": {Data: []byte(template)}, "templates/乙.yaml": {Data: []byte(template)},
	}
	for i := range 9 {
		fsys[fmt.Sprintf("editions/2026-10-20/stories/s%d.md", i)] = &fstest.MapFile{Data: []byte("---\n标题: 题\n---\n文。\n")}
	}
	ed, found, err := editions.Load(fsys, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if strings.HasPrefix(f.Code, "SRC") || strings.HasPrefix(f.Code, "TPL") || f.Code == "PLAN-STORY" || f.Code == "PLAN-SLOT" {
			t.Fatalf("%s: %s\n%s", f.Pos, f.Message, text)
		}
	}
	var b strings.Builder
	for i, pg := range ed.Pages {
		fmt.Fprintf(&b, "%d %s", i, pg.Template.Name)
		for _, s := range slotNames {
			for _, pl := range pg.Placed {
				if pl.Slot == s && len(pl.Stories) > 0 {
					fmt.Fprintf(&b, " %s=%s", s, strings.Join(pl.Stories, ","))
				}
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func (p *paper) String() string {
	var b strings.Builder
	for i, pg := range p.pages {
		fmt.Fprintf(&b, "%d %s", i, pg.template)
		for _, s := range slotNames {
			if ids := pg.stories[s]; len(ids) > 0 {
				fmt.Fprintf(&b, " %s=%s", s, strings.Join(ids, ","))
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

var remarkForm = regexp.MustCompile(`# 注\d+: \[a, \{b\}\] '"`)

// TestRandom: after any changes banxin reads what was meant, every remark is there in its order,
// and what is no part of an edit is the same bytes.
func TestRandom(t *testing.T) {
	for seed := range int64(300) {
		r := rand.New(rand.NewSource(seed))
		text, p := written(r)
		if got := read(t, text); got != p.String() {
			t.Fatalf("seed %d: the file itself is read as\n%s\nnot\n%s\n%s", seed, got, p, text)
		}
		d, err := Open("edition.yaml", []byte(text))
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, text)
		}
		for range 4 {
			before := string(d.Bytes())
			what, err := p.random(r, d)
			if err != nil {
				t.Fatalf("seed %d, %s: %v\n%q", seed, what, err, before)
			}
			if got := read(t, string(d.Bytes())); got != p.String() {
				t.Fatalf("seed %d, %s: read as\n%s\nnot\n%s\n%s\nwas\n%s", seed, what, got, p, d.Bytes(), before)
			}
			if a, b := remarkForm.FindAllString(before, -1), remarkForm.FindAllString(string(d.Bytes()), -1); !slices.Equal(a, b) {
				t.Fatalf("seed %d, %s: remarks %q became %q\n%s\nwas\n%s", seed, what, a, b, d.Bytes(), before)
			}
		}
		if got := string(Apply([]byte(text), d.Edits())); got != string(d.Bytes()) {
			t.Fatalf("seed %d: the edits make\n%s\nnot\n%s", seed, got, d.Bytes())
		}
	}
}

// random makes a change of a file and of its twin.
func (p *paper) random(r *rand.Rand, d *Doc) (string, error) {
	type at struct {
		Spot
		id string
	}
	var all []at
	for i, pg := range p.pages {
		for _, s := range slotNames {
			for _, id := range pg.stories[s] {
				all = append(all, at{Spot{i, s}, id})
			}
		}
	}
	page, slot := r.Intn(len(p.pages)), slotNames[r.Intn(len(slotNames))]
	switch n := r.Intn(6); {
	case n == 0:
		p.pages[page].template = "乙"
		return "template", d.Template(page, "乙")
	case n == 1:
		return "field", d.Change(Spot{page, slot}, Number(r.Intn(5)), "fit", "picture")
	case n == 2 && len(all) > 0:
		a := all[r.Intn(len(all))]
		p.unplace(a.Page, a.Slot, a.id)
		return fmt.Sprint("unplace ", a), d.Unplace(a.Spot, a.id)
	case n == 3 && len(all) > 1:
		a, b := all[r.Intn(len(all))], all[r.Intn(len(all))]
		if a.id == b.id {
			return "", nil
		}
		la, lb := p.pages[a.Page].stories[a.Slot], p.pages[b.Page].stories[b.Slot]
		i, j := slices.Index(la, a.id), slices.Index(lb, b.id)
		la[i], lb[j] = b.id, a.id
		return fmt.Sprint("swap ", a, b), d.Swap(a.Spot, a.id, b.Spot, b.id)
	}
	if slices.ContainsFunc(all, func(a at) bool { return a.id == "s0" }) {
		return "", nil
	}
	pg := &p.pages[page]
	pg.stories[slot] = append(slices.Clone(pg.stories[slot]), "s0")
	return fmt.Sprint("place ", page, slot), d.Place(Spot{page, slot}, "s0", slotNames...)
}

// FuzzDoc: whatever a file says, a change is made or refused; nothing but it changes.
func FuzzDoc(f *testing.F) {
	for seed := range int64(6) {
		text, _ := written(rand.New(rand.NewSource(seed)))
		f.Add(text, "头条", "s0")
	}
	f.Add("版:\n  - 稿件: {头条: |\n    a}\n", "头条", "s: 0")
	f.Add("版: [{稿件: {\"a\": 'b''c', }}]", "a", "x#y")
	f.Fuzz(func(t *testing.T, text, slot, id string) {
		for _, do := range []func(d *Doc) error{
			func(d *Doc) error { return d.Place(Spot{0, slot}, id) },
			func(d *Doc) error { return d.Unplace(Spot{0, slot}, id) },
			func(d *Doc) error { return d.Template(0, id) },
			func(d *Doc) error { return d.Except(editions.Exception{Code: "TXT-WORD", Reason: id}) },
		} {
			d, err := Open("edition.yaml", []byte(text))
			if err != nil {
				return
			}
			err = do(d)
			if err != nil && string(d.Bytes()) != text {
				t.Fatalf("%v, and yet %q became %q", err, text, d.Bytes())
			}
			if got := Apply([]byte(text), d.Edits()); string(got) != string(d.Bytes()) {
				t.Fatalf("the edits of %q make %q, not %q", text, got, d.Bytes())
			}
		}
	})
}

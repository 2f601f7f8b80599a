package inline

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"banxin/cmd/need"
	"banxin/editions/atoms"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// figuresParagraph is a paragraph of figures, names and addresses between words, as in results,
// notices and price lists.
func figuresParagraph(rnd *rand.Rand) string {
	n := func(digits int) string {
		var b strings.Builder
		b.WriteByte('1' + byte(rnd.IntN(9)))
		for range digits - 1 {
			b.WriteByte('0' + byte(rnd.IntN(10)))
		}
		return b.String()
	}
	pick := func(list ...string) string { return list[rnd.IntN(len(list))] }
	kinds := []func() string{
		func() string { return n(1 + rnd.IntN(5)) },
		func() string {
			return n(1+rnd.IntN(3)) + "." + n(1+rnd.IntN(2)) + pick("%", "‰", "℃", "元", "万元", "kg", "")
		},
		func() string { return pick("－", "-", "+", "￥", "$") + n(1+rnd.IntN(3)) },
		func() string { return n(1) + " " + n(3) + pick("", " "+n(3)) },
		func() string {
			return n(1+rnd.IntN(2)) + pick("∶", "：", ":", "-", "·", "×", "/", "～", "—") + n(1+rnd.IntN(2))
		},
		func() string { return n(1+rnd.IntN(3)) + pick("㎡", "m²", " kg", " km/h", "cm³", "GB") },
		func() string { return "20" + n(2) + "年" + n(1) + "月" + n(2) + "日" },
		func() string { return n(2) + "：" + n(2) },
		func() string { return "0" + n(3) + "-" + n(4) + pick(" ", "") + n(4) },
		func() string { return "13" + n(1) + " " + n(4) + " " + n(4) },
		func() string { return pick("400", "800") + "-" + n(3) + "-" + n(4) },
		func() string { return pick("京", "浙", "晋") + "A" + pick("·", "") + n(5) },
		func() string { return "第" + n(2) + pick("届", "期", "版") },
		func() string { return "（记者 " + pick("欧阳修远", "王小二", "司马光明") + "）" },
		func() string { return pick("E=mc²", "H₂O", "CO₂", "3×10⁸", "A4", "5G") },
		func() string { return pick("《渡口》", "#早读#", "www.example.com/a/20/10") },
	}
	var b strings.Builder
	for range 2 + rnd.IntN(8) {
		for range rnd.IntN(5) {
			b.WriteString(pick("今", "天", "在", "共", "约", "是", "城", "里", "渡", "口", "的", "人"))
		}
		b.WriteString(kinds[rnd.IntN(len(kinds))]())
		b.WriteString(pick("", "", "，", "。", "、", "；", "）", "（", "——", "“", "”"))
	}
	return b.String()
}

// whole lists the atoms of a text that should not be parted.
func whole(text string) (list []atoms.Atom) {
	for _, a := range (*atoms.Finder)(nil).Find(nil, text) {
		if a.Kind.Whole() {
			list = append(list, a)
		}
	}
	return list
}

func partsAtom(list []atoms.Atom, at int) (atoms.Atom, bool) {
	for _, a := range list {
		if at > a.From && at < a.To {
			return a, true
		}
	}
	return atoms.Atom{}, false
}

// legal is the slow twin: it tries every end of every line, and tells whether a paragraph can
// be set in lines of which none is too long, begins or ends against the rules or parts an atom.
func legal(sh *Shaped, list []atoms.Atom, width unit.Length) bool {
	k := newTask(sh, []unit.Length{width})
	reached := make([]bool, len(sh.items)+1)
	reached[0] = true
	for from := range sh.items {
		if !reached[from] {
			continue
		}
		var t sums
		seen := from // behind the last item in sight
		for to := from; to < len(sh.items); to++ {
			if to > from {
				t.add(sh, &sh.items[to-1], &sh.items[to])
			}
			t.item(sh, &sh.items[to])
			if !sh.items[to].hidden() {
				seen = to + 1
			}
			end := t
			if seen == to+1 {
				end.ends(sh, &sh.items[to])
			}
			var zero sums
			if end[solid]-less(&zero, &end) > k.measure(1, from == 0) && seen == to+1 {
				break
			}
			if to+1 == len(sh.items) {
				return true
			}
			if _, bad := partsAtom(list, sh.Offset(to+1)); !bad {
				_, may := breakAt(sh, seen-1, to+1)
				reached[to+1] = reached[to+1] || may
			}
		}
	}
	return false
}

// Where a paragraph can be set without parting a number, a telephone number, a plate or a
// name, none is parted.
func TestFiguresAreWholeWhereTheyCan(t *testing.T) {
	possible := 0
	for seed := range need.Seeds(400, 10_000) {
		rnd := rand.New(rand.NewPCG(uint64(seed), 12))
		text := figuresParagraph(rnd)
		width := unit.Points(10 * (4 + rnd.IntN(12)))
		p := body(text)
		p.Gap = 250
		p.Align = typo.Align(rnd.IntN(2))
		var s Setter
		sh := s.Shape(p)
		list := whole(text)
		if !legal(sh, list, width) {
			continue
		}
		possible++
		lines := s.Break(nil, sh, []unit.Length{width})
		for _, l := range lines {
			if a, bad := partsAtom(list, sh.Offset(l.To)); bad || l.Tier == Over {
				t.Errorf("seed %d: %q parts %q at %v:\n%s", seed, text, fmt.Sprint(a.Kind, text[a.From:a.To]), width, show(sh, lines))
				break
			}
		}
	}
	t.Log(possible, "have a legal setting")
	if possible < 200 {
		t.Errorf("only %d paragraphs have a legal setting", possible)
	}
}

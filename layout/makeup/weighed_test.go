package makeup

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"banxin/cmd/need/held"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/unit"
)

// written is a story of a sort, with what its head and its text have.
func written(t testing.TB, n int, genre string, head string, chars int, body string) *editions.Story {
	t.Helper()
	text := fmt.Sprintf("---\n标题: 第%d篇\n", n)
	if genre != "" {
		text += "体裁: " + genre + "\n"
	}
	text += head + "---\n" + strings.Repeat("字", chars) + "\n" + body
	st, found := editions.ParseStory(source.NewFile(fmt.Sprintf("stories/s%d.md", n), []byte(text)))
	if found.Count(source.Error) > 0 {
		t.Fatal(found)
	}
	return st
}

const (
	aPicture = "\n![图](a.png){周以宁 摄}\n"
	aTable   = "\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n"
)

// stories are of all sorts: by genre, label and length, with kickers, decks, pictures, tables, in groups, with an
// order that is said.
func sortedStories(t testing.TB) []*editions.Story {
	var out []*editions.Story
	add := func(genre, head string, chars int, body string) {
		out = append(out, written(t, len(out), genre, head, chars, body))
	}
	for _, genre := range []string{"", "消息", "通讯", "特写", "feature", "评论", "社论", "诗", "散文", "图片", "简讯", "公告", "讣告", "来信"} {
		for _, chars := range []int{60, 110, 111, 500, 1200} {
			add(genre, "", chars, "")
		}
		add(genre, "引题: 引\n", 100, "")
		add(genre, "副题: 副\n", 100, aPicture)
		add(genre, "引题: 引\n副题: 副\n组: 甲\n", 400, aPicture+aTable)
		add(genre, "栏目: 时评\n", 100, aTable)
		add(genre, "次序: 3\n", 300, "")
	}
	return out
}

// TestSorts holds of what sort stories are, what they are worth where nobody says their order, and what the parcels
// of them have.
func TestSorts(t *testing.T) {
	var b strings.Builder
	all := sortedStories(t)
	for _, s := range all {
		u := parcel{stories: []*editions.Story{s}}
		fmt.Fprintf(&b, "%s %s %s%s: sort %d, worth %d, pictures %v, tables %v, notice %v, comment %v, brief %v, measures %v, chars %d, holes %d %d\n",
			s.ID, s.Genre, s.Label, s.Group, sortOfStory(s), worth(s), u.pictures(), u.tables(), u.notice(), u.comment(), u.brief(), u.measures(), u.chars(), u.hole(7, 2), u.hole(0, 3))
	}
	b.WriteString("in their order")
	for _, s := range byImportance(all) {
		b.WriteString(" " + s.ID)
	}
	b.WriteString("\n")
	for from := 0; from+10 <= len(all); from += 10 {
		units := grouped(byImportance(all[from : from+10]))
		for k, list := range [][]parcel{units, gathered(units), gatheredBehind(units, 0)} {
			fmt.Fprintf(&b, "%d %d:", from, k)
			for i, u := range list {
				if u.rank != i {
					t.Errorf("parcel %d has rank %d", i, u.rank)
				}
				fmt.Fprintf(&b, " %v%s", u.ids(), map[bool]string{true: "*"}[u.briefs()])
			}
			fmt.Fprintf(&b, "; %v\n", ordered(list[0], list))
		}
	}
	held.Text(t, "testdata/sorts.txt", b.String())
}

// pageOf is a page whose areas stand in the zones of a skeleton, or anywhere, with stories by chance.
func pageOf(r *rand.Rand, all []*editions.Story, columns, lines int) (*judge, []area) {
	var zones []zone
	rows := 4
	if list := skeletons(columns, 12, false); r.Intn(4) > 0 && len(list) > 0 {
		sk := list[r.Intn(len(list))]
		zones, rows = slices.Clone(sk.zones), sk.rows
	} else {
		for range 3 + r.Intn(5) {
			z := zone{col: r.Intn(columns), from: r.Intn(rows)}
			z.cols, z.to = 1+r.Intn(columns-z.col), z.from+1+r.Intn(rows-z.from)
			zones = append(zones, z)
		}
	}
	if r.Intn(3) == 0 {
		r.Shuffle(len(zones), func(i, k int) { zones[i], zones[k] = zones[k], zones[i] })
	}
	if r.Intn(5) == 0 {
		for i := range zones {
			zones[i].col = columns - zones[i].col - zones[i].cols
		}
	}
	var parcels []parcel
	var as []area
	for p, z := range zones {
		parcels = append(parcels, parcel{rank: p, stories: []*editions.Story{all[r.Intn(len(all))]}, gathered: r.Intn(9) == 0})
		top, foot := z.from*(lines+1)/rows, z.to*(lines+1)/rows-1
		o := &option{
			parcel: p, cols: z.cols, lines: foot - top, head: r.Intn(6), rows: 1 + r.Intn(2), cost: r.Intn(400), empty: r.Intn(9), ink: r.Intn(90), share: r.Intn(3000),
			size: unit.Points(steps[min(p, 3)+r.Intn(len(steps)-4)]),
		}
		if r.Intn(2) == 0 {
			o.shot, o.shotInk = 20+r.Intn(300), r.Intn(200)
			o.slot.Picture = editions.PictureSpec{Columns: 1 + r.Intn(z.cols), Lines: 4 + r.Intn(20), At: []string{"top", "top-left", "top-right"}[r.Intn(3)]}
		}
		o.slot.Head.Vertical = r.Intn(9) == 0
		switch r.Intn(7) {
		case 0:
			o.slot.Box.Width = 1
		case 1:
			o.slot.Box.Tint = "米色"
		}
		as = append(as, area{o, z.col, top})
	}
	j := newJudge(columns, lines, 1, parcels)
	return j, as
}

// TestWeighed holds what speaks against pages by chance, kind by kind, as heads are and as they are printed; whether
// they are looked at at all, what one sees of them, what an editor would say, and by how much each differs from the
// one before.
func TestWeighed(t *testing.T) {
	var b strings.Builder
	all := sortedStories(t)
	var before *kind
	for seed := range int64(160) {
		r := rand.New(rand.NewSource(seed))
		columns := []int{4, 5, 6, 8}[r.Intn(4)]
		j, as := pageOf(r, all, columns, 50+r.Intn(30))
		fmt.Fprintf(&b, "%d: %+v", seed, j.weigh(as))
		var list [][][]*option
		for i := range as {
			own := *as[i].option
			near := own
			near.lines, near.size, near.ink = own.lines-r.Intn(4), unit.Points(steps[r.Intn(len(steps))]), own.ink*2/3
			list = append(list, [][]*option{{as[i].option, &near}})
		}
		spans(list)
		j.tuned = make([]tuning, len(as))
		for i := range as {
			j.tuned[i] = tuning{60 + r.Intn(80), 60 + r.Intn(80)}
		}
		firm := j.asPrinted()
		fmt.Fprintf(&b, " %d %d sound %v unguessed %v\n ", j.weigh(as).rank, firm.weigh(as).rank, j.sound(as), j.unguessed(as))
		for i := range as {
			a := &as[i]
			fmt.Fprintf(&b, " %d,%d %d at %d,%d", j.position(a), j.picture(a), a.step(), a.right(), a.foot())
			for k := range as[:i] {
				rank, touch := j.two(&as[k], a)
				fmt.Fprintf(&b, " %d/%d", rank, touch)
			}
		}
		k := j.kind(as)
		x := &made{Made: Made{kind: k}, areas: as}
		x.All, x.Empty, x.between = columns*j.lines, r.Intn(300), r.Intn(20)
		x.score = r.Intn(100)
		if r.Intn(3) > 0 {
			x.faults = source.List{source.New("LAY-LEAD", source.Pos{}, source.Msg("nothing-of-stands-in", "s1", []string{"甲", "乙"}[r.Intn(2)]), source.Message{}).On(1, []string{"", "甲", "乙"}[r.Intn(3)])}
		}
		x.Same = r.Intn(5) == 0
		fmt.Fprintf(&b, "\n  %+v inside %d full %v\n  %v\n", k, x.inside(), x.full(), x.Seen())
		fmt.Fprintf(&b, "  %v\n", (&critic{j, as, x}).say())
		if before != nil {
			fmt.Fprintf(&b, "  unlike %d %d common %d\n", k.unlike(before), before.unlike(&k), k.common(before))
		}
		before = &k
		order := make([]int, len(as))
		ways := make([][]*option, len(as))
		for i := range as {
			order[i], ways[i] = i, list[i][0]
		}
		for _, a := range firm.falling(as, order, ways) {
			fmt.Fprintf(&b, "  %d", a.size/unit.Pt)
		}
		b.WriteString("\n")
	}
	held.Text(t, "testdata/weighed.txt", b.String())
}

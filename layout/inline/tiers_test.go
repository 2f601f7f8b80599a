package inline

import (
	"strings"
	"testing"

	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// one shapes p and sets all of it in one line of this measure, in 1/100 points.
func one(t *testing.T, p *Para, measure int) (*Shaped, Line, map[string]unit.Length) {
	t.Helper()
	var s Setter
	p.Indent = 0
	p.Spans[0].Text += "\n末行"
	sh := s.Shape(p)
	to := len(sh.items) - 3
	l := Line{From: 0, To: to, Width: unit.Length(measure) * unit.Pt / 100}
	var a sums
	for i := range to {
		if i > 0 {
			a.add(sh, &sh.items[i-1], &sh.items[i])
		}
		a.item(sh, &sh.items[i])
	}
	f := fit(&sums{}, &a, int32(l.Width), true, int32(10*unit.Pt))
	l.Tier, l.HanGap = f.tier, unit.Length(f.gap(int32(10*unit.Pt)))
	at := map[string]unit.Length{}
	for _, tx := range texts(s.Place(nil, sh, l, unit.Point{})) {
		for _, g := range tx.Glyphs {
			at[firstRune(tx.Src[g.Cluster:])] = tx.At.X + unit.Length(g.X)
		}
	}
	return sh, l, at
}

func firstRune(s string) string { return string([]rune(s)[:1]) }

// TestTiers: room is taken and given in clreq's order (3.5.3, 3.5.4), and within a tier
// equally.
func TestTiers(t *testing.T) {
	for _, c := range []struct {
		id, text string
		measure  int // 1/100 pt, type of 10 pt
		tier     uint8
		han      int // 1/100 pt
	}{
		{"JU2 solid", "甲（乙）丙，丁。戊", 9000, Solid, 0},
		{"JU2 brackets", "甲（乙）丙，丁。戊", 8500, ShrinkBracket, 0},
		{"JU2 brackets used up", "甲（乙）丙，丁。戊", 8000, ShrinkBracket, 0},
		{"JU2 commas", "甲（乙）丙，丁。戊", 7750, ShrinkComma, 0},
		{"JU2 stops last", "甲（乙）丙，丁。戊", 7250, ShrinkStop, 0},
		{"JU2 no more", "甲（乙）丙，丁。戊", 6900, Over, 0},
		{"JU2 Latin gap before stops", "甲A乙。丙丁", 6050, ShrinkGap, 0},
		{"JU4 Latin gap first", "甲A乙丙丁", 5300, StretchGap, 0},
		{"JU4 then all others", "甲乙丙丁戊", 5400, StretchHan, 100},
		{"JU4 not inside a dash", "甲——乙丙", 5300, StretchHan, 100},
		{"JU8 not beside marks' ink", "甲（乙）", 3600, StretchHan, 100},
		{"MX4 not inside words", "甲ABC乙", 9000, StretchLoose, 0},
	} {
		_, l, _ := one(t, body(c.text), c.measure)
		if l.Tier != c.tier || c.han != 0 && l.HanGap != unit.Length(c.han)*unit.Pt/100 {
			t.Errorf("%s: tier %d and a gap of %v, want %d and %v/100", c.id, l.Tier, l.HanGap, c.tier, c.han)
		}
	}
}

// TestShares: places of a tier give way equally, and the last glyph ends on the measure.
func TestShares(t *testing.T) {
	_, _, at := one(t, body("甲，乙，丙，丁"), 6400) // 0.6 em of 1.5 is taken: 0.2 from each comma
	for i, c := range []string{"甲", "乙", "丙", "丁"} {
		want := unit.Length(i) * 18 * unit.Pt
		if d := at[c] - want; d < -4 || d > 4 {
			t.Errorf("%s stands at %v, want %v", c, at[c], want)
		}
	}
	if at["丁"] != 54*unit.Pt {
		t.Errorf("the line ends %v from its measure", 54*unit.Pt-at["丁"])
	}
	// PW12: an opening mark's ink moves with its room: half an em of glyph lies before it
	_, _, at = one(t, body("甲（乙"), 2500)
	if at["（"] != 5*unit.Pt || at["乙"] != 15*unit.Pt {
		t.Errorf("（ at %v, 乙 at %v", at["（"], at["乙"])
	}
}

// TestOrphans: no last line of one character where another way is decent (clreq 3.4.4).
func TestOrphans(t *testing.T) {
	var s Setter
	for n := 14; n < 80; n++ {
		text := strings.Repeat("汉", n-1) + "。"
		sh := s.Shape(body(text))
		lines := s.Break(nil, sh, em(13))
		last := lines[len(lines)-1]
		if len(lines) > 1 && last.Chars <= 2 && last.Natural < 20*unit.Pt {
			t.Errorf("%d characters end with %q", n, lineText(sh, last))
		}
	}
}

// TestAligned: lines that are not justified stand where their style says.
func TestAligned(t *testing.T) {
	for _, c := range []struct {
		align typo.Align
		want  unit.Length // of the second character
	}{{typo.Left, 10 * unit.Pt}, {typo.Center, 45 * unit.Pt}, {typo.Right, 80 * unit.Pt}, {typo.Spread, 80 * unit.Pt}, {typo.Justify, 10 * unit.Pt}} {
		p := flush("署名")
		p.Align = c.align
		tx := texts(placed(p, 9))[0]
		last := tx.At.X + unit.Length(tx.Glyphs[len(tx.Glyphs)-1].X) - 100*unit.Pt
		if c.align == typo.Center {
			c.want = 45 * unit.Pt
		}
		if last != c.want {
			t.Errorf("align %d: the last character stands at %v, want %v", c.align, last, c.want)
		}
	}
}

// TestRoom: a name of two characters fills the room of three, its glyphs at both ends.
func TestRoom(t *testing.T) {
	p := spans(body(""), Span{Text: "张三", Room: 30 * unit.Pt}, Span{Text: "李四五", Room: 30 * unit.Pt})
	list := texts(placed(p, 20))
	if at := list[0].Glyphs[1].X; at != int32(20*unit.Pt) {
		t.Errorf("三 stands at %v", unit.Length(at))
	}
	if at := list[1].At.X; at != 130*unit.Pt {
		t.Errorf("the next name begins at %v", at)
	}
}

// TestRegions: marks stand in the corner of their cell on the mainland, in the middle
// elsewhere, lying and standing (clreq 3.1.1).
func TestRegions(t *testing.T) {
	ink := func(r typo.Region, dir page.Dir) (x, y int32) {
		p := with("国。国", Rules{Region: r})
		p.Indent, p.Dir = 0, dir
		tx := texts(placed(p, 20))[0]
		face := faces().Faces()[tx.Face]
		g := tx.Glyphs[1]
		x0, y0, x1, y1 := face.Ink(g.ID)
		ru := run{em: 10 << 16, upem: int32(face.UnitsPerEm())}
		return g.X + scale(&ru, (x0+x1)/2), g.Y - scale(&ru, (y0+y1)/2)
	}
	near := func(a, b int32) bool { return a-b < 1<<14 && b-a < 1<<14 }
	if x, y := ink(typo.Mainland, page.Horizontal); x > 13<<16 || y < -2<<16 {
		t.Errorf("mainland 。 is inked about %d, %d", x>>16, y>>16)
	}
	if x, y := ink(typo.Taiwan, page.Horizontal); !near(x, 15<<16) || !near(y, -38<<16/10) {
		t.Errorf("Taiwan's 。 is inked about %d, %d", x>>16, y>>16)
	}
	if x, y := ink(typo.Mainland, page.Vertical); x < 1<<16 || y > 13<<16 {
		t.Errorf("mainland 。 standing is inked about %d, %d", x>>16, y>>16)
	}
	if x, y := ink(typo.HongKong, page.Vertical); !near(x, 0) || !near(y, 15<<16) {
		t.Errorf("Hong Kong's 。 standing is inked about %d, %d", x>>16, y>>16)
	}
}

// TestMixed: the gap between Han and Latin (clreq 3.2.2).
func TestMixed(t *testing.T) {
	letter := ems(flush("A"))
	for _, c := range []struct {
		id, text string
		gap      int
		want     int
	}{
		{"MX1", "国A国", 250, 2000 + 500},
		{"MX1 edges", "A国", 250, 1000 + 250},
		{"MX1 beside marks", "。A（国", 250, 1000 + 1000 + 1000},
		{"MX2 none", "国A国", 0, 2000},
		{"MX2 an eighth", "国A国", 125, 2000 + 250},
		{"MX3 typed", "国 A 国", 250, 2000 + 500},
	} {
		p := flush(c.text)
		p.Gap = c.gap
		if got := ems(p) - letter; got != c.want {
			t.Errorf("%s: %q is %d/1000 em beside its letter, want %d", c.id, c.text, got, c.want)
		}
	}
	super := spans(body(""), Span{Text: "国"}, Span{Text: "1", Super: true}, Span{Text: "国"})
	plain := spans(body(""), Span{Text: "国"}, Span{Text: "国"})
	if got, want := ems(super)-ems(plain), ems(flush("1"))*6/10; got < want-2 || got > want+2 {
		t.Errorf("MX5: a superscript takes %d/1000 em, want its own %d", got, want)
	}
	if got := opportunities(t, super); got != "国1|国" {
		t.Errorf("LB15: %s", got)
	}
}

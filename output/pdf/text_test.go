package pdf

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// FuzzRun sets glyphs at any places and reads the content stream back with exact
// fractions: every glyph must be the right one, within 1/1000 pt of its place.
func FuzzRun(f *testing.F) {
	f.Add(int64(9<<16), int64(40<<16), int64(700<<16), []byte{0, 0, 9, 0, 9, 0, 9, 3, 0, 0, 9})
	f.Add(int64(1), int64(-1), int64(1)<<40, []byte{255, 128, 7, 7, 7, 1})
	f.Add(int64(2000<<16), int64(12345), int64(1), []byte("())\\\r\n(("))
	ids := &cids{face: &fonts.Face{}, place: make([]uint16, 600), first: make([]cidText, 600), more: map[glyphText]uint16{}}
	for i := range ids.first {
		ids.place[i] = uint16(i + 1)
		ids.first[i] = cidText{text: "", cid: uint16(i*109 + 1), width: int32((i * 37) % 2000)}
	}
	f.Fuzz(func(t *testing.T, size, x, y int64, moves []byte) {
		moves = moves[:min(len(moves), 300)]
		run := &page.Text{Size: minSize + unit.Length(size&0x7FFFFFF)%(maxSize-minSize), At: unit.Point{X: unit.Length(x % (1 << 40)), Y: unit.Length(y % (1 << 40))}}
		var at int32
		for i := 0; i+2 < len(moves); i += 3 {
			at += int32(moves[i]) << 13 >> (moves[i+1] % 16) // small steps and great ones
			g := page.Glyph{X: at, ID: uint16(moves[i+2])*2 + uint16(i)%2}
			if moves[i+1] > 250 {
				g.Y = int32(moves[i+1]) << 12
			}
			run.Glyphs = append(run.Glyphs, g)
		}
		for i := range run.Glyphs {
			run.Glyphs[i].Cluster = uint32(i)
		}
		run.Src = strings.Repeat("x", len(run.Glyphs))
		for i := range run.Glyphs {
			ids.more[glyphText{run.Glyphs[i].ID, "x"}] = ids.first[run.Glyphs[i].ID].cid
		}
		c := content{res: &resources{faces: []*cids{ids}}, base: unit.Point{Y: 1000 * unit.Pt}}
		leaning := *run
		leaning.Slant = true
		for _, r := range []*page.Text{run, &leaning, run} {
			c.text(r)
		}
		c.endText()
		got, n := interpret(t, c.buf, ids), len(run.Glyphs)
		if len(got) != 3*n {
			t.Fatalf("%d glyphs drawn of %d", len(got), 3*n)
		}
		for i := range 3 { // upright, slanted, upright again
			checkRun(t, run, ids, got[i*n:(i+1)*n])
		}
		for i, d := range got {
			if d.leans != (i/max(n, 1) == 1) {
				t.Fatalf("glyph %d of %d leans: %v", i, n, d.leans)
			}
		}
	})
}

// drawn is a glyph as the content stream shows it, in points.
type drawn struct {
	cid   uint16
	x, y  *big.Rat
	leans bool
}

func checkRun(t *testing.T, run *page.Text, ids *cids, got []drawn) {
	if len(got) != len(run.Glyphs) {
		t.Fatalf("%d glyphs drawn of %d", len(got), len(run.Glyphs))
	}
	limit := big.NewRat(1, 1000)
	for i, g := range run.Glyphs {
		if want := ids.first[g.ID].cid; got[i].cid != want {
			t.Fatalf("glyph %d is %d, want %d", i, got[i].cid, want)
		}
		x := big.NewRat(int64(run.At.X)+int64(g.X), int64(unit.Pt))
		y := big.NewRat(int64(1000*unit.Pt-run.At.Y)-int64(g.Y), int64(unit.Pt))
		for _, d := range []*big.Rat{x.Sub(x, got[i].x), y.Sub(y, got[i].y)} {
			if d.Abs(d).Cmp(limit) > 0 {
				f, _ := d.Float64()
				t.Fatalf("glyph %d of %d is %g pt off (size %g)", i, len(got), f, run.Size.Float())
			}
		}
	}
}

// interpret reads the text operators of a content stream.
func interpret(t *testing.T, p []byte, ids *cids) []drawn {
	width := map[uint16]int32{}
	for _, f := range ids.first {
		width[f.cid] = f.width
	}
	var out []drawn
	size, spacing := new(big.Rat), new(big.Rat)
	lineX, lineY, pen := new(big.Rat), new(big.Rat), new(big.Rat)
	leans := false
	var args []any
	thousand := big.NewRat(1000, 1)
	show := func(v any) {
		switch v := v.(type) {
		case *big.Rat:
			pen.Sub(pen, v.Mul(v, size).Quo(v, thousand))
		case string:
			for i := 0; i < len(v); i += 2 {
				cid := uint16(v[i])<<8 | uint16(v[i+1])
				out = append(out, drawn{cid, new(big.Rat).Add(lineX, pen), new(big.Rat).Set(lineY), leans})
				w := new(big.Rat).Mul(size, big.NewRat(int64(width[cid]), 1000))
				pen.Add(pen, w.Add(w, spacing))
			}
		}
	}
	for len(p) > 0 {
		var tok any
		tok, p = token(t, p)
		word, ok := tok.(operator)
		if !ok {
			args = append(args, tok)
			continue
		}
		switch word {
		case "Tf":
			size = args[len(args)-1].(*big.Rat)
		case "Tc":
			spacing = args[0].(*big.Rat)
		case "BT":
			lineX, lineY, leans = new(big.Rat), new(big.Rat), false
		case "Tm":
			lineX, lineY, pen = args[4].(*big.Rat), args[5].(*big.Rat), new(big.Rat)
			switch lean := args[2].(*big.Rat); {
			case lean.Cmp(big.NewRat(1, page.Slope)) == 0:
				leans = true
			case lean.Sign() == 0:
				leans = false
			default:
				t.Fatalf("a matrix that leans by %v", lean)
			}
		case "Td":
			lineX, lineY = new(big.Rat).Add(lineX, args[0].(*big.Rat)), new(big.Rat).Add(lineY, args[1].(*big.Rat))
			pen = new(big.Rat)
		case "Tj", "TJ":
			for _, a := range args {
				show(a)
			}
		}
		args = nil
	}
	return out
}

type operator string

// token reads a number, a string or an operator; brackets of arrays are skipped.
func token(t *testing.T, p []byte) (any, []byte) {
	for len(p) > 0 && strings.IndexByte(" \n[]", p[0]) >= 0 {
		p = p[1:]
	}
	if len(p) == 0 {
		return operator(""), nil
	}
	if p[0] == '(' {
		var s []byte
		for i := 1; ; i++ {
			switch p[i] {
			case '\\':
				i++
				if p[i] == 'r' {
					s = append(s, '\r')
				} else {
					s = append(s, p[i])
				}
			case ')':
				return string(s), p[i+1:]
			case '(', '\r':
				t.Fatalf("%q stands bare in a string", p[i])
			default:
				s = append(s, p[i])
			}
		}
	}
	n := strings.IndexAny(string(p), " \n[]()")
	if n < 0 {
		n = len(p)
	}
	word := string(p[:n])
	if r, ok := new(big.Rat).SetString(strings.Replace(strings.Replace(word, "-.", "-0.", 1), "+", "", 1)); ok && word[0] != 'E' {
		return r, p[n:]
	}
	return operator(word), p[n:]
}

func FuzzDecimal(f *testing.F) {
	f.Add(int64(0), 3)
	f.Add(int64(-500), 3)
	f.Add(int64(-1<<63), 6)
	f.Fuzz(func(t *testing.T, v int64, places int) {
		places = int(uint(places) % uint(len(powers)))
		s := string(appendDecimal(nil, v, places))
		got, ok := new(big.Rat).SetString(strings.Replace(s, "-.", "-0.", 1))
		if !ok || got.Cmp(big.NewRat(v, powers[places])) != 0 {
			t.Errorf("%d/10^%d is written %s", v, places, s)
		}
		if strings.Contains(s, ".") && strings.HasSuffix(s, "0") {
			t.Errorf("%s is not the shortest", s)
		}
	})
}

func FuzzTextString(f *testing.F) {
	f.Add("云溪日报 𠮷")
	f.Add("(a\\b)\r\n")
	f.Add("\xff\xed\xa0\x80")
	f.Fuzz(func(t *testing.T, s string) {
		p := textString(s)
		if strings.HasPrefix(p, "(") {
			tok, rest := token(t, []byte(p))
			if tok != any(s) || len(rest) > 0 {
				t.Errorf("%q is read as %q", s, tok)
			}
			return
		}
		var got []uint16
		for i := 5; i+4 <= len(p)-1; i += 4 {
			v, err := strconv.ParseUint(p[i:i+4], 16, 16)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, uint16(v))
		}
		if want := strings.ToValidUTF8(s, "\uFFFD"); !sameRunes(got, s) {
			t.Errorf("%q is written %s, want %q", s, p, want)
		}
	})
}

// sameRunes decodes UTF-16 and compares; every bad byte of s counts as U+FFFD.
func sameRunes(units []uint16, s string) bool {
	return slices.Equal(utf16.Decode(units), []rune(s))
}

// Setting runs allocates nothing once the buffers have grown.
func TestRunsAllocateNothing(t *testing.T) {
	s := newSetter(t)
	s.page("1", "")
	run := s.text("宋", "版心是排版的工具，也是报纸的骨架。", 0, 0, 9*unit.Pt, 700)
	s.doc.Pages[0].Items = []page.Item{run}
	faces, err := collect(s.doc, s.cat, false)
	if err != nil {
		t.Fatal(err)
	}
	c := content{res: &resources{faces: faces}}
	c.text(run)
	if n := testing.AllocsPerRun(100, func() {
		c.buf = c.buf[:0]
		c.text(run)
	}); n > 0 {
		t.Errorf("a run costs %v allocations", n)
	}
}

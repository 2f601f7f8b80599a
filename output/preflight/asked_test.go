package preflight

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"banxin/editions/texts"
	"banxin/output/pdf"
)

// TestMeter: the most ink over whole squares, and whether each ink is there at all, are those that
// counting square by square finds, in whatever pieces the pixels come.
func TestMeter(t *testing.T) {
	for _, size := range [][3]int{{1, 1, 1}, {7, 5, 2}, {5, 7, 3}, {8, 8, 4}, {3, 9, 5}, {9, 3, 100}, {6, 6, 0}} {
		w, h, side := size[0], size[1], max(min(size[2], size[0], size[1]), 1)
		pix := make([]byte, 4*w*h)
		for i := range pix {
			pix[i] = byte(i * i * 37 / 5)
			if i%4 == 2 {
				pix[i] = 0
			}
		}
		for _, inverted := range []bool{false, true} {
			var channels [4]byte
			most := 0
			for y := 0; y+side <= h; y += side {
				for x := 0; x+side <= w; x += side {
					sum := 0
					for i := range 4 * side * side {
						v := pix[4*((y+i/4/side)*w+x+i/4%side)+i%4]
						if inverted {
							v = 255 - v
						}
						sum += int(v)
					}
					most = max(most, sum)
				}
			}
			for i, v := range pix[:4*w*h] {
				if inverted {
					v = 255 - v
				}
				channels[i%4] = max(channels[i%4], v)
			}
			for _, piece := range []int{1, 3, 4 * w, 4*w + 1, len(pix)} {
				m := newInkMeter(w, h, size[2], inverted)
				for part := range slices.Chunk(append(slices.Clone(pix), 255, 255), piece) { // and more than there is
					if n, err := m.Write(part); n != len(part) || err != nil {
						t.Fatal(n, err)
					}
				}
				want := float64(most) / 255 * 100 / float64(side*side)
				if got := m.densest(); got < want-.01 || got > want+.01 || m.channels != channels || m.y != h {
					t.Errorf("%v in pieces of %d, inverted %v: %.2f %v, want %.2f %v", size, piece, inverted, got, m.channels, want, channels)
				}
				used := m.used()
				for i, v := range channels {
					if used[i] != (float64(v) > trace*255) {
						t.Errorf("%v: used %v of %v", size, used, channels)
					}
				}
				again, err := meterOf(m.bytes())
				if err != nil || again.densest() != m.densest() || again.used() != used {
					t.Errorf("%v is kept as %v: %v", m, again, err)
				}
			}
		}
	}
	if m, err := meterOf(make([]byte, 15)); err == nil {
		t.Errorf("%v is made of what is damaged", m)
	}
	if (*inkMeter)(nil).bytes() != nil {
		t.Error("no meter is kept as one")
	}
}

// TestKeepFails: what keeps fails where what it keeps does, and tells of pictures that are none.
func TestKeepFails(t *testing.T) {
	full := Keep(func(string, func() ([]byte, error)) ([]byte, error) { return nil, errors.New("disk full") })
	if err := full.Inks([]byte("no JPEG"), false, 9); err == nil {
		t.Error("no JPEG is measured")
	}
	for _, f := range check(t, written(t, pdf.Options{}), Newspaper()).Findings {
		t.Error(f)
	}
	r, err := full.Check(t.Context(), bytes.NewReader(written(t, pdf.Options{})), Newspaper())
	if err != nil || !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.What == "a picture does not decode" }) {
		t.Errorf("%v, %v", r.Findings, err)
	}
	none := Keep(func(string, func() ([]byte, error)) ([]byte, error) { return nil, nil })
	if r, err := none.Check(t.Context(), bytes.NewReader(written(t, pdf.Options{})), Newspaper()); err != nil || len(r.Findings) > 0 {
		t.Errorf("what cannot be measured: %v, %v", r.Findings, err)
	}
}

// torn is a file that fails at a call of Seek, or of Read.
type torn struct {
	*bytes.Reader
	seeks, reads int
}

func (f *torn) Seek(offset int64, whence int) (int64, error) {
	if f.seeks--; f.seeks == 0 {
		return 0, errors.New("torn")
	}
	return f.Reader.Seek(offset, whence)
}

func (f *torn) Read(p []byte) (int, error) {
	if f.reads--; f.reads == 0 {
		return 0, errors.New("torn")
	}
	return f.Reader.Read(p)
}

// TestTorn: a file that cannot be read is an error where its head is, and a finding further on; who
// stops waiting has no report.
func TestTorn(t *testing.T) {
	data := written(t, pdf.Options{})
	for name, f := range map[string]io.ReadSeeker{"length": &torn{bytes.NewReader(data), 1, 0}, "head": &torn{bytes.NewReader(data), 2, 0}, "first read": &torn{bytes.NewReader(data), 0, 1}} {
		if r, err := Check(t.Context(), f, Newspaper()); err == nil || r != nil {
			t.Errorf("%s: %v, %v", name, r, err)
		}
		if ok, err := Archivable(t.Context(), &torn{bytes.NewReader(data), 1, 0}); err == nil || ok {
			t.Errorf("archives take what cannot be read: %v", err)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if r, err := Check(ctx, bytes.NewReader(data), Newspaper()); !errors.Is(err, context.Canceled) || r != nil {
		t.Errorf("stopped: %v, %v", r, err)
	}
}

// TestRules: each rule says in both languages what must hold and what is to be done, in a line each.
func TestRules(t *testing.T) {
	said := map[string]bool{}
	for _, r := range Rules {
		for _, l := range []texts.Language{texts.English, texts.Chinese} {
			says, remedy := r.Says(l), r.Remedy(l)
			if says == "" || strings.Contains(says, "\n") || said[says] || says == remedy {
				t.Errorf("%s says %q and %q", r.ID, says, remedy)
			}
			said[says] = true
		}
	}
	f := Finding{Page: 3, Rule: "rgb", Level: Error, What: "it is red", Placed: true, X: 1, Y: 2, Measured: "a", Required: "b", Count: 2, More: 4}
	for _, c := range []struct {
		do   func(f *Finding)
		want string
	}{
		{func(*Finding) {}, "page 3 at 1.0, 2.0 mm: error: it is red [rgb]: a, wanted b (2 times) (and 4 more)"},
		{func(f *Finding) { f.More, f.Count = 0, 1 }, "page 3 at 1.0, 2.0 mm: error: it is red [rgb]: a, wanted b"},
		{func(f *Finding) { f.Placed, f.Measured = false, "" }, "page 3: error: it is red [rgb], wanted b (2 times) (and 4 more)"},
		{func(f *Finding) { f.Page, f.Required, f.Level = 0, "", Warning }, "warning: it is red [rgb]: a (2 times) (and 4 more)"},
	} {
		g := f
		if c.do(&g); fmt.Sprint(g) != c.want {
			t.Errorf("%s, want %s", g, c.want)
		}
	}
}

// TestMixed: what an ink makes on what lies below it: knocked out, overprinted in each mode,
// multiplied, darkened, half clear.
func TestMixed(t *testing.T) {
	cmyk := func(c, m, y, k float64) ink {
		return ink{space: deviceCMYK, known: true, process: [4]float64{c, m, y, k}}
	}
	below, above := cmyk(.5, .4, 0, .2), cmyk(0, .8, .3, 0)
	spot := &space{kind: "spot", names: []string{"银"}}
	black := &space{kind: "devicen", names: []string{"Black", "银"}}
	silver := ink{space: spot, known: true, spots: .5, nSpots: 1}
	dark := ink{space: black, known: true, process: [4]float64{3: .9}, spots: .2, nSpots: 1}
	for _, c := range []struct {
		name     string
		k, under ink
		over     bool
		g        graphics
		want     string
	}{
		{"knocked out", above, below, false, graphics{}, "C0 M80 Y30 K0 + 0.00 0"},
		{"overprinted, mode 0", above, below, true, graphics{}, "C0 M80 Y30 K0 + 0.00 0"},
		{"overprinted, mode 1", above, below, true, graphics{opm: 1}, "C50 M80 Y30 K20 + 0.00 0"},
		{"multiplied", above, below, false, graphics{blend: "Multiply"}, "C50 M88 Y30 K20 + 0.00 0"},
		{"burnt", above, below, false, graphics{blend: "ColorBurn"}, "C50 M88 Y30 K20 + 0.00 0"},
		{"darkened", above, below, false, graphics{blend: "Darken"}, "C50 M80 Y30 K20 + 0.00 0"},
		{"half clear", above, below, false, graphics{clear: .5}, "C25 M60 Y15 K10 + 0.00 0"},
		{"spot on inks", silver, below, true, graphics{}, "C50 M40 Y0 K20 + 0.50 1"},
		{"spot knocks out", silver, below, false, graphics{}, "C0 M0 Y0 K0 + 0.50 1"},
		{"inks on spot", above, silver, true, graphics{opm: 1}, "C0 M80 Y30 K0 + 0.50 1"},
		{"inks knock out a spot", above, silver, false, graphics{}, "C0 M80 Y30 K0 + 0.00 0"},
		{"half clear on a spot", silver, silver, false, graphics{clear: .5}, "C0 M0 Y0 K0 + 0.75 2"},
		{"black by name", dark, below, true, graphics{}, "C50 M40 Y0 K90 + 0.20 1"},
	} {
		in := &interpreter{g: c.g}
		got := in.mixed(c.k, c.under, c.over)
		p := got.process
		if text := fmt.Sprintf("C%.0f M%.0f Y%.0f K%.0f + %.2f %d", p[0]*100, p[1]*100, p[2]*100, p[3]*100, got.spots, got.nSpots); text != c.want || got.space.kind == "spot" {
			t.Errorf("%s: %s in %s, want %s", c.name, text, got.space.kind, c.want)
		}
	}
}

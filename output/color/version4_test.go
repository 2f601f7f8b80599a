package color

import (
	"encoding/binary"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// element appends a part of an mAB or mBA tag, aligned, and returns its offset.
func element(b *[]byte, part []byte) uint32 {
	for len(*b)%4 != 0 {
		*b = append(*b, 0)
	}
	at := len(*b)
	*b = append(*b, part...)
	return uint32(at)
}

func gamma(v float64) []byte {
	b := append([]byte("para"), 0, 0, 0, 0, 0, 0, 0, 0)
	return binary.BigEndian.AppendUint32(b, fixed16(v))
}

func sampled(v ...uint16) []byte {
	b := binary.BigEndian.AppendUint32(append([]byte("curv"), 0, 0, 0, 0), uint32(len(v)))
	for _, x := range v {
		b = binary.BigEndian.AppendUint16(b, x)
	}
	return b
}

func repeated(n int, part func(i int) []byte) []byte {
	var b []byte
	for i := range n {
		element(&b, part(i))
	}
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	return b
}

// lutTag makes an mAB or mBA tag of all its elements; grid of nodes, 8 or 16 bits.
func lutTag(kind string, in, out, grid, precision int, node func(at []float64) []float64) []byte {
	b := append([]byte(kind), 0, 0, 0, 0, byte(in), byte(out), 0, 0)
	b = append(b, make([]byte, 20)...)
	nB, nA := out, in
	if kind == "mBA " {
		nB, nA = in, out
	}
	at := [5]uint32{}
	at[0] = element(&b, repeated(nB, func(i int) []byte { return gamma(1 + 0.05*float64(i)) }))
	var m []byte
	for _, v := range []float64{0.98, 0.01, 0, 0.005, 0.97, 0.01, 0, 0.01, 0.99, 0.002, 0.001, 0.003} {
		m = binary.BigEndian.AppendUint32(m, fixed16(v))
	}
	at[1] = element(&b, m)
	at[2] = element(&b, repeated(3, func(i int) []byte { return sampled(0, 30000+uint16(i)*1000, 65535) }))
	table := make([]byte, 20)
	for i := range in {
		table[i] = byte(grid)
	}
	table[16] = byte(precision)
	total := 1
	for range in {
		total *= grid
	}
	for i := range total {
		pos := make([]float64, in)
		for k, rest := in-1, i; k >= 0; k, rest = k-1, rest/grid {
			pos[k] = float64(rest%grid) / float64(grid-1)
		}
		for _, v := range node(pos) {
			if precision == 2 {
				table = binary.BigEndian.AppendUint16(table, uint16(v*65535+0.5))
			} else {
				table = append(table, byte(v*255+0.5))
			}
		}
	}
	at[3] = element(&b, table)
	at[4] = element(&b, repeated(nA, func(i int) []byte {
		if i == 1 {
			return sampled()
		}
		return gamma(1.1 + 0.1*float64(i))
	}))
	for i, v := range at {
		binary.BigEndian.PutUint32(b[12+4*i:], v)
	}
	return b
}

// press4 is a version 4 profile with every kind of element, of no press there is.
func press4(precision int) []byte {
	w := NewWriter("prtr", "CMYK", "Lab ", 4)
	w.Text("desc", "test press")
	w.Text("cprt", "none")
	w.XYZ("wtpt", D50)
	w.Add("A2B0", lutTag("mAB ", 4, 3, 5, precision, func(v []float64) []float64 {
		k := 1 - v[3]
		return []float64{(1 - 0.4*v[0]) * (1 - 0.5*v[1]) * (1 - 0.1*v[2]) * (0.1 + 0.9*k), 0.5 - 0.2*v[0]*k + 0.3*v[1]*k, 0.5 - 0.2*v[0]*k + 0.3*v[2]*k}
	}))
	w.Same("A2B1", "A2B0")
	w.Same("A2B2", "A2B0")
	w.Add("B2A0", lutTag("mBA ", 3, 4, 9, precision, func(v []float64) []float64 {
		dark := 1 - v[0]
		return []float64{clamp01(dark * (1.5 - v[1])), clamp01(dark * (0.5 + v[1])), clamp01(dark * (0.5 + v[2])), dark * dark}
	}))
	w.Same("B2A1", "B2A0")
	w.Same("B2A2", "B2A0")
	return w.Bytes()
}

// Tables of version 4 (mAB, mBA) in 8 and 16 bits agree with Little CMS.
func TestVersion4AgreesWithLittleCMS(t *testing.T) {
	grid := rgbGrid(9)
	for precision := 1; precision <= 2; precision++ {
		path := filepath.Join(t.TempDir(), "press.icc")
		data := press4(precision)
		if err := os.WriteFile(path, data, 0o666); err != nil {
			t.Fatal(err)
		}
		p, err := Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		if p.Name != "test press" {
			t.Errorf("it is called %q", p.Name)
		}
		for _, c := range []struct {
			flag string
			o    LinkOptions
		}{{"-t0", LinkOptions{}}, {"-t1", LinkOptions{Intent: Relative}}, {"-t1 -b", LinkOptions{Intent: Relative, BPC: true}}} {
			want := lcms(t, path, grid, strings.Fields(c.flag)...)
			e, err := NewExact(SRGB(), p, c.o)
			if err != nil {
				t.Fatal(err)
			}
			worst := 0.0
			for i, g := range grid {
				v := e.CMYK(g[0]/255, g[1]/255, g[2]/255)
				for k := range v {
					worst = math.Max(worst, math.Abs(v[k]*100-want[i][k]))
				}
			}
			t.Logf("%d bytes, %s: at most %.3f %% ink apart", precision, c.flag, worst)
			if worst > 0.5 {
				t.Errorf("%d bytes, %s: %.3f %% ink apart", precision, c.flag, worst)
			}
		}
	}
}

// What is no press, or broken, is refused with the reason.
func TestRefusedProfiles(t *testing.T) {
	gray := NewWriter("mntr", "GRAY", "XYZ ", 2)
	gray.Text("desc", "grey")
	gray.XYZ("wtpt", D50)
	gray.Add("kTRC", gamma(2.2))
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"empty": {nil, "no ICC profile"},
		"cut":   {newsprint[:len(newsprint)-10], "cut off"},
		"grey":  {gray.Bytes(), "goes from grey, RGB or CMYK"},
		"none":  {NewWriter("mntr", "RGB ", "XYZ ", 4).Bytes(), "no whole matrix"},
	} {
		p, err := Parse(c.data)
		if err == nil {
			_, err = NewLink(SRGB(), p, LinkOptions{})
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	p, err := Parse(gray.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	l, err := p.toLab(Relative)
	if err != nil {
		t.Fatal(err)
	}
	if c := l.color(0.5); math.Abs(c[0]-53.9) > 1 || math.Abs(c[1])+math.Abs(c[2]) > 0.2 {
		t.Errorf("half grey is %v", c)
	}
}

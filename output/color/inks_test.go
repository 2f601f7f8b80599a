package color

import (
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"banxin/cmd/need"
	"banxin/editions/picture"
)

// foreign is a CMYK profile of another maker: the reference picture's.
func foreign(t *testing.T) (*Profile, string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(need.Root(t), "../shared/cases/press/cmyk-profile/editions/2026-11-02/images/p.jpg"))
	if err != nil {
		t.Skip("no reference picture:", err)
	}
	i, err := picture.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	p, err := Parse(i.ICC)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "foreign.icc")
	if err := os.WriteFile(path, i.ICC, 0o666); err != nil {
		t.Fatal(err)
	}
	return p, path
}

// transicc runs inks, in percent, through Little CMS.
func transicc(t *testing.T, from, to string, inks [][]float64, n int) [][]float64 {
	t.Helper()
	var in strings.Builder
	for _, c := range inks {
		fmt.Fprintln(&in, strings.Trim(fmt.Sprint(c), "[]"))
	}
	cmd := exec.Command(need.Tool(t, "transicc"), "-n", "-c0", "-i"+from, "-o"+to, "-t1", "-b")
	cmd.Stdin = strings.NewReader(in.String())
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var got [][]float64
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n")[:len(inks)] {
		v := make([]float64, n)
		for k, f := range strings.Fields(line)[:n] {
			if _, err := fmt.Sscan(f, &v[k]); err != nil {
				t.Fatal(err)
			}
		}
		got = append(got, v)
	}
	return got
}

// Inks of one press become inks of another, and colours of a screen, as with Little CMS:
// the exact transform within half a percent of ink, the table beside it.
func TestInksAgreeWithLittleCMS(t *testing.T) {
	src, from := foreign(t)
	dir := t.TempDir()
	var grid [][]float64
	for i := range 9 * 9 * 9 * 9 {
		at := func(k int) float64 { return float64(k%9) * 12.5 }
		grid = append(grid, []float64{at(i / 729), at(i / 81), at(i / 9), at(i)})
	}
	for _, to := range []*Profile{Newsprint(), SRGB()} {
		path := filepath.Join(dir, to.Space+".icc")
		if err := os.WriteFile(path, to.Data, 0o666); err != nil {
			t.Fatal(err)
		}
		n, whole := to.Channels(), 100.0
		if n == 3 {
			whole = 255
		}
		want := transicc(t, from, path, grid, n)
		o := LinkOptions{Intent: Relative, BPC: true}
		e, err := NewExact(src, to, o)
		if err != nil {
			t.Fatal(err)
		}
		l, err := NewLink(src, to, o)
		if err != nil {
			t.Fatal(err)
		}
		var exact, table, sum float64
		for i, g := range grid {
			v := e.device(g[0]/100, g[1]/100, g[2]/100, g[3]/100)
			var px [4]byte
			for k := range px {
				px[k] = byte(g[k]*255/100 + 0.5)
			}
			near := e.device(float64(px[0])/255, float64(px[1])/255, float64(px[2])/255, float64(px[3])/255)
			got := converted(l, px)
			if n == 3 && e.seen(g[0]/100, g[1]/100, g[2]/100, g[3]/100)[0] < 0 {
				continue // below black
			}
			if slices.ContainsFunc(want[i], func(v float64) bool { return v < 0 || v > whole }) {
				continue // no screen shows it; how it is cut off is not the transform's
			}
			for k := range n {
				exact = math.Max(exact, math.Abs(v[k]-clamp01(want[i][k]/whole))*100) // of a screen it says what is out of range
				d := math.Abs(float64(got[k])/255-near[k]) * 100
				table, sum = math.Max(table, d), sum+d
			}
		}
		mean := sum / float64(len(grid)*n)
		t.Logf("%s: exact %.3f %%, table %.3f %%, on average %.3f %%", to.Space, exact, table, mean)
		if exact > 0.5 || table > 1.5 || mean > 0.15 {
			t.Errorf("%s: exact %.3f %%, table %.3f %%, on average %.3f %%", to.Space, exact, table, mean)
		}
	}
}

// Black alone stays black alone, rises evenly, and keeps its ends.
func TestKeepBlack(t *testing.T) {
	l, err := NewLink(Newsprint(), Newsprint(), LinkOptions{Intent: Relative, BPC: true, KeepBlack: true})
	if err != nil {
		t.Fatal(err)
	}
	dst := make([]byte, 4*256)
	src := make([]byte, 4*256)
	for k := range 256 {
		src[4*k+3] = byte(k)
	}
	l.Convert(dst, src)
	for k := range 256 {
		if p := dst[4*k : 4*k+4]; p[0]|p[1]|p[2] != 0 || math.Abs(float64(p[3])-float64(k)) > 1 {
			t.Errorf("K %d is %v", k, p)
		}
	}
}

// Grey and RGB go to a screen; sRGB to sRGB changes nothing.
func TestToScreen(t *testing.T) {
	l, err := NewLink(SRGB(), SRGB(), LinkOptions{Intent: Relative, BPC: true})
	if err != nil {
		t.Fatal(err)
	}
	for v := range 256 {
		px := [4]byte{byte(v), byte(255 - v), byte(v / 2)}
		got := converted(l, px)
		for k := range 3 {
			if math.Abs(float64(got[k])-float64(px[k])) > 1 {
				t.Fatalf("%v is %v", px, got)
			}
		}
	}
}

package color

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"banxin/cmd/need"
)

// lcms runs colours through transicc, Little CMS's calculator: 0-255 in, percent out.
func lcms(t *testing.T, press string, rgb [][3]float64, flags ...string) [][4]float64 {
	t.Helper()
	bin := need.Tool(t, "transicc")
	var in strings.Builder
	for _, c := range rgb {
		fmt.Fprintf(&in, "%g %g %g\n", c[0], c[1], c[2])
	}
	src := filepath.Join(t.TempDir(), "srgb.icc")
	if err := os.WriteFile(src, SRGB().Data, 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(bin, append([]string{"-n", "-c0", "-i" + src, "-o" + press}, flags...)...)
	cmd.Stdin = strings.NewReader(in.String())
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	got := make([][4]float64, len(rgb))
	for i, line := range strings.Split(strings.TrimSpace(string(out)), "\n")[:len(rgb)] {
		if _, err := fmt.Sscan(line, &got[i][0], &got[i][1], &got[i][2], &got[i][3]); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
	}
	return got
}

func rgbGrid(n int) (out [][3]float64) {
	for i := range n * n * n {
		at := func(k int) float64 { return float64(k*255) / float64(n-1) }
		out = append(out, [3]float64{at(i / n / n), at(i / n % n), at(i % n)})
	}
	return out
}

// The transform agrees with Little CMS within half a percent of ink, with profiles of
// several makers and kinds where they are installed.
func TestAgreesWithLittleCMS(t *testing.T) {
	profiles := map[string]string{"newsprint": filepath.Join(t.TempDir(), "newsprint.icc")}
	if err := os.WriteFile(profiles["newsprint"], newsprint, 0o666); err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{"ghostscript": "/usr/share/color/icc/ghostscript/default_cmyk.icc"} {
		if _, err := os.Stat(path); err == nil {
			profiles[name] = path
		}
	}
	grid := rgbGrid(9)
	for name, path := range profiles {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		p, err := Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			flag string
			o    LinkOptions
		}{{"-t0", LinkOptions{}}, {"-t1", LinkOptions{Intent: Relative}}, {"-t1 -b", LinkOptions{Intent: Relative, BPC: true}}, {"-t0 -b", LinkOptions{BPC: true}}} {
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
			t.Logf("%s %s: at most %.3f %% ink apart", name, c.flag, worst)
			if worst > 0.5 {
				t.Errorf("%s %s: %.3f %% ink apart", name, c.flag, worst)
			}
		}
	}
}

// The table between is near the exact transform, and never over the limit.
func TestLink(t *testing.T) {
	o := LinkOptions{Intent: Relative, BPC: true, Limit: 220}
	e, err := NewExact(SRGB(), Newsprint(), o)
	if err != nil {
		t.Fatal(err)
	}
	l, err := NewLink(SRGB(), Newsprint(), o)
	if err != nil {
		t.Fatal(err)
	}
	var worst, sum float64
	most, n := 0, 0
	for r := 0; r < 256; r += 5 {
		for g := 0; g < 256; g += 5 {
			for b := 0; b < 256; b += 5 {
				want := e.CMYK(float64(r)/255, float64(g)/255, float64(b)/255)
				got := converted(l, [4]byte{byte(r), byte(g), byte(b)})
				ink := 0
				for k := range got {
					d := math.Abs(float64(got[k])/255 - want[k])
					worst, sum, n = math.Max(worst, d), sum+d, n+1
					ink += int(got[k])
				}
				most = max(most, ink)
			}
		}
	}
	t.Logf("link against exact: mean %.3f %%, worst %.2f %%, most ink %.1f %%", sum/float64(n)*100, worst*100, float64(most)/2.55)
	if worst > 0.05 || sum/float64(n) > 0.002 {
		t.Errorf("the link is %.3f %% off on average, %.2f %% at worst", sum/float64(n)*100, worst*100)
	}
	if most > 220*255/100+1 {
		t.Errorf("ink of %.1f %%", float64(most)/2.55)
	}
	if white := converted(l, [4]byte{255, 255, 255}); white != [4]byte{} {
		t.Errorf("white is printed %v", white)
	}
}

func TestGeneratedProfileIsCurrent(t *testing.T) {
	need.Time(t)
	out := filepath.Join(t.TempDir(), "newsprint.icc")
	if msg, err := exec.Command("go", "run", "banxin/cmd/internal/newsprint", "-o", out).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, msg)
	}
	got, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, newsprint) {
		t.Error("newsprint.icc is not what its generator makes: go generate ./output/color")
	}
}

func FuzzParse(f *testing.F) {
	f.Add(SRGB().Data)
	f.Add(newsprint)
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Parse(data)
		if err != nil {
			return
		}
		if p.Space == "CMYK" {
			if e, err := NewExact(SRGB(), p, LinkOptions{Intent: Relative, BPC: true}); err == nil {
				e.CMYK(0.2, 0.4, 0.6)
			}
		} else if e, err := NewExact(p, Newsprint(), LinkOptions{BPC: true}); err == nil {
			e.CMYK(0.2, 0.4, 0.6)
		}
	})
}

func BenchmarkConvert(b *testing.B) {
	l, err := NewLink(SRGB(), Newsprint(), LinkOptions{Intent: Relative, BPC: true, Limit: 220})
	if err != nil {
		b.Fatal(err)
	}
	src := make([]byte, 3<<20)
	x := uint32(1)
	for i := range src {
		x = x*1664525 + 1013904223
		src[i] = byte(x >> 24)
	}
	dst := make([]byte, 4<<20)
	b.SetBytes(1 << 20)
	for b.Loop() {
		l.Convert(dst, src)
	}
}

func BenchmarkNewLink(b *testing.B) {
	for b.Loop() {
		if _, err := NewLink(SRGB(), Newsprint(), LinkOptions{Intent: Relative, BPC: true, Limit: 220}); err != nil {
			b.Fatal(err)
		}
	}
}

// converted is one pixel through a link.
func converted(l *Link, px [4]byte) (out [4]byte) {
	l.Convert(out[:], px[:l.in])
	return out
}

package color

import (
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"banxin/cmd/need"
)

// through runs values through a device link with Little CMS: inks in percent, RGB to 255.
func through(t *testing.T, link string, values [][]float64) [][]float64 {
	t.Helper()
	var in strings.Builder
	for _, c := range values {
		fmt.Fprintln(&in, strings.Trim(fmt.Sprint(c), "[]"))
	}
	cmd := exec.Command(need.Tool(t, "transicc"), "-n", "-c0", "-l"+link)
	cmd.Stdin = strings.NewReader(in.String())
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var got [][]float64
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n")[:len(values)] {
		v := make([]float64, 4)
		for k, f := range strings.Fields(line)[:4] {
			if _, err := fmt.Sscan(f, &v[k]); err != nil {
				t.Fatal(err)
			}
		}
		got = append(got, v)
	}
	return got
}

// TestDeviceLinks: links of RGB and of inks, in 8 and in 16 bits, give what Little CMS gives by
// them; a limit of ink is kept beyond.
func TestDeviceLinks(t *testing.T) {
	maker := need.Tool(t, "linkicc")
	dir := t.TempDir()
	press := filepath.Join(dir, "press.icc")
	if err := os.WriteFile(press, Newsprint().Data, 0o666); err != nil {
		t.Fatal(err)
	}
	rgb := filepath.Join(dir, "srgb.icc")
	if err := os.WriteFile(rgb, SRGB().Data, 0o666); err != nil {
		t.Fatal(err)
	}
	for _, from := range []string{rgb, press} {
		for _, bits := range []string{"", "-8"} {
			name := filepath.Join(dir, "link.icc")
			args := []string{"-o" + name, "-t1", "-c2"}
			if bits != "" {
				args = append(args, bits)
			}
			if out, err := exec.Command(maker, append(args, from, press)...).CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			p, err := Parse(data)
			if err != nil {
				t.Fatal(err)
			}
			l, err := NewDeviceLink(p, 0)
			if err != nil {
				t.Fatal(err)
			}
			few, err := NewDeviceLink(p, 180)
			if err != nil {
				t.Fatal(err)
			}
			n, scale := p.Channels(), 1.0
			if n == 4 {
				scale = 100.0 / 255
			}
			var values [][]float64
			var pixels []byte
			for i := range 1000 {
				var v []float64
				for k := range n {
					b := byte(i * [...]int{7, 29, 53, 101}[k] % 256)
					v, pixels = append(v, float64(b)*scale), append(pixels, b)
				}
				values = append(values, v)
			}
			want := through(t, name, values)
			out, less := make([]byte, 4*len(values)), make([]byte, 4*len(values))
			l.Convert(out, pixels)
			few.Convert(less, pixels)
			worst, sum := 0.0, 0.0
			for i := range values {
				total := 0
				for k := range 4 {
					d := math.Abs(float64(out[4*i+k])*100/255 - want[i][k])
					worst, sum = math.Max(worst, d), sum+d
					total += int(less[4*i+k])
				}
				if total*100 > 182*255 {
					t.Fatalf("%v: %d %% with a limit of 180", values[i], total*100/255)
				}
			}
			mean := sum / float64(4*len(values))
			t.Logf("version %d, %s to %s %s: %.2f %% at most, %.3f in the mean", p.Version, p.Space, p.PCS, bits, worst, mean)
			if worst > 3 || mean > 0.3 {
				t.Errorf("%s to %s: %.2f %% of ink at most, %.3f in the mean", p.Space, p.PCS, worst, mean)
			}
		}
	}
	if _, err := NewDeviceLink(Newsprint(), 0); err == nil {
		t.Error("the profile of a press is a device link")
	}
}

package plates

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/image/tiff"

	"banxin/assets"
	"banxin/assets/faces"
	"banxin/cmd/folder"
	"banxin/cmd/need"
	"banxin/output/works"
)

// tiffsep is the plates that Ghostscript makes of the first pages of a file, by page and ink: at
// fourfold resolution made smaller, since it paints every pixel that a shape touches.
func tiffsep(t *testing.T, file string, pages int) map[int]map[string]*image.Gray {
	t.Helper()
	dir := t.TempDir()
	out, err := exec.Command(need.Tool(t, "gs"), "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r400", "-dDownScaleFactor=4",
		fmt.Sprint("-dLastPage=", pages), "-sOutputFile="+filepath.Join(dir, "p%02d.tif"), file).CombinedOutput()
	if err != nil {
		t.Fatalf("gs: %v\n%s", err, out)
	}
	name := regexp.MustCompile(`^p(\d+)\((.*)\)\.tif$`)
	plates := map[int]map[string]*image.Gray{}
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		m := name.FindStringSubmatch(e.Name())
		if m == nil {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		img, err := tiff.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", e.Name(), err)
		}
		gray, ok := img.(*image.Gray)
		if !ok {
			t.Fatalf("%s is %T", e.Name(), img)
		}
		var n int
		fmt.Sscan(m[1], &n)
		if plates[n] == nil {
			plates[n] = map[string]*image.Gray{}
		}
		plates[n][m[2]] = gray
	}
	return plates
}

// judged compares the plates of a file with Ghostscript's: their means within 1 %, and with bars
// of zones counted by its pixels within half a percent.
func judged(t *testing.T, file string, pages int) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	f, err := Open(data, Options{PPI: 100})
	if err != nil {
		t.Fatal(err)
	}
	pages = min(pages, f.Pages())
	theirs := tiffsep(t, file, pages)
	worst, zone := 0.0, 0.0
	for n := 1; n <= pages; n++ {
		s, err := f.Sheet(context.Background(), n)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range s.Findings {
			if f.Missing() {
				t.Errorf("%s: %v", file, f)
			}
		}
		keys := s.Keys(Zones{})
		for i, ink := range s.Inks {
			img := theirs[n][ink.Name]
			if img == nil {
				t.Errorf("%s, page %d: Ghostscript has no plate %s", file, n, ink.Name)
				continue
			}
			sum := 0
			for _, v := range img.Pix {
				sum += 255 - int(v)
			}
			d := s.Coverage(i) - float64(sum)*100/255/float64(len(img.Pix))
			if worst = math.Max(worst, math.Abs(d)); math.Abs(d) > 1 {
				t.Errorf("%s, page %d, %s: %.2f %%, by Ghostscript %.2f %%", filepath.Base(file), n, ink.Name, s.Coverage(i), s.Coverage(i)-d)
			}
			for _, k := range keys.Inks {
				if k.Ink != ink.Name {
					continue
				}
				for z, v := range counted(img, keys) {
					if zone = math.Max(zone, math.Abs(v-k.Zones[z])); math.Abs(v-k.Zones[z]) > 0.5 {
						t.Errorf("%s, page %d, %s, zone %d: %.2f %%, by Ghostscript's pixels %.2f %%", filepath.Base(file), n, ink.Name, z+1, k.Zones[z], v)
					}
				}
			}
		}
	}
	t.Logf("%s, %d pages: a plate's mean differs by at most %.3f %%, a zone's by %.3f %%", filepath.Base(file), pages, worst, zone)
}

// counted is the coverage of zones by the pixels of a plate: each belongs to the zone of its
// middle, and to the share that is in it.
func counted(img *image.Gray, p PageKeys) []float64 {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	out := make([]float64, p.Count)
	zone := p.Zone * 100 / 25.4
	left := (float64(p.Count)*zone - float64(w)) / 2
	const parts = 20
	for x := range w {
		sum := 0
		for y := range h {
			sum += 255 - int(img.Pix[y*img.Stride+x])
		}
		for k := range parts {
			if z := int((left + float64(x) + (float64(k)+.5)/parts) / zone); z >= 0 && z < p.Count {
				out[z] += float64(sum) / parts
			}
		}
	}
	for z := range out {
		out[z] *= 100 / 255.0 / zone / float64(h)
	}
	return out
}

// press makes the press PDF of a paper.
func press(t *testing.T, open func() (*works.Paper, error)) string {
	t.Helper()
	paper, err := open()
	if err != nil {
		t.Fatal(err)
	}
	set, err := paper.Compose(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	out, err := folder.Stage(dir)
	if err != nil {
		t.Fatal(err)
	}
	made, err := set.Make(context.Background(), out, works.PDF)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range made.Files {
		if strings.HasSuffix(f.Name, ".pdf") {
			return filepath.Join(dir, f.Name)
		}
	}
	t.Fatal("no PDF was made")
	return ""
}

// TestGhostscript holds the plates of our pages, and of a page with an advert of somebody's PDF
// where there is one, against Ghostscript's.
func TestGhostscript(t *testing.T) {
	need.Tool(t, "gs")
	most := 3
	if need.Hostile() && !need.Bounded() {
		most = 100
	}
	judged(t, press(t, func() (*works.Paper, error) {
		return works.Open(assets.Sample(), works.Options{Faces: faces.All()})
	}), 4)
	judged(t, press(t, func() (*works.Paper, error) {
		return works.Open(os.DirFS(filepath.Join(need.Root(t), "layout/testdata/gallery")), works.Options{Faces: faces.All(), Library: assets.Templates()})
	}), most)
	t.Run("advert", func(t *testing.T) {
		dir := need.Shared(t, "cases/press/advert-bleed")
		judged(t, press(t, func() (*works.Paper, error) {
			return works.Open(os.DirFS(dir), works.Options{Faces: faces.All(), Library: assets.Templates()})
		}), 1)
	})
}

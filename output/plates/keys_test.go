package plates

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"image/png"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestKeys: zones in which something is known, one cut by the edge of a bar, and sums.
func TestKeys(t *testing.T) {
	// The page is 100 pt wide: 35.278 mm, at 72 ppi 100 pixels. Zones of a fifth of it.
	s := sheetOf(t, shown("0 0 0 1 k 0 0 30 100 re f 1 0 0 0 k 60 0 20 50 re f", ""))
	k := s.Keys(Zones{Count: 5, Width: 20 * 25.4 / 72})
	if got := fmt.Sprint(k.Inks[3].Zones); got != "[100 50 0 0 0]" {
		t.Errorf("black: %s", got)
	}
	if got := fmt.Sprint(k.Inks[0].Zones); got != "[0 0 0 50 0]" {
		t.Errorf("cyan: %s", got)
	}
	if k.Beyond || k.Inks[3].Coverage != 30 || math.Abs(k.Inks[3].Area-0.3*3.5278*3.5278) > 0.02 {
		t.Errorf("%+v", k)
	}
	wide := s.Keys(Zones{Count: 7, Width: 20 * 25.4 / 72}) // the plate stands in the middle
	if got := fmt.Sprint(wide.Inks[3].Zones); got != "[0 100 50 0 0 0 0]" {
		t.Errorf("on a wider press: %s", got)
	}
	if k := s.Keys(Zones{Count: 3, Width: 20 * 25.4 / 72}); !k.Beyond || fmt.Sprint(k.Inks[3].Zones) != "[50 0 0]" {
		t.Errorf("on a narrower press: %+v", k)
	}
	if n := s.Keys(Zones{}).Count; n != 2 { // of 32.5 mm
		t.Errorf("%d zones", n)
	}
	var b bytes.Buffer
	if err := WriteCSV(&b, []PageKeys{k}); err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Split(b.String(), "\r\n")[4], "1,Black,30,3.73,7.055555555555555,100,50,0,0,0"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := fmt.Sprint(Total([]PageKeys{k, k})); !strings.Contains(got, "{Black 7.46}") {
		t.Errorf("in all %s", got)
	}
	if quoted(`a,"b`) != `"a,""b"` || quoted("=1") != "'=1" {
		t.Error("fields are not quoted")
	}
}

// separation is what the strict reader finds in a PPF file.
type separation struct {
	name       string
	w, h       int
	resolution [2]float64
	pix        []byte // 0 full ink
}

// readPPF reads a PPF file strictly: each line in its place, nothing beside.
func readPPF(data string) (job map[string]string, out []separation, err error) {
	lines := strings.Split(data, "\n")
	next := func() string {
		if len(lines) == 0 {
			return "end of file"
		}
		l := lines[0]
		lines = lines[1:]
		return l
	}
	want := func(words ...string) bool {
		for _, w := range words {
			if l := next(); l != w && err == nil {
				err = fmt.Errorf("%q, want %q", l, w)
			}
		}
		return err == nil
	}
	value := func(key string) string {
		l := next()
		v, ok := strings.CutPrefix(l, "/"+key+" ")
		v, end := strings.CutSuffix(v, " def")
		if (!ok || !end) && err == nil {
			err = fmt.Errorf("%q, want %s", l, key)
		}
		return v
	}
	numbers := func(v string, n int) (out []float64) {
		f := strings.Fields(strings.TrimSuffix(strings.TrimPrefix(v, "["), "]"))
		for _, x := range f {
			p, e := strconv.ParseFloat(x, 64)
			if e != nil && err == nil {
				err = e
			}
			out = append(out, p)
		}
		if len(out) != n && err == nil {
			err = fmt.Errorf("%q are not %d numbers", v, n)
		}
		return append(out, make([]float64, n)...)
	}
	job = map[string]string{}
	want("%!PS-Adobe-3.0", "%%CIP3-File Version 3.0", "CIP3BeginSheet")
	for _, k := range []string{"CIP3AdmJobName", "CIP3AdmSheetName", "CIP3AdmSoftware", "CIP3AdmCreationTime", "CIP3AdmPSExtent", "CIP3TransferFilmCurveData", "CIP3TransferPlateCurveData"} {
		job[k] = value(k)
	}
	want("CIP3BeginFront")
	names := psStrings(value("CIP3AdmSeparationNames"))
	want("CIP3BeginPreviewImage")
	for _, name := range names {
		s := separation{name: name}
		want("CIP3BeginSeparation")
		s.w, s.h = int(numbers(value("CIP3PreviewImageWidth"), 1)[0]), int(numbers(value("CIP3PreviewImageHeight"), 1)[0])
		if bits, parts := value("CIP3PreviewImageBitsPerComp"), value("CIP3PreviewImageComponents"); bits != "8" || parts != "1" {
			return nil, nil, fmt.Errorf("%s bits, %s parts", bits, parts)
		}
		if m := value("CIP3PreviewImageMatrix"); m != fmt.Sprintf("[%d 0 0 %d 0 %d]", s.w, -s.h, s.h) {
			return nil, nil, fmt.Errorf("matrix %s", m)
		}
		s.resolution = [2]float64(numbers(value("CIP3PreviewImageResolution"), 2)[:2])
		if e, c := value("CIP3PreviewImageEncoding"), value("CIP3PreviewImageCompression"); e != "/ASCIIHexDecode" || c != "/None" {
			return nil, nil, fmt.Errorf("%s, %s", e, c)
		}
		want("CIP3PreviewImage")
		for l := next(); l != ">"; l = next() {
			p, e := hex.DecodeString(l)
			if e != nil {
				return nil, nil, e
			}
			s.pix = append(s.pix, p...)
		}
		want("CIP3EndSeparation")
		if len(s.pix) != s.w*s.h {
			return nil, nil, fmt.Errorf("%s: %d samples, want %d × %d", name, len(s.pix), s.w, s.h)
		}
		out = append(out, s)
	}
	want("CIP3EndPreviewImage", "CIP3EndFront", "CIP3EndSheet", "%%CIP3EndOfFile", "")
	if len(lines) > 0 && err == nil {
		err = fmt.Errorf("%d lines behind the end", len(lines))
	}
	return job, out, err
}

// psStrings reads an array of strings of PostScript.
func psStrings(v string) (out []string) {
	var b []byte
	depth := 0
	for i := 0; i < len(v); i++ {
		switch c := v[i]; {
		case c == '(':
			depth, b = depth+1, nil
		case c == ')':
			out = append(out, string(b))
			depth--
		case depth == 0:
		case c == '\\' && v[i+1] >= '0' && v[i+1] <= '7':
			n, _ := strconv.ParseUint(v[i+1:i+4], 8, 8)
			b = append(b, byte(n))
			i += 3
		case c == '\\':
			i++
			b = append(b, v[i])
		default:
			b = append(b, c)
		}
	}
	return out
}

// TestPPF: what is written is read back by a strict reader, and its zones are those of the
// plates.
func TestPPF(t *testing.T) {
	f, err := Open(shown("0 0 0 1 k 0 0 30 100 re f /S cs .5 scn 50 0 50 100 re f", spots), Options{PPI: 200})
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.Sheet(context.Background(), 1)
	if err != nil {
		t.Fatal(err)
	}
	s.Inks[4].Name = "专红 (1)"
	var b bytes.Buffer
	if err := WritePPF(&b, s, Job{Name: "日报", Sheet: "p01", Maker: "banxin", Created: time.Unix(1790000000, 0)}); err != nil {
		t.Fatal(err)
	}
	job, out, err := readPPF(b.String())
	if err != nil {
		t.Fatal(err)
	}
	if n := psStrings(job["CIP3AdmJobName"]); len(n) != 1 || n[0] != "日报" || job["CIP3AdmPSExtent"] != "[100.080 100.080]" && job["CIP3AdmPSExtent"] != "[100.000 100.000]" {
		t.Errorf("%q, %s", n, job["CIP3AdmPSExtent"])
	}
	if len(out) != 5 || out[4].name != "专红 (1)" || math.Abs(out[0].resolution[0]-50.8) > 0.5 {
		t.Fatalf("%d separations; %s, %v", len(out), out[len(out)-1].name, out[0].resolution)
	}
	for i, p := range out {
		sum := 0
		for _, v := range p.pix {
			sum += 255 - int(v)
		}
		if got := float64(sum) / 2.55 / float64(len(p.pix)); math.Abs(got-s.Coverage(i)) > 0.2 {
			t.Errorf("%s: %.2f %%, the plate %.2f %%", p.name, got, s.Coverage(i))
		}
	}
	var chart bytes.Buffer
	if err := WriteBars(&chart, s, s.Keys(Zones{}), nil); err != nil {
		t.Fatal(err)
	}
	if _, err := png.Decode(&chart); err != nil {
		t.Error(err)
	}
}

// TestCompare: a late correction, by the plates it touches.
func TestCompare(t *testing.T) {
	of := func(contents string) *Sheet { return sheetOf(t, shown(contents, spots)) }
	const page = "0 0 0 1 k 10 10 20 3 re f 0 1 0 0 k 50 50 30 30 re f "
	list := func(c []Change) (out string) {
		for _, c := range c {
			out += fmt.Sprintf("%s %s %.1f %.1f; ", c.Ink, c.Why, c.X, c.Y)
		}
		return out
	}
	for _, c := range []struct{ name, was, is, want string }{
		{"the same", page, page, ""},
		{"black alone", page, page + "0 0 0 1 k 40 10 1 1 re f", "Black changed 14.1 31.4; "},
		{"placed anew by a hundredth of a point", page, "q 1 0 0 1 .01 0 cm " + page + "Q", ""},
		{"a tint a little darker", page, strings.Replace(page, "0 1 0 0 k", "0 .93 0 0 k", 1), "Magenta changed 17.6 7.1; "},
		{"a new ink", page, page + "/S cs 1 scn 0 0 1 1 re f", "Spot new 0.0 34.9; "},
		{"an ink less", page, "0 0 0 1 k 10 10 20 3 re f", "Magenta gone 17.6 7.1; "},
	} {
		if got := list(Compare(of(c.was), of(c.is), DefaultBound)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	if got := list(Compare(nil, of(page), DefaultBound)); got != "Magenta new 0.0 0.0; Black new 0.0 0.0; " {
		t.Errorf("a new page: %s", got)
	}
	if got := list(Compare(of(page), nil, DefaultBound)); got != "Magenta gone 0.0 0.0; Black gone 0.0 0.0; " {
		t.Errorf("a page less: %s", got)
	}
}

// TestLoad: where there is too much ink, in millimetres from the corner of the trim.
func TestLoad(t *testing.T) {
	s := sheetOf(t, shown("1 1 .5 0 k 20 60 20 20 re f 0 0 0 1 k 60 60 10 10 re f 1 1 0 0 k 0 0 10 10 re f", ""))
	l := s.Load(220)
	if l.Max < 249 || l.Max > 251 || len(l.Over) != 1 {
		t.Fatalf("%+v", l)
	}
	h := l.Over[0]
	near := func(a, b float64) bool { return math.Abs(a-b) < 1.2 }
	if !near(h.X, 7.06) || !near(h.Y, 7.06) || !near(h.W, 7.06) || !near(h.H, 7.06) || h.Max != l.Max || h.Area < 40 || h.Area > 55 {
		t.Errorf("%+v", h)
	}
	if over := s.Load(260).Over; len(over) != 0 {
		t.Errorf("within the limit: %+v", over)
	}
	var b bytes.Buffer
	if err := s.WriteLoad(&b, l, nil); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	if r, g, _, _ := img.At(30, 30).RGBA(); r>>8 != 220 || g != 0 {
		t.Errorf("the map is %d, %d there, want red", r>>8, g>>8)
	}
}

// TestProof: paper is the press's, not white, and black on it dark.
func TestProof(t *testing.T) {
	f, err := Open(shown("0 0 0 1 k 0 0 50 100 re f /S cs 1 scn 50 0 50 50 re f", spots), Options{PPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.Sheet(context.Background(), 1)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.WriteProof(&b, s); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	rgb := func(x, y int) [3]int {
		r, g, b, _ := img.At(x, y).RGBA()
		return [3]int{int(r >> 8), int(g >> 8), int(b >> 8)}
	}
	paper, black, red := rgb(75, 20), rgb(25, 50), rgb(75, 75)
	if paper[0] < 190 || paper[0] > 215 || paper[2] >= paper[0] {
		t.Errorf("paper is %v", paper)
	}
	if black[1] > 100 || red[0] < red[1]+60 {
		t.Errorf("black is %v, the spot ink %v", black, red)
	}
}

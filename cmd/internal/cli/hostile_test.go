//go:build unix

package cli

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"banxin/assets/faces"
	"banxin/cmd/need"
	"banxin/cmd/need/four"
)

// mutate damages a file in one of the ways in which files are damaged, by accident and on
// purpose: bits, runs, ends, pieces that are lost or doubled, fields of great numbers.
func mutate(r *rand.Rand, data []byte) []byte {
	out := bytes.Clone(data)
	for range 1 + r.IntN(4) {
		if len(out) < 16 {
			return out
		}
		at := r.IntN(len(out) - 8)
		if r.IntN(2) == 0 { // heads hold what matters
			at = r.IntN(min(len(out)-8, 512))
		}
		n := min(1+r.IntN(64), len(out)-at)
		switch r.IntN(8) {
		case 0:
			out[at] ^= 1 << r.IntN(8)
		case 1:
			for i := range n {
				out[at+i] = byte(r.Uint32())
			}
		case 2:
			fill := []byte{0, 0xff, ' ', '['}[r.IntN(4)]
			for i := range n {
				out[at+i] = fill
			}
		case 3:
			out = out[:at+r.IntN(len(out)-at)]
		case 4:
			out = append(out[:at], out[at+n:]...)
		case 5:
			out = append(out[:at+n:at+n], out[at:]...)
		case 6:
			binary.BigEndian.PutUint32(out[at:], []uint32{0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0x10000}[r.IntN(6)])
		case 7:
			out = number(r, out)
		}
	}
	return out
}

var digits = regexp.MustCompile(`\b[0-9]+\b`)

// number puts another number in the place of one that is written in figures, as in PDFs.
func number(r *rand.Rand, data []byte) []byte {
	all := digits.FindAllIndex(data, 2000)
	if len(all) == 0 {
		return data
	}
	at := all[r.IntN(len(all))]
	return bytes.Join([][]byte{data[:at[0]], []byte([]string{"-1", "0", "99999999", "2147483648", "1e30", "[", "<<", "null"}[r.IntN(8)]), data[at[1]:]}, nil)
}

// form is a PDF of a page that shows a form, a shading and a tiling in transparency, all in
// plain text.
const form = `%PDF-1.6
1 0 obj
<</Type/Catalog/Pages 2 0 R>>
endobj
2 0 obj
<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 249 164]>>
endobj
3 0 obj
<</Type/Page/Parent 2 0 R/TrimBox[0 0 249 164]/Contents 4 0 R/Group<</S/Transparency/CS/DeviceCMYK>>/Resources<</XObject<</F 5 0 R/I 7 0 R>>
/Shading<</S<</ShadingType 2/ColorSpace/DeviceCMYK/Coords[0 0 100 100]/Function<</FunctionType 2/Domain[0 1]/N 1/C0[0 0 0 0]/C1[1 0 0 0]>>>>>>
/Pattern<</P 6 0 R>>/ExtGState<</G<</ca .5/BM/Multiply>>>>>>>>
endobj
4 0 obj
<</Length 76>>stream
q /G gs /F Do Q /S sh /Pattern cs /P scn 0 0 50 50 re f 20 0 0 20 9 9 cm /I Do
endstream
endobj
5 0 obj
<</Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<<>>/Length 27>>stream
0 0 0 1 k 10 10 50 50 re f 
endstream
endobj
6 0 obj
<</Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<<>>/Length 25>>stream
1 0 0 0 k 1 1 5 5 re f   
endstream
endobj
7 0 obj
<</Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray/Length 4>>stream
abcd
endstream
endobj
trailer
<</Root 1 0 R/Size 8>>
startxref
0
%%EOF
`

// hostileFiles are sound files of each kind, by the name that a paper has for them.
func hostileFiles(t *testing.T) map[string][][]byte {
	sample := func(name string) []byte {
		data, err := fs.ReadFile(four.Pages(), "editions/2026-10-20/images/"+name)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	img := image.NewPaletted(image.Rect(0, 0, 90, 60), color.Palette{color.White, color.Black})
	var small bytes.Buffer
	if err := gif.Encode(&small, img, nil); err != nil {
		t.Fatal(err)
	}
	icc, err := os.ReadFile(filepath.Join(need.Root(t), "output/color/newsprint.icc"))
	if err != nil {
		t.Fatal(err)
	}
	brush := faces.All()[5]
	return map[string][][]byte{
		"photo": {sample("bridge.jpg"), sample("bamboo-chart.png"), small.Bytes()},
		"font":  {brush.Data},
		"icc":   {icc},
		"pdf":   {advertisedPDF(t), []byte(form)},
	}
}

func advertisedPDF(t *testing.T) []byte {
	data, err := fs.ReadFile(advertised(t), "editions/2026-10-20/images/ad.pdf")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// hostilePaper is a paper that shows a file of each kind, one of which is damaged.
func hostilePaper(t *testing.T, dir string, files map[string][]byte) {
	t.Helper()
	for name, text := range map[string]string{
		"paper.yaml":                           "名称: 试报\n代码: shibao\n字体: {题体: {文件: fonts/a.ttf}}\n印刷: {色彩文件: a.icc}\n样式: {标题: {字体: [题体]}}\n",
		"templates/一版.yaml":                    "成品: 105mm x 148mm\n边距: 8mm\n栏: {数: 2, 字: 13, 距: 1字}\n正文: {字号: 9pt, 行距: 13pt}\n行数: 28\n版图: |\n  14 | a b\n  14 | c c\n版位: {c: {类: 广告}}\n",
		"editions/2026-10-20/edition.yaml":     "版:\n  - {模板: 一版, 稿件: {a: s1, b: s2, c: ad.pdf}}\n",
		"editions/2026-10-20/stories/s1.md":    "---\n标题: 城里添了一座桥\n---\n![桥](photo.jpg){乙 摄}\n\n桥长三百二十米。\n",
		"editions/2026-10-20/stories/s2.md":    "---\n标题: 菜价稳中有降\n---\n鸡蛋每斤四元六角。\n",
		"fonts/a.ttf":                          string(files["font"]),
		"a.icc":                                string(files["icc"]),
		"editions/2026-10-20/images/ad.pdf":    string(files["pdf"]),
		"editions/2026-10-20/images/photo.jpg": string(files["photo"]),
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
}

// placed is a finding with its place, and its code.
var placed = regexp.MustCompile(`(?m)^\S*(paper|edition|s1)\.?\S*: (error|warning|note): .*\[[A-Z]+-[A-Z]+\]$`)

// hostileRun runs a command of its own process, and says what is wrong with how it ends.
func hostileRun(t *testing.T, want int, args ...string) string {
	t.Helper()
	c := exec.Command(os.Args[0], args...)
	c.Args[0] = "banxin"
	peak := filepath.Join(t.TempDir(), "peak")
	c.Env = append(os.Environ(), "LC_ALL=C", "LANG=C", "BANXIN_LANG=en", peakVariable+"="+peak)
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	late := time.AfterFunc(2*time.Minute, func() { c.Process.Kill() })
	defer late.Stop()
	if err := c.Run(); err != nil && c.ProcessState == nil {
		t.Fatal(err)
	}
	took := c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	memory := 0
	if data, err := os.ReadFile(peak); err == nil {
		memory, _ = strconv.Atoi(string(data))
	}
	said := out.String() + errs.String()
	for _, own := range []string{"panic", "goroutine", "internal error", "runtime error"} {
		if strings.Contains(said, own) {
			return said
		}
	}
	switch status := c.ProcessState.ExitCode(); {
	case status < 0 || status > want:
		return fmt.Sprintf("status %d\n%s", status, said)
	case status == 1 && args[0] == "build" && !placed.MatchString(said):
		return "no finding has a place\n" + said
	case took > 10*time.Second:
		return fmt.Sprintf("it takes %v", took)
	case memory > 1<<20:
		return fmt.Sprintf("it takes %d MB", memory>>10)
	}
	return ""
}

// TestMutants: whatever has happened to a picture, a font, a profile or an advert, the build
// ends with findings that have a place, soon, and the rest is made. BANXIN_MUTANTS says how
// many of each there are.
func TestMutants(t *testing.T) {
	n := need.Seeds(1, 12)
	if v := os.Getenv("BANXIN_MUTANTS"); v != "" {
		fmt.Sscan(v, &n)
	}
	sound := hostileFiles(t)
	for kind := range sound {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			for seed := range n {
				r := rand.New(rand.NewPCG(uint64(seed), uint64(len(kind))))
				files := map[string][]byte{}
				for k, of := range sound {
					files[k] = of[int(seed)%len(of)]
				}
				files[kind] = mutate(r, files[kind])
				hostilePaper(t, dir, files)
				if wrong := hostileRun(t, 1, "build", dir, "-o", filepath.Join(dir, "out"), "--to", "pdf,epub,png", "-q"); wrong != "" {
					t.Errorf("seed %d: %s", seed, wrong)
				}
				if kind != "pdf" {
					continue
				}
				ad := filepath.Join(dir, "editions/2026-10-20/images/ad.pdf")
				for _, args := range [][]string{{"preflight", ad}, {"impose", ad, "-o", filepath.Join(dir, "plates.pdf")}, {"import", ad, "--as", "page", "-C", dir, "--dry-run"}} {
					if wrong := hostileRun(t, 2, args...); wrong != "" {
						t.Errorf("seed %d: %s: %s", seed, args[0], wrong)
					}
				}
			}
		})
	}
}

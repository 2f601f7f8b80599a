//go:build unix

package kinds

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"banxin/cmd/internal/batch/job"
)

// TestLarge: the work on an edition with many photographs is shared by eight parts so that the
// longest of them and the build take little of the time of all. Here the edition is small, and
// the bound wide; BANXIN_TEST_LARGE=16x6000 makes 64 pages with 80 photographs of 24
// megapixels and says how it goes.
func TestLarge(t *testing.T) {
	copies, width := 2, 1800
	if v := os.Getenv("BANXIN_TEST_LARGE"); v != "" {
		if _, err := fmt.Sscanf(v, "%dx%d", &copies, &width); err != nil {
			t.Fatal(err)
		}
	}
	dir := large(t, copies, width)
	to := []string{"pdf", "epub", "epaper"}
	f := newFarm(t, dir)
	start := spent()
	_, out := f.do(&job.Job{ID: "b", Kind: "build", Dir: ".", To: to})
	alone := spent() - start
	const of = 8
	var longest time.Duration
	var parts []*job.Done
	b := &job.Job{ID: "b", Kind: "build", Dir: ".", To: to}
	for k := range of {
		id := fmt.Sprintf("p%d", k+1)
		start := spent()
		done, _ := f.do(&job.Job{ID: id, Kind: "part", Dir: ".", To: to, Options: map[string]string{job.Share: fmt.Sprintf("%d/%d", k+1, of)}})
		took := spent() - start
		t.Logf("part %d: %v", k+1, took)
		longest = max(longest, took)
		parts, b.After = append(parts, done), append(b.After, id)
	}
	start = spent()
	_, again := f.do(b, parts...)
	joined := spent() - start
	t.Logf("alone %v; the longest part %v, then the build %v: %.1f times as fast", alone, longest, joined, float64(alone)/float64(longest+joined))
	same(t, again, out)
	if f.made > 0 {
		t.Errorf("%d pieces were left to the build", f.made)
	}
	if float64(longest+joined) > 0.75*float64(alone) {
		t.Errorf("split in eight it takes %v + %v, at once %v", longest, joined, alone)
	}
}

// spent is what this process has taken of the processors.
func spent() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// large is the newspaper of the tests, its pages and stories several times, each photograph a
// file of its own so many pixels wide.
func large(t *testing.T, copies, width int) string {
	t.Helper()
	dir := paper(t)
	day := filepath.Join(dir, "editions/2026-10-20")
	photo := noise(width)
	edition := read(t, filepath.Join(day, "edition.yaml"))
	head, pages, _ := strings.Cut(edition, "版:\n")
	out := head + "版:\n" + pages
	var pairs []string
	stories, _ := filepath.Glob(filepath.Join(day, "stories", "*.md"))
	images, _ := filepath.Glob(filepath.Join(day, "images", "*.jpg"))
	for _, s := range stories {
		pairs = append(pairs, strings.TrimSuffix(filepath.Base(s), ".md"))
	}
	for c := range copies {
		prefix := fmt.Sprintf("c%02d-", c)
		var swap []string
		for _, id := range pairs {
			swap = append(swap, id, prefix+id)
		}
		for _, im := range images {
			swap = append(swap, filepath.Base(im), prefix+filepath.Base(im))
			name := filepath.Join(day, "images", prefix+filepath.Base(im))
			if c == 0 {
				write(t, im, photo)
				continue
			}
			write(t, name, photo)
		}
		ids := strings.NewReplacer(swap...)
		if c == 0 {
			continue
		}
		out += ids.Replace(pages)
		for _, s := range stories {
			write(t, filepath.Join(day, "stories", prefix+filepath.Base(s)), []byte(ids.Replace(read(t, s))))
		}
	}
	write(t, filepath.Join(day, "edition.yaml"), []byte(out))
	return dir
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	os.Remove(name)
	if err := os.WriteFile(name, data, fs.FileMode(0o666)); err != nil {
		t.Fatal(err)
	}
}

// noise is a photograph, as far as work goes: soft colours with grain.
func noise(width int) []byte {
	im := image.NewRGBA(image.Rect(0, 0, width, width*2/3))
	seed := uint32(1)
	for y := range im.Rect.Dy() {
		for x := range width {
			seed = seed*1664525 + 1013904223
			g := int(seed >> 28)
			im.SetRGBA(x, y, color.RGBA{uint8(x*200/width + g), uint8(y*200/im.Rect.Dy() + g), uint8((x+y)*100/width + g), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, im, &jpeg.Options{Quality: 88}); err != nil {
		panic(err)
	}
	return b.Bytes()
}

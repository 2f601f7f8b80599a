//go:build unix

package kinds

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"banxin/cmd/internal/batch/job"
	"banxin/cmd/need"
)

// TestLarge: the work on an edition with many photographs is shared by eight parts so that the
// longest of them and the build take little of the time of all. Here the edition is small, and
// the bound wide; BANXIN_TEST_LARGE=16x6000x200 makes 64 pages with 200 photographs of 24
// megapixels and says how it goes.
func TestLarge(t *testing.T) {
	need.Time(t)
	copies, width, photos := 2, 1800, 10
	if v := os.Getenv("BANXIN_TEST_LARGE"); v != "" {
		if _, err := fmt.Sscanf(v, "%dx%dx%d", &copies, &width, &photos); err != nil {
			t.Fatal(err)
		}
	}
	dir := large(t, copies, width, photos)
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
	f.once(parts)
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
// file of its own so many pixels wide, and so many of them: long stories that have none bring one.
func large(t *testing.T, copies, width, photos int) string {
	t.Helper()
	dir := paper(t)
	day := filepath.Join(dir, "editions/2026-10-20")
	photo, made := noise(width), 0
	shoot := func(name string) {
		made++
		own := slices.Clone(photo) // what is made of one is none of another's: a weight of its own in the table of the light
		own[bytes.Index(own, []byte{0xff, 0xdb})+6+made%20] += byte(1 + made/20)
		write(t, filepath.Join(day, "images", name), own)
	}
	edition := read(t, filepath.Join(day, "edition.yaml"))
	head, pages, _ := strings.Cut(edition, "版:\n")
	out := head + "版:\n"
	stories, _ := filepath.Glob(filepath.Join(day, "stories", "*.md"))
	images, _ := filepath.Glob(filepath.Join(day, "images", "*.jpg"))
	extra := photos - copies*len(images)
	for c := range copies {
		prefix := ""
		if c > 0 {
			prefix = fmt.Sprintf("c%02d-", c)
		}
		var swap []string
		for _, s := range stories {
			id := strings.TrimSuffix(filepath.Base(s), ".md")
			swap = append(swap, id, prefix+id)
		}
		for _, im := range images {
			swap = append(swap, filepath.Base(im), prefix+filepath.Base(im))
			shoot(prefix + filepath.Base(im))
		}
		ids := strings.NewReplacer(swap...)
		out += ids.Replace(pages)
		more := extra/(copies-c) + min(extra%(copies-c), 1)
		for _, s := range stories {
			text := ids.Replace(read(t, s))
			if c == 0 && more == 0 {
				continue
			}
			if top, body, _ := strings.Cut(text, "\n---\n"); more > 0 && len(body) > 1000 && !strings.Contains(body, "![") {
				name := prefix + strings.TrimSuffix(filepath.Base(s), ".md") + ".jpg"
				shoot(name)
				text, more, extra = top+"\n---\n\n![照片]("+name+"){乙 摄}\n"+body, more-1, extra-1
			}
			defer write(t, filepath.Join(day, "stories", prefix+filepath.Base(s)), []byte(text))
		}
	}
	write(t, filepath.Join(day, "edition.yaml"), []byte(out))
	if made != photos {
		t.Fatalf("%d photographs are made", made)
	}
	return dir
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

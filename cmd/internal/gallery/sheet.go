package main

import (
	"fmt"
	"image"
	"image/draw"
	"os"
	"path/filepath"
	"testing/fstest"
)

// drawVoices draws the papers of all voices, VOICE-1.png and on, or with a name for a sheet
// every page of the templates' gallery in every voice, a row a voice.
func drawVoices(dir, voices, out, sheet string, width int, fits, fronts bool) error {
	if voices == "" {
		voices = "layout/testdata/voices"
	}
	names, err := voiceNames(voices)
	if err != nil {
		return err
	}
	if sheet != "" {
		return contact(dir, names, sheet, width)
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	for _, name := range names {
		g, err := voice(filepath.Join(voices, name), dir)
		if err != nil {
			return err
		}
		if fits {
			if err := g.print(os.Stdout); err != nil {
				return err
			}
			continue
		}
		for i := range g.res.Doc.Pages {
			if fronts && i > 0 {
				break
			}
			img, err := g.picture(i, width)
			if err != nil {
				return err
			}
			if err := save(filepath.Join(out, fmt.Sprintf("%s-%d.png", name, i+1)), img); err != nil {
				return err
			}
		}
	}
	return nil
}

// contact draws the gallery's pages in each voice, a row a voice.
func contact(dir string, names []string, out string, width int) error {
	var rows [][]*image.RGBA
	for _, name := range names {
		g, err := spoken(dir, name)
		if err != nil {
			return err
		}
		var row []*image.RGBA
		for i := range g.res.Doc.Pages {
			img, err := g.picture(i, width)
			if err != nil {
				return err
			}
			row = append(row, img)
		}
		rows = append(rows, row)
	}
	const gap = 12
	size := image.Point{}
	for _, row := range rows {
		at := image.Point{X: gap}
		for _, img := range row {
			at.X += img.Rect.Dx() + gap
			at.Y = max(at.Y, img.Rect.Dy())
		}
		size = image.Pt(max(size.X, at.X), size.Y+at.Y+gap)
	}
	all := image.NewRGBA(image.Rect(0, 0, size.X, size.Y+gap))
	draw.Draw(all, all.Rect, image.NewUniform(image.Black), image.Point{}, draw.Src)
	y := gap
	for _, row := range rows {
		x, high := gap, 0
		for _, img := range row {
			draw.Draw(all, img.Rect.Add(image.Pt(x, y)), img, img.Rect.Min, draw.Src)
			x, high = x+img.Rect.Dx()+gap, max(high, img.Rect.Dy())
		}
		y += high + gap
	}
	return save(out, all)
}

// spoken lays out the templates' gallery in a voice.
func spoken(dir, name string) (*gallery, error) {
	files, err := texts(dir, dir)
	if err != nil {
		return nil, err
	}
	files["paper.yaml"] = &fstest.MapFile{Data: []byte("名称: 棠川日报\n西文名: TANGCHUAN DAILY\n代码: tcrb\n格言: 记一城烟火\n出版: 棠川日报社\n刊号: CN 00-0000\n声音: " + name + "\n规则: {PIC-PPI: 关, REL-TWICE: 关}\n")}
	return composeFS(files)
}

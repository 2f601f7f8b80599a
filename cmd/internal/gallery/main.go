// Gallery lays out the edition that shows every page template of the library and writes a
// small picture of each page.
//
//	go run ./cmd/internal/gallery -o assets/guide/pictures/templates
//
// With -voices it draws the papers of the voices, and with -sheet every page in every voice into
// one picture. With -fits it writes none, and prints as JSON how each story fills its slot.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"image"
	"io"
	"os"
	"path/filepath"

	"banxin/cmd/internal/thumb"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/fonts"
	"banxin/layout"
	"banxin/layout/page"
	"banxin/output/png"
)

func main() {
	dir := flag.String("dir", "layout/testdata/gallery", "folder of the paper")
	out := flag.String("o", "assets/guide/pictures/templates", "folder for the pictures")
	width := flag.Int("width", 160, "width of a picture in pixels")
	only := flag.Int("page", 0, "number of the only page to draw")
	fits := flag.Bool("fits", false, "print how stories fit, draw nothing")
	voices := flag.String("voices", "", "folder of a paper a voice (layout/testdata/voices): draw their pages instead")
	sheet := flag.String("sheet", "", "draw all pages of the gallery in all voices into this one picture instead")
	fronts := flag.Bool("fronts", false, "of the voices their fronts alone")
	flag.Parse()
	if *sheet != "" || *voices != "" {
		if err := drawVoices(*dir, *voices, *out, *sheet, *width, *fits, *fronts); err != nil {
			fmt.Fprintln(os.Stderr, "gallery:", err)
			os.Exit(2)
		}
		return
	}
	g, err := compose(*dir)
	if err == nil && *fits {
		err = g.print(os.Stdout)
	} else if err == nil {
		err = g.draw(*out, *width, *only)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gallery:", err)
		os.Exit(2)
	}
}

// gallery is the edition laid out.
type gallery struct {
	ed    *editions.Edition
	cat   *fonts.Catalog
	res   *layout.Result
	found source.List
}

func compose(dir string) (*gallery, error) { return composeFS(os.DirFS(dir)) }

func (g *gallery) print(w io.Writer) error {
	said := []string{}
	for _, f := range g.found {
		if f.Severity >= source.Note {
			said = append(said, fmt.Sprintf("%d %s %s %s: %s", f.Severity, f.Code, f.Pos, f.Story, f.Message))
		}
	}
	return json.NewEncoder(w).Encode(map[string]any{"fits": g.res.Fits, "findings": said})
}

// draw writes a picture a page, named by the page's template.
func (g *gallery) draw(dir string, width, only int) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for i, p := range g.res.Doc.Pages {
		if only != 0 && p.Number != only {
			continue
		}
		img, err := g.picture(i, width)
		if err != nil {
			return err
		}
		if err := save(filepath.Join(dir, g.ed.Pages[i].Template.Name+".png"), img); err != nil {
			return err
		}
	}
	return nil
}

// picture draws a page at four times the width and shrinks it, which keeps hairlines even.
func (g *gallery) picture(i, width int) (*image.RGBA, error) {
	inch := float64(g.res.Doc.Pages[i].Trim.W) / (72 * 65536)
	ppi := int(4*float64(width)/inch) + 1
	img, err := png.Draw(page.ForProof(g.res.Doc, true), i, g.cat, png.Options{PPI: ppi})
	if err != nil {
		return nil, err
	}
	return thumb.Of(img, img.Rect, width), nil
}

func save(name string, img *image.RGBA) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := thumb.Encode(f, img); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

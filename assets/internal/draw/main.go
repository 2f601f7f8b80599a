// Draw makes the pictures of the sample and of the gallery. They are scenes counted out from
// noise, outlines and light, not photographs: no camera, no scan, no picture of others is in them.
//
//	go run ./internal/draw sample/editions/2026-10-20/images
//
// It draws again those of its works that a folder has; -only draws the ones of a name, there
// or not. It is run by go generate in assets. The same program gives the same files on one kind
// of processor; on another, floating point may round a grain differently.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
)

// works are the pictures, by the names the stories call them.
var works = []struct {
	file string
	draw func() image.Image
}{
	{"bridge.jpg", bridge},
	{"market.jpg", market},
	{"potter.jpg", potter},
	{"library.jpg", library},
	{"nightbridge.jpg", nightBridge},
	{"bamboo-chart.png", bambooChart},
	{"persimmons.jpg", stillLife},
	{"gears.jpg", machine},
	{"hoop.jpg", hoop},
	{"farmer.jpg", farmer},
	{"grove.jpg", grove},
	{"crowd.jpg", crowd},
	{"rain.jpg", rain},
	{"skyline.jpg", skyline},
	{"pitch.jpg", pitch},
	{"terraces.jpg", terraces},
	{"teapot.png", teapot},
	{"busmap.png", busMap},
	{"poster.jpg", poster},
	{"backcover.jpg", backCover},
	{"ridership.png", ridership},
}

func main() {
	only := flag.String("only", "", "draw only the pictures whose name starts so")
	flag.IntVar(&coarse, "coarse", 1, "draw marched scenes so many times smaller, for a look")
	flag.Parse()
	for _, w := range works {
		if err := renew(w.file, w.draw, *only, flag.Args()); err != nil {
			fmt.Fprintln(os.Stderr, "draw:", err)
			os.Exit(2)
		}
	}
}

// renew draws a picture once and writes it to each folder that is to have it.
func renew(file string, draw func() image.Image, only string, folders []string) error {
	var m image.Image
	for _, dir := range folders {
		name := filepath.Join(dir, file)
		if only != "" && !strings.HasPrefix(file, only) {
			continue
		}
		if _, err := os.Stat(name); err != nil && only == "" {
			continue
		}
		if m == nil {
			m = draw()
		}
		if err := save(name, m); err != nil {
			return err
		}
	}
	return nil
}

// save writes JPEG or PNG, as the name says.
func save(name string, m image.Image) error {
	var b bytes.Buffer
	var err error
	if strings.HasSuffix(name, ".png") {
		enc := png.Encoder{CompressionLevel: png.BestCompression}
		err = enc.Encode(&b, m)
	} else {
		err = jpeg.Encode(&b, m, &jpeg.Options{Quality: 80})
	}
	if err != nil {
		return fmt.Errorf("encoding %s: %w", name, err)
	}
	return os.WriteFile(name, b.Bytes(), 0o644)
}

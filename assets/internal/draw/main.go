// Draw makes the pictures of the sample edition. They are scenes counted out from noise,
// outlines and light, not photographs: no camera, no scan, no picture of others is in them.
//
//	go run ./internal/draw -o sample/editions/2026-10-20/images
//
// It is run by go generate in assets. The same program gives the same files on one kind
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
}

func main() {
	out := flag.String("o", ".", "folder for the pictures")
	only := flag.String("only", "", "draw only the pictures whose name starts so")
	flag.Parse()
	for _, w := range works {
		if !strings.HasPrefix(w.file, *only) {
			continue
		}
		if err := save(filepath.Join(*out, w.file), w.draw()); err != nil {
			fmt.Fprintln(os.Stderr, "draw:", err)
			os.Exit(2)
		}
	}
}

// save writes JPEG or PNG, as the name says.
func save(name string, m image.Image) error {
	var b bytes.Buffer
	var err error
	if strings.HasSuffix(name, ".png") {
		enc := png.Encoder{CompressionLevel: png.BestCompression}
		err = enc.Encode(&b, m)
	} else {
		err = jpeg.Encode(&b, m, &jpeg.Options{Quality: 85})
	}
	if err != nil {
		return fmt.Errorf("encoding %s: %w", name, err)
	}
	return os.WriteFile(name, b.Bytes(), 0o644)
}

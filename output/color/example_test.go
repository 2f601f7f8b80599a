package color_test

import (
	"fmt"

	"banxin/output/color"
)

// Pixels of RGB become inks for newsprint: white stays paper, black is no more ink than
// the paper takes.
func ExampleNewLink() {
	link, err := color.NewLink(color.SRGB(), color.Newsprint(), color.LinkOptions{Intent: color.Relative, BPC: true, Limit: 220})
	if err != nil {
		panic(err)
	}
	inks := make([]byte, 8)
	link.Convert(inks, []byte{255, 255, 255, 0, 0, 0})
	black := 0
	for _, v := range inks[4:] {
		black += int(v)
	}
	fmt.Println(inks[:4], black*100/255 <= 220)
	// Output: [0 0 0 0] true
}

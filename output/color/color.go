// Package color turns picture colours into press inks: it reads ICC profiles (versions 2
// and 4: matrix, mft1, mft2, mAB, mBA) and links a source with the press's profile.
//
//	press, err := color.Parse(data)
//	link, err := color.NewLink(color.SRGB(), press, color.LinkOptions{Intent: color.Relative, BPC: true, Limit: 220})
//	link.Convert(cmyk, rgb) // 3 bytes a pixel in, 4 out
//
// Floats are allowed here: what leaves is rounded to bytes.
package color

import (
	_ "embed"
	"sync"
)

//go:generate go run banxin/cmd/internal/newsprint -o newsprint.icc

//go:embed newsprint.icc
var newsprint []byte

// Newsprint returns banxin's own profile of coldset newsprint, 26 % dot gain and at most
// 220 % ink, made from the aims that cmd/internal/newsprint states. It is no registered
// printing condition: output intents call it Custom.
var Newsprint = sync.OnceValue(func() *Profile {
	p, err := Parse(newsprint)
	if err != nil {
		panic("color: the newsprint profile is broken: " + err.Error())
	}
	return p
})

// Lab is a colour against paper white: L* 0-100 and a*, b*, for D50.
type Lab [3]float64

// XYZ is a colour as X, Y, Z with Y 1 for white.
type XYZ [3]float64

// D50 is the white of the profile connection space (ICC.1, 7.2.16).
var D50 = XYZ{0.9642, 1, 0.8249}

package assets

import (
	"embed"
	"io/fs"
)

//go:embed all:specimen
var specimen embed.FS

// Specimen returns the folder of the specimen sheet: a paper whose pages show each rule of
// Chinese setting once, under its number.
func Specimen() fs.FS {
	sub, err := fs.Sub(specimen, "specimen")
	if err != nil {
		panic("the embedded specimen has no folder named specimen: " + err.Error())
	}
	return sub
}

package assets

import (
	"embed"
	"io/fs"
)

//go:embed printers
var printers embed.FS

// Printers returns the printers' files that every paper may name (印厂), NAME.yaml at its root:
// what presses of a kind usually ask for, and how pages lie on their plates.
func Printers() fs.FS {
	sub, err := fs.Sub(printers, "printers")
	if err != nil {
		panic("the embedded printers' files have no folder: " + err.Error())
	}
	return sub
}

package assets

import (
	"embed"
	"io/fs"
)

//go:embed templates
var templates embed.FS

// Templates returns the library of page templates, NAME.yaml at its root: what a paper may
// name without having the file. Each begins with a comment that says what it is for; the
// sizes that the others build on are 对开.yaml and 四开.yaml.
func Templates() fs.FS {
	sub, err := fs.Sub(templates, "templates")
	if err != nil {
		panic("the embedded templates have no folder: " + err.Error())
	}
	return sub
}

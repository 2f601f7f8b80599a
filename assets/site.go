package assets

import (
	"embed"
	"fmt"
	"io/fs"
)

//go:embed site
var site embed.FS

// Site returns the templates, style sheet and programs of a paper's site. It is read-only.
func Site() fs.FS {
	sub, err := fs.Sub(site, "site")
	if err != nil {
		panic(fmt.Sprintf("assets: %v", err))
	}
	return sub
}

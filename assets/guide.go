package assets

import (
	"embed"
	"io/fs"
)

//go:embed guide
var guide embed.FS

// Guide returns the guide: a Markdown file a chapter, in Chinese and English, README.md first;
// its pictures, style sheet and page.
func Guide() fs.FS {
	sub, err := fs.Sub(guide, "guide")
	if err != nil {
		panic("the embedded guide has no folder: " + err.Error())
	}
	return sub
}

package assets

import (
	"embed"
	"io/fs"
)

//go:embed desk/*.js desk/*.css desk/*.txt desk/words/*.json desk/bundle/SUMS
var desk embed.FS

// Desk returns the program of the desk as a browser loads it, and its words in both languages.
func Desk() fs.FS {
	sub, err := fs.Sub(desk, "desk")
	if err != nil {
		panic("the embedded desk has no folder: " + err.Error())
	}
	return sub
}

//go:embed desk/login.html
var deskLogin []byte

// DeskLogin is the page at which people say who they are.
func DeskLogin() []byte { return deskLogin }

package assets

import _ "embed"

var (
	//go:embed live/live.html
	liveHTML []byte
	//go:embed live/live.css
	liveCSS []byte
	//go:embed live/live.js
	liveJS []byte
)

// LiveHTML returns the page of the live proof, a template of html/template. It is read-only.
func LiveHTML() []byte { return liveHTML }

// LiveCSS returns the style sheet of the live proof. It is read-only.
func LiveCSS() []byte { return liveCSS }

// LiveJS returns the program of the live proof. It is read-only.
func LiveJS() []byte { return liveJS }

package assets

import _ "embed"

var (
	//go:embed epaper/viewer.css
	viewerCSS []byte
	//go:embed epaper/viewer.js
	viewerJS []byte
)

// ViewerCSS returns the style sheet of the e-paper and its stories. It is read-only.
func ViewerCSS() []byte { return viewerCSS }

// ViewerJS returns the program of the e-paper's viewer. It is read-only.
func ViewerJS() []byte { return viewerJS }

package assets

import _ "embed"

//go:embed epub/reflow.css
var reflowCSS []byte

// ReflowCSS returns the style sheet of the reflowable e-edition. It is read-only.
func ReflowCSS() []byte { return reflowCSS }

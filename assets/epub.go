package assets

import _ "embed"

//go:embed epub/reflow.css
var reflowCSS []byte

// ReflowCSS returns the style sheet of the reflowable e-edition. It is read-only.
func ReflowCSS() []byte { return reflowCSS }

//go:embed epub/vertical.css
var verticalCSS []byte

// VerticalCSS returns what stands after ReflowCSS where lines run from top to bottom. It
// is read-only.
func VerticalCSS() []byte { return verticalCSS }

//go:embed epub/western.css
var westernCSS []byte

// WesternCSS returns what stands after ReflowCSS where text is in words with spaces between.
// It is read-only.
func WesternCSS() []byte { return westernCSS }

//go:embed epub/replica.css
var replicaCSS []byte

// ReplicaCSS returns the style sheet of the fixed-layout e-edition. It is read-only.
func ReplicaCSS() []byte { return replicaCSS }

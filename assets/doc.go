// Package assets holds what the program carries with it: page templates, style sheets,
// lists and the sample edition. The faces are a package of their own, assets/faces, so that
// who brings others does not carry them.
//
//	ed, findings, err := editions.LoadWith(fsys, "", editions.Options{Library: assets.Templates()})
package assets

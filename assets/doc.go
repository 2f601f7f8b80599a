// Package assets holds what the program carries with it: faces, page templates, style
// sheets and the sample edition. Nothing is decoded or copied at start; a file's pages
// are read when they are first touched.
//
//	for _, f := range assets.Fonts() {
//		err := cat.Add(f.Name, f.Data, 0, f.Roles...)
//	}
package assets

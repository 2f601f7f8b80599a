// Package archive reads files that hold other files: ZIP, with the stories and pictures that
// people pack together; EPUB, chapter by chapter; and banxin's own e-edition and e-paper, a
// story a copy.
//
//	intake.Read(intake.File{Name: "稿件.zip", Data: data}, readers.All(), intake.Options{})
package archive

import (
	"bytes"
	"path"
	"strings"
	"unicode/utf8"

	"banxin/editions/intake"
	"banxin/editions/source"
)

// ZIP is the reader of packed folders.
var ZIP = intake.Format{Name: "zip", Extensions: []string{".zip"}, Sniff: sniffZIP, Read: readZIP}

func sniffZIP(f intake.File) int {
	if bytes.HasPrefix(f.Data, []byte("PK\x03\x04")) {
		return 20
	}
	return 0
}

func readZIP(f intake.File, c *intake.Copy) {
	a := c.Open(f.Data)
	if a == nil {
		return
	}
	if dir, ok := epaperIn(a); ok {
		readEpaper(c, a, dir)
		return
	}
	b := &box{a: a, used: map[string]bool{}}
	var pictures []string
	for _, name := range a.Names {
		plain := decodeName(name)
		switch {
		case hidden(plain):
		case !inFolder(plain):
			c.Find("IMP-PATH", source.Msg("name-leads-out-of-folder", plain), source.Msg("pack-files-anew-plain-names"), intake.Place{})
		case picture(plain):
			pictures = append(pictures, name)
		default:
			b.story(c, name, plain)
		}
		if c.Refused {
			return
		}
	}
	b.offer(c, pictures)
	if len(c.Inner) == 0 && len(c.Found) == 0 {
		c.Refuse("IMP-READ", source.Msg("archive-holds-no-story"), source.Msg("import-with-stories-inside"))
	}
}

// box is an archive whose pictures are looked up by its pages.
type box struct {
	a    *intake.Archive
	used map[string]bool
}

func (b *box) story(c *intake.Copy, name, plain string) {
	data := b.a.Read(name)
	if c.Refused {
		return
	}
	f := intake.File{Name: plain, Data: data}
	if !c.Knows(f) {
		c.LeaveThing(plain, intake.Object, intake.Place{Part: plain})
		return
	}
	c.InsideWith(f, folder{b})
}

// offer hands pictures that no page shows to the first story.
func (b *box) offer(c *intake.Copy, pictures []string) {
	stories := c.Stories()
	for _, name := range pictures {
		if b.used[name] {
			continue
		}
		if len(stories) == 0 {
			c.LeaveThing(decodeName(name), intake.Decoration, intake.Place{})
			continue
		}
		if data := b.a.Read(name); data != nil {
			stories[0].Offered = append(stories[0].Offered, intake.File{Name: path.Base(decodeName(name)), Data: data})
		}
	}
}

// decodeName reads a name as Windows programs write it, in GBK without saying so.
func decodeName(name string) string {
	name = strings.ReplaceAll(name, `\`, "/")
	if utf8.ValidString(name) {
		return name
	}
	return intake.DecodeBytes([]byte(name), "gb18030")
}

// hidden tells files that systems put into archives for themselves.
func hidden(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$") || strings.HasPrefix(name, "__MACOSX/") || strings.EqualFold(base, "thumbs.db") || strings.EqualFold(base, "desktop.ini")
}

func inFolder(name string) bool {
	return !strings.HasPrefix(name, "/") && !strings.Contains(name, ":") && !strings.HasPrefix(path.Clean(name), "../") && path.Clean(name) != ".."
}

func picture(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff", ".bmp", ".heic":
		return true
	}
	return false
}

package intake

import (
	"path"
	"slices"
	"strings"
)

// Format is a kind of file and its reader.
type Format struct {
	Name       string   // as --from takes it: docx
	Extensions []string // .docx, in lower case
	// Sniff tells by the bytes, and where they are silent by the name, how surely a file is
	// of this format: 0 it is not, 100 it can be nothing else.
	Sniff func(File) int
	// Read reads the file into the copy. Any bytes may come.
	Read func(File, *Copy)
}

// formatOf finds the format of a file: the one asked for, the one whose Sniff is the surest,
// or the one of the name's extension. Of equals the first of the list counts.
func (c *Copy) formatOf(f File) *Format {
	if c.Options.Format != "" {
		i := slices.IndexFunc(c.formats, func(x Format) bool { return x.Name == c.Options.Format })
		if i < 0 {
			return nil
		}
		return &c.formats[i]
	}
	best, sure := -1, 0
	for i := range c.formats {
		if s := c.formats[i].Sniff(f); s > sure {
			best, sure = i, s
		}
	}
	if best >= 0 {
		return &c.formats[best]
	}
	ext := strings.ToLower(path.Ext(f.Name))
	for i := range c.formats {
		if slices.Contains(c.formats[i].Extensions, ext) {
			return &c.formats[i]
		}
	}
	return nil
}

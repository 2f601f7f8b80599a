package intake

import (
	"archive/zip"
	"bytes"
	"io"
	"io/fs"
	"strings"

	"banxin/editions/source"
)

// Archive is a ZIP file inside the limits: the coat of DOCX, ODT, EPUB, IDML.
type Archive struct {
	Names   []string // of its files, in the order of the directory, as they are written there
	entries map[string]*zip.File
	c       *Copy
}

// Open opens a ZIP file. Where it is none, is damaged or has too many entries, it refuses
// the copy and returns nil.
func (c *Copy) Open(data []byte) *Archive {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	switch {
	case err != nil && err != zip.ErrInsecurePath:
		c.Refuse("IMP-READ", source.Msg("file-damaged-or-cut-off"), source.Msg("sent-again"))
		return nil
	case len(r.File) > c.Limits.Entries:
		c.Refuse("IMP-LIMIT", source.Msg("archive-of-more-than-files", c.Limits.Entries), source.Msg("unpack-import-what-holds"))
		return nil
	}
	a := &Archive{entries: make(map[string]*zip.File, len(r.File)), c: c}
	for _, f := range r.File {
		if strings.HasSuffix(f.Name, "/") || a.entries[f.Name] != nil {
			continue
		}
		if f.Mode()&fs.ModeSymlink != 0 { // what it leads to is not in the archive
			c.Find("IMP-PATH", source.Msg("link-not-taken", f.Name), source.Msg("pack-files-anew-plain-names"), Place{})
			continue
		}
		a.entries[f.Name] = f
		a.Names = append(a.Names, f.Name)
	}
	return a
}

// Has tells whether a file is there.
func (a *Archive) Has(name string) bool { return a.entries[name] != nil }

// Read returns a file's bytes, nil where it is not there. One that is damaged, encrypted or
// expands beyond the limits refuses the copy, and nil comes back.
func (a *Archive) Read(name string) []byte {
	f := a.entries[name]
	if f == nil || a.c.Refused {
		return nil
	}
	if f.Flags&1 != 0 {
		a.c.Refuse("IMP-READ", source.Msg("file-locked-by-password"), source.Msg("sent-without-one"))
		return nil
	}
	room := min(a.c.Limits.Expanded-*a.c.expanded, int64(a.c.Limits.File))
	if ratio := int64(f.CompressedSize64)*int64(a.c.Limits.Ratio) + 1<<20; ratio < room {
		room = ratio
	}
	r, err := f.Open()
	if err != nil {
		a.c.Refuse("IMP-READ", source.Msg("file-damaged-or-cut-off"), source.Msg("sent-again"))
		return nil
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, room+1))
	*a.c.expanded += int64(len(data))
	switch {
	case int64(len(data)) > room:
		a.c.Refuse("IMP-LIMIT", source.Msg("file-unpacks-to-more-than-can"), source.Msg("open-in-program-wrote-save-anew"))
		return nil
	case err != nil:
		a.c.Refuse("IMP-READ", source.Msg("file-damaged-or-cut-off"), source.Msg("sent-again"))
		return nil
	}
	return data
}

package fonts

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
)

// Catalog is the faces an edition can use, by name and by role (宋 标宋 黑 粗黑 楷 毛笔).
// The zero value is empty and ready. Add first, then share: adding while others look up is
// not safe.
type Catalog struct {
	faces []*Face
	byKey map[string]*Face
}

// File is a font file that a program carries, with what styles call its face.
type File struct {
	Name  string   // of the face
	Roles []string // further names: 宋, song
	Data  []byte   // a TrueType or OpenType file; it is not changed
	Index int      // of the face in a collection; 0 for others

	Weight int // at which a variable face is set, 1 to 1000; 0: 400. Others have their own
}

// NewCatalog returns a catalogue of the faces of these files, in their order.
func NewCatalog(files ...File) (*Catalog, error) {
	c := &Catalog{}
	for _, f := range files {
		if err := c.AddFile(f); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// Add adds a face of a TrueType or OpenType file; index counts the faces of a collection
// from 0 and is 0 for others. The face's Index is the number of faces added before. Nothing
// of data is read beyond the table directory until the face is used. A name can be taken
// once; a role goes to the face added last, so that a paper's own face takes the place of ours.
func (c *Catalog) Add(name string, data []byte, index int, roles ...string) error {
	return c.AddFile(File{Name: name, Data: data, Index: index, Roles: roles})
}

// AddFile is Add of all that a File says.
func (c *Catalog) AddFile(file File) error {
	if f := c.byKey[file.Name]; f != nil && f.name == file.Name {
		return fmt.Errorf("font %s: a face of this name was added before", file.Name)
	}
	dir, err := directory(file.Data, file.Index)
	if err != nil {
		return fmt.Errorf("font %s: %w", file.Name, err)
	}
	f := &Face{name: file.Name, index: len(c.faces), weight: file.Weight, data: file.Data, dir: dir}
	c.faces = append(c.faces, f)
	if c.byKey == nil {
		c.byKey = map[string]*Face{}
	}
	c.byKey[file.Name] = f
	for _, role := range file.Roles {
		if taken := c.byKey[role]; taken == nil || taken.name != role {
			c.byKey[role] = f
		}
	}
	return nil
}

// Faces lists the faces in the order of their Index. The caller must not change it.
func (c *Catalog) Faces() []*Face { return c.faces }

// Digest is a hash of all faces by their content, and of what they are called.
func (c *Catalog) Digest() [sha256.Size]byte {
	h := sha256.New()
	for _, f := range c.faces {
		sum := f.Digest()
		h.Write(sum[:])
	}
	for _, key := range slices.Sorted(maps.Keys(c.byKey)) {
		fmt.Fprintf(h, "%q %d ", key, c.byKey[key].index)
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// Lookup returns the face with this name or role, or nil.
func (c *Catalog) Lookup(name string) *Face { return c.byKey[name] }

// Chain returns the faces of these names or roles in order, each once, unknown ones left out.
func (c *Catalog) Chain(names ...string) Chain {
	chain := make(Chain, 0, len(names))
next:
	for _, name := range names {
		f := c.byKey[name]
		if f == nil {
			continue
		}
		for _, have := range chain {
			if have == f {
				continue next
			}
		}
		chain = append(chain, f)
	}
	return chain
}

package cli

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"path"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/editions/intake"
	"banxin/editions/source"
)

// album is what is known of a story's pictures when a copy of it comes back: those that the
// story or what it was made from names, by their bytes as they came and as they are now. A
// picture that the desk has toned or cut since keeps its name, and is not offered again as
// it came.
type album struct {
	named  []string          // in images/
	digest map[string]string // of bytes, to the name
}

// albumOf reads what is known of the pictures of a story.
func (d *desk) albumOf(id string, story []byte) *album {
	a := &album{digest: map[string]string{}}
	base, _ := fs.ReadFile(d.files, d.baseOf(id))
	for _, text := range [][]byte{story, base} {
		for _, name := range picturesOf(text) {
			if slices.Contains(a.named, name) {
				continue
			}
			a.named = append(a.named, name)
			if data, err := fs.ReadFile(d.files, path.Join(d.dir, "images", name)); err == nil {
				a.digest[digest(data)] = name
			}
		}
	}
	list, _ := fs.ReadFile(d.files, d.sumsOf(id))
	for line := range strings.Lines(string(list)) {
		if sum, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  "); ok && d.taken("images/"+name) {
			a.digest[sum] = name
		}
	}
	return a
}

// known names the file in images/ that a picture is already, or none.
func (a *album) known(f intake.File) string {
	if f.Data == nil {
		if slices.Contains(a.named, f.Name) {
			return f.Name
		}
		return ""
	}
	return a.digest[digest(f.Data)]
}

// picturesOf lists the pictures that a story names.
func picturesOf(text []byte) (out []string) {
	s, _ := editions.ParseStory(source.NewFile("x.md", text))
	for _, p := range s.Pictures() {
		out = append(out, p.Path)
	}
	return out
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// sumsOf is where the pictures of a story are noted as they came: a digest and a name a line.
func (d *desk) sumsOf(id string) string { return strings.TrimSuffix(d.baseOf(id), ".md") + ".sums" }

// sums are the lines of that file for pictures that come in, after those noted before.
func (d *desk) sums(id string, pictures []intake.File) []byte {
	var b bytes.Buffer
	old, _ := fs.ReadFile(d.files, d.sumsOf(id))
	b.Write(old)
	for _, p := range pictures {
		b.WriteString(digest(p.Data) + "  " + p.Name + "\n")
	}
	return b.Bytes()
}

// putPictures writes the new pictures of a copy laid onto its story: those that the story
// now names, and those that came along unmentioned. It returns what it has made.
func (c *comeback) putPictures(d *desk, text []byte) (made []string, err error) {
	named, theirs := picturesOf(text), picturesOf(c.copy.Stories[0].Text)
	var came []intake.File
	for _, p := range c.copy.Stories[0].Pictures {
		if slices.Contains(theirs, p.Name) && !slices.Contains(named, p.Name) {
			continue // its change was not taken
		}
		name := path.Join(d.dir, "images", p.Name)
		if err := d.create(name, p.Data); err != nil {
			return made, err
		}
		made, came = append(made, name), append(came, p)
	}
	if len(came) > 0 {
		err = d.root.WriteFile(d.sumsOf(c.id()), d.sums(c.id(), came), 0o666)
	}
	return made, err
}

func (c *comeback) id() string { return strings.TrimSuffix(path.Base(c.name), ".md") }

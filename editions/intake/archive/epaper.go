package archive

import (
	"encoding/json"
	"path"

	"banxin/editions/intake"
)

// epaperIn finds banxin's e-paper in an archive, and the folder that it is in.
func epaperIn(a *intake.Archive) (dir string, ok bool) {
	for _, name := range a.Names {
		if path.Base(name) != "edition.json" {
			continue
		}
		var head struct{ Format string }
		if json.Unmarshal(a.Read(name), &head) == nil && head.Format == "banxin-epaper" {
			return path.Dir(name), true
		}
	}
	return "", false
}

// readEpaper reads the stories of an e-paper in its order. What else it has (pages as
// pictures, the same stories as ninjs and NITF, the viewer) says nothing more.
func readEpaper(c *intake.Copy, a *intake.Archive, dir string) {
	var edition struct {
		Stories []struct {
			ID    string `json:"id"`
			Story string `json:"story"`
			HTML  string `json:"html"`
			Ninjs string `json:"ninjs"`
		} `json:"stories"`
	}
	if json.Unmarshal(a.Read(path.Join(dir, "edition.json")), &edition) != nil {
		return
	}
	b := &book{c: c, a: a, own: true}
	for _, s := range edition.Stories {
		if c.Refused {
			return
		}
		was := b.last
		b.document(path.Join(dir, s.HTML))
		if b.last == was {
			continue
		}
		b.last.Name = c.Name + "/" + intake.SafeName(s.Story)
		b.genre(path.Join(dir, s.Ninjs))
	}
}

// genre is in the story's ninjs alone.
func (b *book) genre(name string) {
	var item struct{ Genres []struct{ Name string } }
	if json.Unmarshal(b.a.Read(name), &item) == nil && len(item.Genres) > 0 {
		b.last.Meta.Genre = item.Genres[0].Name
	}
}

package folder

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"banxin/output/works"
)

// Manifest lists the files of an edition that stand in a folder. It is moved there after
// them, so that who waits for it finds them all.
type Manifest struct {
	Schema    int    `json:"schema"` // 1
	Generator string `json:"generator"`
	Paper     string `json:"paper"`
	Date      string `json:"date"`
	Files     []Sum  `json:"files"` // by name
	// Press are those of the files that are PDFs for the press, by name.
	Press []works.PressFile `json:"press,omitempty"`
	// Held are those that the last run did not make, since pages are not signed.
	Held []string `json:"held,omitempty"`
}

// Sum is a file as it was made.
type Sum struct {
	Name   string `json:"name"` // a slash path
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// manifestName is how manifests are called: CODE-DATE.json.
var manifestName = regexp.MustCompile(`^.*-[0-9]{8}\.json$`)

// Manifests lists the names of the manifests in a folder.
func Manifests(dir string) (names []string, err error) {
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		if e.Type().IsRegular() && manifestName.MatchString(e.Name()) {
			names = append(names, e.Name())
		}
	}
	return names, err
}

// ReadManifest reads a manifest of a folder. One that is not there is empty.
func ReadManifest(dir, name string) (m Manifest, err error) {
	data, err := os.ReadFile(filepath.Join(dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err == nil {
		err = json.Unmarshal(data, &m)
	}
	if err == nil && m.Schema != 1 {
		err = errors.New("its schema is not 1")
	}
	m.Files = slices.DeleteFunc(m.Files, func(s Sum) bool { return !filepath.IsLocal(filepath.FromSlash(s.Name)) })
	return m, err
}

// With returns the files of a manifest after a run that has made some anew and removed some.
func (m Manifest) With(made []Sum, removed []string) []Sum {
	out := slices.Clone(made)
	for _, s := range m.Files {
		same := func(n Sum) bool { return n.Name == s.Name }
		if !slices.ContainsFunc(made, same) && !slices.Contains(removed, s.Name) {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b Sum) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// Delivers returns the PDFs for the press of a manifest after a run that has made some anew: of
// the files that it lists.
func (m Manifest) Delivers(made []works.PressFile, files []Sum) (out []works.PressFile) {
	for _, s := range files {
		for _, list := range [][]works.PressFile{made, m.Press} {
			if i := slices.IndexFunc(list, func(f works.PressFile) bool { return f.Name == s.Name }); i >= 0 {
				out = append(out, list[i])
				break
			}
		}
	}
	return out
}

// There tells whether a file of the name is there.
func (s Sum) There(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(s.Name)))
	return err == nil
}

// Same tells whether it is there as it was made.
func (s Sum) Same(dir string) bool {
	return isSum(filepath.Join(dir, filepath.FromSlash(s.Name)), s.Bytes, s.SHA256)
}

package main

import (
	"bytes"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// part is something of others in the program: a module, a face, data. Licences and bill
// of materials are both made of the list of them.
type part struct {
	kind    string // of CycloneDX: library, file, data
	name    string
	version string // "" where it has none
	purl    string // "" where there is no registry for its kind
	h1      string // sum of a module, as go.sum has it
	sha256  string // of a file, in hexadecimal; of a module, h1 in that form
	texts   []text // of its licences; one at least
}

// text is a licence's, or a notice's.
type text struct {
	name string // path in the part
	body string
}

// parts lists what is in a program that was built for the target: modules by what the
// linker wrote into it, the library of Go, and what stands in our own folders.
func (t target) parts(info *buildinfo.BuildInfo) ([]part, error) {
	dirs, err := t.folders()
	if err != nil {
		return nil, err
	}
	std, err := t.library(info.GoVersion)
	if err != nil {
		return nil, err
	}
	out := []part{std}
	for _, m := range info.Deps {
		p, err := module(m.Path, m.Version, m.Sum, dirs[m.Path])
		if err != nil || m.Replace != nil {
			return nil, errors.Join(fmt.Errorf("module %s: no licence is known, or it is replaced", m.Path), err)
		}
		out = append(out, p)
	}
	ours, err := data(".")
	if err != nil {
		return nil, err
	}
	out = append(out, ours...)
	for _, p := range out {
		if _, err := p.licences(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// library is the standard library of Go.
func (t target) library(version string) (part, error) {
	root, err := t.command("env", "GOROOT")
	if err != nil {
		return part{}, err
	}
	texts, err := licenceFiles(strings.TrimSpace(string(root)))
	v := strings.TrimPrefix(version, "go")
	return part{kind: "library", name: "std", version: v, purl: "pkg:golang/std@" + v, texts: texts}, err
}

// module is a part that came by the go command. Its licences are those of the packages
// that are linked, too.
func module(name, version, h1 string, dirs []string) (part, error) {
	p := part{kind: "library", name: name, version: version, h1: h1,
		purl: "pkg:golang/" + strings.ToLower(name) + "@" + strings.ReplaceAll(version, "+", "%2B")}
	sum, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(h1, "h1:"))
	if err != nil || len(sum) != sha256.Size {
		return part{}, fmt.Errorf("sum %q is none", h1)
	}
	p.sha256 = hex.EncodeToString(sum)
	for _, dir := range dirs {
		found, err := licenceFiles(dir)
		if err != nil {
			return part{}, err
		}
		for i := range found {
			if rel, err := filepath.Rel(dirs[0], dir); err == nil {
				found[i].name = path.Join(filepath.ToSlash(rel), found[i].name)
			}
		}
		p.texts = append(p.texts, found...)
	}
	return p, nil
}

// folders returns for each module its own folder, and below it those of linked packages
// and the folders that these lie in.
func (t target) folders() (map[string][]string, error) {
	said, err := t.command("list", "-deps", "-json=Dir,Module", "./cmd/banxin")
	if err != nil {
		return nil, err
	}
	out := map[string][]string{}
	for dec := json.NewDecoder(bytes.NewReader(said)); ; {
		var p struct {
			Dir    string
			Module *struct{ Path, Dir string }
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		if p.Module == nil {
			continue
		}
		for dir := p.Dir; len(dir) >= len(p.Module.Dir); dir = filepath.Dir(dir) {
			out[p.Module.Path] = append(out[p.Module.Path], dir)
		}
	}
	for name, dirs := range out {
		slices.Sort(dirs)
		out[name] = slices.Compact(dirs)
	}
	return out, nil
}

// licenceName is the name of a file that has a licence, or what must go with it.
var licenceName = regexp.MustCompile(`(?i)^((un)?licen[cs]e|copying|notice|patents)([.-].*)?$`)

// licenceFiles reads the licences that lie in a folder.
func licenceFiles(dir string) ([]text, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var out []text
	for _, e := range entries {
		if !e.Type().IsRegular() || !licenceName.MatchString(e.Name()) || filepath.Ext(e.Name()) == ".go" {
			continue
		}
		body, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		out = append(out, text{e.Name(), string(body)})
	}
	return out, nil
}

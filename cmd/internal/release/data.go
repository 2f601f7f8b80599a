package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// given is data of others in our folders, with the file that has its licence.
var given = []struct{ name, version, file, licence string }{
	{"BudouX model zh-hans", "", "assets/text/phrases-zh-hans.json", "assets/text/LICENSE-BudouX.txt"},
	{"BudouX model zh-hant", "", "assets/text/phrases-zh-hant.json", "assets/text/LICENSE-BudouX.txt"},
	{"hyph-en-us", "2005-05-30", "assets/text/hyphens-en-us.txt", "assets/text/hyphens-en-us.txt"},
	{"jieba dict.txt", "0.42.1", "editions/lexicon/words.bin", "editions/lexicon/LICENSE.md"},
	{"Unicode Character Database", "14.0.0", "editions/lint/variants_table.go", "editions/lint/UNICODE-LICENSE.txt"},
	{"Unicode Character Database", "15.0.0", "fonts/repertoire_tgh.go", "fonts/UNICODE-LICENSE.txt"},
}

// data lists the faces, and the data of others, that lie in the checkout.
func data(root string) ([]part, error) {
	out, err := faces(filepath.Join(root, "assets", "faces"))
	if err != nil {
		return nil, err
	}
	for _, g := range given {
		p, err := fileOf("data", filepath.Join(root, g.file), filepath.Join(root, g.licence))
		if err != nil {
			return nil, err
		}
		p.name, p.version, p.texts[0].name = g.name, g.version, g.licence
		p.texts[0].body = notice(g.licence, p.texts[0].body)
		out = append(out, p)
	}
	return out, nil
}

// notice is what a file says of its licence: all of it, or its comments where it is data.
func notice(name, body string) string {
	if !strings.HasSuffix(name, "hyphens-en-us.txt") {
		return body
	}
	var out strings.Builder
	for line := range strings.Lines(body) {
		if comment, ok := strings.CutPrefix(line, "%"); ok {
			out.WriteString(strings.TrimPrefix(comment, " "))
		}
	}
	return out.String()
}

// faceRow is a row of the faces' README: file, role, version.
var faceRow = regexp.MustCompile(`(?m)^\| (\S+\.ttf) \| [^|]+ \| ([^| ]+) \|`)

// faces lists the faces, which their README names, each with the OFL that lies beside it.
func faces(dir string) ([]part, error) {
	list, err := os.ReadFile(filepath.Join(dir, "README.md"))
	if err != nil {
		return nil, err
	}
	versions := map[string]string{}
	for _, row := range faceRow.FindAllStringSubmatch(string(list), -1) {
		versions[row[1]] = row[2]
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.ttf"))
	if err != nil {
		return nil, err
	}
	var out []part
	for _, file := range files {
		name := filepath.Base(file)
		family, _, _ := strings.Cut(name, "-")
		p, err := fileOf("file", file, filepath.Join(dir, "OFL-"+family+".txt"))
		if err != nil {
			return nil, err
		}
		if versions[name] == "" {
			return nil, fmt.Errorf("README.md of the faces has no row with the version of %s", name)
		}
		p.version = versions[name]
		out = append(out, p)
	}
	return out, nil
}

// fileOf is a file with its licence.
func fileOf(kind, file, licence string) (part, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return part{}, err
	}
	body, err := os.ReadFile(licence)
	if err != nil {
		return part{}, err
	}
	sum := sha256.Sum256(content)
	return part{kind: kind, name: filepath.Base(file), sha256: hex.EncodeToString(sum[:]),
		texts: []text{{filepath.Base(licence), string(body)}}}, nil
}

package site

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io/fs"
	"strings"

	"banxin/output/index"
)

// searchFolder has the index of all stories, in the files of output/index. Each is a program
// that hands over what the file holds, since a page that is opened from disk can load
// nothing else; what stories are called is in the lists of the issues.
const searchFolder = "search/"

// indexed is the issues as output/index takes them.
func (s *Site) indexed() (out []index.Edition) {
	for _, i := range s.issues {
		out = append(out, index.Edition{Name: i.key(), Date: i.Date, Digest: i.digest, Stories: len(i.Stories), Read: func() ([]index.Story, error) {
			dir, err := fs.Sub(s.lib, i.dir)
			if err != nil {
				return nil, err
			}
			return index.Package(dir)
		}})
	}
	return out
}

// searchFile is a file of the index as the site has it; none for the names of the stories.
func searchFile(f index.File) (name string, data []byte, ok bool) {
	switch {
	case strings.HasSuffix(f.Name, "/stories.json"):
		return "", nil, false
	case strings.HasSuffix(f.Name, ".json"):
		return searchFolder + f.Name + ".js", scriptOf("search", f.Name, json.RawMessage(bytes.TrimSpace(f.Data))), true
	}
	return searchFolder + f.Name + ".js", scriptOf("search", f.Name, base64.StdEncoding.EncodeToString(f.Data)), true
}

// unwrapped is what a program hands over.
func unwrapped(data []byte, name string) ([]byte, error) {
	head := `banxin.take("search","` + name + `",`
	body, ok := bytes.CutPrefix(bytes.TrimSpace(data), []byte(head))
	body, end := bytes.CutSuffix(body, []byte(")"))
	if !ok || !end {
		return nil, fs.ErrNotExist
	}
	return body, nil
}

// keptIndex reads a file of the index as an earlier build has left it.
func keptIndex(read func(name string) ([]byte, error)) func(name string) ([]byte, error) {
	return func(name string) ([]byte, error) {
		data, err := read(searchFolder + name + ".js")
		if err != nil {
			return nil, err
		}
		return unwrapped(data, name)
	}
}

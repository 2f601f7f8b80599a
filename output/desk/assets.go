package desk

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"path"
	"strconv"

	"banxin/assets"
)

// kinds are the files that a browser gets of the desk.
var kinds = map[string]string{".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".txt": "text/plain; charset=utf-8"}

// assets registers the desk's own program: what stands in assets/desk.
func (s *Server) assets() {
	files := assets.Desk()
	list, err := fs.ReadDir(files, ".")
	if err != nil {
		panic("desk: the embedded files cannot be listed: " + err.Error())
	}
	for _, e := range list {
		kind := kinds[path.Ext(e.Name())]
		if kind == "" {
			continue
		}
		data, err := fs.ReadFile(files, e.Name())
		if err != nil {
			panic("desk: an embedded file cannot be read: " + err.Error())
		}
		s.route("GET /desk/"+e.Name(), None, func(c *call) (any, error) {
			c.w.Header().Set("Content-Type", kind)
			_, err := c.w.Write(data)
			return nil, err
		})
	}
	said := wordsOf(files)
	s.route("GET /desk/words.json", None, func(c *call) (any, error) {
		i := 0
		if c.r.FormValue("lang") == "en" {
			i = 1
		}
		out := make(map[string]string, len(said))
		for id, w := range said {
			out[id] = w[i]
		}
		return out, nil
	})
}

// wordsOf reads what the desk says: by id, in Chinese and in English.
func wordsOf(files fs.FS) map[string][2]string {
	names, err := fs.Glob(files, "words/*.json")
	if err != nil || len(names) == 0 {
		panic("desk: there are no embedded words")
	}
	out := map[string][2]string{}
	for _, n := range names {
		data, err := fs.ReadFile(files, n)
		if err != nil {
			panic("desk: embedded words cannot be read: " + err.Error())
		}
		var some map[string][2]string
		if err := json.NewDecoder(bytes.NewReader(data)).Decode(&some); err != nil {
			panic("desk: " + n + ": " + err.Error())
		}
		for id, w := range some {
			out[id] = w
		}
	}
	return out
}

// number reads a version.
func number(s string) (int, error) { return strconv.Atoi(s) }

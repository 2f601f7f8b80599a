package epaper

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"banxin/output/internal/prose"
)

// verify reads the finished files again: names are plain and there once, documents are
// well formed, links lead to files of the package, and each story says what the edition
// says.
func (p *paper) verify() error {
	have := map[string][]byte{}
	for _, f := range p.files {
		if have[f.Name] != nil {
			return fmt.Errorf("%s is there twice", f.Name)
		}
		if f.Name != path.Clean(f.Name) || strings.HasPrefix(f.Name, "..") {
			return fmt.Errorf("%s is no plain path", f.Name)
		}
		have[f.Name] = f.Data
	}
	for _, f := range p.files {
		switch path.Ext(f.Name) {
		case ".json":
			if !json.Valid(f.Data) {
				return fmt.Errorf("%s is not JSON", f.Name)
			}
		case ".html", ".xml":
			if err := links(f, have); err != nil {
				return fmt.Errorf("%s: %w", f.Name, err)
			}
		}
	}
	for _, a := range p.articles {
		got, err := prose.Said(have[a.html()])
		if err != nil {
			return fmt.Errorf("%s: %w", a.html(), err)
		}
		if want := said(a.story); got != want {
			return fmt.Errorf("story %q: the text is not the edition's", a.story.ID)
		}
		if p.o.Read != nil {
			p.o.Read(a.story.ID, utf8.RuneCountInString(strings.ReplaceAll(got, "\u00ad", "")))
		}
	}
	return nil
}

// links parses a document and follows what it refers to.
func links(f File, have map[string][]byte) error {
	d := xml.NewDecoder(bytes.NewReader(f.Data))
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		e, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		alt := e.Name.Local != "img"
		for _, a := range e.Attr {
			switch {
			case a.Name.Local == "alt" && strings.TrimSpace(a.Value) != "":
				alt = true
			case a.Name.Local == "href" || a.Name.Local == "src" || a.Name.Local == "source":
				if err := lead(f.Name, a.Value, have); err != nil {
					return err
				}
			}
		}
		if !alt {
			return fmt.Errorf("a picture has no text for readers who cannot see it")
		}
	}
}

func lead(from, to string, have map[string][]byte) error {
	name, _, _ := strings.Cut(to, "#")
	if strings.Contains(name, ":") {
		if !prose.SafeLink(to) {
			return fmt.Errorf("link to %s", to)
		}
		return nil
	}
	if name != "" && have[path.Join(path.Dir(from), name)] == nil {
		return fmt.Errorf("link to %s, which is not in the package", to)
	}
	return nil
}

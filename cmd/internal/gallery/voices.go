package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing/fstest"

	"banxin/assets"
	"banxin/assets/faces"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout"
)

// Voices are shown by a paper each: a front, an inside page and a feature. Their stories take
// their text from those of the templates' gallery, as much as their slots hold:
//
//	<<< e-kiln j-boat
//
// in a story's file stands for the paragraphs of these, one after another.
const taken = "<<< "

// dated is where the stories of a paper stand.
const dated = "editions/2026-10-21"

// voiceNames lists the papers of a folder of voices.
func voiceNames(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// voice lays out the paper of a voice, with the pictures and texts of the gallery: what is over
// in a slot is cut from the end of its story, sentence by sentence, until all fits.
func voice(dir, from string) (*gallery, error) {
	files, err := texts(dir, from)
	if err != nil {
		return nil, err
	}
	for round := 0; ; round++ {
		g, err := composeFS(files)
		if err != nil || round == 8 {
			return g, err
		}
		over := false
		for _, f := range g.res.Fits {
			if f.OverChars > 0 {
				over = cut(files, path.Join(dated, "stories", f.Story+".md"), f.OverChars+6) || over
			}
		}
		if !over {
			return g, nil
		}
	}
}

// texts are the files of a voice's paper, its stories with the text that they take, and the
// gallery's own beside them.
func texts(dir, from string) (fstest.MapFS, error) {
	files := fstest.MapFS{}
	for _, root := range []string{from, dir} {
		err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(root, name)
			files[filepath.ToSlash(rel)] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	for name, f := range files {
		if path.Ext(name) != ".md" {
			continue
		}
		head, ids, found := strings.Cut(string(f.Data), taken)
		if !found {
			continue
		}
		for _, id := range strings.Fields(ids) {
			of := files[path.Join(dated, "stories", id+".md")]
			if of == nil {
				return nil, fmt.Errorf("%s takes its text from %s, which is not there", name, id)
			}
			head += prose(string(of.Data))
		}
		f.Data = []byte(head)
	}
	return files, nil
}

// prose is the plain paragraphs of a story.
func prose(story string) string {
	parts := strings.SplitN(story, "---\n", 3)
	var b strings.Builder
	for _, p := range strings.Split(parts[len(parts)-1], "\n\n") {
		p = strings.TrimSpace(p)
		if p == "" || strings.ContainsAny(p[:1], "!#|>-*:{[123456789") || strings.HasPrefix(p, "表") || strings.HasPrefix(p, "（") {
			continue
		}
		b.WriteString(p + "\n\n")
	}
	return b.String()
}

// sentence is one, with what closes it.
var sentence = regexp.MustCompile(`[^。！？]*[。！？]+[”』」）]*`)

// cut takes so many characters from the end of a story's text, in whole sentences. It tells
// whether it has.
func cut(files fstest.MapFS, name string, chars int) bool {
	f := files[name]
	if f == nil {
		return false
	}
	paragraphs := strings.Split(strings.TrimRight(string(f.Data), "\n"), "\n\n")
	done := false
	for chars > 0 && len(paragraphs) > 1 {
		last := paragraphs[len(paragraphs)-1]
		if strings.HasPrefix(last, "![") || strings.Contains(last, "---") {
			break
		}
		all := sentence.FindAllString(last, -1)
		done = true
		if len(all) < 2 {
			chars -= len([]rune(last))
			paragraphs = paragraphs[:len(paragraphs)-1]
			continue
		}
		chars -= len([]rune(all[len(all)-1]))
		paragraphs[len(paragraphs)-1] = strings.Join(all[:len(all)-1], "")
	}
	f.Data = []byte(strings.Join(paragraphs, "\n\n") + "\n")
	return done
}

// composeFS lays out a paper.
func composeFS(fsys fs.FS) (*gallery, error) {
	ed, found, err := editions.LoadWith(fsys, "", editions.Options{Library: assets.Templates()})
	if err != nil {
		return nil, err
	}
	cat, more := layout.Catalog(ed, faces.All())
	res, err := layout.Compose(context.Background(), ed, cat, layout.Options{})
	if err != nil {
		return nil, err
	}
	used := map[string]bool{}
	for _, p := range ed.Pages {
		for _, pl := range p.Placed {
			for _, id := range pl.Stories {
				used[id] = true
			}
		}
	}
	found = slices.DeleteFunc(append(append(found, more...), res.Findings...), func(f source.Finding) bool {
		return f.Code == "PLAN-UNPLACED" || f.Code == "SRC-UNREAD" || f.Story != "" && !used[f.Story]
	})
	return &gallery{ed, cat, res, found}, nil
}

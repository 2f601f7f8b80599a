package editions

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"banxin/editions/source"
)

// folderNames are names that people give to the folders of an edition, and to that of templates, instead
// of their own.
var folderNames = map[string][]string{
	"templates": {"templates", "template", "tpl", "模板", "模版", "版样", "版式"},
	"stories":   {"stories", "story", "storys", "storis", "storie", "articles", "稿件", "稿子", "文章", "文稿"},
	"images":    {"images", "image", "img", "imgs", "picture", "pictures", "photos", "图片", "图", "照片"},
}

// meantName is the name that a file or folder should have which is called nearly so: paper.yaml for
// Paper.yaml, paper.yml and paper.yaml.txt, stories for storys.
func meantName(name string, folder bool) string {
	name = strings.ToLower(plainly(name))
	if folder {
		for meant, names := range folderNames {
			if slices.Contains(names, name) || distance(meant, name) <= 2 {
				return meant
			}
		}
		return ""
	}
	name = strings.TrimSuffix(name, ".txt")
	if stem, ok := strings.CutSuffix(name, ".yml"); ok {
		name = stem + ".yaml"
	}
	return name
}

// called is the path of a file, or of a folder, in dir. Where there is none, or nothing in it, what is
// called nearly so is taken, and that is told.
func (l *loader) called(dir, name string, folder bool) string {
	right := path.Join(dir, name)
	if l.stands(right, folder) {
		return right
	}
	entries, err := l.readDir(dir)
	if err != nil {
		return right
	}
	for _, e := range entries {
		like := path.Join(dir, e.Name())
		if like == right || e.IsDir() != folder || meantName(e.Name(), folder) != name || !l.stands(like, folder) {
			continue
		}
		l.add("SRC-FILE", source.Pos{File: like}, source.Msg("name-not-looked-for", e.Name()), source.Msg("rename-to", name))
		return like
	}
	return right
}

// Called is the name of a file of a folder, paper.yaml or edition.yaml, or of what Load takes for it since it is
// called nearly so: paper.yaml.txt, Paper.yaml. It is empty where there is none.
func Called(fsys fs.FS, name string) string {
	is := newLoader(fsys).called(".", name, false)
	if st, err := fs.Stat(fsys, is); err != nil || !st.Mode().IsRegular() {
		return ""
	}
	return is
}

// stands tells whether there is a file, or a folder that is not empty. Of what leads out of the paper
// whoever reads it tells.
func (l *loader) stands(name string, folder bool) bool {
	if l.inside(name) != nil {
		return true
	}
	if !folder {
		_, err := fs.Stat(l.fsys, name)
		return err == nil
	}
	entries, err := l.readDir(name)
	return err == nil && len(entries) > 0
}

// folder is where the stories or the images of an edition, by its path, stand.
func (l *loader) folder(edition, name string) string {
	if dir, ok := l.folders[name]; ok {
		return dir
	}
	return path.Join(edition, name)
}

// misnamedStories are the stories whose files do not end in .md: x.md.txt, x.markdown, x.txt that has
// the head of a story. They are told, and taken where no other has the name.
func (l *loader) misnamedStories(dir string) (names []string) {
	entries, _ := l.readDir(dir)
	for _, e := range entries {
		name, id := path.Join(dir, e.Name()), storyID(e.Name())
		if e.IsDir() || leftBehind(e.Name()) || storyFile(e.Name()) || id == e.Name() && path.Ext(name) != "" || !l.headed(name) {
			continue
		}
		l.read[name] = true
		if l.stands(path.Join(dir, id+".md"), false) {
			l.add("SRC-UNREAD", source.Pos{File: name}, source.Msg("nothing-reads-this-file"), source.Msg("other-of-name-stands-in", dir+"/"))
			continue
		}
		l.add("SRC-FILE", source.Pos{File: name}, source.Msg("name-of-story-ends-otherwise"), source.Msg("rename-to", id+".md"))
		names = append(names, name)
	}
	return names
}

// storyFile tells whether a file is called as stories are.
func storyFile(name string) bool {
	return strings.HasSuffix(name, ".md") && storyID(name)+".md" == name
}

// templateEnd is how the name of a template's file ends, or of one that is meant for such.
var templateEnd = regexp.MustCompile(`(?i)\.ya?ml(\.txt)?$`)

// misnamedTemplates are the templates whose files end in .yaml.txt. They are told, and taken where no
// other has the name.
func (l *loader) misnamedTemplates(dir string) (names []string) {
	entries, _ := l.readDir(dir)
	for _, e := range entries {
		name, right := path.Join(dir, e.Name()), templateEnd.ReplaceAllString(e.Name(), ".yaml")
		if e.IsDir() || strings.HasPrefix(e.Name(), ".") || !strings.EqualFold(path.Ext(name), ".txt") || right == e.Name() || l.stands(path.Join(dir, right), false) {
			continue
		}
		l.add("SRC-FILE", source.Pos{File: name}, source.Msg("name-of-template-ends-otherwise"), source.Msg("rename-to", right))
		names = append(names, name)
	}
	return names
}

// storyID is the id that a story has by the name of its file, also where that ends otherwise than it
// should.
func storyID(name string) string {
	for _, end := range []string{".md.txt", ".md.md", ".markdown", ".mdown", ".mkd", ".txt", "。md", "．md", ".md"} {
		if at := len(name) - len(end); at > 0 && strings.EqualFold(name[at:], end) {
			return strings.Trim(name[:at], " 　")
		}
	}
	return name
}

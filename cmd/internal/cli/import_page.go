package cli

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/editions/intake"
	"banxin/editions/intake/pagetext"
	"banxin/editions/intake/sheet"
	"banxin/editions/intake/tagged"
	"banxin/output/works"
)

// mostLearnt is how many bytes of older texts are learnt from: more change no join.
const mostLearnt = 8 << 20

// begin begins the edition that --edition names where there is none of that date yet, with one
// page that build --auto can make up: so the text of a page is enough to print one.
func (o *importOptions) begin() error {
	if o.as != "page" || o.edition == "" || o.dryRun {
		return nil
	}
	if _, err := time.Parse(time.DateOnly, o.edition); err != nil {
		return nil // said where the edition is looked for
	}
	folder := filepath.Join(o.dir, "editions", o.edition)
	if _, err := os.Stat(folder); err == nil {
		return nil
	}
	o.begun = folder
	for _, sub := range []string{"stories", "images"} {
		if err := os.MkdirAll(filepath.Join(folder, sub), 0o777); err != nil {
			return words.Fault("cannot-write-file", folder, err)
		}
	}
	number := "1"
	if o.page > 0 {
		number, o.page = strconv.Itoa(o.page), 0 // the name of the page, not a place for the stories
	}
	text := "日期: " + o.edition + "\n版:\n  - 版名: \"" + number + "\"\n    模板: " + strconv.Quote(o.template) + "\n"
	file := filepath.Join(folder, "edition.yaml")
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		return words.Fault("cannot-write-file", file, err)
	}
	return nil
}

// unbegin takes an edition away again into which nothing has come: it would be the paper's
// latest, with an empty page. Only what is empty goes, but for the edition.yaml of this run.
func (o *importOptions) unbegin() {
	if o.begun == "" || os.Remove(filepath.Join(o.begun, "stories")) != nil {
		return // there are stories
	}
	os.Remove(filepath.Join(o.begun, "images"))
	os.Remove(filepath.Join(o.begun, "edition.yaml"))
	for dir := o.begun; dir != filepath.Clean(o.dir) && os.Remove(dir) == nil; dir = filepath.Dir(dir) {
	}
}

// copies reads a file. The pages of one run are read together, for stories go on from one to
// another; a copy is handed out once.
func (o *importOptions) copies(d *desk, a arrival, roles map[string]intake.Role) ([]*intake.Copy, error) {
	if o.as != "page" {
		return o.read(d, a, roles)
	}
	if got, ok := o.sheets[a.path]; ok {
		delete(o.sheets, a.path)
		return got, nil
	}
	files := o.files
	if len(files) == 0 {
		files = []arrival{a}
	}
	var all []*intake.Copy
	of := map[*intake.Copy]string{}
	for _, f := range files {
		got, err := o.read(d, f, roles)
		if err != nil {
			return nil, err
		}
		for _, c := range got {
			of[c] = f.path
		}
		all = append(all, got...)
	}
	o.sheets = map[string][]*intake.Copy{}
	for _, f := range files {
		o.sheets[f.path] = nil
	}
	for _, c := range intake.Join(all) {
		o.sheets[of[c]] = append(o.sheets[of[c]], c)
	}
	got := o.sheets[a.path]
	delete(o.sheets, a.path)
	return got, nil
}

// pdf is the reader of a PDF file: by its tags where they say what its text is, else, asked for
// as pages, by the places of its text.
func (o *importOptions) pdf(data []byte) (intake.Format, error) {
	pages, err := pagesOf(o.pages)
	if err != nil {
		return intake.Format{}, err
	}
	opt := sheet.Options{Pages: pages.Has}
	if o.as == "page" {
		if d, err := works.OpenPDF(data); err != nil || !tagged.Good(d, opt) {
			return sheet.Format(works.OpenPDF, opt), nil
		}
	}
	return tagged.Format(works.OpenPDF, opt), nil
}

// pageOptions are what is known of the text of a page beforehand: joins that were said, and how
// the paper writes.
func (o *importOptions) pageOptions(d *desk) (pagetext.Options, error) {
	out := pagetext.Options{Joins: map[int]int{}}
	for _, s := range o.joins {
		from, to, ok := strings.Cut(s, "=")
		a, errA := strconv.Atoi(from)
		b, errB := strconv.Atoi(to)
		if !ok || errA != nil || errB != nil || a < 1 || b < 0 {
			return out, words.Fault("join-write-line-line-not", s)
		}
		out.Joins[a] = b
	}
	if d.model == nil {
		m, err := o.learnt(d)
		if err != nil {
			return out, err
		}
		d.model = m
	}
	out.Model = d.model
	return out, nil
}

// learnt reads what --learn-text names and the paper's own stories, the latest first.
func (o *importOptions) learnt(d *desk) (*pagetext.Model, error) {
	l := &learner{model: &pagetext.Model{}, left: mostLearnt}
	for _, name := range o.learn {
		if err := l.texts(name); err != nil {
			return nil, words.Fault("cannot-read-file", name, err)
		}
	}
	dates, _ := editions.Editions(d.files)
	for _, date := range dates {
		l.stories(d.files, path.Join("editions", date, "stories"))
	}
	return l.model, nil
}

// learner learns from texts as long as there is room for them.
type learner struct {
	model *pagetext.Model
	left  int
}

func (l *learner) learn(data []byte) {
	if l.left -= len(data); l.left >= 0 {
		l.model.Learn(string(data))
	}
}

// texts learns from a text, or all texts below a folder.
func (l *learner) texts(name string) error {
	return filepath.WalkDir(name, func(p string, e fs.DirEntry, err error) error {
		if err != nil || l.left < 0 {
			return err
		}
		if ext := filepath.Ext(p); !e.Type().IsRegular() || ext != ".txt" && ext != ".md" {
			return nil
		}
		data, err := readFile(p)
		l.learn(data)
		return err
	})
}

// stories learns from the stories of an edition.
func (l *learner) stories(fsys fs.FS, dir string) {
	files, _ := fs.ReadDir(fsys, dir)
	for _, f := range files {
		if l.left < 0 || path.Ext(f.Name()) != ".md" || !f.Type().IsRegular() {
			continue
		}
		if data, err := fs.ReadFile(fsys, path.Join(dir, f.Name())); err == nil {
			l.learn(data)
		}
	}
}

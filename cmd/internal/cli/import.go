package cli

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/editions/intake"
	"banxin/editions/intake/page"
	"banxin/editions/intake/pagetext"
	"banxin/editions/intake/readers"
	"banxin/editions/source"

	"github.com/spf13/cobra"
)

// importOptions are the flags of import.
type importOptions struct {
	paperOptions
	page     int
	slot     string
	changes  string
	format   string
	from     string
	as       string
	encoding string
	onto     string
	take     string
	watch    string
	roles    []string
	dryRun   bool
	ask      bool
	tidy     bool
	again    bool
	once     bool
	joins    []string // of the text of a page
	template string   // of the page that an edition begins with
	begun    string   // folder of the edition that this run has begun
	args     []string // files and folders of this run
	pages    string   // of a PDF file
	learn    []string
	files    []arrival                 // of this run
	sheets   map[string][]*intake.Copy // of pages, by their paths: not composed yet
	quiet    bool
	settle   time.Duration // how long a file of a hot folder must have been as it is
	id       string        // of the only story: new story --from
	album    *album        // pictures of the story that comes back; nil: none does
	w        *world
}

func newImport(w *world) *cobra.Command {
	o := &importOptions{w: w}
	t := w.say.T
	c := &cobra.Command{
		Use:     t("import-file-c-dir-flags"),
		Short:   t("take-in-copy-as-arrives-word"),
		Long:    t("reads-files-of-other-programs-writes"),
		Example: t("banxin-import-story-docx-letter-txt"),
		RunE:    func(c *cobra.Command, args []string) error { return o.run(c.Context(), args) },
	}
	f := c.Flags()
	o.flags(w, c)
	c.ValidArgsFunction = nil
	f.StringVarP(&o.dir, "dir", "C", ".", t("folder-of-paper"))
	f.IntVar(&o.page, "page", 0, t("page-to-put-story-on"))
	f.StringVar(&o.slot, "slot", "", t("--slot"))
	f.StringVar(&o.changes, "changes", "accept", t("tracked-changes-accept-reject-or-ask"))
	formatFlag(w, c, &o.format)
	f.StringVar(&o.from, "filetype", "", t("kind-of-files-as-docx-else"))
	f.StringVar(&o.as, "as", "story", t("what-files-story-or-page-text"))
	f.StringVar(&o.encoding, "encoding", "", t("name-of-encoding-of-plain-text"))
	f.StringVar(&o.onto, "onto", "", t("story-that-comes-back-corrected-changes"))
	f.StringVar(&o.take, "take", "", t("with-onto-which-changes-to-take"))
	f.StringVar(&o.watch, "watch", "", t("folder-to-take-files-from-as"))
	f.StringArrayVar(&o.roles, "role", nil, t("line-role-what-line-as"))
	f.BoolVar(&o.dryRun, "dry-run", false, t("say-what-would-written-write-nothing"))
	f.BoolVar(&o.ask, "ask", false, t("where-not-sure-write-nothing-list"))
	f.BoolVar(&o.tidy, "tidy", false, t("put-marks-figures-into-forms-of"))
	f.BoolVar(&o.again, "again", false, t("take-in-story-even-where-one"))
	f.BoolVar(&o.once, "once", false, t("with-watch-take-what-there-stop"))
	f.DurationVar(&o.settle, "settle", 5*time.Second, t("with-watch-take-file-when-not"))
	f.StringSliceVar(&o.joins, "join", nil, t("with-as-page-where-line-goes-on"))
	f.StringVar(&o.pages, "pages", "", t("with-as-page-pages-of-pdf-as"))
	f.StringSliceVar(&o.learn, "learn-text", nil, t("with-as-page-older-texts-to-learn"))
	f.StringVar(&o.template, "template", "对开自动", t("with-as-page-template-of-page-that"))
	quietFlag(w, c, &o.quiet)
	completeFlag(c, "changes", []string{"accept", "reject", "ask"})
	completeFlag(c, "filetype", formatNames())
	completeFlag(c, "as", []string{"story", "page"})
	return c
}

// check looks at the flags before anything is read.
func (o *importOptions) check(args []string) error {
	for _, c := range []struct {
		flag, value string
		values      []string
	}{{"--changes", o.changes, []string{"accept", "reject", "ask"}}, {"--format", o.format, []string{"text", "json"}}, {"--as", o.as, []string{"story", "page"}}} {
		if err := choice(c.flag, c.value, c.values); err != nil {
			return err
		}
	}
	switch {
	case o.watch == "" && len(args) == 0:
		return words.Fault("import-needs-files-or-folders-banxin")
	case o.watch != "" && len(args) > 0:
		return words.Fault("watch-takes-files-of-folder-name")
	case o.encoding != "" && !intake.EncodingKnown(o.encoding):
		return words.Fault("encoding-no-encoding-called", o.encoding)
	case o.page < 0:
		return words.Fault("page-no-page", o.page)
	case o.take != "" && o.onto == "":
		return words.Fault("take-goes-with-onto")
	}
	if o.from != "" && !slices.ContainsFunc(readers.All(), func(f intake.Format) bool { return f.Name == o.from }) {
		return words.Fault("from-no-kind-of-file-called", o.from, strings.Join(formatNames(), " "))
	}
	return nil
}

func formatNames() []string {
	var out []string
	for _, f := range readers.All() {
		out = append(out, f.Name)
	}
	slices.Sort(out)
	return out
}

func (o *importOptions) run(ctx context.Context, args []string) error {
	if err := o.check(args); err != nil {
		return err
	}
	defer o.unbegin()
	o.args = args
	d, err := o.desk()
	if err != nil {
		return err
	}
	defer d.root.Close()
	if err := o.placeThere(d); err != nil {
		return err
	}
	if o.watch != "" {
		return o.hotFolder(ctx, d)
	}
	files, err := arrivals(args)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return words.Fault("folder-has-no-copy", args[0])
	}
	if o.onto != "" {
		return o.comeBack(d, files)
	}
	return o.takeIn(ctx, d, files)
}

// noPaper is the fault of a folder that is no paper's, with the line to write where the paper's stands among
// the files to be taken in.
func (o *importOptions) noPaper(dir string) error {
	for i, paper := range o.args {
		if !isPaper(paper) {
			continue
		}
		line := "banxin import"
		for _, file := range slices.Delete(slices.Clone(o.args), i, i+1) {
			line += " " + shellArg(file)
		}
		return words.Fault("paper-is-said-by-flag", paper, line+" -C "+shellArg(paper))
	}
	return words.Fault("no-paper-folder-no-editions-date", dir)
}

// desk is the edition that copy is taken into.
type desk struct {
	root    *os.Root // of the paper
	files   fs.FS    // the same, to be read
	dir     string   // of the edition, from there
	date    string
	answers *intake.Answers
	found   source.List
	stories []known
	// likeness finds those that say the same, by their places in stories.
	likeness intake.Likeness
	used     map[string]bool // names given in this run: stories/x.md, images/x.jpg
	model    *pagetext.Model // how the paper writes; nil: not read yet
	// keepStory makes a story a file, where somebody else has the paper's files; nil: create does.
	keepStory func(name string, text []byte) error
}

// known is a story that is there already.
type known struct {
	id, title, text string
}

// desk opens the edition.
func (o *importOptions) desk() (*desk, error) {
	dir, edition := paperOf(o.dir)
	o.dir = dir
	if edition != "" && o.edition == "" {
		o.edition = edition
	}
	if err := o.begin(); err != nil {
		return nil, err
	}
	if !isPaper(dir) {
		return nil, o.noPaper(dir)
	}
	p := part{paperOptions: o.paperOptions, w: o.w}
	date, err := p.date()
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, words.Fault("cannot-read-file", dir, err)
	}
	d := &desk{root: root, files: inRoot(root), date: date, dir: path.Join("editions", date), used: map[string]bool{}}
	d.readAnswers()
	d.readStories()
	return d, nil
}

const answersFile = "import.yaml"

func (d *desk) readAnswers() {
	d.answers = &intake.Answers{Styles: map[string]intake.Role{}}
	if data, err := fs.ReadFile(d.files, answersFile); err == nil {
		d.answers, d.found = intake.ParseAnswers(source.NewFile(answersFile, data))
	}
}

// readStories reads what the stories of the edition say, so that none comes twice.
func (d *desk) readStories() {
	names, _ := fs.Glob(d.files, path.Join(d.dir, "stories", "*.md"))
	for _, name := range names {
		if data, err := fs.ReadFile(d.files, name); err == nil {
			s, _ := editions.ParseStory(source.NewFile(name, data))
			d.know(known{s.ID, s.Title(), intake.PlainText(s)})
		}
	}
}

// know notes a story that is there.
func (d *desk) know(k known) {
	d.stories = append(d.stories, k)
	d.likeness.Add(k.text)
}

// taken tells whether a name is in use.
func (d *desk) taken(name string) bool {
	if d.used[name] {
		return true
	}
	_, err := d.root.Lstat(path.Join(d.dir, name))
	return err == nil
}

// arrival is a file to be taken in.
type arrival struct {
	path string // for the machine
	name string // for people
	data []byte // nil: to be read
}

// arrivals lists the files that the arguments name; folders are read through, but for
// hidden ones and those of copy that was taken in before.
func arrivals(args []string) ([]arrival, error) {
	var out []arrival
	for _, arg := range args {
		st, err := os.Stat(arg)
		if err != nil {
			return nil, words.Fault("cannot-read-file", arg, err)
		}
		if !st.IsDir() {
			out = append(out, arrival{path: arg, name: filepath.Base(arg)})
			continue
		}
		err = filepath.WalkDir(arg, func(p string, e fs.DirEntry, err error) error {
			name := e.Name()
			switch {
			case err != nil:
				return err
			case p != arg && e.IsDir() && passedBy(p):
				return filepath.SkipDir
			case e.Type().IsRegular() && !overlooked(name):
				out = append(out, arrival{path: p, name: name})
			}
			return nil
		})
		if err != nil {
			return nil, words.Fault("cannot-read-file", arg, err)
		}
	}
	return out, nil
}

// passedBy tells whether a folder in one that is read through holds no copy: it is hidden, it
// keeps what was taken in, or a browser saved it beside a page, which brings its pictures.
func passedBy(folder string) bool {
	name := filepath.Base(folder)
	return strings.HasPrefix(name, ".") || name == doneFolder || slices.ContainsFunc(savedWith, func(end string) bool {
		stem, ok := strings.CutSuffix(folder, end)
		return ok && slices.ContainsFunc(savedPages, func(ext string) bool {
			st, err := os.Stat(stem + ext)
			return err == nil && st.Mode().IsRegular()
		})
	})
}

// savedWith are the ends of the names of folders in which browsers and Word save what belongs to a
// page, savedPages those of the pages.
var (
	savedWith  = []string{"_files", ".files", "_文件", ".fld"}
	savedPages = []string{".html", ".htm", ".xhtml", ".shtml"}
)

// companions are the folders that were saved beside a page.
func companions(file string) (out []string) {
	ext := filepath.Ext(file)
	if !slices.Contains(savedPages, strings.ToLower(ext)) {
		return nil
	}
	for _, end := range savedWith {
		folder := strings.TrimSuffix(file, ext) + end
		if st, err := os.Lstat(folder); err == nil && st.IsDir() {
			out = append(out, folder)
		}
	}
	return out
}

// unfinished are the ends of names under which programs keep what they have not finished.
var unfinished = []string{".tmp", ".temp", ".part", ".partial", ".crdownload", ".download", ".filepart", ".opdownload", ".!ut", ".aria2", ".td", ".xltd", ".downloading", ".cfg", ".swp", "~"}

// overlooked tells whether a file is no copy: hidden, a lock of an open document, not yet
// finished, a note of ours.
func overlooked(name string) bool {
	low := strings.ToLower(name)
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || strings.HasPrefix(low, "~wr") || strings.HasSuffix(name, noteSuffix) || low == "thumbs.db" || low == "desktop.ini" ||
		slices.ContainsFunc(unfinished, func(end string) bool { return strings.HasSuffix(low, end) })
}

// read reads a file into copies.
func (o *importOptions) read(d *desk, a arrival, roles map[string]intake.Role) ([]*intake.Copy, error) {
	st, err := os.Stat(a.path)
	if err != nil {
		return nil, words.Fault("cannot-read-file", a.path, err)
	}
	opt := intake.Options{Format: o.from, Encoding: o.encoding, Answers: d.answers, Roles: roles, Tidy: o.tidy, AskChanges: o.changes == "ask", Beside: beside(a.path), Whole: o.id != "" || o.onto != ""}
	if o.changes == "reject" {
		opt.Changes = intake.Reject
	}
	formats := readers.All()
	if o.as == "page" {
		how, err := o.pageOptions(d)
		if err != nil {
			return nil, err
		}
		formats, opt.Format = append(formats, page.Format(how)), "page"
	}
	f := intake.File{Name: a.name, Data: a.data}
	switch {
	case f.Data != nil:
	case st.Size() <= int64(intake.DefaultLimits.File):
		if f.Data, err = readFile(a.path); err != nil {
			return nil, words.Fault("cannot-read-file", a.path, err)
		}
	default:
		f.Data = make([]byte, intake.DefaultLimits.File+1) // refused for its size, unread
	}
	if bytes.HasPrefix(f.Data, []byte("%PDF-")) {
		pdf, err := o.pdf(f.Data)
		if err != nil {
			return nil, err
		}
		formats, opt.Format = append(formats, pdf), pdf.Name
	}
	return intake.Read(f, formats, opt), nil
}

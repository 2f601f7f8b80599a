package command

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"banxin/assets"
	"banxin/cmd/folder"
	"banxin/cmd/internal/batch/archive"
	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/cli"
	"banxin/editions/source"
	"banxin/output/works"

	"github.com/spf13/cobra"
)

// planOptions are the flags of plan.
type planOptions struct {
	archive.Options
	out, due string
	largeMB  int64
	quiet    bool
}

func newPlan(w *world) *cobra.Command {
	o := &planOptions{}
	t := w.say.T
	c := &cobra.Command{
		Use:     "plan " + t("argument-archive") + " [--flags]",
		Short:   t("makes-list-of-jobs-folder-of"),
		Long:    t("makes-list-of-jobs-folder-every"),
		Example: "  banxin-farm plan 报社 -o jobs.jsonl --latest --to pdf,epub,epaper\n  banxin-farm plan 报库 -o jobs.jsonl --from 1956-01-01 --till 1956-12-31 --site https://example.org/",
		Args:    w.oneArg(t("argument-archive")),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(w, args[0]) },
	}
	f := c.Flags()
	f.StringVarP(&o.out, "out", "o", "", t("file-list-must-stand-in-folder"))
	f.StringSliceVar(&o.To, "to", nil, t("kinds-of-output-as-banxin-build"))
	f.StringVar(&o.From, "from", "", t("editions-from-this-date-on"))
	f.StringVar(&o.Til, "till", "", t("editions-up-to-this-date"))
	f.BoolVar(&o.Latest, "latest", false, t("of-each-paper-latest-edition-alone"))
	f.BoolVar(&o.Auto, "auto", false, t("make-up-pages-that-no-slots"))
	f.Int64Var(&o.largeMB, "split-mb", 64, t("mb-of-pictures-of-which-edition"))
	f.StringVar(&o.Site, "site", "", t("make-web-site-of-all-that"))
	f.StringVar(&o.Catalogue, "catalogue", "", t("make-catalogue-reading-apps-of-all"))
	f.StringVar(&o.Template, "template", "", t("name-of-template-of-pages-made"))
	f.StringVar(&o.due, "due", "", t("time-by-which-editions-due-as"))
	f.IntVar(&o.Priority, "priority", 0, t("number-from-9-to-9-higher"))
	f.BoolVar(&o.Unread, "unread", false, t("do-not-read-what-jobs-will"))
	f.BoolVarP(&o.quiet, "quiet", "q", false, t("say-nothing-but-what-wrong"))
	return c
}

func (o *planOptions) run(w *world, dir string) error {
	for _, d := range []string{o.From, o.Til} {
		if _, err := time.Parse(time.DateOnly, d); d != "" && err != nil {
			return say.Fault("no-date-write-as-2026-10", d)
		}
	}
	if o.due != "" {
		var err error
		if o.Due, err = time.Parse(time.RFC3339, o.due); err != nil {
			return say.Fault("no-time-write-as-2026-10", o.due)
		}
	}
	if o.Priority < -9 || o.Priority > 9 {
		return say.Fault("priority-not-between-9-9", o.Priority)
	}
	for _, k := range o.To {
		if !slices.Contains(works.Kinds(), works.Kind(k)) {
			return say.Fault("no-kind-of-output", k, job.KindsOfOutput())
		}
	}
	if o.largeMB < 0 {
		return say.Fault("number-below-zero", "--split-mb", o.largeMB)
	}
	o.Large = o.largeMB << 20
	if o.Site != "" && !slices.Contains(o.To, string(works.EPaper)) { // it is made of them
		if len(o.To) == 0 {
			o.To = cli.DefaultKinds()
		}
		o.To = append(o.To, string(works.EPaper))
	}
	at, err := o.place(dir)
	if err != nil {
		return err
	}
	list, err := archive.Plan(at.dir, at.sub, o.Options)
	if err != nil {
		return say.Fault("cannot-plan", dir, err)
	}
	if err := o.drawn(at.dir, list); err != nil {
		return err
	}
	w.findings(w.err, append(passed(dir, at.dir, list), besides(dir, at.dir, list.Beside)...))
	for _, p := range list.Unnamed {
		fmt.Fprintln(w.err, w.say.T("passed-over-name-cannot-that-of", p))
	}
	if err := o.write(w, list, at.file); err != nil {
		return err
	}
	if len(list.Jobs) > 0 {
		return nil
	}
	if list.First != "" && len(list.Unnamed) == 0 {
		fmt.Fprintln(w.err, w.say.T("nothing-between-those-days", dir, list.First, list.Last))
	} else {
		fmt.Fprintln(w.err, w.say.T("there-nothing-to-do-in-neither", dir))
	}
	return errFindings
}

// drawn is a fault where neither the library nor a paper of the list has the template of pages to be made.
func (o *planOptions) drawn(dir string, list *archive.List) error {
	lib := assets.Templates()
	if _, err := fs.Stat(lib, o.Template+".yaml"); o.Template == "" || err == nil {
		return nil
	}
	for _, j := range list.Jobs {
		if j.Kind != "import" {
			continue
		}
		own := os.DirFS(filepath.Join(dir, filepath.FromSlash(j.Dir)))
		if _, err := fs.Stat(own, "templates/"+o.Template+".yaml"); err == nil {
			continue
		}
		names, _ := fs.Glob(lib, "*自动.yaml")
		more, _ := fs.Glob(own, "templates/*.yaml")
		names = append(names, more...)
		for i, name := range names {
			names[i] = strings.TrimSuffix(path.Base(name), ".yaml")
		}
		return say.Fault("no-template-there-are", o.Template, strings.Join(names, " "))
	}
	return nil
}

// write writes the list, and says what is in it.
func (o *planOptions) write(w *world, list *archive.List, file string) error {
	var b bytes.Buffer
	if err := list.Write(&b); err != nil {
		return err
	}
	if o.out == "-" {
		_, err := w.out.Write(b.Bytes())
		return err
	}
	if err := folder.Replace(file, b.Bytes()); err != nil {
		return err
	}
	if !o.quiet {
		fmt.Fprintln(w.out, w.say.T("paper-papers-edition-editions-page-text", list.Papers, list.Issues, list.Pages, len(list.Jobs), file))
	}
	return nil
}

// passed are findings of files that could be pages, and are passed over.
func passed(given, from string, list *archive.List) (l source.List) {
	for _, p := range list.Passed {
		names := strings.Join(p.Names, ", ")
		if p.Files > len(p.Names) {
			names += " …"
		}
		l.Add(source.New("SRC-FILE", source.Pos{File: found(given, from, p.Dir)}, source.Msg("files-passed-over", p.Files, names), source.Msg("name-folders-of-pages-by-days")).As(source.Warning))
	}
	return l
}

// found is a file or folder below where a list stands, as who gave the folder calls it.
func found(given, from string, name ...string) string {
	at := filepath.Join(from, filepath.FromSlash(path.Join(name...)))
	if base, err := filepath.Abs(given); err == nil {
		if rel, err := filepath.Rel(base, at); err == nil {
			return filepath.Join(given, rel)
		}
	}
	return at
}

// besides are findings of pages that are passed over.
func besides(given, from string, all []archive.Beside) (l source.List) {
	for _, b := range all {
		l.Add(source.New("SRC-FILE", source.Pos{File: found(given, from, b.Dir, b.First)}, source.Msg("page-texts-beside-editions-passed-over", b.Files), source.Msg("give-pages-folder-of-their-own")).As(source.Warning))
	}
	return l
}

// listPlace is where a list stands, and the way from there to the folder that it is of.
type listPlace struct{ file, dir, sub string }

// place finds where the list is to stand. Its paths begin in its own folder, so that has to hold
// the folder it is of.
func (o *planOptions) place(dir string) (listPlace, error) {
	file := o.out
	if file == "" || file == "-" {
		file = filepath.Join(dir, "jobs.jsonl")
	}
	from, err := filepath.Abs(filepath.Dir(file))
	if err != nil {
		return listPlace{}, err
	}
	to, err := filepath.Abs(dir)
	if err != nil {
		return listPlace{}, err
	}
	sub, err := filepath.Rel(from, to)
	if err != nil || !filepath.IsLocal(sub) {
		return listPlace{}, say.Fault("list-stands-neither-in-nor-above", file, dir)
	}
	return listPlace{file, from, filepath.ToSlash(sub)}, nil
}

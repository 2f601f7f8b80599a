package command

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"banxin/cmd/folder"
	"banxin/cmd/internal/farm/archive"
	"banxin/cmd/internal/farm/say"
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
		Use:   "plan ARCHIVE [--flags]",
		Short: t("Makes the list of jobs for a folder of papers, or of page texts and PDF files by date"),
		Long: t(`Makes the list of jobs for a folder. Every paper in it (a folder with paper.yaml and editions) gives a job for each edition; a paper
without editions whose folder holds texts or PDF files of pages, with the day in their paths, gives three for each day: the pages are
imported, made up and made. With --site and --catalogue what is made of all comes last.

What jobs read is read for the list too, so that the run can say what has changed since; --unread spares that.`),
		Example: "  banxin-farm plan 报社 -o jobs.jsonl --latest --to pdf,epub,epaper\n  banxin-farm plan 报库 -o jobs.jsonl --from 1956-01-01 --till 1956-12-31 --site https://example.org/",
		Args:    cobra.ExactArgs(1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(w, args[0]) },
	}
	f := c.Flags()
	f.StringVarP(&o.out, "out", "o", "", t("`FILE` for the list; it must stand in the folder or above, since its paths begin there; else in the folder as jobs.jsonl, - is stdout"))
	f.StringSliceVar(&o.To, "to", nil, t("kinds of output, as banxin build has them"))
	f.StringVar(&o.From, "from", "", t("editions from this `DATE` on"))
	f.StringVar(&o.Til, "till", "", t("editions up to this `DATE`"))
	f.BoolVar(&o.Latest, "latest", false, t("of each paper the latest edition alone"))
	f.BoolVar(&o.Auto, "auto", false, t("make up pages that have no slots for stories"))
	f.Int64Var(&o.largeMB, "split-mb", 64, t("`MB` of pictures of which an edition is split into jobs of so many each; 0: never"))
	f.StringVar(&o.Site, "site", "", t("make a web site of all that is made, for this `ADDRESS`"))
	f.StringVar(&o.Catalogue, "catalogue", "", t("make a catalogue for reading apps of all that is made, for this `ADDRESS`"))
	f.StringVar(&o.Template, "template", "", t("`NAME` of the template of pages made up of page texts"))
	f.StringVar(&o.due, "due", "", t("`TIME` by which editions are due, as 2026-10-20T02:30:00+08:00"))
	f.IntVar(&o.Priority, "priority", 0, t("`NUMBER` from -9 to 9; the higher, the sooner"))
	f.BoolVar(&o.Unread, "unread", false, t("do not read what the jobs will read"))
	f.BoolVarP(&o.quiet, "quiet", "q", false, t("say nothing but what is wrong"))
	return c
}

func (o *planOptions) run(w *world, dir string) error {
	for _, d := range []string{o.From, o.Til} {
		if _, err := time.Parse(time.DateOnly, d); d != "" && err != nil {
			return say.Fault("%q is no date: write it as 2026-10-20", d)
		}
	}
	if o.due != "" {
		var err error
		if o.Due, err = time.Parse(time.RFC3339, o.due); err != nil {
			return say.Fault("%q is no time: write it as 2026-10-20T02:30:00+08:00", o.due)
		}
	}
	if o.Priority < -9 || o.Priority > 9 {
		return say.Fault("priority-not-between-9-9", o.Priority)
	}
	for _, k := range o.To {
		if !slices.Contains(works.Kinds(), works.Kind(k)) {
			return say.Fault("there is no kind of output %q", k)
		}
	}
	o.Large = o.largeMB << 20
	at, err := o.place(dir)
	if err != nil {
		return err
	}
	list, err := archive.Plan(at.dir, at.sub, o.Options)
	if err != nil {
		return say.Fault("cannot plan %s: %v", dir, err)
	}
	var b bytes.Buffer
	if err := list.Write(&b); err != nil {
		return err
	}
	if o.out == "-" {
		_, err := w.out.Write(b.Bytes())
		return err
	}
	if err := folder.Replace(at.file, b.Bytes()); err != nil {
		return err
	}
	for _, p := range list.Passed {
		fmt.Fprintln(w.err, w.say.T("%s is passed over: its name cannot be that of a job", p))
	}
	if !o.quiet {
		fmt.Fprintln(w.out, w.say.T("%d {paper|papers}, %d {edition|editions}, %d {page text|page texts}: %d {job|jobs} in %s", list.Papers, list.Issues, list.Pages, len(list.Jobs), at.file))
	}
	if len(list.Jobs) == 0 {
		fmt.Fprintln(w.err, w.say.T("there is nothing to do in %s: neither a folder with editions nor pages by date below a paper.yaml", dir))
		return errFindings
	}
	return nil
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
		return listPlace{}, say.Fault("the list %s stands neither in %s nor above it: the folders of its jobs are looked for below its own", file, dir)
	}
	return listPlace{file, from, filepath.ToSlash(sub)}, nil
}

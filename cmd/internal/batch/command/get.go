package command

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"banxin/cmd/folder"
	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/night"
	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/batch/store"

	"github.com/spf13/cobra"
)

// getOptions are the flags of get.
type getOptions struct {
	place
	list, out string
	all       bool
	quiet     bool
}

func newGet(w *world) *cobra.Command {
	o := &getOptions{}
	t := w.say.T
	c := &cobra.Command{
		Use:     "get " + t("argument-id") + "...|--all [--flags]",
		Short:   t("write-files-of-results-under-their"),
		Long:    t("writes-files-that-jobs-made-into"),
		Example: "  banxin-farm get 晚报-2026-10-20 --store ./store -o 付印\n  banxin-farm get --all --store s3://farm/night -o 付印",
		Args:    cobra.ArbitraryArgs,
		RunE:    func(c *cobra.Command, args []string) error { return o.run(c.Context(), w, args) },
	}
	w.storeFlag(c, &o.place)
	w.listFlag(c, &o.list)
	f := c.Flags()
	f.StringVarP(&o.out, "out", "o", "out", t("folder-files"))
	f.BoolVar(&o.all, "all", false, t("results-of-all-jobs-of-list"))
	f.BoolVarP(&o.quiet, "quiet", "q", false, t("say-nothing-but-what-wrong"))
	return c
}

// wanted is a result that is asked for.
type wanted struct {
	id   string
	done *job.Done
}

func (o *getOptions) run(ctx context.Context, w *world, ids []string) error {
	if o.all == (len(ids) > 0) {
		return say.Fault("name-jobs-by-their-ids-or")
	}
	s, err := o.find(ctx, w)
	if err != nil {
		return err
	}
	defer s.Close()
	_, standing, err := w.standing(ctx, s, o.list)
	if err != nil {
		return err
	}
	want, missing, err := o.choose(standing, ids)
	if err != nil {
		return err
	}
	for _, id := range missing {
		fmt.Fprintln(w.err, w.say.T("not-done-2", id))
	}
	if len(missing) > 0 && !o.all {
		return errFindings
	}
	short := len(missing) > 0
	for _, x := range want {
		if unmade := x.done.Result.Unmade; len(unmade) > 0 {
			short = true
			fmt.Fprintln(w.err, w.say.T("made-nothing-of", x.id, strings.Join(unmade, ", ")))
		}
		if r := &x.done.Result; r.Unplaced+r.Over > 0 {
			short = true
			fmt.Fprintln(w.err, w.say.T("not-all-stories-of", x.id, r.Unplaced, r.Over))
		}
	}
	n, size, err := o.fetch(ctx, s, want)
	if err != nil {
		return err
	}
	if !o.quiet {
		fmt.Fprintln(w.out, w.say.T("result-results-file-files-in", len(want), n, megabytes(size), o.out))
	}
	if short {
		return errFindings
	}
	return nil
}

// inner are the kinds of jobs that work for other jobs.
var inner = []string{"part", "import", "makeup"}

// choose finds the results that are asked for, and the jobs that have none.
func (o *getOptions) choose(all []night.Standing, ids []string) (want []wanted, missing []string, err error) {
	take := func(st *night.Standing) {
		if st.Done == nil {
			missing = append(missing, st.ID)
		} else {
			want = append(want, wanted{st.ID, st.Done})
		}
	}
	if o.all {
		for i := range all {
			if !slices.Contains(inner, all[i].Kind) {
				take(&all[i])
			}
		}
		return want, missing, nil
	}
	for _, id := range ids {
		i := slices.IndexFunc(all, func(st night.Standing) bool { return st.ID == id })
		if i < 0 {
			return nil, nil, say.Fault("list-no-job-2", id)
		}
		take(&all[i])
	}
	return want, missing, nil
}

// fetch writes the files, all or none.
func (o *getOptions) fetch(ctx context.Context, s store.Store, want []wanted) (n int, size int64, err error) {
	out, err := folder.Stage(o.out)
	if err != nil {
		return 0, 0, err
	}
	defer out.Abandon()
	for _, x := range want {
		for _, f := range x.done.Result.Files {
			name := f.Name
			if o.all || len(want) > 1 {
				name = path.Join(x.id, f.Name)
			}
			if err := job.ValidName(f.Name); err != nil {
				return 0, 0, err
			}
			if err := write(ctx, s, out, name, f.Hash); err != nil {
				return 0, 0, say.Fault("cannot-get", name, err)
			}
			n, size = n+1, size+f.Size
		}
	}
	return n, size, out.Commit()
}

func write(ctx context.Context, s store.Store, out *folder.Folder, name, hash string) error {
	to, err := out.Create(name)
	if err != nil {
		return err
	}
	err = store.Fetch(ctx, s, hash, to)
	if e := to.Close(); err == nil {
		err = e
	}
	return err
}

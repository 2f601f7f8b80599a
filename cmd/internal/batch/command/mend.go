package command

import (
	"context"
	"fmt"
	"slices"

	"banxin/cmd/internal/batch/hub"
	"banxin/cmd/internal/batch/night"
	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/batch/store"
	"banxin/cmd/internal/batch/worker"

	"github.com/spf13/cobra"
)

// mendFlags are those of cancel and retry-dead.
type mendFlags struct {
	place
	list string
	all  bool
}

func newCancel(w *world) *cobra.Command {
	var m mendFlags
	c := &cobra.Command{
		Use:     "cancel [" + w.say.T("argument-id") + "...] [--flags]",
		Short:   w.say.T("jobs-left-alone-that-not-done"),
		Long:    w.say.T("cancel-long"),
		Example: w.say.T("cancel-example"),
		RunE: func(c *cobra.Command, ids []string) error {
			if len(ids) == 0 && !m.all {
				return say.Fault("cancel-needs-ids-of-jobs-or")
			}
			return w.mend(c.Context(), &m, ids, w.cancel)
		},
	}
	w.mendFlags(c, &m)
	c.Flags().BoolVar(&m.all, "all", false, w.say.T("all-jobs-of-list"))
	return c
}

func newRetryDead(w *world) *cobra.Command {
	var m mendFlags
	c := &cobra.Command{
		Use:     "retry-dead [" + w.say.T("argument-id") + "...] [--flags]",
		Short:   w.say.T("jobs-tried-again-that-given-up"),
		Long:    w.say.T("retry-dead-long"),
		Example: w.say.T("retry-dead-example"),
		RunE:    func(c *cobra.Command, ids []string) error { return w.mend(c.Context(), &m, ids, w.retry) },
	}
	w.mendFlags(c, &m)
	return c
}

func (w *world) mendFlags(c *cobra.Command, m *mendFlags) {
	w.storeFlag(c, &m.place)
	w.hubFlags(c, &m.place, w.say.T("address-of-hub-which-told-too"))
	w.listFlag(c, &m.list)
}

// mend does something to jobs of a list, all of them where no ids are given.
func (w *world) mend(ctx context.Context, m *mendFlags, ids []string, do func(context.Context, store.Store, *hub.Queue, []night.Standing) error) error {
	s, err := m.find(ctx, w)
	if err != nil {
		return err
	}
	defer s.Close()
	var q *hub.Queue
	if m.hub != "" {
		if q, err = m.dial("mend", nil, nil, hub.Gives); err != nil {
			return err
		}
		defer q.Close()
	}
	l, all, err := w.standing(ctx, s, m.list)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if !slices.ContainsFunc(all, func(st night.Standing) bool { return st.ID == id }) {
			return say.Fault("list-no-job", l.Name, id)
		}
	}
	if len(ids) > 0 {
		all = slices.DeleteFunc(all, func(st night.Standing) bool { return !slices.Contains(ids, st.ID) })
	}
	return do(ctx, s, q, all)
}

func (w *world) cancel(ctx context.Context, s store.Store, q *hub.Queue, all []night.Standing) error {
	all = slices.DeleteFunc(all, func(st night.Standing) bool { return st.State.Over() })
	if err := night.Cancel(ctx, s, q, all); err != nil {
		return err
	}
	fmt.Fprintln(w.out, w.say.T("job-jobs-cancelled", len(all)))
	return nil
}

func (w *world) retry(ctx context.Context, s store.Store, q *hub.Queue, all []night.Standing) error {
	n, unread := 0, 0
	for i := range all {
		if all[i].State == night.DeadState && all[i].Key == "" {
			fmt.Fprintln(w.err, w.say.T("could-not-be-read-when-given", all[i].ID, all[i].Remedy()))
			unread++
			continue
		}
		if all[i].State != night.DeadState {
			continue
		}
		if err := worker.Revive(ctx, s, all[i].Key); err != nil {
			return err
		}
		n++
	}
	if q != nil {
		if err := q.Revive(); err != nil {
			return err
		}
		fmt.Fprintln(w.out, w.say.T("dead-job-jobs-will-tried-again-2", n))
	} else {
		fmt.Fprintln(w.out, w.say.T("dead-job-jobs-will-tried-again", n))
	}
	if unread > 0 {
		return errFindings
	}
	return nil
}

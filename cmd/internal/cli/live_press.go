package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"banxin/cmd/folder"
	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	editing "banxin/output/desk"
	"banxin/output/works"
)

// pressFolder is where the desk makes the files for the press, in the paper's folder.
const pressFolder = "付印"

// deskPress makes the files for the press and sends them, as build and send press do, to the
// place that serve was told.
type deskPress struct {
	p           *livePaper
	to          string
	keys, hosts []string
}

func (d *deskPress) folder() string { return filepath.Join(d.p.folder(), pressFolder) }

// sending is what send press would do now, with the pages as they are shown.
func (d *deskPress) sending() *pressSending {
	set := d.p.current.Load()
	return &pressSending{from: d.folder(), edition: set.Doc.Meta.Date, to: d.to, names: versionedNames, keys: d.keys, hosts: d.hosts, format: "json", quiet: true, shown: set}
}

// said is an error as the desk's log and people have it.
func (d *deskPress) said(err error) error {
	if err == nil {
		return nil
	}
	return errors.New(d.p.w.say.Err(err))
}

func (d *deskPress) Plan(ctx context.Context) (*editing.Sending, error) {
	out, _, _, err := d.plan(ctx)
	return out, d.said(err)
}

// plan says what would be sent. Where there are no files of the edition yet there is no error.
func (d *deskPress) plan(ctx context.Context) (*editing.Sending, *pressSending, []report.Receipt, error) {
	out := &editing.Sending{To: d.to, Files: []editing.Receipt{}, Held: []editing.Held{}, Earlier: []editing.Receipt{}}
	o := d.sending()
	if names, err := folder.Manifests(o.from); len(names) == 0 && (err == nil || os.IsNotExist(err)) {
		return out, o, nil, nil
	}
	if err := o.pick(); err != nil {
		if o.manifest == "" {
			err = nil // of this edition
		}
		return out, o, nil, err
	}
	list, err := o.list(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	out.Made = true
	out.Stale = slices.ContainsFunc(o.m.Press, o.stale())
	for _, r := range list {
		out.Files = append(out.Files, receiptOf(r))
	}
	for _, f := range o.found {
		held := editing.Held{File: filepath.Base(f.Pos.File), Why: editing.Said{Zh: d.p.chinese.Msg(f.Message), En: d.p.english.Msg(f.Message)}}
		out.Held = append(out.Held, held)
	}
	for _, r := range slices.Backward(o.earlier) {
		if r.To == d.to {
			out.Earlier = append(out.Earlier, receiptOf(r))
		}
	}
	out.As = out.Sum()
	return out, o, list, nil
}

// stale tells which files hold a page that is another one by now.
func (o *pressSending) stale() func(works.PressFile) bool {
	if o.shown == nil {
		return func(works.PressFile) bool { return false }
	}
	now := map[int]string{}
	for _, b := range o.shown.Signed(o.shown.Edition.Paper.Press).Pages {
		now[o.shown.Doc.Pages[b.Index].Number] = b.Seal.Digest
	}
	return func(f works.PressFile) bool {
		return slices.ContainsFunc(f.Pages, func(p works.PressPage) bool { return now[p.Number] != p.Digest })
	}
}

func receiptOf(r report.Receipt) editing.Receipt {
	out := editing.Receipt{At: r.At, File: r.File, Name: r.Name, Pages: []string{}, Version: r.Version, Bytes: r.Bytes, SHA256: r.SHA256, There: r.There}
	for _, p := range r.Pages {
		out.Pages = append(out.Pages, p.Name)
	}
	return out
}

// Make builds the edition for the press. What build finds is said on its pages; here it counts
// whether there are files.
func (d *deskPress) Make(ctx context.Context) error {
	w := *d.p.w
	var said bytes.Buffer
	w.in, w.out, w.err, w.terminal = strings.NewReader(""), io.Discard, &said, false
	args := []string{"build", d.p.folder(), "--edition", d.p.current.Load().Doc.Meta.Date, "--to", "pdf", "-o", d.folder(), "-q", "--progress", "none", "--fail-on", "never"}
	if d.p.paper.shop != "" {
		args = append(args, "--for", d.p.paper.shop)
	}
	if run(ctx, args, w) == exitTrouble {
		return errors.New(strings.TrimSpace(said.String()))
	}
	return nil
}

func (d *deskPress) Send(ctx context.Context, as string, told func(editing.Receipt)) (*editing.Sending, error) {
	out, o, list, err := d.plan(ctx)
	if err != nil {
		return nil, d.said(err)
	}
	if out.As != as {
		return nil, d.said(words.Fault("press-changed-meanwhile"))
	}
	o.told = func(r report.Receipt) { told(receiptOf(r)) }
	w := *d.p.w
	w.in, w.out, w.err, w.terminal = strings.NewReader(""), io.Discard, io.Discard, false
	if err := o.bring(ctx, &w, list); err != nil {
		return nil, d.said(err)
	}
	out.Files = out.Files[:0]
	for _, r := range o.said.Files {
		out.Files = append(out.Files, receiptOf(r))
	}
	out.List = o.said.List
	return out, nil
}

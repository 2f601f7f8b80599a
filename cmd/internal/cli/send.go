package cli

import (
	"context"
	"net/mail"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"banxin/cmd/internal/post"
	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions/source"
	"banxin/output/opds"

	"github.com/spf13/cobra"
)

func newSend(w *world) *cobra.Command {
	c := &cobra.Command{
		Use:   "send",
		Short: w.say.T("send.short"),
		Args:  w.noArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	quietFlag(w, c, new(bool)) // as all commands have it that make something
	c.AddCommand(newSendPress(w), newSendReaders(w))
	return c
}

// sendOptions are the flags of send readers.
type sendOptions struct {
	from               string // the folder of built editions, or an EPUB
	edition            string
	kindle, mail       []string // lists
	smtp, sender, user string
	passwordFile       string
	open, again, dry   bool
	perMinute, maxSize int
	unsubscribe        string
	format             string
	quiet              bool
}

// passwordVariable is the environment variable with the password of the SMTP server: never
// an argument, which every user of the machine can read.
const passwordVariable = "BANXIN_SMTP_PASSWORD"

func newSendReaders(w *world) *cobra.Command {
	o, t := &sendOptions{}, w.say.T
	c := &cobra.Command{
		Use:     "readers [OUT] [--flags]",
		Short:   t("send-readers.short"),
		Long:    t("send-readers.long"),
		Example: t("send-readers.example"),
		Args:    w.maxArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o.from = "out"
			if len(args) > 0 {
				o.from = args[0]
			}
			return o.run(c.Context(), w)
		},
	}
	f := c.Flags()
	f.StringVar(&o.edition, "edition", "", t("--edition"))
	f.StringSliceVar(&o.kindle, "kindle", nil, t("send-readers.--kindle"))
	f.StringSliceVar(&o.mail, "mail", nil, t("send-readers.--mail"))
	f.StringVar(&o.smtp, "smtp", "", t("send-readers.--smtp"))
	f.StringVar(&o.sender, "sender", "", t("send-readers.--sender"))
	f.StringVar(&o.user, "user", "", t("send-readers.--user"))
	f.StringVar(&o.passwordFile, "password-file", "", t("send-readers.--password-file"))
	f.BoolVar(&o.open, "no-tls", false, t("send-readers.--no-tls"))
	f.IntVar(&o.perMinute, "per-minute", 30, t("send-readers.--per-minute"))
	f.IntVar(&o.maxSize, "max-size", 0, t("send-readers.--max-size"))
	f.StringVar(&o.unsubscribe, "unsubscribe", "", t("send-readers.--unsubscribe"))
	f.BoolVar(&o.again, "again", false, t("send-readers.--again"))
	f.BoolVar(&o.dry, "dry-run", false, t("send-readers.--dry-run"))
	formatFlag(w, c, &o.format)
	quietFlag(w, c, &o.quiet)
	return c
}

func (o *sendOptions) run(ctx context.Context, w *world) error {
	if err := choice("--format", o.format, formats); err != nil {
		return err
	}
	job, err := o.job(w)
	if err != nil {
		return err
	}
	if err := o.pick(job); err != nil {
		return err
	}
	found, done, err := o.lists(job)
	defer done()
	if err != nil {
		return err
	}
	said := report.Sending{Schema: 1, Edition: job.Edition.Name, Title: job.Edition.Title, Dry: o.dry}
	var more source.List
	if o.dry {
		more, err = o.rehearse(w, job, &said)
	} else {
		if !o.quiet && o.format == "text" {
			job.Said = w.talk
		}
		said.Report, more, err = job.Run(ctx)
	}
	found = append(found, more...)
	return o.tell(w, &said, found, err)
}

// tell says what became of it; an error that ended it comes last.
func (o *sendOptions) tell(w *world, said *report.Sending, found source.List, ended error) error {
	said.Find(found)
	if o.format == "json" {
		if err := report.JSON(w.out, said); err != nil {
			return err
		}
	} else {
		t := w.newText(w.out, true)
		t.Findings(found)
		if !o.quiet {
			t.Sending(said)
		}
		if err := t.Flush(); err != nil {
			return err
		}
	}
	if ended != nil {
		return ended
	}
	return verdict(found, "error")
}

// talk says what happens as it does.
func (w *world) talk(r post.Reader, event, answer string) {
	t := w.newText(w.err, false)
	switch event {
	case "sent":
		t.Line("sent-to-reader", r.Address)
	case "later":
		t.Line("will-tried-again", r.Address, answer)
	default:
		t.Line("failed-for-reader", r.Address, answer)
	}
	_ = t.Flush()
}

// job reads the flags.
func (o *sendOptions) job(w *world) (*post.Job, error) {
	if len(o.kindle)+len(o.mail) == 0 {
		return nil, words.Fault("nobody-to-send-to-name-list")
	}
	if o.perMinute < 0 || o.maxSize < 0 {
		return nil, words.Fault("per-minute-max-size-cannot-less")
	}
	from, err := mail.ParseAddress(o.sender)
	if err != nil {
		return nil, words.Fault("sender-no-mail-address", o.sender)
	}
	if u, err := url.Parse(o.unsubscribe); o.unsubscribe != "" && (err != nil || u.Scheme != "https" && u.Scheme != "mailto" || strings.ContainsAny(o.unsubscribe, "<> \r\n")) {
		return nil, words.Fault("unsubscribe-neither-https-nor-mailto", o.unsubscribe)
	}
	j := &post.Job{From: *from, Unsubscribe: o.unsubscribe, MaxBytes: int64(o.maxSize) << 20, PerMinute: o.perMinute, Again: o.again, Now: w.now}
	if o.dry && o.smtp == "" {
		return j, nil
	}
	if j.Server, err = post.ParseServer(o.smtp); err != nil {
		return nil, words.Fault("smtp-no-host-port", o.smtp)
	}
	j.Server.Open, j.Server.User = o.open, o.user
	if j.Server.Password, err = o.password(w); err != nil {
		return nil, err
	}
	if o.user != "" && o.open && !j.Server.Local() {
		return nil, words.Fault("no-tls-password-not-sent-in")
	}
	return j, nil
}

// password comes from a file or the environment.
func (o *sendOptions) password(w *world) (string, error) {
	if o.passwordFile == "" {
		return w.env(passwordVariable), nil
	}
	return secretIn(o.passwordFile)
}

// pick takes the edition: of an EPUB that is named, or of a folder the newest or that of a
// date.
func (o *sendOptions) pick(j *post.Job) error {
	dir, name := o.from, ""
	if strings.HasSuffix(dir, ".epub") {
		dir, name = filepath.Split(dir)
		dir = filepath.Clean(dir)
	}
	root, err := library(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	all, problems, err := opds.Editions(root.FS())
	if err != nil {
		return words.Fault("cannot-read-file", dir, err)
	}
	if name == "" {
		all = o.ofDay(all)
	} else {
		all = slices.DeleteFunc(all, func(e *opds.Edition) bool { return e.EPUB.Path != name })
	}
	switch {
	case len(all) == 0 && len(problems) > 0:
		return words.Fault("left-out", filepath.Join(dir, problems[0].Path), problems[0].Err)
	case len(all) == 0:
		return words.Fault("no-such-edition-build-one-with", o.from)
	case len(all) > 1:
		return words.Fault("several-editions-of-that-day-name", dir, all[0].EPUB.Path+", "+all[1].EPUB.Path)
	}
	e := all[0]
	j.Edition = post.Edition{Name: strings.TrimSuffix(filepath.Base(filepath.FromSlash(e.EPUB.Path)), ".epub"), Title: e.Title, Lang: e.Lang, Headlines: e.Headlines}
	if j.Edition.Data, err = root.ReadFile(filepath.FromSlash(e.EPUB.Path)); err != nil {
		return words.Fault("cannot-read-file", filepath.Join(dir, e.EPUB.Path), err)
	}
	return nil
}

// ofDay are the editions of the day that is asked for, or else of the newest.
func (o *sendOptions) ofDay(all []*opds.Edition) []*opds.Edition {
	day := o.edition
	if day == "" && len(all) > 0 {
		day = all[0].Date
	}
	return slices.DeleteFunc(all, func(e *opds.Edition) bool { return e.Date != day })
}

// lists reads the lists of readers, in which somebody is to stand, and opens the log of each
// beside it.
func (o *sendOptions) lists(j *post.Job) (found source.List, done func(), err error) {
	var logs []*post.Log
	read := 0
	done = func() {
		for _, l := range logs {
			_ = l.Close()
		}
	}
	for _, form := range []struct {
		files []string
		form  post.Form
	}{{o.kindle, post.Kindle}, {o.mail, post.Mail}} {
		for _, file := range form.files {
			data, err := readFile(file)
			if err != nil {
				return found, done, words.Fault("cannot-read-file", file, err)
			}
			readers, bad := post.ReadList(file, data, form.form)
			found = append(found, bad...)
			read += len(readers)
			log, err := o.log(file + ".sent")
			if err != nil {
				return found, done, err
			}
			if log != nil {
				logs = append(logs, log)
			}
			j.Add(readers, log)
		}
	}
	if read+len(found) == 0 {
		return nil, done, words.Fault("nobody-stands-in-lists", strings.Join(slices.Concat(o.kindle, o.mail), ", "))
	}
	return found, done, nil
}

// log opens a log; a dry run begins none.
func (o *sendOptions) log(name string) (*post.Log, error) {
	if _, err := os.Stat(name); err != nil && o.dry {
		return nil, nil
	}
	return post.OpenLog(name)
}

// rehearse says to whom what would be sent.
func (o *sendOptions) rehearse(w *world, j *post.Job, said *report.Sending) (source.List, error) {
	todo, bytes, r, found, err := j.Plan(0)
	r.Left = len(todo)
	said.Report = r
	if o.quiet || o.format != "text" || err != nil {
		return found, err
	}
	t := w.newText(w.out, true)
	for _, reader := range todo {
		t.Line("would-send-mb", reader.Address, string(reader.Form), post.Megabytes(bytes[reader.Form]))
	}
	return found, t.Flush()
}

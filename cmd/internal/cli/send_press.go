package cli

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"banxin/cmd/folder"
	"banxin/cmd/internal/courier"
	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions/compare"
	"banxin/editions/signs"
	"banxin/editions/source"
	"banxin/output/works"

	"github.com/spf13/cobra"
)

// pressSending are the flags of send press, and what comes of them.
type pressSending struct {
	from         string // the folder of outputs
	edition      string
	to           string
	paper        string
	since, round string
	names        string
	keys, hosts  []string
	passwordFile string
	dry          bool
	format       string
	quiet        bool

	manifest string // its name
	m        folder.Manifest
	earlier  []report.Receipt
	found    source.List
	said     report.PressSending
	shown    *works.Set           // the edition as it is, which the files are held against; nil: that of paper
	told     func(report.Receipt) // hears of each file that has come there; may be nil
}

// versionedNames is how files are called at the press where nobody says otherwise.
const versionedNames = "{stem}_v{v}.pdf"

// Environment variables with what is never an argument.
const (
	sshPassword = "BANXIN_SSH_PASSWORD"
	sshPhrase   = "BANXIN_SSH_PASSPHRASE"
)

func newSendPress(w *world) *cobra.Command {
	o, t := &pressSending{}, w.say.T
	c := &cobra.Command{
		Use:     "press [OUT] FOLDER|SFTP [--flags]",
		Short:   t("send-press.short"),
		Long:    t("send-press.long"),
		Example: t("send-press.example"),
		Args:    w.maxArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return words.Fault("say-where-to-send")
			}
			o.from, o.to = "out", args[len(args)-1]
			if len(args) > 1 {
				o.from = args[0]
			}
			return o.run(c.Context(), w)
		},
	}
	f := c.Flags()
	f.StringVar(&o.edition, "edition", "", t("--edition"))
	f.StringVar(&o.paper, "paper", "", t("send-press.--paper"))
	f.StringVar(&o.since, "changed-since", "", t("send-press.--changed-since"))
	f.StringVar(&o.round, "round", "", t("send-press.--round"))
	f.StringVar(&o.names, "names", versionedNames, t("send-press.--names"))
	f.StringSliceVar(&o.keys, "key", nil, t("send-press.--key"))
	f.StringSliceVar(&o.hosts, "known-hosts", nil, t("send-press.--known-hosts"))
	f.StringVar(&o.passwordFile, "password-file", "", t("send-press.--password-file"))
	f.BoolVar(&o.dry, "dry-run", false, t("send-readers.--dry-run"))
	formatFlag(w, c, &o.format)
	quietFlag(w, c, &o.quiet)
	return c
}

func (o *pressSending) run(ctx context.Context, w *world) error {
	if err := choice("--format", o.format, formats); err != nil {
		return err
	}
	if err := courier.Check(o.to); err != nil {
		return err
	}
	if !strings.Contains(o.names, "{v}") || !strings.HasSuffix(o.names, ".pdf") || !works.Plain(strings.NewReplacer("{v}", "1", "{stem}", "a").Replace(o.names)) {
		return words.Fault("names-want-version", o.names)
	}
	if err := o.pick(); err != nil {
		return err
	}
	o.said = report.PressSending{Schema: 1, Paper: o.m.Paper, Date: o.m.Date, To: o.to, Dry: o.dry, Files: []report.Receipt{}}
	list, err := o.list(ctx)
	if err == nil && len(list) > 0 {
		if o.dry {
			o.said.Files = list
		} else {
			err = o.bring(ctx, w, list)
		}
	}
	return o.tell(w, err)
}

// pick reads the manifest of the edition asked for, the latest where none is, and holds its
// PDFs for the press against it: what is not as it was made is never sent.
func (o *pressSending) pick() error {
	names, err := folder.Manifests(o.from)
	if err != nil {
		return words.Fault("cannot-read-file", o.from, err)
	}
	if folder.Unsettled(o.from) {
		return words.Fault("outputs-are-unsettled", o.from, shellArg(o.from))
	}
	for _, name := range names {
		m, err := folder.ReadManifest(o.from, name)
		if err != nil {
			return words.Fault("cannot-read-file", filepath.Join(o.from, name), err)
		}
		if m.Date > o.m.Date && o.edition == "" || m.Date == o.edition {
			o.m, o.manifest = m, name
		}
	}
	if o.manifest == "" {
		return words.Fault("holds-no-outputs-of-build-there", o.from)
	}
	if len(o.m.Press) == 0 && len(o.m.Held) == 0 {
		return words.Fault("no-press-pdf-in", filepath.Join(o.from, o.manifest))
	}
	o.earlier, err = readReceipts(o.receipts())
	return err
}

// receipts is the file of what was sent of the edition.
func (o *pressSending) receipts() string {
	return filepath.Join(o.from, "sent", strings.TrimSuffix(o.manifest, ".json")+".jsonl")
}

// list says which files go, under which names; what may not go is a finding.
func (o *pressSending) list(ctx context.Context) (out []report.Receipt, err error) {
	for _, name := range o.m.Held {
		o.hold(name, source.Msg("not-signed-when-built"))
	}
	changed, err := o.changed()
	if err != nil {
		return nil, err
	}
	unsigned, err := o.unsigned(ctx)
	if err != nil {
		return nil, err
	}
	for _, f := range o.m.Press {
		i := slices.IndexFunc(o.m.Files, func(s folder.Sum) bool { return s.Name == f.Name })
		switch {
		case i < 0 || !o.m.Files[i].Same(o.from):
			o.found.Add(source.New("OUT-CHANGED", source.Pos{File: filepath.Join(o.from, f.Name)}, source.Msg("file-not-as-made"), again(o.from)))
		case f.Errors == 0 && f.Proof:
			o.hold(f.Name, source.Msg("file-is-proof"))
		case !f.Ready():
			o.hold(f.Name, source.Msg("built-with-errors", f.Errors))
		case unsigned(f):
			o.hold(f.Name, source.Msg("not-signed-now"))
		case changed(f):
			out = append(out, o.receipt(f, o.m.Files[i]))
		}
	}
	if slices.ContainsFunc(o.found, func(f source.Finding) bool { return f.Code == "OUT-CHANGED" }) {
		return nil, nil // who can tell what else is not as it was made
	}
	return out, nil
}

func (o *pressSending) hold(name string, why source.Message) {
	o.found.Add(source.New("SND-HELD", source.Pos{File: filepath.Join(o.from, name)}, source.Msg("file-is-held", name, why), source.Msg("sign-build-send-again")))
}

// changed tells which files hold a page that is not as it was in the round named.
func (o *pressSending) changed() (func(works.PressFile) bool, error) {
	if o.since == "" {
		return func(works.PressFile) bool { return true }, nil
	}
	was, err := readRound(o.since)
	if err != nil {
		return nil, err
	}
	return func(f works.PressFile) bool {
		return slices.ContainsFunc(f.Pages, func(p works.PressPage) bool {
			i := slices.IndexFunc(was.Pages, func(q compare.Page) bool { return q.Number == p.Number })
			return i < 0 || was.Pages[i].Digest != p.Digest
		})
	}, nil
}

// unsigned tells, where the paper is named, which files hold a page that is not signed as it is
// in the file.
func (o *pressSending) unsigned(ctx context.Context) (func(works.PressFile) bool, error) {
	c := o.shown
	if c == nil && o.paper == "" {
		return func(works.PressFile) bool { return false }, nil
	}
	if c == nil {
		p := paperOptions{dir: o.paper, edition: o.m.Date}
		var err error
		if c, err = p.compose(ctx, works.Options{}); err != nil {
			return nil, err
		}
	}
	if c.Doc == nil {
		return nil, words.Fault("edition-no-pages")
	}
	press := c.Edition.Paper.Press
	board := c.Signed(press)
	return func(f works.PressFile) bool {
		return slices.ContainsFunc(board.Pages, func(b works.SignedPage) bool {
			return slices.ContainsFunc(f.Pages, func(p works.PressPage) bool {
				return p.Number == c.Doc.Pages[b.Index].Number && p.Digest != b.Seal.Digest
			}) ||
				f.Holds(c.Doc.Pages[b.Index].Number) && slices.ContainsFunc(b.Signatures, func(g works.Signature) bool {
					return g.State != signs.Valid && slices.Contains(press.Signs, g.As)
				})
		})
	}, nil
}

// receipt is what is to be sent of a file: under the name of the version that it is.
func (o *pressSending) receipt(f works.PressFile, s folder.Sum) report.Receipt {
	r := report.Receipt{To: o.to, File: f.Name, Version: 1, Bytes: s.Bytes, SHA256: s.SHA256, Profile: f.Profile, Pages: f.Pages, Round: o.round, Chain: f.Chain}
	for _, e := range o.earlier {
		if e.File == f.Name && e.To == o.to {
			r.Version = e.Version
			if e.SHA256 != r.SHA256 {
				r.Version++
			}
		}
	}
	r.Name = strings.NewReplacer("{stem}", strings.TrimSuffix(f.Name, ".pdf"), "{v}", strconv.Itoa(r.Version)).Replace(o.names)
	return r
}

// bring sends files, each with its receipt, and the list of all that are there last.
func (o *pressSending) bring(ctx context.Context, w *world, list []report.Receipt) error {
	co, err := o.enter(w)
	if err != nil {
		return err
	}
	place, err := courier.Open(ctx, o.to, co)
	if err != nil {
		return err
	}
	defer place.Close()
	for _, r := range list {
		s, err := place.Put(ctx, courier.File{Name: r.Name, Path: filepath.Join(o.from, r.File), Bytes: r.Bytes, SHA256: r.SHA256})
		if err != nil {
			return err
		}
		r.There, r.Resumed = s.There, s.Resumed
		r.At = stamped(w.now())
		if err := appendReceipt(o.receipts(), r); err != nil {
			return err
		}
		o.said.Files = append(o.said.Files, r)
		o.earlier = append(o.earlier, r)
		if o.told != nil {
			o.told(r)
		}
		if !o.quiet && o.format == "text" {
			t := w.newText(w.err, false)
			t.Receipt(&r)
			_ = t.Flush()
		}
	}
	return o.bringList(ctx, place)
}

// bringList sends what now stands there of the edition, file by file, under a name that stays.
func (o *pressSending) bringList(ctx context.Context, place *courier.Place) error {
	l := report.PressList{Schema: 1, Generator: works.Generator, Paper: o.m.Paper, Date: o.m.Date, Round: o.round}
	for _, f := range o.m.Press {
		for i := len(o.earlier) - 1; i >= 0; i-- {
			if e := o.earlier[i]; e.File == f.Name && e.To == o.to {
				l.Add(e)
				break
			}
		}
	}
	tmp, err := os.CreateTemp("", "banxin-list-*.json")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	n, sum, err := l.Write(tmp)
	if err := cmp.Or(err, tmp.Close()); err != nil {
		return err
	}
	name := strings.TrimSuffix(o.manifest, ".json") + "-press.json"
	if _, err := place.Put(ctx, courier.File{Name: name, Path: tmp.Name(), Bytes: n, SHA256: sum}); err != nil {
		return err
	}
	o.said.List = name
	return nil
}

// enter says how servers are known and entered.
func (o *pressSending) enter(w *world) (c courier.Options, err error) {
	c = courier.Options{KnownHosts: o.hosts, Keys: o.keys, Agent: w.env("SSH_AUTH_SOCK"), Password: w.env(sshPassword), Phrase: w.env(sshPhrase)}
	if o.passwordFile != "" {
		if c.Password, err = secretIn(o.passwordFile); err != nil {
			return c, err
		}
	}
	if len(c.KnownHosts) > 0 || !strings.Contains(o.to, "://") {
		return c, nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return c, words.Fault("no-known-hosts", err)
	}
	c.KnownHosts = []string{filepath.Join(home, ".ssh", "known_hosts")}
	if !hasFile(filepath.Join(home, ".ssh"), "known_hosts") {
		return c, words.Fault("no-known-hosts", c.KnownHosts[0])
	}
	return c, nil
}

// tell says what became of it; an error that ended it comes last.
func (o *pressSending) tell(w *world, ended error) error {
	o.said.Find(o.found)
	if o.format == "json" {
		if err := report.JSON(w.out, &o.said); err != nil {
			return err
		}
	} else {
		t := w.newText(w.out, true)
		t.Findings(o.found)
		if !o.quiet {
			t.PressSending(&o.said)
		}
		if err := t.Flush(); err != nil {
			return err
		}
	}
	return cmp.Or(ended, verdict(o.found, "error"))
}

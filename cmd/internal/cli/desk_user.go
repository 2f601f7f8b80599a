package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"banxin/cmd/folder"
	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/editions/source"

	"github.com/spf13/cobra"
	"golang.org/x/crypto/bcrypt"
	"golang.org/x/term"
)

func newDesk(w *world) *cobra.Command {
	c := &cobra.Command{
		Use:   "desk",
		Short: w.say.T("desk.short"),
		Args:  w.noArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	user := &cobra.Command{
		Use:   "user",
		Short: w.say.T("desk-user.short"),
		Args:  w.noArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	user.AddCommand(newUserAdd(w), newUserList(w), newUserRemove(w))
	c.AddCommand(user)
	return c
}

// userOptions are the flags of desk user.
type userOptions struct {
	paperOptions
	role           string
	may, signs, on []string
	format         string
	quiet          bool
}

func newUserAdd(w *world) *cobra.Command {
	o, t := &userOptions{}, w.say.T
	c := &cobra.Command{
		Use:     "add [DIR] NAME [--flags]",
		Short:   t("desk-user-add.short"),
		Long:    t("desk-user-add.long"),
		Example: t("desk-user-add.example"),
		Args:    w.maxArgs(2),
	}
	f := c.Flags()
	f.StringVar(&o.role, "as", "", t("desk-user-add.--as"))
	f.StringSliceVar(&o.may, "may", nil, t("desk-user-add.--may"))
	f.StringSliceVar(&o.signs, "signs", nil, t("desk-user-add.--signs"))
	f.StringSliceVar(&o.on, "on", nil, t("desk-user-add.--on"))
	quietFlag(w, c, &o.quiet)
	completeFlag(c, "as", editions.RoleNames())
	completeFlag(c, "may", editions.RightNames())
	c.RunE = func(c *cobra.Command, args []string) error {
		name, err := o.one(args)
		if err != nil {
			return err
		}
		return o.add(w, name, c.Flags().Changed)
	}
	return c
}

func newUserList(w *world) *cobra.Command {
	o, t := &userOptions{}, w.say.T
	c := &cobra.Command{
		Use:   "list [DIR] [--flags]",
		Short: t("desk-user-list.short"),
		Args:  w.maxArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if rest := o.folder(args); len(rest) > 0 {
				return words.Fault("no-folder-of-paper", rest[0])
			}
			return o.list(w)
		},
	}
	formatFlag(w, c, &o.format)
	return c
}

func newUserRemove(w *world) *cobra.Command {
	o, t := &userOptions{}, w.say.T
	c := &cobra.Command{
		Use:   "remove [DIR] NAME [--flags]",
		Short: t("desk-user-remove.short"),
		Args:  w.maxArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			name, err := o.one(args)
			if err != nil {
				return err
			}
			return o.remove(w, name)
		},
	}
	quietFlag(w, c, &o.quiet)
	return c
}

// one is the name among the arguments.
func (o *userOptions) one(args []string) (string, error) {
	rest := o.folder(args)
	if len(rest) != 1 {
		return "", words.Fault("say-one-name-of-desk")
	}
	if !editions.IsPersonName(rest[0]) {
		return "", words.Fault("no-name-of-person", words.Visible(rest[0]))
	}
	return rest[0], nil
}

// file is the paper's desk.yaml.
func (o *userOptions) file() (string, error) {
	dir, _ := paperOf(o.dir)
	if o.dir == "" || !standsFile(dir, "paper.yaml") {
		return "", words.Fault("no-folder-of-paper", o.dir)
	}
	return filepath.Join(dir, editions.StaffFile), nil
}

// add gives somebody an account, or another password; what is not said stays.
func (o *userOptions) add(w *world, name string, said func(string) bool) error {
	file, err := o.file()
	if err != nil {
		return err
	}
	was, err := readStaff(file)
	if err != nil {
		return err
	}
	p, err := o.person(was.Person(name), name, said)
	if err != nil {
		return err
	}
	password, err := w.newPassword(name)
	if err != nil {
		return err
	}
	hash, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.DefaultCost)
	if err != nil {
		return words.Fault("password-cannot-be", err)
	}
	p.Hash = string(hash)
	err = folder.Change(file, func(data []byte) ([]byte, error) { return editions.WithPerson(data, p) })
	if err != nil {
		return words.Fault("cannot-write", file, err)
	}
	if was.Person(name) != nil {
		return w.done(o.quiet, w.say.T("desk-user-changed", name, p.Role))
	}
	return w.done(o.quiet, w.say.T("desk-user-added", name, p.Role))
}

// person is somebody as the flags say, over what desk.yaml says already.
func (o *userOptions) person(was *editions.Person, name string, said func(string) bool) (editions.Person, error) {
	if was == nil && o.role == "" {
		return editions.Person{}, words.Fault("say-role-of-person", strings.Join(editions.RoleNames(), " "))
	}
	p := editions.Person{Name: name}
	if was != nil && o.role == "" {
		p = *was
	} else {
		if err := choice("--as", o.role, editions.RoleNames()); err != nil {
			return p, err
		}
		p = editions.PersonOf(name, o.role)
	}
	if said("may") {
		for _, r := range o.may {
			if err := choice("--may", r, editions.RightNames()); err != nil {
				return p, err
			}
		}
		p.Rights = editions.RightsOf(o.may)
	}
	if said("signs") {
		p.Signs = append([]string{}, o.signs...)
	}
	if said("on") {
		p.Pages = append([]string{}, o.on...)
	}
	return p, nil
}

// readStaff reads a desk.yaml in which nothing may be wrong; a missing one has nobody.
func readStaff(file string) (*editions.Staff, error) {
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return &editions.Staff{}, nil
	}
	if err != nil {
		return nil, words.Fault("cannot-read-file", file, err)
	}
	staff, found := editions.ReadStaff(source.NewFile(editions.StaffFile, data))
	for _, f := range found {
		if f.Severity == source.Error {
			return nil, source.Faultf("desk-has-fault", f.Pos.String(), f.Message)
		}
	}
	return staff, nil
}

func (o *userOptions) list(w *world) error {
	if err := choice("--format", o.format, formats); err != nil {
		return err
	}
	file, err := o.file()
	if err != nil {
		return err
	}
	staff, err := readStaff(file)
	if err != nil {
		return err
	}
	if o.format == "json" {
		return report.JSON(w.out, report.NewStaff(staff))
	}
	t := w.newText(w.out, true)
	t.Staff(staff)
	return t.Flush()
}

func (o *userOptions) remove(w *world, name string) error {
	file, err := o.file()
	if err != nil {
		return err
	}
	var there bool
	err = folder.Change(file, func(data []byte) (out []byte, err error) {
		out, there, err = editions.WithoutPerson(data, name)
		if !there {
			out = nil
		}
		return out, err
	})
	if err != nil {
		return words.Fault("cannot-write", file, err)
	}
	if !there {
		return words.Fault("nobody-of-name-at-desk", name)
	}
	return w.done(o.quiet, w.say.T("desk-user-removed", name))
}

// Passwords: from somebody at the terminal, who types them twice and unseen, or the first line
// of stdin; never an argument, which every user of the machine can read.

const (
	leastPassword = 8  // characters
	mostPassword  = 72 // bytes, of which bcrypt sees no more
)

func (w *world) newPassword(name string) (string, error) {
	password, err := w.password(w.say.T("type-password-of", name))
	if err != nil {
		return "", err
	}
	if n := utf8.RuneCountInString(password); n < leastPassword || len(password) > mostPassword {
		return "", words.Fault("password-too-short-or-long", leastPassword, mostPassword)
	}
	if isConsole(w.in) {
		again, err := w.password(w.say.T("type-password-again"))
		if err != nil {
			return "", err
		}
		if again != password {
			return "", words.Fault("passwords-differ")
		}
	}
	return password, nil
}

func (w *world) password(ask string) (string, error) {
	if f, ok := w.in.(*os.File); ok && isConsole(f) {
		fmt.Fprint(w.err, ask)
		data, err := term.ReadPassword(int(f.Fd()))
		fmt.Fprintln(w.err)
		if err != nil {
			return "", words.Fault("no-password-given", err)
		}
		return string(data), nil
	}
	line, err := bufio.NewReader(io.LimitReader(w.in, 4096)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) || line == "" {
		return "", words.Fault("no-password-given", err)
	}
	return strings.TrimRight(line, "\r\n"), nil
}

package cli

import (
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/output/site"
	"banxin/output/works"

	"github.com/spf13/cobra"
)

// siteOptions are the flags of site.
type siteOptions struct {
	out, base, title, format string
	quiet                    bool
}

func newSite(w *world) *cobra.Command {
	o := &siteOptions{}
	t := w.say.T
	c := &cobra.Command{
		Use:               "site LIBRARY [--flags]",
		Short:             t("site.short"),
		Long:              t("site.long"),
		Example:           t("site.example"),
		Args:              w.oneFolder,
		ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs),
		RunE: func(_ *cobra.Command, args []string) error {
			return o.run(w, args[0])
		},
	}
	f := c.Flags()
	f.StringVarP(&o.out, "out", "o", "www", t("--out"))
	f.StringVar(&o.base, "base", "", t("site.--base"))
	f.StringVar(&o.title, "title", "", t("site.--title"))
	formatFlag(w, c, &o.format)
	quietFlag(w, c, &o.quiet)
	must(c.MarkFlagDirname("out"))
	return c
}

func (o *siteOptions) run(w *world, dir string) error {
	base, err := webFolder("--base", o.base)
	if err != nil {
		return err
	}
	if err := choice("--format", o.format, formats); err != nil {
		return err
	}
	root, err := library(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	if err := o.apart(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(o.out, 0o777); err != nil {
		return words.Fault("cannot-write-into", o.out, err)
	}
	www, err := os.OpenRoot(o.out)
	if err != nil {
		return words.Fault("cannot-write-into", o.out, err)
	}
	defer www.Close()
	to := webSite{www.FS(), &shelf{root: www}}
	defer to.close()
	r, err := site.Build(root.FS(), to, site.Options{Base: base, Title: o.title, Generator: works.Generator})
	if err != nil {
		return words.Fault("cannot-make", o.out, err)
	}
	return o.report(w, dir, r)
}

// apart refuses to make the site in the library's own folder, or in one of its e-papers'.
func (o *siteOptions) apart(lib string) error {
	if err := apart(o.out); err != nil {
		return err
	}
	rel, err := filepath.Rel(realPath(lib), realPath(o.out))
	if first, _, _ := strings.Cut(filepath.ToSlash(rel), "/"); err == nil && (first == "." || strings.HasSuffix(first, "-epaper")) {
		return words.Fault("site-among-files-of-library", o.out, shellArg(filepath.Join(lib, "www")))
	}
	return nil
}

func (o *siteOptions) report(w *world, dir string, r *site.Report) error {
	var err error
	if o.format == "json" {
		err = report.JSON(w.out, r)
	} else {
		t := w.newText(w.out, true)
		for _, p := range r.Problems {
			t.Line("left-out", filepath.Join(dir, p.Path), p.Err)
		}
		if r.Issues == 0 {
			t.Line("no-e-papers-in-build-them", dir)
		}
		if !o.quiet {
			t.Line("editions-of-them-read-files-written", r.Issues, r.Made, r.Written, r.Kept, r.Removed)
			if r.Bare {
				t.Line("without-base-no-feeds-sitemaps")
			}
		}
		err = t.Flush()
	}
	if err == nil && (len(r.Problems) > 0 || r.Issues == 0) {
		return errFindings
	}
	return err
}

// webSite is a folder of the disk as a site.Folder.
type webSite struct {
	fs.FS
	*shelf
}

// webFolder is the absolute address of a folder, ending in a slash, its characters escaped as
// they are in addresses; empty for none.
func webFolder(flag, address string) (string, error) {
	u, err := webAddress(flag, address)
	switch {
	case err != nil || u == nil:
		return "", err
	case u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "", dotted(u.Path):
		return "", words.Fault("no-web-address", flag, address)
	case !strings.HasSuffix(u.Path, "/"):
		u = u.JoinPath("/")
	}
	return u.String(), nil
}

// dotted tells whether a path has steps that lead nowhere or up, which browsers take out.
func dotted(path string) bool {
	return slices.ContainsFunc(strings.Split(path, "/"), func(step string) bool { return step == "." || step == ".." })
}

// webAddress is an absolute address; nil for none.
func webAddress(flag, address string) (*url.URL, error) {
	if address == "" {
		return nil, nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, words.Fault("no-web-address", flag, address)
	}
	return u, nil
}

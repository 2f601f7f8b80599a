package cli

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"banxin/output/opds"

	"github.com/spf13/cobra"
)

// opdsOptions are the flags that opds and serve share.
type opdsOptions struct {
	title     string
	base      string
	perPage   int
	subscribe string
	format    string
}

func newOPDS(w *world) *cobra.Command {
	o := &opdsOptions{}
	t := w.say.t
	c := &cobra.Command{
		Use:   "opds DIR [--flags]",
		Short: t("Write a catalogue of built editions that reading apps can browse"),
		Long: t("Writes an OPDS 1.2 and 2.0 catalogue into DIR/opds, over all EPUB files in DIR and below;\n" +
			"a PDF of the same name comes with its EPUB. Any web server can serve the folder.\n" +
			"Only what has changed is read and written. The exit status is 1 where a book was left out."),
		Example: t("  banxin opds library --title 云溪日报\n" +
			"  banxin opds library --base https://example.org/library/"),
		Args:              w.oneFolder,
		ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs),
		RunE: func(c *cobra.Command, args []string) error {
			return o.run(w, args[0])
		},
	}
	o.flags(w, c)
	formatFlag(w, c, &o.format)
	return c
}

func (o *opdsOptions) flags(w *world, c *cobra.Command) {
	f, t := c.Flags(), w.say.t
	f.StringVar(&o.title, "title", "", t("`TITLE` of the catalogue; else the paper's name"))
	f.StringVar(&o.base, "base", "", t("absolute `ADDRESS` of the library; else links are relative"))
	f.IntVar(&o.perPage, "per-page", 50, t("`EDITIONS` on a page of a long list"))
	f.StringVar(&o.subscribe, "subscribe", "", t("`ADDRESS` where readers subscribe; the catalogue then says that editions need an account"))
}

func (o *opdsOptions) check() error {
	if o.perPage < 1 || o.perPage > 1000 {
		return faultf("--per-page: %d is not between 1 and 1000", o.perPage)
	}
	for _, a := range []struct{ flag, v string }{{"--base", o.base}, {"--subscribe", o.subscribe}} {
		if u, err := url.Parse(a.v); a.v != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
			return faultf("%s: %q is no web address", a.flag, a.v)
		}
	}
	if o.base != "" && !strings.HasSuffix(o.base, "/") {
		o.base += "/"
	}
	return nil
}

func (o *opdsOptions) options(w *world) opds.Options {
	p := opds.Options{Title: o.title, Base: o.base, PerPage: o.perPage, English: !w.say.chinese && w.env("BANXIN_LANG") != ""}
	if o.subscribe != "" {
		p.Subscription = &opds.Subscription{Register: o.subscribe}
	}
	return p
}

// library opens the folder of built editions; nothing outside it can be reached.
func library(dir string) (*os.Root, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, faultf("cannot read %s: %v", dir, err)
	}
	return root, nil
}

func (o *opdsOptions) run(w *world, dir string) error {
	if err := o.check(); err != nil {
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
	r, err := opds.Build(root.FS(), shelf{root}, o.options(w))
	if err != nil {
		return faultf("cannot write into %s: %v", dir, err)
	}
	if o.format == "json" {
		err = writeJSON(w.out, r)
	} else {
		t := w.newText(w.out, true)
		for _, p := range r.Problems {
			t.line("%s: left out: %s", filepath.Join(dir, p.Path), p.Why)
		}
		t.line("%d editions, %d of them read; %d files written, %d kept, %d removed", r.Editions, r.Read, r.Written, r.Kept, r.Removed)
		err = t.Flush()
	}
	if err == nil && len(r.Problems) > 0 {
		return errFindings
	}
	return err
}

// shelf writes into a library, each file whole or not at all.
type shelf struct{ root *os.Root }

func (s shelf) WriteFile(name string, data []byte) error {
	if err := s.root.MkdirAll(path.Dir(name), 0o777); err != nil {
		return err
	}
	beside := path.Join(path.Dir(name), ".banxin-"+path.Base(name))
	if err := s.root.WriteFile(beside, data, 0o666); err != nil {
		s.root.Remove(beside)
		return err
	}
	return s.root.Rename(beside, name)
}

func (s shelf) Remove(name string) error { return s.root.Remove(name) }

// serveOptions are the flags of serve.
type serveOptions struct {
	opdsOptions
	library  string
	listen   string
	accounts string
	private  bool
	rate     int
	quiet    bool
}

func newServe(w *world) *cobra.Command {
	o := &serveOptions{}
	t := w.say.t
	c := &cobra.Command{
		Use:   "serve --library DIR [--flags]",
		Short: t("Serve a library of built editions to reading apps"),
		Long: t("A small read-only web server with the catalogue of opds, for this machine alone unless --listen\n" +
			"says otherwise. Put a server with HTTPS before it where passwords are used. Ctrl-C ends it."),
		Example: t("  banxin serve --library out\n" +
			"  banxin serve --library library --listen 127.0.0.1:8090 --accounts readers.txt --rate 20"),
		Args: w.noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return o.run(c.Context(), w)
		},
	}
	f := c.Flags()
	f.StringVar(&o.library, "library", "", t("`FOLDER` of built editions"))
	f.StringVar(&o.listen, "listen", "127.0.0.1:8080", t("`ADDRESS` and port; port 0 takes a free one"))
	f.StringVar(&o.accounts, "accounts", "", t("`FILE` of accounts as htpasswd -B writes it: who may fetch editions"))
	f.BoolVar(&o.private, "private", false, t("the catalogue, too, is for those with an account"))
	f.IntVar(&o.rate, "rate", 0, t("`REQUESTS` a second for each client; 0: any number"))
	f.BoolVarP(&o.quiet, "quiet", "q", false, t("no access log"))
	o.flags(w, c)
	must(c.MarkFlagDirname("library"))
	return c
}

func (o *serveOptions) run(ctx context.Context, w *world) error {
	if err := o.check(); err != nil {
		return err
	}
	if o.library == "" {
		return faultf("serve needs --library: the folder of built editions")
	}
	if o.rate < 0 {
		return faultf("--rate: %d is less than nothing", o.rate)
	}
	root, err := library(o.library)
	if err != nil {
		return err
	}
	defer root.Close()
	h, err := o.handler(w, root)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", o.listen)
	if err != nil {
		return faultf("cannot listen at %s: %v", o.listen, err)
	}
	if _, err := w.out.Write([]byte("http://" + l.Addr().String() + "/" + opds.Folder + "/root.xml\n")); err != nil {
		return err
	}
	return serve(ctx, l, h)
}

func (o *serveOptions) handler(w *world, root *os.Root) (http.Handler, error) {
	s := opds.Server{Library: root.FS(), Options: o.options(w), Now: w.now, Private: o.private, Rate: o.rate}
	if !o.quiet {
		s.Log = w.err
	}
	if o.accounts != "" {
		data, err := os.ReadFile(o.accounts)
		if err != nil {
			return nil, faultf("cannot read %s: %v", o.accounts, err)
		}
		if s.Accounts, err = opds.ParseAccounts(data); err != nil {
			return nil, faultf("%s is no file of accounts: %v", o.accounts, err)
		}
	}
	if len(s.Accounts) == 0 && (o.private || o.accounts != "") {
		return nil, faultf("there are no accounts: nobody could read anything")
	}
	h, err := opds.NewHandler(s)
	if err != nil {
		return nil, faultf("cannot read %s: %v", o.library, err)
	}
	return h, nil
}

// serve answers until the context ends, and then finishes what it has begun.
func serve(ctx context.Context, l net.Listener, h http.Handler) error {
	s := &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 32 << 10}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if s.Shutdown(last) != nil {
		s.Close()
	}
	return nil
}

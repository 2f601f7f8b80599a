package cli

import (
	"cmp"
	"context"
	"net"
	"net/http"
	"os"
	"sync"
	"time"

	"banxin/cmd/internal/words"
	"banxin/output/opds"

	"github.com/spf13/cobra"
)

// serveOptions are the flags of serve.
type serveOptions struct {
	opdsOptions
	paper    paperOptions // whose live proof is served
	library  string       // else: of built editions
	listen   string
	accounts string
	private  bool
	rate     int
	since    string
	quiet    bool
	open     bool
	said     func(flag string) bool
}

func newServe(w *world) *cobra.Command {
	o := &serveOptions{}
	t := w.say.T
	c := &cobra.Command{
		Use:   "serve [DIR] [--flags]",
		Short: t("Show an edition in a browser while it is made; or serve a library to reading apps"),
		Long: t("Shows the live proof of the paper in DIR: the pages as they are printed, set anew whenever a\n" +
			"file is saved, with fit, findings, and the place in the source of what is clicked. With\n" +
			"--library it serves a folder of built editions, with the catalogue of opds, instead. It writes\n" +
			"nothing and is for this machine alone unless --listen says otherwise; put a server with HTTPS\n" +
			"before it where passwords are used. Ctrl-C ends it."),
		Example: t("  banxin serve my-paper --open\n" +
			"  banxin serve --library library --listen 127.0.0.1:8090 --accounts readers.txt --rate 20"),
		Args: w.maxArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o.paper.args(args)
			o.said = c.Flags().Changed
			return o.run(c.Context(), w)
		},
	}
	f := c.Flags()
	f.StringVar(&o.library, "library", "", t("`FOLDER` of built editions"))
	f.StringVar(&o.listen, "listen", "", t("`ADDRESS` and port, else 127.0.0.1:4390, of a library 127.0.0.1:8080; port 0 takes a free one"))
	f.StringVar(&o.since, "since", "", t("show what changed since a `ROUND` frozen by proof --round; else since the start"))
	f.BoolVar(&o.open, "open", false, t("open the proof in the browser"))
	f.StringVar(&o.accounts, "accounts", "", t("`FILE` of accounts as htpasswd -B writes it: who may fetch editions"))
	f.BoolVar(&o.private, "private", false, t("the catalogue, too, is for those with an account"))
	f.IntVar(&o.rate, "rate", 0, t("`REQUESTS` a second for each client; 0: 20 where there are accounts, else any number"))
	f.BoolVarP(&o.quiet, "quiet", "q", false, t("no log"))
	o.paper.flags(w, c)
	must(c.RegisterFlagCompletionFunc("since", completeRounds))
	o.opdsOptions.flags(w, c)
	must(c.MarkFlagDirname("library"))
	return c
}

func (o *serveOptions) run(ctx context.Context, w *world) error {
	if err := o.check(); err != nil {
		return err
	}
	if o.rate < 0 {
		return words.Fault("--rate: %d is less than nothing", o.rate)
	}
	if o.library == "" {
		for _, f := range []string{"accounts", "private", "rate", "base"} {
			if o.said(f) {
				return words.Fault("--%s is for a library: name its folder with --library", f)
			}
		}
		return o.live(ctx, w)
	}
	if o.paper.dir != "" || o.since != "" || o.open {
		return words.Fault("--library: serves a library, not the paper in a folder")
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
	l, err := o.listener("127.0.0.1:8080")
	if err != nil {
		return err
	}
	if _, err := w.out.Write([]byte("http://" + l.Addr().String() + "/" + opds.Folder + "/root.xml\n")); err != nil {
		return err
	}
	return serve(ctx, l, h)
}

// listener opens the port asked for, or another.
func (o *serveOptions) listener(other string) (net.Listener, error) {
	address := cmp.Or(o.listen, other)
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, words.Fault("cannot listen at %s: %v", address, err)
	}
	return l, nil
}

func (o *serveOptions) handler(w *world, root *os.Root) (http.Handler, error) {
	s := opds.Server{Library: root.FS(), Options: o.options(w), Now: w.now, Private: o.private, Rate: o.rate}
	if !o.quiet {
		s.Log = w.err
	}
	if o.accounts != "" {
		a := &accounts{file: o.accounts}
		if err := a.read(); err != nil {
			return nil, err
		}
		s.Accounts = a.current
	}
	if (o.private || o.accounts != "") && (s.Accounts == nil || len(s.Accounts()) == 0) {
		return nil, words.Fault("there are no accounts: nobody could read anything")
	}
	h, err := opds.NewHandler(s)
	if err != nil {
		return nil, words.Fault("cannot read %s: %v", o.library, err)
	}
	return h, nil
}

// accounts are those of a file, read again when it changes. A file that cannot be read any
// more leaves those that were there.
type accounts struct {
	file string
	mu   sync.Mutex
	size int64
	time time.Time
	list opds.Accounts
}

func (a *accounts) read() error {
	info, err := os.Stat(a.file)
	if err == nil && info.Size() == a.size && info.ModTime().Equal(a.time) {
		return nil
	}
	var data []byte
	if err == nil {
		data, err = os.ReadFile(a.file)
	}
	if err != nil {
		return words.Fault("cannot read %s: %v", a.file, err)
	}
	list, err := opds.ParseAccounts(data)
	if err != nil {
		return words.Fault("%s is no file of accounts: %v", a.file, err)
	}
	a.list, a.size, a.time = list, info.Size(), info.ModTime()
	return nil
}

func (a *accounts) current() opds.Accounts {
	a.mu.Lock()
	defer a.mu.Unlock()
	_ = a.read()
	return a.list
}

// serve answers until the context ends, and then finishes what it has begun. Answers that
// have no end see the context end too.
func serve(ctx context.Context, l net.Listener, h http.Handler) error {
	s := &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 32 << 10,
		BaseContext: func(net.Listener) context.Context { return ctx }}
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

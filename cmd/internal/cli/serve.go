package cli

import (
	"cmp"
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"sync"
	"time"

	"banxin/cmd/internal/courier"
	"banxin/cmd/internal/words"
	"banxin/output/opds"
	"banxin/output/site"
	"banxin/output/works"

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
	everyone bool     // may come in, without an account
	hosts    []string // names of this machine for others
	rate     int
	proxies  []string
	since    string
	quiet    bool
	open     bool
	edit     bool     // editors may work on the paper in their browsers
	sendTo   string   // where the desk sends pages for the press; empty: nowhere
	keys     []string // of that
	known    []string // hosts
	desktop  bool     // the guide is opened too, and any port will do
	said     func(flag string) bool
	here     bool // no folder has been said
}

func newServe(w *world) *cobra.Command {
	o := &serveOptions{}
	t := w.say.T
	c := &cobra.Command{
		Use:     "serve [DIR] [--flags]",
		Short:   t("serve.short"),
		Long:    t("serve.long"),
		Example: t("serve.example"),
		Args:    w.maxArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o.paper.args(args)
			o.here = len(args) == 0
			o.said = c.Flags().Changed
			return o.run(c.Context(), w)
		},
	}
	f := c.Flags()
	f.StringVar(&o.library, "library", "", t("serve.--library"))
	f.StringVar(&o.listen, "listen", "", t("serve.--listen"))
	f.StringVar(&o.since, "since", "", t("serve.--since"))
	f.BoolVar(&o.edit, "edit", false, t("serve.--edit"))
	f.StringVar(&o.sendTo, "send-to", "", t("serve.--send-to"))
	f.StringSliceVar(&o.keys, "key", nil, t("send-press.--key"))
	f.StringSliceVar(&o.known, "known-hosts", nil, t("send-press.--known-hosts"))
	f.BoolVar(&o.open, "open", false, t("serve.--open"))
	f.StringVar(&o.accounts, "accounts", "", t("serve.--accounts"))
	f.BoolVar(&o.everyone, "open-to-all", false, t("serve.--open-to-all"))
	f.StringSliceVar(&o.hosts, "host-name", nil, t("serve.--host-name"))
	f.BoolVar(&o.private, "private", false, t("serve.--private"))
	f.IntVar(&o.rate, "rate", 0, t("requests-second-each-client-0-20"))
	f.StringSliceVar(&o.proxies, "trust-proxy", nil, t("serve.--trust-proxy"))
	f.BoolVarP(&o.quiet, "quiet", "q", false, t("serve.--quiet"))
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
		return words.Fault("rate-less-than-nothing", o.rate)
	}
	if err := o.checkSending(); err != nil {
		return err
	}
	if o.library == "" {
		for _, f := range []string{"private", "rate", "trust-proxy", "base", "title", "per-page", "subscribe"} {
			if o.said(f) {
				return words.Fault("library-name-folder-with-library", f)
			}
		}
		return o.live(ctx, w)
	}
	if o.paper.dir != "" && !o.here || o.since != "" || o.open || o.everyone || len(o.hosts) > 0 || o.edit || o.said("edition") {
		return words.Fault("library-serves-library-not-paper-in")
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
	at := "http://" + l.Addr().String() + "/"
	if _, err := w.out.Write([]byte(at + opds.Folder + "/root.xml\n" + at + "\n")); err != nil {
		return err
	}
	return serve(ctx, l, patient(h, patience), w.err)
}

// checkSending looks at where the desk sends to.
func (o *serveOptions) checkSending() error {
	switch {
	case o.sendTo == "" && len(o.keys)+len(o.known) > 0:
		return words.Fault("key-goes-with-send-to")
	case o.sendTo == "":
		return nil
	case !o.edit:
		return words.Fault("send-to-goes-with-edit")
	}
	return courier.Check(o.sendTo)
}

// patience is how long a client may take for what the system sends at once; who takes longer
// is left.
const patience = time.Minute

// patient gives each piece of an answer its time: a file may take hours over a slow line, as
// long as it goes on.
func patient(h http.Handler, wait time.Duration) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p := patientWriter{w, http.NewResponseController(w), wait}
		p.extend() // answers without a body are written too, and the last deadline of a connection stands
		h.ServeHTTP(p, r)
	})
}

type patientWriter struct {
	http.ResponseWriter
	control *http.ResponseController
	wait    time.Duration
}

func (p patientWriter) extend() { _ = p.control.SetWriteDeadline(time.Now().Add(p.wait)) }

func (p patientWriter) Write(data []byte) (int, error) {
	p.extend()
	return p.ResponseWriter.Write(data)
}

// Unwrap lets http.ResponseController reach the writer underneath.
func (p patientWriter) Unwrap() http.ResponseWriter { return p.ResponseWriter }

// listener opens the port asked for, or another.
func (o *serveOptions) listener(other string) (net.Listener, error) {
	address := cmp.Or(o.listen, other)
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, cannotListen(address, err)
	}
	return l, nil
}

func (o *serveOptions) handler(w *world, root *os.Root) (http.Handler, error) {
	s := opds.Server{Library: root.FS(), Options: o.options(w), Now: w.now, Private: o.private, Rate: o.rate}
	if !o.quiet {
		s.Log = w.err
	}
	var err error
	if s.Trusted, err = opds.ParseProxies(o.proxies); err != nil {
		return nil, words.Fault("no-trusted-proxy", err)
	}
	s.Site, err = site.NewHandler(site.Server{Library: root.FS(), Options: site.Options{Base: o.base, Title: o.title, Generator: works.Generator}, Now: w.now})
	if err != nil {
		return nil, words.Fault("cannot-read-file", o.library, err)
	}
	if o.accounts != "" {
		a := &accounts{file: o.accounts}
		if err := a.read(); err != nil {
			return nil, err
		}
		s.Accounts = a.current
	}
	if (o.private || o.accounts != "") && (s.Accounts == nil || len(s.Accounts()) == 0) {
		return nil, words.Fault("there-no-accounts-nobody-could-read")
	}
	h, err := opds.NewHandler(s)
	if err != nil {
		return nil, words.Fault("cannot-read-file", o.library, err)
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
		data, err = readFile(a.file)
	}
	if err != nil {
		return words.Fault("cannot-read-file", a.file, err)
	}
	list, err := opds.ParseAccounts(data)
	if err != nil {
		return words.Fault("no-file-of-accounts", a.file, err)
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

// serve answers until the context ends, and then finishes what it has begun, if that is soon.
// Answers that have no end see the context end too.
func serve(ctx context.Context, l net.Listener, h http.Handler, errw io.Writer) error {
	s := &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 32 << 10,
		ErrorLog: log.New(errw, "", 0), BaseContext: func(net.Listener) context.Context { return ctx }}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 800*time.Millisecond)
	defer cancel()
	if s.Shutdown(last) != nil {
		s.Close()
	}
	return nil
}

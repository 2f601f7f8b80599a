package cli

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"

	"banxin/cmd/internal/guide"
	"banxin/cmd/internal/manual"
	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions"

	"github.com/spf13/cobra"
)

// guideOptions are the flags of guide.
type guideOptions struct {
	out, listen string
	open, quiet bool
}

func newGuide(w *world) *cobra.Command {
	o := &guideOptions{}
	t := w.say.T
	c := &cobra.Command{
		Use:     t("guide.use"),
		Short:   t("guide.short"),
		Long:    t("guide.long"),
		Example: t("guide.example"),
		Args:    w.maxArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return w.topics(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case o.out != "":
				return o.write(w)
			case o.open || o.listen != "":
				return w.serveGuide(c.Context(), o.listen, o.open)
			}
			return w.printTopic(strings.Join(args, ""))
		},
	}
	f := c.Flags()
	f.BoolVar(&o.open, "open", false, t("guide.--open"))
	f.StringVar(&o.listen, "listen", "", t("guide.--listen"))
	f.StringVarP(&o.out, "out", "o", "", t("guide.--out"))
	must(c.MarkFlagDirname("out"))
	quietFlag(w, c, &o.quiet)
	return c
}

// book is the guide, with a reference of this program's commands.
func book() *guide.Book {
	return guide.New(func(say words.Locale) []byte {
		return manual.Markdown(newRoot(&world{say: say, env: func(string) string { return "" }}), say).Data
	})
}

// topics are the names of the chapters.
func (w *world) topics() (out []string) {
	b := book()
	for _, c := range b.Chapters() {
		out = append(out, b.Topic(c, w.say))
	}
	return out
}

// topicsOf are the names of the chapters in both languages.
func topicsOf(b *guide.Book) (out []string) {
	for _, c := range b.Chapters() {
		out = append(out, b.Topic(c, words.In(true)), b.Topic(c, words.In(false)))
	}
	return out
}

// printTopic prints the chapter of a topic; of none the first page.
func (w *world) printTopic(topic string) error {
	b := book()
	c := b.First()
	if topic != "" {
		var ok bool
		if c, ok = b.Find(topic); !ok {
			if near := editions.Alike(topicsOf(b), topic); len(near) > 0 {
				return words.Fault("guide-has-no-topic-did-you-mean", topic, strings.Join(near, ", "))
			}
			return words.Fault("guide-has-no-topic", topic, strings.Join(w.topics(), " "))
		}
	}
	return b.Text(w.out, c, w.say, w.columns())
}

// columns are those of the terminal, as far as it says; text is not set wider than is read well.
func (w *world) columns() int {
	if n, err := strconv.Atoi(w.env("COLUMNS")); err == nil && n > 0 {
		return min(n, 100)
	}
	return 80
}

// write writes the guide for a browser into a folder.
func (o *guideOptions) write(w *world) error {
	b := book()
	for _, name := range b.Names() {
		data, _ := b.File(name)
		if err := writePage(o.out, manual.Page{Name: name, Data: data}); err != nil {
			return err
		}
	}
	return w.done(o.quiet, filepath.Join(o.out, "index.html"))
}

// guidePath is where servers have the guide.
const guidePath = "/guide/"

// guideHandler answers at guidePath.
func (w *world) guideHandler() http.Handler {
	return http.StripPrefix(strings.TrimSuffix(guidePath, "/"), book().Handler(w.say.Chinese))
}

// serveGuide shows the guide until the context ends.
func (w *world) serveGuide(ctx context.Context, listen string, open bool) error {
	if listen == "" {
		listen = "127.0.0.1:0"
	}
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return cannotListen(listen, err)
	}
	mux := http.NewServeMux()
	mux.Handle(guidePath, w.guideHandler())
	mux.Handle("/", http.RedirectHandler(guidePath, http.StatusFound))
	address := "http://" + l.Addr().String() + guidePath
	if _, err := fmt.Fprintln(w.out, address); err != nil {
		return err
	}
	if open {
		w.show(address)
	}
	return serve(ctx, l, mux, w.err)
}

// show opens an address in the browser, or says why it cannot.
func (w *world) show(address string) {
	open := w.browse
	if open == nil {
		open = browse
	}
	if err := open(address); err != nil {
		fmt.Fprintln(w.err, w.say.T("cannot-open-browser", err))
	}
}

// listTopics is the end of the help: what the guide has.
func (w *world) listTopics() (rows []string) {
	line := "  "
	for _, topic := range w.topics() {
		if report.Columns(line)+report.Columns(topic) > 78 {
			rows, line = append(rows, line), "  "
		}
		line += topic + "  "
	}
	return append(rows, strings.TrimRight(line, " "))
}

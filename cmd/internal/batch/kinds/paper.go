package kinds

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/batch/store"
	"banxin/editions/texts"
	"banxin/output/works"
)

// imports takes copy into an edition, which is begun where there is none. The result is what
// is new in the paper.
func (c *call) imports() (job.Result, error) {
	if err := c.begin(); err != nil {
		return job.Result{}, err
	}
	flags, err := c.flags(job.Named)
	if err != nil {
		return job.Result{}, err
	}
	args := append([]string{"import", "-C", c.at.In, "--format=json"}, flags...)
	if c.task.Edition != "" {
		args = append(args, "--edition="+c.task.Edition)
	}
	for _, name := range job.Values(c.task.Options[job.Named]) {
		file, err := c.in(name)
		if err != nil {
			return job.Result{}, err
		}
		args = append(args, file)
	}
	out, err := c.changed("import.json", args)
	if err != nil {
		return job.Result{}, err
	}
	of, err := reported(out)
	if err == nil {
		err = c.nothing(of)
	}
	if err != nil {
		return job.Result{}, err
	}
	return of.result(), nil
}

// nothing is why an import has taken in nothing, where the edition has no other copy: there is nothing to go
// on with, however often it is tried.
func (c *call) nothing(of *report) error {
	if there, err := filepath.Glob(filepath.Join(c.at.In, "editions", "*", "stories", "*")); err != nil || len(there) > 0 {
		return err
	}
	for _, copy := range of.Copies {
		for _, f := range copy.Findings {
			if f.Severity == "error" {
				return &Refused{say.Fault("import-took-in-nothing", copy.File, f.Message)}
			}
		}
	}
	return nil
}

// begin begins an edition of several pages, as many as are given: banxin itself begins one of one page.
// Stories go on from page to page, so the texts of all pages are read together.
func (c *call) begin() error {
	if c.task.Options["as"] != "page" || c.task.Edition == "" {
		return nil
	}
	var pages []string
	for _, name := range job.Values(c.task.Options[job.Named]) {
		file, err := c.in(name)
		if err != nil {
			return err
		}
		n, called := pagesIn(file), job.PageOf(name)
		if n > 1 {
			called = "" // of all of them
		}
		for range min(n, mostPages-len(pages)) {
			pages = append(pages, called)
		}
	}
	if len(pages) == 0 || len(pages) == 1 && pages[0] == "" {
		return nil
	}
	dir := filepath.Join(c.at.In, "editions", c.task.Edition)
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	text := "日期: " + c.task.Edition + "\n版:\n"
	template := cmp.Or(c.task.Options["template"], "对开自动")
	last, names := 0, map[string]bool{}
	for _, name := range pages {
		number, err := strconv.Atoi(name)
		if err != nil || number <= last {
			number = last + 1
		}
		if name == "" || names[name] {
			name = strconv.Itoa(number)
		}
		text += fmt.Sprintf("  - 版名: %q\n", name)
		if number != last+1 {
			text += fmt.Sprintf("    版号: %d\n", number)
		}
		text += fmt.Sprintf("    模板: %q\n", template)
		last, names[name] = number, true
	}
	err := errors.Join(os.MkdirAll(filepath.Join(dir, "stories"), 0o777), os.MkdirAll(filepath.Join(dir, "images"), 0o777))
	return errors.Join(err, os.WriteFile(filepath.Join(dir, "edition.yaml"), []byte(text), 0o666))
}

// mostPages is how many pages an edition is begun with at most.
const mostPages = 200

// pagesIn is how many pages a file holds: a text is one, and a PDF file that cannot be read.
func pagesIn(file string) int {
	if !strings.EqualFold(filepath.Ext(file), ".pdf") {
		return 1
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return 1
	}
	d, err := works.OpenPDF(data)
	if err != nil {
		return 1
	}
	return max(d.Pages(), 1)
}

// makeup makes up the pages of an edition that have no slots, and takes a version into the
// paper.
func (c *call) makeup() (job.Result, error) {
	flags, err := c.flags("adopt")
	if err != nil {
		return job.Result{}, err
	}
	tmp, err := os.MkdirTemp(c.at.Out, ".made")
	if err != nil {
		return job.Result{}, err
	}
	defer os.RemoveAll(tmp)
	n := "1"
	if v := c.task.Options["adopt"]; v != "" {
		n = v
	}
	args := append([]string{"build", c.at.In, "-o", tmp, "--to=svg", "--format=json", "--progress=none", "--auto", "--adopt=" + n}, flags...)
	if c.task.Edition != "" {
		args = append(args, "--edition="+c.task.Edition)
	}
	out, err := c.changed("makeup.json", args)
	if err := errors.Join(err, os.RemoveAll(tmp)); err != nil {
		return job.Result{}, err
	}
	of, err := reported(out)
	if err != nil {
		return job.Result{}, err
	}
	r := of.result()
	r.Pages = 0 // they count where outputs are made of them
	of.left(&r)
	return r, nil
}

// changed runs a command that writes into the paper; the result is what it has written there,
// and what it says.
func (c *call) changed(said string, args []string) ([]byte, error) {
	out, err := c.banxin(args...)
	if err != nil {
		return nil, err
	}
	if err := c.carry(); err != nil {
		return nil, err
	}
	return out, c.say(job.SaidFolder+said, out)
}

// carry copies the files that are new or other than the task's inputs into the result.
func (c *call) carry() error {
	was := map[string]string{}
	for _, f := range c.task.Inputs {
		was[f.Name] = f.Hash
	}
	root, err := os.OpenRoot(c.at.In)
	if err != nil {
		return err
	}
	defer root.Close()
	to, err := os.OpenRoot(c.at.Out)
	if err != nil {
		return err
	}
	defer to.Close()
	return fs.WalkDir(root.FS(), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		f, err := root.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		hash, _, err := store.HashOf(f)
		if err != nil || hash == was[name] {
			return err
		}
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			return err
		}
		return put(to, name, f)
	})
}

func put(to *os.Root, name string, from io.Reader) error {
	if err := to.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	w, err := to.Create(name)
	if err != nil {
		return say.Fault("cannot-write-x", name, err)
	}
	_, err = io.Copy(w, from)
	return errors.Join(err, w.Close())
}

// site makes the web site of a library.
func (c *call) site() (job.Result, error) {
	flags, err := c.flags()
	if err != nil {
		return job.Result{}, err
	}
	out, err := c.banxin(append([]string{"site", c.at.In, "-o", c.at.Out, "--format=json"}, flags...)...)
	if err != nil {
		return job.Result{}, err
	}
	var made struct{ Papers int }
	if err := json.Unmarshal(out, &made); err != nil {
		return job.Result{}, say.Fault("report-cannot-be-read", err)
	}
	if made.Papers == 0 {
		return job.Result{}, &Refused{say.Fault("no-epapers-for-site")}
	}
	return c.without(), nil
}

// without is a result that says which jobs it was made without.
func (c *call) without() (r job.Result) {
	var all []item
	for _, id := range c.task.Missing {
		said := say.Msg("made-without", id)
		all = append(all, item{Code: "SRC-FILE", Severity: "error", Message: said.Text, Chinese: say.In(texts.Chinese).Told(said)})
	}
	add(&r, all)
	return r
}

// opds makes the catalogue of a library: what stands beside its editions.
func (c *call) opds() (job.Result, error) {
	flags, err := c.flags()
	if err != nil {
		return job.Result{}, err
	}
	if _, err = c.banxin(append([]string{"opds", c.at.In, "--format=json"}, flags...)...); err != nil {
		return job.Result{}, err
	}
	return c.without(), c.carry()
}

package cli

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"banxin/assets/faces"
	"banxin/cmd/internal/words"
	"banxin/fonts"
	"banxin/output/plates"
	"banxin/output/works"
)

// labels are the words on pictures.
func labels() (*plates.Label, error) {
	cat, err := fonts.NewCatalog(faces.All()...)
	if err != nil {
		return nil, err
	}
	return &plates.Label{Face: cat.Lookup("黑")}, nil
}

// sheets are pages of files, one after another.
type sheets struct {
	files []*plates.File
	names []string
	of    []place
}

// place is a page of one of the files.
type place struct{ file, page int }

// sheets opens PDF files, those of a folder, or makes those of a paper.
func (o *platesOptions) sheets(ctx context.Context, args []string) (*sheets, error) {
	s := &sheets{}
	add := func(name string, data []byte) error {
		f, err := plates.Open(data, plates.Options{PPI: o.ppi, Press: o.profile})
		if err != nil {
			return words.Fault("cannot-read-file", name, err)
		}
		for n := range f.Pages() {
			s.of = append(s.of, place{len(s.files), n + 1})
		}
		s.files, s.names = append(s.files, f), append(s.names, filepath.ToSlash(name))
		return nil
	}
	if len(args) == 0 {
		o.args(args)
		return s, o.made(ctx, add)
	}
	for _, arg := range args {
		st, err := os.Stat(arg)
		if err != nil {
			return nil, words.Fault("cannot-read-file", arg, err)
		}
		switch {
		case !st.IsDir():
			data, err := readFile(arg)
			if err != nil {
				return nil, words.Fault("cannot-read-file", arg, err)
			}
			if err := add(arg, data); err != nil {
				return nil, err
			}
		case ofPaper(arg):
			own := *o
			own.dir = arg
			if err := own.made(ctx, add); err != nil {
				return nil, err
			}
			o.limit, o.press = own.limit, own.press
		default:
			if err := inFolder(arg, add); err != nil {
				return nil, err
			}
		}
	}
	return s, nil
}

// ofPaper tells whether a folder is a paper's or an edition's, and no folder of PDF files.
func ofPaper(dir string) bool {
	if standsFile(dir, "paper.yaml") || standsFile(dir, "edition.yaml") {
		return true
	}
	if m, _ := filepath.Glob(filepath.Join(dir, "*.[pP][dD][fF]")); len(m) > 0 {
		return false
	}
	paper, _ := paperOf(dir)
	return isPaper(paper)
}

// inFolder reads the PDF files of a folder, in the order of their names.
func inFolder(dir string, add func(name string, data []byte) error) error {
	list, err := os.ReadDir(dir)
	if err != nil {
		return words.Fault("cannot-read-file", dir, err)
	}
	n := 0
	for _, e := range list {
		if e.IsDir() || !strings.EqualFold(filepath.Ext(e.Name()), ".pdf") {
			continue
		}
		name := filepath.Join(dir, e.Name())
		data, err := readFile(name)
		if err != nil {
			return words.Fault("cannot-read-file", name, err)
		}
		if err := add(name, data); err != nil {
			return err
		}
		n++
	}
	if n == 0 {
		return words.Fault("no-pdf-file-in", dir)
	}
	return nil
}

// made makes the press PDFs of a paper, as build does, and keeps them in memory.
func (o *platesOptions) made(ctx context.Context, add func(name string, data []byte) error) error {
	c, err := o.compose(ctx, works.Options{})
	if err != nil {
		return err
	}
	if c.Doc == nil {
		return words.Fault("edition-no-pages")
	}
	o.asks(&c.Edition.Paper.Press)
	kept := &keptFiles{}
	if _, err := c.Write(ctx, kept, works.MakeOptions{}, works.PDF); err != nil {
		return err
	}
	slices.SortFunc(kept.files, func(a, b keptFile) int { return cmp.Compare(a.name, b.name) })
	for _, f := range kept.files {
		if err := add(f.name, f.data.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

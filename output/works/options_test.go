package works

import (
	"context"
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"
)

// TestOptions: what cannot be is an error that a program can tell, and nothing is made.
func TestOptions(t *testing.T) {
	s := composed(t, small(), Options{})
	ctx := context.Background()
	made := func(o MakeOptions, kinds ...Kind) func() error {
		return func() error {
			to := &Memory{}
			_, err := s.MakeWith(ctx, to, o, kinds...)
			if err != nil && len(to.Names()) > 0 {
				t.Errorf("%+v: files were made", o)
			}
			return err
		}
	}
	version := func(k int) func() error {
		return func() error { _, err := s.Version(ctx, k); return err }
	}
	for name, c := range map[string]struct {
		do   func() error
		want error
	}{
		"PPI below 0":          {made(MakeOptions{PPI: -5}, PNG), ErrOption},
		"PPI too low":          {made(MakeOptions{PPI: MinPPI - 1}, SVG), ErrOption},
		"lowest PPI":           {made(MakeOptions{PPI: MinPPI}, PNG), nil},
		"PPI too high":         {made(MakeOptions{PPI: MaxPPI + 1}, PNG), ErrOption},
		"a name that leads up": {made(MakeOptions{Name: "../evil"}, SVG), ErrOption},
		"a name in a folder":   {made(MakeOptions{Name: "a/b"}, SVG), ErrOption},
		"a name of Windows":    {made(MakeOptions{Name: `a\b`}, SVG), ErrOption},
		"a stream of Windows":  {made(MakeOptions{Name: "a:b"}, SVG), ErrOption},
		"a name of dots":       {made(MakeOptions{Name: ".."}, SVG), ErrOption},
		"a line in a name":     {made(MakeOptions{Name: "a\nb"}, SVG), ErrOption},
		"a good name":          {made(MakeOptions{Name: "晚报.一"}, SVG), nil},
		"an unknown kind":      {made(MakeOptions{}, "docx"), ErrOption},
		"a page that is none":  {made(MakeOptions{Pages: Pages{{7, 9}}}, SVG), ErrOption},
		"a book of a page":     {made(MakeOptions{Pages: Pages{{1, 1}}}, EPUB), ErrOption},
		"a version":            {version(3), ErrOption},
		"a version below 0":    {version(-1), ErrOption},
		"pages of no number":   {func() error { _, err := ParsePages("x"); return err }, ErrOption},
	} {
		if err := c.do(); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestLinkedEditions: a paper whose editions lie elsewhere is not read.
func TestLinkedEditions(t *testing.T) {
	fsys := fstest.MapFS{"editions": {Data: []byte("../elsewhere/editions"), Mode: 0o777 | fs.ModeSymlink}}
	if _, err := Open(fsys, Options{}); !errors.Is(err, ErrOutside) {
		t.Error(err)
	}
}

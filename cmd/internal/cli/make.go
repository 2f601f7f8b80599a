package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"banxin/layout/page"
)

// maker makes the output files of one edition.
type maker struct {
	o        *buildOptions
	c        *composed
	doc      *page.Doc // the pages asked for
	outs     *outputs
	modified time.Time
}

// tasks lists what is to be made, the longest work first.
func (m *maker) tasks() []task {
	var out []task
	add := func(kind, name string, do func(io.Writer) error) {
		for _, k := range m.o.to {
			if k == kind {
				out = append(out, task{name, func(ctx context.Context) error { return m.outs.write(ctx, name, do) }})
				return
			}
		}
	}
	add("pdf", m.base()+m.pageRange()+".pdf", m.pdf)
	add("epub", m.base()+".epub", m.epub)
	for i, p := range m.doc.Pages {
		name := fmt.Sprintf("%s_%02d", strings.ReplaceAll(m.base(), "-", "_"), p.Number)
		add("png", name+".png", func(w io.Writer) error { return m.png(w, i) })
		add("svg", name+".svg", func(w io.Writer) error { return m.svg(w, i) })
	}
	return out
}

// base is the name of the edition's files: yxrb-20261020.
func (m *maker) base() string {
	code := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' {
			return r
		}
		return -1
	}, m.doc.Meta.Code)
	if code == "" {
		code = "edition"
	}
	return code + "-" + strings.ReplaceAll(m.doc.Meta.Date, "-", "")
}

// pageRange is the end of a file name that holds some pages only: _1_3-4.
func (m *maker) pageRange() string {
	if m.o.pages == "" {
		return ""
	}
	return "_" + strings.ReplaceAll(m.o.pages, ",", "_")
}

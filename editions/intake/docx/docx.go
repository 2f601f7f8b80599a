// Package docx reads Word files as Word, WPS and LibreOffice write them (ECMA-376 part 1).
package docx

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"banxin/editions/intake"
	"banxin/editions/source"
)

// Format is DOCX, with or without macros, which stay where they are.
var Format = intake.Format{Name: "docx", Extensions: []string{".docx", ".docm", ".dotx", ".wpsx"}, Sniff: sniff, Read: read}

// Old names the files of old programs, which are not read, and the way out.
var Old = intake.Format{Name: "doc", Extensions: []string{".doc", ".wps", ".wpt", ".dot"}, Sniff: sniffOld, Read: func(_ intake.File, c *intake.Copy) {
	c.Refuse("IMP-OLD", source.Msg("file-of-old-word-or-wps"), source.Msg("open-save-as-docx-without-password"))
}}

func sniff(f intake.File) int {
	if !bytes.HasPrefix(f.Data, []byte("PK")) {
		return 0
	}
	if bytes.Contains(f.Data, []byte("word/document.xml")) {
		return 95
	}
	if ext := strings.ToLower(path.Ext(f.Name)); slices.Contains([]string{".docx", ".docm", ".dotx"}, ext) {
		return 60
	}
	return 0
}

// sniffOld knows the compound files of Microsoft (MS-CFB 2.2).
func sniffOld(f intake.File) int {
	if bytes.HasPrefix(f.Data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) {
		return 90
	}
	return 0
}

// relation is an entry of a part's relationships.
type relation struct {
	kind, target string
	external     bool
}

// reader reads one document.
type reader struct {
	c      *intake.Copy
	a      *intake.Archive
	dir    string // of the main part
	rels   map[string]relation
	styles map[string]*style
	normal string // id of the default paragraph style
	base   props
	nums   map[string]*numbering
	counts map[string]*[9]int
	block  int // paragraphs so far
	part   string
	anchor map[string][2]int // of comments: from and to on the tape
	notes  []string          // footnotes and endnotes that the text refers to, by name
}

func read(f intake.File, c *intake.Copy) {
	a := c.Open(f.Data)
	if a == nil {
		return
	}
	r := &reader{c: c, a: a, anchor: map[string][2]int{}}
	main := r.main()
	if main == "" {
		c.Refuse("IMP-READ", source.Msg("file-holds-no-document"), source.Msg("open-in-program-wrote-save-anew"))
		return
	}
	r.dir = path.Dir(main)
	r.rels = r.relations(main)
	r.readStyles(a.Read(r.partOf("styles", "styles.xml")))
	r.readNumbers(a.Read(r.partOf("numbering", "numbering.xml")))
	data := a.Read(main)
	if c.Refused {
		return
	}
	r.document(newStream(c, data))
	r.footnotes("footnotes", "f")
	r.footnotes("endnotes", "e")
	r.comments()
	r.furniture()
	r.strangers()
}

// main finds the part that is the document.
func (r *reader) main() string {
	for _, x := range r.relations("") {
		if x.kind == "officeDocument" && r.a.Has(x.target) {
			return x.target
		}
	}
	if r.a.Has("word/document.xml") {
		return "word/document.xml"
	}
	return ""
}

// relations reads the relationships of a part; of the package, for an empty name.
func (r *reader) relations(part string) map[string]relation {
	dir, name := path.Split(part)
	out := map[string]relation{}
	data := r.a.Read(dir + "_rels/" + name + ".rels")
	if data == nil {
		return out
	}
	s := newStream(r.c, data)
	for {
		ev, t, _ := s.next()
		if ev == ended {
			return out
		}
		if ev != opened || t.name != "Relationship" {
			continue
		}
		x := relation{kind: path.Base(s.attr("Type")), target: s.attr("Target"), external: s.attr("TargetMode") == "External"}
		if !x.external {
			if strings.HasPrefix(x.target, "/") {
				x.target = strings.TrimPrefix(path.Clean(x.target), "/")
			} else {
				x.target = path.Join(dir, x.target)
			}
		}
		out[s.attr("Id")] = x
	}
}

// partOf finds a part by its kind, else by its usual name.
func (r *reader) partOf(kind, usual string) string {
	names := r.partsOf(kind)
	if len(names) > 0 {
		return names[0]
	}
	return path.Join(r.dir, usual)
}

func (r *reader) partsOf(kind string) []string {
	var out []string
	for _, x := range r.rels {
		if x.kind == kind && !x.external && r.a.Has(x.target) && !slices.Contains(out, x.target) {
			out = append(out, x.target)
		}
	}
	slices.Sort(out)
	return out
}

// document reads w:document.
func (r *reader) document(s *stream) {
	for {
		ev, t, _ := s.next()
		if ev == ended {
			return
		}
		if ev == opened && t.ns == word && t.name == "body" {
			r.body(s, r.c.Add)
		}
	}
}

// body reads paragraphs and tables up to the end of the element opened last.
func (r *reader) body(s *stream, add func(intake.Piece)) {
	var open *paragraph // its mark was deleted: it goes on in the next
	s.each(func(t tag) { r.block1(s, t, add, &open) })
	if open != nil {
		r.emit(open, add)
	}
}

func (r *reader) block1(s *stream, t tag, add func(intake.Piece), open **paragraph) {
	switch {
	case t.ns == word && t.name == "p":
		p := r.paragraph(s)
		if *open != nil {
			p.runs = append((*open).runs, p.runs...)
			p.after = append((*open).after, p.after...)
			p.props, p.at = (*open).props, (*open).at
		}
		*open = nil
		if p.joins {
			*open = p
			return
		}
		r.emit(p, add)
	case t.ns == word && t.name == "tbl":
		if *open != nil {
			r.emit(*open, add)
			*open = nil
		}
		r.table(s, add)
	case t.ns == compat && t.name == "AlternateContent":
		r.alternative(s, func(t tag) { r.block1(s, t, add, open) })
	case t.ns == word && (t.name == "sectPr" || t.name == "tblPr" || t.name == "tcPr" || t.name == "sdtPr" || t.name == "sdtEndPr"):
		s.skip()
	case t.ns == word && t.name == "altChunk":
		r.c.LeaveThing(r.rels[s.attr("id")].target, intake.Object, r.place())
		s.skip()
	default: // sdt, sdtContent, customXml, ins, moveTo round paragraphs
		s.each(func(t tag) { r.block1(s, t, add, open) })
	}
}

// alternative reads the choice that the document prefers; its fallback says the same again.
func (r *reader) alternative(s *stream, f func(tag)) {
	taken := false
	s.each(func(t tag) {
		if taken {
			s.skip()
			return
		}
		taken = true
		s.each(f)
	})
}

func (r *reader) place() intake.Place { return intake.Place{Part: r.part, Block: r.block} }

// emit adds a paragraph, and then what stood in it.
func (r *reader) emit(p *paragraph, add func(intake.Piece)) {
	piece := p.piece(r)
	if len(piece.Runs) > 0 || len(p.after) == 0 {
		add(piece)
	}
	for _, a := range p.after {
		add(a)
	}
}

// footnotes reads the notes that the text refers to, in the order of the part.
func (r *reader) footnotes(kind, prefix string) {
	data := r.a.Read(r.partOf(kind, kind+".xml"))
	if data == nil || r.c.Refused {
		return
	}
	rels := r.rels
	r.rels = r.relations(r.partOf(kind, kind+".xml"))
	r.part, r.block = kind, 0
	s := newStream(r.c, data)
	for {
		ev, t, _ := s.next()
		if ev == ended {
			break
		}
		if ev != opened || t.ns != word || t.name != "footnote" && t.name != "endnote" {
			continue
		}
		r.note(s, prefix)
	}
	r.rels, r.part = rels, ""
}

// note reads one note. Separators are notes too, and hold no text.
func (r *reader) note(s *stream, prefix string) {
	name, kind := prefix+s.attr("id"), s.attr("type")
	var runs []intake.Run
	r.body(s, func(p intake.Piece) {
		if len(runs) > 0 && len(p.Runs) > 0 {
			runs = append(runs, intake.Break())
		}
		runs = append(runs, p.Runs...)
		r.spill(p, func(more []intake.Run) { runs = append(runs, more...) })
	})
	if strings.TrimSpace(intake.TextOf(runs)) == "" || kind != "" && kind != "normal" {
		r.c.LeaveRuns(runs, intake.Blank, r.place())
		return
	}
	if !slices.Contains(r.notes, name) {
		r.c.LeaveRuns(runs, intake.Unused, r.place())
		return
	}
	r.c.Add(intake.Piece{Kind: intake.Foot, Note: name, Runs: runs, At: r.place()})
}

// spill hands on the text of a table or a picture where only text can stand.
func (r *reader) spill(p intake.Piece, f func([]intake.Run)) {
	for _, row := range p.Rows {
		for _, c := range row {
			f(append([]intake.Run{intake.Break()}, c.Runs...))
		}
	}
	if p.Pic != nil {
		r.c.LeaveRuns(p.Pic.Alt, intake.Decoration, p.At)
		r.c.LeaveThing(p.Pic.Name, intake.Decoration, p.At)
	}
}

// comments reads what was written beside the text.
func (r *reader) comments() {
	data := r.a.Read(r.partOf("comments", "comments.xml"))
	if data == nil || r.c.Refused {
		return
	}
	r.part, r.block = "comments", 0
	s := newStream(r.c, data)
	for {
		ev, t, _ := s.next()
		if ev == ended {
			break
		}
		if ev != opened || t.ns != word || t.name != "comment" {
			continue
		}
		k := intake.Comment{By: s.attr("author"), At: s.attr("date")}
		at := r.anchor[s.attr("id")]
		k.From, k.To = at[0], max(at[0], at[1])
		r.body(s, func(p intake.Piece) {
			if len(k.Runs) > 0 && len(p.Runs) > 0 {
				k.Runs = append(k.Runs, intake.Break())
			}
			k.Runs = append(k.Runs, p.Runs...)
			r.spill(p, func(more []intake.Run) { k.Runs = append(k.Runs, more...) })
		})
		r.c.Comments = append(r.c.Comments, k)
	}
	r.part = ""
}

// furniture leaves out headers and footers.
func (r *reader) furniture() {
	for _, kind := range []string{"header", "footer"} {
		for _, name := range r.partsOf(kind) {
			r.part, r.block = kind, 0
			s := newStream(r.c, r.a.Read(name))
			for !r.c.Refused {
				ev, t, _ := s.next()
				if ev == ended {
					break
				}
				if ev == opened && t.ns == word && (t.name == "hdr" || t.name == "ftr") {
					r.body(s, func(p intake.Piece) {
						r.c.LeaveRuns(p.Runs, intake.Furniture, p.At)
						r.spill(p, func(more []intake.Run) { r.c.LeaveRuns(more, intake.Furniture, p.At) })
					})
				}
			}
		}
	}
	r.part = ""
}

// strangers notes the parts that stay out: macros, embedded files, sounds.
func (r *reader) strangers() {
	for _, name := range r.a.Names {
		switch {
		case strings.HasSuffix(name, "vbaProject.bin"), strings.Contains(name, "/embeddings/"), strings.Contains(name, "/charts/chart"), strings.Contains(name, "/activeX/"), strings.Contains(name, "/diagrams/data"):
			r.c.LeaveThing(name, intake.Object, intake.Place{})
		}
	}
}

package works

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"banxin/editions"
	"banxin/editions/notes"
	"banxin/editions/source"
	"banxin/output/pdfread"
)

// Annotated is what readers have put on a PDF of the edition's pages.
type Annotated struct {
	Events []notes.Event // to be added to the notes, in order
	Known  int           // remarks that the notes have already
	Loose  []notes.Event // those of Events whose words were not found: they are of their page
}

// Annotated reads the annotations of a PDF file, be it a proof with the notes on it or any other
// print of the pages, whatever program has made them, and pins each to the words under it. What
// was read before is known again; notes that went out on the proof come back with what was
// answered to them and what was settled.
func (s *Set) Annotated(data []byte) (*Annotated, error) {
	if s.Doc == nil {
		return nil, source.Faultf("no-pages-for-annotations")
	}
	f, err := pdfread.Open(data)
	if err != nil {
		return nil, err
	}
	r := &annotatedReader{set: s, out: &Annotated{}, seeker: notes.NewSeeker(s.Edition.Stories), prints: s.prints()}
	pages := 0
	for n := 1; n <= f.Pages(); n++ {
		list, err := f.Annotations(n)
		if err != nil {
			return nil, err
		}
		if len(list) == 0 {
			continue
		}
		p, err := f.Page(n)
		if err != nil {
			return nil, err
		}
		if r.turn(p) {
			pages++
		}
		r.page(list)
	}
	if pages == 0 && len(r.out.Events) > 0 {
		return nil, source.Faultf("annotations-of-another-edition")
	}
	return r.out, nil
}

// annotatedReader reads one file.
type annotatedReader struct {
	set    *Set
	out    *Annotated
	seeker *notes.Seeker
	prints []map[string]bool // of the edition's pages

	text  *sheetText // of the page that is read
	on    int        // the page in Doc that it shows; -1: none of them
	here  map[string]bool
	ids   []string // of the notes that annotations are or became, by their places in the list
	made  map[string]int
	count int
}

// turn begins a page of the file; false where it shows none of the edition's.
func (r *annotatedReader) turn(p *pdfread.Page) bool {
	r.text = newSheetText(p)
	r.on, r.here = -1, map[string]bool{}
	most := 0
	own := trigrams(string(r.text.runes))
	for i, print := range r.prints {
		n := 0
		for g := range own {
			if print[g] {
				n++
			}
		}
		if n > most {
			r.on, most = i, n
		}
	}
	if r.on < 0 || 4*most < len(r.prints[r.on]) {
		r.on = max(r.on, 0) // the likeliest
		return false
	}
	for id, on := range pagesOf(r.set.Doc) {
		r.here[id] = slices.Contains(on, r.on)
	}
	return true
}

func (r *annotatedReader) page(list []pdfread.Annotation) {
	r.ids, r.made = make([]string, len(list)), map[string]int{}
	for i := range list {
		if list[i].Re < 0 {
			r.remark(list, i)
		}
	}
	for i := range list {
		if root := rootOf(list, i); root != i && !list[i].Group {
			r.answer(&list[i], r.ids[root])
		}
	}
}

// rootOf is the remark that an annotation answers in the end.
func rootOf(list []pdfread.Annotation, i int) int {
	for range 20 {
		if list[i].Re < 0 || list[i].Re == i {
			return i
		}
		i = list[i].Re
	}
	return i
}

// remark takes a remark in, with what is one with it.
func (r *annotatedReader) remark(list []pdfread.Annotation, i int) {
	a := list[i]
	for k := range list {
		if list[k].Re == i && list[k].Group && k != i {
			a = joined(a, list[k])
		}
	}
	if id, ours := strings.CutPrefix(a.Name, commentName); ours && r.set.remarks.Note(id) != nil {
		r.ids[i] = id
		r.out.Known++
		if n := r.set.remarks.Note(id); a.Text != "" && a.Text != n.Event.Text && a.Text != n.Kind && !strings.HasSuffix(a.Text, "："+n.Event.Text) {
			r.add(notes.Event{ID: r.id(&a, a.Text), Re: id, By: a.Author, At: when(a.Modified), Text: a.Text})
		}
		return
	}
	e := notes.Event{ID: r.id(&a, ""), Kind: kindOf(&a), By: a.Author, At: when(a.Modified), Text: a.Text}
	if e.Text == e.Kind {
		e.Text = "" // what Comments writes where nothing was said
	}
	r.ids[i] = e.ID
	st, q, found := r.seek(&a)
	if found {
		e.Story, e.Quotation = st.ID, q
	} else {
		e.Page = r.set.Doc.Pages[r.on].Name
	}
	if r.add(e) && !found {
		r.out.Loose = append(r.out.Loose, e)
	}
}

// joined is a remark with its second half: a word struck out, and what is to stand there.
func joined(a, half pdfread.Annotation) pdfread.Annotation {
	if half.Kind == "StrikeOut" || len(a.Words) == 0 {
		a.Words, a.Kind = half.Words, "StrikeOut"
	}
	if a.Text == "" {
		a.Text = half.Text
	}
	a.Subject = "改"
	return a
}

// add takes an event in, unless the notes have it; false where they do.
func (r *annotatedReader) add(e notes.Event) bool {
	if r.set.remarks.Has(e.ID) || slices.ContainsFunc(r.out.Events, func(x notes.Event) bool { return x.ID == e.ID }) {
		r.out.Known++
		return false
	}
	r.out.Events = append(r.out.Events, e)
	return true
}

// answer takes in what somebody said to a remark, or that it is settled.
func (r *annotatedReader) answer(a *pdfread.Annotation, of string) {
	switch {
	case of == "" || strings.HasPrefix(a.Name, "done."+commentName) && r.set.remarks.Note(of) != nil: // or it was not our paper's
	case a.State == "Completed" || a.State == "Cancelled":
		r.settle(a, of)
	case a.State == "" && a.Text != "":
		if id, ours := strings.CutPrefix(a.Name, commentName); ours && r.set.remarks.Has(id) {
			r.out.Known++
			return
		}
		r.add(notes.Event{ID: r.id(a, of), Re: of, By: a.Author, At: when(a.Modified), Text: a.Text})
	}
}

// settle says that a note is done, unless that is known.
func (r *annotatedReader) settle(a *pdfread.Annotation, of string) {
	var e notes.Event
	if n := r.set.remarks.Note(of); n != nil {
		if !n.Open() {
			return
		}
		e = n.Event
	}
	for _, x := range r.out.Events {
		if x.ID == of && x.Re == "" {
			e = x
		}
	}
	if e.ID == "" || e.State == notes.Done {
		return
	}
	e.State, e.By, e.At = notes.Done, a.Author, when(a.Modified)
	r.out.Events = append(r.out.Events, e)
}

// id is the name of a note that an annotation becomes: the same whenever the file is read.
func (r *annotatedReader) id(a *pdfread.Annotation, more string) string {
	key := a.Name + "\n" + more
	if a.Name == "" {
		r.count++
		key = fmt.Sprintf("%s\n%s\n%s\n%s\n%v\n%v\n%s", a.Kind, a.Author, a.Modified, a.Text, a.Box, a.Words, more)
	}
	sum := sha256.Sum256([]byte(key))
	return "a" + hex.EncodeToString(sum[:4])
}

// kindOf is the kind of note that an annotation is.
func kindOf(a *pdfread.Annotation) string {
	switch {
	case slices.Contains(notes.Kinds, a.Subject):
		return a.Subject
	case a.Kind == "StrikeOut":
		return "删"
	case a.Kind == "Caret":
		return "增"
	case strings.HasSuffix(a.Text, "？") || strings.HasSuffix(a.Text, "?"):
		return "问"
	}
	return "注"
}

// when is a date of PDF (ISO 32000-2, 7.9.4) as notes have it.
func when(date string) string {
	s := strings.ReplaceAll(strings.TrimPrefix(date, "D:"), "'", "")
	for _, form := range []string{"20060102150405-0700", "20060102150405Z0700", "20060102150405Z", "20060102150405", "200601021504", "20060102"} {
		if t, err := time.Parse(form, s); err == nil {
			return t.Format(time.RFC3339)
		}
	}
	return date
}

// seek finds the words of an annotation.
func (r *annotatedReader) seek(a *pdfread.Annotation) (*editions.Story, notes.Quotation, bool) {
	weight := func(s *editions.Story) int {
		if r.here[s.ID] {
			return 1
		}
		return 0
	}
	for _, w := range r.text.under(a) {
		if w.from >= w.to {
			continue
		}
		if st, q, ok := r.seeker.Seek(r.text.slice(w.from, w.to), r.text.slice(w.from-around, w.from), r.text.slice(w.to, w.to+around), weight); ok {
			return st, q, true
		}
	}
	return nil, notes.Quotation{}, false
}

// around is how many characters before and after words are looked at.
const around = 24

// prints are the three characters after another that the stories of each page have.
func (s *Set) prints() (out []map[string]bool) {
	for _, pg := range s.Doc.Pages {
		out = append(out, trigrams(storyText(pg)))
	}
	return out
}

func trigrams(text string) map[string]bool {
	out := map[string]bool{}
	r := []rune(text)
	for i := 0; i+3 <= len(r); i++ {
		out[string(r[i:i+3])] = true
	}
	return out
}

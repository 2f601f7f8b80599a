package report

import (
	"bytes"
	"encoding/base64"
	"html/template"
	"io"
	"slices"
	"strings"

	"banxin/editions/compare"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/png"
	"banxin/output/proof"
)

// HTML writes the comparison as one file for a browser: page by page the stories that
// changed, with what was deleted and inserted in its place and the rest folded, beside
// the page with the changes marked, where the later side is a paper.
func (d *Difference) HTML(out io.Writer) error {
	v := diffView{Title: d.Say.T("from-to", d.Name(d.A), d.Name(d.B), d.Report.B.Paper, d.Report.B.Date), Lang: "en", Report: d.Report}
	if d.Say.Chinese {
		v.Lang = "zh-CN"
	}
	var b bytes.Buffer
	t := &Text{Say: d.Say}
	v.Sums = t.lines(func(t *Text) { t.sums(d.Report) })
	v.Layout = t.lines(func(t *Text) { t.layoutOnly(d.Report) })
	v.LayoutTitle = d.Say.T("set-otherwise-what-banxin-writes-itself")
	for _, p := range d.pages() {
		pv, err := d.pageView(p)
		if err != nil {
			return err
		}
		v.Pages = append(v.Pages, pv)
	}
	if err := diffPage.Execute(&b, v); err != nil {
		return err
	}
	_, err := out.Write(b.Bytes())
	return err
}

// diffView is what the page for a browser shows.
type (
	diffView struct {
		Title, Lang, LayoutTitle string
		Report                   *compare.Report
		Sums, Layout             []string
		Pages                    []pageView
	}
	pageView struct {
		Name, State string
		Same        bool
		Stories     []storyView
		Picture     template.URL
	}
	storyView struct {
		Slot, ID, Title string
		Fate            []string
		Parts           []partView
	}
	partView struct {
		Name   string
		Also   string // how it looks otherwise
		Where  string
		Segs   []compare.Seg // of a part that changed
		Folded []string      // texts that did not, one after another
	}
)

func (d *Difference) pageView(p onPages) (pageView, error) {
	v := pageView{Name: d.Say.T("page-name-section", p.Name, p.Section), State: d.pageState(p.State), Same: p.State == compare.Same}
	if p.Number == 0 {
		v.Name = d.Say.T("on-no-page")
	}
	for _, s := range p.stories {
		v.Stories = append(v.Stories, d.storyView(p.Number, s))
	}
	if !d.B.Paper || p.Number == 0 || len(p.stories) == 0 {
		return v, nil
	}
	picture, err := d.picture(p.Number)
	v.Picture = picture
	return v, err
}

// storyView shows the parts of a story from the first that changed on the page to the
// last, those between them folded.
func (d *Difference) storyView(number int, s onStory) storyView {
	v := storyView{ID: s.ID, Title: s.Title, Fate: d.fate(s)}
	for _, at := range s.Places {
		if at.Page == number {
			v.Slot = at.Slot
			break
		}
	}
	if s.State != "" {
		v.Parts = d.wholeStory(s.StoryChange)
		return v
	}
	parts := partsOf(d.B.Round, s.ID)
	changes := slices.Clone(s.changes)
	slices.SortStableFunc(changes, func(a, b compare.Change) int { return a.Part - b.Part })
	next := 0
	fold := func(to int) {
		var f partView
		for ; next < to && next < len(parts); next++ {
			if !slices.ContainsFunc(s.Changes, func(c compare.Change) bool { return c.Part <= next && next < c.Part+c.Parts }) {
				f.Folded = append(f.Folded, oneLine(parts[next].Text))
			}
		}
		if len(f.Folded) > 0 {
			f.Name = d.Say.T("parts-unchanged", len(f.Folded))
			v.Parts = append(v.Parts, f)
		}
	}
	for _, c := range changes {
		fold(c.Part)
		part := partView{Name: d.what(&c), Where: c.Pos.String(), Segs: visible(c.Segs)}
		if c.Kind != compare.Styled {
			part.Also = d.otherwise(&c)
		}
		v.Parts = append(v.Parts, part)
		next = max(next, c.Part+c.Parts)
	}
	fold(len(parts))
	return v
}

// wholeStory shows all parts of a story that came or went.
func (d *Difference) wholeStory(s *compare.StoryChange) []partView {
	round, op := d.B.Round, compare.Insert
	if s.State == compare.Removed {
		round, op = d.A.Round, compare.Delete
	}
	var out []partView
	nth := map[string]int{}
	for _, p := range partsOf(round, s.ID) {
		nth[p.Role]++
		out = append(out, partView{Name: d.part(p.Role, nth[p.Role]), Segs: []compare.Seg{{Op: op, Text: p.Text}}})
	}
	return out
}

func partsOf(r *compare.Round, id string) []compare.Part {
	for i := range r.Stories {
		if r.Stories[i].ID == id {
			return r.Stories[i].Parts
		}
	}
	return nil
}

// visible gives ends of paragraphs that came or went a sign.
func visible(segs []compare.Seg) []compare.Seg {
	out := slices.Clone(segs)
	for i := range out {
		if out[i].Op != compare.Keep {
			out[i].Text = strings.ReplaceAll(out[i].Text, "\n", "¶\n")
		}
	}
	return out
}

// picture draws a page with its changes marked, as an address that holds the picture.
func (d *Difference) picture(number int) (template.URL, error) {
	i := slices.IndexFunc(d.B.Doc.Pages, func(p *page.Page) bool { return p.Number == number })
	if i < 0 {
		return "", nil
	}
	doc, err := proof.Overlay(d.B.Doc, d.B.Catalog, proof.Sheet{Page: i, Notes: d.Notes(number)}, proof.Options{Layers: proof.Notes})
	if err != nil {
		return "", err
	}
	pg := *d.B.Doc.Pages[i]
	pg.Items = append(slices.Clone(pg.Items), doc.Pages[0].Items...)
	doc.Pages[0] = &pg
	var b bytes.Buffer
	if err := png.Write(&b, page.ForProof(doc, true), 0, d.B.Catalog, png.Options{PPI: 90}); err != nil {
		return "", err
	}
	return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes())), nil
}

// Notes are the changes of a page, or, with 0, of all, as a proof lists them.
func (d *Difference) Notes(number int) []proof.Note {
	var out []proof.Note
	t := &Text{Say: d.Say}
	for i := range d.Report.Stories {
		s := &d.Report.Stories[i]
		for _, l := range d.fate(onStory{StoryChange: s, whole: number == 0 || home(s) == number}) {
			n := proof.Note{Level: proof.Changed, Text: l, Story: s.ID}
			out = append(out, n)
		}
		for j := range s.Changes {
			c := &s.Changes[j]
			for k := range c.Edits {
				if e := &c.Edits[k]; number == 0 || e.Page == number {
					out = append(out, d.note(s, c, e, d.Say.T("%s: %s", d.what(c), t.marked(c, e))))
				}
			}
		}
	}
	return out
}

func (d *Difference) note(s *compare.StoryChange, c *compare.Change, e *compare.Edit, text string) proof.Note {
	n := proof.Note{Level: proof.Changed, Text: text, Story: s.ID, Slot: e.Slot, Chars: e.Chars}
	if c.Kind != compare.Removed {
		n.File, n.Line, n.Col = e.Pos.File, int32(e.Pos.Line), int32(e.Pos.Col)
	}
	for _, l := range e.Lines {
		if l.Page == e.Page {
			n.Lines = append(n.Lines, onPage(l.Rect))
		}
	}
	return n
}

// onPage returns a place in 1/1000 mm in page lengths.
func onPage(r [4]int) unit.Rect {
	l := func(um int) unit.Length { return unit.Millimetres(int64(um)) }
	return unit.Rect{X: l(r[0]), Y: l(r[1]), W: l(r[2]), H: l(r[3])}
}

var diffPage = template.Must(template.New("diff").Parse(diffTemplate))

const diffTemplate = `<!DOCTYPE html>
<html lang="{{.Lang}}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}}</title>
<style>
:root { color-scheme: light }
body { font: 16px/1.7 "Noto Serif CJK SC", "Songti SC", SimSun, serif; margin: 0 auto; padding: 0 1rem 3rem; max-width: 80rem; color: #1a1a1a; background: #fff }
h1 { font-size: 1.2rem } h2 { font-size: 1.1rem; border-top: 2px solid #1a1a1a; padding-top: .4rem; margin-top: 2rem } h3 { font-size: 1rem; margin: 1.2rem 0 .2rem }
h2 small, h3 small, .where { font-weight: normal; color: #666; font-size: .8rem } .where { overflow-wrap: anywhere }
del { color: #b00020; background: #fde7ea; text-decoration: line-through }
ins { color: #00592d; background: #dff3e6; text-decoration: underline; text-underline-offset: .2em }
.part { margin: .5rem 0; padding-left: .7rem; border-left: 4px solid #b0006d; white-space: pre-wrap; overflow-wrap: anywhere }
.name { display: block; color: #b0006d; font-size: .85rem }
details { margin: .4rem 0; color: #666 } summary { cursor: pointer; font-size: .85rem }
.sums { font-weight: bold; margin: 0; padding: 0; list-style: none } .same h2 { color: #00592d }
.page { display: flex; flex-wrap: wrap; gap: 1.5rem } .page > div { flex: 1 1 24rem; min-width: 0 } .page > figure { flex: 1 1 30rem; margin: 0; min-width: 0 }
img { width: 100%; border: 1px solid #ccc; cursor: zoom-in } input { position: absolute; opacity: 0 } input:checked + label { display: block; overflow: auto; max-height: 90vh } input:checked + label img { width: auto; max-width: none; cursor: zoom-out }
pre { white-space: pre-wrap; font: inherit }
</style>
<h1>{{.Title}}</h1>
<ul class="sums">{{range .Sums}}<li>{{.}}</li>{{end}}</ul>
{{range $n, $p := .Pages}}<section{{if .Same}} class="same"{{end}}>
<h2>{{.Name}}{{with .State}} <small>{{.}}</small>{{end}}</h2>
{{if .Stories}}<div class="page"><div>
{{range .Stories}}<article><h3>{{with .Slot}}{{.}} · {{end}}{{.Title}} <small>{{.ID}}</small></h3>
{{range .Fate}}<p class="part">{{.}}</p>
{{end}}{{range .Parts}}{{if .Folded}}<details><summary>{{.Name}}</summary>{{range .Folded}}<p>{{.}}</p>{{end}}</details>
{{else}}<div class="part"><span class="name">{{.Name}}{{with .Also}} · {{.}}{{end}}</span>{{range .Segs}}{{if eq .Op 1}}<del>{{.Text}}</del>{{else if eq .Op 2}}<ins>{{.Text}}</ins>{{else}}{{.Text}}{{end}}{{end}} <span class="where">{{.Where}}</span></div>
{{end}}{{end}}</article>
{{end}}</div>{{with .Picture}}<figure><input type="checkbox" id="p{{$n}}"><label for="p{{$n}}"><img alt="{{$p.Name}}" src="{{.}}"></label></figure>{{end}}</div>{{end}}
</section>
{{end}}{{with .Layout}}<details><summary>{{$.LayoutTitle}}</summary>{{range .}}<div>{{.}}</div>{{end}}</details>{{end}}
`

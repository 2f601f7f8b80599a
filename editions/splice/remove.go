package splice

import (
	"bytes"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
)

// Remove takes away what a path leads to, with its key or dash. Remarks on its lines stay: behind
// a key they keep it, without a value.
func (d *Doc) Remove(path ...Step) error {
	s := d.spot(path)
	if len(path) == 0 || len(s.at) < len(path) {
		return ErrWritten
	}
	up, i := s.trail[len(s.trail)-1], s.at[len(s.at)-1]
	want := func(m *meaning) *meaning {
		at, _ := m.at(path[:len(path)-1])
		at.items = slices.Delete(at.items, i, i+1)
		if up.Shape == editions.Mapping {
			at.keys = slices.Delete(at.keys, i, i+1)
		}
		if len(at.items) == 0 && !up.Flow {
			*at = meaning{}
		}
		return m
	}
	if up.Flow {
		return d.change([]Edit{d.unlist(up, i)}, want)
	}
	start, end := d.member(up, i)
	region := source.Span{Start: start, End: d.lineEnd(end)}
	first := bytes.LastIndexByte(d.text[:start], '\n') + 1
	kept := d.remarks(s.node, source.Span{Start: min(end, region.End), End: region.End})
	inside := d.remarks(s.node, source.Span{Start: start, End: end})
	if up.Shape == editions.Mapping && (len(kept) > 0 || strings.TrimSpace(string(d.text[first:start])) != "") {
		return d.empty(s, path)
	}
	pad := string(d.text[first:start])
	if up.Shape == editions.Sequence {
		dash := strings.LastIndexByte(pad, '-')
		if dash < 0 || strings.TrimSpace(pad[:dash]) != "" {
			return ErrWritten
		}
		pad = pad[:dash]
	}
	text := ""
	for _, c := range append(inside, kept...) {
		text += pad + c + d.newline()
	}
	if region.End < len(d.text) {
		region.End++
	} else if text == "" && first > 0 { // the file ends without a newline
		first -= len(d.newline())
	}
	return d.change([]Edit{{first, region.End, text}}, want)
}

// member is the place of an item, or of a key with its value.
func (d *Doc) member(up *editions.Node, i int) (start, end int) {
	if up.Shape == editions.Mapping {
		return up.Pairs[i].Key.Span.Start, d.pairEnd(up.Pairs[i])
	}
	return up.Items[i].Span.Start, d.end(up.Items[i])
}

// empty takes the value of a key away and leaves the key, for what is remarked behind it.
func (d *Doc) empty(s spot, path []Step) error {
	from := d.valueFrom(s)
	end := d.valueEnd(s.node, from)
	text := d.keeping(s.node, "", source.Span{Start: from, End: end})
	return d.change([]Edit{{from, end, text}}, func(m *meaning) *meaning {
		m.put(d.called, &meaning{}, path)
		return m
	})
}

// unlist takes an item or entry out of brackets or braces, with its comma.
func (d *Doc) unlist(up *editions.Node, i int) Edit {
	n := len(up.Items) + len(up.Pairs)
	start, end := d.member(up, i)
	switch {
	case i > 0:
		_, start = d.member(up, i-1)
	case n > 1:
		end, _ = d.member(up, 1)
	default:
		for end < up.Span.End-1 && strings.IndexByte(" ,", d.text[end]) >= 0 {
			end++
		}
	}
	return Edit{start, end, ""}
}

// Insert puts a text into a list, before the item at a place; a single text becomes a list, and
// nothing a single text.
func (d *Doc) Insert(i int, v Value, path ...Step) error {
	s := d.spot(path)
	if len(s.at) < len(path) || s.node.Shape == editions.Blank {
		if len(s.at) == len(path) && len(path) > 0 && v.shape == editions.Mapping && !s.flow {
			return d.listed(s, v, path)
		}
		return d.Set(v, path...)
	}
	n := s.node
	want := func(m *meaning) *meaning {
		at, _ := m.at(path)
		if at.shape == editions.Scalar {
			at.items = []*meaning{{text: at.text, shape: editions.Scalar}}
			at.shape, at.text = editions.Sequence, ""
		}
		i = min(i, len(at.items))
		at.items = slices.Insert(at.items, i, v.meant())
		return m
	}
	switch {
	case n.Shape == editions.Scalar && !n.Lines:
		parts := []string{Scalar(n.Text)}
		parts = slices.Insert(parts, min(i, 1), v.String())
		return d.change([]Edit{{n.Span.Start, n.Span.End, "[" + strings.Join(parts, ", ") + "]"}}, want)
	case n.Shape != editions.Sequence:
		return ErrWritten
	case n.Flow:
		return d.change([]Edit{d.inBrackets(n, i, v.String())}, want)
	}
	pad, ok := d.dash(n)
	if !ok {
		return ErrWritten
	}
	if i < len(n.Items) {
		at := bytes.LastIndexByte(d.text[:n.Items[i].Span.Start], '\n') + 1
		return d.change([]Edit{{at, at, pad + v.String() + d.newline()}}, want)
	}
	return d.change([]Edit{d.below(d.end(n), "", pad+v.String())}, want)
}

// listed begins a list, as lines, below a key without a value.
func (d *Doc) listed(s spot, v Value, path []Step) error {
	at := d.valueFrom(s)
	if at < 0 {
		return ErrWritten
	}
	up := s.trail[len(s.trail)-1]
	e := d.below(at, d.pad(up.Pairs[0].Key.Span.Start)+"  ", "- "+v.String())
	return d.change([]Edit{e}, func(m *meaning) *meaning {
		m.put(d.called, &meaning{shape: editions.Sequence, items: []*meaning{v.meant()}}, path)
		return m
	})
}

// dash is how the lines of a list's items begin.
func (d *Doc) dash(n *editions.Node) (string, bool) {
	at := n.Items[0].Span.Start
	pad := string(d.text[bytes.LastIndexByte(d.text[:at], '\n')+1 : at])
	return pad, strings.TrimSpace(pad) == "-"
}

func (d *Doc) inBrackets(n *editions.Node, i int, text string) Edit {
	switch {
	case len(n.Items) == 0:
		return Edit{n.Span.Start + 1, n.Span.Start + 1, text}
	case i < len(n.Items):
		at := n.Items[i].Span.Start
		return Edit{at, at, text + ", "}
	}
	at := d.end(n.Items[len(n.Items)-1])
	return Edit{at, at, ", " + text}
}

// beginList writes a key with a list of lines, of one item yet, behind those of the file.
func (d *Doc) beginList(key Step, v Value) error {
	if d.root == nil || d.root.Shape != editions.Mapping {
		return ErrWritten
	}
	e := d.inBraces(d.root, Scalar(d.called(key))+": ["+v.String()+"]", -1)
	if !d.root.Flow {
		e = d.onLine(d.root, Scalar(d.called(key))+":\x00  - "+v.String(), -1)
	}
	return d.change([]Edit{e}, func(m *meaning) *meaning {
		m.put(d.called, &meaning{shape: editions.Sequence, items: []*meaning{v.meant()}}, []Step{key})
		return m
	})
}

// AddPage writes the lines of a page behind the last one of edition.yaml and its remarks; the first
// line begins with its dash.
func (d *Doc) AddPage(lines []string) error {
	n := d.Get(pagesKey)
	if n == nil || n.Shape != editions.Sequence || n.Flow || len(n.Items) == 0 {
		return ErrWritten
	}
	pad, ok := d.dash(n)
	if !ok {
		return ErrWritten
	}
	page, _, _ := editions.Outline(source.NewFile(d.name, []byte(strings.Join(lines, "\n")+"\n")))
	if page == nil || page.Shape != editions.Sequence || len(page.Items) != 1 {
		return ErrWritten
	}
	pad = pad[:strings.IndexByte(pad, '-')]
	at := d.end(n)
	for end := d.lineEnd(at); end < len(d.text) && d.remarkLine(end+1, len(pad)); end = d.lineEnd(end + 1) {
		at = end + 1
	}
	return d.change([]Edit{d.below(at, pad, strings.Join(lines, "\x00"))}, func(m *meaning) *meaning {
		list, _ := m.at([]Step{pagesKey})
		list.items = append(list.items, meant(page.Items[0]))
		return m
	})
}

// remarkLine tells whether the line at a place is a comment that stands more than so far in.
func (d *Doc) remarkLine(at, pad int) bool {
	line := string(d.text[at:d.lineEnd(at)])
	rest := strings.TrimLeft(line, " ")
	return len(line)-len(rest) > pad && strings.HasPrefix(rest, "#")
}

package splice

import (
	"bytes"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
)

// spot is what a path leads to, as far as it leads.
type spot struct {
	node  *editions.Node // the last one that is there
	trail []*editions.Node
	at    []int // places of the steps in trail
	flow  bool  // it stands in brackets or braces
}

func (d *Doc) spot(path []Step) spot {
	s := spot{node: d.root}
	if d.root == nil {
		s.node = &editions.Node{Span: d.span}
	}
	for _, step := range path {
		i := step.of(s.node)
		if i < 0 {
			break
		}
		s.flow = s.flow || s.node.Flow
		s.trail, s.at = append(s.trail, s.node), append(s.at, i)
		s.node = step.into(s.node, i)
	}
	return s
}

// Set writes a value at a path, over the one that is there; keys of the path that are not there
// are written too, behind those that are.
func (d *Doc) Set(v Value, path ...Step) error {
	return d.set(v, comesLast, path)
}

// Places of a new key in a mapping that are none after another key.
const (
	comesLast  = -1
	comesFirst = -2
)

// set is Set where a new key comes after that of a place in the last mapping there is, or last, or first.
func (d *Doc) set(v Value, after int, path []Step) error {
	s := d.spot(path)
	want := func(m *meaning) *meaning {
		if n := len(s.at); n < len(path) && after != comesLast {
			return m.putAfter(d.called, v.meant(), max(after, -1), path, n)
		}
		m.put(d.called, v.meant(), path)
		return m
	}
	n := len(s.at)
	if n == len(path) {
		return d.change([]Edit{d.over(s, v)}, want)
	}
	if path[n].index >= 0 {
		return ErrWritten
	}
	e, ok := d.added(s, path, v, after)
	if !ok {
		return ErrWritten
	}
	return d.change([]Edit{e}, want)
}

// over writes a value in the place of one that is there.
func (d *Doc) over(s spot, v Value) Edit {
	n := s.node
	if n.Shape == editions.Scalar && !n.Lines || n.Flow {
		return Edit{n.Span.Start, n.Span.End, d.keeping(n, v.String(), n.Span)}
	}
	at := d.valueFrom(s)
	if at < 0 {
		return Edit{n.Span.Start, n.Span.End, v.String()}
	}
	region := source.Span{Start: at, End: d.valueEnd(n, at)}
	return Edit{region.Start, region.End, d.keeping(n, " "+v.String(), region)}
}

// valueFrom is where the value of the last step's key, or of its dash, begins.
func (d *Doc) valueFrom(s spot) int {
	if len(s.trail) == 0 {
		return -1
	}
	up, i := s.trail[len(s.trail)-1], s.at[len(s.at)-1]
	if up.Shape == editions.Mapping {
		return d.colon(up.Pairs[i].Key)
	}
	return -1
}

// colon is the place behind the colon of a key.
func (d *Doc) colon(key *editions.Node) int {
	i := bytes.IndexByte(d.text[key.Span.End:], ':')
	if i < 0 {
		return len(d.text)
	}
	return key.Span.End + i + 1
}

// end is where a node ends, white space not counted.
func (d *Doc) end(n *editions.Node) int {
	end := n.Span.End
	for _, p := range n.Pairs {
		end = max(end, d.pairEnd(p))
	}
	for _, item := range n.Items {
		end = max(end, d.end(item))
	}
	for end > n.Span.Start && bytes.IndexByte([]byte(" \t\r\n"), d.text[end-1]) >= 0 {
		end--
	}
	return end
}

// pairEnd is where a key with its value ends.
func (d *Doc) pairEnd(p editions.Member) int {
	return d.valueEnd(p.Value, d.colon(p.Key))
}

// valueEnd is where a value ends that begins behind a place; nothing stands nowhere.
func (d *Doc) valueEnd(n *editions.Node, from int) int {
	if n.Shape == editions.Blank && n.Span.Start == n.Span.End {
		return from
	}
	return max(from, d.end(n))
}

// keeping is text with the remarks of what it comes in place of behind it.
func (d *Doc) keeping(n *editions.Node, text string, region source.Span) string {
	pad := d.newline() + d.pad(region.Start)
	for _, c := range d.remarks(n, region) {
		text += pad + "  " + c
	}
	return text
}

// remarks are the comments in a region, outside of what a node says.
func (d *Doc) remarks(n *editions.Node, region source.Span) (out []string) {
	said := scalars(n, nil)
	for i := region.Start; i < region.End; i++ {
		if k := slices.IndexFunc(said, func(s source.Span) bool { return s.Start <= i && i < s.End }); k >= 0 {
			i = said[k].End - 1
			continue
		}
		if d.text[i] == '#' && (i == region.Start || strings.IndexByte(" \t\n", d.text[i-1]) >= 0) {
			end := min(d.lineEnd(i), region.End)
			out = append(out, strings.TrimRight(string(d.text[i:end]), " \t\r"))
			i = end
		}
	}
	return out
}

// scalars are the places of all that a node says, keys too.
func scalars(n *editions.Node, out []source.Span) []source.Span {
	if n.Shape == editions.Scalar {
		out = append(out, n.Span)
	}
	for _, p := range n.Pairs {
		out = scalars(p.Value, append(out, p.Key.Span))
	}
	for _, item := range n.Items {
		out = scalars(item, out)
	}
	return out
}

// added writes the keys of a path that are not there, with a value.
func (d *Doc) added(s spot, path []Step, v Value, after int) (Edit, bool) {
	n := len(s.at)
	lines := path[n].lines && n+1 < len(path)
	rest := v
	from := n
	if lines {
		from = n + 1
	}
	for i := len(path) - 1; i > from; i-- {
		if path[i].index >= 0 {
			return Edit{}, false
		}
		rest = Map(d.called(path[i]), rest)
	}
	node := s.node
	flow := s.flow || node.Flow
	if flow && lines {
		rest = Map(d.called(path[from]), rest)
		lines = false
	}
	entry := Scalar(d.called(path[n])) + ": " + rest.String()
	if lines {
		entry = Scalar(d.called(path[n])) + ":\x00  " + Scalar(d.called(path[from])) + ": " + rest.String()
	}
	switch {
	case node.Shape == editions.Mapping && node.Flow:
		return d.inBraces(node, entry, after), true
	case node.Shape == editions.Mapping:
		return d.onLine(node, entry, after), true
	case node.Shape == editions.Blank && len(s.trail) == 0:
		return d.firstLine(entry), true
	case node.Shape == editions.Blank:
		return d.begun(s, path[n-1], entry, flow), d.valueFrom(s) >= 0
	}
	return Edit{}, false
}

// inBraces adds an entry to a mapping in braces.
func (d *Doc) inBraces(node *editions.Node, entry string, after int) Edit {
	if len(node.Pairs) == 0 {
		at := node.Span.Start + 1
		return Edit{at, at, entry}
	}
	if after == comesFirst {
		at := node.Pairs[0].Key.Span.Start
		return Edit{at, at, entry + ", "}
	}
	if after < 0 || after >= len(node.Pairs) {
		after = len(node.Pairs) - 1
	}
	at := d.pairEnd(node.Pairs[after])
	return Edit{at, at, ", " + entry}
}

// onLine adds an entry on a line of its own to a mapping of lines.
func (d *Doc) onLine(node *editions.Node, entry string, after int) Edit {
	if at := node.Pairs[0].Key.Span.Start; after == comesFirst {
		return Edit{at, at, entry + d.newline() + d.pad(at)}
	}
	if after < 0 || after >= len(node.Pairs) {
		after = len(node.Pairs) - 1
	}
	return d.below(d.pairEnd(node.Pairs[after]), d.pad(node.Pairs[0].Key.Span.Start), entry)
}

// below writes lines below the one on which a place stands; zero bytes part them.
func (d *Doc) below(at int, pad, entry string) Edit {
	nl := d.newline()
	entry = pad + strings.ReplaceAll(entry, "\x00", nl+pad)
	end := d.lineEnd(at)
	if end == len(d.text) {
		return Edit{end, end, nl + entry}
	}
	return Edit{end + 1, end + 1, entry + nl}
}

// firstLine writes the first entry of a file, or of the head of a story.
func (d *Doc) firstLine(entry string) Edit {
	nl := d.newline()
	entry = strings.ReplaceAll(entry, "\x00", nl)
	at := d.span.End
	if d.root == nil { // a story without a head
		at = 0
		if bytes.HasPrefix(d.text, bom) {
			at = len(bom)
		}
		return Edit{at, at, "---" + nl + entry + nl + "---" + nl + nl}
	}
	if at > 0 && d.text[at-1] != '\n' {
		entry = nl + entry
	}
	return Edit{at, at, entry + nl}
}

// begun begins a mapping as the value of a key that has none.
func (d *Doc) begun(s spot, key Step, entry string, flow bool) Edit {
	at := d.valueFrom(s)
	if flow || !key.lines {
		if i := strings.IndexByte(entry, 0); i >= 0 {
			entry = entry[:i] + " {" + strings.TrimLeft(entry[i+1:], " ") + "}"
		}
		return Edit{at, d.valueEnd(s.node, at), " {" + entry + "}"}
	}
	up := s.trail[len(s.trail)-1]
	return d.below(at, d.pad(up.Pairs[0].Key.Span.Start)+"  ", entry)
}

// pad is the white space with which the lines of a mapping begin whose first key stands at a place.
func (d *Doc) pad(at int) string {
	from := bytes.LastIndexByte(d.text[:at], '\n') + 1
	n := 0
	for from+n < at && strings.IndexByte(" -", d.text[from+n]) >= 0 {
		n++
	}
	return strings.Repeat(" ", n)
}

// lineEnd is where the line of a place ends: at its newline, or at the end of the file.
func (d *Doc) lineEnd(at int) int {
	if i := bytes.IndexByte(d.text[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(d.text)
}

func (d *Doc) newline() string {
	if i := bytes.IndexByte(d.text, '\n'); i > 0 && d.text[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

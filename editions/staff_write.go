package editions

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"unicode"

	"banxin/editions/source"
)

// Changes of desk.yaml: bytes are put in or taken out, and what stands around them stays as it
// is. Each is read again; one that does not say what was meant is not made.

// WithPerson returns desk.yaml with somebody in it: a new line at the end of the list, or
// another line in the place of the one of that name. A file that is written in a way that this
// cannot change is an error.
func WithPerson(text []byte, p Person) ([]byte, error) {
	was, list, err := staffOf(text)
	if err != nil {
		return nil, err
	}
	want := &Staff{}
	var out []byte
	there := was.Person(p.Name)
	for _, q := range was.People {
		if q.Name == p.Name {
			q = p
		}
		want.People = append(want.People, q)
	}
	if there == nil {
		want.People = append(want.People, p)
		out = list.append(text, p.flow())
	} else {
		out = list.splice(text, there.Name, p.flow())
	}
	return agreed(out, want)
}

// WithoutPerson returns desk.yaml without somebody; false: there is nobody of that name.
func WithoutPerson(text []byte, name string) ([]byte, bool, error) {
	was, list, err := staffOf(text)
	if err != nil {
		return nil, false, err
	}
	if was.Person(name) == nil {
		return text, false, nil
	}
	want := &Staff{}
	for _, q := range was.People {
		if q.Name != name {
			want.People = append(want.People, q)
		}
	}
	out, err := agreed(list.splice(text, name, ""), want)
	return out, true, err
}

// errStaff says that a file is to be changed by hand.
var errStaff = source.Faultf("desk-written-in-way")

// agreed is a text that says what is wanted, wherever it says it.
func agreed(text []byte, want *Staff) ([]byte, error) {
	got, found := ReadStaff(source.NewFile(StaffFile, text))
	same := found.Count(source.Error) == 0 && len(got.People) == len(want.People)
	for i := 0; same && i < len(got.People); i++ {
		a, b := got.Person(want.People[i].Name), want.People[i]
		if a == nil {
			return nil, errStaff
		}
		c := *a
		c.Pos, b.Pos = source.Pos{}, source.Pos{}
		same = reflect.DeepEqual(c, b)
	}
	if !same {
		return nil, errStaff
	}
	return text, nil
}

// staffList is where the people stand in a file.
type staffList struct {
	key, list *value // nil: there is none
	flow      bool   // they stand in [ ]
	names     []string
	at        []source.Span // of each, from its dash or brace
}

// staffOf reads a file that is to be changed; one with faults is left alone.
func staffOf(text []byte) (*Staff, *staffList, error) {
	file := source.NewFile(StaffFile, text)
	staff, found := ReadStaff(file)
	for _, f := range found {
		if f.Severity == source.Error {
			return nil, nil, source.Faultf("desk-has-fault", f.Pos.String(), f.Message)
		}
	}
	l, d := &staffList{}, &desk{}
	v := d.yaml(file)
	for _, p := range v.pairs {
		if find(staffWords, p.key.text) == 0 {
			l.key, l.list = p.key, p.value
		}
	}
	if l.list == nil || len(l.list.items) == 0 {
		return staff, l, nil
	}
	first := l.list.items[0].span.Start
	l.flow = bytes.LastIndexByte(text[:first], '[') > bytes.LastIndexByte(text[:first], '\n') && text[l.list.span.Start] == '['
	for _, item := range l.list.items {
		l.names = append(l.names, d.str(d.fields(item, personWords).at("name")))
		l.at = append(l.at, l.span(text, item))
	}
	return staff, l, nil
}

// span is what an item takes: of a list in brackets its braces, else its lines.
func (l *staffList) span(text []byte, item *value) source.Span {
	at := item.span
	if rest := bytes.TrimLeft(text[at.End:], "\"' \r\n\t[]"); len(rest) > 0 && rest[0] == '}' {
		at.End = len(text) - len(rest) + 1
	}
	if l.flow {
		at.Start = bytes.LastIndexByte(text[:at.Start], '{')
		return at
	}
	at.Start = 1 + bytes.LastIndexByte(text[:at.Start], '\n')
	for at.Start > 0 && !bytes.HasPrefix(bytes.TrimLeft(text[at.Start:], " "), []byte("-")) {
		at.Start = 1 + bytes.LastIndexByte(text[:at.Start-1], '\n')
	}
	if i := bytes.IndexByte(text[at.End:], '\n'); i >= 0 {
		at.End += i + 1
	} else {
		at.End = len(text)
	}
	return at
}

// append puts somebody at the end of the list.
func (l *staffList) append(text []byte, line string) []byte {
	put := func(at int, s string) []byte {
		return bytes.Join([][]byte{text[:at], []byte(s), text[at:]}, nil)
	}
	ended := ""
	if len(text) > 0 && text[len(text)-1] != '\n' {
		ended = "\n"
	}
	switch n := len(l.at); {
	case l.key == nil:
		return put(len(text), ended+"人:\n  - "+line+"\n")
	case n > 0 && l.flow:
		return put(l.at[n-1].End, ", "+line)
	case n > 0 && l.at[n-1].End == len(text):
		return put(len(text), ended+l.indent(text)+"- "+line+"\n")
	case n > 0:
		return put(l.at[n-1].End, l.indent(text)+"- "+line+"\n")
	}
	if i := bytes.IndexByte(text[l.key.span.End:], '['); l.list.shape == list && i >= 0 { // 人: []
		return put(l.key.span.End+i+1, line)
	}
	end := bytes.IndexByte(text[l.key.span.End:], '\n') // 人: and nothing
	if end < 0 {
		return put(len(text), "\n  - "+line+"\n")
	}
	return put(l.key.span.End+end+1, "  - "+line+"\n")
}

// indent is what stands before the dash of the first of the list.
func (l *staffList) indent(text []byte) string {
	first := text[l.at[0].Start:]
	return string(first[:len(first)-len(bytes.TrimLeft(first, " "))])
}

// splice puts a line in the place of somebody's, "" takes it out.
func (l *staffList) splice(text []byte, name, line string) []byte {
	for i, at := range l.at {
		if l.names[i] != name {
			continue
		}
		switch {
		case l.flow && line == "" && i+1 < len(l.at):
			at.End = l.at[i+1].Start
		case l.flow && line == "" && i > 0:
			at.Start = l.at[i-1].End
		case !l.flow && line != "":
			line = l.indent(text) + "- " + line + comment(text[at.Start:at.End]) + "\n"
		}
		return bytes.Join([][]byte{text[:at.Start], []byte(line), text[at.End:]}, nil)
	}
	return text
}

// comment is what stands after the last sign # of a line and before it a space: what somebody
// has written about the person.
func comment(line []byte) string {
	s := strings.TrimRight(string(line), "\r\n")
	if i := strings.LastIndex(s, " #"); i >= 0 && !strings.Contains(s[i:], "}") {
		return s[i:]
	}
	return ""
}

// flow is a person as a line of YAML. What only repeats the role is left out.
func (p *Person) flow() string {
	parts := []string{"名: " + plainYAML(p.Name), "密: " + p.Hash, "职: " + p.Role}
	usual := posts[0].means
	if r := termOf(posts, p.Role); r != nil {
		usual = r.means
	}
	if p.Rights != usual.rights {
		parts = append(parts, "可: ["+strings.Join(p.Rights.Words(), ", ")+"]")
	}
	add := func(key string, values []string) {
		var out []string
		for _, s := range values {
			out = append(out, plainYAML(s))
		}
		parts = append(parts, key+": ["+strings.Join(out, ", ")+"]")
	}
	if fmt.Sprint(p.Signs) != fmt.Sprint(usual.signs) || (p.Signs == nil) != (usual.signs == nil) {
		add("签", p.Signs)
	}
	if p.Pages != nil {
		add("版", p.Pages)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// plainYAML is a text as YAML, in quotes unless it is letters and figures that are no number.
func plainYAML(s string) string {
	plain, letter := s != "", false
	for _, r := range s {
		letter = letter || unicode.Is(unicode.Han, r)
		plain = plain && (unicode.IsLetter(r) || r >= '0' && r <= '9' || r == '-' && letter)
	}
	if plain && letter {
		return s
	}
	data, _ := json.Marshal(s) // a string: nothing to fail
	return string(data)
}

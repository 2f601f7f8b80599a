package splice

import (
	"bytes"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
)

// Picture says something of a picture of a story, by its place among them: a key of pictures by its
// English name, in the braces behind it. An empty value takes the key out.
func Picture(name string, data []byte, which int, key, value string) ([]byte, error) {
	before, _ := editions.ParseStory(source.NewFile(name, data))
	pictures := all(before)
	if which < 0 || which >= len(pictures) || strings.ContainsAny(value, ";{}\n") {
		return nil, ErrWritten
	}
	span := pictures[which].Span
	text := string(data[span.Start:span.End])
	inner, at := "", span.End
	open := strings.LastIndexByte(text, '{')
	if strings.HasSuffix(text, "}") && open > 0 && text[open-1] == ')' {
		inner, at = text[open+1:len(text)-1], span.Start+open
	}
	put := braced(inner, editions.Names("picture", key), value)
	out := slices.Concat(data[:at], []byte(put), data[span.End:])
	after, found := editions.ParseStory(source.NewFile(name, out))
	if len(all(after)) != len(pictures) || found.Count(source.Error) > 0 && !bytes.Equal(out, data) && worse(before, after, which) {
		return nil, ErrWritten
	}
	return out, nil
}

func all(s *editions.Story) (out []*editions.Picture) {
	for _, p := range s.Pictures() {
		out = append(out, p)
	}
	return out
}

// worse tells whether a picture is another one than before.
func worse(before, after *editions.Story, which int) bool {
	a, b := all(before)[which], all(after)[which]
	return a.Path != b.Path || a.Caption.String() != b.Caption.String() || a.Credit.String() != b.Credit.String()
}

// braced are the words behind a picture with a key among them; nothing where there are none.
func braced(inner string, names []string, value string) string {
	var parts []string
	if strings.TrimSpace(inner) != "" {
		parts = strings.Split(inner, ";")
	}
	i := slices.IndexFunc(parts, func(p string) bool {
		k, _, ok := strings.Cut(p, "=")
		return ok && slices.Contains(names, strings.TrimSpace(k))
	})
	switch {
	case i >= 0 && value == "":
		parts = slices.Delete(parts, i, i+1)
	case i >= 0:
		k, _, _ := strings.Cut(parts[i], "=")
		parts[i] = k + "=" + value
	case value != "":
		parts = append(parts, names[0]+"="+value)
	}
	if len(parts) == 0 {
		return ""
	}
	return "{" + strings.Join(parts, ";") + "}"
}

package editions

import (
	"bytes"
	"regexp"
	"strings"

	"banxin/editions/source"
)

// wideKey is a key within braces behind a full-width mark, or at the beginning.
var wideKey = regexp.MustCompile(`(^|\s*[，；、]\s*)([^\s:：，；、{}\[\]]{1,12})\s*[:：]\s*`)

// wideFlow takes keys and values within braces that full-width marks part, {线：1pt，底：校绿}, and which
// YAML has for one key or for one value, for those that are meant, and tells how they are written.
func (r *yamlReader) wideFlow(pairs []pair) (out []pair) {
	for _, p := range pairs {
		key, v := p.key, p.value
		switch {
		case key.shape == scalar && !key.quoted && v.shape == empty && strings.Contains(key.text, "：") && wideKey.MatchString(key.text):
			if parts := key.keyed(); len(parts) > 0 {
				pos := r.file.Pos(key.from(strings.Index(key.text, "：")))
				r.found.Add(source.New("SRC-KEY", pos, source.Msg("colon-behind-key-full-width"), source.Msg("write-as", inKeys(parts))))
				out = append(out, parts...)
				continue
			}
		case v.shape == scalar && !v.quoted && !v.block:
			m := wideKey.FindStringSubmatchIndex(v.text)
			if m == nil || m[3] == 0 {
				break
			}
			rest := v.part(m[4], len(v.text))
			if parts := rest.keyed(); len(parts) > 0 {
				r.found.Add(source.New("SRC-VALUE", v.pos(), source.Msg("keys-parted-by-full-width-marks", v.text), source.Msg("write-as", v.part(0, m[2]).text+", "+inKeys(parts))))
				out = append(append(out, pair{key, v.part(0, m[2])}), parts...)
				continue
			}
		}
		out = append(out, p)
	}
	return out
}

// keyedInLine takes keys with full-width colons that stand behind a key on its line, 版样: 头版：一版, for
// the mapping that is meant, and tells how it is written; nil: there are none.
func (d *desk) keyedInLine(v *value) *value {
	line := v.file.Data[:v.span.Start]
	line = line[bytes.LastIndexByte(line, '\n')+1:]
	parts := v.keyed()
	if !v.exact || v.quoted || len(parts) == 0 || !bytes.Contains(line, []byte(": ")) || !strings.Contains(v.text, "：") {
		return nil
	}
	at := v.from(strings.Index(v.text, "："))
	d.add("SRC-YAML", v.file.Pos(at), source.Msg("colon-behind-key-full-width"), source.Msg("write-as", "{"+inKeys(parts)+"}"))
	return &value{shape: mapping, file: v.file, span: v.span, pairs: parts}
}

// keyed parts a text at its keys: 线：1pt，底：校绿 is two. None: it does not begin with one.
func (v *value) keyed() (out []pair) {
	found := wideKey.FindAllStringSubmatchIndex(v.text, -1)
	if len(found) == 0 || found[0][0] > 0 {
		return nil
	}
	for i, m := range found {
		end := len(v.text)
		if i+1 < len(found) {
			end = found[i+1][0]
		}
		out = append(out, pair{v.part(m[4], m[5]), v.part(m[1], end)})
	}
	return out
}

// inKeys is keys and values as they are written within braces.
func inKeys(pairs []pair) string {
	var texts []string
	for _, p := range pairs {
		texts = append(texts, p.key.text+": "+p.value.text)
	}
	return strings.Join(texts, ", ")
}

// part is a stretch of a text, without white about it.
func (v *value) part(from, to int) *value {
	out := *v
	out.text = strings.Trim(v.text[from:to], " 　")
	if out.text == "" {
		out.shape = empty
	}
	if v.exact {
		start := v.span.Start + from + strings.Index(v.text[from:to], out.text)
		out.span = source.Span{Start: start, End: start + len(out.text)}
	}
	return &out
}

// from is the place of a byte of a text.
func (v *value) from(at int) source.Span {
	if !v.exact {
		return source.Span{Start: v.span.Start, End: v.span.Start}
	}
	return source.Span{Start: v.span.Start + at, End: v.span.Start + at}
}

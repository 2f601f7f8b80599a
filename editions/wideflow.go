package editions

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

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
			if parts := v.commaless(); len(parts) > 0 {
				first := v.part(0, parts[0].key.span.Start-v.span.Start)
				r.found.Add(source.New("SRC-VALUE", v.pos(), source.Msg("comma-before-key-missing", parts[0].key.text), source.Msg("write-line-as", v.lineWith(first.text+", "+inKeys(parts)))))
				out = append(append(out, pair{key, first}), parts...)
				continue
			}
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

// keyAhead is a key behind a full-width mark within braces.
var keyAhead = later(`^[ 　]*[^\s:：，；、,{}\[\]"']{1,12}[ ]?[:：]`)

// wideBraces finds a line with several full-width colons behind keys within braces, or with braces in
// those, of which YAML makes nothing, and writes all of it: 二条: {框：{线：1pt，底：校绿}}.
func wideBraces(start int, line string) (slip, bool) {
	open := strings.Index(line, "{")
	if open < 0 || !strings.Contains(line, "：") {
		return slip{}, false
	}
	var b strings.Builder
	s := slip{at: -1, msg: source.Msg("colons-in-braces-full-width")}
	outer := wideColon(line)
	if outer >= 0 && outer < open && strings.Trim(line[outer+len("："):open], " 　") == "" {
		b.WriteString(line[:outer] + ": ")
		s.at, s.msg = start+outer, source.Msg("colon-behind-key-full-width")
	} else {
		b.WriteString(line[:open])
		outer = -1
	}
	depth, nested, colons, marks, key := 0, false, 0, 0, 0
	end, quote := len(line), rune(0)
	for i, r := range line[open:] {
		i += open
		if i < key && key > 0 && r == ' ' {
			continue // behind a mark that has one already
		}
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '"' || r == '\'':
			quote = r
		case r == '#' && strings.HasSuffix(line[:i], " "):
			end = i
		case r == '{':
			depth++
			nested = nested || depth > 1
		case r == '}':
			depth--
		case r == '：' && depth > 0 && behindKey(line[open:i]):
			colons++
			if s.at < 0 {
				s.at = start + i
			}
			b.WriteString(": ")
			key = i + len("：") + len(line[i+len("："):]) - len(strings.TrimLeft(line[i+len("："):], " "))
			continue
		case strings.ContainsRune(wideMarks, r) && depth > 0 && keyAhead().MatchString(line[i+utf8.RuneLen(r):]):
			marks++
			b.WriteString(", ")
			key = i + utf8.RuneLen(r) + len(line[i+utf8.RuneLen(r):]) - len(strings.TrimLeft(line[i+utf8.RuneLen(r):], " "))
			continue
		}
		if end < len(line) {
			break
		}
		b.WriteRune(r)
	}
	if colons == 0 || depth != 0 || quote != 0 || colons+marks < 2 && !nested && outer < 0 {
		return slip{}, false
	}
	right := strings.TrimRight(b.String(), " \r")
	end = len(strings.TrimRight(line[:end], " \r"))
	s.hint, s.mend = source.Msg("write-line-as", strings.TrimSpace(right)), &mend{start, start + end, right}
	return s, true
}

// widestKey is the most that a key takes with the white about it, in bytes.
const widestKey = 12*utf8.UTFMax + 16

// behindKey tells whether a stretch of a mapping ends with what may be a key.
func behindKey(s string) bool {
	if len(s) > widestKey {
		s = s[len(s)-widestKey:] // what goes on before it is no key
		if !strings.ContainsAny(s, "{,，；、") {
			return false
		}
	}
	if at := strings.LastIndexAny(s, "{,，；、"); at >= 0 {
		_, n := utf8.DecodeRuneInString(s[at:])
		s = s[at+n:]
	}
	key := strings.Trim(s, " 　")
	return key != "" && utf8.RuneCountInString(key) <= 12 && !strings.ContainsAny(key, ":：\"'[] ")
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

// spacedKey is a key within braces with nothing but white before it: YAML has it for a part of the value there.
var spacedKey = later(`[ 　]+([^\s:：，；、,{}\[\]"']{1,12}):[ 　]+`)

// commaless are the keys, with their values, that stand in a value within braces behind no comma: 头版: 一版
// 内页: 二版. None: it is one value.
func (v *value) commaless() (out []pair) {
	if !v.exact {
		return nil
	}
	found := spacedKey().FindAllStringSubmatchIndex(v.text, -1)
	for i, m := range found {
		end := len(v.text)
		if i+1 < len(found) {
			end = found[i+1][0]
		}
		if before, _ := utf8.DecodeLastRuneInString(v.text[:m[0]]); m[0] == 0 || strings.ContainsRune(wideMarks, before) {
			return nil
		}
		out = append(out, pair{v.part(m[2], m[3]), v.part(m[1], end)})
	}
	return out
}

// lineWith is the line on which a text stands, without what is noted behind it, with another in its place.
func (v *value) lineWith(text string) string {
	data := v.file.Data
	from := bytes.LastIndexByte(data[:v.span.Start], '\n') + 1
	rest, _, _ := bytes.Cut(data[v.span.End:], []byte("\n"))
	rest, _, _ = bytes.Cut(rest, []byte(" #"))
	return strings.TrimSpace(string(data[from:v.span.Start]) + text + string(rest))
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

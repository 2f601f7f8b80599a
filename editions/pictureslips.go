package editions

import (
	"strings"

	"banxin/editions/source"
)

// keyAmong is a key among the words of a picture, with what stands before and behind it.
var keyAmong = later(`(^|[,，、;；\s])[,，、;；\s]*(\p{Han}{1,3})\s*([:：=＝])\s*`)

// pictureKeys takes in the words of a picture whose keys have commas or blanks before them, or colons
// behind: 孙岭 摄, 栏: 2 for 孙岭 摄; 栏=2. False: there are none.
func (r *runner) pictureKeys(p *Picture, start, end int) bool {
	words := r.src[start:end]
	var keys [][]int
	wrong := false
	for _, m := range keyAmong().FindAllStringSubmatchIndex(words, -1) {
		if find(pictureWords, words[m[4]:m[5]]) < 0 {
			continue
		}
		before, behind := words[m[0]:m[4]], words[m[6]:m[7]]
		wrong = wrong || m[0] > 0 && !strings.ContainsAny(before, ";；") || behind == ":" || behind == "："
		keys = append(keys, m)
	}
	if !wrong || r.desk == nil {
		return false
	}
	var meant []string
	from := keys[0][0]
	if credit := strings.TrimSpace(words[:from]); credit != "" {
		meant = append(meant, credit)
		r.creditText(p, start, start+strings.Index(words, credit)+len(credit))
	}
	for i, m := range keys {
		stop := len(words)
		if i+1 < len(keys) {
			stop = keys[i+1][0]
		}
		key, said := words[m[4]:m[5]], strings.Trim(words[m[1]:stop], ",，、;； \t")
		meant = append(meant, key+"="+said)
		at := start + m[1]
		if word := pictureWords[find(pictureWords, key)].en; word == "credit" {
			r.creditText(p, at, at+len(said))
		} else {
			r.attribute(p, word, &value{shape: scalar, text: said, span: r.place(at, at+len(said)), file: r.file})
		}
	}
	first := start + len(words) - len(strings.TrimLeft(words, " "))
	r.desk.add("SRC-MARK", r.file.Pos(r.place(first, end)), source.Msg("keys-of-picture-written-otherwise"), source.Msg("write-in-braces", "{"+strings.Join(meant, "; ")+"}"))
	return true
}

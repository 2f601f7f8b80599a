package pdfread

import "banxin/output/internal/content"

// maxMapped bounds a ToUnicode map.
const maxMapped = 1 << 17

// readCMap reads what codes mean from a ToUnicode CMap (ISO 32000-1, 9.10.3).
func readCMap(data []byte, to map[int]string) {
	l := content.New(data)
	var args []content.Token
	for t := l.Next(); t.Kind != content.End; t = l.Next() {
		if t.Kind != content.Operator {
			args = append(args, t)
			continue
		}
		switch t.Text {
		case "endbfchar":
			for i := 0; i+1 < len(args); i += 2 {
				mean(to, codeOf(args[i].Raw), utf16be(args[i+1].Raw))
			}
		case "endbfrange":
			for i := 0; i+2 < len(args); i += 3 {
				bfrange(to, codeOf(args[i].Raw), codeOf(args[i+1].Raw), args[i+2])
			}
		}
		args = args[:0]
		l.Forget()
	}
}

func mean(to map[int]string, code int, s string) {
	if len(to) < maxMapped && s != "" && s != "\x00" {
		to[code] = s
	}
}

func bfrange(to map[int]string, from, last int, what content.Token) {
	if what.Kind == content.Array {
		for i, t := range what.Items {
			mean(to, from+i, utf16be(t.Raw))
		}
		return
	}
	rs := []rune(utf16be(what.Raw))
	if len(rs) == 0 {
		return
	}
	for code := from; code <= min(last, from+0xFFFF); code++ {
		mean(to, code, string(rs))
		rs[len(rs)-1]++
	}
}

func codeOf(b []byte) (code int) {
	for _, c := range b[:min(len(b), 4)] {
		code = code<<8 | int(c)
	}
	return code
}

package mail

import (
	"encoding/base64"
	"io"
	"mime/quotedprintable"
	"net/mail"
	"net/url"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"banxin/editions/intake"
	"banxin/editions/intake/form"
)

// encodedWord is =?charset?B?…?= (RFC 2047 2), wherever it stands: many programs write them
// inside quotation marks.
var encodedWord = form.Of(`=\?([A-Za-z0-9_:.*-]{1,40})\?([bBqQ])\?([^?\r\n]*)\?=`)

// words decodes the encoded words of a header. Those that follow each other in one charset
// are decoded together: some programs cut characters in two.
func words(s string) string {
	var b strings.Builder
	var pending []byte
	set, at := "", 0
	flush := func() {
		b.WriteString(intake.DecodeBytes(pending, set))
		pending = pending[:0]
	}
	for _, m := range encodedWord().FindAllStringSubmatchIndex(s, -1) {
		between := s[at:m[0]]
		charset, _, _ := strings.Cut(strings.ToLower(s[m[2]:m[3]]), "*") // RFC 2231 5: with a language
		if len(pending) > 0 && (strings.Trim(between, " \t\r\n") != "" || charset != set) {
			flush()
		}
		if len(pending) == 0 {
			if at > 0 && strings.Trim(between, " \t\r\n") == "" {
				between = ""
			}
			b.WriteString(eightBit(between))
		}
		set, at = charset, m[1]
		pending = append(pending, decodeWord(s[m[4]:m[5]], s[m[6]:m[7]])...)
	}
	flush()
	b.WriteString(eightBit(s[at:]))
	return strings.Join(strings.Fields(strings.Map(printable, b.String())), " ")
}

func printable(r rune) rune {
	if r < ' ' || r == 0x7F {
		return ' '
	}
	return r
}

// eightBit reads a header that holds bytes as they are, against the rules.
func eightBit(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return intake.DecodeBytes([]byte(s), "gb18030")
}

func decodeWord(encoding, text string) []byte {
	if encoding == "q" || encoding == "Q" {
		data, _ := io.ReadAll(quotedprintable.NewReader(strings.NewReader(strings.ReplaceAll(text, "_", " "))))
		return data
	}
	text = strings.TrimRight(strings.Map(func(r rune) rune {
		if r == ' ' {
			return -1
		}
		return r
	}, text), "=")
	data, _ := base64.RawStdEncoding.DecodeString(text)
	return data
}

// typeOf reads a value with parameters, as programs write them: quoted or not, encoded words
// inside, in numbered pieces (RFC 2231 3), percent-encoded with a charset (4).
func typeOf(s string) (value string, params map[string]string) {
	parts := splitParams(s)
	params = map[string]string{}
	if len(parts) == 0 {
		return "", params
	}
	type piece struct {
		n       int
		encoded bool
		text    string
	}
	pieces := map[string][]piece{}
	for _, p := range parts[1:] {
		key, text, ok := strings.Cut(p, "=")
		if !ok {
			continue
		}
		key = strings.ToLower(strings.TrimSpace(key))
		text = unquote(strings.TrimSpace(text))
		name, rest, star := strings.Cut(key, "*")
		if !star {
			if params[name] == "" {
				params[name] = words(text)
			}
			continue
		}
		number, encoded := strings.CutSuffix(rest, "*")
		n, err := strconv.Atoi(number)
		if err != nil {
			n, encoded = 0, true
		}
		pieces[name] = append(pieces[name], piece{n, encoded, text})
	}
	for name, ps := range pieces {
		sort.SliceStable(ps, func(i, j int) bool { return ps[i].n < ps[j].n })
		var data []byte
		set := ""
		for i, p := range ps {
			text := p.text
			if i == 0 && p.encoded {
				if f := strings.SplitN(text, "'", 3); len(f) == 3 {
					set, text = f[0], f[2]
				}
			}
			if p.encoded {
				if u, err := url.PathUnescape(text); err == nil {
					text = u
				}
			}
			data = append(data, text...)
		}
		if set == "" && !utf8.Valid(data) {
			set = "gb18030"
		}
		params[name] = words(intake.DecodeBytes(data, set))
	}
	return strings.ToLower(strings.TrimSpace(parts[0])), params
}

// splitParams parts a value at semicolons outside of quotation marks.
func splitParams(s string) []string {
	var parts []string
	start, quoted := 0, false
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && quoted:
			i++
		case s[i] == '"':
			quoted = !quoted
		case s[i] == ';' && !quoted:
			parts = append(parts, s[start:i])
			start = i + 1
		}
	}
	return append(parts, s[start:])
}

func unquote(s string) string {
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return strings.Trim(s, `"`)
	}
	return strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(s[1 : len(s)-1])
}

// addresses is the name of the sender, or the address where there is none.
func addresses(s string) string {
	s = words(s)
	name, rest, ok := strings.Cut(s, "<")
	if !ok {
		return s
	}
	if name = strings.Trim(strings.TrimSpace(name), `"`); name != "" {
		return name
	}
	address, _, _ := strings.Cut(rest, ">")
	return address
}

// stamp is a date as RFC 3339, or as it was written.
func stamp(s string) string {
	t, err := mail.ParseDate(s)
	if err != nil {
		return s
	}
	return t.Format(time.RFC3339)
}

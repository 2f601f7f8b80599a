package editions

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	utf16 "golang.org/x/text/encoding/unicode"

	"banxin/editions/source"
)

var bom = []byte("\xef\xbb\xbf")

func (d *desk) tooLarge(file *source.File, limit int) bool {
	if len(file.Data) <= limit {
		return false
	}
	d.add("SRC-SIZE", source.Pos{File: file.Name}, source.Msg("file-of-bytes-more-than-not", len(file.Data), limit),
		source.Msg("split-or-check-right-file"))
	return true
}

// readable is a file as UTF-8 text. One in another encoding is reported and decoded, so that all
// places are those that an editor shows; of one that is damaged all is kept but the bytes that are
// no character. Characters that cannot be meant are reported. It is nil for what is no text.
func (d *desk) readable(file *source.File) *source.File {
	if !utf8.Valid(file.Data) {
		return d.decoded(file)
	}
	file = d.asLines(file)
	d.characters(file)
	return file
}

// asLines is a text whose lines end with carriage returns alone, or nearly all of them, with line feeds in
// their place, and a note of it; another text as it is.
func (d *desk) asLines(file *source.File) *source.File {
	returns := bytes.Count(file.Data, []byte("\r")) - bytes.Count(file.Data, []byte("\r\n"))
	if returns == 0 || returns <= bytes.Count(file.Data, []byte("\n")) {
		return file
	}
	out := source.NewFile(file.Name, bytes.ReplaceAll(bytes.ReplaceAll(file.Data, []byte("\r\n"), []byte(" \n")), []byte("\r"), []byte("\n")))
	d.found.Add(source.New("SRC-CTRL", out.Pos(source.Span{}), source.Msg("lines-end-with-carriage-returns"), source.Msg("save-file-with-lf-or-cr")).As(source.Note))
	return out
}

// decoded reports what a file is that is not UTF-8, and reads it.
func (d *desk) decoded(file *source.File) *source.File {
	at := 0
	for at < len(file.Data) {
		r, n := utf8.DecodeRune(file.Data[at:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		at += n
	}
	if k := slices.IndexFunc(otherKinds, func(k otherKind) bool { return bytes.HasPrefix(file.Data, []byte(k.begins)) }); k >= 0 {
		as := strings.TrimSuffix(path.Base(file.Name), path.Ext(file.Name)) + otherKinds[k].ending
		d.add("SRC-FILE", source.Pos{File: file.Name}, otherKinds[k].what, source.Msg("rename-to-and-import", as))
		return nil
	}
	name := guess(file.Data)
	text, err := file.Data, errNoFile
	switch name {
	case "UTF-16":
		text, err = unicode16.NewDecoder().Bytes(file.Data)
	case "GB18030":
		text, err = simplifiedchinese.GB18030.NewDecoder().Bytes(file.Data)
	}
	if err != nil || !utf8.Valid(text) {
		d.add("SRC-UTF8", file.Pos(source.Span{Start: at, End: at + 1}), source.Msg("byte-not-utf-8", file.Data[at]), source.Msg("save-file-as-utf-8"))
		if bytes.IndexByte(file.Data, 0) >= 0 {
			return nil
		}
		return source.NewFile(file.Name, bytes.ToValidUTF8(file.Data, nil))
	}
	out := source.NewFile(file.Name, text)
	d.add("SRC-CODE", out.Pos(source.Span{}), source.Msg("file-not-utf-8", name), source.Msg("save-file-as-utf-8"))
	out = d.asLines(out)
	d.characters(out)
	return out
}

// otherKind is a kind of file that is no text: how it begins, and how its name should end.
type otherKind struct {
	begins, ending string
	what           source.Message
}

var otherKinds = []otherKind{
	{"PK\x03\x04", ".docx", source.Msg("document-called-as-story")},
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", ".doc", source.Msg("document-called-as-story")},
	{"%PDF-", ".pdf", source.Msg("pdf-called-as-story")},
	{"\xFF\xD8\xFF", ".jpg", source.Msg("picture-called-as-story")},
	{"\x89PNG", ".png", source.Msg("picture-called-as-story")},
}

// unicode16 is what Windows calls Unicode: the mark at its beginning says which half comes first.
var unicode16 = utf16.UTF16(utf16.LittleEndian, utf16.UseBOM)

// guess names the encoding of Chinese text that is not UTF-8, or returns "".
func guess(data []byte) string {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return "UTF-16"
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil {
		return ""
	}
	han, odd := 0, 0
	for _, r := range string(text) {
		switch {
		case r == utf8.RuneError || unicode.Is(unicode.Co, r):
			odd++
		case unicode.Is(unicode.Han, r):
			han++
		}
	}
	if han > 0 && odd*20 <= han {
		return "GB18030"
	}
	return ""
}

// maxOdd is how many different odd characters of a file are reported.
const maxOdd = 20

// characters reports control, private-use and unassigned characters, each kind once
// with its number.
func (d *desk) characters(file *source.File) {
	data := file.Data
	var odd map[rune]*oddity
	var order []rune
	for i := 0; i < len(data); {
		c := data[i]
		if c < 0x80 {
			if c < ' ' && c != '\n' && c != '\t' && !(c == '\r' && i+1 < len(data) && data[i+1] == '\n') || c == 0x7f {
				order = note(&odd, order, rune(c), i)
			}
			i++
			continue
		}
		if 0xE4 <= c && c <= 0xE9 && i+3 <= len(data) { // U+4000 to U+9FFF
			i += 3
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		if !ordinary(r) && !(r == '\ufeff' && i == 0) && !(r == '\u200D' && joinsEmoji(data, i)) {
			order = note(&odd, order, r, i)
		}
		i += n
	}
	for _, r := range order[:min(len(order), maxOdd)] {
		d.odd(file, r, odd[r])
	}
}

// joinsEmoji tells whether the joiner at i stands in an emoji of several: 👩‍🚀.
func joinsEmoji(data []byte, i int) bool {
	a, _ := utf8.DecodeLastRune(data[:i])
	b, _ := utf8.DecodeRune(data[i+len("\u200D"):])
	return unicode.In(a, unicode.So, unicode.Sk, unicode.Mn) && unicode.Is(unicode.So, b)
}

type oddity struct{ at, count int }

func note(odd *map[rune]*oddity, order []rune, r rune, at int) []rune {
	if *odd == nil {
		*odd = map[rune]*oddity{}
	}
	if o := (*odd)[r]; o != nil {
		o.count++
		return order
	}
	(*odd)[r] = &oddity{at, 1}
	return append(order, r)
}

// ordinary tells whether r needs no remark.
func ordinary(r rune) bool {
	switch {
	case standsFor(r) != 0:
		return false
	case 0x3000 <= r && r <= 0x303F, 0xFF01 <= r && r <= 0xFF5E, 0xA1 <= r && r <= 0x17F && r != 0xAD, 0x2010 <= r && r <= 0x2027, 0x20000 <= r && r <= 0x3347F:
		return true
	case r == utf8.RuneError:
		return false
	}
	return unicode.IsGraphic(r)
}

func (d *desk) odd(file *source.File, r rune, o *oddity) {
	pos := file.Pos(source.Span{Start: o.at, End: o.at + utf8.RuneLen(r)})
	switch {
	case r == utf8.RuneError:
		d.found.Add(source.New("SRC-CHAR", pos, source.Msg("replacement-character-fffd-stands-times-text", o.count), source.Msg("convert-original-file-again")).As(source.Error))
	case r == '\r':
		d.add("SRC-CTRL", pos, source.Msg("carriage-return-without-line-feed-times", o.count), source.Msg("save-file-with-lf-or-cr"))
	case standsFor(r) > 0:
		d.found.Add(source.New("SRC-CHAR", pos, source.Msg("character-of-another-standard-that-looks", r, r, standsFor(r), o.count), source.Msg("write-2", standsFor(r), standsFor(r))).As(source.Warning))
	case standsFor(r) < 0:
		d.found.Add(source.New("SRC-CHAR", pos, source.Msg("radical-no-character-stands-time-times", r, r, o.count), source.Msg("write-character-that-meant")).As(source.Warning))
	case unicode.Is(unicode.Cc, r):
		d.add("SRC-CTRL", pos, source.Msg("control-character-stands-times", r, o.count), source.Msg("delete"))
	case unicode.Is(unicode.Co, r):
		d.add("SRC-CHAR", pos, source.Msg("private-use-character-stands-times-only", r, o.count),
			source.Msg("use-character-of-unicode-or-bring"))
	case unicode.In(r, unicode.Zl, unicode.Zp):
		d.found.Add(source.New("SRC-CHAR", pos, source.Msg("end-of-line-of-other-programs", r, o.count), source.Msg("delete-or-begin-paragraph-there")).As(source.Error))
	case unicode.Is(unicode.Cf, r):
		d.add("SRC-CHAR", pos, source.Msg("invisible-character-stands-times", r, o.count), source.Msg("delete-unless-meant"))
	default:
		d.add("SRC-CHAR", pos, source.Msg("unassigned-character-stands-times", r, o.count), source.Msg("check-character"))
	}
}

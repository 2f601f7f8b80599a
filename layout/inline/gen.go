//go:build ignore

// Gen writes the character table of package inline from the Unicode files
// LineBreak.txt, EastAsianWidth.txt and VerticalOrientation.txt and the lists of clreq.
package main

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"go/format"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// The order is that of the constants in class.go and of type orientation.
var classes = strings.Fields(`alpha digit han wideDigit nonStart smallKana upCell open closer stop comma colon exclam middle
	dash ellipsis connector solidus quote straight prefix postfix hyphen latinOpen latinClose infix
	breakAfter space gapSpace wideSpace zeroSpace softHyphen glue mark newline`)

var orientations = []string{"U", "R", "Tu", "Tr"}

// lists are the characters that clreq 3.1 names, and a few that UAX #14 puts where
// Chinese text does not want them.
var lists = map[string]string{
	"wideDigit":  "０１２３４５６７８９",
	"open":       "（〈《「『【〔〖〘〚［｛｟〝︵︷︹︻︽︿﹁﹃﹇﹙﹛﹝",
	"closer":     "）〉》」』】〕〗〙〛］｝｠〞〟︶︸︺︼︾﹀﹂﹄﹈﹚﹜﹞",
	"stop":       "。．｡",
	"comma":      "，、､︐︑",
	"colon":      "：；︓︔",
	"exclam":     "？！︕︖‼⁇⁈⁉",
	"middle":     "·‧・•･",
	"dash":       "—⸺―",
	"ellipsis":   "…⋯‥",
	"connector":  "–～〜゠‐",
	"solidus":    "/／",
	"quote":      "“”‘’",
	"straight":   "\"'",
	"space":      " \t",
	"wideSpace":  "\u3000",
	"zeroSpace":  "\u200b",
	"softHyphen": "\u00ad",
	"glue":       "\u00a0\u2007\u202f\u2060\ufeff",
	"newline":    "\n",
	"mark":       "\r\v\f\u0085\u2028\u2029",
	"postfix":    "%％‰‱℃℉°′″‵￠¢",
	"prefix":     "$＄£￡¥￥€₩￦№",
	"latinOpen":  "([{¿¡‹«",
	"latinClose": ")]}!?›»",
	"infix":      ",.:;",
	"alpha":      "ˈ´ˌ†‡",
}

func main() {
	log.SetFlags(0)
	data := flag.String("data", "", "folder of the Unicode files")
	out := flag.String("out", "tables.go", "file to write")
	flag.Parse()
	lb, version := load(filepath.Join(*data, "LineBreak.txt"), "XX")
	eaw, _ := load(filepath.Join(*data, "EastAsianWidth.txt"), "N")
	vo, _ := load(filepath.Join(*data, "VerticalOrientation.txt"), "R")
	table := make([]byte, 0x110000)
	for r := range table {
		table[r] = index(classes, class(rune(r), lb[r], eaw[r])) | index(orientations, vo[r])<<6
	}
	for name, s := range lists {
		for _, r := range s {
			table[r] = table[r]&^63 | index(classes, name)
		}
	}
	if err := os.WriteFile(*out, source(table, version), 0o644); err != nil {
		log.Fatal(err)
	}
}

// class maps the UAX #14 class of a character that clreq does not name.
func class(r rune, lb, eaw string) string {
	wide := eaw == "W" || eaw == "F"
	switch lb {
	case "ID", "EB", "EM", "H2", "H3", "JL", "JV", "JT", "AI", "CB", "RI":
		return "han"
	case "CJ":
		return "smallKana"
	case "NS":
		return "nonStart"
	case "NU":
		return "digit"
	case "CM", "ZWJ":
		return "mark"
	case "OP":
		return pick(wide, "open", "latinOpen")
	case "CL", "CP":
		return pick(wide, "closer", "latinClose")
	case "EX":
		return pick(wide, "exclam", "latinClose")
	case "IS":
		return pick(wide, "comma", "infix")
	case "QU":
		return "straight"
	case "PR":
		return "prefix"
	case "PO":
		return "postfix"
	case "BA":
		return "breakAfter"
	case "HY":
		return "hyphen"
	case "SY":
		return "solidus"
	case "IN":
		return "ellipsis"
	case "B2":
		return "dash"
	case "GL", "WJ":
		return "glue"
	case "ZW":
		return "zeroSpace"
	case "SP":
		return "space"
	case "BK", "CR", "LF", "NL":
		return "mark"
	}
	if wide || r >= 0xE000 && r <= 0xF8FF || r >= 0xF0000 {
		return "han"
	}
	return "alpha"
}

func pick(c bool, yes, no string) string {
	if c {
		return yes
	}
	return no
}

func index(list []string, s string) byte {
	for i, v := range list {
		if v == s {
			return byte(i)
		}
	}
	log.Fatalf("unknown value %q", s)
	return 0
}

// load reads a Unicode property file: the value of every code point, and the file's name
// with its version. "@missing" lines give the defaults of ranges.
func load(name, missing string) ([]string, string) {
	f, err := os.Open(name)
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	table := make([]string, 0x110000)
	for i := range table {
		table[i] = missing
	}
	var version string
	var lines []string
	for sc := bufio.NewScanner(f); sc.Scan(); {
		line := sc.Text()
		if version == "" {
			version = strings.TrimPrefix(line, "# ")
		}
		if rest, ok := strings.CutPrefix(line, "# @missing:"); ok {
			set(table, rest)
		}
		lines = append(lines, line)
	}
	for _, r := range unassigned {
		if v, ok := r.values[filepath.Base(name)]; ok {
			set(table, r.span+";"+v)
		}
	}
	for _, line := range lines {
		set(table, line)
	}
	return table, version
}

// unassigned are the ranges whose defaults the files give in words: ideographs to come.
var unassigned = []struct {
	span   string
	values map[string]string
}{
	{"3400..4DBF", ideographic}, {"4E00..9FFF", ideographic}, {"F900..FAFF", ideographic},
	{"20000..2FFFD", ideographic}, {"30000..3FFFD", ideographic},
}

var ideographic = map[string]string{"LineBreak.txt": "ID", "EastAsianWidth.txt": "W", "VerticalOrientation.txt": "U"}

// set stores "from[..to] ; value" in the table.
func set(table []string, line string) {
	line, _, _ = strings.Cut(line, "#")
	span, value, ok := strings.Cut(line, ";")
	if !ok {
		return
	}
	from, to, ranged := strings.Cut(strings.TrimSpace(span), "..")
	if !ranged {
		to = from
	}
	a, err1 := strconv.ParseUint(from, 16, 32)
	b, err2 := strconv.ParseUint(to, 16, 32)
	if err1 != nil || err2 != nil || b >= uint64(len(table)) {
		log.Fatalf("bad line %q", line)
	}
	short := map[string]string{"Unknown": "XX", "Ideographic": "ID", "Prefix_Numeric": "PR", "Neutral": "N", "Wide": "W", "Rotated": "R", "Upright": "U"}
	v := strings.TrimSpace(value)
	if s, ok := short[v]; ok {
		v = s
	}
	for i := a; i <= b; i++ {
		table[i] = v
	}
}

// source prints the two-stage table.
func source(table []byte, version string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "// Code generated by gen.go from %s, EastAsianWidth and VerticalOrientation of the same version\n", version)
	fmt.Fprintf(&b, "// and the lists of clreq (2024-03-21) 3.1; DO NOT EDIT.\n\npackage inline\n\n")
	var blocks []string
	where := map[string]int{}
	var stage1 []byte
	for i := 0; i < len(table); i += 128 {
		block := string(table[i : i+128])
		k, ok := where[block]
		if !ok {
			k = len(blocks)
			where[block] = k
			blocks = append(blocks, block)
		}
		stage1 = append(stage1, byte(k))
	}
	if len(blocks) > 256 {
		log.Fatal("more than 256 different blocks")
	}
	fmt.Fprintf(&b, "// propertyIndex gives the block of a code point's upper bits.\n")
	dump(&b, "propertyIndex", stage1)
	fmt.Fprintf(&b, "// propertyBlocks holds class | orientation<<6, 128 code points a block.\n")
	dump(&b, "propertyBlocks", []byte(strings.Join(blocks, "")))
	src, err := format.Source(b.Bytes())
	if err != nil {
		log.Fatal(err)
	}
	return src
}

func dump(b *bytes.Buffer, name string, data []byte) {
	fmt.Fprintf(b, "const %s = \"\" +\n", name)
	for i := 0; i < len(data); i += 64 {
		fmt.Fprintf(b, "\t\"")
		for _, c := range data[i:min(i+64, len(data))] {
			fmt.Fprintf(b, "\\x%02x", c)
		}
		fmt.Fprintf(b, "\"%s\n", pick(i+64 < len(data), " +", ""))
	}
	fmt.Fprintln(b)
}

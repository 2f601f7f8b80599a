package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"banxin/editions"
	"banxin/editions/source"
)

// TestSchemasAgreeWithParsers writes each key of each mapping with values of every form,
// by itself, and wants parser and schema to take and to refuse the same ones.
func TestSchemasAgreeWithParsers(t *testing.T) {
	schemas := compiled(t)
	tried, taken := 0, 0
	for _, set := range editions.Keys() {
		at, ok := places[set.Name]
		if !ok {
			if set.Keys[0].Forms != nil {
				t.Errorf("no place to write the keys of %s", set.Name)
			}
			continue
		}
		for _, k := range set.Keys {
			if len(k.Forms) == 0 {
				t.Errorf("%s.%s has no form", set.Name, k.Name)
			}
			for i, v := range append(anys(k.Words), pool...) {
				name := []string{k.Name, k.Chinese}[i%2]
				doc := at.put(object{name: v})
				valid := takes(t, schemas[at.document], doc)
				faults := parse(t, at.document, doc)
				if tried++; valid {
					taken++
				}
				if valid != (faults == "") && !lenient(k, v, valid) && !strict(k, v, valid) {
					t.Errorf("%s: %s: %v: the schema takes it: %v; the parser says: %q", set.Name, name, show(v), valid, faults)
				}
			}
		}
	}
	if tried < 10000 || taken < 2000 || taken > tried*9/10 {
		t.Errorf("%d values tried, %d taken: does this test look in the right place?", tried, taken)
	}
}

// pool are values of every form; what is wrong for one key is right for another.
var pool = []any{
	nil, true, false, "是", "否", "yes", "off", "none", "斜", "左", "随便什么", "x4", "TXT-SPACE", "SRC-YAML", "abc_1",
	0, 1, 2, 3, 7, 15, 25, 60, 99, 101, 150, 256, 450, 1000, 1999, 2001, 2401, 5001, 10000, 1000001, -1, -2, 0.5, 1.5, -0.5, 3.25,
	"3字", "3行", "30%", "0.5em", "1字", "2.5行", "10.5pt", "5mm", "1.5厘米", "0", "小五", "特号", "15磅", "12px", "mm",
	"270mm x 390mm", "270×390", "2026-10-20", "10-20",
	[]any{}, []any{"宋"}, []any{"甲", "乙"}, []any{object{}}, []any{[]any{"甲"}}, []any{"裁切", "套准"}, []any{object{"代码": "TXT", "理由": "试"}},
	object{}, object{"甲": "乙"}, object{"甲": object{}}, object{"TXT-SPACE": "关"}, object{"SRC-YAML": "关"}, object{"甲": []any{"乙"}},
	object{"行": 3}, object{"lines": 3}, object{"图": "a.png"}, object{"底": "报红"}, object{"字号": "9pt"},
}

// place is where a mapping stands in a YAML text.
type place struct {
	document string
	put      func(object) any
}

// inside puts a mapping below keys, one in the other.
func inside(document string, keys ...string) place {
	return place{document, func(o object) any {
		for _, k := range slices.Backward(keys) {
			o = object{k: o}
		}
		return o
	}}
}

// listed is inside, the mapping being the only item of a list at the first key.
func listed(document, key string, keys ...string) place {
	return place{document, func(o object) any {
		return object{key: []any{inside(document, keys...).put(o)}}
	}}
}

var places = map[string]place{
	"paper": inside("paper"), "paper.colors": inside("paper", "颜色", "报红"), "paper.fonts": inside("paper", "字体", "报宋"),
	"paper.styles": inside("paper", "styles"), "paper.press": inside("paper", "印刷"), "paper.press.plates": inside("paper", "印刷", "拼版"),
	"paper.press.tower": inside("paper", "印刷", "色塔"), "paper.press.delivery": inside("paper", "印刷", "交付"), "paper.press.zones": inside("paper", "印刷", "墨区"), "printer": inside("printer"), "paper.e-edition": inside("paper", "e-edition"), "desk": inside("desk"), "desk.person": {"desk", person},
	"paper.logo": inside("paper", "题字"), "style": inside("paper", "样式", "标题"), "style.by-size": {"paper", func(o object) any { return object{"样式": object{"主题": []any{o}}} }}, "exception": listed("paper", "例外"),
	"paper.templates": inside("paper", "版样"), "look.nameplate": inside("paper", "报头"), "look.folio": inside("template", "报眉"), "look.label": inside("paper", "栏目"),
	"look.between": inside("template", "稿线"), "look.column-rules": inside("paper", "栏线"), "look.index": inside("template", "导读"), "look.pictures": inside("paper", "pictures"),
	"look.tailpiece": inside("template", "tailpiece"),
	"template":       inside("template"), "template.margins": inside("template", "边距"), "template.columns": inside("template", "栏"),
	"template.body": inside("template", "正文"), "slot": {"template", slot}, "slot.head": inside("template", "版位", "甲", "题"),
	"slot.picture": inside("template", "版位", "甲", "图"), "slot.box": inside("template", "版位", "甲", "框"), "slot.fit": inside("template", "版位", "甲", "适"),
	"slot.jump": inside("template", "版位", "甲", "转"), "slot.frame": inside("template", "版位", "甲", "位置"),
	"edition": inside("edition"), "page": {"edition", page}, "story": inside("story"),
	"correction": {"edition", changed("更正")}, "withdrawal": {"edition", changed("撤稿")}, "story.correction": {"story", changed("更正", "稿件")},
}

// slot puts options of a slot into a template. What is said of slots within it is read where
// it has a grid.
func slot(o object) any {
	for _, k := range []string{"版位", "slots", "行间隔", "row-gap"} {
		if _, ok := o[k]; ok {
			o["grid"] = "16 | 丙 丁"
		}
	}
	return inside("template", "版位", "甲").put(o)
}

// changed puts what was changed into a list, with the keys that must be there.
func changed(key string, but ...string) func(object) any {
	return func(o object) any {
		whole := object{"稿件": "a", "时间": "2026-10-20"}
		for _, k := range but {
			delete(whole, k)
		}
		if _, ok := o["story"]; ok {
			delete(whole, "稿件")
		}
		if _, ok := o["time"]; ok {
			delete(whole, "时间")
		}
		maps.Copy(whole, o)
		return object{key: []any{whole}}
	}
}

// page puts a page into an edition. What changes in its template is read where it has one.
func page(o object) any {
	if _, ok := o["模板"]; !ok {
		o = over(object{"template": "甲"}, o)
	}
	return listed("edition", "版").put(o)
}

// person puts somebody into the list, with what everybody must have.
func person(o object) any {
	whole := object{"名": "夜编", "密": "$2a$10$" + strings.Repeat("a", 53), "职": "编辑"}
	for _, k := range [][2]string{{"名", "name"}, {"密", "password"}, {"职", "role"}} {
		if _, ok := o[k[1]]; ok {
			delete(whole, k[0])
		}
	}
	maps.Copy(whole, o)
	return object{"人": []any{whole}}
}

// takes tells whether a schema takes a value.
func takes(t *testing.T, s *jsonschema.Schema, v any) bool {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(doc) == nil
}

// whole is a paper in which nothing is wrong, in YAML that is JSON.
var whole = map[string]object{
	"paper":    {"名称": "报"},
	"template": {"成品": "270mm x 390mm", "栏": object{"数": 2, "字": 10, "距": "1字"}, "正文": object{"字号": "9pt", "行距": "14pt"}, "版图": "20 | 甲 甲\n"},
	"edition":  {"版": []any{object{"模板": "甲", "稿件": object{"甲": "a"}}}},
	"story":    {"标题": "题"},
	"printer":  {"名称": "厂"},
	"desk":     {},
}

var files = map[string]string{
	"paper": "paper.yaml", "template": "templates/甲.yaml", "edition": "editions/2026-10-20/edition.yaml", "story": "editions/2026-10-20/stories/a.md", "printer": "厂.yaml", "desk": "desk.yaml",
}

// parse reads a text of a paper, laid over one in which nothing is wrong, and returns what
// is wrong with its keys, words and shapes: what a schema can know.
func parse(t *testing.T, document string, v any) string {
	t.Helper()
	file := source.NewFile(files[document], textOf(t, document, over(whole[document], v.(object))))
	var found source.List
	switch document {
	case "template":
		_, found = editions.ParseTemplate(file)
	case "story":
		_, found = editions.ParseStory(file)
	case "desk":
		_, found = editions.ReadStaff(file)
	case "printer":
		_, found = editions.LoadPress(editions.Shop{FS: fstest.MapFS{"厂.yaml": {Data: file.Data}}, Name: "厂.yaml", Said: file.Name}, nil, nil)
	default:
		found = load(t, file)
	}
	var out []string
	for _, f := range found {
		if f.Pos.File == file.Name && f.Severity == source.Error && slices.Contains([]string{"SRC-KEY", "SRC-TYPE", "SRC-VALUE", "SRC-DUP", "SRC-DATE"}, f.Code) && f.Message.ID != "unknown-style" && f.Message.ID != "more-than-there-can-here" { // no schema knows which a paper uses, or reckons with units
			out = append(out, fmt.Sprintf("%s %s", f.Code, f.Message.ID))
		}
	}
	return strings.Join(out, "; ")
}

// load reads a whole paper with this file.
func load(t *testing.T, file *source.File) source.List {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, f := range files {
		fsys[f] = &fstest.MapFile{Data: textOf(t, name, whole[name])}
	}
	fsys[file.Name] = &fstest.MapFile{Data: file.Data}
	_, found, err := editions.Load(fsys, "")
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// textOf is a file with these keys.
func textOf(t *testing.T, document string, v object) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if document == "story" {
		return slices.Concat([]byte("---\n"), data, []byte("\n---\n文。\n"))
	}
	return data
}

// over lays mine over the keys of base that it writes, in either language.
func over(base, mine object) object {
	out := maps.Clone(base)
	for k := range mine {
		delete(out, synonyms()[k])
	}
	maps.Copy(out, mine)
	return out
}

// synonyms are the Chinese names of the keys that whole writes, by the English ones.
var synonyms = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, set := range editions.Keys() {
		for _, k := range set.Keys {
			if whole[set.Name] != nil {
				out[k.Name] = k.Chinese
			}
		}
	}
	return out
})

func show(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}

// lenient tells whether a schema may take what the parser refuses: a number written as text
// is held to its form alone, not to its limits; a tag of a language to its look, not to whether
// there is such a language.
func lenient(k editions.Key, v any, valid bool) bool {
	if _, text := v.(string); valid && text && k.Name == "language" {
		return true
	}
	if list, ok := v.([]any); valid && (v == nil || ok && len(list) == 0) && (k.Name == "story" || k.Name == "time" || k.Chinese == "名" || k.Chinese == "密" || k.Chinese == "职") {
		return true // a key that must be there, with nothing in it
	}
	text, ok := v.(string)
	return valid && ok && strings.ContainsAny(text, "0123456789") && slices.ContainsFunc(k.Forms, func(f form) bool {
		return f.Max > 0
	})
}

// strict tells whether a schema may refuse what the parser takes: a page to continue on that
// is named by a fraction, by true or false.
func strict(k editions.Key, v any, valid bool) bool {
	_, text := v.(string)
	return !valid && !text && k.Name == "jump"
}

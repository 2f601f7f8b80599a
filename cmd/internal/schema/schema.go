// Package schema makes JSON Schemas of the files of a paper, of the parsers' own tables of
// keys, so that any editor completes and checks them.
//
//	for _, f := range schema.Files() { os.WriteFile(f.Name, f.Data, 0o666) }
package schema

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/unit"
)

// File is a file to write.
type File struct {
	Name string
	Data []byte
}

// dialect is the form of JSON Schema that the schemas are written in.
const dialect = "https://json-schema.org/draft/2020-12/schema"

// documents are the YAML texts of a paper, by the mapping each consists of.
var documents = []string{"paper", "template", "edition", "story", "printer", "desk"}

// Files returns a JSON Schema for each kind of YAML text: paper.yaml, templates,
// edition.yaml, the heads of stories, printers' files, and desk.yaml. Keys and words are there in both languages, and
// so is what each is for; what the parsers refuse by itself, the schemas refuse.
func Files() []File {
	s := newSchemer()
	out := make([]File, len(documents))
	for i, name := range documents {
		out[i] = File{name + ".schema.json", marshal(s.document(name))}
	}
	return out
}

// object is a JSON object; its members are written in the order of their names.
type object = map[string]any

// schemer makes schemas of the mappings of the file formats.
type schemer struct {
	sets map[string]editions.KeySet
	says [2]words.Locale // Chinese and English
}

func newSchemer() schemer {
	s := schemer{map[string]editions.KeySet{}, [2]words.Locale{words.In(true), words.In(false)}}
	for _, set := range editions.Keys() {
		s.sets[set.Name] = set
	}
	return s
}

// document is the schema of a YAML text, with all mappings that stand in it.
func (s schemer) document(name string) object {
	defs := object{}
	s.define(defs, form{Of: name})
	return object{
		"$schema": dialect, "$id": "urn:banxin:schema:" + name, "title": s.title(name),
		"$ref": "#/$defs/" + name, "$defs": defs,
	}
}

// form is a short name for what stands in the signatures here.
type form = editions.Form

// title names a mapping in both languages.
func (s schemer) title(name string) string { return s.sets[name].Chinese + " " + name }

// definition is the name of a mapping among the definitions; one without its first keys is
// another.
func definition(f form) string {
	if f.From == 0 {
		return f.Of
	}
	return fmt.Sprintf("%s.from-%d", f.Of, f.From)
}

// define adds a mapping to the definitions, and all that its values refer to.
func (s schemer) define(defs object, f form) object {
	ref := object{"$ref": "#/$defs/" + definition(f)}
	if defs[definition(f)] != nil {
		return ref
	}
	set, properties := s.sets[f.Of], object{}
	d := object{
		"title": s.title(f.Of), "description": s.both(words.Locale.KeySet, f.Of), "type": []string{"object", "null"},
		"properties": properties, "additionalProperties": false,
	}
	defs[definition(f)] = d
	var once []any
	for _, k := range set.Keys[f.From:] {
		properties[k.Name] = s.key(defs, set.Name, k)
		names := spellings(k)
		for _, n := range names[1:] {
			properties[n] = object{"$ref": "#/$defs/" + definition(f) + "/properties/" + k.Name}
		}
		for i, a := range names {
			for _, b := range names[i+1:] {
				once = append(once, object{"not": object{"type": "object", "required": []string{a, b}}})
			}
		}
	}
	if f.Each != nil { // names of the paper's own
		d["additionalProperties"] = s.value(defs, editions.Key{}, f.Each)
	}
	if len(set.Needs) > 0 {
		once = append(once, needs(set))
	}
	if once != nil {
		d["allOf"] = once
	}
	return ref
}

// needs wants the keys that a mapping must have, in one of their spellings.
func needs(set editions.KeySet) object {
	var all []object
	for _, k := range set.Keys {
		if !slices.Contains(set.Needs, k.Name) {
			continue
		}
		var any []object
		for _, n := range spellings(k) {
			any = append(any, object{"required": []string{n}})
		}
		all = append(all, object{"anyOf": any})
	}
	return object{"allOf": all}
}

// spellings lists the names of a key, the English one first.
func spellings(k editions.Key) []string {
	names := []string{k.Name}
	for _, n := range []string{k.Chinese, k.Or} {
		if n != "" && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return names
}

// key is the schema of a key's value.
func (s schemer) key(defs object, set string, k editions.Key) object {
	v := s.value(defs, k, k.Forms)
	v["title"] = strings.TrimSpace(k.Chinese + " " + k.Name)
	v["description"] = s.both(words.Locale.Key, set+"."+k.Name)
	return v
}

// code is the schema of a code, or a family of codes, that a paper may judge: findings about
// files cannot be put off.
func code(f form) object {
	return object{"type": "string", "pattern": f.Pattern, "not": object{"pattern": `^SRC(-|$)`}}
}

// byCode is the schema of codes and families, each with a value. Those that there are stand
// in it by name, each with what it means; a newer program may know others.
func (s schemer) byCode(defs object, k editions.Key, f form) object {
	name := k.Name + ".value"
	defs[name] = s.value(defs, k, f.Each)
	ref, properties := "#/$defs/"+name, object{}
	for _, id := range judgeable() {
		p := object{"$ref": ref}
		if strings.Contains(id, "-") {
			p["description"] = s.both(words.Locale.Code, id)
		}
		properties[id] = p
	}
	return object{"type": []string{"object", "null"}, "propertyNames": code(f), "properties": properties, "additionalProperties": object{"$ref": ref}}
}

// judgeable lists the families that a paper may judge, and their codes.
func judgeable() (out []string) {
	for _, f := range source.Families() {
		if f.ID == "SRC" {
			continue
		}
		out = append(out, f.ID)
		for _, c := range f.Codes {
			out = append(out, c.ID)
		}
	}
	return out
}

// value is the schema of a value of several possible forms; one that is not written is
// always possible.
func (s schemer) value(defs object, k editions.Key, forms []form) object {
	alternatives := make([]object, len(forms))
	for i, f := range forms {
		alternatives[i] = s.shape(defs, k, f)
	}
	if len(alternatives) == 1 {
		return alternatives[0]
	}
	return object{"anyOf": alternatives}
}

// shape is the schema of one form of a value.
func (s schemer) shape(defs object, k editions.Key, f form) object {
	switch f.Kind {
	case editions.IntegerForm:
		return object{"type": []string{"integer", "string", "null"}, "minimum": f.Min, "maximum": f.Max, "pattern": `^\s*[+-]?[0-9]+字?行?\s*$`}
	case editions.NumberForm:
		return object{"type": []string{"number", "string", "null"}, "minimum": f.Min, "maximum": f.Max, "pattern": `^\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)\s*(字|em|%|行)?\s*$`}
	case editions.LengthForm, editions.MeasureForm, editions.SizeForm, editions.SheetForm:
		return length(f)
	case editions.YesNoForm, editions.NoForm:
		return yesNo(f.Kind)
	case editions.ChoiceForm:
		return object{"enum": choices(k.Words)}
	case editions.OpenForm:
		return object{"type": scalar, "examples": k.Words}
	case editions.KeysForm:
		return s.define(defs, f)
	case editions.ListForm:
		return object{"type": []string{"array", "null"}, "items": s.value(defs, k, f.Each)}
	case editions.ByNameForm:
		return object{"type": []string{"object", "null"}, "additionalProperties": s.value(defs, k, f.Each)}
	case editions.CodeForm:
		c := code(f)
		c["examples"] = judgeable()
		return c
	case editions.ByCodeForm:
		return s.byCode(defs, k, f)
	}
	return text(f)
}

// text is the schema of what is read as text, whatever YAML takes it for.
func text(f form) object {
	if f.Pattern == "" {
		return object{"type": scalar}
	}
	types, form := []string{"string", "null"}, regexp.MustCompile(f.Pattern)
	for _, t := range []struct{ name, example string }{{"integer", "1"}, {"number", "1.5"}, {"boolean", "true"}} {
		if form.MatchString(t.example) && (f.Max == 0 || t.name == "integer") {
			types = append(types, t.name)
		}
	}
	o := object{"type": types, "pattern": f.Pattern}
	if f.Max > 0 {
		o["minimum"], o["maximum"] = f.Min, f.Max
	}
	return o
}

// scalar is the type of what is read as text, whatever it looks like.
var scalar = []string{"string", "number", "boolean", "null"}

// Patterns of lengths.
const (
	absolute = `pt|点|磅|mm|毫米|cm|厘米|in`
	counted  = absolute + `|字|em|行`
)

// amount is the pattern of a number with a unit, or of a name of a size.
func amount(units string) string {
	return `\+?([0-9]{1,6}(\.[0-9]{0,3})?|\.[0-9]{1,3})\s*(` + units + `)|` + strings.Join(unit.Sizes(), "|")
}

// length is the schema of a length. Only a nought needs no unit.
func length(f form) object {
	units := absolute
	switch f.Kind {
	case editions.SheetForm:
		a := `\s*(` + amount(absolute) + `)\s*`
		return object{"type": []string{"string", "null"}, "pattern": `^` + a + `[x×X*]` + a + `$`}
	case editions.MeasureForm, editions.SizeForm:
		units = counted
	}
	if f.Kind == editions.SizeForm || f.Min > 0 {
		return object{"type": []string{"string", "null"}, "pattern": `^\s*(` + amount(units) + `)\s*$`, "examples": unit.Sizes()}
	}
	return object{"type": []string{"string", "number", "null"}, "minimum": 0, "maximum": 0, "pattern": `^\s*(` + amount(units) + `|\+?0+(\.0*)?)\s*$`}
}

// yesNo is the schema of yes or no, or of no alone.
func yesNo(kind editions.FormKind) object {
	yes, no := editions.YesNo()
	words := []any{nil, false}
	if kind == editions.YesNoForm {
		words = append(append(words, true), anys(yes)...)
	}
	return object{"enum": append(words, anys(no)...)}
}

// both is a text in both languages.
func (s schemer) both(text func(words.Locale, string) string, of string) string {
	zh, en := text(s.says[0], of), text(s.says[1], of)
	if zh == en {
		return en
	}
	return zh + "\n\n" + en
}

func anys(words []string) []any {
	out := make([]any, len(words))
	for i, w := range words {
		out[i] = w
	}
	return out
}

// choices are words, those that are numbers as numbers too, or nothing.
func choices(words []string) []any {
	out := anys(words)
	for _, w := range words {
		if n, err := strconv.Atoi(w); err == nil {
			out = append(out, n)
		}
	}
	return append(out, nil)
}

// marshal writes JSON for people, too.
func marshal(v any) []byte {
	var b bytes.Buffer
	if err := report.JSON(&b, v); err != nil {
		panic("a schema cannot be written: " + err.Error())
	}
	return b.Bytes()
}

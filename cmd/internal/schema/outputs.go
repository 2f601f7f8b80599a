package schema

import (
	"encoding"
	"encoding/json"
	"reflect"
	"strings"
	"time"

	"banxin/cmd/internal/report"
)

// Outputs returns a JSON Schema for everything that commands write for programs, made of the
// Go types that they write. Members that are not named may be there: they come with later
// versions.
func Outputs() []File {
	out := []File{}
	for _, o := range report.Outputs() {
		s := typeSchemer{object{}}
		of := s.value(reflect.TypeOf(o.Zero))
		doc := object{"$schema": dialect, "$id": "urn:banxin:schema:output:" + o.Name, "title": o.Name}
		for k, v := range of {
			doc[k] = v
		}
		if len(s.defs) > 0 {
			doc["$defs"] = s.defs
		}
		out = append(out, File{"output-" + o.Name + ".schema.json", marshal(doc)})
	}
	return out
}

// typeSchemer makes schemas of Go types as encoding/json writes them; structs are
// definitions, by package and name.
type typeSchemer struct{ defs object }

var (
	asJSON = reflect.TypeFor[json.Marshaler]()
	asText = reflect.TypeFor[encoding.TextMarshaler]()
	moment = reflect.TypeFor[time.Time]()
)

// value is the schema of a value of a type.
func (s typeSchemer) value(t reflect.Type) object {
	switch {
	case t == moment:
		return object{"type": "string", "format": "date-time"}
	case t.Implements(asJSON):
		return s.written(t)
	case t.Implements(asText):
		return object{"type": "string"}
	}
	switch t.Kind() {
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.String:
		return object{"type": "string"}
	case reflect.Float32, reflect.Float64:
		return object{"type": "number"}
	case reflect.Pointer:
		return object{"anyOf": []object{s.value(t.Elem()), {"type": "null"}}}
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return object{"type": []string{"string", "null"}}
		}
		return object{"type": []string{"array", "null"}, "items": s.value(t.Elem())}
	case reflect.Array:
		return object{"type": "array", "items": s.value(t.Elem()), "minItems": t.Len(), "maxItems": t.Len()}
	case reflect.Map:
		return object{"type": []string{"object", "null"}, "additionalProperties": s.value(t.Elem())}
	case reflect.Struct:
		return s.structure(t)
	case reflect.Interface:
		return object{}
	default:
		return object{"type": "integer"}
	}
}

// written is the schema of a type that writes itself: the type of JSON that its zero value is.
func (s typeSchemer) written(t reflect.Type) object {
	data, err := json.Marshal(reflect.Zero(t).Interface())
	if err != nil {
		return object{}
	}
	switch data[0] {
	case '"':
		return object{"type": "string"}
	case '[':
		return object{"type": "array"}
	case '{':
		return object{"type": "object"}
	case 'n', 't', 'f':
		return object{}
	default:
		return object{"type": "number"}
	}
}

// structure is the schema of a struct: a reference to its definition, where it has a name.
func (s typeSchemer) structure(t reflect.Type) object {
	name := t.String()
	if t.Name() == "" {
		return s.members(t)
	}
	if _, ok := s.defs[name]; !ok {
		s.defs[name] = object{} // for those that hold their like
		s.defs[name] = s.members(t)
	}
	return object{"$ref": "#/$defs/" + name}
}

// members is the schema of an object with the fields of a struct.
func (s typeSchemer) members(t reflect.Type) object {
	properties, required := object{}, []string{}
	s.fields(t, properties, &required)
	o := object{"type": "object", "properties": properties}
	if len(required) > 0 {
		o["required"] = required
	}
	return o
}

// fields takes the fields of a struct, those of embedded structs after its own, which go
// before them where names are the same.
func (s typeSchemer) fields(t reflect.Type, properties object, required *[]string) {
	var embedded []reflect.Type
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name == "-":
		case f.Anonymous && name == "":
			of := f.Type
			if of.Kind() == reflect.Pointer {
				of = of.Elem()
			}
			embedded = append(embedded, of)
		case f.IsExported():
			if name == "" {
				name = f.Name
			}
			if properties[name] != nil {
				continue
			}
			properties[name] = s.value(f.Type)
			if !strings.Contains(options, "omit") {
				*required = append(*required, name)
			}
		}
	}
	for _, e := range embedded {
		s.fields(e, properties, required)
	}
}

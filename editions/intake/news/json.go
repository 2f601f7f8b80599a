package news

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// value is a JSON value with the order of its members kept.
type value struct {
	key    string // of a member
	text   string // of a string or number
	isText bool
	object bool
	array  bool
	kids   []*value
	used   bool
}

var errDeep = errors.New("nested too deep")

// readJSON reads one value within limits.
func readJSON(text string, depth int) (*value, error) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	left := 1_000_000
	v, err := readValue(d, depth, &left)
	if err == nil {
		if _, more := d.Token(); more != io.EOF {
			return v, nil // what follows the value says nothing
		}
	}
	return v, err
}

func readValue(d *json.Decoder, depth int, left *int) (*value, error) {
	tok, err := d.Token()
	if err != nil {
		return nil, err
	}
	if *left--; depth == 0 || *left < 0 {
		return nil, errDeep
	}
	v := &value{}
	switch tok := tok.(type) {
	case json.Delim:
		v.object, v.array = tok == '{', tok == '['
		return v, v.members(d, depth, left)
	case string:
		v.text, v.isText = tok, true
	case json.Number:
		v.text = tok.String()
	case bool:
		v.text = fmt.Sprint(tok)
	}
	return v, nil
}

func (v *value) members(d *json.Decoder, depth int, left *int) error {
	for d.More() {
		key := ""
		if v.object {
			tok, err := d.Token()
			if err != nil {
				return err
			}
			key, _ = tok.(string)
		}
		k, err := readValue(d, depth-1, left)
		if k != nil {
			k.key = key
			v.kids = append(v.kids, k)
		}
		if err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

// get returns a member, or nil. A nil value has none.
func (v *value) get(keys ...string) *value {
	if v == nil {
		return nil
	}
	for _, key := range keys {
		for _, k := range v.kids {
			if v.object && strings.EqualFold(k.key, key) {
				return k
			}
		}
	}
	return nil
}

// items returns the elements of an array, the members of an object of objects, or the value
// itself.
func (v *value) items() []*value {
	switch {
	case v == nil:
		return nil
	case v.array:
		return v.kids
	case v.object && len(v.kids) > 0 && v.kids[0].object:
		return v.kids
	}
	return []*value{v}
}

// str is a string's text, taken for use.
func (v *value) str() string {
	if v == nil {
		return ""
	}
	v.used = true
	return v.text
}

// peek is a string's text, not taken.
func (v *value) peek() string {
	if v == nil {
		return ""
	}
	return v.text
}

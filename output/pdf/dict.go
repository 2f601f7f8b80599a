package pdf

import (
	"bytes"
	"fmt"
	"strings"
)

// dict is a dictionary as gopdf wrote it: keys with their slash and values as PDF text,
// in order.
type dict struct{ entries []entry }

type entry struct{ key, value string }

// get returns the value of key, or "".
func (d *dict) get(key string) string {
	for _, e := range d.entries {
		if e.key == key {
			return e.value
		}
	}
	return ""
}

// set replaces the value of key or adds it.
func (d *dict) set(key, value string) {
	for i, e := range d.entries {
		if e.key == key {
			d.entries[i].value = value
			return
		}
	}
	d.entries = append(d.entries, entry{key, value})
}

// del removes key.
func (d *dict) del(key string) {
	for i, e := range d.entries {
		if e.key == key {
			d.entries = append(d.entries[:i], d.entries[i+1:]...)
			return
		}
	}
}

func (d *dict) String() string {
	var b strings.Builder
	b.WriteString("<<")
	for i, e := range d.entries {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(e.key)
		b.WriteByte(' ')
		b.WriteString(e.value)
	}
	b.WriteString(">>")
	return b.String()
}

// parseDict reads one dictionary. Strings with nested or escaped brackets do not occur
// in what gopdf is asked to write, and are refused.
func parseDict(p []byte) (*dict, error) {
	p = bytes.TrimSpace(p)
	if !bytes.HasPrefix(p, []byte("<<")) || !bytes.HasSuffix(p, []byte(">>")) {
		return nil, fmt.Errorf("%w: no dictionary in %.40q", errAssembly, p)
	}
	p = bytes.TrimSpace(p[2 : len(p)-2])
	d := &dict{}
	for len(p) > 0 {
		if p[0] != '/' {
			return nil, fmt.Errorf("%w: no key in %.40q", errAssembly, p)
		}
		k := 1 + bytes.IndexAny(p[1:], " \n\t/<[(")
		if k < 1 {
			return nil, fmt.Errorf("%w: no value in %.40q", errAssembly, p)
		}
		key := string(p[:k])
		p = bytes.TrimLeft(p[k:], " \n\t")
		v := valueLen(p)
		if v <= 0 {
			return nil, fmt.Errorf("%w: no value of %s in %.40q", errAssembly, key, p)
		}
		d.entries = append(d.entries, entry{key, string(bytes.TrimSpace(p[:v]))})
		p = bytes.TrimLeft(p[v:], " \n\t")
	}
	return d, nil
}

// valueLen returns the length of the value that p begins with.
func valueLen(p []byte) int {
	for _, b := range [...]struct{ open, close string }{{"<<", ">>"}, {"[", "]"}, {"(", ")"}, {"<", ">"}} {
		if bytes.HasPrefix(p, []byte(b.open)) {
			return nested(p, b.open, b.close)
		}
	}
	start := 0
	if len(p) > 0 && p[0] == '/' {
		start = 1
	}
	if i := bytes.IndexByte(p[start:], '/'); i >= 0 {
		return start + i
	}
	return len(p)
}

// nested returns the length of the bracketed value at the start of p, or 0.
func nested(p []byte, open, close string) int {
	depth := 0
	for i := 0; i < len(p); i++ {
		switch {
		case bytes.HasPrefix(p[i:], []byte(close)):
			if depth--; depth == 0 {
				return i + len(close)
			}
			i += len(close) - 1
		case bytes.HasPrefix(p[i:], []byte(open)):
			depth++
			i += len(open) - 1
		}
	}
	return 0
}

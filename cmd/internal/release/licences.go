package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// known are licences by what only their texts say, spaces made one. A text may have several.
var known = []struct {
	id string // SPDX
	is *regexp.Regexp
}{
	{"Apache-2.0", regexp.MustCompile(`Apache License,? Version 2\.0`)},
	{"BSD-2-Clause", regexp.MustCompile(`(?i)Redistribution and use in source`)}, // or the next
	{"BSD-3-Clause", regexp.MustCompile(`(?i)neither the (name|copyright)|names? of (its|the) (contributors?|copyright)`)},
	{"FSFAP", regexp.MustCompile(`Copying and distribution of this file, with or without modification, are permitted in any medium`)},
	{"MIT", regexp.MustCompile(`Permission is hereby granted, free of charge, to any person obtaining a copy of this software`)},
	{"MIT-Modern-Variant", regexp.MustCompile(`Permission is hereby granted, without written agreement and without license or royalty fees`)},
	{"OFL-1.1", regexp.MustCompile(`SIL OPEN FONT LICENSE Version 1\.1`)},
	{"Unicode-DFS-2016", regexp.MustCompile(`obtaining a copy of the Unicode data files`)},
	{"Unlicense", regexp.MustCompile(`free and unencumbered software released into the public domain`)},
}

// barred are licences that nothing in the program may have alone.
var barred = regexp.MustCompile(`(?i)GNU (Affero |Lesser |Library )?General Public License|Mozilla Public License|Creative Commons|Server Side Public License`)

// beside are files that go with a licence and are none: notices, also of what lies in a
// module and is not linked, and grants of patents.
var beside = regexp.MustCompile(`(?i)(^|/)(notice|patents)[^/]*$`)

// licences names the licences of a part, by their SPDX identifiers. One that is not known
// is an error: somebody has to read it.
func (p part) licences() ([]string, error) {
	var out []string
	for _, t := range p.texts {
		if beside.MatchString(t.name) {
			continue
		}
		body := strings.Join(strings.Fields(strings.NewReplacer("> ", " ", "//", " ", "*", " ").Replace(t.body)), " ")
		if said := barred.FindString(body); said != "" {
			return nil, fmt.Errorf("%s: %s speaks of the %s: read it", p.name, t.name, said)
		}
		for _, k := range known {
			if k.is.MatchString(body) {
				out = append(out, k.id)
			}
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	if slices.Contains(out, "BSD-3-Clause") {
		out = slices.DeleteFunc(out, func(id string) bool { return id == "BSD-2-Clause" })
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: none of its %d licences is known: read it, and add it to the table of known ones", p.name, len(p.texts))
	}
	return out, nil
}

// licences is the file with the licences of all parts. A text that stood already is
// referred to.
func licences(parts []part) []byte {
	var b strings.Builder
	b.WriteString("版心所含各部分的许可 | Licences of what is in banxin\n\nbanxin 本身 | banxin itself: Apache-2.0, LICENSE.txt\n\n")
	for _, p := range parts {
		ids, _ := p.licences() // were asked for when the parts were listed
		fmt.Fprintf(&b, "%s: %s\n", strings.TrimSpace(p.name+" "+p.version), strings.Join(ids, ", "))
	}
	first := map[string]string{}
	for _, p := range parts {
		for _, t := range p.texts {
			title := strings.TrimSpace(p.name+" "+p.version) + " — " + t.name
			fmt.Fprintf(&b, "\n%s\n%s\n\n", strings.Repeat("=", 72), title)
			if at := first[t.body]; at != "" {
				fmt.Fprintf(&b, "（同 | the same as）%s\n", at)
				continue
			}
			first[t.body] = title
			b.WriteString(strings.TrimRight(t.body, "\n") + "\n")
		}
	}
	return []byte(b.String())
}

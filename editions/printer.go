package editions

import (
	"io/fs"
	"path"
	"strings"

	"banxin/editions/source"
)

// A printer's file (印厂.yaml) says all that 印刷 may, a name, and on which other one it
// builds. A paper names one (印厂), or whoever makes its files does; what the paper's own 印刷
// says goes before the one it names, and the one that is named from outside before both.

// printerWords are the keys of a printer's file.
var printerWords = append([]word{{zh: "名称", en: "name"}, {zh: "基于", en: "extends", also: []string{"继承", "base"}}}, pressWords...)

// printerOwn are those that 印刷 has not.
const printerOwn = 2

// readyShop is what the paths of embedded printers' files begin with in findings.
const readyShop = "库/印厂/"

// Shop is a printer's file from outside the paper's folder.
type Shop struct {
	FS   fs.FS  // of the folder in which it stands
	Name string // its path there; without a point that of one that banxin brings
	Said string // how findings call it; empty: Name
}

// maxShops bounds how many printers' files build on one another.
const maxShops = 8

// shop reads a printer's file and those it builds on: all keys of 印刷 that they say. It
// returns nil after a finding.
func (l *loader) shop(s Shop, pos source.Pos, depth int) (v *value, name string) {
	file, fsys := l.shopFile(s, pos)
	if file == nil {
		return nil, ""
	}
	v = l.yaml(file)
	if v != nil && fsys != nil {
		if l.shops == nil {
			l.shops = map[*source.File]fs.FS{}
		}
		l.shops[v.file] = fsys
	}
	if v == nil || !said(v) {
		return nil, strings.TrimSuffix(path.Base(file.Name), ".yaml")
	}
	f := l.fields(v, printerWords)
	if name = l.str(f.at("name")); name == "" {
		name = strings.TrimSuffix(path.Base(file.Name), ".yaml")
	}
	base := f.at("extends")
	v = without(v, printerWords[:printerOwn])
	if !said(base) {
		return v, name
	}
	if depth >= maxShops {
		l.at("SRC-DEPTH", base, source.Msg("printers-files-build-on-one-another"), source.Msg("take-extends-out-of-one"))
		return v, name
	}
	under, _ := l.shop(Shop{FS: s.FS, Name: l.str(base)}, base.pos(), depth+1)
	return layered(v, under, pressWords), name
}

// shopFile finds a printer's file: a path in the folder of the one that names it, or the name
// of one that banxin brings.
func (l *loader) shopFile(s Shop, pos source.Pos) (*source.File, fs.FS) {
	name := slashed(s.Name)
	if path.Ext(name) == "" {
		if data, err := l.ready(name); err == nil {
			return source.NewFile(readyShop+name+".yaml", data), l.printers
		}
		names := readyNames(l.printers)
		hint := source.Msg("ready-ones", strings.Join(names, " "))
		if near, ok := Nearest(names, name); ok {
			hint = source.Msg("did-you-mean", near)
		}
		l.add("SRC-FILE", pos, source.Msg("no-printer-called", name), hint)
		return nil, nil
	}
	if s.FS == nil {
		data, err := l.bytes(name, maxYAML)
		if err != nil {
			l.blame(err, "SRC-FILE", pos, name)
			return nil, nil
		}
		return source.NewFile(name, data), nil
	}
	if !isPath(name) {
		l.blame(errPath, "SRC-FILE", pos, name)
		return nil, nil
	}
	data, err := readAll(s.FS, name, maxYAML)
	if err != nil {
		l.blame(err, "SRC-FILE", pos, name)
		return nil, nil
	}
	if s.Said != "" {
		name = s.Said
	}
	return source.NewFile(name, data), s.FS
}

func (l *loader) ready(name string) ([]byte, error) {
	if l.printers == nil || !isPath(name+".yaml") || strings.Contains(name, "/") {
		return nil, fs.ErrNotExist
	}
	return readAll(l.printers, name+".yaml", maxYAML)
}

// readyNames lists the printers' files that banxin brings.
func readyNames(fsys fs.FS) []string { return library{fsys}.names() }

// without is a mapping without some keys.
func without(v *value, words []word) *value {
	if v.shape != mapping {
		return v
	}
	out := *v
	out.pairs = nil
	for _, p := range v.pairs {
		if find(words, p.key.text) < 0 {
			out.pairs = append(out.pairs, p)
		}
	}
	return &out
}

// layered lays a mapping over another, key by key; of 拼版 each key by itself.
func layered(mine, theirs *value, words []word) *value {
	if !said(mine) || mine.shape == mapping && len(mine.pairs) == 0 {
		return theirs
	}
	if mine.shape != mapping || !said(theirs) || theirs.shape != mapping {
		return mine
	}
	out := *mine
	out.pairs = append([]pair(nil), mine.pairs...)
	for _, p := range theirs.pairs {
		k := find(words, p.key.text)
		i := -1
		for j, q := range out.pairs {
			if k >= 0 && find(words, q.key.text) == k {
				i = j
			}
		}
		switch {
		case i < 0:
			out.pairs = append(out.pairs, p)
		case words[k].en == "plates":
			out.pairs[i].value = layered(out.pairs[i].value, p.value, impositionWords)
		}
	}
	return &out
}

// pressOf reads 印刷 over the printer's file that the paper names, and under the one that is
// named from outside.
func (l *loader) pressOf(own, named *value) Press {
	v, shop := own, ""
	if said(named) {
		under, name := l.shop(Shop{Name: l.str(named)}, named.pos(), 0)
		v, shop = layered(own, under, pressWords), name
	}
	if l.given != (Shop{}) {
		over, name := l.shop(l.given, source.Pos{File: l.given.Name}, 0)
		v, shop = layered(over, v, pressWords), name
	}
	p := l.press(v)
	p.Shop = shop
	l.icc(&p)
	l.registered(&p)
	p.links, p.iccFile = nil, nil
	return p
}

// registered finds the profile of a condition that is named and whose file is not: NAME.icc in
// the paper's folder or in its icc/, or among those of the machine. A condition of which there
// is no profile is not claimed.
func (l *loader) registered(p *Press) {
	if p.Condition == "" || p.ICC != "" {
		return
	}
	read := []func(string) ([]byte, error){func(name string) ([]byte, error) { return l.bytes(name, maxPicture) }}
	if l.profiles != nil {
		read = append(read, func(name string) ([]byte, error) { return readAll(l.profiles, name, maxPicture) })
	}
	for _, read := range read {
		for _, name := range []string{p.Condition + ".icc", p.Condition + ".icm", "icc/" + p.Condition + ".icc", "icc/" + p.Condition + ".icm"} {
			if !isPath(name) {
				continue
			}
			if data, err := read(name); err == nil {
				p.ICC, p.Data, p.ICCPos = name, data, p.conditionAt
				return
			}
		}
	}
	l.found.Add(source.New("INK-PROFILE", p.conditionAt, source.Msg("no-profile-of-condition", p.Condition), source.Msg("put-profile-into-folder", p.Condition)))
	p.Condition = ""
}

// LoadPress reads what a printer asks for: the keys of its file. Nothing of a paper is known.
// The files that printers' files may build on are in ready, the profiles of conditions that are
// only named in profiles.
func LoadPress(s Shop, ready, profiles fs.FS) (Press, source.List) {
	fsys := s.FS
	if fsys == nil {
		fsys = ready
	}
	l := newLoader(fsys)
	l.printers, l.given, l.profiles = ready, s, profiles
	p := l.pressOf(nil, nil)
	l.found.Sort()
	return p, l.found
}

package editions

import (
	"strings"

	"banxin/editions/source"
)

// likeColor is a colour of the paper's own by whose name another may be meant.
type likeColor struct {
	key   *value
	meant string // of the voice
}

// likeColors finds the colours of a paper whose names are those of its voice but for a mistaken
// character. Others that are like them may be what they say: 报绿 beside 校绿.
func (d *desk) likeColors(own, all *value) {
	if !said(own) || !said(all) || own.shape != mapping || all.shape != mapping {
		return
	}
	lent := all.pairs[min(len(own.pairs), len(all.pairs)):] // own ones come first: see overWords
	for _, p := range own.pairs {
		for _, q := range lent {
			if mistaken.Replace(p.key.text) == mistaken.Replace(q.key.text) {
				d.strange = append(d.strange, likeColor{p.key, q.key.text})
			}
		}
	}
}

// unusedColors reports those of them that no file of the paper names.
func (l *loader) unusedColors(p *Paper, edition *source.File) {
	if len(l.strange) == 0 {
		return
	}
	texts := []string{string(p.File.Data)}
	if edition != nil {
		texts = append(texts, string(edition.Data))
	}
	names, _ := l.list(l.folder(".", "templates"), ".yaml")
	for _, name := range names {
		if data, err := readAll(l.fsys, name, maxYAML); err == nil { // else whoever reads the template is told
			texts = append(texts, string(data))
		}
	}
	for _, c := range l.strange {
		n := 0
		for _, text := range texts {
			n += strings.Count(text, c.key.text)
		}
		if n > 1 {
			continue
		}
		l.found.Add(source.New("SRC-COLOR", c.key.pos(), source.Msg("nothing-uses-color", c.key.text), source.Msg("did-you-mean", c.meant)).As(source.Warning))
	}
}

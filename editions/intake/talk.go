package intake

import (
	"strings"

	"banxin/editions/intake/form"
)

// spokenForm is who speaks, and what: 小王: 几点开门, 记者：几点开门？
var spokenForm = form.Of(`^([^\s。！？；，、：:“”《》（）()0-9]{1,8})[\s\x{3000}]?[:：]\s*\S`)

// leastTalk is how many lines of a conversation follow each other at the least where nothing else says that it
// is one.
const leastTalk = 3

// talk tells whether lines from i on are a conversation: each says who speaks, somebody does so twice, and they
// are two or more. What a form asks for is none.
func (f *finder) talk(i int) bool { return talks(f.es[i:]) }

func talks(es []*elem) bool {
	said := map[string]int{}
	again := false
	for _, e := range es[:min(len(es), 2*leastTalk)] {
		m := spokenForm().FindStringSubmatch(e.text)
		if e.kind != Para || m == nil {
			break
		}
		said[m[1]]++
		again = again || said[m[1]] > 1
	}
	lines := 0
	for _, n := range said {
		lines += n
	}
	return again && len(said) > 1 && lines >= leastTalk
}

// IsTalk tells whether lines that stand close are a conversation, each a speech of it.
func IsTalk(lines []string) bool {
	said, again := map[string]bool{}, false
	for _, l := range lines {
		m := spokenForm().FindStringSubmatch(strings.TrimSpace(l))
		if m == nil {
			return false
		}
		again = again || said[m[1]]
		said[m[1]] = true
	}
	return again && len(said) > 1
}

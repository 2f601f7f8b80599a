package intake

import (
	"strings"

	"banxin/editions"
	"banxin/editions/source"
)

// Hunk is a stretch of a story file that a new copy would change.
type Hunk struct {
	Line     int    // in the file, from 1
	Was      string // lines as they are in the file
	Now      string // as the copy has them
	Base     string // as both were before
	Conflict bool   // the file was changed there too
}

// Onto is a three-way change of a story file: what the copy changes against the base, laid
// over what became of the file since.
type Onto struct {
	Hunks []Hunk
	parts []part // hunks and what stands between them, in order
}

type part struct {
	text []string // lines that stay
	hunk int      // index, -1: text
	now  []string
}

// ChangeOnto compares a story file with a copy of it that came back. base is what the copy
// was made from; empty: the file as it is.
func ChangeOnto(base, mine, theirs []byte) *Onto {
	if len(base) == 0 {
		base = mine
	}
	theirs = alignHead(mine, theirs)
	base = alignHead(mine, base)
	return diff3(lines(base), lines(mine), lines(theirs))
}

func lines(b []byte) []string {
	s := strings.TrimRight(strings.ReplaceAll(string(b), "\r\n", "\n"), "\n")
	return strings.Split(s, "\n")
}

// Take returns the file with the hunks that take accepts.
func (o *Onto) Take(take func(int) bool) []byte {
	var out []string
	for _, p := range o.parts {
		if p.hunk >= 0 && take(p.hunk) {
			out = append(out, p.now...)
			continue
		}
		out = append(out, p.text...)
	}
	return []byte(strings.Join(out, "\n") + "\n")
}

// deskKeys are the keys that say where a story goes: a copy from outside knows nothing of
// them.
var deskKeys = []string{"编号", "体裁", "署名范围", "组", "版", "版位", "转", "版面", "次序", "首字", "注", "电头", "id", "genre", "byline-scope", "group", "page", "slot", "jump", "section", "rank", "drop-cap", "notes", "dateline"}

// alignHead writes the head of another version as the file writes it, wherever both say the
// same, so that only changes of words remain.
func alignHead(mine, other []byte) []byte {
	mineHead, _ := headLines(mine)
	otherHead, body := headLines(other)
	if mineHead == nil || otherHead == nil {
		return other
	}
	values := [2]map[string]string{said(mine), said(other)}
	var out []string
	done := map[string]bool{}
	for _, m := range mineHead {
		key := english(m.key)
		done[key] = true
		o := group(otherHead, key)
		switch {
		case desk(key), o != nil && values[0][key] == values[1][key]:
			out = append(out, m.lines...)
		case o != nil:
			out = append(out, o.lines...)
		}
	}
	for _, o := range otherHead {
		if key := english(o.key); !done[key] && !desk(key) {
			out = append(out, o.lines...)
		}
	}
	return []byte("---\n" + strings.Join(out, "\n") + "\n---\n" + strings.Join(body, "\n") + "\n")
}

func desk(key string) bool {
	for _, k := range deskKeys {
		if k == key {
			return true
		}
	}
	return false
}

// keyLines are the lines of a key of the front matter.
type keyLines struct {
	key   string
	lines []string
}

// headLines parts a story file into the keys of its front matter and the lines of its text.
func headLines(text []byte) (head []keyLines, body []string) {
	all := lines(text)
	if strings.TrimSpace(all[0]) != "---" {
		return nil, all
	}
	for i, l := range all[1:] {
		switch {
		case strings.TrimSpace(l) == "---":
			return head, all[i+2:]
		case strings.HasPrefix(l, " ") || strings.HasPrefix(l, "-") || strings.HasPrefix(l, "#") || !strings.Contains(l, ":"):
			if len(head) > 0 {
				head[len(head)-1].lines = append(head[len(head)-1].lines, l)
				continue
			}
			head = append(head, keyLines{"", []string{l}})
		default:
			head = append(head, keyLines{strings.TrimSpace(l[:strings.IndexByte(l, ':')]), []string{l}})
		}
	}
	return nil, all
}

func group(head []keyLines, key string) *keyLines {
	for i := range head {
		if english(head[i].key) == key {
			return &head[i]
		}
	}
	return nil
}

// english is the English name of a key.
func english(key string) string {
	for _, k := range storyKeys() {
		if k.Chinese == key || k.Name == key {
			return k.Name
		}
	}
	return key
}

// said is what the head of a story says, by key.
func said(text []byte) map[string]string {
	s, _ := editions.ParseStory(source.NewFile("x.md", text))
	join := func(t []editions.Text) string {
		var out []string
		for _, x := range t {
			out = append(out, x.String())
		}
		return strings.Join(out, "\n")
	}
	return map[string]string{"label": s.Label.String(), "kicker": join(s.Kicker), "headline": join(s.Headline), "deck": join(s.Deck), "byline": s.Byline.String()}
}

// maxCells bounds the table of the comparison.
const maxCells = 16 << 20

// kept pairs the lines of a with those of b that stay, by a longest common subsequence.
func kept(a, b []string) []int {
	to := make([]int, len(a))
	for i := range to {
		to[i] = -1
	}
	if len(a)*len(b) > maxCells {
		return to
	}
	w := len(b) + 1
	best := make([]int32, (len(a)+1)*w)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				best[i*w+j] = best[(i+1)*w+j+1] + 1
			} else {
				best[i*w+j] = max(best[(i+1)*w+j], best[i*w+j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			to[i] = j
			i, j = i+1, j+1
		case best[(i+1)*w+j] >= best[i*w+j+1]:
			i++
		default:
			j++
		}
	}
	return to
}

// diff3 parts three versions at the lines that all of them have.
func diff3(base, mine, theirs []string) *Onto {
	o := &Onto{}
	inMine, inTheirs := kept(base, mine), kept(base, theirs)
	b, m, t := 0, 0, 0
	for b <= len(base) {
		next := b
		for next < len(base) && (inMine[next] < m || inTheirs[next] < t) {
			next++
		}
		mEnd, tEnd := len(mine), len(theirs)
		if next < len(base) {
			mEnd, tEnd = inMine[next], inTheirs[next]
		}
		o.stretch(base[b:next], mine[m:mEnd], theirs[t:tEnd], m)
		if next == len(base) {
			break
		}
		o.parts = append(o.parts, part{text: mine[mEnd : mEnd+1], hunk: -1})
		b, m, t = next+1, mEnd+1, tEnd+1
	}
	return o
}

// stretch adds what stands between two lines that all have.
func (o *Onto) stretch(base, mine, theirs []string, at int) {
	was, now, before := strings.Join(mine, "\n"), strings.Join(theirs, "\n"), strings.Join(base, "\n")
	if now == before && len(theirs) == len(base) || now == was && len(theirs) == len(mine) {
		if len(mine) > 0 {
			o.parts = append(o.parts, part{text: mine, hunk: -1})
		}
		return
	}
	o.parts = append(o.parts, part{text: mine, hunk: len(o.Hunks), now: theirs})
	o.Hunks = append(o.Hunks, Hunk{Line: at + 1, Was: was, Now: now, Base: before, Conflict: was != before})
}

package role

import "slices"

// The roles of the kinds of paragraph that a story may name.
const (
	Verse     Role = "verse" // 诗, a stanza
	Question  Role = "question"
	Answer    Role = "answer"
	Speech    Role = "speech"    // 剧
	Direction Role = "direction" // 舞台提示
	Law       Role = "law"       // 法条
	Editorial Role = "editorial" // 编者按
	Pull      Role = "pullquote" // 提要
	Formula   Role = "formula"   // 公式
)

// kindOf is what is known of a kind of paragraph.
type kindOf struct {
	role    Role
	zh, en  string // as proofs name it
	tag     string // its structure type in PDF files
	running bool   // text of the story that runs on like plain paragraphs
	apart   bool   // it stands by itself between the lines, and not on their grid
}

// kinds are the roles of the kinds of paragraph that a story may name (诗, 问答 …), with what
// pages, proofs, books and checks know of each, so that a new one is known to all of them.
var kinds = []kindOf{
	{role: Verse, zh: "诗", en: "verse", tag: "Verse"},
	{role: Question, zh: "问", en: "question", tag: "Question", running: true},
	{role: Answer, zh: "答", en: "answer", tag: "Answer", running: true},
	{role: Speech, zh: "台词", en: "speech", tag: "Speech", running: true},
	{role: Direction, zh: "舞台提示", en: "stage direction", tag: "Direction", running: true},
	{role: Law, zh: "法条", en: "article", tag: "Law", running: true},
	{role: Editorial, zh: "编者按", en: "editor's note", tag: "Editorial", running: true},
	{role: Pull, zh: "提要", en: "pull quote", tag: "PullQuote", apart: true},
	{role: Formula, zh: "公式", en: "formula", tag: "DisplayFormula"},
}

// Kinds are the roles of the kinds of paragraph that a story may name.
func Kinds() []Role {
	out := make([]Role, len(kinds))
	for i, k := range kinds {
		out[i] = k.role
	}
	return out
}

func (r Role) kind() int { return slices.IndexFunc(kinds, func(k kindOf) bool { return k.role == r }) }

// Kind tells whether r is one of Kinds; the names are those that proofs give it, the tag its
// structure type in PDF files. All are empty for other roles.
func (r Role) Kind() (zh, en, tag string, ok bool) {
	i := r.kind()
	if i < 0 {
		return "", "", "", false
	}
	return kinds[i].zh, kinds[i].en, kinds[i].tag, true
}

// Running tells whether paragraphs are running text: they may be set a line longer or shorter,
// and their last lines do not stand alone.
func (r Role) Running() bool {
	i := r.kind()
	return r == Paragraph || i >= 0 && kinds[i].running
}

// Apart tells whether paragraphs stand by themselves between the lines, and not on their grid.
func (r Role) Apart() bool {
	i := r.kind()
	return i >= 0 && kinds[i].apart
}

package proof

import (
	"fmt"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// words are what a proof says by itself, in one language.
type words struct {
	english            bool
	page, galley, sign string // titles
	head, more         string // of a sheet: paper, date, name of the page, section; its further sheets

	chars, lines, tightChars, tightLines, stories amount

	column             string // number
	over, room, ends   string // characters, lines
	empty              string // characters
	free, last, points string // of a galley's parts
	between            string // what is said of a part or column
	parts              map[page.Role]string
	counts             unit.Length // how wide these parts' names and characters stand

	facts  [7]string // titles of the sign-off sheet's columns
	roles  []string  // who signs
	issue  string
	pages  amount
	signed string // what a signature means
	chain  string // hash of the last one
}

// amount says a number of things: one, and more.
type amount struct{ one, many string }

func (a amount) of(n int) string {
	if n == 1 {
		return fmt.Sprintf(a.one, n)
	}
	return fmt.Sprintf(a.many, n)
}

// amounts says characters and lines.
func (w *words) amounts(format string, chars, lines int) string {
	return fmt.Sprintf(format, w.chars.of(chars), w.lines.of(lines))
}

// same is an amount in a language without a plural.
func same(s string) amount { return amount{s, s} }

// PartName is what a part of a story is called; empty for others.
func PartName(r page.Role, english bool) string { return wordsIn(english).part(r) }

// part is the name of a text of a role; "" for what is not counted.
func (w *words) part(r page.Role) string {
	if zh, en, _, ok := r.Kind(); ok && w.english {
		return en
	} else if ok {
		return zh
	}
	return w.parts[r]
}

func wordsIn(english bool) *words {
	if english {
		return &inEnglish
	}
	return &inChinese
}

var inChinese = words{
	page: "大样", galley: "小样", sign: "清样付印单",
	head: "%s　%s　第%s版　%s", more: "　续%d",
	chars: same("%d 字"), lines: same("%d 行"), tightChars: same("%d字"), tightLines: same("%d行"), stories: same("%d稿"),
	column: "%d栏", over: "超 %s %s", room: "余 %s %s", ends: "版位到此，下超 %s %s", empty: "空　可排 %s",
	free: "余%s", last: "末行%s", points: "%s磅", between: " ", counts: 112 * unit.Pt,
	parts: map[page.Role]string{
		page.RoleLabel: "栏目", page.RoleKicker: "引题", page.RoleHeadline: "主题", page.RoleDeck: "副题", page.RoleByline: "署名",
		page.RoleLead: "导语", page.RoleParagraph: "正文", page.RoleSubhead: "小标题", page.RoleQuote: "引文", page.RoleListItem: "列表",
		page.RoleRow: "表", page.RoleCaption: "图说", page.RoleSignoff: "落款", page.RoleNote: "注",
	},
	facts: [7]string{"版", "版面", "责编", "稿", "字", "错/疑", "版面摘要"},
	roles: []string{"一校", "二校", "三校", "责任编辑", "值班总编"},
	issue: "总第%d期", pages: same("共%d版"),
	signed: "签字人所签为上列摘要所指的版面；版面改动后摘要不同，此单作废，须重新付印。",
	chain:  "末行签字哈希 %s（banxin log --head 核对）",
}

var inEnglish = words{
	english: true,
	page:    "Page proof", galley: "Galley", sign: "Sign-off sheet",
	head: "%s　%s　page %s　%s", more: "　continued, %d",
	chars: amount{"%d character", "%d characters"}, lines: amount{"%d line", "%d lines"},
	tightChars: amount{"%d char", "%d chars"}, tightLines: amount{"%d line", "%d lines"}, stories: amount{"%d story", "%d stories"},
	column: "col. %d", over: "over by %s, %s", room: "room for %s, %s", ends: "end of slot; over: %s, %s", empty: "empty, holds %s",
	free: "room %s", last: "last line %s", points: "%s pt", between: ", ", counts: 168 * unit.Pt,
	parts: map[page.Role]string{
		page.RoleLabel: "label", page.RoleKicker: "kicker", page.RoleHeadline: "headline", page.RoleDeck: "deck", page.RoleByline: "by-line",
		page.RoleLead: "lead", page.RoleParagraph: "text", page.RoleSubhead: "subhead", page.RoleQuote: "quote", page.RoleListItem: "list",
		page.RoleRow: "table", page.RoleCaption: "caption", page.RoleSignoff: "sign-off", page.RoleNote: "note",
	},
	facts: [7]string{"page", "section", "editor", "stories", "chars", "err/warn", "digest of the page"},
	roles: []string{"first reader", "second reader", "third reader", "page editor", "chief on duty"},
	issue: "issue %d", pages: amount{"%d page", "%d pages"},
	signed: "Signed is the page that the digest above stands for. A page that is changed has another digest: this sheet is void then, and the page is to be signed again.",
	chain:  "Hash of the last signature %s (banxin log --head)",
}

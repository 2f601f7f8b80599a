package editions

import "slices"

// Form is one shape that the value of a key may have in the files. Editors and other
// programs learn from it what the parsers accept; a test holds the two against each other.
type Form struct {
	Kind     FormKind
	Min, Max int    // of an Integer, a Number, or a Text that is one; of a Length, Min 1: more than nothing
	Pattern  string // of a Text or a Code, a regular expression; empty: any
	Of       string // of Keys: the name of the mapping
	From     int    // of Keys: the mapping's first keys, so many, are not taken
	Each     []Form // of a ListOf or ByName: what each value may be; of Keys: what values of other names may be, nil: there are no others
}

// FormKind says what a value is.
type FormKind uint8

const (
	TextForm    FormKind = iota // one value, read as text
	IntegerForm                 // a whole number; 行 or 字 may follow it
	NumberForm                  // a decimal number; 字, em, 行 or % may follow it
	LengthForm                  // an absolute length: 3mm, 10.5pt, 五号
	MeasureForm                 // a length that may count characters or lines: 1字, 3行
	SizeForm                    // size or leading of type, more than nothing
	SheetForm                   // two absolute lengths: 270mm x 390mm
	YesNoForm                   // 是 or 否
	NoForm                      // 否 or 无
	ChoiceForm                  // one of the key's Words
	OpenForm                    // one of the key's Words, or another name
	KeysForm                    // the keys of a mapping
	ListForm                    // a list
	ByNameForm                  // names of the paper's own, each with a value
	CodeForm                    // code of a finding, or a family of them; none about files (SRC)
	ByCodeForm                  // such codes, each with a value
)

// YesNo lists the words for yes and for no.
func YesNo() (yes, no []string) { return slices.Clone(yesWords), slices.Clone(noWords) }

// Shapes that many keys share.
var (
	asText    = []Form{{Kind: TextForm}}
	asTexts   = []Form{{Kind: TextForm}, {Kind: ListForm, Each: asText}}
	asYesNo   = []Form{{Kind: YesNoForm}}
	asLength  = []Form{{Kind: LengthForm}}
	asMeasure = []Form{{Kind: MeasureForm}}
	asSize    = []Form{{Kind: SizeForm}}
	asChoice  = []Form{{Kind: ChoiceForm}}
	spareForm = either(integer(0, maxSpare), []Form{{Kind: NoForm}})
	// a style: what it says, or only its faces by size
	styleForms = either(keysOf("style"), listOf(keysOf("style.by-size")))
	asFaces    = []Form{{Kind: OpenForm}, {Kind: ListForm, Each: []Form{{Kind: OpenForm}}}}
)

func integer(lo, hi int) []Form { return []Form{{Kind: IntegerForm, Min: lo, Max: hi}} }
func decimal(lo, hi int) []Form { return []Form{{Kind: NumberForm, Min: lo, Max: hi}} }
func keysOf(set string) []Form  { return []Form{{Kind: KeysForm, Of: set}} }
func listOf(each []Form) []Form { return []Form{{Kind: ListForm, Each: each}} }
func named(each ...Form) []Form { return []Form{{Kind: ByNameForm, Each: each}} }
func either(a, b []Form) []Form { return append(a[:len(a):len(a)], b...) }
func like(pattern string) []Form {
	return []Form{{Kind: TextForm, Pattern: pattern}}
}

// languageForm is a tag of BCP 47 by its look; which subtags there are is more than a form says.
const languageForm = `^\s*([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4})?\s*$`

// forms are the shapes of the values, by mapping and English key. What is marked up in
// the text of a story, pictures and marks, is no YAML and has none.
var forms = map[string][]Form{
	"paper.name": asText, "paper.name-latin": asText, "paper.code": like(paperCode.String()), "paper.language": like(languageForm),
	"paper.motto": asText, "paper.publisher": asText, "paper.rights": asText, "paper.cn": asText, "paper.issn": asText,
	"paper.time-zone": like(zoneForm),
	"paper.website":   asText, "paper.printer": asText, "paper.price": asText, "paper.post-code": asText, "paper.lines": asTexts,
	"paper.logo": either(asText, keysOf("paper.logo")), "paper.lettering": either(asText, keysOf("paper.logo")),
	"paper.colors": named(keysOf("paper.colors")...), "paper.styles": {{Kind: KeysForm, Of: "paper.styles", Each: styleForms}},
	"paper.genre-styles": named(either(asText, named(asText...))...),
	"paper.fonts":        named(either(asText, keysOf("paper.fonts"))...),
	"paper.rules":        {{Kind: ByCodeForm, Pattern: codeForm.String(), Each: asChoice}}, "paper.exceptions": listOf(keysOf("exception")),
	"paper.press": keysOf("paper.press"), "paper.e-edition": keysOf("paper.e-edition"),

	"desk.people": listOf(keysOf("desk.person")), "desk.person.name": asText, "desk.person.password": like(bcryptForm), "desk.person.role": asChoice,
	"desk.person.may": either(asChoice, listOf(asChoice)), "desk.person.signs": asTexts, "desk.person.pages": asTexts,

	"paper.logo.picture": asText, "paper.logo.at": asChoice, "paper.logo.ink": asText,

	"paper.colors.c": decimal(0, 100), "paper.colors.m": decimal(0, 100), "paper.colors.y": decimal(0, 100),
	"paper.colors.k": decimal(0, 100), "paper.colors.spot": asText, "paper.colors.tint": decimal(0, 100),

	"paper.fonts.file": asText, "paper.fonts.face": integer(0, 255), "paper.fonts.weight": integer(1, 1000),

	"paper.press.plates.press": asChoice, "paper.press.plates.format": asChoice, "paper.press.plates.webs-across": asChoice, "paper.press.plates.around": integer(1, 2),
	"paper.press.plates.delivery": asChoice, "paper.press.plates.per-plate": asChoice, "paper.press.plates.up": asChoice, "paper.press.plates.heads": asChoice,
	"paper.press.plates.binding": asChoice, "paper.press.plates.sections": either(integer(1, maxPages), listOf(integer(1, maxPages))), "paper.press.plates.odd-pages": asYesNo,
	"paper.press.plates.blanks": asYesNo, "paper.press.plates.web-widths": either(asLength, listOf(asLength)), "paper.press.plates.paper": asSheets,
	"paper.press.plates.gripper": asLength, "paper.press.plates.trim-off": asLength, "paper.press.plates.mill": asLength, "paper.press.plates.lap": asLength,
	"paper.press.plates.creep": asLength, "paper.press.plates.names": asText,

	"paper.press.tower.of": integer(1, maxPages), "paper.press.tower.pages": asRanges, "paper.press.tower.inks": asFaces,

	"paper.press.zones.count": integer(1, maxZones), "paper.press.zones.width": asLength,
	"paper.press.delivery.to": asText, "paper.press.delivery.by": asText, "paper.press.delivery.contact": asText, "paper.press.delivery.note": asText,

	"paper.print-shop": asText, "printer.name": asText, "printer.extends": asText,

	"paper.e-edition.fonts": asChoice, "paper.e-edition.vertical": asYesNo, "paper.e-edition.obfuscate": asYesNo,
	"paper.e-edition.kindle": asYesNo, "paper.e-edition.reviewer": asText, "paper.e-edition.page-pictures": asYesNo,
	"paper.e-edition.picture-side": integer(400, 8000), "paper.e-edition.page-picture-side": integer(400, 4000),

	"style.fonts": asFaces, "style.latin": asFaces, "style.strong": asFaces, "style.size": asSize, "style.leading": asSize,
	"style.align": asChoice, "style.indent": decimal(0, 20), "style.color": asText, "style.gap": decimal(0, 2),
	"style.track": decimal(-1, 4), "style.before": integer(0, 100), "style.after": integer(0, 100), "style.level": asChoice,
	"style.marks": asChoice, "style.region": asChoice, "style.close-up": asYesNo, "style.hang": asYesNo, "style.keep-stops": asYesNo, "style.open-indent": asYesNo,
	"style.hyphens": asYesNo, "style.not-start": asText, "style.not-end": asText, "style.may-start": asText, "style.may-end": asText,
	"style.hanging": decimal(0, 20), "style.upright": integer(0, 4), "style.shrink-order": asChoice,
	"style.by-size": listOf(keysOf("style.by-size")), "style.ratio": decimal(0, 1), "style.white": decimal(0, 5),
	"style.by-size.from": either(asSize, integer(0, 0)), "style.by-size.fonts": asFaces, "style.by-size.latin": asFaces, "style.by-size.strong": asFaces, "style.by-size.track": decimal(-1, 4),
	"style.like": asText, "style.tint": asText, "style.rules": asChoice, "style.upright-acronyms": asYesNo, "style.ruby-words": asYesNo, "style.cells": asYesNo,

	"paper.voice": asChoice, "paper.templates": keysOf("paper.templates"),
	"paper.templates.front": asText, "paper.templates.inside": asText, "paper.templates.feature": asText, "paper.templates.auto": asText,

	"look.nameplate.at": asChoice, "look.nameplate.tint": asText, "look.nameplate.bar": asText, "look.nameplate.rules": asChoice, "look.nameplate.rows": integer(1, 2),
	"look.folio.style": asChoice, "look.folio.number": asSize, "look.folio.section": asSize, "look.folio.at": asChoice, "look.folio.rules": asChoice, "look.folio.color": asText,
	"look.label.style": asChoice, "look.label.at": asChoice, "look.label.picture": asText,
	"look.between.style": asChoice, "look.between.width": asLength, "look.between.color": asText, "look.between.uprights": asYesNo,
	"look.column-rules.style": asChoice, "look.column-rules.width": asLength, "look.column-rules.color": asText, "look.column-rules.everywhere": asYesNo,
	"look.index.name": asText, "look.index.style": asChoice, "look.index.pictures": asYesNo, "look.index.color": asText,
	"look.pictures.line": asLength, "look.pictures.color": asText, "look.pictures.radius": asLength, "look.pictures.credit": asChoice, "look.pictures.mark": asChoice,
	"look.tailpiece.ornament": asChoice, "look.tailpiece.color": asText,

	"template.name": asText, "template.extends": asText, "template.trim": {{Kind: SheetForm}}, "template.bleed": asLength,
	"template.margins": either(asLength, keysOf("template.margins")), "template.columns": keysOf("template.columns"),
	"template.body": keysOf("template.body"), "template.lines": integer(1, maxLines), "template.row-gap": integer(0, 100), "template.justify": spareForm,
	"template.flow": asYesNo, "template.grid": asText, "template.slots": slotsForm, "template.gutter": asLength, "template.inks": asFaces,

	"template.margins.top": asLength, "template.margins.bottom": asLength, "template.margins.left": asLength, "template.margins.right": asLength, "template.margins.inner": asLength, "template.margins.outer": asLength,
	"template.columns.count": integer(1, maxColumns), "template.columns.chars": integer(1, 500), "template.columns.gap": asMeasure,
	"template.body.size": {{Kind: LengthForm, Min: 1}}, "template.body.leading": {{Kind: LengthForm, Min: 1}},

	"slot.kind": asChoice, "slot.columns": integer(1, maxColumns), "slot.head": keysOf("slot.head"), "slot.picture": keysOf("slot.picture"),
	"slot.box": either(asYesNo, keysOf("slot.box")), "slot.style": {{Kind: OpenForm}}, "slot.vertical": asYesNo, "slot.rule": asYesNo,
	"slot.flow": asYesNo, "slot.between": integer(0, 100), "slot.justify": spareForm, "slot.fit": either(asYesNo, keysOf("slot.fit")), "slot.scale": asYesNo,
	"slot.mark": asYesNo, "slot.column-mode": asChoice, "slot.frame": either(keysOf("slot.frame"), listOf(keysOf("slot.frame"))),
	"slot.grid": asText, "slot.slots": slotsForm, "slot.row-gap": integer(0, 100), "slot.label": asText, "slot.jump": keysOf("slot.jump"), "slot.tailpiece": asChoice,

	"slot.head.span": either(asChoice, integer(1, maxColumns)), "slot.head.size": asSize, "slot.head.max": asSize, "slot.head.rows": integer(0, mostRows),
	"slot.head.lines": integer(0, maxLines), "slot.head.align": asChoice, "slot.head.vertical": asYesNo, "slot.head.right": asYesNo,
	"slot.head.chars": integer(0, 200), "slot.head.font": asFaces, "slot.head.label": asChoice, "slot.head.tint": asText, "slot.head.reverse": asYesNo,

	"slot.picture.columns": integer(1, maxColumns), "slot.picture.at": asChoice, "slot.picture.lines": integer(0, maxLines),
	"slot.picture.width": asMeasure, "slot.picture.start": integer(0, maxLines), "slot.picture.caption": asChoice, "slot.picture.crop": asYesNo,
	"slot.picture.fill": asYesNo, "slot.picture.bleed": asYesNo, "slot.picture.line": asLength, "slot.picture.color": asText, "slot.picture.radius": asLength, "slot.picture.credit": asChoice, "slot.picture.mark": asChoice,

	"slot.box.width": asLength, "slot.box.color": asText, "slot.box.tint": asText, "slot.box.border": asChoice, "slot.box.depth": asMeasure,

	"slot.fit.head": integer(0, 6), "slot.fit.picture": integer(0, 20), "slot.fit.setting": asYesNo, "slot.fit.deck": asYesNo,
	"slot.fit.lines": integer(0, 10), "slot.fit.tracking": integer(0, 10),

	"slot.jump.lines": integer(1, maxLines), "slot.jump.head": either(asYesNo, asSize),

	"slot.frame.left": asMeasure, "slot.frame.top": asMeasure, "slot.frame.width": asMeasure, "slot.frame.height": asMeasure,

	"edition.date": like(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`), "edition.issue": integer(0, 1_000_000), "edition.pages": listOf(keysOf("page")),
	"edition.exceptions": listOf(keysOf("exception")), "edition.weather": asTexts,
	"edition.corrections": either(keysOf("correction"), listOf(keysOf("correction"))),
	"edition.withdrawn":   {{Kind: TextForm}, {Kind: KeysForm, Of: "withdrawal"}, {Kind: ListForm, Each: either(asText, keysOf("withdrawal"))}},

	"page.name": asText, "page.number": integer(1, 9999), "page.section": asText, "page.template": asText, "page.editor": asText, "page.inks": asFaces,
	"page.stories": named(asTexts...), "page.changes": {{Kind: KeysForm, Of: "template", From: len(ownKeys)}},

	"exception.code": {{Kind: CodeForm, Pattern: codeForm.String()}}, "exception.story": asText, "exception.page": integer(1, maxPages),
	"correction.story": asTexts, "correction.time": like(timeForm), "correction.note": asText,
	"withdrawal.story": asTexts, "withdrawal.time": like(timeForm), "withdrawal.note": asText,
	"story.correction.time": like(timeForm), "story.correction.note": asText,
	"exception.slot": asText, "exception.quote": asText, "exception.reason": asText,

	"story.id": like(`^[\p{L}\p{Nd}_-][\p{L}\p{Nd}_.-]*$`), "story.genre": asText, "story.label": asText, "story.kicker": asTexts, "story.headline": asTexts, "story.deck": asTexts,
	"story.byline": asText, "story.byline-scope": asChoice, "story.group": asText, "story.page": integer(1, maxPages), "story.slot": asText,
	"story.jump": {{Kind: TextForm, Min: 1, Max: maxPages, Pattern: `^\s*([^\s0]\S*|0\S+)(\s+\S+)?\s*$`}}, "story.section": asText, "story.language": like(languageForm), "story.dateline": asYesNo, "story.rank": integer(0, 1_000_000),
	"story.corrections": either(keysOf("story.correction"), listOf(keysOf("story.correction"))),
	"story.notes":       asChoice, "paper.notes": asChoice,
	"story.drop-cap": either(asYesNo, integer(leastCap, mostCap)),
}

// Patterns of times and of zones.
const (
	timeForm = `^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?)?$`
	zoneForm = `^(Z|[+-][0-9]{2}:[0-9]{2})$`
)

// asSheets are sizes, asRanges pages.
var (
	asSheets = []Form{{Kind: SheetForm}, {Kind: ListForm, Each: []Form{{Kind: SheetForm}}}}
	asRange  = Form{Kind: TextForm, Min: 1, Max: 9999, Pattern: `^\s*([1-9][0-9]{0,3}(\s*[-–]\s*[1-9][0-9]{0,3})?|末|last)\s*$`}
	asRanges = []Form{asRange, {Kind: ListForm, Each: []Form{asRange}}}
)

// pressForms are the shapes of what 印刷 and printers' files say.
var pressForms = map[string][]Form{
	"profile": asChoice, "icc": asText, "condition": asText, "info": asText,
	"ink-limit": integer(100, 400), "ppi": integer(50, 2400), "quality": integer(1, 100),
	"marks": either(asYesNo, either(asChoice, listOf(asChoice))), "split": asYesNo, "names": asText,
	"min-ppi": integer(1, 2400), "min-type": asLength, "min-reverse": asLength,
	"min-rule": asLength, "max-spots": integer(0, 32), "part-spreads": asYesNo, "adverts": asChoice,
	"warn-ppi": integer(1, 2400), "min-bit-ppi": integer(1, 4800), "min-multi-type": asLength, "min-multi-reverse": asLength,
	"min-reverse-ground": integer(0, 100), "max-tint-under-type": integer(0, 100), "min-multi-rule": asLength, "overprint-rule": asLength, "trap": asLength,
	"bleed": asLength, "margin": asLength, "spots": asTexts, "trims": asSheets, "device-links": asTexts,
	"black-start": integer(1, 100), "gcr": integer(1, 100),
	"towers":   either(asChoice, either(asRanges, either(keysOf("paper.press.tower"), listOf(keysOf("paper.press.tower"))))),
	"zones":    keysOf("paper.press.zones"),
	"sign-off": asTexts, "story-sign-off": asTexts,
	"plates": keysOf("paper.press.plates"), "delivery": keysOf("paper.press.delivery"),
}

// formsOf returns the shapes of a key's value. All names of styles have the same.
func formsOf(set, key string) []Form {
	if set == "paper.styles" && key == string(DatelineText) {
		return either([]Form{{Kind: NoForm}}, styleForms)
	}
	if set == "paper.styles" {
		return styleForms
	}
	if f, ok := pressForms[key]; ok && (set == "paper.press" || set == "printer") {
		return f
	}
	if set == "paper" || set == "template" {
		if f := lookForm(key); f != nil {
			return f
		}
	}
	return forms[set+"."+key]
}

// lookForm is the shape of a key of a look: its keys, or a word for the main one of them.
func lookForm(key string) []Form {
	if key == "tint" {
		return asText
	}
	for _, k := range looks {
		if k.key == key && k.main != "" {
			return either(asChoice, keysOf("look."+key))
		}
		if k.key == key {
			return keysOf("look." + key)
		}
	}
	return nil
}

// needed are the keys that must be written, by mapping.
var needed = map[string][]string{"exception": {"code"}, "correction": {"story", "time"}, "withdrawal": {"story"}, "story.correction": {"time"}, "desk.person": {"name", "password", "role"}}

// slotsForm are the options of areas, or the word that takes an area off.
var slotsForm = named(Form{Kind: NoForm}, Form{Kind: KeysForm, Of: "slot"})

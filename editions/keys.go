package editions

import "slices"

// KeySet is a mapping of the file formats: which keys it may have.
type KeySet struct {
	Name    string // in English: slot, slot.head; a dot leads to what stands in another
	Chinese string // 版位, 版位.题
	Keys    []Key
	Needs   []string // English names of keys that must be written
}

// Key is a key of a mapping, in both languages.
type Key struct {
	Name, Chinese string
	Or            string   // a further name that is accepted
	Values        []string // words its value may be, both languages: 居中 (center); nil: free
	Words         []string // the same, each as it is written: 居中, center
	Forms         []Form   // what its value may be; nil: text in the body of a story
}

// keySet is a KeySet with the words the parsers go by.
type keySet struct {
	name, zh string
	words    []word
	values   map[string][]word // by the English key
}

// pressValues are the words of 印刷 and of printers' files.
var pressValues = map[string][]word{"profile": pressProfiles, "marks": pressMarkWords, "adverts": advertWords, "towers": allWord}

// keySets are all mappings the parsers read, file by file.
var keySets = []keySet{
	{"paper", "报", paperWords, lookValues(map[string][]word{"notes": noteWords, "rules": severityWords, "voice": voiceWords})},
	{"paper.colors", "报.颜色", colorWords, nil},
	{"paper.fonts", "报.字体", fontWords, nil},
	{"paper.styles", "报.样式", styleWords, nil},
	{"paper.press", "报.印刷", pressWords, pressValues},
	{"paper.press.plates", "报.印刷.拼版", impositionWords, map[string][]word{
		"press": machineWords, "format": formatWords, "webs-across": acrossWords, "delivery": runWords, "heads": headsWords, "binding": bindingWords, "per-plate": placesWords, "up": upWords,
	}},
	{"paper.press.tower", "报.印刷.色塔", towerWords, map[string][]word{"inks": inkWords}},
	{"paper.press.delivery", "报.印刷.交付", deliveryWords, nil},
	{"paper.press.zones", "报.印刷.墨区", zoneWords, nil},
	{"printer", "印厂", printerWords, pressValues},
	{"desk", "编辑台", staffWords, nil},
	{"desk.person", "编辑台.人", personWords, map[string][]word{"role": roleWords, "may": rightWords}},
	{"paper.e-edition", "报.电子版", eeditionWords, map[string][]word{"fonts": bookFontWords}},
	{"style", "样式", allStyleKeys(), map[string][]word{
		"fonts": fontRoles, "latin": fontRoles, "strong": fontRoles, "align": alignWords, "level": levelWords, "marks": widthWords, "region": regionWords, "shrink-order": orderWords, "rules": rulingWords,
	}},
	{"style.by-size", "样式.按字号", sizedWords, map[string][]word{"fonts": fontRoles, "latin": fontRoles, "strong": fontRoles}},
	{"paper.templates", "报.版样", preferWords, nil},
	{"look.nameplate", "外观.报头", nameplateWords, map[string][]word{"at": namePlaces, "rules": lineWords}},
	{"look.folio", "外观.报眉", folioKeys, map[string][]word{"style": folioStyles, "at": folioPlaces, "rules": lineWords}},
	{"look.label", "外观.栏目", labelKeys, map[string][]word{"style": labelStyles, "at": labelPlaces}},
	{"look.between", "外观.稿线", betweenKeys, map[string][]word{"style": lineWords}},
	{"look.column-rules", "外观.栏线", columnKeys, map[string][]word{"style": lineWords}},
	{"look.index", "外观.导读", indexKeys, map[string][]word{"style": indexStyles}},
	{"look.pictures", "外观.图", pictureLook, map[string][]word{"credit": creditWords, "mark": markWords}},
	{"look.tailpiece", "外观.尾花", endKeys, map[string][]word{"ornament": ornamentsOf}},
	{"template", "版样", templateWords, lookValues(map[string][]word{"inks": inkWords})},
	{"template.margins", "版样.边距", marginWords, nil},
	{"template.columns", "版样.栏", columnWords, nil},
	{"template.body", "版样.正文", bodyWords, nil},
	{"slot", "版位", slotWords, map[string][]word{"kind": kindWords, "column-mode": modeWords, "style": styleWords, "tailpiece": ornamentsOf}},
	{"slot.head", "版位.题", headWords, map[string][]word{"span": spanWords, "align": alignWords, "font": fontRoles, "label": labelStyles}},
	{"slot.picture", "版位.图", pictureKeys, map[string][]word{"at": picturePlace, "caption": captionWords, "credit": creditWords, "mark": markWords}},
	{"slot.box", "版位.框", boxWords, map[string][]word{"border": borderWords}},
	{"slot.fit", "版位.适", fitWords, nil},
	{"slot.jump", "版位.转", jumpWords, nil},
	{"slot.frame", "版位.位置", frameWords, nil},
	{"paper.logo", "报.标识", logoWords, map[string][]word{"at": logoPlaces}},
	{"edition", "期", editionWords, nil},
	{"page", "版", pageWords, map[string][]word{"inks": inkWords}},
	{"exception", "例外", exceptionWords, nil},
	{"correction", "更正", correctionWords, nil},
	{"withdrawal", "撤稿", correctionWords, nil},
	{"story", "稿", storyWords, map[string][]word{"notes": noteWords, "byline-scope": scopeWords}},
	{"story.correction", "稿.更正", ownWords, nil},
	{"picture", "图", pictureWords, map[string][]word{"at": picturePlace, "caption": captionWords}},
	{"table", "表", tableWords, map[string][]word{"lines": tableLines, "cells": tableCells}},
	{"mark", "标记", bracketWords, nil},
	{"paragraph", "段", mannerWords, nil},
}

// Keys lists every key of the file formats, as the parsers know them.
func Keys() []KeySet {
	out := make([]KeySet, len(keySets))
	for i, s := range keySets {
		out[i] = KeySet{Name: s.name, Chinese: s.zh, Keys: make([]Key, len(s.words)), Needs: needed[s.name]}
		for j, w := range s.words {
			out[i].Keys[j] = Key{
				Name: w.en, Chinese: w.zh, Or: w.or, Values: valueWords(s.values[w.en]),
				Words: spellings(s.values[w.en]), Forms: formsOf(s.name, w.en),
			}
		}
	}
	return out
}

func valueWords(words []word) []string {
	var out []string
	for _, w := range words {
		out = append(out, w.String())
	}
	return out
}

// spellings lists every accepted spelling of words, the Chinese ones first.
func spellings(words []word) []string {
	var out []string
	for _, of := range []func(word) string{func(w word) string { return w.zh }, func(w word) string { return w.en }, func(w word) string { return w.or }} {
		for _, w := range words {
			if s := of(w); s != "" && !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return out
}

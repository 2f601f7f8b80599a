package report

import "banxin/editions/source"

// Face is what fonts list tells of a face.
type Face struct {
	Name     string     `json:"name"`
	Family   string     `json:"family"`
	Own      bool       `json:"own"` // the paper's
	Outlines string     `json:"outlines"`
	Weight   int        `json:"weight"`
	Glyphs   int        `json:"glyphs"`
	Vertical bool       `json:"vertical"` // has metrics for vertical text
	Embed    bool       `json:"embed"`    // may be embedded as a subset
	Covers   []Coverage `json:"covers"`
	Err      string     `json:"error,omitempty"`
}

// Coverage is how much of a standard a face has.
type Coverage struct {
	Set     string `json:"set"`
	Of      int    `json:"of"`
	Missing int    `json:"missing"`
	Some    string `json:"some,omitempty"` // of those missing, the first
}

// Fallbacks is what fonts check has to say.
type Fallbacks struct {
	Characters int        `json:"characters"` // that were looked at
	Fallbacks  []Fallback `json:"fallbacks"`
}

// Fallback is a character that the first face of its style lacks.
type Fallback struct {
	Char   string       `json:"char"`
	Code   string       `json:"code"` // U+57B4
	Face   string       `json:"face"` // that lacks it
	By     string       `json:"by"`   // that has it; empty: none
	Places []source.Pos `json:"places"`
	Story  string       `json:"story"` // of the first place
}

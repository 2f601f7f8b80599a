package report

import "banxin/output/plates"

// Separations is what plates has to say.
type Separations struct {
	Schema  int             `json:"schema"` // 1
	Pages   []SeparatedPage `json:"pages"`
	Inks    []plates.Use    `json:"inks,omitempty"` // of all pages, with keys
	Changes []InkChange     `json:"changes,omitempty"`
	Bound   int             `json:"bound,omitempty"` // of changes, percent of ink
}

// SeparatedPage is a page with the plates that were made of it.
type SeparatedPage struct {
	File     string           `json:"file"`
	Page     int              `json:"page"`
	Width    float64          `json:"width_mm"`
	Height   float64          `json:"height_mm"`
	Plates   []InkPlate       `json:"plates"`
	Load     plates.Load      `json:"load"`
	Keys     *plates.PageKeys `json:"keys,omitempty"`
	Findings []plates.Finding `json:"findings,omitempty"`
}

// InkPlate is the plate of an ink. Coverage is in percent of the page.
type InkPlate struct {
	Ink      string  `json:"ink"`
	Spot     bool    `json:"spot,omitempty"`
	Coverage float64 `json:"coverage"`
	File     string  `json:"file,omitempty"`
}

// InkChange is a plate that is not what it was in the file that --since names.
type InkChange struct {
	File string `json:"file"`
	plates.Change
}

// InkKeys is the table of the zones of all pages, as a file.
type InkKeys struct {
	Schema int               `json:"schema"` // 1
	Pages  []plates.PageKeys `json:"pages"`
	Inks   []plates.Use      `json:"inks"`
}

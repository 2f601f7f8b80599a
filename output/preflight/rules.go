package preflight

// Rule is one of the checks.
type Rule struct {
	ID    string
	Title string // what must hold
	Hint  string // the remedy
}

// Rules lists the checks in the order of reports.
var Rules = []Rule{
	{"syntax", "the file is well formed and its streams decode", "write the file anew; do not mail it as text"},
	{"version", "the PDF version fits the standard", "export for the standard that is claimed"},
	{"file-id", "the trailer has a file identifier", "export anew with a file identifier"},
	{"encrypted", "the file is not encrypted", "save it without password and restrictions"},
	{"info", "title, dates, Trapped and the PDF/X version are told", "export as PDF/X"},
	{"dates", "the dates are well formed and in order", "set the clock, export anew"},
	{"xmp", "the metadata packet is there and agrees", "export anew; do not edit properties afterwards"},
	{"output-intent", "there is one printing condition, for a CMYK press", "choose the press's profile as output intent"},
	{"shared-intent", "intents of PDF/X and PDF/A point at one profile", "export anew with one output profile"},
	{"boxes", "each page has a trim inside its bleed inside its media, and no scale", "set the trim and bleed of the page"},
	{"page-size", "the trim is what was ordered", "set the format of the page"},
	{"bleed", "what reaches the trim goes on into the bleed", "let pictures and tints bleed by 3 mm"},
	{"fonts", "fonts are embedded", "embed all fonts"},
	{"font-subset", "fonts are subsets, with a tag", "embed only the characters that are used"},
	{"font-text", "the characters of the text are told", "export with ToUnicode tables"},
	{"font-widths", "the widths told are the widths of the glyphs", "export the fonts anew"},
	{"rgb", "colours are press inks", "convert RGB and Lab to CMYK for the press"},
	{"ink-limit", "no more ink than the paper takes", "separate the picture with the press's profile"},
	{"rich-black-text", "black type is the black ink alone", "colour the type K 100 %"},
	{"overprint-black", "black type and thin black rules overprint", "set overprint for black, in DeviceCMYK"},
	{"overprint-mode", "overprinting is said with mode 1", "set overprint mode 1"},
	{"white-overprint", "white never overprints", "let white knock out"},
	{"text-in-group", "type that overprints stands in no isolated group", "take the transparency off the type"},
	{"group-space", "transparency blends in the press's inks", "set the blend space of the page to CMYK"},
	{"transparency", "nothing is transparent in PDF/X-1a", "flatten the transparency, or export PDF/X-4"},
	{"resolution", "pictures are fine enough", "supply a larger picture, or show it smaller"},
	{"reverse-type", "white type is large enough, on dark ground", "set it larger, or bolder, or on one ink"},
	{"small-type", "type is large enough for its inks", "set it larger, or in one ink"},
	{"type-on-tint", "black type stands on light ground", "lighten the ground"},
	{"thin-rule", "rules are thick enough for their inks", "draw them thicker, or in one ink"},
	{"fine-register", "what is fine needs no register", "draw fine parts in one ink"},
	{"spots", "spot inks are those that were ordered, each defined once, in CMYK", "convert spot inks that are not printed"},
	{"annotations", "no notes, links or forms inside the bleed, no actions", "remove notes and forms"},
	{"filters", "no LZW, JPEG 2000 in X-1a, OPI, PostScript, transfer functions or halftones", "export anew for the standard"},
	{"layers", "no optional content that may print or not", "flatten the layers"},
	{"pages", "pages are filled, in one format, and not one picture each", "check what was exported"},
	{"page-labels", "pages are named", "name the pages as on paper"},
	{"tagged", "a tagged file is tagged throughout", "export with tags, or without"},
	{"type-area", "print keeps off the trim", "move it inside, or let it bleed"},
}

// ruleOrder lists the rules' names.
var ruleOrder = func() (ids []string) {
	for _, r := range Rules {
		ids = append(ids, r.ID)
	}
	return ids
}()

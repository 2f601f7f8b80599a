package source

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"banxin/editions/texts"
)

// Code is what a code of findings stands for. Codes are stable; so are their families,
// which begin them: SRC of SRC-KEY.
type Code struct {
	ID       string
	Severity Severity // unless a finding says otherwise
	Weight   int      // in the official rate of errors, in tenths: 10 for a wrong character, 1 for a mark; unless a finding says otherwise
	Build    bool     // build looks for it whatever it is asked to do
	Gap      bool     // it leaves a place of the pages white
	Short    bool     // it leaves text of the pages out
	text     texts.Entry
}

// Family is a family of codes.
type Family struct {
	ID    string
	Codes []Code
	text  texts.Entry
}

// Name says what the codes of the family are about.
func (f Family) Name(l texts.Language) string { return f.text.In(l) }

// Title says what has been found, in a sentence.
func (c Code) Title(l texts.Language) string {
	title, _, _ := strings.Cut(c.text.In(l), "\n")
	return title
}

// Explanation says what has been found, and in further lines why it matters and what to do.
func (c Code) Explanation(l texts.Language) string { return c.text.In(l) }

// Families returns all codes by family, in the order of the work: files first, then the
// page, then what a proofreader looks for.
func Families() []Family { return codes().families }

// LookUp returns what a code stands for.
func LookUp(id string) (Code, bool) {
	c, ok := codes().byID[id]
	return c, ok
}

// Codes lists the ids of all codes, sorted.
func Codes() []string { return codes().ids }

// Covers tells whether a code, or a family of codes, is or holds another.
func Covers(code, of string) bool {
	return code == of || len(code) < len(of) && of[:len(code)] == code && of[len(code)] == '-'
}

// New makes a finding with the severity and weight of its code, which must be one there is.
func New(code string, pos Pos, message, hint Message) Finding {
	c, ok := LookUp(code)
	if !ok {
		panic(fmt.Sprintf("source: there is no code %q: add it to codes.txt", code))
	}
	return Finding{Code: code, Severity: c.Severity, Weight: c.Weight, Pos: pos, Message: message, Hint: hint}
}

// As returns the finding at another severity, for codes of which some are worse than others.
func (f Finding) As(s Severity) Finding {
	f.Severity = s
	return f
}

// Of returns the finding as one about a story.
func (f Finding) Of(story string) Finding {
	f.Story = story
	return f
}

// On returns the finding as one about a page, or a slot of it.
func (f Finding) On(page int, slot string) Finding {
	f.Page, f.Slot = page, slot
	return f
}

// Weighing returns the finding with another weight in the official rate, in tenths.
func (f Finding) Weighing(tenths int) Finding {
	f.Weight = tenths
	return f
}

//go:embed codes.txt
var codesFile string

type codeTable struct {
	families []Family
	byID     map[string]Code
	ids      []string
}

var codes = sync.OnceValue(func() codeTable {
	t, err := readCodes(codesFile)
	if err != nil {
		panic("source: " + err.Error())
	}
	return t
})

// readCodes reads the table. An entry whose id has no hyphen begins a family.
func readCodes(data string) (codeTable, error) {
	t := codeTable{byID: map[string]Code{}}
	list, err := texts.Read("codes.txt", data)
	if err != nil {
		return t, err
	}
	build := false // the family
	for _, e := range list {
		if !strings.Contains(e.ID, "-") {
			build = slices.Contains(e.Words, "build")
			t.families = append(t.families, Family{ID: e.ID, text: e})
			continue
		}
		c, err := readCode(e, build)
		if err != nil {
			return t, err
		}
		if _, ok := t.byID[c.ID]; ok || len(t.families) == 0 || !Covers(t.families[len(t.families)-1].ID, c.ID) {
			return t, fmt.Errorf("codes.txt: %s stands twice, or in another family", c.ID)
		}
		f := &t.families[len(t.families)-1]
		f.Codes = append(f.Codes, c)
		t.byID[c.ID], t.ids = c, append(t.ids, c.ID)
	}
	slices.Sort(t.ids)
	return t, nil
}

func readCode(e texts.Entry, build bool) (Code, error) {
	c := Code{ID: e.ID, Build: build, text: e}
	for i, w := range e.Words {
		weight, ok := strings.CutPrefix(w, "weight=")
		switch s := slices.Index(severityNames[:], w); {
		case i == 0 && s >= 0:
			c.Severity = Severity(s)
		case w == "build" || w == "lint":
			c.Build = w == "build"
		case w == "gap":
			c.Gap = true
		case w == "short":
			c.Short = true
		case ok:
			n, err := strconv.Atoi(weight)
			if err != nil {
				return c, fmt.Errorf("codes.txt: %s: %w", e.ID, err)
			}
			c.Weight = n
		default:
			return c, fmt.Errorf("codes.txt: %s: %q is not known here", e.ID, w)
		}
	}
	if len(e.Words) == 0 {
		return c, fmt.Errorf("codes.txt: %s has no severity", e.ID)
	}
	return c, nil
}

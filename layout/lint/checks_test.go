package lint_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// checks are the things that a page and its text are to be checked for, each with the codes
// that say so: of the pages, of the text, or of the engine itself (FIT, PIC, EPB …).
var checks = []struct {
	what  string
	codes string
}{
	1:  {"overlap", "LAY-OVERLAP"},
	2:  {"outside", "LAY-OUTSIDE INK-BLEED"},
	3:  {"hole", "LAY-HOLE LAY-EMPTY"},
	4:  {"overset", "FIT-OVER"},
	5:  {"underset", "FIT-UNDER"},
	6:  {"baseline grid", "LAY-GRID"},
	7:  {"column widths, 破栏", "LAY-COLUMN"},
	8:  {"gaps of columns and stories", "LAY-GAP"},
	9:  {"碰题", "LAY-TOUCH"},
	10: {"通栏断版, 通线", "LAY-GUTTER"},
	11: {"题压不住文", "LAY-COVER"},
	12: {"串文", "LAY-FLOW"},
	13: {"转版", "REL-JUMP"},
	14: {"头条", "LAY-LEAD"},
	15: {"竖题", "LAY-STACK"},
	16: {"围框, 栏线", "LAY-RULE"},
	17: {"marks at line ends", "TYP-START TYP-END"},
	18: {"孤字, 孤行, subhead at the foot", "TYP-ORPHAN TYP-WIDOW TYP-FOOT"},
	19: {"loose and overfull lines, ladders", "TYP-LOOSE TYP-OVER TYP-LADDER TYP-RUBY"},
	20: {"rivers", "TYP-RIVER TYP-LADDER"},
	21: {"缺字, borrowed faces", "GLY-NOTDEF GLY-FALLBACK GLY-MISS"},
	22: {"small type, many families", "TYP-SMALL TYP-FACES"},
	23: {"heads", "TYP-HEAD TYP-HEADLAST TYP-STEP TXT-MAIN TXT-LAST TXT-END"},
	24: {"视觉中心", "LAY-FOCUS LAY-PICTURES"},
	25: {"pictures", "PIC-PPI PIC-CAPTION PIC-APART PIC-COLUMNS PIC-EARLY"},
	26: {"报头, 报眉, page numbers", "REL-FOLIO REL-NAME REL-MAST REL-PAGES REL-SIZE TXT-DATE"},
	27: {"广告", "REL-ADVERT"},
	28: {"twice in an edition", "REL-TWICE"},
	29: {"the same text in print and e-edition", "REL-TEXT EPB-TEXT"},
	30: {"brackets and quotations", "TXT-PAIR TXT-NEST TXT-QUOTE"},
	31: {"marks", "TXT-ASCII TXT-WIDTH TXT-SPACE TXT-DOT TXT-DASH TXT-ELLIPSIS TXT-MARKS"},
	32: {"figures", "TYP-SPLIT TYP-FIGURES TXT-YEAR TXT-NUMBER TXT-RANGE"},
	33: {"繁简", "TXT-TRAD"},
	34: {"题文不符", "REL-HEAD"},
	35: {"署名", "REL-BYLINE REL-CREDIT"},
	36: {"inks", "INK-TAC INK-TEXT INK-HAIR INK-BLEED"},
	37: {"frames reached", "LAY-CHAIN"},
	38: {"text beside pictures", "TYP-WRAP TYP-LONE"},
	39: {"levelled columns", "LAY-LEVEL"},
	40: {"totals", ""}, // TestCount, TestCountSame, TestChars
}

// beyond are codes for what a proofreader sees besides.
const beyond = "NAM-ORDER NAM-POST NAM-FORM LAY-RATIO LAY-DECK LAY-WHITE LAY-WEIGHT NAM-TITLE TXT-WORD TXT-FORBID TXT-REPEAT TXT-COUNT TXT-FIGURE TXT-VAGUE TXT-NOTICE REL-CAPTION TXT-MANY TXT-TODO"

// special are codes whose case is a test of its own.
var special = map[string]string{
	"TYP-HEAD": "TestHeadBroken", "TYP-HEADLAST": "TestHeadBroken", "LAY-STACK": "TestStack", "LAY-LEVEL": "TestLevel",
	"TYP-RUBY": "TestReadings", "LAY-RATIO": "TestLookSees", "LAY-DECK": "TestLookSees", "LAY-WHITE": "TestLookSees", "LAY-WEIGHT": "TestLookSees",
	"TXT-MANY": "TestMany", // of editions/lint
}

// TestEveryCheck: each check has its codes, each code of the two packages belongs to a
// check and has a case that finds it alone.
func TestEveryCheck(t *testing.T) {
	ours := codesIn(t, regexp.MustCompile(`(?:finding|source\.New)\("([A-Z]+-[A-Z]+)"`), ".", "../../editions/lint")
	engine := codesIn(t, regexp.MustCompile(`"([A-Z]{3}-[A-Z]+)"`), "..", "../flow", "../../editions", "../../output/epub")
	said := map[string]bool{}
	for n, c := range checks[1:] {
		for _, code := range strings.Fields(c.codes) {
			said[code] = true
			if !slices.Contains(ours, code) && !slices.Contains(engine, code) {
				t.Errorf("check %d, %s: nothing finds %s", n+1, c.what, code)
			}
		}
		if c.codes == "" && n+1 != 40 {
			t.Errorf("check %d, %s, has no code", n+1, c.what)
		}
	}
	for _, code := range ours {
		if !said[code] && !slices.Contains(strings.Fields(beyond), code) {
			t.Errorf("%s belongs to no check", code)
		}
		if !hasCase(code) {
			t.Errorf("%s has no case", code)
		}
	}
}

// hasCase tells whether a test wants a code alone.
func hasCase(code string) bool {
	for _, keys := range [][]string{keysOf(papers), keysOf(pages)} {
		if slices.ContainsFunc(keys, func(k string) bool { k, _, _ = strings.Cut(k, "/"); return k == code }) {
			return true
		}
	}
	_, err := os.Stat(filepath.Join("..", "..", "editions", "lint", "testdata", code+".txtar"))
	return err == nil || special[code] != ""
}

func keysOf[T any](m map[string]T) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	return out
}

// codesIn lists the codes that a form finds in the sources of packages.
func codesIn(t *testing.T, form *regexp.Regexp, dirs ...string) []string {
	t.Helper()
	var out []string
	for _, dir := range dirs {
		names, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil || len(names) == 0 {
			t.Fatal("no sources in", dir, err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range form.FindAllStringSubmatch(string(data), -1) {
				out = append(out, m[1])
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"banxin/cmd/need"
)

// whole tells whether voices are tried in all sizes: each in its own and in one other, else.
func whole() bool { return need.Long() && !need.Bounded() }

// TestNewPapers: in every size each voice is a sound paper: nothing is said of it but that it is
// blank, and what its nameplate lacks; and of its press file that it is a
// proof, whichever of its pages are printed in black alone.
func TestNewPapers(t *testing.T) {
	expected := regexp.MustCompile(`\[(GAP-BLANK|REL-MAST)\]$`)
	for i, s := range paperSizes {
		for k, v := range paperVoices {
			if !whole() && s.name != v.size && i != k {
				continue
			}
			mono := []string{"1,3", "2,4"}[(i+k)%2]
			dir := filepath.Join(t.TempDir(), "报")
			if status, _, errs := banxin(t, "new", dir, "--size", s.name, "--voice", v.name, "--mono", mono); status != exitFine {
				t.Fatalf("%s %s: status %d, %s", s.name, v.name, status, errs)
			}
			status, out, errs := banxin(t, "check", dir)
			if status != exitFine || errs != "" || strings.Count(out, "[GAP-BLANK]") != 1 {
				t.Errorf("%s %s: status %d, %s%s", s.name, v.name, status, errs, out)
			}
			for _, l := range strings.Split(out, "\n") {
				if strings.HasSuffix(l, "]") && !expected.MatchString(l) {
					t.Errorf("%s %s: %s", s.name, v.name, l)
				}
			}
			for _, rule := range preflighted(t, dir) {
				if rule != "proof" {
					t.Errorf("%s %s, %s in black: preflight finds %s", s.name, v.name, mono, rule)
				}
			}
		}
	}
}

// TestFilledPapers: nor has a voice faults of its own when its pages are full, of type in its colours,
// labels, boxes, tables and marks: what is said of the sample's stories in them is the stories' and of where they stand.
func TestFilledPapers(t *testing.T) {
	need.Time(t)
	if need.Bounded() {
		t.Skip("make judges fills them")
	}
	sample := filepath.Join(need.Root(t), "assets", "sample", "editions", "2026-10-20")
	for i, v := range paperVoices {
		for _, mono := range []string{"1,4,5,8", "2,3,6,7"} {
			dir := filepath.Join(t.TempDir(), "报")
			size := paperSizes[i%len(paperSizes)].name
			if mono == "1,4,5,8" {
				size = v.size
			}
			if status, _, errs := banxin(t, "new", dir, "--size", size, "--voice", v.name, "--pages", "8", "--mono", mono, "--date", "2026-10-20"); status != exitFine {
				t.Fatalf("%s: status %d, %s", v.name, status, errs)
			}
			for _, sub := range []string{"stories", "images"} {
				to := filepath.Join(dir, "editions", "2026-10-20", sub)
				if err := errors.Join(os.RemoveAll(to), os.CopyFS(to, os.DirFS(filepath.Join(sample, sub)))); err != nil {
					t.Fatal(err)
				}
			}
			if status, _, errs := banxin(t, "plan", dir, "--suggest", "--write"); status == exitTrouble {
				t.Fatalf("%s: %s", v.name, errs)
			}
			if _, out, _ := banxin(t, "check", dir); strings.Contains(out, "[TYP-STEP]") || strings.Contains(out, "[SRC-COLOR]") || strings.Contains(out, "[LAY-RULE]") {
				t.Errorf("%s %s: %s", size, v.name, out)
			}
			for _, rule := range preflighted(t, dir) {
				if rule != "resolution" && rule != "proof" { // slots that nothing fits stay empty
					t.Errorf("%s %s, %s in black: preflight finds %s", size, v.name, mono, rule)
				}
			}
		}
	}
}

// preflighted builds the press file of a paper and lists the rules that preflight finds broken.
func preflighted(t *testing.T, dir string) (rules []string) {
	t.Helper()
	out := filepath.Join(dir, "付印")
	_, _, errs := banxin(t, "build", dir, "-o", out, "--to", "pdf", "-q")
	files, err := filepath.Glob(filepath.Join(out, "*.pdf"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%s: %v %v\n%s", dir, files, err, errs)
	}
	_, said, _ := banxin(t, "preflight", files[0])
	for _, m := range regexp.MustCompile(`(?m)\[([a-z-]+)\]$`).FindAllStringSubmatch(said, -1) {
		rules = append(rules, m[1])
	}
	if !strings.Contains(said, "preflight: ") {
		t.Fatalf("%s: preflight says\n%s", dir, said)
	}
	return slices.Compact(rules)
}

// TestCapacities: what a slot holds is one number, whoever says it: the plan, with the slot empty and with a story begun for it,
// the pages on which nothing stands, what check says of an empty slot and of such a story. Where it counts on a picture that is
// said, with what there is room for without.
func TestCapacities(t *testing.T) {
	for _, v := range []string{"校报", "社区报", "党报"} {
		dir := filepath.Join(t.TempDir(), "报")
		if status, _, errs := banxin(t, "new", dir, "--voice", v, "--pages", "2", "--date", "2026-10-20"); status != exitFine {
			t.Fatal(errs)
		}
		blank := capacities(t, dir)
		_, proofed, _ := banxin(t, "dump", dir, "--stage", "pages")
		plain := 0
		for slot, n := range blank {
			shown := []string{fmt.Sprintf(" \"约 %d 字\"", n.Capacity)}
			if n.Plain > 0 {
				plain, shown = plain+1, []string{fmt.Sprintf("\"配图约 %d 字\"", n.Capacity), fmt.Sprintf("\"不配图约 %d 字\"", n.Plain)}
			}
			for _, s := range shown {
				if n.Capacity == 0 || n.Plain > 0 && n.Plain <= n.Capacity || !strings.Contains(strings.ReplaceAll(proofed, ",", ""), s) {
					t.Errorf("%s: no page shows %q for %s", v, s, slot)
				}
			}
		}
		if plain == 0 {
			t.Errorf("%s: no slot counts on a picture", v)
		}
		if n := strings.Count(proofed, `"二条"`); n != strings.Count(fmt.Sprint(blank), "二条") {
			t.Errorf("%s: 二条 is shown in %d boxes", v, n)
		}
		if status, _, errs := banxin(t, "new", "story", "开学", dir, "--page", "1", "--slot", "头条"); status != exitFine {
			t.Fatal(errs)
		}
		if begun := capacities(t, dir); !maps.Equal(begun, blank) {
			t.Errorf("%s: with a story begun slots hold\n%v, not\n%v", v, begun, blank)
		}
		_, out, _ := banxin(t, "check", dir)
		out = strings.ReplaceAll(out, ",", "")
		for _, m := range regexp.MustCompile(`(\S+) is empty: room for about (\d+) characters(?: \((\d+) without pictures\))?`).FindAllStringSubmatch(out, -1) {
			plain, _ := strconv.Atoi(m[3])
			if n := blank["1 "+m[1]]; strconv.Itoa(n.Capacity) != m[2] || n.Plain != plain {
				t.Errorf("%s: check says %s, the plan %d", v, m[0], n)
			}
		}
		if want := fmt.Sprintf("room for %d chars", blank["1 头条"].Capacity); !strings.Contains(out, want) || !strings.Contains(out, "[LAY-EMPTY]") {
			t.Errorf("%s: check does not say %q:\n%s", v, want, out)
		}
	}
}

// capacity is what the plan says that a slot holds, and what it would without the picture counted on.
type capacity struct {
	Capacity int `json:"room_chars"`
	Plain    int `json:"plain_room_chars"`
}

// capacities are what the plan says that slots hold, by page and name.
func capacities(t *testing.T, dir string) map[string]capacity {
	t.Helper()
	_, out, errs := banxin(t, "plan", dir, "--format", "json")
	var plan struct {
		Pages []struct {
			Number int
			Slots  []struct {
				Name string
				capacity
			}
		}
	}
	if err := json.Unmarshal([]byte(out), &plan); err != nil {
		t.Fatal(err, errs)
	}
	found := map[string]capacity{}
	for _, p := range plan.Pages {
		for _, s := range p.Slots {
			if s.Capacity > 0 {
				found[fmt.Sprint(p.Number, " ", s.Name)] = s.capacity
			}
		}
	}
	return found
}

// TestAsk plays a newcomer at a terminal.
func TestAsk(t *testing.T) {
	for _, c := range []struct {
		name, typed string
		paper       []string // lines of paper.yaml; nil: it is the sample
		edition     string   // a line of the edition
		says        string
	}{
		{"all as offered", "\n\n\n\n\n\n\n\n", []string{"名称: 江报", "代码: jb ", "声音: 校报"}, "日期: 2026-10-20", "[江报]"},
		{"own answers", "1\n城南党报\ncndb\n党报\n对开\n8\n2-3\n2026-11-02\n", []string{"名称: 城南党报", "代码: cndb", "声音: 党报"}, "墨: 黑", "[对开]"},
		{"wrong ones are asked again", "3\n1\n\n报\n\n晚报晚报\n都市报\n3开\nA3\n0\n6\n9\n无\n\n", []string{"声音: 都市报", "头版: A3头版"}, "- 版面: 副刊", `"3开" is not one of`},
		{"the sample", "2\n", nil, "期号: 7318", "2 the sample"},
		{"the sample by name", "the sample, with stories\n", nil, "期号: 7318", "2 the sample"},
		{"by numbers", "１\n城南党报\ncndb\n1\n2\n8\n2-3\n2026-11-02\n", []string{"名称: 城南党报", "代码: cndb", "声音: 党报"}, "墨: 黑", "1 党报  2 都市报"},
		{"the last answer without its line's end", "1\n\n\n6\nA4\n\n\n2026-11-02", []string{"声音: 周刊", "头版: A4头版"}, "日期: 2026-11-02", "[16开]"},
		{"by half of a name", "blank\n\n\n校\n四\n八版\n第3版\n\n", []string{"声音: 校报"}, "墨: 黑", "[四开]"},
		{"nobody there", "", nil, "", "nothing has been made"},
		{"gone half way", "1\n半途报\n", nil, "", "nothing has been made"},
		{"gone after a wrong answer", "1\n\n\n7\n", nil, "", `"7" is not one of 党报`},
	} {
		dir := filepath.Join(t.TempDir(), "江报")
		var out, errs bytes.Buffer
		clock := time.Date(2026, 10, 20, 0, 0, 0, 0, time.UTC)
		w := world{in: strings.NewReader(c.typed), out: &out, err: &errs, env: func(string) string { return "" }, now: func() time.Time { return clock }, asks: true}
		want := exitFine
		if c.edition == "" {
			want = exitTrouble
		}
		if status := run(context.Background(), []string{"new", dir}, w); status != want || !strings.Contains(errs.String(), c.says) {
			t.Errorf("%s: status %d\n%s", c.name, status, errs.String())
			continue
		}
		paper, _ := os.ReadFile(filepath.Join(dir, "paper.yaml"))
		for _, l := range c.paper {
			if !strings.Contains(string(paper), l) {
				t.Errorf("%s: no %q in\n%s", c.name, l, paper)
			}
		}
		if _, err := os.Stat(dir); c.edition == "" && !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: something is there: %v", c.name, err)
		}
		var edition []byte
		found, _ := filepath.Glob(filepath.Join(dir, "editions", "*", "edition.yaml"))
		for _, f := range found {
			edition, _ = os.ReadFile(f)
		}
		if !strings.Contains(string(edition), c.edition) {
			t.Errorf("%s: no %q in\n%s", c.name, c.edition, edition)
		}
		if c.paper != nil {
			if status, got, _ := banxin(t, "check", dir); status != exitFine {
				t.Errorf("%s: %s", c.name, got)
			}
		}
	}
}

// TestCodeFor: letters that the sounds of names begin with.
func TestCodeFor(t *testing.T) {
	for name, want := range map[string]string{
		"江城校报": "jcxb", "棠川日报": "tcrb", "人民之声": "rmzs", "Campus 周刊": "campuszk", "２０２６年鉴": "nj", "🙂": "paper", "阿欧饿": "aoe", "": "paper", "北方·电力报": "bfdlb", "龘": "paper",
	} {
		if got := codeFor(name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}

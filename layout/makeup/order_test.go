package makeup

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/cmd/need"
	"banxin/editions"
	"banxin/layout/unit"
)

// reframed is a paper of one edition on empty pages of another format, whose stories say their order, by their names, or none.
func reframed(t testing.TB, fsys fs.FS, format string, pages int, ranked bool) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	order, n := regexp.MustCompile(`(?m)^次序: .*\n`), 0
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(name, "templates/") {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		if strings.HasSuffix(name, ".md") && strings.Contains(name, "/stories/") {
			data = order.ReplaceAll(data, nil)
			if ranked {
				n++
				data = regexp.MustCompile(`(?m)^体裁:`).ReplaceAll(data, fmt.Appendf(nil, "次序: %d\n体裁:", n))
			}
		}
		out[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, f := range (aPaper{format, pages, 1, false, false, 1}).files() {
		if strings.HasPrefix(name, "templates/") || strings.HasSuffix(name, "edition.yaml") {
			out[name] = f
		}
	}
	return out
}

// orderly are papers whose versions are to have heads that fall: the story sets in all formats, whether their stories say
// their order or not, and papers of all sorts.
func orderly(t *testing.T) map[string]fs.FS {
	out := map[string]fs.FS{}
	own := func(format string, ranked bool, seed int64) {
		p := aPaper{format, 1, 10, ranked, seed%2 == 0, seed}
		out["own "+p.String()] = p.files()
	}
	own("四开", true, 703)
	own("四开", false, 702)
	if !need.Long() || need.Bounded() { // TestSets and TestPapers measure the same of others
		return out
	}
	dir := need.Shared(t, "cases/look/sets")
	papers, _ := filepath.Glob(dir + "/*/paper.yaml")
	for _, p := range papers {
		name := filepath.Base(filepath.Dir(p))
		fsys := os.DirFS(filepath.Dir(p))
		out[name] = fsys
		for _, format := range []string{"四开", "对开"} {
			for _, ranked := range []bool{true, false} {
				pages := 1
				if format == "四开" && !strings.HasPrefix(name, "set08") {
					pages = 2
				}
				if !strings.Contains(name, format) || ranked != strings.Contains(name, "-ranked") {
					out[fmt.Sprintf("%s as %s, ranked %v", name, format, ranked)] = reframed(t, fsys, format, pages, ranked)
				}
			}
		}
	}
	for seed := range int64(4) {
		for _, format := range []string{"四开", "对开"} {
			own(format, true, 700+seed)
			own(format, false, 700+seed)
		}
	}
	return out
}

// TestHeadsFall measures the heads of every version with the meters of check --look: none is greater or heavier than that
// of a story before it.
func TestHeadsFall(t *testing.T) {
	all := orderly(t)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		t.Run(name, func(t *testing.T) {
			ed, cat := loadLibrary(t, all[name])
			versions := Auto(ed, cat, 3)
			if len(versions) == 0 {
				t.Fatal("nothing is made up")
			}
			for k, v := range versions {
				m := newMeter(t, v, bench{ed, cat})
				for i := range v.Made {
					made := &v.Made[i]
					t.Logf("version %d page %d: left %v, %d of %d empty, %s, %s", k+1, made.Page, made.Left, made.Empty, made.All, made.shape.drawing, made.Criticism()[2])
					m.said = nil
					m.falls(made)
					for _, f := range m.said {
						t.Errorf("version %d page %d: %s", k+1, made.Page, f)
					}
				}
				look(t, name, k, m, cat)
			}
			t.Logf("%d versions, %s", len(versions), versions[0].Made[0].Fewer())
		})
	}
}

// falls: no head is greater or heavier than that of a story before it, as stories say their order, nor are those of the
// second to the fifth where it is guessed.
func (m *meter) falls(made *Made) {
	for _, f := range slices.Concat(m.found, m.seen) {
		if f.Page == made.Page && (f.Code == "LAY-LEAD" || f.Code == "LAY-WEIGHT") {
			m.say("%s %s %s", f.Code, f.Slot, f.Message)
		}
	}
	pg := m.page(made.Page)
	last, before := unit.Length(1<<40), ""
	for p := 1; p < lastGuessed; p++ {
		for _, pl := range pg.Placed {
			st := m.v.Edition.Story(pl.Stories[0])
			if u := (parcel{stories: []*editions.Story{st}}); pl.Slot != slotName(p) || st.Apart() || u.brief() || sortOfStory(st) == isBrief {
				continue
			}
			size := headlineOf(m.res.Doc, st.ID).size
			if size > last {
				m.say("the head of %s is greater than that of %s", pl.Slot, before)
			}
			last, before = min(last, size), pl.Slot
		}
	}
}

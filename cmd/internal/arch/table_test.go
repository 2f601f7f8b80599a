package arch

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"banxin/cmd/need"
)

var update = flag.Bool("update", false, "write the tables of ARCHITECTURE.md anew")

// The heads of the tables that the rules make.
const (
	importsHead  = "| package | says | imports of ours |\n|---|---|---|\n"
	confinedHead = "| for some alone | because | only in |\n|---|---|---|\n"
)

// TestTables holds that ARCHITECTURE.md shows the rules: every package in their order, with
// what it may import. What a package says is written there and nowhere else.
func TestTables(t *testing.T) {
	name := filepath.Join(need.Root(t), "ARCHITECTURE.md")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	want := string(data)
	want = replaceTable(t, want, importsHead, importRows(t, table(t, want, importsHead)))
	want = replaceTable(t, want, confinedHead, confinedRows())
	switch {
	case want == string(data):
	case *update:
		if err := os.WriteFile(name, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	default:
		t.Error("the tables of ARCHITECTURE.md are not those of the rules: go test ./cmd/internal/arch -update")
	}
}

// table returns the rows after a head.
func table(t *testing.T, text, head string) (rows []string) {
	t.Helper()
	_, rest, ok := strings.Cut(text, head)
	if !ok {
		t.Fatalf("ARCHITECTURE.md has no table with the head %q", head)
	}
	for line := range strings.Lines(rest) {
		if !strings.HasPrefix(line, "|") {
			break
		}
		rows = append(rows, line)
	}
	return rows
}

func replaceTable(t *testing.T, text, head string, rows []string) string {
	t.Helper()
	return strings.Replace(text, head+strings.Join(table(t, text, head), ""), head+strings.Join(rows, ""), 1)
}

// importRows makes the rows of the rules, saying of each package what the old rows say.
func importRows(t *testing.T, old []string) (rows []string) {
	t.Helper()
	says := map[string]string{}
	for _, row := range old {
		cells := strings.Split(row, "|")
		says[strings.TrimSpace(cells[1])] = strings.TrimSpace(cells[2])
	}
	for _, r := range rules {
		pkg := shown(r.pkg)
		if says[pkg] == "" {
			t.Errorf("ARCHITECTURE.md does not say what %s is", pkg)
		}
		may := "–"
		if r.may != nil {
			may = strings.Join(each(r.may), ", ")
		}
		rows = append(rows, fmt.Sprintf("| %s | %s | %s |\n", pkg, says[pkg], may))
		delete(says, pkg)
	}
	for pkg := range says {
		t.Errorf("ARCHITECTURE.md speaks of %s, which no rule is about", pkg)
	}
	return rows
}

func confinedRows() (rows []string) {
	for _, c := range confined {
		rows = append(rows, fmt.Sprintf("| %s | %s | %s |\n", c.path, c.why, shown(c.only)))
	}
	return append(rows, fmt.Sprintf("| time: %s | take the time as a value | cmd/… |\n", strings.Join(clock, ", ")))
}

// shown is a pattern as people read it.
func shown(pattern string) string {
	if pattern == "..." {
		return "all"
	}
	return strings.Replace(pattern, "/...", "/…", 1)
}

func each(patterns []string) []string {
	out := slices.Clone(patterns)
	for i, p := range out {
		out[i] = shown(p)
	}
	return out
}

// TestEveryRuleHasPackages holds that no rule outlives the packages it is about.
func TestEveryRuleHasPackages(t *testing.T) {
	all := sources(t)
	for _, r := range rules {
		if !slices.ContainsFunc(all, func(s source) bool { return matches(r.pkg, s.pkg) }) && !strings.HasPrefix(r.pkg, "assets/internal") {
			t.Errorf("the rule for %s is about no package", r.pkg)
		}
	}
}

// TestDependenciesListed holds that each module we require by ourselves has its row, with a
// reason, in ARCHITECTURE.md, and that no row outlives its module.
func TestDependenciesListed(t *testing.T) {
	root := need.Root(t)
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := os.ReadFile(filepath.Join(root, "ARCHITECTURE.md"))
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]bool{}
	for _, row := range table(t, string(doc), "| module | for |\n|---|---|\n") {
		cells := strings.Split(row, "|")
		rows[strings.TrimSpace(cells[1])] = strings.TrimSpace(cells[2]) != ""
	}
	for line := range strings.Lines(string(mod)) {
		f := strings.Fields(line)
		if len(f) != 2 || !strings.Contains(f[0], "/") || !strings.HasPrefix(line, "\t") {
			continue // no requirement, or an indirect one
		}
		if module := withoutMajor(f[0]); !rows[module] {
			t.Errorf("go.mod requires %s, which ARCHITECTURE.md gives no reason for", module)
		} else {
			delete(rows, module)
		}
	}
	for module := range rows {
		t.Errorf("ARCHITECTURE.md gives a reason for %s, which go.mod does not require", module)
	}
}

// withoutMajor takes the major version off a module's path.
func withoutMajor(path string) string {
	i := strings.LastIndex(path, "/v")
	if i >= 0 && strings.Trim(path[i+2:], "0123456789") == "" {
		return path[:i]
	}
	return path
}

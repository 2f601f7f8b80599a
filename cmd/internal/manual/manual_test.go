package manual_test

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/spf13/cobra"

	"banxin/cmd/internal/manual"
	"banxin/cmd/internal/words"
	"banxin/cmd/need"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/output/preflight"
)

var update = flag.Bool("update", false, "write the golden file anew")

// commands is a small program with all that a page can show.
func commands(chinese bool) *cobra.Command {
	run := func(*cobra.Command, []string) {}
	root := &cobra.Command{Use: "banxin", Short: "Set newspapers", Long: "Sets newspapers.\n.It begins with a dot, and \\fB is no macro.", Run: run}
	build := &cobra.Command{Use: "build [DIR] [--flags]", Short: "Make a|b", Example: "  banxin build\n  'banxin' build", Run: run}
	if chinese {
		build.Long = strings.Repeat("排不下的稿件就是错误，校样照出；", 9)
	}
	build.Flags().StringP("out", "o", "out", "`FOLDER` of the outputs")
	build.Flags().Bool("lint", false, "read the text")
	build.Flags().String("secret", "", "not shown")
	build.Flags().Lookup("secret").Hidden = true
	fonts := &cobra.Command{Use: "fonts", Short: "Tell about typefaces"}
	fonts.AddCommand(&cobra.Command{Use: "list [--flags]", Short: "List them", Run: run})
	for _, c := range []*cobra.Command{root, build} {
		c.DisableFlagsInUseLine = true
	}
	root.AddCommand(build, fonts, &cobra.Command{Use: "old", Hidden: true, Run: run})
	return root
}

func TestGolden(t *testing.T) {
	var got txtar.Archive
	for _, chinese := range []bool{false, true} {
		say := words.In(chinese)
		for _, p := range append(manual.Man(commands(chinese), say, "1.2.3"), manual.Markdown(commands(chinese), say)) {
			got.Files = append(got.Files, txtar.File{Name: p.Name, Data: p.Data})
		}
	}
	name := filepath.Join("testdata", "pages.txtar")
	if *update {
		if err := os.WriteFile(name, txtar.Format(&got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if len(want.Files) != len(got.Files) {
		t.Fatalf("%d pages, want %d", len(got.Files), len(want.Files))
	}
	for i, f := range got.Files {
		if w := want.Files[i]; f.Name != w.Name || !bytes.Equal(f.Data, w.Data) {
			t.Errorf("%s: got\n%s\nwant %s\n%s", f.Name, f.Data, w.Name, w.Data)
		}
	}
}

// TestReferencesComplete holds that no key, code or rule is left out.
func TestReferencesComplete(t *testing.T) {
	for _, chinese := range []bool{false, true} {
		keys, codes := string(manual.Keys(words.In(chinese)).Data), string(manual.Codes(words.In(chinese)).Data)
		for _, s := range editions.Keys() {
			_, section, _ := strings.Cut(keys, "\n## "+s.Chinese+" "+s.Name+"\n")
			section, _, _ = strings.Cut(section, "\n## ")
			for _, k := range s.Keys {
				if !strings.Contains(section, "`"+k.Name+"`") || k.Chinese != "" && !strings.Contains(section, "`"+k.Chinese+"`") {
					t.Errorf("keys of %s: %s (%s) is missing", s.Name, k.Chinese, k.Name)
				}
			}
		}
		for _, c := range source.Codes() {
			if !strings.Contains(codes, "\n## "+c+"\n") {
				t.Errorf("code %s is missing", c)
			}
		}
		for _, r := range preflight.Rules {
			if !strings.Contains(codes, "\n## "+r.ID+"\n") {
				t.Errorf("rule %s is missing", r.ID)
			}
		}
	}
}

// TestManReads holds the pages against what reads them.
func TestManReads(t *testing.T) {
	groff := need.Tool(t, "groff")
	for _, chinese := range []bool{false, true} {
		for _, p := range manual.Man(commands(chinese), words.In(chinese), "1.2.3") {
			c := exec.Command(groff, "-man", "-Kutf8", "-Tutf8", "-ww", "-z")
			c.Stdin = bytes.NewReader(p.Data)
			if out, err := c.CombinedOutput(); err != nil || len(out) > 0 {
				t.Errorf("%s: %v\n%s", p.Name, err, out)
			}
		}
	}
}

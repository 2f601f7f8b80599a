package cli

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// meaning is what a flag is: the same wherever it has the same name.
type meaning struct{ short, kind, value string }

// wider are the flags whose value is of several kinds, each with what the flag means on all
// commands nevertheless.
var wider = map[string]struct {
	values []string
	means  string
}{
	"since": {[]string{"ROUND", "EPUB", "PDF"}, "what was before, to compare with: a round of proofs, an e-edition as it was published, or a PDF as it was sent"},
	"from":  {[]string{"FILE", "TEMPLATE"}, "what something new is made of: a story of a file, a template of one of the library"},
	"as":    {[]string{"story", "ROLE"}, "what the thing that is named becomes: a file a story of that id, a page or story something signed as that"},
	"out":   {[]string{"FOLDER", "FILE"}, "where the outputs go: a folder where there are several, else a file"},
}

// TestFlagsMeanTheSame holds that a name of a flag, and a letter, has one meaning on all
// commands: the same letter, type and kind of value.
func TestFlagsMeanTheSame(t *testing.T) {
	names, letters := map[string]meaning{}, map[string]string{}
	first := map[string]string{}
	eachFlag(func(c *cobra.Command, f *pflag.Flag) {
		where := c.CommandPath()
		value, _ := pflag.UnquoteUsage(f)
		if w, ok := wider[f.Name]; ok {
			if !slices.Contains(w.values, value) {
				t.Errorf("%s --%s takes %s, but it is %s", where, f.Name, value, w.means)
			}
			value = ""
		}
		m := meaning{f.Shorthand, f.Value.Type(), value}
		if old, ok := names[f.Name]; ok && old != m {
			t.Errorf("%s --%s is %v, but %v on %s: give it another name, or the same meaning", where, f.Name, m, old, first[f.Name])
		}
		if first[f.Name] == "" {
			names[f.Name], first[f.Name] = m, where
		}
		if other := letters[f.Shorthand]; f.Shorthand != "" && other != "" && other != f.Name {
			t.Errorf("%s -%s is --%s, elsewhere --%s", where, f.Shorthand, f.Name, other)
		}
		letters[f.Shorthand] = f.Name
	})
	if len(names) < 40 {
		t.Errorf("only %d flags found: does this test look in the right place?", len(names))
	}
}

// answers are the commands that print what they were asked for and make nothing: there is
// nothing that they could leave unsaid.
var answers = []string{"completion", "diff", "doctor", "dump", "explain", "fonts", "help", "keys", "log", "plan", "preflight", "version"}

// groups are others, that have commands below them which do more.
var groups = []string{"desk", "desk user", "desk user list"}

// TestQuiet holds that every command that makes something, or talks while it works, can be
// told to say nothing but findings.
func TestQuiet(t *testing.T) {
	for _, c := range allCommands(newRoot(testWorld())) {
		if !c.Runnable() || c.Hidden || !c.HasParent() {
			continue
		}
		path := strings.TrimPrefix(c.CommandPath(), "banxin ")
		if has := c.Flags().ShorthandLookup("q") != nil; has == (slices.Contains(answers, strings.Fields(path)[0]) || slices.Contains(groups, path)) {
			t.Errorf("%s: -q is %v", c.CommandPath(), has)
		}
	}
	dir := t.TempDir()
	for _, args := range [][]string{{"new", dir + "/p"}, {"new", "story", "大桥", dir + "/p"}, {"new", "page", "四开新闻", dir + "/p"}, {"doc", "keys", "-o", dir}, {"specimen", "--source", dir + "/s"}} {
		if status, out, errs := banxin(t, append(args, "-q")...); status != 0 || out+errs != "" {
			t.Errorf("%v -q: status %d, %s%s", args, status, out, errs)
		}
	}
}

// TestFormats holds that --format is text unless another is asked for, that json is there
// wherever it is, and that a wrong one is refused.
func TestFormats(t *testing.T) {
	n := 0
	eachFlag(func(c *cobra.Command, f *pflag.Flag) {
		if f.Name != "format" {
			return
		}
		n++
		complete, ok := c.GetFlagCompletionFunc("format")
		if !ok {
			t.Errorf("%s --format is not completed", c.CommandPath())
			return
		}
		values, _ := complete(c, nil, "")
		if f.DefValue != "text" || !slices.Contains(values, "text") || !slices.Contains(values, "json") {
			t.Errorf("%s --format is %s unless another is asked for; it can be %v", c.CommandPath(), f.DefValue, values)
		}
		args := append(strings.Fields(c.CommandPath())[1:], "--format", "xml")
		status, _, errs := banxin(t, append(args, needed(c)...)...)
		if want := `"xml" is not one of ` + strings.Join(values, ", "); status != exitTrouble || !strings.Contains(errs, want) {
			t.Errorf("%s: status %d, %q; want %q", strings.Join(args, " "), status, errs, want)
		}
	})
	if n < 8 {
		t.Errorf("only %d commands with --format found", n)
	}
}

// needed are arguments without which a command does not begin.
func needed(c *cobra.Command) []string {
	switch c.Name() {
	case "preflight", "impose", "plates", "measure", "press":
		return []string{"x.pdf"}
	case "opds", "site", "verify":
		return []string{"library"}
	case "diff":
		return []string{"a", "b"}
	}
	return nil
}

// eachFlag visits the flags that users see of all commands.
func eachFlag(visit func(*cobra.Command, *pflag.Flag)) {
	for _, c := range allCommands(newRoot(testWorld())) {
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if !f.Hidden {
				visit(c, f)
			}
		})
	}
}

func (m meaning) String() string { return fmt.Sprintf("-%s %s %s", m.short, m.kind, m.value) }

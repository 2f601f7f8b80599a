package command

import (
	"bytes"
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"banxin/assets"

	"github.com/spf13/cobra"
)

// TestGuide holds that each command line of the guide's chapter of the farm is one that the
// program takes, and each flag that it names one of some command.
func TestGuide(t *testing.T) {
	data, err := fs.ReadFile(assets.Guide(), "农场.md")
	if err != nil {
		t.Fatal(err)
	}
	w := testWorld(&bytes.Buffer{}, &bytes.Buffer{})
	shown := 0
	for line := range strings.Lines(string(data)) {
		_, call, ok := strings.Cut(strings.TrimPrefix(line, "ExecStart=/usr/local/bin/"), "banxin-farm ")
		if !ok || !strings.HasPrefix(line, "banxin-farm ") && !strings.HasPrefix(line, "ExecStart=") {
			continue
		}
		shown++
		args := strings.Fields(call)
		c, rest, err := newRoot(w).Find(args)
		if err != nil || c.Name() != args[0] {
			t.Errorf("%s: %v", strings.TrimSpace(line), err)
			continue
		}
		if err := c.ParseFlags(rest); err != nil {
			t.Errorf("%s: %v", strings.TrimSpace(line), err)
		}
	}
	if shown < 10 {
		t.Errorf("%d command lines are shown", shown)
	}
	for _, m := range regexp.MustCompile("`(?:banxin-farm )?(--[a-z-]+|[a-z-]+ --[a-z-]+)").FindAllStringSubmatch(string(data), -1) {
		fields := strings.Fields(m[1])
		flag := strings.TrimPrefix(fields[len(fields)-1], "--")
		known := false
		for _, c := range newRoot(w).Commands() {
			known = known || has(c, flag)
		}
		if !known {
			t.Errorf("no command has --%s", flag)
		}
	}
}

func has(c *cobra.Command, flag string) bool { return c.Flags().Lookup(flag) != nil }

// TestHelp: help tells of the farm's commands, of banxin's, and prints chapters of the guide.
func TestHelp(t *testing.T) {
	f := &farm{t: t, dir: t.TempDir(), env: []string{asFarm + "=1", "BANXIN_LANG=en"}}
	for asked, want := range map[string]string{"": "banxin-farm COMMAND", "run": "banxin-farm run LIST", "build": "banxin build [DIR]", "农场": "The farm\n========"} {
		if out, status := f.said(append([]string{"help"}, strings.Fields(asked)...)...); status != exitFine || !strings.Contains(out, want) {
			t.Errorf("help %s: %d %s", asked, status, out)
		}
	}
	if out, status := f.said("help", "nothing"); status != exitTrouble || strings.Count(out, "\n") != 1 || !strings.Contains(out, `no command "nothing"`) {
		t.Errorf("help of nothing: %d %s", status, out)
	}
}

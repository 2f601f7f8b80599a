package cli

import (
	"context"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"banxin/assets"
	"banxin/cmd/internal/words"
	"banxin/cmd/need"
)

// guides are the pages whose command lines are held against the program.
var guides = append(chaptersOfGuide(), "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md")

// chaptersOfGuide are the files of the guide, from the root.
func chaptersOfGuide() []string {
	out, err := fs.Glob(assets.Guide(), "*.md")
	if err != nil {
		panic(err) // a fault of the pattern
	}
	for i := range out {
		out[i] = "assets/guide/" + out[i]
	}
	return out
}

// block is a fenced block of a Markdown page.
type block struct {
	kind, text string
	line       int
}

// blocks returns the fenced blocks of a page.
func blocks(page string) (out []block) {
	open := -1
	for i, line := range strings.Split(page, "\n") {
		switch {
		case !strings.HasPrefix(line, "```"):
			if open >= 0 {
				out[open].text += line + "\n"
			}
		case open < 0:
			out = append(out, block{kind: strings.Trim(line, "` "), line: i + 1})
			open = len(out) - 1
		default:
			open = -1
		}
	}
	return out
}

// guidePage reads a page, or skips what a folder without it cannot test.
func guidePage(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(need.Root(t), name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestGuidesShowRealCommands holds that every command line shown in the guides, in blocks
// and within sentences, is one that the program takes.
func TestGuidesShowRealCommands(t *testing.T) {
	shown := 0
	for _, name := range guides {
		page := guidePage(t, name)
		for _, b := range blocks(page) {
			for line := range strings.Lines(b.text) {
				if b.kind == "sh" && !strings.HasPrefix(line, "$ ") {
					continue // what a command says
				}
				for _, args := range calls(line) {
					shown++
					takes(t, name, args)
				}
			}
		}
		for _, args := range mentions(page) {
			shown++
			takes(t, name, args)
		}
	}
	if shown < 30 {
		t.Errorf("only %d command lines found: does this test look in the right place?", shown)
	}
}

// calls returns the calls of banxin in a line of a shell.
func calls(line string) (out [][]string) {
	line = strings.TrimPrefix(strings.TrimSpace(line), "$ ")
	line, _, _ = strings.Cut(line, " #")
	for part := range strings.SplitSeq(line, "|") {
		part = strings.TrimSpace(part)
		for _, start := range []string{"banxin ", "go run ./cmd/banxin "} {
			if rest, ok := strings.CutPrefix(part, start); ok {
				rest, _, _ = strings.Cut(rest, ">")
				out = append(out, strings.Fields(strings.ReplaceAll(rest, `"`, "")))
			}
		}
	}
	return out
}

// inCode is a piece of code within a sentence.
var inCode = regexp.MustCompile("`([^`\n]+)`")

// mentions returns the command lines within sentences: `banxin fonts`, or the name of a
// command with flags, as `build --auto`.
func mentions(page string) (out [][]string) {
	for _, m := range inCode.FindAllStringSubmatch(page, -1) {
		args := strings.Fields(m[1])
		called := len(args) > 1 && args[0] == "banxin"
		if called {
			args = args[1:]
		}
		isName := slices.ContainsFunc(newRoot(testWorld()).Commands(), func(c *cobra.Command) bool { return c.Name() == args[0] })
		if called && isPlain(args[0]) || isName && slices.ContainsFunc(args, isFlag) {
			out = append(out, args)
		}
	}
	return out
}

func isFlag(s string) bool { return strings.HasPrefix(s, "--") }

// isPlain tells whether a word could be the name of a command: 命令 and COMMAND stand for one.
func isPlain(s string) bool { return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz-") == "" }

func testWorld() *world {
	return &world{say: words.In(false), in: strings.NewReader(""), out: io.Discard, err: io.Discard, env: func(string) string { return "" }, now: func() time.Time { return time.Time{} }}
}

// takes fails unless there is such a command with such flags.
func takes(t *testing.T, where string, args []string) {
	t.Helper()
	root := newRoot(testWorld())
	root.SetContext(context.Background())
	c, rest, err := root.Find(args)
	if err != nil || c == root && len(args) > 0 && !isFlag(args[0]) {
		t.Errorf("%s shows banxin %s: no such command", where, strings.Join(args, " "))
		return
	}
	if n := len(rest); n > 0 && isFlag(rest[n-1]) && !strings.Contains(rest[n-1], "=") {
		if f := c.Flags().Lookup(rest[n-1][2:]); f != nil && f.NoOptDefVal == "" {
			rest = append(rest, sampleOf(f)) // in a sentence the flag may stand without its value
		}
	}
	if err := c.ParseFlags(rest); err != nil {
		t.Errorf("%s shows banxin %s: %v", where, strings.Join(args, " "), err)
	}
}

// sampleOf is a value that a flag takes.
func sampleOf(f *pflag.Flag) string {
	if strings.HasPrefix(f.Value.Type(), "string") {
		return "x"
	}
	return "1"
}

// TestGuidesNameMakeTargets holds that make can do what the guides say.
func TestGuidesNameMakeTargets(t *testing.T) {
	makefile := guidePage(t, "Makefile")
	for _, name := range guides {
		for _, m := range regexp.MustCompile("`make ([a-z ]+)").FindAllStringSubmatch(guidePage(t, name), -1) {
			for target := range strings.FieldsSeq(m[1]) {
				if !strings.Contains(makefile, "\n"+target+":") {
					t.Errorf("%s speaks of make %s, which the Makefile does not have", name, target)
				}
			}
		}
	}
}

// TestGuidesLinkToFiles holds that what the guides link to is there.
func TestGuidesLinkToFiles(t *testing.T) {
	for _, name := range guides {
		for _, m := range regexp.MustCompile(`\]\(([^)#]+)\)|src="([^"]+)"`).FindAllStringSubmatch(inCode.ReplaceAllString(withoutBlocks(guidePage(t, name)), ""), -1) {
			to := m[1] + m[2]
			if strings.Contains(to, "://") {
				continue
			}
			if _, err := os.Stat(filepath.Join(need.Root(t), filepath.FromSlash(path.Join(path.Dir(name), to)))); err != nil {
				t.Errorf("%s links to %s: %v", name, to, err)
			}
		}
	}
}

// withoutBlocks is a page less its fenced blocks.
func withoutBlocks(page string) string {
	for _, b := range blocks(page) {
		page = strings.Replace(page, b.text, "", 1)
	}
	return page
}

// TestReadmeProgramIsAnExample holds that each Go program in the guides stands, line by
// line, in an example that the tests compile and run.
func TestReadmeProgramIsAnExample(t *testing.T) {
	examples := exampleBodies(t)
	for _, name := range guides {
		for _, b := range blocks(guidePage(t, name)) {
			if b.kind != "go" {
				continue
			}
			want := normal(t, b.text)
			if !slices.ContainsFunc(examples, func(e string) bool { return strings.Contains(e, want) }) {
				t.Errorf("%s:%d: no Example that is run holds this program:\n%s", name, b.line, b.text)
			}
		}
	}
}

// exampleBodies returns the bodies of all examples that are run.
func exampleBodies(t *testing.T) (out []string) {
	t.Helper()
	root := need.Root(t)
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && p != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "out") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(p, "_test.go") {
			return nil
		}
		src, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, p, src, parser.ParseComments)
		if err != nil {
			return err
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || !strings.HasPrefix(fn.Name.Name, "Example") || fn.Body == nil {
				continue
			}
			body := string(src[fset.Position(fn.Body.Lbrace).Offset+1 : fset.Position(fn.Body.Rbrace).Offset])
			if strings.Contains(body, "// Output:") || strings.Contains(body, "// Unordered output:") {
				out = append(out, normal(t, body))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// normal is a piece of a function as gofmt writes it, without its indentation.
func normal(t *testing.T, body string) string {
	t.Helper()
	b, err := format.Source([]byte(body))
	if err != nil {
		t.Fatalf("%v:\n%s", err, body)
	}
	var out strings.Builder
	for line := range strings.Lines(string(b)) {
		if s := strings.TrimSpace(line); s != "" {
			out.WriteString(s + "\n")
		}
	}
	return out.String()
}

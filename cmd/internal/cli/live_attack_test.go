//go:build unix

package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"banxin/cmd/need"
)

// evil is markup that runs where a text is taken for it. It may be part of a file's name.
const evil = `"><img src=x onerror=alert(1)>`

// TestDeskAttacked: markup in everything that people write, name or bring is text wherever the desk
// shows it, whichever route it came by; the page's policy has nothing to stop.
func TestDeskAttacked(t *testing.T) {
	t.Parallel()
	need.Judges(t)
	paper := copied(t)
	in := func(name string) string { return filepath.Join(paper, filepath.FromSlash(sampleDay), name) }
	change(t, in("edition.yaml"), "公告: 105-notice", `公告: '`+evil+`'`, "版面: 文化\n    模板: 文化", `版面: '`+evil+`'`+"\n    模板: '"+evil+"'", "责编: 本版责编　民生组", `责编: '`+evil+`'`)
	for from, to := range map[string]string{in("stories/105-notice.md"): in("stories/" + evil + ".md"), in("images/library.jpg"): in("images/" + evil + ".jpg"), filepath.Join(paper, "templates/文化.yaml"): filepath.Join(paper, "templates", evil+".yaml")} {
		if err := os.Rename(from, to); err != nil {
			t.Fatal(err)
		}
	}
	replace(t, in("stories/"+evil+".md"), `(?s)^---.*?\n---\n`, "---\n栏目: '"+evil+"'\n引题: '"+evil+"'\n标题: '"+evil+"'\n副题: '"+evil+"'\n署名: '"+evil+"'\n"+`'`+evil+"': x\n---\n\n"+evil+"\n\n![图](没有"+strings.ReplaceAll(evil, " ", "")+".jpg)\n")
	replace(t, in("stories/101-bridge.md"), `!\[[^\]]*\]\(bridge.jpg [^\n]*`, "!["+evil+"](bridge.jpg){"+evil+"}")
	copyFile := filepath.Join(t.TempDir(), "来稿.html")
	text := `<!DOCTYPE html><meta charset="utf-8"><title>x</title><body><article><h1>&quot;&gt;&lt;img src=x onerror=alert(1)&gt;</h1><p>` + strings.Repeat("&quot;&gt;&lt;img src=x onerror=alert(1)&gt;某日的事。", 20) + `</p><img src="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;.jpg" alt="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;"></article></body>`
	if err := os.WriteFile(copyFile, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	root, stop := serving(t, paper, "-q", "--edit", "--send-to", filepath.Join(t.TempDir(), evil))
	need.Browser(t, "testdata/attack.mjs", nil, root, paper, evil, strings.Join(writingRoutes(t), ","), copyFile)
	if status, log := stop(); status != exitFine {
		t.Errorf("status %d, %s", status, log)
	}
}

// replace replaces what an expression finds in a file.
func replace(t *testing.T, file, expression, by string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	e := regexp.MustCompile(expression)
	if !e.Match(data) {
		t.Fatalf("%s has no %s", file, expression)
	}
	if err := os.WriteFile(file, e.ReplaceAllLiteral(data, []byte(by)), 0o666); err != nil {
		t.Fatal(err)
	}
}

// writingRoutes are the routes of the desk that write, from its source: a test of output/desk holds
// that there are no others.
func writingRoutes(t *testing.T) (out []string) {
	t.Helper()
	files, _ := filepath.Glob(filepath.Join(need.Root(t), "output/desk/*.go"))
	e := regexp.MustCompile(`(?:route|routeOf)\("(POST /desk/[^"]+)"`)
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		for _, m := range e.FindAllSubmatch(data, -1) {
			out = append(out, string(m[1]))
		}
	}
	if len(out) < 20 {
		t.Fatalf("only %d routes: does this test look in the right place?", len(out))
	}
	return out
}

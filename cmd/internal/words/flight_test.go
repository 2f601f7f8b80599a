package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"banxin/cmd/need"
)

// TestPreflightInChinese: every sentence of package preflight is said in Chinese, whole or
// by a pattern.
func TestPreflightInChinese(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(need.Root(t), "output", "preflight", "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	zh := In(true)
	n := 0
	check := func(at token.Position, e ast.Expr) {
		en := joined(e)
		if what, ok := strings.CutSuffix(en, " is in \x00"); ok {
			en = what + " is in lab"
		}
		if n++; strings.Trim(en, "\x00 ") != "" && zh.flown(en) == en {
			t.Errorf("%s: no Chinese for %q", at, strings.ReplaceAll(en, "\x00", "…"))
		}
	}
	value := func(at token.Position, e ast.Expr) {
		if c, ok := e.(*ast.CallExpr); ok && called(c) == "Sprintf" {
			e = c.Args[0]
		}
		en := formatted.ReplaceAllString(strings.ReplaceAll(joined(e), "\x00", "%s"), "5")
		if english.MatchString(notWords.ReplaceAllString(zh.flown(en), "")) {
			t.Errorf("%s: %q in Chinese is %q", at, en, zh.flown(en))
		}
	}
	fset := token.NewFileSet()
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(node ast.Node) bool {
			switch node := node.(type) {
			case *ast.CallExpr:
				if i, ok := map[string]int{"report": 3, "find": 2}[called(node)]; ok && len(node.Args) > i {
					check(fset.Position(node.Pos()), node.Args[i])
					for _, e := range node.Args[len(node.Args)-2:] { // what was measured and what is wanted
						value(fset.Position(e.Pos()), e)
					}
				}
			case *ast.KeyValueExpr:
				if k, ok := node.Key.(*ast.Ident); ok && k.Name == "What" {
					check(fset.Position(node.Pos()), node.Value)
				}
			}
			return true
		})
	}
	if n < 80 {
		t.Errorf("%d sentences found", n)
	}
}

var (
	formatted = regexp.MustCompile(`%[-+0-9.]*[a-z]`)
	english   = regexp.MustCompile(`[a-z]{2,}`)
	// notWords are units, and names of the PDF standard, that are the same in all languages.
	notWords = regexp.MustCompile(`\b(?:pt|mm|ppi|op true|op 5|em|cmyk|gray|prtr|hhmmss|[DX]:[A-Z0-9a-z'+-]+|[A-Za-z]+[A-Z][A-Za-z]*|All|None|True|False|Flate|JavaScript)\b`)
)

// joined is a string with a zero byte for each part that is not constant.
func joined(e ast.Expr) string {
	if s, ok := constant(e); ok {
		return s
	}
	if b, ok := e.(*ast.BinaryExpr); ok && b.Op == token.ADD {
		return joined(b.X) + joined(b.Y)
	}
	return "\x00"
}

func TestFlownWords(t *testing.T) {
	zh := In(true)
	for en, want := range map[string]string{
		"picture is in RGB":                    "图片用了 RGB 色",
		"the file does not tell its Title":     "文件没写明 Title",
		"white type overprints":                "白色文字设了叠印",
		"black type does not overprint":        "黑字没有叠印",
		"at most 30 %":                         "不超过 30 %",
		"no standard":                          "没有写明标准",
		"6.0 pt on 2 inks":                     "6.0 pt，底用 2 色",
		"PDF/X-4 is of an earlier PDF version": "PDF 版本高于 PDF/X-4 的规定",
		"C0 M0 Y0 K100":                        "C0 M0 Y0 K100",
	} {
		if got := zh.flown(en); got != want {
			t.Errorf("%q: %q, want %q", en, got, want)
		}
		if got := In(false).flown(en); got != en {
			t.Errorf("%q in English: %q", en, got)
		}
	}
}

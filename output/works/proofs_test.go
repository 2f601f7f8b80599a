package works

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/editions/source"
)

// proofPaper is a paper of one page with two slots, and what stands on it.
func proofPaper(template, stories string, texts map[string]int) fstest.MapFS {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	out := fstest.MapFS{
		"paper.yaml":                       file("名称: 云溪日报\n代码: yxrb\n"),
		"templates/一版.yaml":                file("成品: 210mm x 285mm\n边距: 20mm\n栏: {数: 2, 字: 20, 距: 1字}\n正文: {字号: 9pt, 行距: 14pt}\n行数: 20\n" + template),
		"editions/2026-10-20/edition.yaml": file("版:\n  - 模板: 一版\n    稿件: {" + stories + "}\n"),
	}
	for id, n := range texts {
		out["editions/2026-10-20/stories/"+id+".md"] = file("---\n标题: 集市\n---\n" + strings.Repeat("集市在七点开张。", n) + "\n")
	}
	return out
}

// TestProofs: what leaves white where something was promised, or leaves text out, makes a proof of the
// PDF: it claims no standard, and build says so once, under which pages. A PDF that is whole claims
// its standard. Text that is out is an error; where the house says that it is none, it makes no proof.
func TestProofs(t *testing.T) {
	const two, dots = "版图: |\n  20 | 左 右\n", "版图: |\n  20 | . .\n"
	full := map[string]int{"a": 40, "b": 40}
	for name, c := range map[string]struct {
		files fstest.MapFS
		o     Options
		codes string // of errors, gaps and GAP-PROOF
		said  string
	}{
		"whole":         {proofPaper(two, "左: a, 右: b", full), Options{}, "", ""},
		"a slot empty":  {proofPaper(two, "左: a", map[string]int{"a": 40}), Options{}, "GAP-PROOF LAY-EMPTY", "pages-are-proofs"},
		"nothing yet":   {proofPaper(two, "", nil), Options{}, "GAP-BLANK GAP-PROOF", "all-pages-are-proofs"},
		"text is out":   {proofPaper(two, "左: a, 右: b", map[string]int{"a": 140, "b": 40}), Options{}, "FIT-OVER GAP-PROOF", "pages-lack-text"},
		"both":          {proofPaper(two, "左: a", map[string]int{"a": 140}), Options{}, "FIT-OVER GAP-PROOF LAY-EMPTY", "pages-are-proofs-and-lack-text"},
		"to be made up": {proofPaper(dots, "", nil), Options{}, "GAP-BLANK GAP-PROOF", "pages-are-proofs"},
		"not made up":   {proofPaper(dots, "", nil), Options{Versions: 1}, "GAP-PROOF PLAN-AUTO", "pages-are-proofs"},
		"made up":       {proofPaper(dots, "", map[string]int{"a": 60}), Options{Versions: 1}, "", ""},
		"an index of nothing": {proofPaper("版图: |\n  20 | 左 导读\n版位: {导读: {类: 导读}}\n", "左: a", map[string]int{"a": 40}), Options{},
			"GAP-PROOF PLAN-INDEX", "pages-are-proofs"},
		"allowed": {func() fstest.MapFS {
			files := proofPaper(two, "左: a, 右: b", map[string]int{"a": 140, "b": 40})
			files["paper.yaml"].Data = append(files["paper.yaml"].Data, "规则: {FIT-OVER: 警告}\n"...)
			return files
		}(), Options{}, "FIT-OVER", ""},
	} {
		t.Run(name, func(t *testing.T) {
			out := &Memory{}
			made, err := composed(t, c.files, c.o).Make(context.Background(), out, PDF)
			if err != nil {
				t.Fatal(err)
			}
			var codes []string
			said, errors := "", 0
			for _, f := range made.Findings {
				k, _ := source.LookUp(f.Code)
				if f.Severity == source.Error || k.Gap || k.Short || f.Code == "GAP-PROOF" {
					codes = append(codes, f.Code)
				}
				if f.Code == "GAP-PROOF" {
					said = f.Message.ID
				}
				if f.Severity == source.Error {
					errors++
				}
			}
			slices.Sort(codes)
			if got := strings.Join(slices.Compact(codes), " "); got != c.codes || said != c.said {
				t.Errorf("%s (%s), want %s (%s)", got, said, c.codes, c.said)
			}
			claims := bytes.Contains(out.Data("yxrb-20261020.pdf"), []byte("GTS_PDFXVersion"))
			if claims != (c.said == "") || errors > 0 && claims || made.Press[0].Proof != (c.said != "") {
				t.Errorf("claims PDF/X: %t, %d errors, %+v", claims, errors, made.Press[0])
			}
		})
	}
}

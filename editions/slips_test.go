package editions

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/assets"
	"banxin/editions/source"
)

// slipFiles is a small paper without faults.
var slipFiles = map[string]string{
	"paper.yaml":                        "名称: 江城校报\n代码: jcxb\n颜色:\n  校绿: {c: 80, y: 90, k: 20}\n样式:\n  引题: {颜色: 校绿}\n",
	"templates/一版.yaml":                 "成品: 210mm x 285mm\n边距: {上: 15mm, 下: 15mm, 左: 18mm, 右: 18mm}\n栏: {数: 3, 字: 15, 距: 1字}\n正文: {字号: 9pt, 行距: 14pt}\n行数: 48\n版图: |\n  3  | 报眉 报眉 报眉\n  30 | 头条 头条 二条\n  15 | 三条 三条 三条\n版位:\n  报眉: {类: 报眉}\n  头条: {栏: 2, 题: {字号: 30pt}}\n  二条: {框: {线: 0.5pt, 底: 校绿}}\n",
	"editions/2026-10-20/edition.yaml":  "日期: 2026-10-20\n期号: 1\n版:\n  - 版面: 要闻\n    模板: 一版\n    稿件:\n      头条: 开学\n      二条: [渡口, 集市]\n",
	"editions/2026-10-20/stories/开学.md": "---\n引题: 新学期\n标题: [校门口, 又热闹了]\n署名: （本报记者）\n---\n清早，校门口排起了队。\n",
	"editions/2026-10-20/stories/渡口.md": "---\n标题: 渡口\n---\n渡口停了船。\n",
	"editions/2026-10-20/stories/集市.md": "---\n标题: 集市\n---\n集市开了秤。\n",
}

// slips are what newcomers write: the file (P paper.yaml, T the template, E edition.yaml, S a
// story), what stood there, what they wrote instead, and what is said of it: one finding, its
// code and place; none where it is as good. ¶ is the end of a line, → a tab, ␍ a carriage return,
// ␣ a space, BOM a byte order mark; ALL stands for every end of a line.
const slips = `
P⇢名称: 江城⇢名称：江城⇢SRC-YAML 1:3
P⇢名称: 江城校报⇢名称:江城校报⇢SRC-YAML 1:3
P⇢名称: 江城校报⇢名称: "江城"校报⇢SRC-YAML 1:9
P⇢名称: 江城校报⇢名称: “江城”校报⇢
P⇢名称: 江城校报⇢名称 江城校报⇢SRC-YAML 1:1
P⇢名称: 江城校报⇢标题: 江城校报⇢SRC-KEY 1:1
P⇢名称: 江城校报⇢名称: 江城：校报⇢
P⇢名称: 江城校报⇢名称: 江城: 校报⇢SRC-YAML 1:5
P⇢名称: 江城校报⇢名称: 江城校报 #1⇢SRC-COMMENT 1:10
P⇢名称: 江城校报⇢名称: 江城校报 # 校名⇢
P⇢名称: 江城校报⇢名称: 江城校报 ####⇢
P⇢代码: jcxb⇢代码: 江城⇢SRC-VALUE 2:5
P⇢代码: jcxb⇢代码: ｊｃｘｂ⇢SRC-VALUE 2:5
P⇢代码: jcxb⇢ 代码: jcxb⇢SRC-YAML 2:2
P⇢代码: jcxb⇢→代码: jcxb⇢SRC-YAML 2:1
P⇢代码: jcxb⇢　代码: jcxb⇢SRC-KEY 2:1
P⇢代码: jcxb⇢代码:　jcxb⇢SRC-YAML 2:3
P⇢代码: jcxb⇢代码:→jcxb⇢
P⇢{c: 80, y: 90, k: 20}⇢"#2e7d32"⇢SRC-TYPE 4:8
P⇢{c: 80, y: 90, k: 20}⇢#2e7d32⇢SRC-COLOR 4:6
P⇢{c: 80, y: 90, k: 20}⇢rgb(46,125,50)⇢SRC-TYPE 4:7
P⇢{c: 80, y: 90, k: 20}⇢{c: 80%, y: 90%, k: 20%}⇢
P⇢{c: 80, y: 90, k: 20}⇢{c: 0.8, y: 0.9, k: 0.2}⇢SRC-COLOR 4:8
P⇢{c: 80, y: 90, k: 20}⇢{c: 80，y: 90，k: 20}⇢SRC-VALUE 4:11
P⇢{c: 80, y: 90, k: 20}⇢{c:80, y:90, k:20}⇢
P⇢{c: 80, y: 90, k: 20}⇢｛c: 80, y: 90｝⇢SRC-YAML 4:7
P⇢{c: 80, y: 90, k: 20}⇢{青: 80, 黄: 90, 黑: 20}⇢
P⇢{c: 80, y: 90, k: 20}⇢绿色⇢SRC-TYPE 4:7
P⇢{c: 80, y: 90, k: 20}⇢[80, 0, 90, 20]⇢SRC-TYPE 4:7
P⇢{c: 80, y: 90, k: 20}⇢80 0 90 20⇢SRC-TYPE 4:7
P⇢{c: 80, y: 90, k: 20}⇢{c: 80, y: 90, k: 120}⇢SRC-VALUE 4:25
P⇢{c: 80, y: 90, k: 20}⇢{r: 46, g: 125, b: 50}⇢SRC-KEY 4:8
P⇢引题: {颜色: 校绿}⇢引题: {颜色: 淡灰}⇢SRC-COLOR 6:12
P⇢引题: {颜色: 校绿}⇢引题: {颜色: 浅灰}⇢SRC-COLOR 6:12
P⇢引题: {颜色: 校绿}⇢引题: {颜色：校绿}⇢SRC-KEY 6:10
P⇢引题: {颜色: 校绿}⇢引题: {颜色: 校绿⇢SRC-YAML 6:7
P⇢引题: {颜色: 校绿}⇢引题: {颜色: "#333"}⇢SRC-COLOR 6:13
P⇢引题: {颜色: 校绿}⇢引题: 校绿⇢SRC-TYPE 6:7
P⇢引题: {颜色: 校绿}⇢引题: {字号: 14}⇢SRC-VALUE 6:12
P⇢引题: {颜色: 校绿}⇢引题: {字号: 14px}⇢SRC-VALUE 6:12
P⇢引题: {颜色: 校绿}⇢引题: {字号: １４pt}⇢SRC-VALUE 6:12
P⇢引题: {颜色: 校绿}⇢引题: {字号: 14 pt}⇢
P⇢引题: {颜色: 校绿}⇢引题: {字号: 4号}⇢SRC-VALUE 6:12
P⇢引题: {颜色: 校绿}⇢引题: {字体: 黑体、楷体}⇢SRC-FONT 6:12
P⇢⇢BOM⇢
P⇢ALL⇢␍¶⇢
P⇢样式:¶  引题⇢样式:¶    引题⇢
P⇢样式:¶  引题⇢样式:¶引题⇢SRC-KEY 6:1
P⇢代码: jcxb⇢代码: jcxb¶代码: jcxc⇢SRC-DUP 3:1
P⇢名称: 江城校报⇢- 名称: 江城校报⇢SRC-YAML 1:1
P⇢名称: 江城校报⇢名称= 江城校报⇢SRC-YAML 1:3
T⇢成品: 210mm x 285mm⇢成品: 210mm×285mm⇢
T⇢成品: 210mm x 285mm⇢成品: 210 x 285⇢SRC-VALUE 1:5
T⇢成品: 210mm x 285mm⇢成品: 210*285⇢SRC-VALUE 1:5
T⇢成品: 210mm x 285mm⇢成品: 21cm x 28.5cm⇢
T⇢成品: 210mm x 285mm⇢成品: 16开⇢SRC-VALUE 1:5
T⇢成品: 210mm x 285mm⇢成品: A4⇢SRC-VALUE 1:5
T⇢字: 15, 距⇢字: 18, 距⇢TPL-FIT 3:5
T⇢字: 15, 距⇢字: 十五, 距⇢SRC-VALUE 3:14
T⇢字: 15, 距⇢字: １５, 距⇢SRC-VALUE 3:14
T⇢行数: 48⇢行数: ４８⇢SRC-VALUE 5:5
T⇢行数: 48⇢行数: 48行⇢
T⇢行数: 48⇢行 数: 48⇢SRC-KEY 5:1
T⇢版图: |¶⇢版图:¶⇢TPL-ROW 7:3
T⇢版图: |¶⇢版图：｜¶⇢SRC-YAML 6:3
T⇢版图: |¶⇢版图: ｜¶⇢TPL-ROW 6:5
T⇢3  | 报眉 报眉 报眉⇢3  ｜ 报眉 报眉 报眉⇢
T⇢3  | 报眉 报眉 报眉⇢3  | 报眉　报眉　报眉⇢
T⇢3  | 报眉 报眉 报眉⇢3  | 报眉 报眉⇢TPL-CELLS 7:3
T⇢3  | 报眉 报眉 报眉⇢3  | 报眉、报眉、报眉⇢
T⇢3  | 报眉 报眉 报眉⇢３ | 报眉 报眉 报眉⇢
T⇢  30 | 头⇢→30 | 头⇢SRC-YAML 8:1
T⇢题: {字号: 30pt}⇢标题: {字号: 30pt}⇢SRC-KEY 12:14
T⇢题: {字号: 30pt}⇢题: {字号: 30}⇢SRC-VALUE 12:22
T⇢题: {字号: 30pt}⇢题: 30pt⇢SRC-TYPE 12:17
T⇢  头条: {栏⇢  头版: {栏⇢TPL-SLOT 12:3
T⇢底: 校绿⇢底: 灰⇢SRC-COLOR 13:25
T⇢底: 校绿⇢底: "#eee"⇢SRC-COLOR 13:26
T⇢底: 校绿⇢底: {k: 10}⇢SRC-TYPE 13:26
T⇢底: 校绿⇢底: 10%⇢SRC-COLOR 13:25
E⇢日期: 2026-10-20⇢日期: 2026年10月20日⇢SRC-DATE 1:5
E⇢日期: 2026-10-20⇢日期: 2026/10/20⇢SRC-DATE 1:5
E⇢日期: 2026-10-20⇢日期: ２０２６-１０-２０⇢SRC-DATE 1:5
E⇢日期: 2026-10-20⇢日期：2026-10-20⇢SRC-YAML 1:3
E⇢期号: 1⇢期号: 第1期⇢SRC-VALUE 2:5
E⇢期号: 1⇢期号: １⇢SRC-VALUE 2:5
E⇢模板: 一版⇢模板: 1版⇢TPL-MISSING 5:9
E⇢模板: 一版⇢模板：一版⇢SRC-YAML 5:7
E⇢模板: 一版⇢模板: 一版.yaml⇢TPL-MISSING 5:9
E⇢模板: 一版⇢模板: "一版⇢SRC-YAML 5:9
E⇢    模板: 一版⇢   模板: 一版⇢SRC-YAML 5:4
E⇢    模板: 一版⇢→模板: 一版⇢SRC-YAML 5:1
E⇢    模板: 一版⇢  模板: 一版⇢SRC-YAML 5:3
E⇢[渡口, 集市]⇢渡口、集市⇢PLAN-STORY 8:11
E⇢[渡口, 集市]⇢渡口，集市⇢PLAN-STORY 8:11
E⇢[渡口, 集市]⇢渡口, 集市⇢PLAN-STORY 8:11
E⇢[渡口, 集市]⇢[渡口、集市]⇢PLAN-STORY 8:12
E⇢[渡口, 集市]⇢[渡口，集市]⇢PLAN-STORY 8:12
E⇢[渡口, 集市]⇢【渡口, 集市】⇢PLAN-STORY 8:11
E⇢[渡口, 集市]⇢渡口 集市⇢PLAN-STORY 8:11
E⇢头条: 开学⇢头条：开学⇢SRC-YAML 7:9
E⇢头条: 开学⇢头条:开学⇢SRC-YAML 7:9
E⇢头条: 开学⇢头条: 开学.md⇢PLAN-STORY 7:11
E⇢头条: 开学⇢头条: stories/开学.md⇢PLAN-STORY 7:11
E⇢头条: 开学⇢头 条: 开学⇢PLAN-SLOT 7:7
E⇢头条: 开学⇢头條: 开学⇢PLAN-SLOT 7:7
E⇢头条: 开学⇢- 头条: 开学⇢SRC-YAML 7:7
E⇢  - 版面: 要闻⇢  -版面: 要闻⇢SRC-YAML 4:3
E⇢  - 版面: 要闻⇢  版面: 要闻⇢SRC-YAML 4:3
E⇢  - 版面: 要闻⇢  － 版面: 要闻⇢SRC-YAML 4:3
E⇢  - 版面: 要闻⇢  • 版面: 要闻⇢SRC-YAML 4:3
S⇢---¶引题⇢引题⇢SRC-FRONT 1:1
S⇢署名: （本报记者）¶---⇢署名: （本报记者）⇢SRC-FRONT 1:1
S⇢---¶引题⇢——¶引题⇢SRC-FRONT 1:1
S⇢---¶引题⇢－－－¶引题⇢SRC-FRONT 1:1
S⇢---¶引题⇢¶---¶引题⇢SRC-FRONT 2:1
S⇢---¶引题⇢--¶引题⇢SRC-FRONT 1:1
S⇢---¶引题⇢BOM---¶引题⇢
S⇢ALL⇢␍¶⇢
S⇢引题: 新学期⇢引题：新学期⇢SRC-YAML 2:3
S⇢引题: 新学期⇢引题:新学期⇢SRC-YAML 2:3
S⇢引题: 新学期⇢引题: "新"学期⇢SRC-YAML 2:8
S⇢引题: 新学期⇢引题: 新学期: 一⇢SRC-YAML 2:5
S⇢引题: 新学期⇢引题: *新学期*⇢SRC-ALIAS 2:5
S⇢引题: 新学期⇢引题: 新学期 #1⇢SRC-COMMENT 2:9
S⇢引题: 新学期⇢引题: @新学期⇢SRC-YAML 2:5
S⇢引题: 新学期⇢引题: - 新学期⇢SRC-YAML 2:5
S⇢引题: 新学期⇢引题: 》新学期⇢
S⇢引题: 新学期⇢引题: %新学期⇢SRC-YAML 2:5
S⇢引题: 新学期⇢引题: &新⇢SRC-ALIAS 2:5
S⇢引题: 新学期⇢眉题: 新学期⇢SRC-KEY 2:1
S⇢引题: 新学期⇢　引题: 新学期⇢SRC-KEY 2:1
S⇢引题: 新学期⇢␣引题: 新学期⇢SRC-YAML 2:2
S⇢引题: 新学期⇢→引题: 新学期⇢SRC-YAML 2:3
S⇢标题: [校门口, 又热闹了]⇢标题: 校门口¶又热闹了⇢SRC-YAML 4:1
S⇢标题: [校门口, 又热闹了]⇢标题: 校门口¶  又热闹了⇢
S⇢标题: [校门口, 又热闹了]⇢标题: [校门口，又热闹了]⇢
S⇢标题: [校门口, 又热闹了]⇢标题: ［校门口，又热闹了］⇢
S⇢标题: [校门口, 又热闹了]⇢标题: [校门口, 又热闹了⇢SRC-YAML 4:1
S⇢标题: [校门口, 又热闹了]⇢标题: 校门口, 又热闹了]⇢
S⇢标题: [校门口, 又热闹了]⇢标题: 2026⇢
S⇢标题: [校门口, 又热闹了]⇢标题: 12:30⇢
S⇢标题: [校门口, 又热闹了]⇢标题: 是⇢
S⇢署名: （本报记者）⇢作者: （本报记者）⇢SRC-KEY 4:1
`

// slipped is what is said of the paper with another text in one of its files.
func slipped(t *testing.T, name, text string) source.List {
	t.Helper()
	fsys := fstest.MapFS{}
	for n, s := range slipFiles {
		fsys[n] = &fstest.MapFile{Data: []byte(s)}
	}
	fsys[name] = &fstest.MapFile{Data: []byte(text)}
	_, found, err := LoadWith(fsys, "", Options{Library: assets.Templates()})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestSlips: each slip is one finding, at its place, with a remedy; and where the remedy says what
// to write, nothing is left to be said when that has been written.
func TestSlips(t *testing.T) {
	names := map[string]string{"P": "paper.yaml", "T": "templates/一版.yaml", "E": "editions/2026-10-20/edition.yaml", "S": "editions/2026-10-20/stories/开学.md"}
	for _, n := range names {
		if l := slipped(t, n, slipFiles[n]); len(l) > 0 {
			t.Fatalf("the paper has faults: %v", l)
		}
	}
	marks := strings.NewReplacer("¶", "\n", "→", "\t", "␍", "\r", "␣", " ", "BOM", "\ufeff")
	told, applied := 0, 0
	for _, l := range strings.Split(strings.TrimSpace(slips), "\n") {
		p := strings.Split(l, "⇢")
		name, old, with, want := names[p[0]], marks.Replace(p[1]), marks.Replace(p[2]), p[3]
		text := with + slipFiles[name]
		switch {
		case old == "ALL":
			text = strings.ReplaceAll(slipFiles[name], "\n", with)
		case old != "":
			if !strings.Contains(slipFiles[name], old) {
				t.Fatalf("%s: nothing to replace", l)
			}
			text = strings.Replace(slipFiles[name], old, with, 1)
		}
		found := slipped(t, name, text)
		var got []string
		for _, f := range found {
			got = append(got, fmt.Sprintf("%s %d:%d", f.Code, f.Pos.Line, f.Pos.Col))
		}
		if want == "" && len(got) == 0 {
			continue
		}
		if !slices.Equal(got, []string{want}) {
			t.Errorf("%s: %v", l, found)
			continue
		}
		told++
		if fixed, ok := remedied(name, text, found[0]); ok {
			applied++
			if left := slipped(t, name, fixed); len(left) > 0 {
				t.Errorf("%s: as the remedy says (%s), but: %v\n%s", l, found[0].Hint, left, fixed)
			}
		}
	}
	if told < 90 || applied < 40 {
		t.Errorf("%d slips are told of, %d remedies applied", told, applied)
	}
}

// remedied does literally what a finding says is to be done; false where that leaves a choice.
func remedied(name, text string, f source.Finding) (string, bool) {
	lines := strings.Split(text, "\n")
	if f.Pos.File != name || f.Pos.Line < 1 {
		return "", false
	}
	line := &lines[f.Pos.Line-1]
	arg := func(m source.Message, i int) string { return fmt.Sprint(m.Args[i]) }
	switch f.Hint.ID {
	case "write-colon-half-width-and-space":
		i := strings.IndexAny(*line, "：:＝=")
		if r := []rune(*line); f.Pos.Col <= len(r) && r[f.Pos.Col-1] == '：' {
			i = len(string(r[:f.Pos.Col-1]))
		}
		_, rest, _ := strings.Cut((*line)[i:], string([]rune((*line)[i:])[0]))
		*line = strings.TrimRight((*line)[:i], " ") + ": " + strings.Trim(rest, " ｜　")
		if strings.HasSuffix(*line, "版图: ") {
			*line += "|"
		}
	case "write-as", "write-half-width":
		switch f.Message.ID {
		case "key-full-width":
			_, rest, _ := strings.Cut(*line, ":")
			*line = strings.TrimSuffix(arg(f.Hint, 0), "…") + strings.TrimSpace(rest)
		default:
			bad := arg(f.Message, 0)
			if !strings.Contains(*line, bad) {
				return "", false
			}
			put := arg(f.Hint, 0)
			if strings.HasPrefix(put, "[") && strings.Contains(*line, "["+bad+"]") {
				bad = "[" + bad + "]"
			}
			*line = strings.Replace(*line, bad, put, 1)
		}
	case "write-inks-in-hundredths":
		*line = "  " + arg(f.Hint, 0) + ": " + arg(f.Hint, 1)
	case "columns-of-chars-fit":
		*line = strings.Replace(*line, "字: 18", "字: "+arg(f.Hint, 0), 1)
	case "indent-like-keys-above":
		*line = strings.Repeat(" ", f.Hint.Args[0].(int)) + strings.TrimLeft(*line, " ")
	case "indent-with-spaces-not-tabs":
		pad := ""
		for _, r := range *line {
			if r == '\t' {
				pad = "  "
			}
		}
		if p := slipIndent(*line, f.Pos.File); p >= 0 {
			pad = strings.Repeat(" ", p)
		}
		*line = pad + strings.TrimLeft(*line, "\t ")
	case "put-dash-before":
		*line = strings.Repeat(" ", f.Hint.Args[0].(int)) + "- " + arg(f.Hint, 1)
	case "take-dash-away":
		*line = strings.Replace(*line, "- ", "", 1)
	case "write-dash-space":
		*line = "  - " + strings.TrimLeft(*line, " -－•　")
	case "give-under-in-paper-yaml-k":
		if name != "paper.yaml" {
			return "", false
		}
		return strings.Replace(text, "颜色:\n", "颜色:\n  "+arg(f.Hint, 0)+": "+arg(f.Hint, 1)+"\n", 1), true
	case "begin-file-with-three-hyphens":
		switch f.Message.ID {
		case "head-without-first-line":
			return "---\n" + text, true
		case "blank-lines-before-head":
			return strings.TrimLeft(text, "\n"), true
		}
		*line = "---"
	case "quote-whole-value-or-use-chinese-marks":
		key, value, _ := strings.Cut(*line, ": ")
		*line = key + ": '" + value + "'"
	case "value-with-colon-space-in-needs":
		key, value, _ := strings.Cut(*line, ": ")
		*line = key + `: "` + value + `"`
	case "put-value-in-quotes", "put-value-begins-with-or-in", "put-value-begins-with-such-sign":
		key, value, _ := strings.Cut(*line, ": ")
		*line = key + `: "` + value + `"`
	default:
		return "", false
	}
	return strings.Join(lines, "\n"), true
}

// slipIndent is how far the key of a line is indented where it is right; -1: nobody knows.
func slipIndent(line, name string) int {
	want := strings.TrimLeft(line, "\t 　")
	for _, l := range strings.Split(slipFiles[name], "\n") {
		if strings.TrimLeft(l, " ") == want {
			return len(l) - len(want)
		}
	}
	return -1
}

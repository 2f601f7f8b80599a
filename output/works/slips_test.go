package works

import (
	"context"
	_ "embed"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"banxin/assets"
	"banxin/assets/faces"
	"banxin/cmd/need"
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

// voicePaper is what a newcomer begins with: a voice, pages by their kinds.
var voicePaper = map[string]string{
	"paper.yaml":                        "# 江城校报\n名称: 江城校报\n代码: jcxb            # 文件名\n声音: 校报           # 党报 都市报 校报\n",
	"editions/2026-10-20/edition.yaml":  "日期: 2026-10-20\n期号: 1\n版:\n  - 版面: 要闻\n    模板: 头版            # 现在是 校报头版\n    稿件:\n      头条: 开学\n      三条: [食堂, 集市]\n  - 版面: 综合\n    模板: 内页            # 现在是 校报内页\n    稿件:\n      头条: 球赛\n",
	"editions/2026-10-20/stories/开学.md": "---\n标题: 校门口又热闹了\n署名: 本报记者\n---\n清早六点半，校门口排起了队。\n\n" + strings.Repeat("家长牵着孩子等在银杏树下，保安把栏杆抬了起来，铃声响了三遍。\n\n", 14),
	"editions/2026-10-20/stories/食堂.md": "---\n标题: 食堂添了新窗口\n---\n新窗口卖的是米粉，一早就卖完了。\n",
	"editions/2026-10-20/stories/集市.md": "---\n标题: 集市开了秤\n---\n集市开了秤，秤杆翘得老高。\n",
	"editions/2026-10-20/stories/球赛.md": "---\n标题: 校队赢了半个球\n---\n终场哨响，看台上没有人坐着。\n",
}

// slips are what newcomers write: the file (of slipFiles P paper.yaml, T the template, E edition.yaml,
// S a story, W words.txt, N names.txt; small letters: of voicePaper), what stood there, what they wrote instead, and what is
// said of it: one finding, its code and place; none where it is as good. ¶ is the end of a line, → a
// tab, ␍ a carriage return, ␣ a space, BOM a byte order mark, NB a no-break space, ZW a space without
// width; ALL stands for every end of a line, WHOLE for the file, ENC for its encoding.
//
//go:embed testdata/slips.txt
var slips string

var slipNames = map[string]string{"P": "paper.yaml", "T": "templates/一版.yaml", "E": "editions/2026-10-20/edition.yaml", "S": "editions/2026-10-20/stories/开学.md", "W": "words.txt", "N": "names.txt"}

var slipMarks = strings.NewReplacer("¶", "\n", "→", "\t", "␍", "\r", "␣", " ", "BOM", "\ufeff", "NB", "\u00a0", "ZW", "\u200b")

// slipPaper is a paper as a newcomer has it, and what check says of it when it is right.
type slipPaper struct {
	files map[string]string
	clean map[string]bool

	mu      sync.Mutex
	session *Session
}

func newSlipPaper(t *testing.T, files map[string]string) *slipPaper {
	p := &slipPaper{files: files, session: &Session{}}
	clean := map[string]bool{}
	for _, f := range p.check(t, "", "") {
		if f.Severity == source.Error {
			t.Fatalf("the paper has faults: %v", f)
		}
		clean[finding(f)] = true
	}
	p.clean = clean
	return p
}

// finding tells one from another wherever it stands, and however much is over or free.
func finding(f source.Finding) string {
	return f.Code + " " + f.Pos.File + strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == ',' {
			return -1
		}
		return r
	}, f.Message.String())
}

// check is what is said of the paper with another text in one of its files, and not of it as it was.
func (p *slipPaper) check(t *testing.T, name, text string) source.List {
	fsys := fstest.MapFS{}
	for n, s := range p.files {
		fsys[n] = &fstest.MapFile{Data: []byte(s)}
	}
	if name != "" {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	found := foundIn(t, fsys, nil)
	if need.Long() && !need.Bounded() { // a session that remembers all slips before says the same
		p.mu.Lock()
		again := foundIn(t, fsys, p.session)
		p.mu.Unlock()
		if !reflect.DeepEqual(again, found) {
			t.Errorf("%s: a session finds\n%v\nand afresh there is\n%v", name, again, found)
		}
	}
	return slices.DeleteFunc(found, func(f source.Finding) bool { return p.clean[finding(f)] })
}

func foundIn(t *testing.T, fsys fs.FS, s *Session) source.List {
	t.Helper()
	paper, err := Open(fsys, Options{Faces: faces.All(), Library: assets.Templates(), Parallel: 1, Session: s})
	if err != nil {
		t.Fatal(err)
	}
	set, err := paper.Compose(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	return set.Proofread().Judge(Kinds()...).Findings
}

// slipText is a file with a slip in it.
func slipText(t *testing.T, clean, old, with string) string {
	switch {
	case old == "ENC" && with == "UTF-16":
		text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(clean)
		if err != nil {
			t.Fatal(err)
		}
		return text
	case old == "ENC":
		text, err := simplifiedchinese.GB18030.NewEncoder().String(clean)
		if err != nil {
			t.Fatal(err)
		}
		return text
	case old == "ALL":
		return strings.ReplaceAll(clean, "\n", with)
	case old == "WHOLE":
		return with
	case old == "":
		return with + clean
	case !strings.Contains(clean, old):
		t.Fatalf("%s: nothing to replace", old)
	}
	return strings.Replace(clean, old, with, 1)
}

// TestSlips: each slip is one finding of all that check says, at its place, with a remedy; and where
// the remedy says what to write, nothing is left to be said when that has been written.
func TestSlips(t *testing.T) {
	papers := []*slipPaper{newSlipPaper(t, slipFiles), newSlipPaper(t, voicePaper)}
	var told, one, applied atomic.Int32
	t.Run("table", func(t *testing.T) {
		for _, l := range strings.Split(strings.TrimSpace(slips), "\n") {
			p := strings.Split(l, "⇢")
			if len(p) != 4 {
				continue // a heading
			}
			paper, name := papers[0], slipNames[strings.ToUpper(p[0])]
			if p[0] != strings.ToUpper(p[0]) {
				paper = papers[1]
			}
			t.Run(l, func(t *testing.T) {
				t.Parallel()
				text := slipText(t, paper.files[name], slipMarks.Replace(p[1]), slipMarks.Replace(p[2]))
				found := paper.check(t, name, text)
				var got []string
				for _, f := range found {
					got = append(got, fmt.Sprintf("%s %d:%d", f.Code, f.Pos.Line, f.Pos.Col))
					if f.Hint.ID == "" && f.Severity == source.Error && f.Message.ID != "not-whole-number-from-to" && f.Message.ID != "not-number-from-to" {
						t.Errorf("no remedy: %v", f)
					}
				}
				if strings.Join(got, "; ") != p[3] {
					t.Fatalf("%s: %s", l, listed(found))
				}
				if len(found) == 0 {
					return
				}
				if p[1] != "ENC" && !strings.Contains(text, "\r") {
					var crlf []string
					for _, f := range paper.check(t, name, strings.ReplaceAll(text, "\n", "\r\n")) {
						crlf = append(crlf, fmt.Sprintf("%s %d:%d", f.Code, f.Pos.Line, f.Pos.Col))
					}
					if !slices.Equal(crlf, got) {
						t.Errorf("where lines end as on Windows: %v", crlf)
					}
				}
				told.Add(1)
				if len(found) == 1 {
					one.Add(1)
				}
				fixed := text
				for i := len(found) - 1; i >= 0; i-- { // from below, so that places hold
					var ok bool
					if fixed, ok = remedied(name, fixed, found[i]); !ok {
						t.Logf("not applied: %s", found[i].Hint)
						return
					}
				}
				applied.Add(1)
				if left := paper.check(t, name, fixed); len(left) > 0 {
					t.Errorf("as the remedy says (%s), but: %s\n%s", found[0].Hint.For("zh"), listed(left), fixed)
				}
			})
		}
	})
	if told.Load() < 600 || one.Load() < 595 || applied.Load() < 500 {
		t.Errorf("fewer slips are told of, or in one finding, or cured, than were")
	}
	t.Logf("%d slips are told of, %d in one finding; the remedies of %d are applied", told.Load(), one.Load(), applied.Load())
}

func listed(l source.List) string {
	var b strings.Builder
	for _, f := range l {
		fmt.Fprintf(&b, "\n\t%s %s %s | %s", f.Code, f.Pos, f.Message.For("zh"), f.Hint.For("zh"))
	}
	return b.String()
}

// TestOverNames: a story that is over in a slot that it shares is told with those before it, the first is
// not.
func TestOverNames(t *testing.T) {
	p := newSlipPaper(t, slipFiles)
	for name, want := range map[string]string{"渡口": "", "集市": "渡口"} {
		file := "editions/2026-10-20/stories/" + name + ".md"
		over := false
		for _, f := range p.check(t, file, p.files[file]+strings.Repeat("\n船又开了，岸上的人慢慢散去，水面静了下来。\n", 60)) {
			if f.Code != "FIT-OVER" || f.Story != name {
				continue
			}
			over = true
			if names := f.Hint.ID == "cut-story-or-move-those-before"; names != (want != "") || names && fmt.Sprint(f.Hint.Args[0]) != want {
				t.Errorf("%s: %s", name, f.Hint)
			}
		}
		if !over {
			t.Errorf("%s is not over", name)
		}
	}
}

package works

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/assets/faces"
	"banxin/editions/source"
)

// small is a paper of two pages of the library, with a story on each.
func small() fstest.MapFS {
	return fstest.MapFS{
		"paper.yaml": {Data: []byte("名称: 云溪日报\n代码: yxrb\n")},
		"editions/2026-10-20/edition.yaml": {Data: []byte("版:\n" +
			"  - {版面: 综合, 模板: 四开新闻, 稿件: {头条: [bridge]}}\n" +
			"  - {版面: 副刊, 模板: 四开新闻, 稿件: {头条: [market]}}\n")},
		"editions/2026-10-20/stories/bridge.md": {Data: []byte("---\n标题: 新桥通车\n---\n云溪新桥昨日通车，两岸居民步行过江只需八分钟。\n")},
		"editions/2026-10-20/stories/market.md": {Data: []byte("---\n标题: 菜市场搬了新家\n---\n河东的菜市场昨日搬到桥头，摊位比原来多了一半。\n")},
		"editions/zz-drafts/stories/later.md":   {Data: []byte("以后\n")},
	}
}

func open(t *testing.T, files fstest.MapFS, o Options) *Paper {
	t.Helper()
	o.Faces = faces.All()
	p, err := Open(files, o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func composed(t *testing.T, files fstest.MapFS, o Options) *Set {
	t.Helper()
	s, err := open(t, files, o).Compose(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestOpenWithoutEdition(t *testing.T) {
	for want, files := range map[string]fstest.MapFS{
		"the paper is no paper's folder: it has no editions/DATE": {"editions/zz-drafts/stories/a.md": {}},
		"x is no paper's folder: it has no editions/DATE":         {},
	} {
		name, _, _ := strings.Cut(want, " ")
		if name == "the" {
			name = ""
		}
		_, err := Open(files, Options{Name: name})
		if !errors.Is(err, ErrNoEdition) || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	_, err := open(t, small(), Options{Name: "x"}).Compose(context.Background(), "2026-10-21")
	if !errors.Is(err, ErrNoEdition) || err.Error() != "x has no edition of 2026-10-21; the latest is 2026-10-20" {
		t.Error(err)
	}
}

// One Paper serves while its files are edited.
func TestPaperReadsAnew(t *testing.T) {
	files := small()
	p := open(t, files, Options{})
	for _, title := range []string{"新桥通车", "新桥昨日通车"} {
		files["editions/2026-10-20/stories/bridge.md"] = &fstest.MapFile{Data: []byte("---\n标题: " + title + "\n---\n过江只需八分钟。\n")}
		s, err := p.Compose(context.Background(), "")
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Edition.Story("bridge").Title(); got != title {
			t.Errorf("%s, want %s", got, title)
		}
	}
	files["editions/2026-10-21/edition.yaml"] = files["editions/2026-10-20/edition.yaml"]
	if dates, err := p.Editions(); err != nil || !slices.Equal(dates, []string{"2026-10-20", "2026-10-21"}) {
		t.Error(dates, err)
	}
}

// Findings are the paper's own rules' to judge, and a set does not change when another is
// made of it.
func TestFindings(t *testing.T) {
	files := small()
	files["paper.yaml"] = &fstest.MapFile{Data: []byte("名称: 云溪日报\n代码: yxrb\n规则: {FIT: 关}\n")}
	s := composed(t, files, Options{})
	if i := slices.IndexFunc(s.Findings, func(f source.Finding) bool { return strings.HasPrefix(f.Code, "FIT-") }); i >= 0 {
		t.Errorf("the house does not want %v", s.Findings[i])
	}
	before := len(s.Findings)
	files["editions/2026-10-20/stories/market.md"].Data = []byte("---\n标题: 菜市场搬了新家\n---\n摊位多了一半,很好。\n")
	s = composed(t, files, Options{})
	read := s.Proofread().Judge(EPUB)
	if len(s.Findings) != before || len(read.Findings) <= before || read.Judge(EPUB) != read {
		t.Errorf("%d findings, then %d; proofread %d", before, len(s.Findings), len(read.Findings))
	}
}

// unplaced is a paper whose only page holds no story, so that there can be no book.
func unplaced() fstest.MapFS {
	files := small()
	files["editions/2026-10-20/edition.yaml"] = &fstest.MapFile{Data: []byte("版:\n  - {版面: 综合, 模板: 四开新闻, 稿件: {}}\n")}
	return files
}

// A book that findings forbid is not made, and they are said.
func TestForbiddenBook(t *testing.T) {
	out := &Memory{}
	made, err := composed(t, unplaced(), Options{}).Make(context.Background(), out, SVG, EPUB, Replica)
	if err != nil {
		t.Fatal(err)
	}
	if got := out.Names(); !slices.Equal(got, []string{"yxrb_20261020_01.svg"}) {
		t.Error(got)
	}
	if !slices.ContainsFunc(made.Findings, func(f source.Finding) bool { return f.Code == "GAP-BLANK" }) {
		t.Errorf("no reason among %v", made.Findings)
	}
}

// The number of processors does not show, and what is made is said.
func TestMakeParallel(t *testing.T) {
	var want *Memory
	for _, n := range []int{1, 8} {
		var stages []string
		out := &Memory{}
		steps := func(s Step) {
			if s.Done == 0 || s.Done == s.Total {
				stages = append(stages, fmt.Sprint(s.Stage, s.Total, s.End))
			}
		}
		made, err := composed(t, small(), Options{Parallel: n, Progress: steps}).Make(context.Background(), out, Kinds()...)
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = out
		}
		if !slices.Equal(out.Names(), want.Names()) {
			t.Fatalf("%v, then %v", want.Names(), out.Names())
		}
		for i, name := range out.Names() {
			if string(out.Data(name)) != string(want.Data(name)) {
				t.Errorf("%s differs", name)
			}
			if f := made.Files[i]; f.Name != name || f.Bytes != int64(len(out.Data(name))) || len(f.SHA256) != 64 {
				t.Errorf("%s is said to be %v", name, f)
			}
		}
		if got := fmt.Sprint(stages); got != "[read0 false read0 true compose0 false compose2 false compose0 true write0 false write10 false write0 true]" {
			t.Error(got)
		}
		if len(made.Preflight) != 1 || made.Preflight[0].File != "yxrb-20261020.pdf" || made.Preflight[0].Failed() {
			t.Errorf("preflight says %v", made.Preflight)
		}
	}
}

// Some pages are files of their own names; books are not made of some.
func TestMakePages(t *testing.T) {
	s := composed(t, small(), Options{})
	out := &Memory{}
	pages, err := ParsePages("2")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.MakeWith(context.Background(), out, MakeOptions{Pages: pages, Name: "x"}, PDF, SVG); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(out.Names()); got != "[x_02.svg x_2.pdf]" {
		t.Error(got)
	}
	press, out := s.Edition.Paper.Press, &Memory{}
	press.Split = true
	if _, err := s.MakeWith(context.Background(), out, MakeOptions{Press: &press, Name: "x"}, PDF); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(out.Names()); got != "[x_yxrb_20261020_01.pdf x_yxrb_20261020_02.pdf]" {
		t.Error(got)
	}
	for _, kind := range []Kind{EPUB, "docx"} {
		if _, err := s.MakeWith(context.Background(), &Memory{}, MakeOptions{Pages: pages}, kind); err == nil {
			t.Errorf("%s was made of page 2", kind)
		}
	}
	if _, err := s.MakeWith(context.Background(), &Memory{}, MakeOptions{Pages: Pages{{7, 9}}}, SVG); err == nil || err.Error() != "the edition has no page 7-9" {
		t.Error(err)
	}
	empty := small()
	empty["editions/2026-10-20/edition.yaml"] = &fstest.MapFile{Data: []byte("版: []\n")}
	if _, err := composed(t, empty, Options{}).Make(context.Background(), &Memory{}, PDF); !errors.Is(err, ErrNoPages) {
		t.Error(err)
	}
}

// failing is a sink in which the file of a number cannot be written.
type failing struct {
	Memory
	files, at int
	abandoned bool
}

var errFull = errors.New("no space")

func (f *failing) Create(name string) (io.WriteCloser, error) {
	w, err := f.Memory.Create(name)
	if f.files++; f.files == f.at {
		return failingFile{w}, err
	}
	return w, err
}

func (f *failing) Abandon() {
	f.abandoned = true
	f.Memory.Abandon()
}

type failingFile struct{ io.WriteCloser }

func (failingFile) Write([]byte) (int, error) { return 0, errFull }

// Whichever file fails, none is there.
func TestAllOrNone(t *testing.T) {
	s := composed(t, small(), Options{Parallel: 1})
	for at := 1; at <= 4; at++ {
		to := &failing{at: at}
		_, err := s.Make(context.Background(), to, SVG, PDF, EPaper)
		if !errors.Is(err, errFull) || !to.abandoned || len(to.Names()) > 0 {
			t.Errorf("file %d: %v; made %v", at, err, to.Names())
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	to := &failing{}
	if _, err := s.Make(ctx, to, SVG); !errors.Is(err, context.Canceled) || len(to.Names()) > 0 {
		t.Errorf("after the end: %v", err)
	}
}

func TestPages(t *testing.T) {
	for text, want := range map[string]string{"1": "1", "1,3-4": "1,3-4", "2-2": "2", "": "", "0": "!", "4-3": "!", "a": "!", "1,": "!", "1-": "!"} {
		p, err := ParsePages(text)
		got := p.String()
		if err != nil {
			got = "!"
		}
		if got != want {
			t.Errorf("%q is read as %q", text, got)
		}
	}
	p, _ := ParsePages("1,3-4")
	for n := 1; n <= 5; n++ {
		if p.Has(n) != (n == 1 || n == 3 || n == 4) {
			t.Errorf("page %d: %v", n, p.Has(n))
		}
	}
}

// Each file that can be made is of one kind.
func TestOwns(t *testing.T) {
	s := composed(t, small(), Options{})
	for name, want := range map[string]Kind{
		"yxrb-20261020.pdf": PDF, "yxrb_20261020_01.pdf": PDF, "yxrb-20261020.epub": EPUB, "yxrb-20261020-replica.epub": Replica,
		"yxrb-20261020-epaper/index.html": EPaper, "yxrb-20261020-epaper/pages/1.png": EPaper, "yxrb_20261020_02.png": PNG, "yxrb_20261020_02.svg": SVG,
		"yxrb-20261021.pdf": "", "report.json": "", "other/yxrb-20261020.pdf": "", "yxrb-20261020_p1.yaml": "",
	} {
		var got []Kind
		for _, k := range Kinds() {
			if k.Owns(s.Doc.Meta, name) {
				got = append(got, k)
			}
		}
		if len(got) > 1 || len(got) == 1 && got[0] != want || len(got) == 0 && want != "" {
			t.Errorf("%s is of %v", name, got)
		}
	}
}

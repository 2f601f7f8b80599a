package cli

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"banxin/assets"
	"banxin/assets/faces"
	"banxin/cmd/need"
	"banxin/output/works"
)

var manifest = regexp.MustCompile(`^[a-z]+-[0-9]{8}\.json$`)

// TestProgramsMakeTheSame builds papers by the command line and by a program: each file is
// the same, byte for byte, and so is what is said of it. Where time is bounded the sample stands for the
// gallery too.
func TestProgramsMakeTheSame(t *testing.T) {
	for name, paper := range map[string]fs.FS{
		"sample":  assets.Sample(),
		"gallery": os.DirFS("../../../layout/testdata/gallery"),
		"advert":  advertised(t),
	} {
		t.Run(name, func(t *testing.T) {
			if name != "advert" {
				need.Time(t) // broadsheet pages, twice in every kind
			}
			if name == "gallery" && need.Bounded() {
				t.Skip("the sample has every kind; make judges makes the gallery too")
			}
			byCommand, findings := built(t, paper)
			p, err := works.Open(paper, works.Options{Faces: faces.All()})
			if err != nil {
				t.Fatal(err)
			}
			set, err := p.Compose(context.Background(), "")
			if err != nil {
				t.Fatal(err)
			}
			out := &works.Memory{}
			made, err := set.Make(context.Background(), out, works.Kinds()...)
			if err != nil {
				t.Fatal(err)
			}
			if names := slices.Sorted(maps.Keys(byCommand)); !slices.Equal(names, out.Names()) {
				t.Fatalf("the command makes %v, a program %v", names, out.Names())
			}
			for name, data := range byCommand {
				if !bytes.Equal(data, out.Data(name)) {
					t.Errorf("%s differs", name)
				}
			}
			if len(made.Findings) != findings {
				t.Errorf("the command finds %d things, a program %d", findings, len(made.Findings))
			}
			ends := map[string]int{}
			for name := range byCommand {
				ends[filepath.Ext(name)]++
			}
			if ends[".pdf"] == 0 || ends[".epub"] != 2 || ends[".png"] == 0 || ends[".svg"] == 0 || ends[".json"] == 0 {
				t.Errorf("not every kind was made: %v", ends)
			}
		})
	}
}

// built returns the files that banxin build makes of a paper, and how many findings it has.
func built(t *testing.T, paper fs.FS) (files map[string][]byte, findings int) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "paper")
	if err := os.CopyFS(dir, paper); err != nil {
		t.Fatal(err)
	}
	to := t.TempDir()
	args := []string{"build", dir, "-q", "-o", to, "--to", "pdf,epub,epub-replica,epaper,png,svg", "--fail-on", "never"}
	var errw bytes.Buffer
	w := world{in: bytes.NewReader(nil), out: io.Discard, err: &errw, env: func(string) string { return "" }, now: time.Now}
	if status := run(context.Background(), args, w); status != 0 {
		t.Fatalf("%v: status %d\n%s", args, status, errw.String())
	}
	files = map[string][]byte{}
	err := fs.WalkDir(os.DirFS(to), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(os.DirFS(to), name)
		files[name] = data
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	findings = bytes.Count(files["report.json"], []byte(`"explain":`))
	delete(files, "report.json")
	maps.DeleteFunc(files, func(name string, _ []byte) bool { return manifest.MatchString(name) })
	return files, findings
}

// advertised is a paper without templates: its pages are those of the library, one of them
// a PDF file that was supplied.
func advertised(t *testing.T) fs.FS {
	t.Helper()
	files := fstest.MapFS{
		"paper.yaml": {Data: []byte("名称: 云溪日报\n代码: yxrb\n印刷: {分版: 是}\n")},
		"editions/2026-10-20/edition.yaml": {Data: []byte("版:\n" +
			"  - {版面: 综合, 模板: 四开新闻, 稿件: {头条: [bridge], 二条: [market]}}\n" +
			"  - {版面: 广告, 模板: 整版广告, 稿件: {广告: ad.pdf}}\n")},
		"editions/2026-10-20/stories/bridge.md": {Data: []byte("---\n标题: 新桥通车\n署名: （本报记者）\n---\n云溪新桥昨日通车，两岸居民步行过江只需八分钟。\n\n|时间|班次|\n|---|--:|\n|早|12|\n")},
		"editions/2026-10-20/stories/market.md": {Data: []byte("---\n标题: 菜市场搬了新家\n---\n河东的菜市场昨日搬到桥头，摊位比原来多了一半。\n")},
	}
	small := fstest.MapFS{}
	maps.Copy(small, files)
	small["editions/2026-10-20/edition.yaml"] = &fstest.MapFile{Data: []byte("版:\n  - {版面: 综合, 模板: 四开新闻, 稿件: {头条: [bridge], 二条: [market]}}\n")}
	small["paper.yaml"] = &fstest.MapFile{Data: []byte("名称: 云溪日报\n代码: ad\n")}
	p, err := works.Open(small, works.Options{Faces: faces.All()})
	if err != nil {
		t.Fatal(err)
	}
	set, err := p.Compose(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	out := &works.Memory{}
	if _, err := set.Make(context.Background(), out, works.PDF); err != nil {
		t.Fatal(err)
	}
	files["editions/2026-10-20/images/ad.pdf"] = &fstest.MapFile{Data: out.Data("ad-20261020.pdf")}
	return files
}

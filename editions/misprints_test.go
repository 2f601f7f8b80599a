package editions

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/editions/source"
)

// TestPicturesMisprinted: a picture whose marks are full-width, or not closed, is one finding, whose
// remedy done literally leaves nothing to be said; what the caption or the credit has is none.
func TestPicturesMisprinted(t *testing.T) {
	var pixels bytes.Buffer
	if err := png.Encode(&pixels, image.NewGray(image.Rect(0, 0, 2, 2))); err != nil {
		t.Fatal(err)
	}
	load := func(line string) (out source.List) {
		_, found, err := Load(fstest.MapFS{"paper.yaml": {Data: []byte("名称: 江城校报\n")}, "editions/2026-10-20/edition.yaml": {Data: []byte("日期: 2026-10-20\n")},
			"editions/2026-10-20/stories/集市.md":     {Data: []byte("---\n标题: 集市\n---\n集市开了秤。\n\n" + line + "\n\n秤杆翘得老高。\n")},
			"editions/2026-10-20/images/晒秋.png":     {Data: pixels.Bytes()},
			"editions/2026-10-20/images/晒 秋.png":    {Data: pixels.Bytes()},
			"editions/2026-10-20/stories/banxin.md": {Data: []byte("---\n标题: 渡口\n---\n![渡口](晒秋.png){某某 摄} \n\n![渡口](<晒 秋.png>){某某 摄}\n")}}, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			if strings.HasSuffix(f.Pos.File, "集市.md") && f.Code != "PLAN-UNPLACED" && f.Code != "PIC-CREDIT" {
				out.Add(f)
			}
		}
		return out
	}
	for line, want := range map[string]string{
		"![晒秋](晒秋.png){署名=孙岭 摄；栏=2}":      "SRC-MARK 6:22",
		"![晒秋](晒秋.png){孙岭 摄；黑框}":          "SRC-MARK 6:19",
		"![晒秋](晒秋.png){署名＝孙岭 摄}":          "SRC-MARK 6:17",
		"![晒秋](晒秋.png){栏=2; 署名＝孙岭 摄}":     "SRC-MARK 6:22",
		"![晒秋](晒秋.png)｛孙岭 摄｝":             "SRC-MARK 6:14",
		"![晒秋](晒秋.png){孙岭 摄｝":             "SRC-MARK 6:14",
		"![晒秋](晒秋.png){孙岭 摄":              "SRC-MARK 6:14",
		"！[晒秋](晒秋.png)":                   "SRC-MARK 6:1",
		"！[晒秋](晒秋.png){孙岭 摄}":             "SRC-MARK 6:1",
		"！【晒秋】（晒秋.png）":                   "SRC-MARK 6:1",
		"![晒秋]（晒秋.png）":                   "SRC-MARK 6:1",
		"![晒秋](晒 秋.png){孙岭 摄}":            "SRC-MARK 6:7",
		"![晒秋](<晒 秋.png>){孙岭 摄}":          "",
		"![晒秋](晒秋.png){孙岭 摄；周野 绘}":        "",
		"![晒秋](晒秋.png){孙岭；周野 摄}":          "",
		"结果出来了！[全文](https://example.org)": "",
		"集市开了秤！（晒秋）":                      "",
	} {
		found := load(line)
		var got []string
		for _, f := range found {
			got = append(got, fmt.Sprintf("%s %d:%d", f.Code, f.Pos.Line, f.Pos.Col))
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%s: %v", line, found)
			continue
		}
		if want == "" {
			continue
		}
		f := found[0]
		mended := strings.Replace(line, fmt.Sprint(f.Message.Args[0]), fmt.Sprint(f.Hint.Args[len(f.Hint.Args)-1]), 1)
		if left := load(mended); mended == line || len(left) > 0 {
			t.Errorf("%s: as the remedy says, %s, but: %v", line, mended, left)
		}
	}
}

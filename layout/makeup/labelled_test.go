package makeup

import (
	"strings"
	"testing"
	"testing/fstest"

	"banxin/editions"
	"banxin/layout/unit"
)

// A head with a label has no lines of white added: the label keeps to the top, and they would part the two.
func TestLabelledHeads(t *testing.T) {
	plain, labelled := &editions.Story{}, &editions.Story{Label: editions.Text{Runs: []editions.Run{{Text: "对话"}}}}
	for _, c := range []struct {
		story *editions.Story
		want  int
	}{{plain, len(costWhite)}, {labelled, 1}} {
		m := &tables{t: &editions.Template{Chars: 14, Size: 10 * unit.Pt, Gap: 10 * unit.Pt}, parcels: []parcel{{stories: []*editions.Story{c.story}}}}
		if got := m.whiter(&option{lines: 20, head: 4}, &heading{lines: 4, each: 4, count: 1, alike: true}); len(got) != c.want {
			t.Errorf("label %q: %d ways, want %d", c.story.Label.String(), len(got), c.want)
		}
	}
}

// An obituary stands in the black frame on a page that is made up, too.
func TestObituaryFrame(t *testing.T) {
	const dir = "editions/2026-10-20/"
	ed, cat := load(t, fstest.MapFS{
		"templates/空.yaml":    {Data: []byte("成品: 200mm x 200mm\n边距: 10mm\n栏: {数: 4, 字: 13, 距: 1字}\n正文: {字号: 9pt, 行距: 13pt}\n行数: 38\n版图: |\n  38 | . . . .\n")},
		dir + "edition.yaml":  {Data: []byte("版:\n  - {模板: 空}\n")},
		dir + "stories/渡口.md": {Data: []byte("---\n标题: 渡口清晨来了第一班船\n---\n" + strings.Repeat("清晨的渡口坐满了人，木船靠了岸，挑担的先上。\n\n", 50))},
		dir + "stories/讣告.md": {Data: []byte("---\n体裁: 讣告\n标题: 讣告\n---\n退休教师秦守一先生因病逝世，享年八十三岁。告别仪式定于二十一日上午九时在礼堂举行。\n")},
	})
	v := Auto(ed, cat, 1)
	if len(v) != 1 || !strings.Contains(v[0].Text(1, "空1"), "框: {线: 2pt}") {
		t.Errorf("%d versions without the frame", len(v))
	}
}

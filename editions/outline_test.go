package editions

import (
	"strings"
	"testing"

	"banxin/editions/source"
)

// TestOutline: each piece of the YAML is where it says it is, with its quotes and brackets, so
// that a program can put another in its place; what cannot be read as it stands has no outline.
func TestOutline(t *testing.T) {
	const text = "名称: 棠川日报\n空:\n无: ~\n引: \"a\\\"b\" # 注\n单: 'it''s'\n列: [一, '二', {三: 四}]\n块: |\n  行一\n  行二\n组:\n  - 甲\n  - 乙: 1\n"
	root, span, found := Outline(source.NewFile("paper.yaml", []byte(text)))
	if root == nil || len(found) > 0 || span.Start != 0 || span.End != len(text) {
		t.Fatalf("no outline: %v", found)
	}
	for key, want := range map[string]struct {
		shape               Shape
		text, written       string
		flow, lines, quoted bool
	}{
		"名称": {shape: Scalar, text: "棠川日报", written: "棠川日报"},
		"空":  {shape: Blank},
		"无":  {shape: Blank, written: "~"},
		"引":  {shape: Scalar, text: `a"b`, written: `"a\"b"`, quoted: true},
		"单":  {shape: Scalar, text: "it's", written: "'it''s'", quoted: true},
		"列":  {shape: Sequence, written: "[一, '二', {三: 四}]", flow: true},
		"块":  {shape: Scalar, text: "行一\n行二\n", lines: true, written: "  行一\n  行二"},
		"组":  {shape: Sequence},
	} {
		var n *Node
		for _, p := range root.Pairs {
			if p.Key.Text == key {
				n = p.Value
				if at := text[p.Key.Span.Start:p.Key.Span.End]; at != key {
					t.Errorf("the key %s is at %q", key, at)
				}
			}
		}
		if n == nil {
			t.Errorf("%s is not there", key)
			continue
		}
		if n.Shape != want.shape || n.Text != want.text || n.Flow != want.flow || n.Lines != want.lines || n.Quoted != want.quoted {
			t.Errorf("%s: %+v", key, n)
		}
		if at := text[n.Span.Start:n.Span.End]; want.shape != Sequence && !strings.HasPrefix(at, strings.TrimSuffix(want.written, "\n")) || want.flow && at != want.written {
			t.Errorf("%s is written %q, want %q", key, at, want.written)
		}
	}
	list := root.Pairs[5].Value
	if len(list.Items) != 3 || list.Items[1].Text != "二" || !list.Items[2].Flow || list.Items[2].Pairs[0].Value.Text != "四" {
		t.Errorf("the list is %+v", list)
	}
	story := "---\n标题: 渡口\n---\n集市。\n"
	root, span, _ = Outline(source.NewFile("s.md", []byte(story)))
	if root == nil || strings.TrimSpace(story[span.Start:span.End]) != "标题: 渡口" || root.Pairs[0].Value.Text != "渡口" {
		t.Errorf("the head of a story: %+v in %q", root, story[span.Start:span.End])
	}
	for name, bad := range map[string]string{"paper.yaml": "a: [\n", "edition.yaml": "a: b\n\tc: d\n", "s.md": "集市。\n", "t.md": "---\n标题: [\n---\n"} {
		if root, _, _ := Outline(source.NewFile(name, []byte(bad))); root != nil {
			t.Errorf("%s has an outline as it stands: %q", name, bad)
		}
	}
}

// TestNames: a key may be written in Chinese and in English, the Chinese one first.
func TestNames(t *testing.T) {
	if got := Names("story", "headline"); len(got) < 2 || got[0] != "标题" && got[0] != "主题" || got[1] != "headline" {
		t.Errorf("a headline is called %q", got)
	}
	defer func() {
		if recover() == nil {
			t.Error("a key that there is not has names")
		}
	}()
	Names("story", "nobody")
}

package splice

import (
	"strings"
	"testing"
	"testing/fstest"

	"banxin/editions"
)

// TestMoved: what is done with a story changes edition.yaml, or the heads of stories that say their
// place, by the lines that say it; the edition read again has it there.
func TestMoved(t *testing.T) {
	const edition = "# 夜班\n版:\n  - 模板: 甲\n    稿件:\n      头条: s1 # 定了\n      简讯: [s2, s3]\n  - 模板: 甲\n"
	front, briefs, lead2 := Spot{0, "头条"}, Spot{0, "简讯"}, Spot{1, "头条"}
	for _, c := range []struct {
		name string
		m    Move
		want string // 页/版位=稿件
		line string // that edition.yaml has then
	}{
		{"to an empty slot", Move{Story: "s6", From: Nowhere, To: Spot{0, "二条"}}, "0/头条=s1 0/二条=s6 0/简讯=s2,s3 1/评论=s5", "      二条: s6\n"},
		{"first of a page", Move{Story: "s6", From: Nowhere, To: lead2}, "0/头条=s1 0/简讯=s2,s3 1/头条=s6 1/评论=s5", "    稿件:\n      头条: s6\n"},
		{"behind", Move{Story: "s6", From: Nowhere, To: briefs, How: Behind}, "0/头条=s1 0/简讯=s2,s3,s6 1/评论=s5", "简讯: [s2, s3, s6]\n"},
		{"instead", Move{Story: "s6", From: Nowhere, To: front, How: Instead}, "0/头条=s6 0/简讯=s2,s3 1/评论=s5", "头条: s6 # 定了\n"},
		{"instead of several", Move{Story: "s6", From: Nowhere, To: briefs, How: Instead}, "0/头条=s1 0/简讯=s6 1/评论=s5", "简讯: s6\n"},
		{"swap", Move{Story: "s2", From: briefs, To: front, How: Swapped}, "0/头条=s2 0/简讯=s1,s3 1/评论=s5", "头条: s2 # 定了\n"},
		{"away", Move{Story: "s3", From: briefs, To: Nowhere}, "0/头条=s1 0/简讯=s2 1/评论=s5", "简讯: [s2]\n"},
		{"one that says its place", Move{Story: "s5", From: Spot{1, "评论"}, To: Spot{1, "二条"}}, "0/头条=s1 0/简讯=s2,s3 1/二条=s5", "二条: s5\n"},
		{"swap with it", Move{Story: "s1", From: front, To: Spot{1, "评论"}, How: Swapped}, "0/头条=s5 0/简讯=s2,s3 1/评论=s1", "头条: s5"},
		{"it away", Move{Story: "s5", From: Spot{1, "评论"}, To: Nowhere}, "0/头条=s1 0/简讯=s2,s3", ""},
	} {
		fsys := fstest.MapFS{"editions/2026-10-20/edition.yaml": {Data: []byte(edition)}, "templates/甲.yaml": {Data: []byte(template)}}
		for _, id := range []string{"s1", "s2", "s3", "s5", "s6"} {
			text := "---\n标题: 题\n---\n文。\n"
			if id == "s5" {
				text = "---\n标题: 题\n版: 2\n版位: 评论\n---\n文。\n"
			}
			fsys["editions/2026-10-20/stories/"+id+".md"] = &fstest.MapFile{Data: []byte(text)}
		}
		ed, _, err := editions.Load(fsys, "")
		if err != nil {
			t.Fatal(err)
		}
		changes, err := Moved(ed, c.m)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		for _, ch := range changes {
			text, err := ch.Make(fsys[ch.File].Data)
			if err != nil {
				t.Errorf("%s: %s: %v", c.name, ch.File, err)
			}
			fsys[ch.File] = &fstest.MapFile{Data: text}
		}
		after, found, _ := editions.Load(fsys, "")
		if got := standings(after); got != c.want {
			t.Errorf("%s: %s\nwanted %s\n%s", c.name, got, c.want, fsys["editions/2026-10-20/edition.yaml"].Data)
		}
		for _, f := range found {
			if f.Code == "PLAN-BOTH" || strings.HasPrefix(f.Code, "SRC") {
				t.Errorf("%s: %s: %s", c.name, f.Pos, f.Message)
			}
		}
		text := string(fsys["editions/2026-10-20/edition.yaml"].Data)
		if !strings.Contains(text, c.line) || !strings.HasPrefix(text, "# 夜班\n") || !strings.Contains(text, "# 定了") {
			t.Errorf("%s: the file is\n%s", c.name, text)
		}
	}
}

func standings(ed *editions.Edition) string {
	var out []string
	for i, pg := range ed.Pages {
		for _, pl := range pg.Placed {
			if len(pl.Stories) > 0 {
				out = append(out, string(rune('0'+i))+"/"+pl.Slot+"="+strings.Join(pl.Stories, ","))
			}
		}
	}
	return strings.Join(out, " ")
}

package editions

import (
	"strings"
	"testing"
	"testing/fstest"

	"banxin/editions/source"
)

// TestAstrayStories: a story that does not stand in stories/ is told, with the folder it belongs in;
// what tells of a folder, and a text further up that has no head, is no story.
func TestAstrayStories(t *testing.T) {
	const story = "---\n标题: 老粮站\n---\n老粮站改成了书屋。\n"
	fsys := fstest.MapFS{"paper.yaml": {Data: []byte("名称: 江城校报\n")}, "editions/2026-10-20/edition.yaml": {Data: []byte("日期: 2026-10-20\n")},
		"editions/2026-10-20/stories/集市.md": {Data: []byte(story)}}
	for name, hint := range map[string]string{
		"editions/2026-10-20/老粮站.md":    "move-into",
		"editions/2026-10-20/集市.md":     "other-of-name-stands-in",
		"editions/老粮站.md":               "move-into",
		"老粮站.md":                        "move-into",
		"editions/2026-10-20/README.md": "", "说明.md": "", "editions/约稿.md": "",
	} {
		text := story
		if name == "editions/约稿.md" {
			text = "# 约稿\n\n给投稿人看的。\n"
		}
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
		_, found, err := Load(fsys, "")
		if err != nil {
			t.Fatal(err)
		}
		delete(fsys, name)
		got := ""
		for _, f := range found {
			if f.Code == "SRC-UNREAD" && f.Pos.File == name {
				got += f.Hint.ID
				if f.Severity != source.Warning || f.Hint.ID == "move-into" && !strings.Contains(f.Hint.For("zh"), "editions/2026-10-20/stories/") {
					t.Errorf("%v", f)
				}
			}
		}
		if got != hint {
			t.Errorf("%s: %q, not %q", name, got, hint)
		}
	}
}

// TestPictureOtherCase: a picture named in other capitals, or by another form, is one finding, which
// names the file there is.
func TestPictureOtherCase(t *testing.T) {
	for _, named := range []string{"Harvest.JPG", "harvest.png"} {
		t.Run(named, func(t *testing.T) { harvestMeant(t, named) })
	}
}

// harvestMeant is of a picture that stands as harvest.jpg.
func harvestMeant(t *testing.T, named string) {
	_, found, err := Load(fstest.MapFS{"paper.yaml": {Data: []byte("名称: 江城校报\n")}, "editions/2026-10-20/edition.yaml": {Data: []byte("日期: 2026-10-20\n")},
		"editions/2026-10-20/stories/集市.md":      {Data: []byte("---\n标题: 集市\n---\n集市开了秤。\n\n![晒秋](" + named + ")\n")},
		"editions/2026-10-20/images/harvest.jpg": {Data: []byte("x")}}, "")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range found {
		if f.Code == "PIC-MISSING" && f.Hint.ID == "did-you-mean" && f.Hint.Args[0] == "harvest.jpg" {
			n++
		} else if f.Code == "SRC-UNREAD" || f.Code == "PIC-MISSING" {
			t.Errorf("%v", f)
		}
	}
	if n != 1 {
		t.Errorf("told %d times: %v", n, found)
	}
}

// TestLeftoverSaysTheWay: what lies in stories/ and is no story is told with the one way there is for it:
// a table is named in a story, a document is imported, whatever it is called.
func TestLeftoverSaysTheWay(t *testing.T) {
	for name, want := range map[string]string{
		"表.csv": "SRC-UNREAD name-table-where-to-stand", "表.xlsx": "SRC-UNREAD save-as-csv-and-name-where-to-stand", "稿.docx": "SRC-UNREAD take-in-banxin-import-then-take",
		"稿.md": "SRC-FILE rename-to-and-import",
	} {
		_, found, err := Load(fstest.MapFS{"paper.yaml": {Data: []byte("名称: 江城校报\n")}, "editions/2026-10-20/edition.yaml": {Data: []byte("日期: 2026-10-20\n")},
			"editions/2026-10-20/stories/" + name: {Data: []byte("PK\x03\x04\x14\x00\xff")}}, "")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range found {
			if strings.HasSuffix(f.Pos.File, name) && f.Code != "PLAN-UNPLACED" {
				got = append(got, f.Code+" "+f.Hint.ID)
			}
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%s: %v, not %s", name, got, want)
		}
	}
}

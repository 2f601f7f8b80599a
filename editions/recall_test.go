package editions

import (
	"encoding/binary"
	"io/fs"
	"reflect"
	"testing"
	"testing/fstest"
	"unicode/utf16"

	"banxin/assets"
	"banxin/editions/clone"
)

// TestRecallSettles: what a change of one file leaves as it was is the same value in the next
// edition, and what it changes is another.
func TestRecallSettles(t *testing.T) {
	files := fstest.MapFS{}
	_ = fs.WalkDir(assets.Sample(), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, _ := fs.ReadFile(assets.Sample(), name)
			files[name] = &fstest.MapFile{Data: data}
		}
		return err
	})
	var r Recall
	load := func() *Edition {
		ed, _, err := LoadWith(files, "", Options{Library: assets.Templates(), Recall: &r})
		if err != nil {
			t.Fatal(err)
		}
		return ed
	}
	a := load()
	name := a.Stories[7].File.Name
	files[name] = &fstest.MapFile{Data: append([]byte(string(files[name].Data)), "又一句。\n"...)}
	b := load()
	for i, s := range b.Stories {
		if same := s == a.Stories[i]; same != (i != 7) {
			t.Errorf("story %s: the same value: %v", s.ID, same)
		}
	}
	for i, p := range b.Pages {
		if p != a.Pages[i] || p.Template != a.Pages[i].Template {
			t.Errorf("page %d is another value", p.Number)
		}
	}
	for name, im := range b.Images {
		if im != a.Images[name] {
			t.Errorf("picture %s is another value", name)
		}
	}
	if b.Paper != a.Paper {
		t.Error("the paper is another value")
	}
	name = "paper.yaml"
	files[name] = &fstest.MapFile{Data: append([]byte(string(files[name].Data)), "\n定价: 2.00元\n"...)}
	if c := load(); c.Paper == b.Paper {
		t.Error("another paper is the same value")
	}
}

// TestRecallFrozen: a story that an edition has handed over is not changed by the reading of a later
// one, in which another story has its id or stands before it; and each reading finds what a fresh one does.
func TestRecallFrozen(t *testing.T) {
	const dir = "editions/2026-10-20/"
	files := fstest.MapFS{
		"paper.yaml":         {Data: []byte("名称: 云溪日报\n代码: yxrb\n")},
		"templates/a.yaml":   {Data: []byte("名称: 甲\n成品: 300mm x 400mm\n栏: {数: 4, 字: 12, 距: 12pt}\n正文: {字号: 9pt, 行距: 14pt}\n版图: |\n  60 | 一 一 二 二\n")},
		dir + "edition.yaml": {Data: []byte("版:\n  - {版面: 要闻, 模板: 甲, 稿件: {一: [b], 二: [c]}}\n")},
	}
	story := func(name, id, rank string) {
		files[dir+"stories/"+name+".md"] = &fstest.MapFile{Data: []byte("---\n编号: " + id + "\n标题: 新路通车\n" + rank + "---\n\n河边的路通了。\n")}
	}
	story("b", "b", "")
	story("c", "c", "次序: 2\n")
	var r Recall
	var were []*Edition
	var texts [][]Story
	for i, step := range []func(){func() {}, func() { story("a", "c", "") }, func() { story("a", "a", "") }, func() { delete(files, dir+"stories/a.md") }} {
		step()
		ed, found, err := LoadWith(files, "", Options{Recall: &r})
		if err != nil {
			t.Fatal(err)
		}
		fresh, foundAnew, _ := LoadWith(files, "", Options{})
		if !reflect.DeepEqual(found, foundAnew) {
			t.Errorf("step %d: %v is found, and %v anew", i, found, foundAnew)
		}
		var now []Story
		for k, s := range ed.Stories {
			now = append(now, *s)
			if f := fresh.Stories[k]; f.ID != s.ID || f.Rank != s.Rank {
				t.Errorf("step %d: story %d is %s, of rank %d, and anew %s, of rank %d", i, k, s.ID, s.Rank, f.ID, f.Rank)
			}
		}
		were, texts = append(were, ed), append(texts, now)
	}
	for i, ed := range were {
		for k, s := range ed.Stories {
			if !reflect.DeepEqual(*s, texts[i][k]) {
				t.Errorf("story %s of edition %d was changed by a later reading", texts[i][k].ID, i)
			}
		}
	}
}

// TestRecallPictured: a story with pictures is the same value as long as they show the same. Where one shows another
// thing, or nothing, it is another, and those handed over before stay as they were; each reading finds what a fresh
// one does.
func TestRecallPictured(t *testing.T) {
	const dir = "editions/2026-10-20/"
	bridge, library := pictureOf(t, "bridge.jpg"), pictureOf(t, "library.jpg")
	files := fstest.MapFS{
		"paper.yaml":              {Data: []byte("名称: 云溪日报\n代码: yxrb\n")},
		"templates/a.yaml":        {Data: []byte("名称: 甲\n成品: 300mm x 400mm\n栏: {数: 4, 字: 12, 距: 12pt}\n正文: {字号: 9pt, 行距: 14pt}\n版图: |\n  60 | 一 一 二 二\n")},
		dir + "edition.yaml":      {Data: []byte("版:\n  - {版面: 要闻, 模板: 甲, 稿件: {一: [a], 二: [b]}}\n")},
		dir + "stories/a.md":      {Data: []byte("---\n标题: 新路通车\n---\n\n河边的路通了。\n\n![桥](one.jpg)\n\n![书](two.jpg)\n")},
		dir + "stories/b.md":      {Data: []byte("---\n标题: 书馆开门\n---\n\n门开了。\n\n![书](two.jpg)\n")},
		dir + "images/one.jpg":    {Data: bridge},
		dir + "images/two.jpg":    {Data: library},
		dir + "images/unused.jpg": {Data: bridge},
	}
	put := func(name string, data []byte) func() {
		return func() { files[dir+"images/"+name] = &fstest.MapFile{Data: data} }
	}
	var r Recall
	var before *Edition
	for i, step := range []struct {
		do   func()
		same [2]bool // the stories
	}{
		{func() {}, [2]bool{}},
		{func() {}, [2]bool{}}, // that they may stay is known once they have been read twice
		{func() {}, [2]bool{true, true}},
		{put("one.jpg", library), [2]bool{false, true}},
		{func() {}, [2]bool{true, true}},
		{put("two.jpg", []byte("no picture")), [2]bool{}},
		{func() { delete(files, dir+"images/two.jpg") }, [2]bool{true, true}},
		{put("two.jpg", library), [2]bool{}},
		{func() {}, [2]bool{true, true}},
		{func() { delete(files, dir+"images/one.jpg") }, [2]bool{false, true}},
	} {
		step.do()
		var was []Story
		if before != nil {
			was = clone.Of(before).all()
		}
		ed, found, err := LoadWith(files, "", Options{Recall: &r})
		if err != nil {
			t.Fatal(err)
		}
		fresh, want, err := LoadWith(files, "", Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(ed.all(), fresh.all()) || !reflect.DeepEqual(ed.Images, fresh.Images) || !reflect.DeepEqual(found, want) {
			t.Errorf("step %d: what is read is not what is read afresh:\n%v\n%v", i, found, want)
		}
		if before != nil {
			if !reflect.DeepEqual(was, before.all()) {
				t.Errorf("step %d: a story that was handed over has changed", i)
			}
			for k, s := range ed.Stories {
				if i > 1 && (s == before.Stories[k]) != step.same[k] {
					t.Errorf("step %d, story %s: the same value: %v", i, s.ID, s == before.Stories[k])
				}
			}
		}
		before = ed
	}
}

func (ed *Edition) all() (out []Story) {
	for _, s := range ed.Stories {
		out = append(out, *s)
	}
	return out
}

func pictureOf(t *testing.T, name string) []byte {
	t.Helper()
	data, err := fs.ReadFile(assets.Sample(), "editions/2026-10-20/images/"+name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestRecallEncoded: a file saved in another encoding, with the same text, is read anew: what is found is what is
// found afresh, and again when it is saved as it was.
func TestRecallEncoded(t *testing.T) {
	const text = "---\n标题: 开学\n---\n清早，校门口排起了队。\n"
	wide := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(text)) {
		wide = binary.LittleEndian.AppendUint16(wide, u)
	}
	var r Recall
	for i, data := range [][]byte{[]byte(text), wide, wide, []byte(text), []byte("\uFEFF" + text), []byte(text), wide} {
		files := fstest.MapFS{
			"paper.yaml":                            {Data: []byte("名称: 报\n")},
			"editions/2026-10-20/edition.yaml":      {Data: []byte("版: []\n")},
			"editions/2026-10-20/stories/school.md": {Data: data},
		}
		_, got, err := LoadWith(files, "", Options{Recall: &r})
		if err != nil {
			t.Fatal(err)
		}
		_, want, err := LoadWith(files, "", Options{})
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("reading %d finds\n%v\nand afresh there is\n%v (%v)", i, got, want, err)
		}
	}
}

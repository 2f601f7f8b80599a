package indesign

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"banxin/cmd/need/readertest"
	"banxin/editions/intake"

	"github.com/rogpeppe/go-internal/txtar"
)

func TestCases(t *testing.T) { readertest.Cases(t, Format) }

func icml(t testing.TB) []byte {
	ar, err := txtar.ParseFile("testdata/story.txtar")
	if err != nil {
		t.Fatal(err)
	}
	return ar.Files[0].Data
}

func idml(t testing.TB) []byte {
	story := func(id, text string) string {
		return `<idPkg:Story xmlns:idPkg="x"><Story Self="` + id + `"><ParagraphStyleRange><CharacterStyleRange><Content>` + text + `</Content></CharacterStyleRange></ParagraphStyleRange></Story></idPkg:Story>`
	}
	frame := func(id, prev, y string) string {
		return `<TextFrame ParentStory="` + id + `" PreviousTextFrame="` + prev + `" ItemTransform="1 0 0 1 10 ` + y + `"/>`
	}
	return readertest.Packed(t, [][2]string{{"mimetype", "application/vnd.adobe.indesign-idml-package"}, {"designmap.xml", "<Document/>"},
		{"Stories/Story_u1.xml", story("u1", "正文在下，一条线串起两框。")}, {"Stories/Story_u2.xml", story("u2", "标题在上")},
		{"Spreads/Spread_a.xml", `<Spread>` + frame("u1", "n", "200") + frame("u1", "f1", "-50") + frame("u2", "n", "100") + `<Rectangle><Image><Link LinkResourceURI="file:/x/a.jpg"/></Image></Rectangle></Spread>`}})
}

// TestPackage holds that stories come in the order of their first frames, each once.
func TestPackage(t *testing.T) {
	got := readertest.Dump(intake.File{Name: "a.idml", Data: idml(t)}, []intake.Format{Format}, nil)
	want := "para: 标题在上\npara: 正文在下，一条线串起两框。\npicture a.jpg 0 bytes ref=a.jpg"
	if !strings.HasPrefix(got, want) {
		t.Error(got)
	}
}

// TestTwoStories holds that two stories of a page are two, also where they look alike, and a
// head in a frame of its own belongs to the text below it.
func TestTwoStories(t *testing.T) {
	para := func(texts ...string) (out string) {
		for _, s := range texts {
			out += `<ParagraphStyleRange><CharacterStyleRange><Content>` + s + `</Content><Br/></CharacterStyleRange></ParagraphStyleRange>`
		}
		return out
	}
	body := "昨天上午，四十六万亩晚稻开镰收割，比去年早熟五天，农机站的师傅半夜就在田头等着天亮。"
	stories := map[string]string{"u1": para("晚稻开镰", body, "今年晴天多。"), "u2": para("渡口停航"), "u3": para(body, "恢复时间另行通知。")}
	frames := ""
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	put := func(name, data string) {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		f.Write([]byte(data))
	}
	put("mimetype", "application/vnd.adobe.indesign-idml-package")
	for i, id := range []string{"u1", "u2", "u3"} {
		put("Stories/Story_"+id+".xml", `<idPkg:Story xmlns:idPkg="x"><Story Self="`+id+`">`+stories[id]+`</Story></idPkg:Story>`)
		frames += `<TextFrame ParentStory="` + id + `" PreviousTextFrame="n" ItemTransform="1 0 0 1 10 ` + string(rune('1'+i)) + `00"/>`
	}
	put("Spreads/Spread_a.xml", "<Spread>"+frames+"</Spread>")
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var heads []string
	for _, c := range intake.Read(intake.File{Name: "a.idml", Data: b.Bytes()}, []intake.Format{Format}, intake.Options{}) {
		for _, s := range intake.Compose(c, intake.Target{}).Stories {
			heads = append(heads, s.Title)
		}
	}
	if got := strings.Join(heads, " / "); got != "晚稻开镰 / 渡口停航" {
		t.Errorf("stories: %s", got)
	}
}

func TestDamaged(t *testing.T) {
	readertest.Damaged(t, Format, "a.icml", icml(t))
	readertest.Cut(t, Format, "a.icml", icml(t))
	readertest.Damaged(t, Format, "a.idml", idml(t))
	readertest.Cut(t, Format, "a.idml", idml(t))
}

func TestHostile(t *testing.T) {
	for name, s := range map[string]string{
		"notes":  strings.Repeat("<Footnote>", 150) + "<Content>x</Content>",
		"tables": strings.Repeat(`<Table><Cell Name="9999999:9999999" ColumnSpan="99999999">`, 80) + "<Content>x</Content>",
		"frames": strings.Repeat("<TextFrame>", 150) + "<Content>x</Content>",
		"items":  strings.Repeat(`<ParagraphStyleRange BulletsAndNumberingListType="NumberedList"><Content>x</Content><Br/></ParagraphStyleRange>`, 20000),
	} {
		t.Run(name, func(t *testing.T) {
			readertest.Bounded(t, Format, "a.icml", []byte(`<?aid x?><Document><ParagraphStyle Self="a" Name="a"><Properties><BasedOn>a</BasedOn></Properties></ParagraphStyle><Story>`+s))
		})
	}
}

func FuzzInDesign(f *testing.F) {
	f.Add(icml(f))
	f.Add(idml(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := intake.CheckAccount(Format, intake.File{Name: "x.icml", Data: data}); err != nil {
			t.Fatal(err)
		}
	})
}

package page

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"banxin/editions/intake"
	"banxin/editions/intake/pagetext"
)

func columns(t testing.TB) []byte {
	data, err := os.ReadFile(filepath.Join("..", "pagetext", "testdata", "columns.txt"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// A page gives a copy a story, and one of what belongs to none.
func TestPage(t *testing.T) {
	copies := intake.Read(intake.File{Name: "第4版.txt", Data: columns(t)}, []intake.Format{Format(pagetext.Options{})}, intake.Options{Format: "page"})
	var heads []string
	for _, c := range copies {
		var head []string
		for _, p := range c.Pieces {
			if p.Role == intake.Headline {
				head = append(head, intake.TextOf(p.Runs))
			}
		}
		heads = append(heads, strings.Join(head, "/"))
	}
	if got, want := strings.Join(heads, "|"), "|渡口复航/首日渡客三千|一斤柚子分六级|灯还亮着　书还翻着"; got != want {
		t.Errorf("heads %s, want %s", got, want)
	}
	asked := 0
	for _, f := range copies[0].Found {
		if f.Code == "IMP-ROLE" {
			asked++
		}
	}
	if asked == 0 {
		t.Error("joins apart are taken without a question")
	}
}

// What is no text is refused, not made stories of.
func TestNoText(t *testing.T) {
	data := append([]byte("PK\x03\x04"), make([]byte, 400)...)
	for i := 4; i < len(data); i++ {
		data[i] = byte(i * 37)
	}
	copies := intake.Read(intake.File{Name: "稿.docx", Data: data}, []intake.Format{Format(pagetext.Options{})}, intake.Options{Format: "page"})
	if len(copies) != 1 || !copies[0].Refused {
		t.Errorf("%d copies", len(copies))
	}
}

func FuzzPage(f *testing.F) {
	f.Add(columns(f))
	f.Add([]byte("\xff\xfe\x00\x4e"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 4000 {
			t.Skip()
		}
		if err := intake.CheckAccount(Format(pagetext.Options{}), intake.File{Name: "x.txt", Data: data}); err != nil {
			t.Fatal(err)
		}
	})
}

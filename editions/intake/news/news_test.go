package news

import (
	"path/filepath"
	"strings"
	"testing"

	"banxin/cmd/need/readertest"
	"banxin/editions/intake"

	"github.com/rogpeppe/go-internal/txtar"
)

func TestCases(t *testing.T) { readertest.Cases(t, Formats...) }

// each calls f for the input of each case.
func each(t testing.TB, f func(name string, data []byte)) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		ar, err := txtar.ParseFile(n)
		if err != nil {
			t.Fatal(err)
		}
		f(ar.Files[0].Name, ar.Files[0].Data)
	}
}

func TestDamaged(t *testing.T) {
	each(t, func(name string, data []byte) {
		for _, f := range Formats {
			if f.Sniff(intake.File{Name: name, Data: data}) > 0 {
				readertest.Damaged(t, f, name, data)
				readertest.Cut(t, f, name, data)
			}
		}
	})
}

func TestHostile(t *testing.T) {
	lol := `<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">` + strings.Repeat(`<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">`, 20) + `<!ENTITY x SYSTEM "file:///etc/passwd">]>`
	for _, c := range []struct {
		name, data string
		format     intake.Format
	}{
		{"entities", lol + `<nitf><body><body.content><p>&b;&x;</p></body.content></body></nitf>`, NITF},
		{"deep", "<nitf><body><body.content>" + strings.Repeat("<block>", 300000), NITF},
		{"tables", "<nitf><body><body.content>" + strings.Repeat("<table><tr><td>", 60), NITF},
		{"items", "<rss><channel>" + strings.Repeat("<item><title>x</title></item>", 20000), Feed},
		{"nested items", "<rss>" + strings.Repeat("<item>", 150) + "x", Feed},
		{"json", strings.Repeat(`{"bodies":`, 100000), NINJS},
		{"json array", strings.Repeat(`[`, 1000000), NINJS},
		{"html in json", `{"uri":"x","bodies":[{"contenttype":"text/html","value":"` + strings.Repeat("<div>", 100000) + `"}]}`, NINJS},
		{"picture elsewhere", `{"uri":"x","headline":"y","associations":{"a":{"type":"picture","renditions":{"b":{"href":"../../../etc/passwd"}}}}}`, NINJS},
		{"message", "<newsMessage>" + strings.Repeat("<newsItem>", 190) + "x", NewsML},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, got := range readertest.Bounded(t, c.format, "a", []byte(c.data)) {
				if d := got.Dump(); strings.Contains(d, "root:") {
					t.Error(d)
				}
			}
		})
	}
}

func FuzzNews(f *testing.F) {
	each(f, func(_ string, data []byte) { f.Add(data) })
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, format := range Formats {
			if err := intake.CheckAccount(format, intake.File{Name: "x", Data: data}); err != nil {
				t.Fatal(format.Name, err)
			}
		}
	})
}

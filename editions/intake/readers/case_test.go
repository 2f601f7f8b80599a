package readers

import (
	"os"
	"path/filepath"
	"testing"

	"banxin/cmd/need"
	"banxin/editions/intake"
)

// TestShared holds samples of copy as it arrives against the story files expected of them,
// byte for byte.
func TestShared(t *testing.T) {
	for _, c := range []struct{ dir, file string }{
		{"01-docx-wps", "流动办事车（终稿）.docx"}, {"02-txt-gb18030", "晚稻.txt"}, {"04-html-wechat", "page.html"}, {"06-rtf-936", "通告.rtf"},
		{"09-nitf", "story.xml"}, {"11-ninjs", "item.json"}, {"13-fbd-gbk", "xb.fbd"},
	} {
		t.Run(c.dir, func(t *testing.T) {
			dir := need.Shared(t, "cases/import/"+c.dir)
			data, err := os.ReadFile(filepath.Join(dir, c.file))
			if err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile(filepath.Join(dir, "expected.md"))
			if err != nil {
				t.Fatal(err)
			}
			for _, cp := range intake.Read(intake.File{Name: c.file, Data: data}, All(), intake.Options{}) {
				r := intake.Compose(cp, intake.Target{})
				if r.Fault != nil || !r.Account.Closes() {
					t.Errorf("%v: %s", r.Fault, r.Account)
				}
				if len(r.Stories) != 1 || string(r.Stories[0].Text) != string(want) {
					t.Errorf("got %d stories:\n%s\nwant\n%s", len(r.Stories), r.Stories[0].Text, want)
				}
			}
		})
	}
}

package readers

import (
	"os"
	"path/filepath"
	"testing"

	"banxin/cmd/need"
	"banxin/editions/intake"
)

func TestShared(t *testing.T) {
	for _, c := range []struct{ dir, file string }{
		{"01-docx-wps", "流动办事车（终稿）.docx"}, {"02-txt-gb18030", "晚稻.txt"},
		{"04-html-wechat", "page.html"}, {"06-rtf-936", "通告.rtf"}, {"09-nitf", "story.xml"}, {"11-ninjs", "item.json"}, {"13-fbd-gbk", "xb.fbd"},
	} {
		dir := need.Shared(t, "cases/import/"+c.dir)
		data, err := os.ReadFile(filepath.Join(dir, c.file))
		if err != nil {
			t.Fatal(err)
		}
		for _, cp := range intake.Read(intake.File{Name: c.file, Data: data}, All(), intake.Options{}) {
			r := intake.Compose(cp, intake.Target{})
			if r.Fault != nil {
				t.Errorf("%s: %v", c.dir, r.Fault)
			}
			for _, f := range cp.Found {
				t.Logf("%s %s %s", f.Severity, f.Code, f.Message)
			}
			for _, l := range cp.Left {
				if l.Reason.Key != "line-end" {
					t.Logf("left %s %q", l.Reason.Key, l.Text)
				}
			}
			want, _ := os.ReadFile(filepath.Join(dir, "expected.md"))
			for _, s := range r.Stories {
				if string(s.Text) != string(want) {
					t.Errorf("%s:\n%s\nwant\n%s", s.ID, s.Text, want)
				}
				for _, n := range s.Notes {
					t.Logf("%+v", n)
				}
			}
			t.Log(r.Account)
		}
	}
}

package readers

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"

	"banxin/editions/intake"
	"banxin/editions/source"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write what comes of testdata/sent.txtar")

// TestSent: copy as people send it, a file and what comes of it, its stories and what was left out of
// them: forms, chats, verse, several stories in a file.
func TestSent(t *testing.T) {
	const name = "testdata/sent.txtar"
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(archive.Files); i += 2 {
		f, want := archive.Files[i], &archive.Files[i+1]
		if want.Name != f.Name+".want" {
			t.Fatalf("%s: what comes of it does not follow", f.Name)
		}
		if got := comesOf(t, f); *update {
			want.Data = []byte(got)
		} else if got != string(want.Data) {
			t.Errorf("%s: got\n%s\nwant\n%s", f.Name, got, want.Data)
		}
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func comesOf(t *testing.T, f txtar.File) string {
	t.Helper()
	var b strings.Builder
	for _, c := range intake.Read(intake.File{Name: f.Name, Data: f.Data}, All(), intake.Options{}) {
		r := intake.Compose(c, intake.Target{})
		if r.Fault != nil || !r.Account.Closes() {
			t.Errorf("%s: %v: %s", f.Name, r.Fault, r.Account)
		}
		for _, s := range r.Stories {
			fmt.Fprintf(&b, "= %s\n%s", s.Title, s.Text)
		}
		for _, o := range c.Left {
			if why := o.Reason.Key; why != intake.LineEnd.Key && why != intake.Blank.Key {
				fmt.Fprintf(&b, "%s: %s\n", why, o.Text)
			}
		}
		for _, f := range c.Found {
			if f.Severity == source.Error {
				b.WriteString("error ")
			}
			fmt.Fprintf(&b, "%s %s\n", f.Code, f.Message.For("zh"))
		}
	}
	return b.String()
}

// TestSentLinear: what finds forms, chats and rules looks at each line a few times, however many there are.
func TestSentLinear(t *testing.T) {
	const n = 400
	for _, line := range []string{"标题：甲\n", "小王:\n收到\n", "小王 9:12\n[图片]\n", "------\n校门口热闹%d\n清早，校门口排起了队，队伍一直排到街口。\n", "标题：\n甲\n作者：\n乙\n", "甲[图片]"} {
		took := func(n int) int {
			var b strings.Builder
			for i := range n {
				b.WriteString(strings.ReplaceAll(line, "%d", fmt.Sprint(i)))
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			c := intake.Read(intake.File{Name: "a.txt", Data: []byte(b.String())}, All(), intake.Options{})[0]
			intake.Compose(c, intake.Target{})
			runtime.ReadMemStats(&after)
			return int(after.TotalAlloc - before.TotalAlloc)
		}
		took(n) // what is made once
		if one, four := took(n), took(4*n); four > 6*one {
			t.Errorf("%q: %d bytes allocated, for four times as much %d", line, one, four)
		}
	}
}

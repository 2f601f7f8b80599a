package mail_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"banxin/cmd/need"
	"banxin/cmd/need/readertest"
	"banxin/editions/intake"
	"banxin/editions/intake/html"
	"banxin/editions/intake/mail"
	"banxin/editions/intake/readers"
	"banxin/editions/intake/text"

	"github.com/rogpeppe/go-internal/txtar"
)

func TestCases(t *testing.T) { readertest.Cases(t, mail.Format, html.Format, text.Format) }

func TestShared(t *testing.T) {
	dir := need.Shared(t, "cases/import/07-eml")
	data, err := os.ReadFile(filepath.Join(dir, "投稿.eml"))
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join(dir, "..", "01-docx-wps", "expected.md"))
	if err != nil {
		t.Fatal(err)
	}
	copies := intake.Read(intake.File{Name: "投稿.eml", Data: data}, readers.All(), intake.Options{})
	if len(copies) != 1 {
		t.Fatalf("%d copies", len(copies))
	}
	r := intake.Compose(copies[0], intake.Target{})
	if r.Fault != nil || len(r.Stories) != 1 {
		t.Fatal(r.Fault, len(r.Stories))
	}
	s := r.Stories[0]
	if string(s.Text) != string(want) {
		t.Errorf("%s", s.Text)
	}
	var names []string
	for _, p := range s.Pictures {
		names = append(names, p.Name)
	}
	if got := strings.Join(names, " "); got != "流动办事车（终稿）-1.jpg 办事车.jpg" {
		t.Error("pictures", got)
	}
	letter := ""
	for _, n := range s.Notes {
		if n.Kind == "函" {
			letter = n.By + " " + n.At + " " + n.Text
		}
	}
	for _, w := range []string{"周小棠", "2026-10-18T20:11:05+08:00", "流动办事车开行一年记", "附稿件一篇"} {
		if !strings.Contains(letter, w) {
			t.Errorf("the mail's note lacks %s: %s", w, letter)
		}
	}
}

func inputs(t testing.TB) map[string][]byte {
	names, _ := filepath.Glob("testdata/*.txtar")
	out := map[string][]byte{}
	for _, n := range names {
		ar, err := txtar.ParseFile(n)
		if err != nil {
			t.Fatal(err)
		}
		out[n] = ar.Files[0].Data
	}
	return out
}

func TestDamaged(t *testing.T) {
	for _, data := range inputs(t) {
		readertest.Damaged(t, mail.Format, "a.eml", data)
		if bytes.Contains(data, []byte("multipart/")) { // the end of a text alone does not show
			readertest.Cut(t, mail.Format, "a.eml", data)
		}
	}
}

func TestHostile(t *testing.T) {
	nest := ""
	for range 500 {
		nest += "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
	}
	forward := strings.Repeat("Subject: x\nContent-Type: message/rfc822\n\n", 500)
	for name, data := range map[string]string{
		"nested":   "Subject: x\n" + nest + "字",
		"forward":  forward,
		"parts":    "Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\nContent-Type: text/plain\n\nx\n", 100000),
		"headers":  strings.Repeat("X-A: b\n", 200000) + "\nx",
		"long":     "Subject: " + strings.Repeat("=?gbk?B?1tw=?= ", 50000) + "\nTo: x\nFrom: y\n\nx",
		"params":   "Content-Type: text/plain; " + strings.Repeat("name*1*=x; ", 50000) + "\nTo: x\nFrom: y\n\nx",
		"names":    "From: a\nTo: b\nContent-Type: application/zip; name=\"../../../../etc/passwd\"\n\nx",
		"no end":   "From: a\nTo: b\nContent-Type: multipart/mixed; boundary=\"\"\n\nx",
		"base64":   "From: a\nTo: b\nContent-Transfer-Encoding: base64\n\n!!!!",
		"encoding": "From: a\nTo: b\nContent-Transfer-Encoding: uuencode\n\nbegin",
	} {
		t.Run(name, func(t *testing.T) { readertest.Bounded(t, mail.Format, "a.eml", []byte(data)) })
	}
}

func FuzzMail(f *testing.F) {
	for _, data := range inputs(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := intake.CheckAccount(mail.Format, intake.File{Name: "x.eml", Data: data}); err != nil {
			t.Fatal(err)
		}
	})
}

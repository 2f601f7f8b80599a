package post

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"banxin/cmd/need/smtptest"
)

var day = time.Date(2026, 10, 20, 6, 0, 0, 0, time.UTC)

var from = mail.Address{Name: "棠川日报", Address: "news@example.org"}

// open starts a server.
func open(t *testing.T, p *smtptest.Office) Server {
	t.Helper()
	port, roots := p.Open(t)
	return Server{Host: "127.0.0.1", Port: port, Open: !p.Secure, TLS: roots}
}

// newJob is a job whose waiting takes no time; waited adds it up.
func newJob(s Server) (j *Job, waited *time.Duration) {
	now := day
	waited = new(time.Duration)
	return &Job{
		Edition: Edition{Name: "tcrb-20261020", Title: "棠川日报 2026年10月20日", Lang: "zh-CN", Headlines: []string{"锁澜桥今天重新开放", "晚稻开镰一周"}, Data: bytes.Repeat([]byte("PK\x03\x04书"), 5000)},
		Server:  s, From: from, PerMinute: 60,
		Now: func() time.Time { return now },
		Wait: func(ctx context.Context, d time.Duration) error {
			now, *waited = now.Add(d), *waited+d
			return ctx.Err()
		},
	}, waited
}

func readers(t *testing.T, form Form, list string) []Reader {
	t.Helper()
	r, found := ReadList("list.txt", []byte(list), form)
	if len(found) > 0 {
		t.Fatal(found)
	}
	return r
}

func openLog(t *testing.T, dir string) *Log {
	t.Helper()
	l, err := OpenLog(filepath.Join(dir, "list.txt.sent"))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestReadList(t *testing.T) {
	r, found := ReadList("读者.txt", []byte("\ufeff# 订户\n张三 <zhang@example.org>\r\n\n  li@报纸.example \nnobody\nZHANG@example.org\na@b, c@d\n\"x\" <y@z\n"+strings.Repeat("x", 65)+"@example.org\n"), Mail)
	var got []string
	for _, x := range r {
		got = append(got, x.Name+"|"+x.Address)
	}
	if s := strings.Join(got, " "); s != "张三|zhang@example.org |li@xn--4ruw83d.example" {
		t.Error(s)
	}
	var says []string
	for _, f := range found {
		says = append(says, f.Code+" "+f.Pos.String())
	}
	if s := strings.Join(says, ", "); s != "SND-ADDRESS 读者.txt:5:1, SND-TWICE 读者.txt:6:1, SND-ADDRESS 读者.txt:7:1, SND-ADDRESS 读者.txt:8:1, SND-ADDRESS 读者.txt:9:1" {
		t.Error(s)
	}
}

// TestListOfWindows: lists as programs on Windows save them, in UTF-16 and in the encoding of
// Chinese, read the same.
func TestListOfWindows(t *testing.T) {
	const list = "# 订户\r\n张三 <zhang@example.org>\r\nli@example.org\r\n"
	for name, e := range map[string]encoding.Encoding{
		"UTF-16LE": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
		"UTF-16BE": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
		"GB18030":  simplifiedchinese.GB18030,
	} {
		data, err := e.NewEncoder().Bytes([]byte(list))
		if err != nil {
			t.Fatal(err)
		}
		r, found := ReadList("list.txt", data, Mail)
		if len(found) > 0 || len(r) != 2 || r[0].Name != "张三" || r[1].Address != "li@example.org" || r[1].Pos.Line != 3 {
			t.Errorf("%s: %v %v", name, r, found)
		}
	}
}

// Each reader gets a message of their own, no faster than is said: the headlines and the
// book in a mailbox, the book alone on a device.
func TestMessages(t *testing.T) {
	p := &smtptest.Office{}
	j, waited := newJob(open(t, p))
	j.Unsubscribe = "https://example.org/bye"
	j.Add(readers(t, Mail, "张三 <zhang@example.org>\nli@example.org"), nil)
	j.Add(readers(t, Kindle, "wang@kindle.com"), nil)
	r, found, err := j.Run(t.Context())
	if err != nil || len(found) > 0 || r.Sent != 3 || r.Readers != 3 || r.Left != 0 {
		t.Fatalf("%+v %v %v", r, found, err)
	}
	if p.To() != "zhang@example.org li@example.org wang@kindle.com" || p.Sessions() != 1 || *waited != 2*time.Second {
		t.Errorf("%s in %d sessions, %v waited", p.To(), p.Sessions(), *waited)
	}
	for i, l := range p.Letters() {
		m, err := mail.ReadMessage(strings.NewReader(l.Data))
		if err != nil {
			t.Fatal(err)
		}
		words := new(mime.WordDecoder)
		subject, _ := words.DecodeHeader(m.Header.Get("Subject"))
		to, err := m.Header.AddressList("To")
		if err != nil || len(to) != 1 || to[0].Address != l.To || subject != j.Edition.Title || !strings.Contains(l.From, "news@example.org") {
			t.Errorf("%v %v %q from %s", err, to, subject, l.From)
		}
		if _, err := m.Header.Date(); err != nil || m.Header.Get("Message-ID") == "" {
			t.Errorf("date %v, id %s", err, m.Header.Get("Message-ID"))
		}
		text, name, book := parts(t, m)
		if name != "tcrb-20261020.epub" || !bytes.Equal(book, j.Edition.Data) {
			t.Errorf("%s with %d bytes", name, len(book))
		}
		device := i == 2
		if strings.Contains(text, "晚稻开镰一周") == device || (m.Header.Get("List-Unsubscribe") == "") != device {
			t.Errorf("to %s: %q, %v", l.To, text, m.Header)
		}
	}
}

// parts reads the text of a message and what is attached.
func parts(t *testing.T, m *mail.Message) (text, name string, book []byte) {
	t.Helper()
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	for r := multipart.NewReader(m.Body, params["boundary"]); ; {
		part, err := r.NextPart()
		if err == io.EOF {
			return text, name, book
		}
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, part)) // it leaves out the ends of lines
		if err != nil {
			t.Fatal(err)
		}
		if part.FileName() == "" {
			text += string(data)
			continue
		}
		name, book = part.FileName(), data
	}
}

// A run that was cut off goes on where it was, and a third has nothing to do; Again sends to
// all once more. What was failed is tried again.
func TestGoesOn(t *testing.T) {
	p := &smtptest.Office{}
	s := open(t, p)
	dir := t.TempDir()
	list := "a@example.org\nb@example.org\nc@example.org\nd@example.org"
	run := func(ctx context.Context, again bool) (Report, error) {
		j, _ := newJob(s)
		j.Again = again
		log := openLog(t, dir)
		defer log.Close()
		j.Add(readers(t, Mail, list), log)
		r, _, err := j.Run(ctx)
		return r, err
	}
	ctx, cancel := context.WithCancel(t.Context())
	p.Answer = func(command, arg string, n int) string {
		if command == "END" && n == 1 {
			cancel()
		}
		if command == "RCPT" && strings.Contains(arg, "a@example.org") && n == 0 {
			return "550 no such user"
		}
		return ""
	}
	if r, err := run(ctx, false); !errors.Is(err, context.Canceled) || r.Sent+r.Failed+r.Left != 4 || r.Sent == 0 || r.Left == 0 {
		t.Errorf("cut off: %+v %v", r, err)
	}
	if f, err := os.OpenFile(filepath.Join(dir, "list.txt.sent"), os.O_APPEND|os.O_WRONLY, 0); err != nil {
		t.Fatal(err)
	} else if _, err := f.WriteString(`{"time":"2026`); err != nil { // the machine went down
		t.Fatal(err)
	} else {
		f.Close()
	}
	if r, err := run(t.Context(), false); err != nil || r.Sent+r.Already != 4 {
		t.Errorf("goes on: %+v %v", r, err)
	}
	for _, who := range []string{"a", "b", "c", "d"} {
		if n := strings.Count(p.To(), who+"@"); n != 1 {
			t.Errorf("%s got %d messages", who, n)
		}
	}
	if r, err := run(t.Context(), false); err != nil || r.Already != 4 || r.Sent != 0 {
		t.Errorf("once more: %+v %v", r, err)
	}
	if r, err := run(t.Context(), true); err != nil || r.Sent != 4 {
		t.Errorf("again: %+v %v", r, err)
	}
	if info, err := os.Stat(filepath.Join(dir, "list.txt.sent")); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("the log is for everybody: %v %v", info.Mode(), err)
	}
}

func TestOneRunALog(t *testing.T) {
	dir := t.TempDir()
	first := openLog(t, dir)
	if _, err := OpenLog(filepath.Join(dir, "list.txt.sent")); err == nil {
		t.Error("two runs have the log")
	}
	first.Close()
	openLog(t, dir).Close()
	if err := os.WriteFile(filepath.Join(dir, "list.txt.sent"), []byte("zhang@example.org\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenLog(filepath.Join(dir, "list.txt.sent")); err == nil {
		t.Error("a list is taken for a log")
	}
}

// What servers answer: a reader is refused, a server wants us later, or goes away in the
// middle, or takes nothing from us.
func TestAnswers(t *testing.T) {
	list := "a@example.org\nb@example.org\nc@example.org"
	for name, c := range map[string]struct {
		answer func(command, arg string, n int) string
		want   string // sent, failed, left
		got    string
		err    bool
	}{
		"refused": {func(command, arg string, n int) string {
			if command == "RCPT" && strings.Contains(arg, "b@") {
				return "550 5.1.1 no such user"
			}
			return ""
		}, "2 1 0", "a@example.org c@example.org", false},
		"later": {func(command, arg string, n int) string {
			if command == "RCPT" && n < 2 {
				return "451 4.7.1 greylisted"
			}
			return ""
		}, "3 0 0", "c@example.org a@example.org b@example.org", false},
		"never": {func(command, arg string, n int) string {
			if command == "RCPT" && strings.Contains(arg, "b@") {
				return "452 4.2.2 mailbox full"
			}
			return ""
		}, "2 1 0", "a@example.org c@example.org", false},
		"goes away": {func(command, arg string, n int) string {
			if command == "RCPT" && n == 1 {
				return "drop"
			}
			return ""
		}, "3 0 0", "a@example.org c@example.org b@example.org", false},
		"closes": {func(command, arg string, n int) string {
			if command == "MAIL" && n == 1 {
				return "421 4.3.2 shutting down"
			}
			return ""
		}, "3 0 0", "a@example.org c@example.org b@example.org", false},
		"content": {func(command, arg string, n int) string {
			if command == "END" && strings.HasPrefix(arg, "a@") {
				return "554 5.7.1 looks like spam"
			}
			return ""
		}, "2 1 0", "b@example.org c@example.org", false},
		"barred": {func(command, arg string, n int) string {
			if command == "MAIL" {
				return "553 5.7.1 not your address"
			}
			return ""
		}, "0 1 2", "", true},
		"full": {func(command, arg string, n int) string {
			if command == "EHLO" {
				return "554 no service"
			}
			if command == "HELO" {
				return "554 no service"
			}
			return ""
		}, "0 0 3", "", true},
	} {
		t.Run(name, func(t *testing.T) {
			p := &smtptest.Office{Answer: c.answer}
			j, _ := newJob(open(t, p))
			j.Add(readers(t, Mail, list), nil)
			r, found, err := j.Run(t.Context())
			if got := fmt.Sprint(r.Sent, r.Failed, r.Left); got != c.want || p.To() != c.got || (err != nil) != c.err {
				t.Errorf("%s, want %s; %s; %v", got, c.want, p.To(), err)
			}
			if name == "refused" && fmt.Sprint(found[0].Message.Args) != `[b@example.org 550 "5.1.1 no such user"]` {
				t.Error(found[0].Message.Args)
			}
			if len(found) != r.Failed {
				t.Errorf("%d failed, findings %v", r.Failed, found)
			}
		})
	}
}

// Five failures in a row are not the readers' fault.
func TestStopsWhenAllFail(t *testing.T) {
	p := &smtptest.Office{Answer: func(command, arg string, n int) string {
		if command == "RCPT" {
			return "550 5.7.1 relaying denied"
		}
		return ""
	}}
	j, _ := newJob(open(t, p))
	var list strings.Builder
	for i := range 20 {
		fmt.Fprintf(&list, "r%d@example.org\n", i)
	}
	j.Add(readers(t, Mail, list.String()), nil)
	if r, _, err := j.Run(t.Context()); err == nil || r.Failed != patience || r.Left != 20-patience {
		t.Errorf("%+v %v", r, err)
	}
}

// A message that is too large for its form, or for the server, is not sent.
func TestSize(t *testing.T) {
	p := &smtptest.Office{Size: 30_000}
	j, _ := newJob(open(t, p))
	j.Add(readers(t, Mail, "a@example.org\nb@example.org"), nil)
	if r, found, err := j.Run(t.Context()); err != nil || r.Failed != 2 || len(p.Letters()) != 0 || len(found) != 1 || found[0].Code != "SND-SIZE" {
		t.Errorf("the server's size: %+v %v %v", r, found, err)
	}
	j.MaxBytes = 40_000
	if todo, _, r, found, err := j.Plan(0); err != nil || len(todo) != 0 || r.Failed != 2 || len(found) != 1 {
		t.Errorf("our size: %v %+v %v %v", todo, r, found, err)
	}
	j.MaxBytes = 0
	if todo, bytes, _, found, err := j.Plan(0); err != nil || len(todo) != 2 || len(found) != 0 || bytes[Mail] < 46_000 {
		t.Errorf("%v %v %v %v", todo, bytes, found, err)
	}
}

// A password goes by TLS alone.
func TestPassword(t *testing.T) {
	p := &smtptest.Office{Secure: true}
	s := open(t, p)
	s.User, s.Password = "news", "geheim"
	j, _ := newJob(s)
	j.Add(readers(t, Mail, "a@example.org"), nil)
	if r, _, err := j.Run(t.Context()); err != nil || r.Sent != 1 {
		t.Fatalf("%+v %v", r, err)
	}
	given, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(p.Users()[0], "PLAIN "))
	if err != nil || string(given) != "\x00news\x00geheim" || !p.Letters()[0].Secret {
		t.Errorf("%q %v", given, p.Letters())
	}
	closed := &smtptest.Office{}
	j.Server = open(t, closed)
	j.Server.Open = false
	if _, _, err := j.Run(t.Context()); err == nil || len(closed.Letters()) > 0 {
		t.Errorf("a server without TLS is used: %v", err)
	}
}

package post

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"net/mail"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Edition is what is sent.
type Edition struct {
	Name      string // of its file, without .epub: by it the log knows the edition
	Title     string // 棠川日报 2026年10月20日
	Lang      string
	Headlines []string
	Data      []byte // the EPUB
}

// shownHeads is how many headlines a message lists.
const shownHeads = 12

// text is what a message says: nothing to a device, which shows it to nobody.
func (e *Edition) text(form Form) string {
	if form == Kindle {
		return ""
	}
	w := struct{ heads, attached string }{"In this edition:", "The edition is attached as an EPUB: open it in a reading app."}
	if strings.HasPrefix(e.Lang, "zh") || e.Lang == "" {
		w.heads, w.attached = "本期要目：", "本期电子报在附件里（EPUB），用阅读软件打开。"
	}
	var b strings.Builder
	fmt.Fprintln(&b, e.Title)
	if len(e.Headlines) > 0 {
		fmt.Fprintf(&b, "\n%s\n", w.heads)
		for _, h := range e.Headlines[:min(len(e.Headlines), shownHeads)] {
			fmt.Fprintf(&b, "· %s\n", h)
		}
	}
	fmt.Fprintf(&b, "\n%s\n", w.attached)
	return b.String()
}

// messageID is the same for the same edition and reader, so that what is sent twice, when
// the answer to the first was lost, can be known as one.
func (j *Job) messageID(r Reader) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%x", j.Edition.Name, strings.ToLower(r.Address), sha256.Sum256(j.Edition.Data)))
	return fmt.Sprintf("%x@%s", sum[:12], j.From.Address[strings.LastIndexByte(j.From.Address, '@')+1:])
}

// message makes the message for a reader.
func (j *Job) message(r Reader, now time.Time) *gomail.Msg {
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithEncoding(gomail.EncodingB64)) // Chinese is shorter so
	m.FromMailAddress(&j.From)
	m.AddToMailAddress(&mail.Address{Name: r.Name, Address: r.Address})
	m.Subject(j.Edition.Title)
	m.SetDateWithValue(now)
	m.SetMessageIDWithValue(j.messageID(r))
	if r.Form == Mail {
		m.SetBulk()
		if j.Unsubscribe != "" {
			m.SetGenHeaderPreformatted("List-Unsubscribe", "<"+j.Unsubscribe+">")
		}
	}
	m.SetBodyString(gomail.TypeTextPlain, j.Edition.text(r.Form))
	m.AttachReadSeeker(j.Edition.Name+".epub", bytes.NewReader(j.Edition.Data), gomail.WithFileContentType("application/epub+zip"))
	return m
}

// size is how many bytes a message has on its way.
func size(m *gomail.Msg) (int64, error) { return m.WriteTo(io.Discard) }

// Megabytes writes bytes as MB with one figure behind the point.
func Megabytes(n int64) string {
	tenths := (n*10 + 1<<19) >> 20
	return strconv.FormatInt(tenths/10, 10) + "." + strconv.FormatInt(tenths%10, 10)
}

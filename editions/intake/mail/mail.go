// Package mail reads contributions by mail: MIME with names and texts in any code page,
// several bodies, forwarded mails, stories and pictures as attachments.
//
//	intake.Read(intake.File{Name: "投稿.eml", Data: data}, readers.All(), intake.Options{})
//
// A mail with stories attached gives those, with the mail's own text as a note to the first;
// else its text is the story. Quotations of earlier mails and signatures are left out.
package mail

import (
	"bytes"
	"io"
	"path"
	"strings"

	"banxin/editions/intake"
	"banxin/editions/intake/form"
	"banxin/editions/source"

	"github.com/emersion/go-message"
)

// Format is the reader of mails (RFC 5322).
var Format = intake.Format{Name: "eml", Extensions: []string{".eml", ".mht", ".mhtml"}, Sniff: sniff, Read: read}

var headerLine = form.Of(`(?mi)^(?:From|To|Subject|Date|MIME-Version|Received|Return-Path|Message-ID|Content-Type|DKIM-Signature|X-[A-Za-z-]+):`)

func sniff(f intake.File) int {
	head := bytes.TrimPrefix(f.Data[:min(len(f.Data), 4096)], []byte("\xEF\xBB\xBF"))
	first, _, _ := bytes.Cut(head, []byte("\n"))
	if !headerLine().Match(first) && !bytes.HasPrefix(first, []byte("From ")) {
		return 0
	}
	if len(headerLine().FindAllIndex(head, 3)) > 2 {
		return 80
	}
	return 0
}

// emptyLine ends the header.
var emptyLine = form.Of(`\r?\n\r?\n`)

// Reasons of its own.
var (
	Quoted    = intake.Reason{Key: "quoted", Says: source.Msg("quotation-of-earlier-mail")}
	Signature = intake.Reason{Key: "signature", Says: source.Msg("signature-of-mail")}
	Courtesy  = intake.Reason{Key: "courtesy", Says: source.Msg("greeting-of-mail")}
)

const (
	maxDepth = 20  // parts inside parts
	maxParts = 500 //
)

func read(f intake.File, c *intake.Copy) {
	r := &reader{c: c}
	data := f.Data
	if bytes.HasPrefix(data, []byte("From ")) { // a mailbox file's first line
		_, data, _ = bytes.Cut(data, []byte("\n"))
	}
	e, err := message.Read(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))))
	if e == nil || err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
		c.Refuse("IMP-READ", source.Msg("file-damaged-or-cut-off"), source.Msg("sent-again"))
		return
	}
	r.sender = strings.TrimSpace(words(e.Header.Get("From")))
	c.Meta.Sender = addresses(e.Header.Get("From"))
	c.Meta.Subject = words(e.Header.Get("Subject"))
	c.Meta.Date = e.Header.Get("Date")
	if t, err := e.Header.Text("Date"); err == nil {
		c.Meta.Date = stamp(t)
	}
	r.cut = !emptyLine().Match(data) // within the header
	r.part(e, 0, false)
	r.finish()
}

// part is a piece of a mail, decoded.
type part struct {
	kind string // text/plain
	set  string // its charset
	name string
	id   string // Content-ID
	data []byte
}

// reader gathers the parts of a mail.
type reader struct {
	c      *intake.Copy
	bodies []part // that follow each other
	spare  []part // that say what a body says
	files  []part
	sender string // as the mail has it, with the address
	count  int
	cut    bool
}

// part reads a part and what is in it. attached is true inside of a forwarded mail's parts.
func (r *reader) part(e *message.Entity, depth int, attached bool) {
	if r.count++; r.count > maxParts || depth > maxDepth {
		r.tooMany()
		return
	}
	kind, params := typeOf(e.Header.Get("Content-Type"))
	if m := e.MultipartReader(); m != nil && strings.HasPrefix(kind, "multipart/") {
		r.parts(m, kind, depth)
		return
	}
	data, err := io.ReadAll(e.Body)
	if err != nil {
		r.cut = true
	}
	disposition, more := typeOf(e.Header.Get("Content-Disposition"))
	p := part{kind: kind, set: params["charset"], name: first(more["filename"], params["name"]), id: strings.Trim(e.Header.Get("Content-Id"), "<> "), data: data}
	switch {
	case disposition == "attachment" || p.name != "" && disposition != "inline", kind != "" && !strings.HasPrefix(kind, "text/"):
		r.files = append(r.files, p)
	case kind == "text/plain" || kind == "text/html" || kind == "":
		r.bodies = append(r.bodies, p)
	default:
		r.files = append(r.files, p)
	}
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func (r *reader) tooMany() {
	if !r.c.Refused {
		r.c.Refuse("IMP-LIMIT", source.Msg("mail-too-many-parts"), source.Msg("save-attachments-import-those"))
	}
}

// parts reads a multipart. Of alternatives the best counts: HTML, if it says as much.
func (r *reader) parts(m message.MultipartReader, kind string, depth int) {
	before := len(r.bodies)
	for !r.c.Refused {
		e, err := m.NextPart()
		if e == nil || err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
			r.cut = r.cut || err != nil && err != io.EOF
			break
		}
		r.part(e, depth+1, false)
	}
	if kind == "multipart/alternative" && len(r.bodies) > before+1 {
		r.choose(before)
	}
}

func (r *reader) choose(from int) {
	all := r.bodies[from:]
	best := 0
	for i, p := range all {
		if p.kind == "text/html" && len(bytes.TrimSpace(p.data)) > len(all[best].data)/2 {
			best = i
		}
	}
	for i, p := range all {
		if i != best {
			r.spare = append(r.spare, p)
		}
	}
	r.bodies = append(r.bodies[:from:from], all[best])
}

// finish makes copies of the parts.
func (r *reader) finish() {
	c := r.c
	if c.Refused {
		return
	}
	if r.cut {
		c.Cut(intake.Place{})
	}
	var pictures []part
	inner := false
	used := r.inlined()
	for _, p := range r.files {
		name := p.fileName()
		file := intake.File{Name: name, Data: p.data}
		switch {
		case p.kind == "message/rfc822":
			c.Inside(intake.File{Name: withEnding(name, ".eml"), Data: p.data})
			inner = true
		case isPicture(p):
			if !used[p.id] || p.id == "" {
				pictures = append(pictures, p)
			}
		case c.Knows(file):
			c.Inside(file)
			inner = true
		default:
			c.LeaveThing(name, intake.Object, intake.Place{Part: name})
		}
	}
	if to := r.firstStory(); inner && to != nil {
		r.letter(to)
		r.offer(to, pictures)
		return
	}
	r.story(pictures)
}

// firstStory is the first copy inside that is one.
func (r *reader) firstStory() *intake.Copy {
	for _, in := range r.c.Inner {
		for _, f := range in.Stories() {
			return f
		}
	}
	return nil
}

func withEnding(name, ext string) string {
	if strings.EqualFold(path.Ext(name), ext) {
		return name
	}
	return name + ext
}

// fileName is a plain name for a part.
func (p part) fileName() string {
	name := strings.TrimSpace(p.name)
	if name == "" {
		name = "part" + endings[p.kind]
	}
	return intake.SafeName(name)
}

var endings = map[string]string{"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp", "text/html": ".html", "text/plain": ".txt", "application/rtf": ".rtf",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx", "application/msword": ".doc", "application/vnd.oasis.opendocument.text": ".odt", "application/pdf": ".pdf",
	"message/rfc822": ".eml", "application/zip": ".zip", "text/calendar": ".ics", "text/rtf": ".rtf"}

func isPicture(p part) bool {
	if strings.HasPrefix(p.kind, "image/") {
		return true
	}
	switch strings.ToLower(path.Ext(p.name)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff", ".bmp", ".heic", ".heif":
		return true
	}
	return bytes.HasPrefix(p.data, []byte("\xFF\xD8\xFF")) || bytes.HasPrefix(p.data, []byte("\x89PNG\r\n"))
}

// letter puts the mail's own text on the tape of the first story, as a note to it.
func (r *reader) letter(to *intake.Copy) {
	k := r.from(to)
	if r.c.Meta.Subject != "" {
		k.Runs = append(k.Runs, to.Text(r.c.Meta.Subject), intake.Break())
	}
	for _, p := range r.bodies {
		for _, line := range strings.Split(strings.ReplaceAll(p.plain(), "\r\n", "\n"), "\n") {
			if strings.TrimSpace(line) == "" {
				to.Leave(line, intake.Blank, intake.Place{Part: r.c.Name})
				continue
			}
			k.Runs = append(k.Runs, to.Text(line), intake.Break())
		}
	}
	for len(k.Runs) > 0 && k.Runs[len(k.Runs)-1].Text == "\n" {
		k.Runs = k.Runs[:len(k.Runs)-1]
	}
	r.spares(to)
	if len(k.Runs) > 0 {
		to.Comments = append(to.Comments, k)
	}
	to.Meta.Sender, to.Meta.Subject = first(to.Meta.Sender, r.c.Meta.Sender), first(to.Meta.Subject, r.c.Meta.Subject)
}

// from begins the note of who sent a mail, and when, with the address in its text.
func (r *reader) from(to *intake.Copy) intake.Comment {
	k := intake.Comment{By: r.c.Meta.Sender, At: r.c.Meta.Date, Letter: true, From: to.Mark(), To: to.Mark()}
	if r.sender != "" {
		k.Runs = append(k.Runs, to.Text(r.sender), intake.Break())
	}
	return k
}

func (r *reader) spares(to *intake.Copy) {
	for _, p := range r.spare {
		to.Leave(strings.TrimSpace(p.plain()), intake.SaidAlready, intake.Place{Part: "alternative"})
	}
}

// offer hands over pictures that no story mentions.
func (r *reader) offer(to *intake.Copy, pictures []part) {
	for _, p := range pictures {
		to.Offered = append(to.Offered, intake.File{Name: p.fileName(), Data: p.data})
	}
}

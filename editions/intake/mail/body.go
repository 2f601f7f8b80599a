package mail

import (
	"strings"

	"banxin/editions/intake"
	"banxin/editions/intake/form"
	"banxin/editions/intake/html"
	"banxin/editions/intake/text"
	"banxin/editions/intake/tree"
	"banxin/editions/source"
)

// plain is a part's text; of HTML the characters without markup.
func (p part) plain() string {
	if p.kind != "text/html" {
		return p.text()
	}
	root, _ := tree.HTML(p.text(), tree.Limits{Nodes: 200000, Depth: 100})
	var b strings.Builder
	root.Walk(func(n *tree.Node) bool {
		if n.Name == "head" || n.Raw {
			return false
		}
		if tree.IsBlock(n.Name) || n.Name == "br" {
			b.WriteByte('\n')
		}
		b.WriteString(strings.Join(strings.FieldsFunc(n.Text, tree.IsSpace), " "))
		return true
	})
	return strings.TrimSpace(b.String())
}

// text decodes a part's bytes by what it says, or by what they are.
func (p part) text() string {
	set := p.set
	if set == "" && p.kind == "text/html" {
		set = html.Charset(p.data)
	}
	return intake.DecodeBytes(p.data, set)
}

// inlined are the pictures that the bodies show, by their ids.
func (r *reader) inlined() map[string]bool {
	used := map[string]bool{}
	for _, p := range r.bodies {
		if p.kind == "text/html" {
			for _, m := range cid().FindAllSubmatch(p.data, -1) {
				used[string(m[1])] = true
			}
		}
	}
	return used
}

var cid = form.Of(`cid:([^"'\s>)]{1,200})`)

// story makes a story of the mail's own text. Its subject is the headline where the text has
// none; pictures that the text does not show open it.
func (r *reader) story(pictures []part) {
	c := r.c
	if len(r.bodies) == 0 && len(pictures) == 0 {
		if len(c.Inner) == 0 {
			c.Refuse("IMP-READ", source.Msg("mail-no-text-no-story"), source.Msg("ask-sender-what-was-meant"))
		}
		return
	}
	from := len(c.Pieces)
	for _, p := range r.bodies {
		if p.kind == "text/html" {
			r.html(p)
		} else {
			r.plain(p)
		}
	}
	r.courtesies(from)
	r.spares(c)
	if k := r.from(c); k.By != "" {
		c.Comments = append(c.Comments, k)
	}
	for _, p := range pictures {
		c.Add(intake.Piece{Kind: intake.Image, Pic: &intake.Picture{Name: p.fileName(), Data: p.data, Apart: true}})
	}
	if c.Meta.Subject != "" {
		r.subject()
	}
}

// subjectMarks are what mail programs and contributors put before a subject.
var subjectMarks = form.Of(`^(?:\s*(?:(?i:re|fw|fwd)|回复|转发|答复)\s*[:：]|\s*[【\[(（](?:投稿|来稿|稿件|来信|新闻稿|供稿)[】\])）]|\s*(?:投稿|来稿|稿件|新闻稿)\s*[:：])\s*`)

func (r *reader) subject() {
	s := r.c.Meta.Subject
	rest := s
	for {
		cut := subjectMarks().FindString(rest)
		if cut == "" {
			break
		}
		rest = rest[len(cut):]
	}
	at := intake.Place{Part: "Subject"}
	r.c.Leave(s[:len(s)-len(rest)], intake.Markup, at)
	if len([]rune(rest)) > 200 { // no headline
		r.c.Leave(rest, intake.Unused, at)
		return
	}
	if rest != "" {
		r.c.Add(intake.Piece{Role: intake.Headline, Meta: true, Runs: []intake.Run{r.c.Text(rest)}, At: at})
	}
}

// html reads a body of HTML; its pictures are parts of the mail.
func (r *reader) html(p part) {
	root, ok := html.Parse(r.c, p.text())
	if !ok {
		return
	}
	r.quotes(root)
	html.Body(r.c, root, html.Options{Part: "text", Picture: func(ref string) ([]byte, bool) {
		id, is := strings.CutPrefix(ref, "cid:")
		for _, f := range r.files {
			if is && f.id == id || !is && f.id == "" && f.name != "" && f.name == ref {
				return f.data, true
			}
		}
		return nil, false
	}})
}

// quotes takes earlier mails and signatures out of a body, by the marks of mail programs.
func (r *reader) quotes(root *tree.Node) {
	var out []*tree.Node
	reasons := map[*tree.Node]intake.Reason{}
	root.Walk(func(n *tree.Node) bool {
		class, id := n.Get("class"), n.Get("id")
		switch {
		case n.Name == "blockquote" && (n.Get("type") == "cite" || strings.Contains(class, "quote")),
			strings.Contains(class, "gmail_quote"), strings.Contains(class, "moz-cite-prefix"), strings.Contains(id, "divRplyFwdMsg"), strings.Contains(id, "isReplyContent"),
			n.Name == "includetail", strings.Contains(id, "origin_mail"), strings.Contains(class, "ntes-mailmaster-quote"):
			reasons[n] = Quoted
		case strings.Contains(class, "signature"), strings.Contains(id, "signature"), strings.Contains(id, "ntes-pcmail-signature"), n.Name == "sign":
			reasons[n] = Signature
		default:
			return true
		}
		out = append(out, n)
		return false
	})
	for _, n := range out {
		r.c.Leave(n.Line(), reasons[n], intake.Place{Part: "text"})
		n.Kids, n.Name, n.Attr = nil, "span", nil
	}
}

var (
	quoteStart = form.Of(`^\s*(?:-{2,}\s*(?:原始邮件|转发的邮件|Original Message|Forwarded message|原邮件|转发邮件信息)\s*-{2,}|在\s?.{4,60}(?:写道|写到)[:：]\s*$|On .{6,120} wrote:\s*$|(?:发件人|From)\s*[:：].+)`)
	signStart  = form.Of(`^\s*(?:-- ?|—{2}\s?|发自我的.{0,20}|来自我的.{0,20}|Sent from my .{0,30}|从我的.{0,12}发送.*)$`)
)

// plain reads a body of text: the story, then what is quoted and the signature.
func (r *reader) plain(p part) {
	body := strings.ReplaceAll(p.text(), "\r\n", "\n")
	lines := strings.SplitAfter(body, "\n")
	end, why := len(lines), Signature
	for i, l := range lines {
		bare := strings.TrimRight(l, "\n")
		if quoteStart().MatchString(bare) || strings.HasPrefix(bare, ">") && quotedOnly(lines[i:]) {
			end, why = i, Quoted
			break
		}
		if signStart().MatchString(bare) && i > 0 && len(lines)-i < 12 {
			end, why = i, Signature
			break
		}
	}
	text.Lines(r.c, strings.Join(lines[:end], ""))
	r.c.Leave(strings.Join(lines[end:], ""), why, intake.Place{Part: "text", Line: end + 1})
}

// quotedOnly tells whether most of the lines are quoted.
func quotedOnly(lines []string) bool {
	quoted, all := 0, 0
	for _, l := range lines {
		if strings.TrimSpace(l) != "" {
			all++
			if strings.HasPrefix(l, ">") {
				quoted++
			}
		}
	}
	return quoted*3 >= all*2
}

package cli

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"io/fs"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"banxin/assets"
	"banxin/cmd/internal/report"
	"banxin/editions"
	"banxin/editions/source"
	editing "banxin/output/desk"
)

// packed is an archive of some texts, by their names.
func packed(pairs ...string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		f, _ := z.Create(pairs[i])
		io.WriteString(f, pairs[i+1])
	}
	z.Close()
	return b.String()
}

// around puts marks around each paragraph of a text.
func around(text, before, after string) string {
	var b strings.Builder
	for _, p := range strings.Split(text, "\n") {
		b.WriteString(before + html.EscapeString(p) + after)
	}
	return b.String()
}

// copyKinds make files of the kinds in which copy comes, of a headline and paragraphs.
var copyKinds = []struct {
	ext  string
	make func(title, text string) string
}{
	{".txt", func(title, text string) string { return title + "\n\n" + text + "\n" }},
	{".md", func(title, text string) string {
		return "# " + title + "\n\n" + strings.ReplaceAll(text, "\n", "\n\n") + "\n"
	}},
	{".html", func(title, text string) string {
		return `<!DOCTYPE html><html lang="zh"><meta charset="utf-8"><title>` + title + "</title><body><article><h1>" + title + "</h1>" + around(text, "<p>", "</p>") + "</article></body></html>"
	}},
	{".eml", func(title, text string) string {
		return "From: =?UTF-8?Q?=E8=AE=B0=E8=80=85?= <a@example.org>\r\nTo: desk@example.org\r\nSubject: copy\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + strings.ReplaceAll(title+"\n\n"+text, "\n", "\r\n") + "\r\n"
	}},
	{".rtf", func(title, text string) string {
		var b strings.Builder
		for _, p := range append([]string{title}, strings.Split(text, "\n")...) {
			for _, r := range p {
				fmt.Fprintf(&b, `\u%d?`, int16(r))
			}
			b.WriteString(`\par `)
		}
		return `{\rtf1\ansi\uc1 ` + b.String() + "}"
	}},
	{".docx", func(title, text string) string {
		p := func(before, after string) string {
			return `<w:p>` + before + `<w:r><w:t xml:space="preserve">` + after
		}
		return packed("[Content_Types].xml", `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
			"_rels/.rels", `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
			"word/document.xml", `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`+p(`<w:pPr><w:pStyle w:val="Title"/></w:pPr>`, html.EscapeString(title))+`</w:t></w:r></w:p>`+around(text, p("", ""), `</w:t></w:r></w:p>`)+`</w:body></w:document>`)
	}},
	{".fodt", func(title, text string) string {
		return `<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:h text:outline-level="1">` + title + `</text:h>` + around(text, "<text:p>", "</text:p>") + `</office:text></office:body></office:document>`
	}},
	{".json", func(title, text string) string {
		data, _ := json.Marshal(map[string]any{"uri": "urn:x:1", "type": "text", "headlines": []any{map[string]any{"value": title}}, "bodies": []any{map[string]any{"role": "main", "contentType": "text/html", "value": around(text, "<p>", "</p>")}}})
		return string(data)
	}},
	{".xml", func(title, text string) string {
		return `<?xml version="1.0" encoding="utf-8"?><nitf><body><body.head><hedline><hl1>` + title + `</hl1></hedline></body.head><body.content>` + around(text, "<p>", "</p>") + `</body.content></body></nitf>`
	}},
	{".zip", func(title, text string) string { return packed("来稿.txt", title+"\n\n"+text+"\n") }},
}

// tenCopies writes ten stories that the four pages do not have, each as a file of another kind.
func tenCopies(t *testing.T, paper string) (files []string) {
	t.Helper()
	names, err := fs.Glob(assets.Sample(), sampleDay+"stories/*.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, name := range names {
		if _, err := os.Stat(filepath.Join(paper, filepath.FromSlash(name))); err == nil || len(files) == len(copyKinds) {
			continue
		}
		data, _ := fs.ReadFile(assets.Sample(), name)
		st, _ := editions.ParseStory(source.NewFile(name, data))
		var text []string
		for p := range st.Parts() {
			if s := strings.Join(strings.Fields(p.Text.String()), ""); len([]rune(s)) > 40 {
				text = append(text, s)
			}
		}
		if len(text) < 3 {
			continue
		}
		k := copyKinds[len(files)]
		file := filepath.Join(dir, fmt.Sprintf("来稿%d%s", len(files)+1, k.ext))
		if err := os.WriteFile(file, []byte(k.make(st.Title(), strings.Join(text, "\n"))), 0o666); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	if len(files) < len(copyKinds) {
		t.Fatalf("only %d stories", len(files))
	}
	return files
}

// window is a browser at a desk, without a screen.
type window struct {
	t     *testing.T
	root  string
	c     *http.Client
	token string
}

func openWindow(t *testing.T, root string) *window {
	t.Helper()
	jar, _ := cookiejar.New(nil)
	w := &window{t: t, root: root, c: &http.Client{Jar: jar}}
	var me struct{ Token string }
	w.ask("GET", "desk/me", "", nil, &me)
	w.token = me.Token
	w.post("desk/me", map[string]string{"name": "夜编"}, nil)
	return w
}

func (w *window) post(path string, in, out any) {
	w.t.Helper()
	data, _ := json.Marshal(in)
	w.ask("POST", path, "application/json", bytes.NewReader(data), out)
}

func (w *window) ask(method, path, kind string, body io.Reader, out any) {
	w.t.Helper()
	r, _ := http.NewRequest(method, w.root+path, body)
	r.Header.Set("Content-Type", kind)
	r.Header.Set("X-Desk-Token", w.token)
	a, err := w.c.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer a.Body.Close()
	said, _ := io.ReadAll(a.Body)
	if a.StatusCode != 200 {
		w.t.Fatalf("%s %s: %d %s", method, path, a.StatusCode, said)
	}
	if out != nil {
		if err := json.Unmarshal(said, out); err != nil {
			w.t.Fatalf("%s: %v: %s", path, err, said)
		}
	}
}

// take sends files to be taken in.
func (w *window) take(files ...string) (out []editing.Taken) {
	w.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			w.t.Fatal(err)
		}
		part, _ := m.CreateFormFile("file", filepath.Base(f))
		part.Write(data)
	}
	m.Close()
	w.ask("POST", "desk/import", m.FormDataContentType(), &b, &out)
	return out
}

// pressState is how it stands with the press.
type pressState struct {
	editing.Sending
	Doing, Fault string
	Gone         []editing.Receipt
}

func (w *window) press(until func(p *pressState) bool) (p pressState) {
	w.t.Helper()
	for range 1200 {
		p = pressState{}
		w.ask("GET", "desk/press", "", nil, &p)
		if p.Doing == "" && until(&p) {
			return p
		}
		time.Sleep(50 * time.Millisecond)
	}
	w.t.Fatalf("it stands so with the press: %+v", p)
	return p
}

// TestDeskTakesIn: copy of ten kinds that comes to the desk is in the pool, each file a story; what is
// there already is not taken again, and a picture that comes with a page goes with it.
func TestDeskTakesIn(t *testing.T) {
	paper := copied(t)
	root, stop := serving(t, paper, "-q", "--edit")
	w := openWindow(t, root)
	files := tenCopies(t, paper)
	var ids []string
	for i, got := range w.take(files...) {
		if len(got.Stories) != 1 || got.Refused || got.Stories[0].Chars < 100 {
			t.Errorf("%s: %+v", files[i], got)
			continue
		}
		ids = append(ids, got.Stories[0].ID)
	}
	var plan editing.Plan
	for range 200 {
		w.ask("GET", "desk/place/plan", "", nil, &plan)
		if !slices.ContainsFunc(ids, func(id string) bool { return !slices.Contains(plan.Pool, id) }) {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	for _, id := range ids {
		if !slices.Contains(plan.Pool, id) {
			t.Errorf("%s is not among the stories on no page: %v", id, plan.Pool)
		}
	}
	if got := w.take(files[0]); len(got) != 1 || !got[0].Twice || len(got[0].Stories) > 0 || got[0].Found[0].Hint.Zh == "" {
		t.Errorf("once more: %+v", got)
	}
	dir := t.TempDir()
	picture, _ := fs.ReadFile(assets.Sample(), sampleDay+"images/teapot.png")
	for name, data := range map[string]string{"图.png": string(picture), "网页.html": `<!DOCTYPE html><meta charset="utf-8"><title>山</title><body><h1>山里来信说茶</h1><p><img src="图.png" alt="壶"></p><p>` + strings.Repeat("山里的茶今年开得早，", 20) + `</p>`} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if got := w.take(filepath.Join(dir, "图.png"), filepath.Join(dir, "网页.html")); len(got) != 1 || len(got[0].Stories) != 1 || got[0].Stories[0].Pictures != 1 {
		t.Errorf("with a picture: %+v", got)
	}
	if status, log := stop(); status != exitFine {
		t.Errorf("status %d, %s", status, log)
	}
}

// TestDeskSends: files for the press are made and sent from the desk, with receipts; pages that have
// changed since are held until the files are made anew.
func TestDeskSends(t *testing.T) {
	paper, printer := copied(t), filepath.Join(t.TempDir(), "印厂")
	root, stop := serving(t, paper, "-q", "--edit", "--send-to", printer)
	w := openWindow(t, root)
	if p := w.press(func(*pressState) bool { return true }); p.Made || p.To != printer {
		t.Fatalf("%+v", p)
	}
	w.post("desk/press/make", nil, nil)
	p := w.press(func(p *pressState) bool { return p.Made || p.Fault != "" })
	if len(p.Files) == 0 || p.Stale || p.Fault != "" {
		t.Fatalf("%+v", p)
	}
	w.post("desk/press/send", map[string]string{"as": p.As}, nil)
	p = w.press(func(p *pressState) bool { return len(p.Gone) > 0 || p.Fault != "" })
	if p.Fault != "" || len(p.Earlier) != len(p.Gone) || p.Gone[0].At == "" {
		t.Fatalf("%+v", p)
	}
	for _, r := range p.Gone {
		data, err := os.ReadFile(filepath.Join(printer, r.Name))
		if sum := fmt.Sprintf("%x", sha256.Sum256(data)); err != nil || sum != r.SHA256 || !strings.HasSuffix(r.Name, "_v1.pdf") {
			t.Errorf("%s: %s, %v", r.Name, sum, err)
		}
	}
	var list report.PressList
	data, _ := os.ReadFile(filepath.Join(printer, "tcrb-20261020-press.json"))
	if err := json.Unmarshal(data, &list); err != nil || len(list.Files) != len(p.Gone) {
		t.Errorf("the list is %s", data)
	}
	story := filepath.Join(paper, sampleDay+"stories/105-notice.md")
	text, err := os.ReadFile(story)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(story, bytes.Replace(text, []byte("\n---\n\n"), []byte("\n---\n\n新"), 1), 0o666); err != nil {
		t.Fatal(err)
	}
	if p = w.press(func(p *pressState) bool { return p.Stale }); len(p.Held) == 0 || p.Held[0].Why.Zh == "" {
		t.Errorf("another page is sent: %+v", p)
	}
	if status, log := stop(); status != exitFine {
		t.Errorf("status %d, %s", status, log)
	}
	for _, args := range [][]string{{"--send-to", printer}, {"--edit", "--key", "id"}, {"--edit", "--send-to", "ftp://a@b/c"}} {
		if status, _, _ := banxin(t, append([]string{"serve", paper, "--listen", "127.0.0.1:0"}, args...)...); status != exitTrouble {
			t.Errorf("%v: status %d", args, status)
		}
	}
}

package cli

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"

	"banxin/assets"
	"banxin/cmd/internal/thumb"
	"banxin/cmd/need"
	"banxin/cmd/need/held"
	"banxin/editions"
)

// TestGuide does what each chapter of the guide says, in a folder of its own: files that it
// shows are written, commands are run, and must end and say as it shows.
func TestGuide(t *testing.T) {
	dir := filepath.Join(need.Root(t), "assets", "guide")
	files, err := filepath.Glob(filepath.Join(dir, "*.md"))
	if err != nil || len(files) < 3 {
		t.Fatalf("%d chapters, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".md"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, chinese := range []bool{true, false} {
				if !chinese && !strings.Contains(string(data), "\n```sh en\n") {
					continue // nothing that the other run has not done
				}
				t.Chdir(t.TempDir())
				follow(t, filepath.Base(file), string(data), chinese, filepath.Join(dir, "pictures"))
			}
		})
	}
}

// pictureOf is a comment that says of which page the next picture is.
var pictureOf = regexp.MustCompile(`^<!-- picture (.+) -->$`)

// copyOf is a comment that does what the text tells the reader to do with a file.
var copyOf = regexp.MustCompile(`^<!-- copy (\S+) (\S+) -->$`)

// follow does what a chapter says.
func follow(t *testing.T, name, chapter string, chinese bool, pictures string) {
	t.Helper()
	lines := strings.Split(chapter, "\n")
	var page string
	for i := 0; i < len(lines); i++ {
		if m := pictureOf.FindStringSubmatch(lines[i]); m != nil {
			page = m[1]
		}
		if m := copyOf.FindStringSubmatch(lines[i]); m != nil {
			data, err := os.ReadFile(m[1])
			if err != nil {
				t.Fatalf("%s:%d: %v", name, i+1, err)
			}
			written(t, m[2], string(data))
		}
		if strings.HasPrefix(lines[i], "![") && page != "" {
			if chinese && *held.Update {
				_, to, _ := strings.Cut(strings.TrimSuffix(lines[i], ")"), "](pictures/")
				drawn(t, fmt.Sprintf("%s:%d", name, i+1), page, filepath.Join(pictures, to))
			}
			page = ""
		}
		if !strings.HasPrefix(lines[i], "```") {
			continue
		}
		info, start := strings.TrimPrefix(lines[i], "```"), i+1
		for i++; i < len(lines) && !strings.HasPrefix(lines[i], "```"); i++ {
		}
		kind, other := info, false
		if k, ok := strings.CutSuffix(info, " zh"); ok {
			kind, other = k, !chinese
		} else if k, ok := strings.CutSuffix(info, " en"); ok {
			kind, other = k, chinese
		}
		switch block := lines[start:i]; {
		case other:
		case kind == "sh":
			session(t, fmt.Sprintf("%s:%d", name, start), block, chinese)
		case strings.Contains(kind, " "):
			_, to, _ := strings.Cut(kind, " ")
			written(t, to, strings.Join(block, "\n")+"\n")
		}
	}
}

// written writes a file, or adds to it.
func written(t *testing.T, name, text string) {
	t.Helper()
	name, add := strings.CutPrefix(name, "+ ")
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if add {
		old, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text = string(old) + text
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// session runs the commands of a block, each with what it is to say, if that is shown: … stands
// for anything. Where no exit status is shown it is 0.
func session(t *testing.T, at string, block []string, chinese bool) {
	t.Helper()
	for i := 0; i < len(block); {
		line, ok := strings.CutPrefix(block[i], "$ banxin")
		if !ok {
			t.Fatalf("%s: %q is no command of banxin", at, block[i])
		}
		var want []string
		for i++; i < len(block) && !strings.HasPrefix(block[i], "$ "); i++ {
			want = append(want, block[i])
		}
		status := exitFine
		if n := len(want); n > 0 {
			if m := regexp.MustCompile(`^(?:退出状态|exit status) (\d)$`).FindStringSubmatch(want[n-1]); m != nil {
				status, _ = strconv.Atoi(m[1])
				want = want[:n-1]
			}
		}
		got, said := commanded(t, arguments(line), chinese)
		if got != status {
			t.Fatalf("%s: banxin%s: exit status %d, want %d; it says\n%s", at, line, got, status, said)
		}
		if len(want) > 0 && !saidAs(said, want) {
			t.Errorf("%s: banxin%s says\n%s\nand not\n%s", at, line, said, strings.Join(want, "\n"))
		}
	}
}

// arguments cuts a command line: at spaces that are not within quotes, up to a comment.
func arguments(line string) (out []string) {
	line, _, _ = strings.Cut(line, " #")
	for i, part := range strings.Split(line, `"`) {
		if i%2 == 1 {
			out = append(out, part)
		} else {
			out = append(out, strings.Fields(part)...)
		}
	}
	return out
}

// saidAs compares what was said with lines in which … stands for anything; a line that is …
// alone stands for any lines.
func saidAs(said string, want []string) bool {
	var re strings.Builder
	re.WriteString(`^`)
	for _, line := range want {
		if strings.TrimSpace(line) == "…" {
			re.WriteString(`(?:.*\n)*?`)
			continue
		}
		for i, part := range strings.Split(strings.TrimRight(line, " "), "…") {
			if i > 0 {
				re.WriteString(`.*`)
			}
			re.WriteString(regexp.QuoteMeta(part))
		}
		re.WriteString(` *\n`)
	}
	re.WriteString(`\n*$`)
	return regexp.MustCompile(re.String()).MatchString(strings.TrimRight(said, "\n") + "\n")
}

// commanded runs a command and returns its exit status and all that it says. One that serves is
// stopped when it has said where and answered there.
func commanded(t *testing.T, args []string, chinese bool) (int, string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var said bytes.Buffer
	clock := time.Date(2026, 10, 20, 8, 0, 0, 0, time.UTC)
	w := world{in: strings.NewReader(""), out: &said, err: &said, now: func() time.Time { return clock }, browse: func(string) error { return nil },
		env: func(k string) string {
			return map[string]string{"BANXIN_LANG": map[bool]string{true: "zh"}[chinese]}[k]
		}}
	switch {
	case args[0] == "serve", args[0] == "guide" && slices.Contains(args, "--open"):
		w.out = io.MultiWriter(&said, answering{t, cancel})
		args = append(args, "--listen", "127.0.0.1:0")
	case slices.Contains(args, "--watch"):
		go func() { time.Sleep(2 * time.Second); cancel() }()
	}
	status := run(ctx, args, w)
	if ctx.Err() != nil { // it was stopped, as Ctrl-C does
		status = exitFine
	}
	return status, said.String()
}

// answering asks at the address that is written, and stops who says it.
type answering struct {
	t    *testing.T
	stop func()
}

func (a answering) Write(p []byte) (int, error) {
	address := strings.Fields(string(p))[0]
	go func() {
		defer a.stop()
		answer, err := http.Get(address)
		if err != nil {
			a.t.Errorf("%s: %v", address, err)
			return
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			a.t.Errorf("%s: %s", address, answer.Status)
		}
	}()
	return len(p), nil
}

// drawn makes a picture of the guide, of a page as it now is; CI holds that they are all current.
// The arguments are those of build, and --width in pixels; --crop cuts out a part, in hundredths
// of the width and height.
func drawn(t *testing.T, at, page, file string) {
	t.Helper()
	o := pflag.NewFlagSet("picture", pflag.ContinueOnError)
	edition, number, width, crop := o.String("edition", "", ""), o.Int("page", 1, ""), o.Int("width", 300, ""), o.IntSlice("crop", []int{0, 0, 100, 100}, "")
	auto := o.Bool("auto", false, "")
	if err := o.Parse(strings.Fields(page)); err != nil {
		t.Fatalf("%s: %v", at, err)
	}
	out := t.TempDir()
	args := []string{"build", o.Arg(0), "-q", "--to", "png", "--pages", strconv.Itoa(*number), "--ppi", "200", "-o", out, "--fail-on", "never"}
	if *edition != "" {
		args = append(args, "--edition", *edition)
	}
	if *auto {
		args = append(args, "--auto")
	}
	if status, said := commanded(t, args, true); status != exitFine {
		t.Fatalf("%s: exit status %d: %s", at, status, said)
	}
	files, _ := filepath.Glob(filepath.Join(out, "*.png"))
	if len(files) != 1 {
		t.Fatalf("%s: %d pictures", at, len(files))
	}
	data, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	whole := image.NewRGBA(img.Bounds())
	draw.Draw(whole, whole.Rect, img, whole.Rect.Min, draw.Src)
	w, h, c := whole.Rect.Dx(), whole.Rect.Dy(), *crop
	var b bytes.Buffer
	if err := thumb.Encode(&b, thumb.Of(whole, image.Rect(w*c[0]/100, h*c[1]/100, w*c[2]/100, h*c[3]/100), *width)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestGuideNamesWhatIs holds that each flag that a chapter names is one of some command, and
// each key, written `键: value`, one of the files.
func TestGuideNamesWhatIs(t *testing.T) {
	known := map[string]bool{}
	for _, c := range allCommands(newRoot(testWorld())) {
		c.Flags().VisitAll(func(f *pflag.Flag) { known["--"+f.Name] = true })
	}
	keys := map[string]bool{"键": true, "头条": true, "三条": true, "简讯": true, "专题": true} // names of slots, too
	for _, s := range editions.Keys() {
		for _, k := range s.Keys {
			keys[k.Name], keys[k.Chinese] = true, true
		}
	}
	dir := filepath.Join(need.Root(t), "assets", "guide")
	files, _ := filepath.Glob(filepath.Join(dir, "*.md"))
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range regexp.MustCompile(`--[a-z][a-z-]+`).FindAllString(string(data), -1) {
			if !known[f] && f != "--width" && f != "--crop" && filepath.Base(file) != "农场.md" { // which the farm's own test holds
				t.Errorf("%s: no command has %s", filepath.Base(file), f)
			}
		}
		for _, m := range inCode.FindAllStringSubmatch(withoutBlocks(string(data)), -1) {
			for _, k := range regexp.MustCompile(`(?:^|[{,] ?)([\p{Han}]+): `).FindAllStringSubmatch(m[1], -1) {
				if !keys[k[1]] {
					t.Errorf("%s: `%s`: no file has the key %s", filepath.Base(file), m[1], k[1])
				}
			}
		}
	}
}

// TestGuidePages holds that every page of the guide is there, in both languages, that what they
// link to is there too, and that the first page leads to every chapter.
func TestGuidePages(t *testing.T) {
	b := book()
	server := httptest.NewServer((&world{}).guideHandler())
	defer server.Close()
	links := regexp.MustCompile(`(?:href|src)="([^"#]+)[^"]*"`)
	for _, name := range b.Names() {
		status, body := get(t, server.URL+guidePath+name, "", "")
		if status != http.StatusOK || len(body) < 500 {
			t.Errorf("%s: %d, %d bytes", name, status, len(body))
		}
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		for _, m := range links.FindAllStringSubmatch(body, -1) {
			if strings.Contains(m[1], ":") {
				continue // elsewhere
			}
			to, err := url.PathUnescape(m[1])
			if _, ok := b.File(to); !ok || err != nil {
				t.Errorf("%s leads to %s, which is not there", name, m[1])
			}
		}
		if strings.Contains(body, "raw HTML omitted") || strings.Contains(body, "http://") && strings.Contains(body, "src=\"http") {
			t.Errorf("%s has HTML of its own, or loads from elsewhere", name)
		}
	}
	first, err := os.ReadFile(filepath.Join(need.Root(t), "assets", "guide", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(need.Root(t), "assets", "guide", "*.md"))
	for _, f := range files {
		if name := filepath.Base(f); name != "README.md" && !strings.Contains(string(first), "]("+name+")") {
			t.Errorf("README.md of the guide does not lead to %s", name)
		}
	}
	for _, lang := range []string{"zh-CN,zh;q=0.9", "en-GB"} {
		r, _ := http.NewRequest("GET", server.URL+guidePath, nil)
		r.Header.Set("Accept-Language", lang)
		a, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(a.Body)
		a.Body.Close()
		if want := `lang="` + map[bool]string{true: "zh-Hans", false: "en"}[lang[0] == 'z'] + `">`; !strings.Contains(string(body[:80]), want) {
			t.Errorf("%s: %.80s", lang, body)
		}
	}
	if status, _ := get(t, server.URL+guidePath+"../secret", "", ""); status != http.StatusNotFound {
		t.Errorf("what is not there: %d", status)
	}
}

// TestTopics: every chapter is shown in the terminal, by each of its names and in lines that fit.
func TestTopics(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		_, list, _ := banxinIn(t, map[string]string{"BANXIN_LANG": lang}, "help")
		b := book()
		for _, c := range b.Chapters() {
			for _, call := range []string{"help", "guide"} {
				status, out, errs := banxinIn(t, map[string]string{"BANXIN_LANG": lang, "COLUMNS": "60"}, call, c.Slug)
				if status != exitFine || errs != "" || len(out) < 200 {
					t.Errorf("%s %s: status %d, %s", call, c.Slug, status, errs)
				}
			}
			if topic := c.Slug; lang == "en" && !strings.Contains(list, topic) {
				t.Errorf("help does not list %s", topic)
			}
		}
	}
	if len(assetsOfGuide(t)) > 2<<20 {
		t.Error("the guide is larger than 2 MB")
	}
}

// assetsOfGuide is all of the guide's files, one after the other.
func assetsOfGuide(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	z := assets.Guide()
	for _, name := range book().Names() {
		if f, err := z.Open(name); err == nil {
			_, _ = io.Copy(&out, f)
			f.Close()
		}
	}
	return out.Bytes()
}

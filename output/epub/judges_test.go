package epub

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"banxin/cmd/need"
	"banxin/editions"
	"banxin/fonts"
	"banxin/layout/page"
)

// The judges run with BANXIN_JUDGES=1 and are found so:
//
//	EPUBCHECK_JAR  epubcheck.jar, or several in the form of PATH; default
//	               /usr/share/java/epubcheck.jar; a folder holds the jars of one, as Maven
//	               copies them; needs java
//	EPUBCHECK_TS   the program of @likecoin/epubcheck-ts; default epubcheck-ts in PATH
//	ACE            ace-puppeteer of @daisy/ace; default ace-puppeteer in PATH; needs a
//	               browser, PUPPETEER_EXECUTABLE_PATH or /usr/bin/chromium
//
// variants are the books that the judges see, as files: every element of a story, the sample paper
// in each form of the book, and the real page. They are made once.
func variants(t *testing.T) map[string]string {
	t.Helper()
	if theBooks == nil {
		theBooks = makeBooks(t)
	}
	dir := t.TempDir()
	paths := map[string]string{}
	for name, data := range theBooks {
		paths[name] = filepath.Join(dir, name+".epub")
		if err := os.WriteFile(paths[name], data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return paths
}

var theBooks map[string][]byte

func makeBooks(t *testing.T) map[string][]byte {
	t.Helper()
	ed, d := sample(t)
	e := sampleEdition(t)
	books := map[string][]byte{
		"elements":          write(t, ed, d, Options{}),
		"elements-pages":    write(t, ed, d, Options{Pages: pagePictures(t)}),
		"elements-vertical": write(t, ed, d, Options{Vertical: true}),
		"elements-replica":  writeReplica(t, ed, d, nil, Options{Pages: pagePictures(t)}),
		"sample-replica":    writeReplica(t, e.ed, e.doc, e.cat, Options{Pages: e.pages}),
		"sample":            e.write(t, Options{}),
		"sample-pages":      e.write(t, Options{Pages: e.pages, Reviewer: "棠川日报社"}),
		"sample-headlines":  e.write(t, Options{Fonts: FontsHeadlines}),
		"sample-all":        e.write(t, Options{Fonts: FontsAll, Pages: e.pages}),
		"sample-obscured":   e.write(t, Options{Fonts: FontsHeadlines, Obfuscate: true}),
		"sample-vertical":   e.write(t, Options{Vertical: true, Fonts: FontsAll, Pages: e.pages}),
	}
	for _, voice := range []string{"社区报", "都市报"} {
		e := inVoice(t, voice)
		books["voice-"+voice] = e.write(t, Options{Fonts: FontMode(e.ed.Paper.EEdition.Fonts)})
	}
	if e := realEdition(t); e != nil {
		books["real"] = e.write(t, Options{Pages: e.pages})
		books["real-all"] = e.write(t, Options{Pages: e.pages, Fonts: FontsAll})
		books["real-replica"] = writeReplica(t, e.ed, e.doc, e.cat, Options{Pages: e.pages})
	}
	return books
}

func writeReplica(t *testing.T, ed *editions.Edition, d *page.Doc, cat *fonts.Catalog, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteReplica(&b, ed, d, cat, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func (e *edition) write(t *testing.T, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, e.ed, e.doc, e.cat, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// judge shows the book with every element to a judge, where time is not bounded one in the colours of a voice, and all
// variants with EPUB_JUDGE=all.
func judge(t *testing.T, command func(path string) *exec.Cmd) {
	for name, path := range variants(t) {
		if name != "elements-pages" && (need.Bounded() || name != "voice-都市报") && os.Getenv("EPUB_JUDGE") != "all" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			if out, err := command(path).CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

func TestEPUBCheck(t *testing.T) {
	java := need.Program(t, "JAVA", "java")
	jars := filepath.SplitList(os.Getenv("EPUBCHECK_JAR"))
	if len(jars) == 0 {
		jars = []string{"/usr/share/java/epubcheck.jar"}
	}
	for _, jar := range jars {
		jar = need.File(t, jar)
		run := []string{"-jar", jar}
		if info, err := os.Stat(jar); err == nil && info.IsDir() {
			run = []string{"-cp", filepath.Join(jar, "*"), "com.adobe.epubcheck.tool.Checker"}
		}
		judge(t, func(path string) *exec.Cmd {
			return exec.Command(java, append(run[:len(run):len(run)], "--failonwarnings", path)...)
		})
	}
}

func TestEPUBCheckTS(t *testing.T) {
	ts := need.Program(t, "EPUBCHECK_TS", "epubcheck-ts")
	judge(t, func(path string) *exec.Cmd { return exec.Command(ts, path, "--fail-on-warnings") })
}

func TestAce(t *testing.T) {
	ace := need.Program(t, "ACE", "ace-puppeteer")
	judge(t, func(path string) *exec.Cmd {
		c := exec.Command(ace, "-s", "-f", "-E", "-o", strings.TrimSuffix(path, ".epub"), path)
		c.Env = os.Environ()
		if os.Getenv("PUPPETEER_EXECUTABLE_PATH") == "" {
			c.Env = append(c.Env, "PUPPETEER_EXECUTABLE_PATH=/usr/bin/chromium")
		}
		return c
	})
}

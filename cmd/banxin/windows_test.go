package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"banxin/cmd/need"
)

// machine is where banxin runs: here, or under Wine as on Windows.
type machine struct {
	banxin []string // the command
	env    []string
	dir    string // in which it runs
}

// run returns what a command says on stdout, its paths with slashes, and its exit status.
func (m machine) run(t *testing.T, args ...string) (string, int) {
	t.Helper()
	out, state := m.start(t, args...)
	return out, state.ExitCode()
}

// start runs a command and returns with what it says the state of its process.
func (m machine) start(t *testing.T, args ...string) (string, *os.ProcessState) {
	t.Helper()
	c := exec.Command(m.banxin[0], append(slices.Clone(m.banxin[1:]), args...)...)
	c.Dir, c.Env = m.dir, m.env
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	err := c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if c.ProcessState.ExitCode() == 2 {
		t.Logf("banxin %s: %s", strings.Join(args, " "), errs.String())
	}
	return strings.ReplaceAll(strings.ReplaceAll(out.String(), "\r\n", "\n"), `\`, "/"), c.ProcessState
}

// machines builds the program for both, that for Windows as it is released. Wine 8 lacks
// a function that Go asks for, and what deletes folders in one go: that fails there with "Invalid function", where Windows
// says what Go understands as not supported.
func machines(t *testing.T) (here, windows machine, hold []string) {
	wine, cc := need.File(t, "/usr/lib/wine/wine64"), need.Tool(t, "x86_64-w64-mingw32-gcc")
	dir := t.TempDir()
	do := func(args ...string) {
		c := exec.Command(args[0], args[1:]...)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
	}
	exe := released(t, dir)
	do(cc, "-municode", "-o", filepath.Join(dir, "hold.exe"), "testdata/windows/hold.c")
	prefix := filepath.Join(dir, "prefix")
	env := append(os.Environ(), "SOURCE_DATE_EPOCH=1790000000", "LC_ALL=C.UTF-8", "LANG=C.UTF-8", "BANXIN_LANG=en")
	wined := append(slices.Clone(env), "WINEPREFIX="+prefix, "WINEDEBUG=-all", "WINEDLLOVERRIDES=bcryptprimitives=n;mscoree=;mshtml=")
	server := exec.Command(filepath.Join(filepath.Dir(wine), "wineserver64"), "-p") // stays: to end and begin with each command takes its time, and fails where they meet
	server.Env = wined
	if err := errors.Join(os.Mkdir(prefix, 0o777), server.Run()); err != nil {
		t.Fatal(err)
	}
	boot := exec.Command(wine, filepath.Join(dir, "hold.exe"))
	boot.Env = wined // no pipes: what it begins stays, and would hold them
	if err := boot.Run(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		end := exec.Command(filepath.Join(filepath.Dir(wine), "wineserver64"), "-k", "-w")
		end.Env = wined
		end.Run()
	})
	do(cc, "-shared", "-o", filepath.Join(prefix, "drive_c/windows/system32/bcryptprimitives.dll"), "testdata/windows/bcryptprimitives.c", "-ladvapi32")
	here = machine{[]string{program(t)}, env, filepath.Join(dir, "here")}
	windows = machine{[]string{wine, exe}, wined, filepath.Join(dir, "windows")}
	return here, windows, []string{wine, filepath.Join(dir, "hold.exe")}
}

// onWindows are commands that make and say the same on both machines, in the order in which
// they are run in a folder with the files of inbox and the smallest paper, 试报.
var onWindows = [][]string{
	{"build", "-o", "sample", "--to", "pdf,epub,epub-replica,epaper,png,svg", "-q"},
	{"new", "新报"},
	{"check", "新报", "--format", "json"},
	{"import", "收件/来稿.txt", "收件/网页.html", "-C", "试报"},
	{"check", "试报"},
	{"build", "试报", "-o", "输出", "--to", "pdf,epub,png", "--split", "--lint"},
	{"build", "试报/editions/2026-10-20", "-o", "输出", "--to", "pdf", "--profile", "archive", "-q"},
	{"verify", "输出"},
	{"proof", "试报", "-o", "校样", "--to", "pdf,png", "--kind", "galley"},
	{"proof", "试报", "-o", "校样", "--round", "一校1", "--to", "pdf"},
	{"diff", "校样/一校1", "试报"},
	{"preflight", "输出/shibao-20261020.pdf"},
	{"impose", "sample/tcrb-20261020.pdf", "-o", "印版/版.pdf"},
	{"opds", "输出"},
}

// inbox are the files of the paper as Windows has them: with its ends of lines, marks of
// byte order, paths.
var inbox = map[string]string{
	"试报/paper.yaml":                            "\ufeff名称: 试报\r\n代码: shibao\r\n",
	"试报/editions/2026-10-20/edition.yaml":      "\ufeff日期: 2026-10-20\r\n期号: 7\r\n版:\r\n  - 版面: 要闻\r\n    模板: 一版\r\n    稿件:\r\n      头条: s1\r\n      二条: 图片\r\n",
	"试报/editions/2026-10-20/stories/图片.md":     "\ufeff---\r\n标题: 老桥新灯\r\n---\r\n![桥上的灯亮了](夜景\\桥.jpg){乙 摄}\r\n\r\n灯亮了。\r\n",
	"试报/editions/2026-10-20/stories/a b（一）.md": "---\r\n标题: 另一篇\r\n---\r\n文字。\r\n",
	"收件/来稿.txt":                                "\ufeff河边新添一条步道\r\n\r\n本报讯 河边新添了一条步道，长三百米，两旁种了柳树。\r\n\r\n步道由居民一起出主意，昨天走的人很多。\r\n",
	"收件/网页.html":                               "<html><head><title>修路</title></head><body><h1>老城的路修好了</h1>\r\n<p>老城的路昨天修好了，车辆可以通行。</p><p>修路用了三个月。</p></body></html>\r\n",
}

// furnish fills the folder in which a machine runs.
func furnish(t *testing.T, m machine) {
	t.Helper()
	root := need.Root(t)
	if err := os.CopyFS(filepath.Join(m.dir, "试报"), os.DirFS(filepath.Join(root, "cmd/internal/cli/testdata/paper"))); err != nil {
		t.Fatal(err)
	}
	for name, text := range inbox {
		put(t, filepath.Join(m.dir, name), []byte(text))
	}
	photo, err := os.ReadFile(filepath.Join(root, "assets/sample/editions/2026-10-20/images/bridge.jpg"))
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(m.dir, "试报/editions/2026-10-20/images/夜景/桥.jpg"), photo)
}

// put writes a file, and the folders that it lies in.
func put(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, data, 0o666)); err != nil {
		t.Fatal(err)
	}
}

// TestWindows: on Windows, for which Wine stands in, the program says the same and makes
// the same bytes as here.
func TestWindows(t *testing.T) {
	here, windows, hold := machines(t)
	furnish(t, here)
	furnish(t, windows)
	for _, args := range onWindows {
		want, status := here.run(t, args...)
		got, same := windows.run(t, args...)
		if got != want || same != status || status == 2 {
			t.Errorf("banxin %s: status %d\n%s\nhere %d\n%s", strings.Join(args, " "), same, got, status, want)
		}
	}
	t.Run("first hour", func(t *testing.T) { firstHour(t, here, windows) })
	sameTrees(t, here.dir, windows.dir)
	t.Run("in use", func(t *testing.T) { inUse(t, windows, hold) })
	t.Run("read only", func(t *testing.T) { readOnly(t, windows) })
	t.Run("long paths", func(t *testing.T) { longPath(t, windows) })
}

// sameTrees wants the same files below two folders.
func sameTrees(t *testing.T, a, b string) {
	t.Helper()
	want, got := treeOf(t, a), treeOf(t, b)
	if len(want) < 150 {
		t.Errorf("only %d files were made", len(want))
	}
	const times = "/输出/opds/catalog.json" // when the files were made
	for name, data := range want {
		other, ok := got[name]
		if !ok {
			t.Errorf("%s is not made on Windows", name)
		} else if name != times && !bytes.Equal(data, other) {
			t.Errorf("%s is another on Windows", name)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s is made on Windows alone", name)
		}
	}
}

func treeOf(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		out[strings.TrimPrefix(p, dir)], err = os.ReadFile(p)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// build builds the paper and wants an exit status.
func build(t *testing.T, m machine, out string, want int) {
	t.Helper()
	if said, got := m.run(t, "build", "试报", "-o", out, "--to", "pdf,epub,epaper", "-q"); got != want {
		t.Errorf("build: status %d, want %d: %s", got, want, said)
	}
}

// another makes the paper another issue, so that all outputs change.
func another(t *testing.T, m machine) {
	t.Helper()
	name := filepath.Join(m.dir, "试报/editions/2026-10-20/edition.yaml")
	data, err := os.ReadFile(name)
	if err := errors.Join(err, os.WriteFile(name, bytes.Replace(data, []byte("期号: "), []byte("期号: 1"), 1), 0o666)); err != nil {
		t.Fatal(err)
	}
}

// inUse: a file that another program has open is not replaced, and then none is; a folder
// that another has open is no matter.
func inUse(t *testing.T, m machine, hold []string) {
	build(t, m, "used", 0)
	before := treeOf(t, filepath.Join(m.dir, "used"))
	another(t, m)
	release := held(t, m, hold, "used/shibao-20261020.pdf")
	build(t, m, "used", 2)
	release()
	m.run(t, "verify", "used")
	for name, data := range treeOf(t, filepath.Join(m.dir, "used")) {
		if !bytes.Equal(data, before[name]) {
			t.Errorf("%s changed, though the PDF could not", name)
		}
	}
	release = held(t, m, hold, "used", "used/shibao-20261020-epaper")
	build(t, m, "used", 0)
	release()
	whole(t, m, "used")
}

// held has other programs open files, until release is called.
func held(t *testing.T, m machine, hold []string, names ...string) (release func()) {
	t.Helper()
	c := exec.Command(hold[0], append(slices.Clone(hold[1:]), names...)...)
	c.Dir, c.Env = m.dir, m.env
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err := errors.Join(err, c.Start()); err != nil {
		t.Fatal(err)
	}
	if said, err := io.ReadAll(io.LimitReader(out, 4)); err != nil || string(said) != "held" {
		t.Fatalf("%q, %v", said, err)
	}
	return func() {
		in.Close()
		c.Wait()
	}
}

// whole wants all files of a folder to be as they were made, and nothing else there.
func whole(t *testing.T, m machine, out string) {
	t.Helper()
	if said, status := m.run(t, "verify", out); status != 0 {
		t.Errorf("verify: status %d: %s", status, said)
	}
	left, err := filepath.Glob(filepath.Join(m.dir, out, ".banxin*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// readOnly: files that may only be read are replaced, as elsewhere.
func readOnly(t *testing.T, m machine) {
	build(t, m, "kept", 0)
	for _, name := range []string{"shibao-20261020.pdf", "shibao-20261020.json", "shibao-20261020-epaper/index.html"} {
		if err := os.Chmod(filepath.Join(m.dir, "kept", name), 0o444); err != nil {
			t.Fatal(err)
		}
	}
	another(t, m)
	build(t, m, "kept", 0)
	whole(t, m, "kept")
}

// longPath: paths of more than the 260 characters that Windows once knew.
func longPath(t *testing.T, m machine) {
	long := "深" + strings.Repeat("/"+strings.Repeat("很长的名字", 12), 5)
	build(t, m, long, 0)
	build(t, m, long, 0)
	whole(t, m, long)
}

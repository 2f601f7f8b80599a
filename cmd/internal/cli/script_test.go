package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/text/encoding/simplifiedchinese"

	"banxin/cmd/need"
	"banxin/cmd/need/four"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"banxin": func() {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
		context.AfterFunc(ctx, stop)
		status := Main(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
		tellPeak()
		os.Exit(status)
	}})
}

// peakVariable names the file into which a command of a test writes the most memory that it has
// taken. What the system says of a child counts what its parent took before it began.
const peakVariable = "BANXIN_TEST_PEAK"

// tellPeak writes it, in kB, where the system knows.
func tellPeak() {
	name := os.Getenv(peakVariable)
	data, err := os.ReadFile("/proc/self/status")
	if _, rest, ok := strings.Cut(string(data), "VmHWM:"); ok && err == nil && name != "" {
		_ = os.WriteFile(name, []byte(strings.Fields(rest)[0]), 0o666)
	}
}

// TestScripts runs whole commands on whole papers. Each script finds the smallest paper
// in the folder paper, its own files laid over it, and an old output in out.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup:               setup,
		Condition:           condition,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": status, "four": fourPages, "make": makeFile, "readonly": readOnly, "small": small, "untouched": untouchedOut, "interrupt": interrupt,
		},
	})
}

// condition knows [cannot], where no small disk can be made, and [long], where time for long
// scripts is granted.
func condition(cond string) (bool, error) {
	return cond == "cannot" && !mounts() || cond == "long" && need.Long(), nil
}

func setup(env *testscript.Env) error {
	from := os.DirFS("testdata/paper")
	err := fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		to := filepath.Join(env.WorkDir, "paper", name)
		if err != nil || d.IsDir() {
			return errors.Join(err, os.MkdirAll(to, 0o777))
		}
		if _, err := os.Stat(to); err == nil {
			return nil // the script brings its own
		}
		data, err := fs.ReadFile(from, name)
		if err != nil {
			return err
		}
		return os.WriteFile(to, data, 0o666)
	})
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(env.WorkDir, "out"), 0o777); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(env.WorkDir, "out", "old"), []byte("old"), 0o666)
}

// status N banxin ARGS… runs a command that must end with exit status N and not in a panic.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command args…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if errs := ts.ReadFile("stderr"); strings.Contains(errs, "panic") || strings.Contains(errs, "goroutine") {
		ts.Fatalf("it panics")
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// fourPages DIR copies the newspaper of the tests there.
func fourPages(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: four folder")
	}
	ts.Check(os.CopyFS(ts.MkAbs(args[0]), four.Pages()))
}

// interrupt STAGE banxin ARGS… runs a command until that stage begins, then presses Ctrl-C.
func interrupt(ts *testscript.TestScript, neg bool, args []string) {
	path, err := exec.LookPath(filepath.Join(strings.Split(ts.Getenv("PATH"), string(os.PathListSeparator))[0], args[1]))
	ts.Check(err)
	c := exec.Command(path, append(args[2:], "--progress", "json")...)
	c.Dir = ts.MkAbs(".")
	c.Env = append(os.Environ(), "PATH="+ts.Getenv("PATH"), "LANG=C")
	errs, err := c.StderrPipe()
	ts.Check(err)
	ts.Check(c.Start())
	var said strings.Builder
	lines := bufio.NewScanner(errs)
	for lines.Scan() {
		fmt.Fprintln(&said, lines.Text())
		if strings.Contains(lines.Text(), `"event":"start","stage":"`+args[0]) {
			ts.Check(c.Process.Signal(os.Interrupt))
		}
	}
	c.Wait()
	ts.Logf("%s", said.String())
	if got := c.ProcessState.ExitCode(); got != exitTrouble {
		ts.Fatalf("exit status %d", got)
	}
	if !strings.Contains(said.String(), "interrupted; earlier outputs are as they were") {
		ts.Fatalf("it does not say that it was interrupted")
	}
}

// untouched: out holds what it held at the start, and nothing else.
func untouchedOut(ts *testscript.TestScript, neg bool, args []string) {
	entries, err := os.ReadDir(ts.MkAbs("out"))
	ts.Check(err)
	if len(entries) != 1 || entries[0].Name() != "old" || ts.ReadFile("out/old") != "old" {
		ts.Fatalf("out holds %v", entries)
	}
}

// makeFile writes a file that no one would put in a script: make KIND FILE.
func makeFile(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: make KIND FILE")
	}
	f, ok := made[args[0]]
	if !ok {
		ts.Fatalf("no such kind of file")
	}
	name := ts.MkAbs(args[1])
	ts.Check(os.MkdirAll(filepath.Dir(name), 0o777))
	ts.Check(os.WriteFile(name, f(), 0o666))
}

const front = "---\n标题: 题\n---\n"

var made = map[string]func() []byte{
	"story-200000": func() []byte {
		return []byte(front + strings.Repeat(strings.Repeat("一二三四五六七八九十", 19)+"甲乙丙丁戊己庚辛壬。\n\n", 1000) + "完\n")
	},
	"yaml-10MB": func() []byte {
		return []byte("名称: 大报\n报头行:\n" + strings.Repeat("  - 一行又一行又一行又一行又一行\n", 10<<20/50))
	},
	"yaml-deep": func() []byte { return []byte("名称: " + strings.Repeat("[", 100_000)) },
	"yaml-deep2": func() []byte {
		return []byte("名称: " + strings.Repeat("{a: ", 50_000) + "1" + strings.Repeat("}", 50_000) + "\n")
	},
	"yaml-bomb": func() []byte {
		var b strings.Builder
		b.WriteString("名称: 报\na0: &a0 [哈,哈,哈,哈,哈,哈,哈,哈,哈]\n")
		for i := range 12 {
			fmt.Fprintf(&b, "a%d: &a%d [%s*a%d]\n", i+1, i+1, strings.Repeat(fmt.Sprintf("*a%d, ", i), 8), i)
		}
		return []byte(b.String())
	},
	"markdown-deep": func() []byte { return []byte(front + strings.Repeat("> ", 20_000) + "深\n") },
	"story-gb18030": func() []byte {
		b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(front + "请用国标码。\n"))
		must(err)
		return b
	},
	"story-crlf-bom": func() []byte {
		return []byte("\ufeff" + strings.ReplaceAll(front+"第一段。\n\n第二段。\n", "\n", "\r\n"))
	},
	"story-private":   func() []byte { return []byte(front + "私\ue123用\U000f1234，未定\u0378义\U0003fffd。\n") },
	"story-control":   func() []byte { return []byte(front + "零\x00宽\u200b度\u202e反\x07铃\ufeff尾。\n") },
	"png-20000x20000": func() []byte { return pngHead(20_000, 20_000) },
	"png-0x0":         func() []byte { return pngHead(0, 0) },
	"png-dot": func() []byte {
		var b bytes.Buffer
		must(png.Encode(&b, image.NewGray(image.Rect(0, 0, 60, 40))))
		return b.Bytes()
	},
	"jpeg-truncated": func() []byte { return jpegHead[:len(jpegHead)-4] },
	"empty":          func() []byte { return nil },
}

// pngHead is a PNG that ends after its header.
func pngHead(w, h uint32) []byte {
	b := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d")
	chunk := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("IHDR"), w), h)
	chunk = append(chunk, 8, 2, 0, 0, 0)
	return binary.BigEndian.AppendUint32(append(b, chunk...), crc32.ChecksumIEEE(chunk))
}

// jpegHead is the head of a JPEG of 64 × 48 pixels, without its scan.
var jpegHead = slices.Concat([]byte{0xff, 0xd8, 0xff, 0xdb, 0, 67, 0}, slices.Repeat([]byte{16}, 64),
	[]byte{0xff, 0xc0, 0, 11, 8, 0, 48, 0, 64, 1, 1, 0x11, 0, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0})

// readOnly makes a folder that cannot be written into.
func readOnly(ts *testscript.TestScript, neg bool, args []string) {
	dir := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(dir, 0o777))
	if os.Getuid() != 0 {
		ts.Check(os.Chmod(dir, 0o555))
		ts.Defer(func() { os.Chmod(dir, 0o777) })
		return
	}
	mount(ts, dir, "ro,size=64k")
}

// small makes a folder on a disk of 64 KB.
func small(ts *testscript.TestScript, neg bool, args []string) {
	dir := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(dir, 0o777))
	mount(ts, dir, "size=64k")
}

// mount puts a small disk at dir.
func mount(ts *testscript.TestScript, dir, options string) {
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", options, "banxin-test", dir).CombinedOutput(); err != nil {
		ts.Fatalf("mount: %v: %s", err, out)
	}
	ts.Defer(func() { exec.Command("umount", dir).Run() })
}

// mounts tells whether this user may mount.
var mounts = sync.OnceValue(func() bool {
	dir, err := os.MkdirTemp("", "banxin-*")
	if err != nil {
		return false
	}
	defer os.Remove(dir)
	if exec.Command("mount", "-t", "tmpfs", "-o", "size=4k", "banxin-test", dir).Run() != nil {
		return false
	}
	return exec.Command("umount", dir).Run() == nil
})

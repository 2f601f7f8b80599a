package epub

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"banxin/cmd/need"
)

// streamSource reads a zip archive as a stream, entry by entry, as some readers do.
const streamSource = `
import java.io.*; import java.util.zip.*;
public class Stream {
	public static void main(String[] a) throws Exception {
		for (String name : a) {
			int n = 0;
			try (ZipInputStream z = new ZipInputStream(new FileInputStream(name))) {
				for (ZipEntry e; (e = z.getNextEntry()) != null; n++)
					for (byte[] b = new byte[8192]; z.read(b) > 0; ) {}
				System.out.println(n);
			} catch (Exception e) {
				System.out.println(e.toString());
			}
		}
	}
}`

func TestJavaCanStreamIt(t *testing.T) {
	java := need.Program(t, "JAVA", "java")
	source := filepath.Join(t.TempDir(), "Stream.java")
	if err := os.WriteFile(source, []byte(streamSource), 0o644); err != nil {
		t.Fatal(err)
	}
	var names, paths, want []string
	for name, path := range variants(t) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files, err := unzip(data)
		if err != nil {
			t.Fatal(err)
		}
		names, paths, want = append(names, name), append(paths, path), append(want, fmt.Sprint(len(files)))
	}
	out, err := exec.Command(java, append([]string{source}, paths...)...).CombinedOutput()
	if err != nil && strings.Contains(string(out), "compiler") {
		t.Skip("this java cannot compile: ", string(out))
	}
	got := strings.Split(strings.TrimSpace(string(out)), "\n")
	if err != nil || len(got) != len(want) {
		t.Fatalf("%v\n%s", err, out)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%s: streamed %s of %s entries", names[i], got[i], want[i])
		}
	}
}

// TestPrintHash is run by TestSameBytesEverywhere in processes of their own.
func TestPrintHash(t *testing.T) {
	if os.Getenv("EPUB_HASH") == "" {
		t.Skip("a part of TestSameBytesEverywhere")
	}
	ed, d := sample(t)
	fmt.Printf("hash %x\n", sha256.Sum256(write(t, ed, d, Options{Pages: pagePictures(t)})))
}

func TestSameBytesEverywhere(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Skip(err)
	}
	var first string
	for _, env := range [][]string{
		{"TZ=UTC", "LC_ALL=C", "GOMAXPROCS=1"},
		{"TZ=Asia/Shanghai", "LC_ALL=zh_CN.UTF-8", "GOMAXPROCS=2"},
		{"TZ=America/Los_Angeles", "LC_ALL=tr_TR.UTF-8", "GOMAXPROCS=4", "LANG=de_DE"},
	} {
		c := exec.Command(self, "-test.run=^TestPrintHash$")
		c.Env = append(append(os.Environ(), "EPUB_HASH=1"), env...)
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		line, _, _ := strings.Cut(string(out), "\n")
		if first == "" {
			first = line
		}
		if line != first || !strings.HasPrefix(line, "hash ") {
			t.Errorf("%v: %s, want %s", env, line, first)
		}
	}
}

package index_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"

	"banxin/output/index"
)

// archive has a long text, a stored one, and one that does not pack well.
func archive(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range []struct {
		name   string
		method uint16
		text   string
	}{{"mimetype", zip.Store, "application/epub+zip"}, {"a b.xhtml", zip.Deflate, strings.Repeat("棠川日报", 50000)}, {"last.xhtml", zip.Deflate, "完"}, {"mimetype", zip.Store, "twice"}} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: f.method})
		if err == nil {
			_, err = w.Write([]byte(f.text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Files are read by their names and by addresses, in any order.
func TestContainer(t *testing.T) {
	c := container(t, archive(t))
	for _, want := range []struct {
		name  string
		begin string
		size  int
	}{{"last.xhtml", "完", 3}, {"a%20b.xhtml", "棠川日报", 600000}, {"mimetype", "application/epub+zip", 20}, {"a b.xhtml", "棠川日报", 600000}} {
		data, err := c.Read(want.name, 1<<20)
		if err != nil || len(data) != want.size || !strings.HasPrefix(string(data), want.begin) {
			t.Errorf("%s: %d bytes, %v", want.name, len(data), err)
		}
		f, err := c.Open(want.name)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := io.ReadAll(f); err != nil || !bytes.Equal(again, data) {
			t.Errorf("%s, as it goes on: %d bytes, %v", want.name, len(again), err)
		}
	}
	if _, err := c.Read("a b.xhtml", 1000); !errors.Is(err, index.ErrTooLarge) {
		t.Error(err)
	}
	if _, err := c.Read("none", 1000); err == nil {
		t.Error("a file that is not there is read")
	}
}

// Whatever the directory says of sizes and checksums, what is read is what was packed, or an
// error; no more is asked for than Deflate could have packed.
func TestContainerLies(t *testing.T) {
	whole := archive(t)
	at := bytes.Index(whole, []byte("PK\x01\x02"))
	at += bytes.Index(whole[at+4:], []byte("PK\x01\x02")) + 4 // the second entry
	for name, lie := range map[string]func([]byte){
		"longer":       func(d []byte) { binary.LittleEndian.PutUint32(d[24:], 600001) },
		"shorter":      func(d []byte) { binary.LittleEndian.PutUint32(d[24:], 599999) },
		"much longer":  func(d []byte) { binary.LittleEndian.PutUint32(d[24:], 1<<31) },
		"packed more":  func(d []byte) { binary.LittleEndian.PutUint32(d[20:], 1<<30) },
		"packed less":  func(d []byte) { binary.LittleEndian.PutUint32(d[20:], 900) },
		"another sum":  func(d []byte) { d[16]++ },
		"another way":  func(d []byte) { d[10] = 12 },
		"stands after": func(d []byte) { binary.LittleEndian.PutUint32(d[42:], 1<<29) },
	} {
		data := bytes.Clone(whole)
		lie(data[at:])
		if got, err := container(t, data).Read("a b.xhtml", 1<<32); err == nil {
			t.Errorf("%s: %d bytes", name, len(got))
		}
	}
}

// FuzzContainer: any bytes are read or an error, and what is read is as long as it says.
func FuzzContainer(f *testing.F) {
	f.Add(archive(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := index.OpenContainer(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return
		}
		c.Digest()
		for _, name := range []string{"mimetype", "a b.xhtml", "last.xhtml"} {
			if got, err := c.Read(name, 1<<20); err == nil && len(got) > 1<<20 {
				t.Error(len(got))
			}
		}
		if _, err := c.Stories(); err != nil {
			return
		}
	})
}

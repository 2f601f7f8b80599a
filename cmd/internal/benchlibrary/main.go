// Command benchlibrary makes a library of many days of one built edition, to measure the
// catalogue, the search and the site with:
//
//	banxin build -o one --to epub,epaper
//	go run ./cmd/internal/benchlibrary -in one -out lib -days 2000
//	time banxin opds lib
//
// Each day has its own date, identifiers and text: about every fourth Chinese character is
// another of the same document, so that no two days hold the same pairs of characters. The
// pictures of pages and stories are left out of books and are one file in all e-papers, as they
// would only fill the disk; previews stay.
package main

import (
	"archive/zip"
	"bytes"
	"flag"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

func main() {
	in := flag.String("in", "", "the `folder` of one built edition")
	out := flag.String("out", "", "the `folder` of the library")
	days := flag.Int("days", 2000, "how many days, the edition's the last")
	flag.Parse()
	if err := run(*in, *out, *days); err != nil {
		fmt.Fprintln(os.Stderr, "benchlibrary:", err)
		os.Exit(2)
	}
}

func run(in, out string, days int) error {
	if in == "" || out == "" {
		return fmt.Errorf("give -in DIR and -out DIR")
	}
	last, err := dateOf(os.DirFS(in))
	if err != nil {
		return err
	}
	for n := range days {
		d := day{from: last, to: last.AddDate(0, 0, n+1-days)}
		if err := d.copy(in, filepath.Join(out, d.to.Format("2006"))); err != nil {
			return err
		}
	}
	return nil
}

var bookName = regexp.MustCompile(`^(.*)([0-9]{8})\.epub$`)

// dateOf reads the edition's date off the name of its book.
func dateOf(one fs.FS) (time.Time, error) {
	books, err := fs.Glob(one, "*.epub")
	if err != nil {
		return time.Time{}, err
	}
	for _, name := range books {
		if m := bookName.FindStringSubmatch(name); m != nil {
			return time.Parse("20060102", m[2])
		}
	}
	return time.Time{}, fmt.Errorf("there is no NAME-YYYYMMDD.epub")
}

// day is an edition moved to another day.
type day struct{ from, to time.Time }

// formats are those in which dates stand in documents and names.
var formats = []string{"2006-01-02", "20060102", "2006/01/02", "2006年1月2日"}

// dated is a text with the day's date.
func (d day) dated(s string) string {
	for _, f := range formats {
		s = strings.ReplaceAll(s, d.from.Format(f), d.to.Format(f))
	}
	return s
}

func (d day) copy(in, to string) error {
	one := os.DirFS(in)
	return fs.WalkDir(one, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		at := filepath.Join(to, filepath.FromSlash(d.dated(name)))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			return err
		}
		if picture(name) && os.Link(filepath.Join(in, filepath.FromSlash(name)), at) == nil {
			return nil
		}
		data, err := fs.ReadFile(one, name)
		if err != nil {
			return err
		}
		switch {
		case strings.HasSuffix(name, ".epub"):
			data, err = d.book(data)
		case strings.Contains(name, "-epaper/"), strings.HasSuffix(name, d.from.Format("20060102")+".json"): // the manifest too
			data = d.document(name, data)
		default:
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		return os.WriteFile(at, data, 0o644)
	})
}

func picture(name string) bool { return path.Ext(name) == ".jpg" || path.Ext(name) == ".png" }

// book moves a book to the day.
func (d day) book(data []byte) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range z.File {
		if strings.HasPrefix(f.Name, "EPUB/images/") || strings.HasPrefix(f.Name, "EPUB/fonts/") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		entry, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		made, err := w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: f.Method})
		if err != nil {
			return nil, err
		}
		if _, err := made.Write(d.document(f.Name, entry)); err != nil {
			return nil, err
		}
	}
	err = w.Close()
	return b.Bytes(), err
}

// document moves a text to the day; what is no text stays.
func (d day) document(name string, data []byte) []byte {
	switch path.Ext(name) {
	case ".opf", ".ncx", ".json", ".js":
		return []byte(d.identified(d.dated(string(data))))
	case ".xhtml", ".html":
		return []byte(d.identified(d.dated(d.reworded(name, string(data)))))
	}
	return data
}

var uuids = regexp.MustCompile(`urn:uuid:[0-9a-f]{8}`)

// identified makes UUIDs those of the day.
func (d day) identified(s string) string {
	return uuids.ReplaceAllStringFunc(s, func(id string) string {
		return fmt.Sprintf("urn:uuid:%08x", crc32.ChecksumIEEE([]byte(id+d.to.Format(time.DateOnly))))
	})
}

// reworded exchanges Chinese characters of a document for others of it.
func (d day) reworded(name, s string) string {
	r := []rune(s)
	var han []int
	for i, c := range r {
		if c >= 0x4E00 && c <= 0x9FFF && !strings.ContainsRune("年月日", c) {
			han = append(han, i)
		}
	}
	state := crc32.ChecksumIEEE([]byte(name + d.to.Format(time.DateOnly)))
	for _, i := range han {
		if state = state*1664525 + 1013904223; state>>30 == 0 {
			r[i] = r[han[int(state>>8)%len(han)]]
		}
	}
	return string(r)
}

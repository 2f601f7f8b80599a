package epub

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"sync"

	goepub "github.com/go-shiori/go-epub"
)

// intakeLock guards go-epub's package-wide file system.
var intakeLock sync.Mutex

// desk is where go-epub makes the container. In memory it looks for files by names with
// slashes, and writes them by names with the system's separator: on Windows it would find
// none, and works in the folder for temporary files.
func desk() goepub.FSType {
	if filepath.Separator != '/' {
		return goepub.OsFS
	}
	return goepub.MemoryFS
}

// intake gives sections and media to go-epub and returns the files of the container it
// makes, by name. What a validator or a reader judges is completed afterwards.
func (b *book) intake() (map[string][]byte, error) {
	intakeLock.Lock()
	defer intakeLock.Unlock()
	if err := goepub.Use(desk()); err != nil {
		return nil, err
	}
	e, err := goepub.NewEpub(b.title())
	if err != nil {
		return nil, err
	}
	shelf := shelf{}
	e.Client = &http.Client{Transport: shelf}
	e.SetIdentifier(b.id)
	e.SetLang(b.lang)
	for _, m := range b.media {
		if err := shelf.add(e, m); err != nil {
			return nil, err
		}
	}
	for _, f := range b.files {
		if _, err := e.AddSection(f.body, f.title, f.name, "../"+b.style.href()); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	if _, err := e.WriteTo(&out); err != nil {
		return nil, err
	}
	return unzip(out.Bytes())
}

// shelf is all the network go-epub gets to see: the book's own media.
type shelf map[string][]byte

const shelfURL = "http://media.invalid/"

func (s shelf) add(e *goepub.Epub, m *media) error {
	url := shelfURL + m.href()
	s[url] = m.data
	var err error
	switch m.folder {
	case goepub.ImageFolderName:
		_, err = e.AddImage(url, m.name)
	case goepub.CSSFolderName:
		_, err = e.AddCSS(url, m.name)
	case goepub.FontFolderName:
		_, err = e.AddFont(url, m.name)
	default:
		err = fmt.Errorf("no folder for %s", m.href())
	}
	return err
}

// RoundTrip answers for the book's own media and denies everything else.
func (s shelf) RoundTrip(r *http.Request) (*http.Response, error) {
	data, ok := s[r.URL.String()]
	if !ok {
		return nil, errors.New("no network while a book is made")
	}
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(bytes.NewReader(data)), Request: r}, nil
}

// unzip reads all files of an archive held in memory.
func unzip(data []byte) (map[string][]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, f := range z.File {
		if _, twice := files[f.Name]; twice {
			return nil, fmt.Errorf("%s is in the container twice", f.Name)
		}
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		content, err := io.ReadAll(r)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		files[f.Name] = content
	}
	return files, nil
}

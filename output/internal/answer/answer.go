// Package answer answers HTTP requests with documents that are made in memory.
//
//	answer.Bytes(w, r, page, "text/html; charset=utf-8")
package answer

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// least is how many bytes a document has that is worth squeezing.
const least = 512

// Bytes answers with a document, squeezed where it is text, the client can and no range of it
// is asked for. It is to be asked for each time; the tag, which each form has of its own,
// answers that it is still the same.
func Bytes(w http.ResponseWriter, r *http.Request, data []byte, kind string) {
	head := w.Header()
	head.Set("Content-Type", kind)
	head.Set("Cache-Control", "no-cache")
	sum := sha256.Sum256(data)
	tag := fmt.Sprintf("%x", sum[:8])
	if Text(kind) {
		head.Add("Vary", "Accept-Encoding")
		if len(data) >= least && AcceptsGzip(r) && r.Header.Get("Range") == "" {
			data, tag = squeezed(data), tag+"-gzip"
			head.Set("Content-Encoding", "gzip")
		}
	}
	head.Set("ETag", `"`+tag+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

// Text tells whether documents of a media type become smaller when they are squeezed.
func Text(kind string) bool {
	kind, _, _ = strings.Cut(kind, ";")
	return strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "json") || strings.HasSuffix(kind, "xml")
}

func squeezed(data []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(data) // into memory, which does not fail
	z.Close()
	return b.Bytes()
}

// AcceptsGzip tells whether a client takes gzip (RFC 9110 section 12.5.3).
func AcceptsGzip(r *http.Request) bool {
	any := false
	for part := range strings.SplitSeq(strings.Join(r.Header.Values("Accept-Encoding"), ","), ",") {
		name, params, _ := strings.Cut(part, ";")
		q := strings.TrimRight(strings.TrimPrefix(strings.ReplaceAll(strings.ToLower(params), " ", ""), "q="), "0")
		taken := q != "0." && q != "" || params == ""
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "gzip", "x-gzip":
			return taken
		case "*":
			any = taken
		}
	}
	return any
}

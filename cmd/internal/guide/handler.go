package guide

import (
	"mime"
	"net/http"
	"path"
	"strings"

	"banxin/editions/texts"
)

// policy lets the pages load from here alone.
const policy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// Handler answers with the guide, its first page at the root. In which language that is the
// browser says; chinese holds where it likes neither.
func (b *Book) Handler(chinese bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, head := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/"), w.Header()
		if name == "" {
			name = b.First().page(texts.Liked(r.Header.Get("Accept-Language"), texts.LanguageOf(chinese)) == texts.Chinese)
			head.Set("Vary", "Accept-Language")
		}
		data, ok := b.File(name)
		if !ok {
			http.NotFound(w, r)
			return
		}
		head.Set("Content-Security-Policy", policy)
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("Cache-Control", "no-cache")
		head.Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
		_, _ = w.Write(data) // who has left needs no answer
	})
}

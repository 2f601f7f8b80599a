package live_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"

	"banxin/assets"
	"banxin/assets/faces"
	"banxin/editions"
	"banxin/layout"
	"banxin/output/live"
)

// The sample is shown, and a browser asks where the character at a point comes from.
func ExampleServer() {
	ed, _, err := editions.Load(assets.Sample(), "")
	if err != nil {
		panic(err)
	}
	cat, _ := layout.Catalog(ed, faces.All())
	res, err := layout.Compose(context.Background(), ed, cat, layout.Options{})
	if err != nil {
		panic(err)
	}
	s := live.New(live.Options{})
	s.Show(&live.Edition{Doc: res.Doc, Catalog: cat})
	server := httptest.NewServer(s)
	defer server.Close()

	a, err := http.Get(server.URL + "/page/0/at?x=124&y=220")
	if err != nil {
		panic(err)
	}
	defer a.Body.Close()
	data, _ := io.ReadAll(a.Body)
	fmt.Println(strings.Contains(string(data), `"char":"澜"`))
	// Output: true
}

package opds

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"banxin/cmd/need"
)

// TestApps has the catalogue of two papers read by the OPDS code of other people's apps, in
// both versions: all feeds, all editions, a search. EPUB_READERS names a node_modules folder
// with r2-opds-js and opds-feed-parser.
func TestApps(t *testing.T) {
	modules := need.Named(t, "EPUB_READERS")
	for _, m := range []string{"r2-opds-js", "opds-feed-parser"} {
		if _, err := os.Stat(filepath.Join(modules, m)); err != nil {
			need.Missing(t, m)
		}
	}
	h, err := NewHandler(Server{Library: twoPapers(t), Now: newClock().Now, Options: Options{PerPage: 2}})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(h)
	defer server.Close()
	out, err := exec.Command(need.Tool(t, "node"), "testdata/apps.cjs", modules, server.URL+"/", "石桥").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var said struct{ JSON, JSONEditions, Atom, AtomEditions, Found int }
	if err := json.Unmarshal(out, &said); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if said.JSON < 20 || said.JSON != said.Atom || said.JSONEditions != said.AtomEditions || said.JSONEditions < 12 || said.Found != 2 {
		t.Errorf("%s", out)
	}
}

package need

import (
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"testing"
)

// Browser runs a script of node that works in browsers as people do, and fails with all that it
// found wrong: it is called with a node_modules folder, a folder for screenshots or -, and args,
// and prints {"Wrong": […]} with whatever else into may take; nil: nothing. EPUB_READERS names
// that folder, with puppeteer-core and axe-core, and EPUB_SHOTS the one for screenshots; the
// browsers are PUPPETEER_EXECUTABLE_PATH, or /usr/bin/chromium, and FIREFOX, or
// firefox-esr. What scripts share is in browser.mjs.
func Browser(t *testing.T, script string, into any, args ...string) {
	t.Helper()
	modules, shots := Named(t, "EPUB_READERS"), os.Getenv("EPUB_SHOTS")
	if shots == "" {
		shots = "-"
	}
	c := exec.Command("node", append([]string{script, modules, shots}, args...)...)
	c.Stderr = os.Stderr
	if path, err := exec.LookPath("firefox-esr"); err == nil && os.Getenv("FIREFOX") == "" {
		c.Env = append(os.Environ(), "FIREFOX="+path)
	}
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	var got struct{ Wrong []string }
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if into != nil {
		if err := json.Unmarshal(out, into); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	slices.Sort(got.Wrong)
	for _, w := range slices.Compact(got.Wrong) {
		t.Error(w)
	}
}

package main

import (
	"archive/zip"
	"os"
	"path/filepath"
	"testing"

	"banxin/output/opds"
)

// TestDays: each day is an edition of its own.
func TestDays(t *testing.T) {
	one, out := t.TempDir(), t.TempDir()
	f, err := os.Create(filepath.Join(one, "a-20261020.epub"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	for name, text := range map[string]string{
		"META-INF/container.xml": `<container><rootfiles><rootfile full-path="EPUB/package.opf"/></rootfiles></container>`,
		"EPUB/package.opf":       `<package><metadata><title>报 2026年10月20日</title><identifier>urn:uuid:12345678-0</identifier><date>2026-10-20</date></metadata></package>`,
	} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := run(one, out, 300); err != nil {
		t.Fatal(err)
	}
	editions, problems, err := opds.Editions(os.DirFS(out))
	if err != nil || len(problems) > 0 || len(editions) != 300 {
		t.Fatalf("%d editions, %v, %v", len(editions), problems, err)
	}
	ids := map[string]bool{}
	for _, e := range editions {
		ids[e.ID] = true
	}
	if len(ids) != 300 || editions[0].Title != "报 2026年10月20日" || editions[299].Date != "2025-12-25" {
		t.Errorf("%d identifiers, %+v", len(ids), editions[299])
	}
}

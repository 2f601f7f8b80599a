package epub

import (
	"os"
	"path/filepath"
	"testing"
)

// TestKeep leaves the sample's books in the folder named by EPUB_KEEP, for looking at.
func TestKeep(t *testing.T) {
	dir := os.Getenv("EPUB_KEEP")
	if dir == "" {
		t.Skip("EPUB_KEEP names no folder")
	}
	for name, path := range variants(t) {
		data, err := os.ReadFile(path)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name+".epub"), data, 0o644)
		}
		if err != nil {
			t.Error(err)
		}
	}
}

package store

import (
	"os"
	"sync"
	"testing"
)

// TestOpenedTogether: stores of one folder that are opened and closed at the same time do not take
// one another's work folders for those of the dead.
func TestOpenedTogether(t *testing.T) {
	dir := t.TempDir()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 60 {
				f, err := openFolder(dir)
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := os.Stat(f.work); err != nil {
					t.Error(err)
				}
				f.Close()
			}
		})
	}
	all.Wait()
}

package folder

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// TestAppend: what is added follows what stood there, however many add at once; where nothing
// can be added the file is as it was.
func TestAppend(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.jsonl")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 5 {
				err := Append(name, func(data []byte) ([]byte, error) {
					return fmt.Appendf(nil, "%d\n", bytes.Count(data, []byte("\n"))), nil
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	var want []byte
	for i := range 40 {
		want = fmt.Appendf(want, "%d\n", i)
	}
	if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s, %v", got, err)
	}
	no := errors.New("no")
	if err := Append(name, func([]byte) ([]byte, error) { return []byte("x"), no }); !errors.Is(err, no) {
		t.Error(err)
	}
	if got, _ := os.ReadFile(name); !bytes.Equal(got, want) {
		t.Errorf("%s", got)
	}
}

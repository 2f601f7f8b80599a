package folder

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Change puts in the place of a file, which may be missing, what change returns for what stands
// in it; nil leaves it. No other process changes a file of the folder by this package meanwhile,
// and no reader sees half of it.
func Change(name string, change func(data []byte) ([]byte, error)) error {
	held, err := acquire(filepath.Dir(name))
	if err != nil {
		return err
	}
	defer held.release()
	data, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	out, err := change(data)
	if err != nil || out == nil {
		return err
	}
	return Replace(name, out)
}

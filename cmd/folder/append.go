package folder

import (
	"io"
	"os"
	"path/filepath"
)

// Append adds to the end of a file, which is made where it is missing, what more returns for
// what stands in it. No other process appends to a file of the folder meanwhile; what is added
// is one write, and on the disk when Append returns.
func Append(name string, more func(data []byte) ([]byte, error)) error {
	held, err := acquire(filepath.Dir(name))
	if err != nil {
		return err
	}
	defer held.release()
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o666)
	if err != nil {
		return err
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return err
	}
	add, err := more(data)
	if err != nil {
		return err
	}
	if _, err := f.Write(add); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	return f.Close()
}

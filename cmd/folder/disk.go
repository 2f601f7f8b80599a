package folder

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"time"

	"banxin/editions/source"
)

// disk is what changes the disk. Tests stop it at each step.
type disk struct {
	step func(op, name string) error // before each; nil: nothing stops it. With it nothing is synced
}

func (d disk) before(op, name string) error {
	if d.step == nil {
		return nil
	}
	return d.step(op, name)
}

func (d disk) mkdirAll(dir string) error {
	if st, err := os.Stat(dir); err == nil && st.IsDir() {
		return nil
	}
	if err := d.before("mkdir", dir); err != nil {
		return err
	}
	return os.MkdirAll(dir, 0o777)
}

// link gives a file a second name, or where the disk knows no second names, a copy.
func (d disk) link(file, name string) error {
	if err := d.before("link", name); err != nil {
		return err
	}
	if os.Link(file, name) == nil {
		return nil
	}
	from, err := os.Open(file)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := os.Create(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	return errors.Join(err, to.Sync(), to.Close())
}

// rename moves a file over another. On Windows it is refused while a scanner looks at one
// of them, and when the other may only be read.
func (d disk) rename(from, to string) error {
	if err := d.before("rename", to); err != nil {
		return err
	}
	err := os.Rename(from, to)
	for try := 0; err != nil && runtime.GOOS == "windows" && try < 10; try++ {
		os.Chmod(to, 0o666)
		time.Sleep(time.Duration(try) * 10 * time.Millisecond)
		err = os.Rename(from, to)
	}
	if runtime.GOOS == "windows" && errors.Is(err, fs.ErrPermission) {
		return source.Faultf("in-use-elsewhere")
	}
	return err
}

func (d disk) remove(name string) error {
	if err := d.before("remove", name); err != nil {
		return err
	}
	return os.Remove(name)
}

// removeAll removes a folder, file by file where the system cannot do it in one.
func (d disk) removeAll(dir string) error {
	if err := d.before("remove", dir); err != nil {
		return err
	}
	if os.RemoveAll(dir) == nil {
		return nil
	}
	var all []string
	filepath.WalkDir(dir, func(p string, _ fs.DirEntry, err error) error {
		all = append(all, p)
		return nil
	})
	for _, p := range slices.Backward(all) {
		if err := os.Remove(p); err != nil && p == dir {
			return err
		}
	}
	return nil
}

// writeFile writes a file and puts it on the disk.
func (d disk) writeFile(name string, data []byte) error {
	if err := d.before("write", name); err != nil {
		return err
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, d.sync(f), f.Close())
}

func (d disk) sync(f *os.File) error {
	if d.step != nil {
		return d.step("sync", f.Name())
	}
	return f.Sync()
}

func (d disk) syncDir(dir string) error {
	if d.step != nil {
		return d.step("sync", dir)
	}
	return Sync(dir)
}

// Sync puts the names in a folder on the disk, where the system knows how: Windows
// writes them with the files, and some disks of networks say that it is no use.
func Sync(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return nil
}

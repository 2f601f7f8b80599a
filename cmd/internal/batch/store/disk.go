package store

import (
	"cmp"
	"errors"
	"io/fs"
	"runtime"
	"slices"
	"syscall"
)

// passing are the troubles of a disk that pass: it is full, or a disk of a network that does
// not answer. Errors of Windows that mean so are among its numbers: ERROR_DISK_FULL and
// ERROR_NETNAME_DELETED, ERROR_BAD_NETPATH, ERROR_UNEXP_NET_ERR, ERROR_DEV_NOT_EXIST.
var passing = map[bool][]syscall.Errno{
	false: {syscall.ENOSPC, syscall.EDQUOT, syscall.EIO, syscall.ESTALE, syscall.ENOTCONN, syscall.EHOSTDOWN, syscall.ETIMEDOUT, syscall.EMFILE, syscall.ENFILE},
	true:  {112, 64, 53, 59, 55, 39},
}[runtime.GOOS == "windows"]

func isAway(err error) bool {
	return slices.ContainsFunc(passing, func(e syscall.Errno) bool { return errors.Is(err, e) })
}

// byPath sorts entries so that the names of all that is in them are in order: a/b comes
// after a-b.
func byPath(all []fs.DirEntry) []fs.DirEntry {
	key := func(e fs.DirEntry) string {
		if e.IsDir() {
			return e.Name() + "/"
		}
		return e.Name()
	}
	slices.SortFunc(all, func(a, b fs.DirEntry) int { return cmp.Compare(key(a), key(b)) })
	return all
}

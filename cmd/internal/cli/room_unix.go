//go:build linux || darwin

package cli

import "golang.org/x/sys/unix"

// roomIn says how many bytes the user may still write in a folder.
func roomIn(dir string) (uint64, error) {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return 0, err
	}
	return st.Bavail * uint64(st.Bsize), nil
}

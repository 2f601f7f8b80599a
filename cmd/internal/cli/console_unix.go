//go:build unix

package cli

import (
	"os"

	"golang.org/x/sys/unix"
)

// isConsole tells whether a file is a terminal, and no other device such as /dev/null.
func isConsole(v any) bool {
	f, ok := v.(*os.File)
	if !ok {
		return false
	}
	_, err := unix.IoctlGetWinsize(int(f.Fd()), unix.TIOCGWINSZ)
	return err == nil
}

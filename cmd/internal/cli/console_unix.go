//go:build unix

package cli

import (
	"os"
	"path/filepath"
	"runtime"

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

// clicked tells whether a desktop began the program: with no argument, and where nobody reads
// what it says: a pipe and a file are read, such as a script's that wants the help. The Finder
// opens a Terminal for it, in the home folder and by its whole path.
func clicked(args []string, in, out, errw any) bool {
	if len(args) > 0 {
		return false
	}
	if runtime.GOOS == "darwin" && isConsole(in) && isConsole(out) {
		home, err := os.UserHomeDir()
		here, err2 := os.Getwd()
		return err == nil && err2 == nil && home == here && filepath.IsAbs(os.Args[0])
	}
	screen := runtime.GOOS == "darwin" || os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
	return screen && nowhere(in) && nowhere(out) && nowhere(errw)
}

// nowhere tells whether a file leads to nobody: to /dev/null, or to the socket of a system's log.
func nowhere(v any) bool {
	f, ok := v.(*os.File)
	if !ok || isConsole(f) {
		return false
	}
	st, err := f.Stat()
	return err == nil && st.Mode()&(os.ModeCharDevice|os.ModeSocket) != 0
}

// consoleWidth is how many columns a terminal shows; 0 where out is none.
func consoleWidth(out any) int {
	f, ok := out.(*os.File)
	if !ok {
		return 0
	}
	size, err := unix.IoctlGetWinsize(int(f.Fd()), unix.TIOCGWINSZ)
	if err != nil {
		return 0
	}
	return int(size.Col)
}

// codePage is a thing of Windows.
func codePage() int { return 0 }

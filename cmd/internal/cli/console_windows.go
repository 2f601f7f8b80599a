package cli

import (
	"os"

	"golang.org/x/sys/windows"
)

// isConsole tells whether a file is a console, and no other device such as NUL.
func isConsole(v any) bool {
	f, ok := v.(*os.File)
	if !ok {
		return false
	}
	var mode uint32
	return windows.GetConsoleMode(windows.Handle(f.Fd()), &mode) == nil
}

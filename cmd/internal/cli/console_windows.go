package cli

import (
	"os"
	"path/filepath"
	"unsafe"

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

var consoleProcesses = windows.NewLazySystemDLL("kernel32.dll").NewProc("GetConsoleProcessList")

// clicked tells whether Explorer began the program: with nothing, or with what was dropped upon
// it, whose whole path it gives. The console is then its own, and nobody else is at it.
func clicked(args []string, in, out, errw any) bool {
	if len(args) > 1 || len(args) == 1 && !dropped(args[0]) {
		return false
	}
	if !isConsole(in) || !isConsole(out) || !isConsole(errw) || consoleProcesses.Find() != nil {
		return false
	}
	var ids [2]uint32
	n, _, _ := consoleProcesses.Call(uintptr(unsafe.Pointer(&ids[0])), uintptr(len(ids)))
	return n == 1
}

func dropped(name string) bool {
	_, err := os.Stat(name)
	return err == nil && filepath.IsAbs(name)
}

// consoleWidth is how many columns a console shows; 0 where out is none.
func consoleWidth(out any) int {
	f, ok := out.(*os.File)
	var info windows.ConsoleScreenBufferInfo
	if !ok || windows.GetConsoleScreenBufferInfo(windows.Handle(f.Fd()), &info) != nil {
		return 0
	}
	return int(info.Window.Right-info.Window.Left) + 1
}

// codePage is that of the console, which programs that read ours may go by; 0 where it has none.
func codePage() int {
	cp, err := windows.GetConsoleOutputCP()
	if err != nil {
		return 0
	}
	return int(cp)
}

// roomIn says how many bytes the user may still write in a folder.
func roomIn(dir string) (uint64, error) {
	p, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, err
	}
	var free uint64
	err = windows.GetDiskFreeSpaceEx(p, &free, nil, nil)
	return free, err
}

package cli

import (
	"runtime"
	"strings"
	"unicode"
)

// shellArg is a path as it is typed at the shell of this system, for commands that are copied.
func shellArg(path string) string { return shellArgOf(runtime.GOOS, path) }

// shellArgOf is a path as an argument of a command: as it is where the shell takes it so, else in
// quotes. Those of Windows stand in double quotes, which cmd.exe and PowerShell both know.
func shellArgOf(system, path string) string {
	if strings.HasPrefix(path, "-") {
		path = "./" + path // else it is a flag
	}
	plain := "/._+:@,"
	if system == "windows" {
		plain = `\/._+:@`
	}
	switch odd := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && !strings.ContainsRune(plain, r)
	}; {
	case path != "" && !strings.ContainsFunc(path, odd):
		return path
	case system == "windows":
		return `"` + path + `"`
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}

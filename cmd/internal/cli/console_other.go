//go:build !unix && !windows

package cli

// isConsole is never sure here: nothing is asked.
func isConsole(any) bool { return false }

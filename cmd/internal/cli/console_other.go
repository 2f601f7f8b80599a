//go:build !unix && !windows

package cli

// isConsole is never sure here: nothing is asked.
func isConsole(any) bool { return false }

func clicked([]string, any, any, any) bool { return false }

func consoleWidth(any) int { return 0 }

func codePage() int { return 0 }

// Package exit has the exit statuses of the programs, which scripts go by:
//
//	if status == exit.Findings { … }
package exit

// The statuses.
const (
	Fine     = iota // all is well
	Findings        // something is found wrong, and was said
	Trouble         // of usage, files or the machine
)

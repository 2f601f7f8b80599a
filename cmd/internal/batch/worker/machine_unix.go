//go:build unix

package worker

import (
	"syscall"
	"time"
)

// noRoom is what a disk says that is full.
var noRoom = []error{syscall.ENOSPC, syscall.EDQUOT}

// cpuTime is what this process has used of the processors.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

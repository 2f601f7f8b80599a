//go:build unix

package worker

import (
	"errors"
	"os/exec"
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

// Group has a command that its context ends take along all that it has started.
func Group(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	c.Cancel = func() error { return errors.Join(syscall.Kill(-c.Process.Pid, syscall.SIGKILL), c.Process.Kill()) }
}

//go:build !linux && !windows

package worker

import (
	"os/exec"
	"strconv"
	"strings"
)

// resident is how much memory a process has; 0: not known.
func resident(pid int) int64 {
	out, err := exec.Command("ps", "-o", "rss=", "-p", strconv.Itoa(pid)).Output()
	if err != nil {
		return 0
	}
	n, _ := strconv.ParseInt(strings.TrimSpace(string(out)), 10, 64)
	return n << 10
}

// machineMemory is how much memory there is for us; 0: not known.
func machineMemory() int64 { return 0 }

package worker

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// resident is how much memory a process has; 0: not known.
func resident(pid int) int64 {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return 0
	}
	f := bytes.Fields(data)
	if len(f) < 2 {
		return 0
	}
	n, _ := strconv.ParseInt(string(f[1]), 10, 64)
	return n * int64(os.Getpagesize())
}

// machineMemory is how much memory there is for us; 0: not known.
func machineMemory() int64 {
	var all int64
	if data, err := os.ReadFile("/proc/meminfo"); err == nil {
		for line := range strings.Lines(string(data)) {
			if f := strings.Fields(line); len(f) > 1 && f[0] == "MemTotal:" {
				all, _ = strconv.ParseInt(f[1], 10, 64)
				all <<= 10
			}
		}
	}
	if data, err := os.ReadFile("/sys/fs/cgroup/memory.max"); err == nil { // of a container
		if n, err := strconv.ParseInt(strings.TrimSpace(string(data)), 10, 64); err == nil && (all == 0 || n < all) {
			all = n
		}
	}
	return all
}

package worker

import (
	"os/exec"
	"strconv"
	"syscall"
	"time"
	"unsafe"
)

// noRoom is what a disk says that is full: ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL.
var noRoom = []error{syscall.Errno(112), syscall.Errno(39)}

// cpuTime is what this process has used of the processors.
func cpuTime() time.Duration {
	var made, left, kernel, user syscall.Filetime
	p, err := syscall.GetCurrentProcess()
	if err != nil || syscall.GetProcessTimes(p, &made, &left, &kernel, &user) != nil {
		return 0
	}
	spent := func(f syscall.Filetime) int64 { return (int64(f.HighDateTime)<<32 | int64(f.LowDateTime)) * 100 }
	return time.Duration(spent(kernel) + spent(user))
}

var memoryInfo = syscall.NewLazyDLL("kernel32.dll").NewProc("K32GetProcessMemoryInfo")

// resident is how much memory a process has; 0: not known.
func resident(pid int) int64 {
	const limitedInformation = 0x1000
	p, err := syscall.OpenProcess(limitedInformation, false, uint32(pid))
	if err != nil {
		return 0
	}
	defer syscall.CloseHandle(p)
	var c struct {
		size, faults                     uint32
		peak, working                    uintptr
		poolPeak, pool, nonPeak, nonPool uintptr
		pages, pagesPeak                 uintptr
	}
	c.size = uint32(unsafe.Sizeof(c))
	if ok, _, _ := memoryInfo.Call(uintptr(p), uintptr(unsafe.Pointer(&c)), uintptr(c.size)); ok == 0 {
		return 0
	}
	return int64(c.working)
}

// machineMemory is how much memory there is for us; 0: not known.
func machineMemory() int64 { return 0 }

// Group has a command that its context ends take along all that it has started.
func Group(c *exec.Cmd) {
	c.Cancel = func() error {
		exec.Command("taskkill", "/T", "/F", "/PID", strconv.Itoa(c.Process.Pid)).Run()
		return c.Process.Kill()
	}
}

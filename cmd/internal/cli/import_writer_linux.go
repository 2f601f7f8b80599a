package cli

import (
	"os"
	"syscall"
)

// beingWritten tells whether a program has a file open for writing: the kernel gives no lease
// to read a file then (fcntl(2), F_SETLEASE). Where it cannot tell, as on most network file
// systems, the answer is no.
func beingWritten(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close() // which gives the lease back
	_, _, no := syscall.Syscall(syscall.SYS_FCNTL, f.Fd(), syscall.F_SETLEASE, syscall.F_RDLCK)
	return no == syscall.EAGAIN
}

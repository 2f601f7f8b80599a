package cli

import "syscall"

// sharingViolation is ERROR_SHARING_VIOLATION.
const sharingViolation = syscall.Errno(32)

// beingWritten tells whether a program has a file open for writing: it cannot be opened then by
// one who shares it for reading only.
func beingWritten(path string) bool {
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return false
	}
	h, err := syscall.CreateFile(name, syscall.GENERIC_READ, syscall.FILE_SHARE_READ, nil, syscall.OPEN_EXISTING, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if err != nil {
		return err == sharingViolation
	}
	syscall.CloseHandle(h)
	return false
}

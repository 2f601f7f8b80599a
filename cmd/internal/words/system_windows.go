package words

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

var localeName = windows.NewLazySystemDLL("kernel32.dll").NewProc("GetUserDefaultLocaleName")

// systemLanguage is the language that Windows shows, else that of its formats: zh-CN.
func systemLanguage() string {
	if all, err := windows.GetUserPreferredUILanguages(windows.MUI_LANGUAGE_NAME); err == nil && len(all) > 0 && all[0] != "" {
		return all[0]
	}
	var name [85]uint16 // LOCALE_NAME_MAX_LENGTH
	if localeName.Find() != nil {
		return ""
	}
	if n, _, _ := localeName.Call(uintptr(unsafe.Pointer(&name[0])), uintptr(len(name))); n == 0 {
		return ""
	}
	return windows.UTF16ToString(name[:])
}

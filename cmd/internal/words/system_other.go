//go:build !windows

package words

// systemLanguage is not asked where LANG says it.
func systemLanguage() string { return "" }

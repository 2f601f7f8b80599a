package words

import "os"

// Getenv is os.Getenv, but LANG is the system's language where it is not set: Windows has no
// such variable, and its users do not know how to set one.
func Getenv(name string) string {
	v := os.Getenv(name)
	if v == "" && name == "LANG" {
		return systemLanguage()
	}
	return v
}

// Package form holds the forms that readers look for in copy: regular expressions that are
// compiled when they are first asked for, so that whoever reads no such copy does not pay.
//
//	var byline = form.Of(`记者.*`)
//	if byline().MatchString(line) { … }
package form

import (
	"regexp"
	"sync"
)

// Of is a regular expression that is compiled at its first use. One that is wrong panics
// then, so every form needs a test that asks for it.
func Of(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

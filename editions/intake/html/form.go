package html

import (
	"regexp"
	"sync"
)

// form is a regular expression that is compiled when it is first asked for: whoever reads no
// web page does not pay for it.
func form(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

package editions

import (
	"regexp"
	"sync"
)

// later is an expression that is compiled when it is first asked for: most runs meet few of them,
// and together they cost more than reading a page's stories.
func later(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

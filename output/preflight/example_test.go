package preflight_test

import (
	"context"
	"fmt"
	"strings"

	"banxin/output/preflight"
)

// What is no PDF is a finding, not an error.
func ExampleCheck() {
	report, err := preflight.Check(context.Background(), strings.NewReader("hello"), preflight.Newspaper())
	fmt.Println(err, report.Failed(), report.Findings[0].Rule)
	// Output: <nil> true syntax
}

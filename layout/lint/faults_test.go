package lint_test

import (
	"slices"
	"testing"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/lint"
)

// checked is what Check says. Faults says of it what build must look for, and nothing else.
func checked(t testing.TB, ed *editions.Edition, res *layout.Result) source.List {
	t.Helper()
	all := lint.Check(ed, res)
	want := slices.DeleteFunc(slices.Clone(all), func(f source.Finding) bool {
		c, _ := source.LookUp(f.Code)
		return !c.Build
	})
	if got := lint.Faults(ed, res); listing(got) != listing(want) {
		t.Errorf("faults:\n%s\nof all that is said:\n%s", listing(got), listing(want))
	}
	return all
}

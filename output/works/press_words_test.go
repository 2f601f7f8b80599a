package works_test

import (
	"reflect"
	"slices"
	"testing"

	"banxin/editions"
	"banxin/output/pdf"
	"banxin/output/works"
)

// TestPressWords: the profiles and marks that a paper can ask for are those that the writer has.
func TestPressWords(t *testing.T) {
	var profiles []string
	for _, p := range pdf.Profiles {
		profiles = append(profiles, string(p))
	}
	if got := editions.ProfileNames(); !slices.Equal(got, profiles) {
		t.Errorf("papers ask for %v, the writer has %v", got, profiles)
	}
	asked := map[string]bool{}
	for _, name := range editions.MarkNames() {
		m := reflect.ValueOf(works.Press(editions.Press{Marks: editions.MarksOf([]string{name})}).Marks)
		for i := range m.NumField() {
			if m.Field(i).Bool() {
				asked[m.Type().Field(i).Name] = true
			}
		}
	}
	if n := reflect.TypeFor[pdf.Marks]().NumField(); len(asked) != n || len(editions.MarkNames()) != n {
		t.Errorf("%d words ask for %v of %d marks", len(editions.MarkNames()), asked, n)
	}
}

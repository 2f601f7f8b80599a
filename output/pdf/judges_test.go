package pdf

import (
	"testing"
)

func TestProfiles(t *testing.T) {
	for _, p := range Profiles {
		t.Run(string(p), func(t *testing.T) {
			f := saved(t, writePDF(t, specimen(t), Options{Profile: p}))
			tool(t, "qpdf", "--check", f)
		})
	}
}

func TestMarks(t *testing.T) {
	f := saved(t, writePDF(t, specimen(t), Options{Press: Press{Marks: AllMarks}}))
	tool(t, "qpdf", "--check", f)
}

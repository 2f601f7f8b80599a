package docx

import (
	"testing"

	"banxin/editions/intake"
)

func FuzzDOCX(f *testing.F) {
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := intake.CheckAccount(Format, intake.File{Name: "x.docx", Data: data}); err != nil {
			t.Fatal(err)
		}
	})
}

package text

import (
	"testing"

	"banxin/editions/intake"
)

func FuzzText(f *testing.F) {
	f.Add([]byte("棠川晚稻开镰\r\n比去年早5天\r\n\r\n　　本报讯　昨天上午8时。\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := intake.CheckAccount(Format, intake.File{Name: "x.txt", Data: data}); err != nil {
			t.Fatal(err)
		}
	})
}

package fbd

import (
	"strings"
	"testing"

	"banxin/cmd/need/readertest"
	"banxin/editions/intake"
)

func TestCases(t *testing.T) { readertest.Cases(t, Format) }

const sample = "〖BT(〗〖HT1XBS〗河堤亮灯ㄥ\n今晚起〖BT)〗\n　　本报讯〖ZZ(〗。ㄥ\n〖JY〗（江　北）ㄥ\nΩ\n此行不排"

func TestDamaged(t *testing.T) {
	readertest.Damaged(t, Format, "a.fbd", []byte(sample))
	readertest.Cut(t, Format, "a.fbd", []byte(sample)[:strings.Index(sample, "Ω")])
}

func TestHostile(t *testing.T) {
	for _, s := range []string{strings.Repeat("〖", 100000), strings.Repeat("〖x〗", 50000), strings.Repeat("ㄥ", 100000), strings.Repeat("字\n", 100000)} {
		readertest.Bounded(t, Format, "a.fbd", []byte(s))
	}
}

func FuzzFBD(f *testing.F) {
	f.Add([]byte(sample))
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := intake.CheckAccount(Format, intake.File{Name: "x.fbd", Data: data}); err != nil {
			t.Fatal(err)
		}
	})
}

package proof

import (
	"reflect"
	"testing"
	"unicode"
)

// TestWords: what a proof says is said in both languages, and English without a Han
// character, with its plurals.
func TestWords(t *testing.T) {
	said := func(w *words) (out []string) {
		var list func(v reflect.Value)
		list = func(v reflect.Value) {
			switch v.Kind() {
			case reflect.String:
				out = append(out, v.String())
			case reflect.Struct:
				for i := range v.NumField() {
					list(v.Field(i))
				}
			case reflect.Array, reflect.Slice:
				for i := range v.Len() {
					list(v.Index(i))
				}
			case reflect.Map:
				for _, k := range v.MapKeys() {
					list(v.MapIndex(k))
				}
			}
		}
		list(reflect.ValueOf(*w))
		return out
	}
	zh, en := said(&inChinese), said(&inEnglish)
	if len(zh) != len(en) || len(zh) < 50 {
		t.Errorf("%d words in Chinese, %d in English", len(zh), len(en))
	}
	for _, w := range append(zh, en...) {
		if w == "" {
			t.Error("something is not said")
		}
	}
	for _, w := range en {
		for _, r := range w {
			if unicode.Is(unicode.Han, r) {
				t.Errorf("English: %s", w)
				break
			}
		}
	}
	if got, want := inEnglish.amounts(inEnglish.over, 12, 1), "over by 12 characters, 1 line"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := inChinese.amounts(inChinese.over, 12, 1), "超 12 字 1 行"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

package pdf

import (
	"strings"
	"testing"
)

// A story of another language says so in the structure tree, and no other does.
func TestLanguagesOfStories(t *testing.T) {
	d := specimen(t)
	plain := string(writePDF(t, d, Options{Profile: Archive}))
	d.Stories[0].Lang = "en"
	other := string(writePDF(t, d, Options{Profile: Archive}))
	const art = "/S/Art/P "
	tag := other[strings.Index(other, art):]
	if tag = tag[:strings.IndexByte(tag, '\n')]; !strings.Contains(tag, "/Lang(en)") {
		t.Errorf("the story says nothing of its language: %s", tag)
	}
	if n, m := strings.Count(plain, "/Lang("), strings.Count(other, "/Lang("); m != n+1 {
		t.Errorf("%d elements have a language, %d without a story of another", m, n)
	}
}

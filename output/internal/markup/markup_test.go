package markup

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

func TestWriter(t *testing.T) {
	var w Writer
	w.Open("p", "class", `a"b`, "id", "")
	w.Text("1 < 2 & 3\x00")
	w.Void("br")
	w.Element("b", "]]>", "x", "y")
	w.Raw("</p>")
	want := "<p class=\"a&quot;b\">1 &lt; 2 &amp; 3\uFFFD<br/><b x=\"y\">]]&gt;</b></p>"
	if got := w.String(); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// FuzzText: whatever the characters, the result is XML that says the same.
func FuzzText(f *testing.F) {
	f.Add("a & b <c> \"d\" \x01 \xff ]]> 汉")
	f.Fuzz(func(t *testing.T, s string) {
		var w Writer
		w.Element("t", s, "a", s)
		d := xml.NewDecoder(strings.NewReader(w.String()))
		var got strings.Builder
		for {
			tok, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%v in %q", err, w.String())
			}
			if c, ok := tok.(xml.CharData); ok {
				got.Write(c)
			}
		}
		want := strings.Map(func(r rune) rune {
			if r == '\r' {
				return ' '
			}
			if !Allowed(r) {
				return '\uFFFD'
			}
			return r
		}, s)
		if got.String() != want {
			t.Fatalf("%q became %q", want, got.String())
		}
	})
}

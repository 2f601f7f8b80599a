package epub

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"banxin/editions"
	"banxin/fonts"
)

// Every character of a part that the style sheet sets in embedded typefaces is in one of them.
func TestEmbeddedTypefacesCoverTheirText(t *testing.T) {
	e := sampleEdition(t)
	files, err := unzip(e.write(t, Options{Fonts: FontsAll}))
	if err != nil {
		t.Fatal(err)
	}
	var cat fonts.Catalog
	for name, data := range files {
		if !strings.HasPrefix(name, "EPUB/fonts/") {
			continue
		}
		if !bytes.HasPrefix(data, []byte{0, 1, 0, 0}) {
			t.Errorf("%s is no TrueType file", name)
		}
		if err := cat.Add(strings.TrimSuffix(strings.TrimPrefix(name, "EPUB/fonts/"), ".ttf"), data, 0); err != nil {
			t.Fatal(err)
		}
	}
	css := string(files["EPUB/css/banxin.css"])
	checked := 0
	for _, s := range settings {
		rule := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(s.selector) + ` \{ font-family: "(.*)"; font-weight`).FindStringSubmatch(css)
		style := e.ed.Paper.Styles[s.style]
		if rule == nil || style == nil {
			continue
		}
		chain := cat.Chain(strings.Split(rule[1], `", "`)...)
		whole := e.cat.Chain(append(append([]string{}, style.Latin...), style.Fonts...)...)
		for _, story := range e.ed.Stories {
			for _, text := range styled(story, s.style) {
				for _, run := range text.Runs {
					for _, r := range run.Text {
						_, known := whole.Find(r)
						if r <= ' ' || known == 0 || run.Marks&editions.Strong != 0 {
							continue
						}
						checked++
						if _, g := chain.Find(r); g == 0 {
							t.Fatalf("%s: %q of %s is in none of %s", s.selector, r, story.ID, rule[1])
						}
					}
				}
			}
		}
	}
	if checked < 5000 {
		t.Errorf("only %d characters are set in embedded typefaces", checked)
	}
}

func TestObfuscationIsUndoneByTheIdentifier(t *testing.T) {
	e := sampleEdition(t)
	plain, err := unzip(e.write(t, Options{Fonts: FontsHeadlines}))
	if err != nil {
		t.Fatal(err)
	}
	hidden, err := unzip(e.write(t, Options{Fonts: FontsHeadlines, Obfuscate: true}))
	if err != nil {
		t.Fatal(err)
	}
	b, err := newBook(e.ed, e.doc, Options{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for name, data := range hidden {
		if !strings.HasPrefix(name, "EPUB/fonts/") {
			continue
		}
		n++
		if bytes.Equal(data[:1040], plain[name][:1040]) || !bytes.Equal(b.obfuscated(data), plain[name]) {
			t.Errorf("%s is not obfuscated as it should be", name)
		}
		if !strings.Contains(string(hidden["META-INF/encryption.xml"]), `"`+name+`"`) {
			t.Errorf("%s is not in encryption.xml", name)
		}
	}
	if n == 0 {
		t.Error("no font")
	}
}

// TestKeyHasNoBlanks: white space in the book's identifier does not count for the key (OCF 3.3, section 5).
func TestKeyHasNoBlanks(t *testing.T) {
	font := bytes.Repeat([]byte("banxin"), 300)
	whole, parted, other := &book{id: "urn:x:1"}, &book{id: " urn:\tx:1\r\n"}, &book{id: "urn:x:2"}
	if !bytes.Equal(whole.obfuscated(font), parted.obfuscated(font)) {
		t.Error("blanks change the key")
	}
	if bytes.Equal(whole.obfuscated(font), other.obfuscated(font)) {
		t.Error("every book has the same key")
	}
}

package lint_test

import (
	"strings"
	"testing"

	"banxin/editions"
	"banxin/editions/lint"
	"banxin/editions/source"
)

// TestForeign: of a story in another language is said what is wrong in any, at its place, and
// nothing of what belongs to Chinese.
func TestForeign(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"en", "The boat reached the the pier.", "TXT-REPEAT 4:18 the the"},
		{"en", "The boat reached the\nthe pier.", "TXT-REPEAT 4:18 the the"},
		{"en", "See https://example.com/pier of the the pier.", "TXT-REPEAT 4:33 the the"},
		{"en", "The the boat.", "TXT-REPEAT 4:1 The the"},
		{"en", "He had had enough, very very much; Duran Duran sang no no no. The man he knew, he said.", ""},
		{"fr", "Nous nous levons, vous vous levez ; c’est « bien ».", ""},
		{"fr", "Il est est parti.", "TXT-REPEAT 4:4 est est"},
		{"de", "Der Mann, der der Frau half, sagte: „Ja“, und »nein« auch.", ""},
		{"vi", "Lá xanh xanh ngoài bến.", "TXT-REPEAT 4:4 xanh xanh"},
		{"en", "Two  spaces stand here.", "TXT-SPACE 4:4   "},
		{"en", "A comma , and a stop .", "TXT-SPACE 4:8  ;TXT-SPACE 4:21  "},
		{"en", "One,two, 5,000 and 3.5, e.g. a.m., Ph.D., Node.JS, notes.txt; U.S.A. and www.example.com.", "TXT-SPACE 4:3 e,t"},
		{"en", "It came late.The pier was full!Nobody spoke.", "TXT-SPACE 4:12 e.T;TXT-SPACE 4:30 l!N"},
		{"en", "An open (bracket stands here.", "TXT-PAIR 4:9 ("},
		{"en", "A closed one) stands here: a) and 2) and :) do not count.", "TXT-PAIR 4:13 )"},
		{"en", "He said: “Come.", "TXT-PAIR 4:10 “"},
		{"en", "He said: “Come.\n\n“And go,” he said. The dogs’ tails, ’90s, don’t, 5\" pipe.", ""},
		{"en", "He said: \"Come\" and \"go.", "TXT-PAIR 4:21 \""},
		{"en", "Come” he said.", "TXT-PAIR 4:5 ”"},
		{"en", "He said ‘Come’ and ‘go.", "TXT-PAIR 4:20 ‘"},
		{"sv", "Han sade: ”Kom”, och »gå» sedan.", ""},
		{"pl", "Powiedział: „Chodź” i wyszedł.", ""},
		{"da", "Han sagde: »Kom«, og gik.", ""},
		{"fr", "Il dit : « Viens.", "TXT-PAIR 4:10 «"},
		{"he", "צה\"ל הגיע אל הנמל.", ""},
		{"ja", "船が着いた。「早い」と言った（朝に。", "TXT-PAIR 4:15 （"},
		{"en", "The 的的 character, 1-2年, “（”）", "TXT-PAIR 4:26 （;TXT-PAIR 4:28 ）"},
	} {
		text := "---\n语言: " + c.lang + "\n---\n" + c.text + "\n"
		s, _ := editions.ParseStory(source.NewFile("s.md", []byte(text)))
		var got []string
		for _, f := range lint.Check(&editions.Edition{Paper: editions.DefaultPaper(), Stories: []*editions.Story{s}}) {
			if strings.HasPrefix(f.Code, "TXT-") {
				got = append(got, f.Code+" "+strings.TrimPrefix(f.Pos.String(), "s.md:")+" "+f.Quote)
			}
		}
		if g := strings.Join(got, ";"); g != c.want {
			t.Errorf("%s %q:\n%s\nwant:\n%s", c.lang, c.text, g, c.want)
		}
	}
}

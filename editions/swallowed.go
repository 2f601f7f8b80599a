package editions

import (
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml/token"

	"banxin/editions/source"
)

// swallowed reports a comment behind a value that is likely to be part of it: nothing parts its
// sign from what follows, as in “操场 #1 号”. A colour of screens is told with the inks for it. The
// text of a story's head is an error, and returned with quotation marks round it.
func (r *yamlReader) swallowed(tk *token.Token, flow bool) *mend {
	text := strings.TrimSpace(tk.Value)
	if tk.Prev == nil || tk.Prev.Position.Line != tk.Position.Line || text == "" {
		return nil
	}
	if strings.HasPrefix(tk.Value, " ") {
		r.remarked(tk, text, flow)
		return nil
	}
	if strings.ContainsAny(tk.Value[:1], "\t#!-=") {
		return nil
	}
	word, _, _ := strings.Cut(text, " ")
	if _, color := screenColor("#" + word); color {
		return nil
	}
	at := r.place(tk.Position)
	start, line := r.lineAt(at)
	key, value, _ := strings.Cut(line, ": ")
	if flow || !slices.Contains(headTexts, find(storyWords, key)) || tk.Prev.Type != token.StringType && tk.Prev.Type != token.MappingValueType {
		r.add("SRC-COMMENT", tk, source.Msg("comment-swallows", clip(text, 20)), source.Msg("quote-value-or-space-behind-sign"))
		return nil
	}
	value = strings.TrimSpace(value)
	begin := start + strings.Index(line, value)
	m := &mend{begin, begin + len(value), singly(value)}
	r.told.Add(source.New("SRC-COMMENT", r.pos(at), source.Msg("comment-swallows", clip(text, 20)), source.Msg("quote-line-or-space-behind-sign", key+": "+m.text)).As(source.Error))
	return m
}

// remarked tells of a comment behind a printed text of a story's head that may be more of it, as in
// “标题: 小份菜 # 首日卖出六百份”: it is of as many characters as a text.
func (r *yamlReader) remarked(tk *token.Token, text string, flow bool) {
	at := r.place(tk.Position)
	start, line := r.lineAt(at)
	key, value, _ := strings.Cut(line, ": ")
	if flow || r.base == 0 || !slices.Contains(headTexts, find(storyWords, key)) || tk.Prev.Type != token.StringType || hans(text) < 4 || hans(line[:at-start]) < hans(key)+2 {
		return
	}
	right := key + ": " + singly(strings.TrimSpace(value))
	r.told.Add(source.New("SRC-COMMENT", r.pos(at), source.Msg("comment-swallows", " "+clip(text, 20)), source.Msg("quote-line-or-remark-apart", right)).As(source.Warning))
}

// hans counts the Chinese characters of a text.
func hans(text string) (n int) {
	for _, r := range text {
		if unicode.Is(unicode.Han, r) {
			n++
		}
	}
	return n
}

// headTexts are the keys of a story's head whose values are printed, by their places in storyWords.
var headTexts = []int{find(storyWords, "headline"), find(storyWords, "kicker"), find(storyWords, "deck"), find(storyWords, "label"), find(storyWords, "byline")}

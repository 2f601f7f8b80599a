package editions

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml/token"

	"banxin/editions/source"
)

// swallowed reports a comment behind a value that is likely to be part of it: nothing parts its
// sign from what follows, as in “操场 #1 号”. A colour of screens is told with the inks for it. The
// text of a story's head is an error, and returned with quotation marks round it.
func (r *yamlReader) swallowed(tk *token.Token, flow bool) *mend {
	text := strings.TrimSpace(tk.Value)
	if tk.Prev == nil || tk.Prev.Position.Line != tk.Position.Line || text == "" || strings.HasPrefix(tk.Value, " ") || strings.ContainsAny(tk.Value[:1], "\t#!-=") {
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

// headTexts are the keys of a story's head whose values are printed, by their places in storyWords.
var headTexts = []int{find(storyWords, "headline"), find(storyWords, "kicker"), find(storyWords, "deck"), find(storyWords, "label"), find(storyWords, "byline")}

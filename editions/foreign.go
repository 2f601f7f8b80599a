package editions

import (
	"regexp"
	"strings"
	"sync"

	"banxin/editions/source"
)

// foreignMarkup is markup of other programs, which is printed as it stands, each with what to
// write instead.
var foreignMarkup = sync.OnceValue(func() []foreign {
	return []foreign{
		{regexp.MustCompile(`(?i)<br\s*/?>`), source.Msg("end-line-with-backslash-new-one")},
		{regexp.MustCompile(`(?i)</?sub>`), source.Msg("write-subscript-as-h-2-o")},
		{regexp.MustCompile(`(?i)</?sup>`), source.Msg("write-superscript-as-m-2")},
		{regexp.MustCompile(`(?i)</?(?:b|i|u|s|em|strong|span|font|small|big|mark|del|ins|center|p|div|img|table|thead|tbody|tr|td|th|ul|ol|li|h[1-6]|hr|a|video|iframe|script|style|figure|figcaption|blockquote|pre|code|ruby|rt|rp)(?:\s+[a-z-]+\s*=[^<>]*)?\s*/?>|<!--`), source.Msg("html-not-read-take-tags-away")},
		{regexp.MustCompile(`~~[^~\s][^~\n]*~~`), source.Msg("take-away-what-struck-out-signs")},
		{regexp.MustCompile(`==[^=\s](?:[^=\n]*[^=\s])?==`), source.Msg("write-strong-or-text-colour-tint")},
		{regexp.MustCompile(`^={3,}$`), source.Msg("write-subheads-with")},
		{regexp.MustCompile("^(?:```|~~~)"), source.Msg("there-no-code-in-newspapers-take")},
		{regexp.MustCompile("`[^`\\s](?:[^`\\n]*[^`\\s])?`"), source.Msg("there-no-code-in-newspapers-take")},
		{regexp.MustCompile(`\$\$?[^$\s](?:[^$\n]*[\\^_{}=+][^$\n]*)?\$\$?`), source.Msg("formulas-not-set-write-them-as")},
		{regexp.MustCompile(`([\pL\d)）]\^[+−-]?\d+)(?:[^\d$]|$)`), source.Msg("close-sign-of-power-m-2")},
		{regexp.MustCompile(`^:{3,}`), source.Msg("after-stands-name-of-kind-of")},
		{regexp.MustCompile(`!?\[\[[^\]\n]+\]\]`), source.Msg("write-link-as-text-story-id")},
		{regexp.MustCompile(`^\[[ xX]\] `), source.Msg("there-no-boxes-to-tick-take")},
		{regexp.MustCompile(`^\[[^\]^\n]+\]:\s*(?:https?://|<)\S+`), source.Msg("write-address-behind-text-text-https")},
	}
})

type foreign struct {
	form *regexp.Regexp // with at most one group: what is meant of it
	hint source.Message
}

// mayBeForeign are the signs that any of it has.
const mayBeForeign = "<~=`$:[^"

// foreignIn reports markup of other programs in a text, each kind once a run.
func (d *desk) foreignIn(s *Story, t *Text) {
	for i, r := range t.Runs {
		if !strings.ContainsAny(r.Text, mayBeForeign) {
			continue
		}
		for _, f := range foreignMarkup() {
			at := f.form.FindStringSubmatchIndex(r.Text)
			at = at[max(0, len(at)-2):] // the group, or all
			if len(at) == 0 || strings.HasPrefix(f.form.String(), "^") && i > 0 || escaped(s, r, at[0]) {
				continue
			}
			span := r.Span
			if r.Verbatim {
				span = source.Span{Start: r.Span.Start + at[0], End: r.Span.Start + at[1]}
			}
			d.found.Add(source.New("SRC-MARK", s.File.Pos(span), source.Msg("no-markup-here-printed-as-stands", clip(r.Text[at[0]:at[1]], 20)), f.hint).Of(s.ID))
		}
	}
}

// escaped tells whether what stands in a run was written with a backslash: it is meant.
func escaped(s *Story, r Run, at int) bool {
	i := r.Span.Start + at - 1
	return r.Verbatim && i >= 0 && i < len(s.File.Data) && s.File.Data[i] == '\\'
}

// StoryLink begins the Link of a run that leads to another story: its id follows.
const StoryLink = "story:"

// severed reports links of what is read to a story that is withdrawn: their words stay, and
// lead nowhere.
func (l *loader) severed(ed *Edition, s *Story, t *Text) {
	if len(ed.Withdrawn) == 0 || ed.Withdrawal(s.ID) != nil {
		return
	}
	for i := range t.Runs {
		r := &t.Runs[i]
		id, ok := strings.CutPrefix(r.Link, StoryLink)
		if ok && ed.Withdrawal(id) != nil && (i == 0 || t.Runs[i-1].Link != r.Link) {
			l.found.Add(source.New("SRC-LINK", s.File.Pos(r.Span), source.Msg("link-leads-to-story-which-withdrawn", clip(id, 40)),
				source.Msg("take-link-away-or-say-in")).Of(s.ID))
		}
	}
}

// linked resolves the links of a text that lead to other stories: by id, by file, or by the
// file's path.
func (l *loader) linked(ids map[string]bool, s *Story, t *Text) {
	for i := range t.Runs {
		r := &t.Runs[i]
		if r.Link == "" || strings.Contains(r.Link, ":") {
			continue
		}
		id := r.Link
		if at := strings.IndexByte(id, '#'); at > 0 {
			id = id[:at]
		}
		id = strings.TrimSuffix(strings.TrimPrefix(id[strings.LastIndexByte(id, '/')+1:], "#"), ".md")
		switch {
		case ids[id]:
			r.Link = StoryLink + id
		case i == 0 || t.Runs[i-1].Link != r.Link:
			f := source.New("SRC-LINK", s.File.Pos(r.Span), source.Msg("link-leads-to-no-story-no", clip(r.Link, 40)), source.Msg("write-id-of-story-or-address")).Of(s.ID)
			if near, ok := Nearest(sortedKeys(ids), id); ok {
				f.Hint = source.Msg("did-you-mean", near)
			}
			l.found.Add(f)
		}
	}
}

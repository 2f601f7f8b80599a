package editions

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"banxin/editions/source"
)

// foreignMarkup is markup of other programs, which is printed as it stands, each with what to
// write instead, and misprints.
var foreignMarkup = sync.OnceValue(func() []foreign {
	return append(misprints(), []foreign{
		{form: regexp.MustCompile(`(?i)[<＜]br\s*/?[>＞]`), html: true, hint: source.Msg("end-line-with-backslash-new-one")},
		{form: regexp.MustCompile(`(?i)</?sub>`), hint: source.Msg("write-subscript-as-h-2-o")},
		{form: regexp.MustCompile(`(?i)</?sup>`), hint: source.Msg("write-superscript-as-m-2")},
		{form: regexp.MustCompile(`(?i)<img\s[^<>]*>`), hint: source.Msg("write-picture-with-its-file")},
		{form: htmlTag(), html: true, hint: source.Msg("html-not-read-take-tags-away")},
		{form: chatSign(), mend: chatted},
		{form: typedFace(), mend: faced},
		{form: bareName(), mend: barelyNamed, body: true},
		{form: letteredFace(), mend: faced},
		{form: regexp.MustCompile(`^(?:正文[：:]|【正文】[：:]?|\[正文\][：:]?)`), mend: formWord, body: true},
		{form: regexp.MustCompile(`(?i)\[(?:b|i|u|s|url|img|color|size|font|quote|center|align)(?:=[^\]\n]*)?\]`), hint: source.Msg("take-signs-in-brackets-away")},
		{form: regexp.MustCompile(`~~[^~\s][^~\n]*~~`), hint: source.Msg("take-away-what-struck-out-signs")},
		{form: regexp.MustCompile(`==[^=\s](?:[^=\n]*[^=\s])?==`), hint: source.Msg("write-strong-or-text-colour-tint")},
		{form: regexp.MustCompile(`^={3,}$`), hint: source.Msg("write-subheads-with")},
		{form: regexp.MustCompile("^(?:```|~~~)"), hint: source.Msg("there-no-code-in-newspapers-take")},
		{form: regexp.MustCompile("`[^`\\s](?:[^`\\n]*[^`\\s])?`"), hint: source.Msg("there-no-code-in-newspapers-take")},
		{form: regexp.MustCompile(`\$\$?[^$\s](?:[^$\n]*[\\^_{}=+][^$\n]*)?\$\$?`), hint: source.Msg("formulas-not-set-write-them-as")},
		{form: regexp.MustCompile(`([\pL\d)）]\^[+−-]?\d+)(?:[^\d$]|$)`), hint: source.Msg("close-sign-of-power-m-2")},
		{form: regexp.MustCompile(`^:{3,}`), hint: source.Msg("after-stands-name-of-kind-of")},
		{form: regexp.MustCompile(`!?\[\[[^\]\n]+\]\]`), hint: source.Msg("write-link-as-text-story-id")},
		{form: regexp.MustCompile(`^\[[ xX]\] `), hint: source.Msg("there-no-boxes-to-tick-take")},
		{form: regexp.MustCompile(`^\[[^\]^\n]+\]:\s*(?:https?://|<)\S+`), hint: source.Msg("write-address-behind-text-text-https")},
	}...)
})

type foreign struct {
	form *regexp.Regexp // with at most one group: what is meant of it
	hint source.Message

	mend func(text string) (msg, hint source.Message) // instead of hint: what is said of it
	star bool                                         // a star, which may call a note
	body bool                                         // in the text alone, not in heads
	html bool                                         // of HTML that was pasted: all of a text is told once
}

// bareName is the name of a picture's file, or its path on a desk, that is all of a text.
var bareName = later(`^(?:[A-Za-z]:[\\/]|file:/+|[~/])?[^\s，。；：！？()（）\[\]<>"“”]{1,120}\.(?i:jpe?g|png|tiff?|webp|gif|heic)$`)

func barelyNamed(text string) (msg, hint source.Message) {
	return source.Msg("name-of-picture-alone", clip(text, 40)), source.Msg("name-in-story-caption", text[strings.LastIndexAny(text, `/\`)+1:])
}

// htmlTag is a tag of HTML that says how a text looks or what it is.
var htmlTag = later(`(?i)[<＜]/?(?:b|i|u|s|em|strong|span|font|small|big|mark|del|ins|center|p|div|img|table|thead|tbody|tr|td|th|ul|ol|li|h[1-6]|hr|a|video|iframe|script|style|figure|figcaption|blockquote|pre|code|ruby|rt|rp)(?:\s+[a-z-]+\s*=[^<>]*)?\s*/?[>＞]|<!--`)

// anyTag is a tag of HTML, colonsAlone a line that ends a fence which is none.
var (
	anyTag      = later(`(?i)[<＜]/?[a-z][a-z0-9]{0,9}(?:\s[^<>＜＞\n]*)?/?[>＞]|<!--|-->`)
	colonsAlone = later(`^[:：]{2,}$`)
)

// mayBeForeign are the signs that any of it has, or of what misprints has.
const mayBeForeign = "<~=`$:[^＞｛{［【*＊_&＜!\\"

// foreignSigns are those by their first bytes.
var foreignSigns = func() (by [256][]string) {
	for _, r := range mayBeForeign {
		sign := string(r)
		by[sign[0]] = append(by[sign[0]], sign)
	}
	return by
}()

// maybeForeign tells whether a text has one of those signs, which few have.
func maybeForeign(text string) bool {
	for i := range len(text) {
		for _, sign := range foreignSigns[text[i]] {
			if strings.HasPrefix(text[i:], sign) {
				return true
			}
		}
	}
	if n := len(text); n > len("a.jpeg") && (text[n-4] == '.' || text[n-5] == '.') {
		return true
	}
	return strings.HasPrefix(text, "》") || strings.HasPrefix(text, "正") || strings.HasPrefix(text, "»") || strings.HasPrefix(text, "：")
}

// foreignIn reports markup of other programs in a text, and marks in wrong signs, each kind once a run;
// notes tells whether stars call notes in the story.
func (d *desk) foreignIn(s *Story, p Part, notes func() bool) {
	t := p.Text
	tagged := slices.ContainsFunc(t.Runs, func(r Run) bool {
		return (strings.Contains(r.Text, "<") || strings.Contains(r.Text, "＜")) && htmlTag().MatchString(r.Text)
	})
	d.blankEntities(s, t, tagged)
	d.strayStars(s, t, notes)
	known, pasted := len(s.told), false
	for i, r := range t.Runs {
		if !maybeForeign(r.Text) {
			continue
		}
		if colonsAlone().MatchString(r.Text) {
			s.told = append(s.told, r.Span)
		}
		for _, f := range foreignMarkup() {
			if f.body && p.Block < 0 || f.star && !strings.ContainsAny(r.Text, "*＊") {
				continue
			}
			at := f.form.FindStringSubmatchIndex(r.Text)
			at = at[max(0, len(at)-2):] // the group, or all
			if len(at) == 0 || strings.HasPrefix(f.form.String(), "^") && i > 0 || escaped(s, r, at[0]) || f.star && notes() {
				continue
			}
			if f.html && tagged && (pasted || !htmlTag().MatchString(r.Text[at[0]:at[1]])) {
				continue // the first tag is told, and why none is read
			}
			pasted = pasted || f.html
			span := r.Span
			if r.Verbatim {
				span = source.Span{Start: r.Span.Start + at[0], End: r.Span.Start + at[1]}
			}
			msg, hint := source.Msg("no-markup-here-printed-as-stands", clip(r.Text[at[0]:at[1]], 20)), f.hint
			if f.mend != nil {
				msg, hint = f.mend(r.Text[at[0]:at[1]])
			}
			if f.mend == nil || !covered(s.told[known:], span) {
				d.found.Add(source.New("SRC-MARK", s.File.Pos(span), msg, hint).Of(s.ID))
				s.told = append(s.told, span)
			}
		}
		s.tagsTold(&r)
	}
}

// blankEntities reports the blanks of HTML, &nbsp;, the first of a text if its tags are not told; they are
// printed as blanks.
func (d *desk) blankEntities(s *Story, t *Text, told bool) {
	for _, r := range t.Runs {
		if r.Verbatim || strings.TrimFunc(r.Text, unicode.IsSpace) != "" || r.Span.Start < 0 || r.Span.End > len(s.File.Data) {
			continue
		}
		says := string(s.File.Data[r.Span.Start:r.Span.End])
		if !strings.HasPrefix(says, "&") || !strings.HasSuffix(says, ";") {
			continue
		}
		if !told {
			d.found.Add(source.New("SRC-MARK", s.File.Pos(r.Span), source.Msg("blank-of-html", says), source.Msg("take-them-away", says)).Of(s.ID))
		}
		told = true
		s.told = append(s.told, r.Span)
	}
}

// tagsTold notes the tags of a run, of which the first of each kind is told.
func (s *Story) tagsTold(r *Run) {
	if !r.Verbatim || !strings.ContainsAny(r.Text, "<＜") {
		return
	}
	for _, at := range anyTag().FindAllStringIndex(r.Text, -1) {
		s.told = append(s.told, source.Span{Start: r.Span.Start + at[0], End: r.Span.Start + at[1]})
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
		case i > 0 && strings.HasSuffix(t.Runs[i-1].Text, "！") && t.Runs[i-1].Link != r.Link && (isData(id) || slices.Contains(photoForms, strings.ToLower(path.Ext(id)))):
			at := t.Runs[i-1].Span.End
			msg, hint := halved("！[")
			l.found.Add(source.New("SRC-MARK", s.File.Pos(source.Span{Start: at - len("！"), End: at}), msg, hint).Of(s.ID))
		case (i == 0 || t.Runs[i-1].Link != r.Link) && slices.Contains(photoForms, strings.ToLower(path.Ext(id))):
			says := "[" + r.Text + "](" + r.Link + ")"
			l.found.Add(source.New("SRC-MARK", s.File.Pos(source.Span{Start: max(r.Span.Start-1, 0), End: r.Span.End}), source.Msg("picture-without-its-sign", clip(says, 40)), source.Msg("write-as", clip("!"+says, 40))).Of(s.ID))
		case i == 0 || t.Runs[i-1].Link != r.Link:
			f := source.New("SRC-LINK", s.File.Pos(r.Span), source.Msg("link-leads-to-no-story-no", clip(r.Link, 40)), source.Msg("write-id-of-story-or-address")).Of(s.ID)
			if near, ok := Nearest(sortedKeys(ids), id); ok {
				f.Hint = source.Msg("did-you-mean", near)
			}
			l.found.Add(f)
		}
	}
}

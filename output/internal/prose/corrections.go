package prose

import (
	"fmt"
	"time"

	"banxin/editions"
)

// corrected are the words of corrections and withdrawals; moment and day are formats.
type corrected struct{ said, unsaid, moment, day, withdrawn, undated, because string }

// Corrections says, after a story, what was put right in it and when. An aside of the class
// "corrections" holds a paragraph for each.
func (w *Writer) Corrections(list []editions.Correction, lang string) {
	if len(list) == 0 {
		return
	}
	words := correctedIn(lang)
	w.M.Raw(`<aside class="corrections made" role="note">`, "\n")
	for _, c := range list {
		form := words.said
		if c.Note == "" {
			form = words.unsaid
		}
		w.M.Raw("<p>")
		w.around(form, func() { w.moment(c.Time, words.moment) }, c.Note)
		w.M.Raw("</p>\n")
	}
	w.M.Raw("</aside>\n")
}

// Withdrawn says in the place of a story that it was withdrawn, and when; where that is not
// known, which day's story it was.
func (w *Writer) Withdrawn(x *editions.Withdrawal, day editions.Date, lang string) {
	words := correctedIn(lang)
	w.M.Raw(`<p class="withdrawn">`)
	if x.Time.IsZero() {
		w.around(words.undated, func() { w.day(day, words.day) }, "")
	} else {
		w.around(words.withdrawn, func() { w.moment(x.Time, words.moment) }, "")
	}
	w.M.Raw("</p>\n")
	if x.Note != "" {
		w.M.Element("p", words.because+x.Note)
		w.M.Raw("\n")
	}
}

// around writes a form: @ stands for the time, * for the note.
func (w *Writer) around(form string, at func(), note string) {
	for _, r := range form {
		switch r {
		case '@':
			at()
		case '*':
			w.Figures(note)
		default:
			w.M.Text(string(r))
		}
	}
}

func (w *Writer) moment(t time.Time, form string) {
	w.M.Open("time", "datetime", t.Format(time.RFC3339))
	w.Figures(fmt.Sprintf(form, t.Year(), int(t.Month()), t.Day(), t.Hour(), t.Minute()))
	w.M.Raw("</time>")
}

func (w *Writer) day(d editions.Date, form string) {
	w.M.Open("time", "datetime", fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day))
	w.Figures(fmt.Sprintf(form, d.Year, d.Month, d.Day))
	w.M.Raw("</time>")
}

func correctedIn(lang string) corrected {
	return Say(lang,
		corrected{"更正（@）：*", "本文已于@更正。", "%d年%d月%d日%02d:%02d", "%d年%d月%d日", "本文已于@撤回。", "@刊登的这篇稿件已撤回。", "原因："},
		corrected{"更正（@）：*", "本文已於@更正。", "%d年%d月%d日%02d:%02d", "%d年%d月%d日", "本文已於@撤回。", "@刊登的這篇稿件已撤回。", "原因："},
		corrected{"Correction (@): *", "This story was corrected on @.", "%d-%02d-%02d %02d:%02d", "%d-%02d-%02d", "This story was withdrawn on @.", "This story, published on @, was withdrawn.", "Reason: "})
}

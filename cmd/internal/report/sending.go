package report

import (
	"banxin/cmd/internal/post"
	"banxin/cmd/internal/words"
	"banxin/editions/source"
)

// Sending is what send readers has to say.
type Sending struct {
	Schema  int    `json:"schema"` // 1
	Edition string `json:"edition"`
	Title   string `json:"title"`
	Dry     bool   `json:"dry_run"`
	post.Report
	Findings []reportItem `json:"findings"`
}

// Find takes what was found.
func (s *Sending) Find(list source.List) {
	s.Findings = []reportItem{}
	for _, f := range list {
		s.Findings = append(s.Findings, reportOf(f, words.In(true)))
	}
}

// Sending says how many readers have the edition, and how many have not.
func (t *Text) Sending(s *Sending) {
	if s.Dry {
		t.Line("would-send-to-readers", s.Title, s.Left, s.Readers, s.Already)
		return
	}
	t.Line("sent-to-readers-mb", s.Title, s.Sent, s.Readers, post.Megabytes(s.Bytes), s.Already, s.Failed, s.Left)
}

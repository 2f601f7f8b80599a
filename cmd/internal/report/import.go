package report

import (
	"banxin/editions/intake"
	"banxin/editions/source"
)

// Import is what import has to say.
type Import struct {
	Schema   int           `json:"schema"` // 1
	Edition  string        `json:"edition"`
	DryRun   bool          `json:"dry_run"`
	Copies   []Copy        `json:"copies"`
	Findings []CopyFinding `json:"findings"` // about the paper, not a copy
}

// Copy is what became of a file that stories came in.
type Copy struct {
	File     string                `json:"file"`
	Format   string                `json:"format,omitempty"`
	Encoding string                `json:"encoding,omitempty"`
	Refused  bool                  `json:"refused"`
	Stories  []ImportedStory       `json:"stories"`
	Left     []LeftOut             `json:"left"`
	Changed  []intake.Substitution `json:"changed"`
	Tracked  Tracked               `json:"tracked"`
	Account  CopyAccount           `json:"account"`
	Findings []CopyFinding         `json:"findings"`
}

// ImportedStory is a story that was made of a copy.
type ImportedStory struct {
	ID         string            `json:"id"`
	Path       string            `json:"path,omitempty"` // empty: not written
	Title      string            `json:"title"`
	Genre      string            `json:"genre"`
	Characters int               `json:"characters"`
	Pictures   []string          `json:"pictures"`
	Missing    []string          `json:"missing"`
	Proposed   intake.Proposal   `json:"proposed"`
	Questions  []intake.Question `json:"questions"`
	Notes      []intake.Note     `json:"notes"`
}

// LeftOut is a stretch of a copy that is in no story, with the key of the reason and the reason in words.
type LeftOut struct {
	Text   string `json:"text"`
	Reason string `json:"reason"`
	Says   string `json:"says"`
	Where  string `json:"where,omitempty"`
}

// Tracked counts the changes that a word processor kept, and says what was done with them.
type Tracked struct {
	Inserted int      `json:"inserted"`
	Deleted  int      `json:"deleted"`
	Moved    int      `json:"moved"`
	By       []string `json:"by"`
	Taken    string   `json:"taken"`
}

// CopyAccount says where the characters of a copy went; Difference is 0.
type CopyAccount struct {
	In         int `json:"in"`
	Story      int `json:"story"`
	Left       int `json:"left"`
	Changed    int `json:"changed"`
	Difference int `json:"difference"`
}

// CopyFinding is a finding in the language of the run.
type CopyFinding struct {
	Code     string     `json:"code"`
	Severity string     `json:"severity"`
	Message  string     `json:"message"`
	Hint     string     `json:"hint,omitempty"`
	Source   source.Pos `json:"source"`
}

package report

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"

	"banxin/cmd/internal/words"
	"banxin/editions/source"
	"banxin/output/works"
)

// PressSending is what became of the sending of an edition to its press.
type PressSending struct {
	Schema   int          `json:"schema"` // 1
	Paper    string       `json:"paper"`
	Date     string       `json:"date"`
	To       string       `json:"to"`
	Dry      bool         `json:"dry_run,omitempty"`
	Files    []Receipt    `json:"files"`
	List     string       `json:"list,omitempty"` // name of the list of what is there
	Findings []reportItem `json:"findings"`
}

// Receipt is a file that was sent, as it is kept, or is to be.
type Receipt struct {
	At      string            `json:"at,omitempty"` // RFC 3339
	To      string            `json:"to"`
	File    string            `json:"file"` // of build
	Name    string            `json:"name"` // there
	Version int               `json:"version"`
	Bytes   int64             `json:"bytes"`
	SHA256  string            `json:"sha256"`
	Profile string            `json:"profile"`
	Pages   []works.PressPage `json:"pages"`
	Round   string            `json:"round,omitempty"`
	Chain   string            `json:"chain,omitempty"`   // hash of the last signature when it was built
	There   bool              `json:"there,omitempty"`   // it was there already
	Resumed int64             `json:"resumed,omitempty"` // bytes that an interrupted run had brought
}

// PressList is what stands at a press of an edition: the file that is sent last. The same files
// give the same bytes.
type PressList struct {
	Schema    int         `json:"schema"` // 1
	Generator string      `json:"generator"`
	Paper     string      `json:"paper"`
	Date      string      `json:"date"`
	Round     string      `json:"round,omitempty"`
	Files     []PressItem `json:"files"`
}

// PressItem is a file of the list.
type PressItem struct {
	Name    string            `json:"name"`
	Version int               `json:"version"`
	Bytes   int64             `json:"bytes"`
	SHA256  string            `json:"sha256"`
	Profile string            `json:"profile"`
	Pages   []works.PressPage `json:"pages"`
	Chain   string            `json:"chain,omitempty"`
}

// Add adds a file.
func (l *PressList) Add(r Receipt) {
	l.Files = append(l.Files, PressItem{r.Name, r.Version, r.Bytes, r.SHA256, r.Profile, r.Pages, r.Chain})
}

// Write writes the list, and returns its length and hash.
func (l *PressList) Write(w io.Writer) (int64, string, error) {
	data, err := json.MarshalIndent(l, "", " ")
	if err != nil {
		return 0, "", err
	}
	data = append(data, '\n')
	sum := sha256.Sum256(data)
	n, err := w.Write(data)
	return int64(n), hex.EncodeToString(sum[:]), err
}

// Find takes what was found.
func (s *PressSending) Find(list source.List) {
	s.Findings = []reportItem{}
	for _, f := range list {
		s.Findings = append(s.Findings, reportOf(f, words.In(true)))
	}
}

// Receipt says that a file was sent.
func (t *Text) Receipt(r *Receipt) {
	switch {
	case r.There:
		t.Line("file-is-there-already", words.Visible(r.Name), r.Bytes)
	case r.Resumed > 0:
		t.Line("file-sent-from", words.Visible(r.Name), r.Bytes, r.Resumed)
	default:
		t.Line("file-sent", words.Visible(r.Name), r.Bytes)
	}
}

// PressSending says what was sent in all, or would be.
func (t *Text) PressSending(s *PressSending) {
	if s.Dry {
		for i := range s.Files {
			t.Line("file-would-be-sent", words.Visible(s.Files[i].File), words.Visible(s.Files[i].Name), s.Files[i].Bytes)
		}
	}
	sent, there := 0, 0
	for _, r := range s.Files {
		if r.There {
			there++
		} else {
			sent++
		}
	}
	switch {
	case s.Dry:
		t.Line("files-would-be-sent-to", sent, words.Visible(s.To))
	default:
		t.Line("files-sent-to", sent, words.Visible(s.To), there)
	}
}

package desk

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/crc32"
)

// Record is a line of the journal. What it says counts when the line is on the disk.
type Record struct {
	Kind    string              `json:"k"`
	File    string              `json:"f,omitempty"`
	Version int                 `json:"v,omitempty"` // that a document began with; the number of a clash
	Text    *string             `json:"text,omitempty"`
	Edits   map[string][]Update `json:"e,omitempty"`     // by file
	Clashes []Clash             `json:"clash,omitempty"` // of File, in the text after them, with what others have done
	Who     string              `json:"who,omitempty"`
	Name    string              `json:"name,omitempty"` // of the person, for people
	Label   string              `json:"label,omitempty"`
	At      int64               `json:"at,omitempty"` // milliseconds of Unix time
	Sum     string              `json:"sum,omitempty"`
}

// Kinds of records.
const (
	Base    = "base"  // the text of a file, as the document began: File, Text, Version
	Did     = "did"   // Who did something: Edits
	Undid   = "undid" // Who took back
	Redid   = "redid"
	Came    = "came"    // another program changed the file: Edits, Text and Sum of the file
	Saving  = "saving"  // the text is about to become the file: File, Sum
	Saved   = "saved"   // it has
	Settled = "settled" // people have chosen where they and another program clashed: File, Version
)

// Line is a record as a line of the journal: its sum first, so that half a line is known.
func (r Record) Line() []byte {
	data, err := json.Marshal(r)
	if err != nil {
		panic(fmt.Sprintf("desk: a record cannot be JSON: %v", err))
	}
	return fmt.Appendf(nil, "%08x %s\n", crc32.ChecksumIEEE(data), data)
}

// Records reads a journal, and returns how much of it is whole: what follows was being written
// when the machine stopped, and nobody was told that it counts.
func Records(data []byte) (list []Record, whole int) {
	for whole < len(data) {
		n := bytes.IndexByte(data[whole:], '\n')
		if n < 9 {
			break
		}
		line := data[whole : whole+n]
		var r Record
		if string(line[:9]) != fmt.Sprintf("%08x ", crc32.ChecksumIEEE(line[9:])) || json.Unmarshal(line[9:], &r) != nil {
			break
		}
		list = append(list, r)
		whole += n + 1
	}
	return list, whole
}

// Package signs keeps who has signed a page or a story: the lines of an edition's signs.jsonl,
// which is only ever appended to. Each line holds the hash of the line before it, so that none
// can be changed or taken out unseen.
//
//	chain, found := signs.Read(source.NewFile("editions/2026-10-20/signs.jsonl", data))
//	line := chain.Next(signs.Sign{Page: "2", Seal: now, As: "三校", By: "校对", At: "2026-10-19T23:10:00+08:00"})
//	chain.State(signs.Page("2"), "三校", now) // Valid once line stands in the file
//
// A signature is for what was signed, not for a time: it is valid while the seal of the page or
// story is the one that it names, void when that changes, and valid again when it changes back.
package signs

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"path"
	"strings"

	"banxin/editions/source"
)

// FileName is that of the signatures in an edition's folder.
const FileName = "signs.jsonl"

// File is the name of an edition's signatures, from the paper's folder; edition is its folder.
func File(edition string) string { return path.Join(edition, FileName) }

// Subject is what is signed: a page by its name on paper, or a story by its id.
type Subject struct {
	Page  string `json:"page,omitempty"`
	Story string `json:"story,omitempty"`
}

// Page is a page as a subject, Story a story.
func Page(name string) Subject { return Subject{Page: name} }

// Story is a story as a subject.
func Story(id string) Subject { return Subject{Story: id} }

// String is its page or story.
func (s Subject) String() string { return s.Page + s.Story }

// Seal stands for the state of a subject: hexadecimal hashes.
type Seal struct {
	Digest string `json:"digest"`          // of all that is painted on a page, of a story's text
	Press  string `json:"press,omitempty"` // of what the press is asked for; of pages only
}

// Sign is a line of the file.
type Sign struct {
	Subject
	Seal
	As        string `json:"as"` // the role or reading: 三校
	By        string `json:"by"`
	At        string `json:"at"`                  // RFC 3339
	Withdrawn bool   `json:"withdrawn,omitempty"` // all that the subject was signed with as that before is void
	Prev      string `json:"prev"`                // hash of the line before; empty: the first
}

// Line is a signature in its place.
type Line struct {
	Sign
	Hash string // of the line, 64 hexadecimal digits
	Pos  source.Pos
}

// Clock is the hour of a signature, for people who know the day: 23:10.
func (s *Sign) Clock() string {
	if _, clock, ok := strings.Cut(s.At, "T"); ok && len(clock) >= 5 {
		return clock[:5]
	}
	return s.At
}

// Chain is what an edition's file says. The zero value is that of an edition without one.
type Chain struct {
	Lines []Line // those that can be read, in their order
	head  string // hash of the last line, readable or not
	size  int    // bytes
	whole bool   // it ends with a line's end
}

// Read reads the signatures of an edition. A line that is none and a place where the chain is
// broken are findings; what follows counts none the less, since nobody's signature is to be
// lost by another's fault: whoever trusts the file looks at the findings.
func Read(f *source.File) (*Chain, source.List) {
	c := &Chain{size: len(f.Data), whole: bytes.HasSuffix(f.Data, []byte("\n"))}
	var found source.List
	for at := 0; at < len(f.Data); {
		line, _, _ := bytes.Cut(f.Data[at:], []byte("\n"))
		span := source.Span{Start: at, End: at + len(line)}
		at += len(line) + 1
		line = bytes.TrimSuffix(line, []byte("\r"))
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		found = append(found, c.add(line, f.Pos(span))...)
	}
	return c, found
}

// add takes in a line.
func (c *Chain) add(line []byte, pos source.Pos) (found source.List) {
	s, err := parse(line)
	switch {
	case err != nil:
		found.Add(source.New("PRESS-LINE", pos, source.Msg("line-of-signs-cannot-read", err), source.Msg("signs-only-appended")))
	case s.Prev != c.head:
		found.Add(source.New("PRESS-CHAIN", pos, source.Msg("line-of-signs-follows-another", short(s.Prev), short(c.head)), source.Msg("signs-only-appended")))
	}
	c.head = hash(line)
	if err == nil {
		c.Lines = append(c.Lines, Line{s, c.head, pos})
	}
	return found
}

// parse reads a line; names in it that nobody knows are let pass, for later versions.
func parse(line []byte) (s Sign, err error) {
	if err = json.Unmarshal(line, &s); err != nil {
		return s, err
	}
	if (s.Page == "") == (s.Story == "") || s.As == "" || s.By == "" || !s.Withdrawn && s.Digest == "" {
		return s, source.Faultf("sign-wants-page-or-story")
	}
	return s, nil
}

// short is how a hash is said to people.
func short(h string) string {
	if h == "" {
		return "–"
	}
	return h[:min(len(h), 12)]
}

func hash(line []byte) string {
	sum := sha256.Sum256(line)
	return hex.EncodeToString(sum[:])
}

// Head is the hash of the last line, which stands for all of them; empty: there is none.
func (c *Chain) Head() string { return c.head }

// Next returns the bytes to be appended to the file for a signature: its line, which names the
// last one. Where the last one has no end, because a machine died, it is ended first.
func (c *Chain) Next(s Sign) []byte {
	s.Prev = c.head
	var b bytes.Buffer
	if c.size > 0 && !c.whole {
		b.WriteByte('\n')
	}
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // strings and a truth: nothing to fail
	return b.Bytes()
}

// Knows tells whether a line has a hash, such as the last one that a sheet shows, or begins
// with it: from 8 digits on.
func (c *Chain) Knows(head string) bool {
	head = strings.ToLower(head)
	for _, l := range c.Lines {
		if len(head) >= 8 && strings.HasPrefix(l.Hash, head) {
			return true
		}
	}
	return false
}

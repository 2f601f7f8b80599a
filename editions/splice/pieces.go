package splice

import (
	"bytes"
	"slices"
)

// Edit puts New in the place of the bytes of a file from At to End.
type Edit struct {
	At  int    `json:"at"`
	End int    `json:"end"`
	New string `json:"new"`
}

// Apply makes edits, which are in order and do not overlap.
func Apply(data []byte, edits []Edit) []byte {
	var out bytes.Buffer
	at := 0
	for _, e := range edits {
		out.Write(data[at:e.At])
		out.WriteString(e.New)
		at = e.End
	}
	out.Write(data[at:])
	return out.Bytes()
}

// pieces are a text made of parts of an older one and of what was put in.
type pieces struct {
	old  []byte
	list []piece
}

// piece is old[at:end], or new text where at is -1.
type piece struct {
	at, end int
	text    string
}

func (p piece) size() int {
	if p.at < 0 {
		return len(p.text)
	}
	return p.end - p.at
}

// cut parts a piece in two.
func (p piece) cut(n int) (piece, piece) {
	if p.at < 0 {
		return piece{-1, 0, p.text[:n]}, piece{-1, 0, p.text[n:]}
	}
	return piece{p.at, p.at + n, ""}, piece{p.at + n, p.end, ""}
}

func whole(data []byte) pieces { return pieces{data, []piece{{0, len(data), ""}}} }

func (p pieces) clone() pieces { return pieces{p.old, slices.Clone(p.list)} }

// apply makes an edit in places of the text as it is now.
func (p pieces) apply(e Edit) pieces {
	out := pieces{old: p.old}
	at, put := 0, false
	for _, pc := range p.list {
		end := at + pc.size()
		if !put && e.At <= end {
			left, _ := pc.cut(e.At - at)
			out.list = append(out.list, left, piece{-1, 0, e.New})
			put = true
		} else if !put {
			out.list = append(out.list, pc)
		}
		if put && end > e.End {
			_, right := pc.cut(max(e.End-at, 0))
			out.list = append(out.list, right)
		}
		at = end
	}
	out.list = slices.DeleteFunc(out.list, func(pc piece) bool { return pc.size() == 0 })
	return out
}

func (p pieces) bytes() []byte {
	var out []byte
	for _, pc := range p.list {
		if pc.at < 0 {
			out = append(out, pc.text...)
		} else {
			out = append(out, p.old[pc.at:pc.end]...)
		}
	}
	return out
}

// edits are what makes the text of the old one.
func (p pieces) edits() []Edit {
	var out []Edit
	at, put := 0, ""
	flush := func(to int) {
		if to > at || put != "" {
			out = append(out, Edit{at, to, put})
		}
		put = ""
	}
	for _, pc := range p.list {
		if pc.at < 0 {
			put += pc.text
			continue
		}
		flush(pc.at)
		at = pc.end
	}
	flush(len(p.old))
	return out
}

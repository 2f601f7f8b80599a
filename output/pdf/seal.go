package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"strconv"
)

// sealer stands between gopdf and the file. It takes gopdf's output apart object by
// object, lets the bodies that are ours pass as they are, completes gopdf's own
// dictionaries with the entries gopdf cannot write, and ends the file with a
// cross-reference table and trailer that fit.
type sealer struct {
	out      io.Writer
	version  string            // of the header: "1.6"
	imported func(obj int) int // length of the body of obj if it is ours, else -1
	complete func(int, *dict)  // adds entries to gopdf's object
	trailer  func(t *dict, id string)

	pend    []byte // not yet understood
	state   sealState
	obj     int
	left    int // bytes of the imported body still to come
	offsets []int64
	n       int64
	sum     hash.Hash
}

type sealState uint8

const (
	inHeader sealState = iota
	beforeObject
	inImported
	inOwn
	afterObject
	inTail
)

var errAssembly = errors.New("pdf: gopdf's output has not the expected shape")

func (s *sealer) emit(p []byte) error {
	if s.sum == nil {
		s.sum = sha256.New()
	}
	s.sum.Write(p)
	n, err := s.out.Write(p)
	s.n += int64(n)
	return err
}

// Write takes the next piece of gopdf's output.
func (s *sealer) Write(p []byte) (int, error) {
	n := len(p)
	for len(p) > 0 && s.state == inImported && len(s.pend) == 0 {
		k := min(s.left, len(p))
		if err := s.emit(p[:k]); err != nil {
			return 0, err
		}
		s.left, p = s.left-k, p[k:]
		if s.left == 0 {
			s.state = afterObject
			break
		}
	}
	s.pend = append(s.pend, p...)
	for {
		more, err := s.step()
		if err != nil {
			return 0, err
		}
		if !more {
			return n, nil
		}
	}
}

// step handles one part of what is pending and tells whether to go on.
func (s *sealer) step() (bool, error) {
	switch s.state {
	case inHeader:
		return s.header()
	case beforeObject:
		return s.object()
	case inImported:
		k := min(s.left, len(s.pend))
		err := s.emit(s.pend[:k])
		s.pend = append(s.pend[:0], s.pend[k:]...)
		if s.left -= k; s.left == 0 {
			s.state = afterObject
		}
		return s.left == 0, err
	case inOwn:
		return s.own()
	case afterObject:
		return s.end()
	}
	return false, nil
}

// take cuts off what is pending up to and with sep.
func (s *sealer) take(sep string) ([]byte, bool) {
	i := bytes.Index(s.pend, []byte(sep))
	if i < 0 {
		return nil, false
	}
	part := bytes.Clone(s.pend[:i+len(sep)])
	s.pend = append(s.pend[:0], s.pend[i+len(sep):]...)
	return part, true
}

func (s *sealer) header() (bool, error) {
	if _, ok := s.take("\n\n"); !ok {
		return false, nil
	}
	s.state = beforeObject
	return true, s.emit([]byte("%PDF-" + s.version + "\n%\xe2\xe3\xcf\xd3\n"))
}

func (s *sealer) object() (bool, error) {
	line, ok := s.take("\n")
	if !ok {
		return false, nil
	}
	if string(line) == "xref\n" {
		s.state = inTail
		return false, nil
	}
	num, ok := bytes.CutSuffix(line, []byte(" 0 obj\n"))
	obj, err := strconv.Atoi(string(num))
	if !ok || err != nil || obj != len(s.offsets)+1 {
		return false, errAssembly
	}
	s.offsets, s.obj = append(s.offsets, s.n), obj
	s.left, s.state = s.imported(obj), inImported
	if s.left < 0 {
		s.state = inOwn
	}
	return true, s.emit(line)
}

func (s *sealer) own() (bool, error) {
	body, ok := s.take(">>\nendobj")
	if !ok {
		return false, nil
	}
	d, err := parseDict(body[:len(body)-len("\nendobj")])
	if err != nil {
		return false, err
	}
	s.complete(s.obj, d)
	s.pend = append([]byte("endobj"), s.pend...)
	s.state = afterObject
	return true, s.emit([]byte(d.String() + "\n"))
}

func (s *sealer) end() (bool, error) {
	if _, ok := s.take("endobj\n\n"); !ok {
		return false, nil
	}
	s.state = beforeObject
	return true, s.emit([]byte("endobj\n"))
}

// close writes the cross-reference table and the trailer.
func (s *sealer) close() error {
	if s.state != inTail {
		return errAssembly
	}
	_, tail, ok := bytes.Cut(s.pend, []byte("trailer\n"))
	tail, _, ok2 := bytes.Cut(tail, []byte("startxref"))
	if !ok || !ok2 {
		return errAssembly
	}
	t, err := parseDict(tail)
	if err != nil {
		return err
	}
	s.trailer(t, hex.EncodeToString(s.sum.Sum(nil)[:16]))
	at := s.n
	b := fmt.Appendf(nil, "xref\n0 %d\n0000000000 65535 f \n", len(s.offsets)+1)
	for _, o := range s.offsets {
		b = fmt.Appendf(b, "%010d 00000 n \n", o)
	}
	b = fmt.Appendf(b, "trailer\n%s\nstartxref\n%d\n%%%%EOF\n", t, at)
	return s.emit(b)
}

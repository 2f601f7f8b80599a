package picture

import (
	"encoding/binary"
	"fmt"
)

// Keep makes what is slow to make: it returns what was made for the key before, or makes it.
// A key names a picture and what is made of it, among the files of one edition. Nil makes
// everything. It is called from several goroutines.
type Keep func(key string, make func() ([]byte, error)) ([]byte, error)

// shown makes a picture for readers once.
func (k Keep) shown(key string, make func() (Shown, error)) (Shown, error) {
	if k == nil || key == "" {
		return make()
	}
	data, err := k(key, func() ([]byte, error) {
		s, err := make()
		return s.bytes(), err
	})
	if err != nil {
		return Shown{}, err
	}
	return shownOf(data)
}

// bytes writes a picture down: its size, the length of its format's name, that, its data.
func (s Shown) bytes() []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(s.W))
	out = binary.BigEndian.AppendUint32(out, uint32(s.H))
	out = append(append(out, byte(len(s.Format))), s.Format...)
	return append(out, s.Data...)
}

func shownOf(data []byte) (Shown, error) {
	if len(data) < 9 || len(data) < 9+int(data[8]) {
		return Shown{}, fmt.Errorf("a picture that was kept is damaged")
	}
	n := 9 + int(data[8])
	return Shown{W: int(binary.BigEndian.Uint32(data)), H: int(binary.BigEndian.Uint32(data[4:])), Format: string(data[9:n]), Data: data[n:]}, nil
}

// ForReaders is [ForReaders] of a picture of a name, once.
func (k Keep) ForReaders(name string, data []byte, side int) (Shown, error) {
	s, err := k.shown(fmt.Sprintf("reader %d %s", side, name), func() (Shown, error) { return ForReaders(data, side) })
	s.Name = name
	return s, err
}

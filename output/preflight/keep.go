package preflight

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"

	"banxin/editions/picture"
)

// Keep makes what is slow to find out of a file's pictures: it returns what was made for the key
// before, or makes it. Keys hold for any file. Nil makes everything.
type Keep func(key string, make func() ([]byte, error)) ([]byte, error)

// Inks measures a JPEG file in four inks as [Keep.Check] will in a file that shows it so many points
// wide, for k to keep. Inverted says that the file's amounts are turned where it is shown. What it
// foresees wrongly is measured then.
func (k Keep) Inks(jpeg []byte, inverted bool, points float64) error {
	info, err := picture.Read(jpeg)
	if err != nil {
		return err
	}
	sides := []int{windowSide(info.W, points*(1+rounded)), windowSide(info.W, points*(1-rounded))}
	for _, side := range slices.Compact(sides) {
		if _, err := k.densestJPEG(jpeg, side, inverted); err != nil {
			return err
		}
	}
	return nil
}

// rounded is how exactly lengths are written into files, at least: thousandths of a point, of pictures
// of half an inch.
const rounded = 1e-4

// densestJPEG measures a JPEG file once.
func (k Keep) densestJPEG(jpeg []byte, side int, inverted bool) (*inkMeter, error) {
	if k == nil {
		return densestJPEG(jpeg, side, inverted)
	}
	key := fmt.Sprintf("ink %d %v %x", side, inverted, sha256.Sum256(jpeg))
	kept, err := k(key, func() ([]byte, error) {
		m, err := densestJPEG(jpeg, side, inverted)
		return m.bytes(), err
	})
	if err != nil || len(kept) == 0 {
		return nil, err
	}
	return meterOf(kept)
}

// bytes writes down what was measured; nothing of a picture that cannot be.
func (m *inkMeter) bytes() []byte {
	if m == nil {
		return nil
	}
	out := binary.BigEndian.AppendUint64(nil, uint64(m.most))
	out = binary.BigEndian.AppendUint32(out, uint32(m.side))
	return append(out, m.channels[:]...)
}

func meterOf(kept []byte) (*inkMeter, error) {
	if len(kept) != 16 {
		return nil, fmt.Errorf("what was measured of a picture is damaged")
	}
	m := &inkMeter{most: int(binary.BigEndian.Uint64(kept)), side: max(int(binary.BigEndian.Uint32(kept[8:])), 1)}
	copy(m.channels[:], kept[12:])
	return m, nil
}

package page

import "banxin/layout/unit"

// Color is process ink or a tint of a spot ink; it is never converted silently.
// Amounts are in 1/10000: K 10000 is full black. The zero value is no ink: paper white,
// which knocks out what is under it.
type Color struct {
	C, M, Y, K uint16
	Spot       uint16 // 0 for process inks, else 1 + index in Doc.Spots
	Tint       uint16 // of the spot ink
}

// Black is full black in the one ink K, White no ink at all.
var (
	Black = Color{K: 10000}
	White = Color{}
)

// Gray returns a tint of K in 1/10000.
func Gray(k uint16) Color { return Color{K: k} }

// IsK tells whether c is printed with the K plate alone.
func (c Color) IsK() bool { return c.Spot == 0 && c.C == 0 && c.M == 0 && c.Y == 0 && c.K > 0 }

// Several tells whether more than one ink prints c: their plates never meet exactly.
func (c Color) Several() bool {
	inks := 0
	for _, ink := range [...]uint16{c.C, c.M, c.Y, c.K, c.Spot} {
		if ink > 0 {
			inks++
		}
	}
	return inks > 1
}

// LeastInked is the smallest type that several inks print (GWG 2015).
const LeastInked = 9 * unit.Pt

// Inks is a set of inks. The zero value stands for all there are.
type Inks struct {
	Process uint8  // of C, M, Y and K a bit each, C the lowest
	Spots   uint64 // of Doc.Spots a bit each, the first the lowest; those beyond 64 cannot be named
}

// AllProcess are the four process inks.
const AllProcess = 0xF

// All tells whether nothing is left out.
func (i Inks) All() bool { return i == Inks{} }

// Has tells whether a spot ink is in the set: 1 + index in Doc.Spots.
func (i Inks) Has(spot uint16) bool {
	return i.All() || spot > 0 && spot <= 64 && i.Spots&(1<<(spot-1)) != 0
}

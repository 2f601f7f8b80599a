package impose_test

import (
	"fmt"

	"banxin/output/impose"
)

// Eight broadsheet pages are four plates, two sheets put into each other.
func ExamplePlates() {
	for _, p := range impose.Plates(8) {
		fmt.Printf("sheet %d %-5s %d | %d\n", p.Sheet, p.Side, p.Left, p.Right)
	}
	// Output:
	// sheet 1 front 8 | 1
	// sheet 1 back  2 | 7
	// sheet 2 front 6 | 3
	// sheet 2 back  4 | 5
}

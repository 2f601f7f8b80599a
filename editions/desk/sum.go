package desk

import (
	"crypto/sha256"
	"fmt"
	"strconv"
)

// Sum stands for the bytes of a file.
func Sum(data []byte) string { return fmt.Sprintf("%x", sha256.Sum256(data)) }

// IDOf stands for the text that a document began with and the version it had then: versions
// of two documents can be compared only where it is the same.
func IDOf(t Text, version int) string {
	return Sum([]byte(t.String()))[:16] + "-" + strconv.Itoa(version)
}

package compare

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"banxin/editions"
)

// Digest returns what stands for a story's text, as 64 hexadecimal digits: the SHA-256 of its
// parts, what they are and what is strong, linked or pictured in them. How the file is written,
// where the story stands and how it is set do not count.
func Digest(s *editions.Story) string {
	h := sha256.New()
	e := json.NewEncoder(h)
	for _, p := range storyOf(s).Parts {
		_ = e.Encode([3]string{p.Role, p.Text, p.Style}) // strings: nothing to fail
	}
	return hex.EncodeToString(h.Sum(nil))
}

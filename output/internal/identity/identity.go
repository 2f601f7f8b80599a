// Package identity names editions, stories and pictures for the world, once and for all:
//
//	identity.Story("101-bridge")     // s-101-bridge: file name, fragment and id in documents
//	identity.StoryURN(ed, "101-bridge") // urn:uuid:…, the same in every product
//	identity.Picture(data)           // p-1f2e3d4c5b6a7988: a name that its bytes give
//
// A name depends on the paper, the edition's date and the story's id alone, that of a picture
// on its bytes. Stories that are added, moved, withdrawn or put right change no other's name,
// so that addresses may be linked to and kept by caches for ever. Which state of a story
// stands at its address is said by [editions.Edition.Version] and Revised.
package identity

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"

	"github.com/gofrs/uuid/v5"

	"banxin/editions"
)

// longest is how many characters of an id a name takes over.
const longest = 48

var (
	// plain ids are names as they are: lower case, since file systems and people take A for a.
	plain = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	// hashed looks like a name that ends in a hash, and must not be one.
	hashed = regexp.MustCompile(`(^|-)[0-9a-f]{8}$`)
)

// Story is the name of a story within its edition: ASCII, a name of XML (NCName) and of a
// file on any system. An id that cannot be one is folded, and a hash of it tells it from
// those that fold alike. The name begins with s-, so that it is never that of a page.
func Story(id string) string {
	if plain.MatchString(id) && len(id) <= longest && !hashed.MatchString(id) {
		return "s-" + id
	}
	return "s-" + strings.TrimPrefix(fold(id)+"-"+digest([]byte(id), 4), "-")
}

// fold keeps the letters and digits of ASCII, in lower case, parted by hyphens.
func fold(id string) string {
	words := strings.FieldsFunc(strings.ToLower(id), func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') })
	s := strings.Join(words, "-")
	return strings.TrimRight(s[:min(len(s), longest)], "-")
}

// Picture is the name of a picture file, without its ending.
func Picture(data []byte) string { return "p-" + digest(data, 8) }

func digest(data []byte, n int) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:n])
}

// URN names a thing of an edition: a story by its id, a kind of book by its name, the edition
// itself by "". The paper counts by its code and its name, which a correction of issue
// numbers or registrations leaves alone.
func URN(ed *editions.Edition, thing string) string {
	p, d := ed.Paper, ed.Date
	return urn(fmt.Sprintf("%s\x00%s\x00%04d-%02d-%02d\x00%s", p.Code, p.Name, d.Year, d.Month, d.Day, thing))
}

// StoryURN names a story.
func StoryURN(ed *editions.Edition, id string) string { return URN(ed, "story\x00"+id) }

// PictureURN names a picture by its bytes.
func PictureURN(data []byte) string { return urn("picture\x00" + digest(data, 32)) }

// urn is a UUID of version 5 (RFC 9562, 5.5) over a key.
func urn(key string) string { return "urn:uuid:" + uuid.NewV5(uuid.NamespaceOID, key).String() }

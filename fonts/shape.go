package fonts

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
)

// Shaped is a glyph of a shaped run. Cluster is the byte offset in the text of the first character it shows.
type Shaped struct {
	ID                        GID
	Advance, XOffset, YOffset int
	Cluster                   int
}

// ShapeLatin shapes a run of Latin text (letters, figures, ASCII marks) with kerning and
// ligatures; the script is that of the first letter, so Greek and Cyrillic do as well.
// Quotation marks take their proportional form. The result depends on the text alone, not
// on what was shaped before. A new word costs some 3 µs, a known one 20 ns.
func (f *Face) ShapeLatin(dst []Shaped, text string) []Shaped {
	return f.shapeRun(dst, text, "")
}

// ShapeRightToLeft shapes a run of Hebrew, Arabic or another script that runs from right to
// left, letters joined and brackets mirrored. The glyphs come in the order of the text:
// drawn are they from the last to the first.
func (f *Face) ShapeRightToLeft(dst []Shaped, text string) []Shaped {
	return f.shapeRun(dst, text, leftward)
}

// leftward goes before a run from right to left in the memory for words.
const leftward = "\u202E"

func (f *Face) shapeRun(dst []Shaped, text, way string) []Shaped {
	s := f.shaper.get()
	if s == nil {
		s = f.shaper.fill(f.newShaper)
	}
	key := text
	if way != "" {
		key = way + text
	}
	if word, have := s.recall(key); have {
		return append(dst, word...)
	}
	from := len(dst)
	dst, ok := s.shape(dst, text, way == leftward)
	if !ok {
		dst = f.shapePlain(dst[:from], text)
	}
	s.keep(key, dst[from:])
	return dst
}

// shapePlain sets a run as cmap and hmtx have it.
func (f *Face) shapePlain(dst []Shaped, text string) []Shaped {
	for i, r := range text {
		g := f.Glyph(r)
		dst = append(dst, Shaped{ID: g, Advance: f.Advance(g), Cluster: i})
	}
	return dst
}

// Limits of a face's memory for words: its size, and the length of what is worth keeping.
const (
	maxWords   = 8192
	maxWordLen = 64
)

// shaper sets runs of a face and remembers them. When full it forgets everything, which
// changes nothing but the time taken.
type shaper struct {
	lock  sync.RWMutex
	words map[string][]Shaped

	busy   sync.Mutex // guards buffer
	buffer *harfbuzz.Buffer
	font   *harfbuzz.Font // nil when the shaper cannot read the face
	face   *Face
}

func (s *shaper) recall(text string) ([]Shaped, bool) {
	s.lock.RLock()
	word, have := s.words[text]
	s.lock.RUnlock()
	return word, have
}

func (s *shaper) keep(text string, word []Shaped) {
	if len(text) > maxWordLen {
		return
	}
	kept := append([]Shaped(nil), word...)
	s.lock.Lock()
	defer s.lock.Unlock()
	if len(s.words) >= maxWords {
		clear(s.words)
	}
	s.words[strings.Clone(text)] = kept
}

// Simplified Chinese keeps the figures that cmap names (Noto's locl for other languages
// brings other widths); pwid brings the proportional quotation marks and apostrophe, which
// these faces hold a full em wide.
var (
	shapeLanguages = map[string]language.Language{"": language.NewLanguage("zh-hans"), taiwan: language.NewLanguage("zh-hant-tw"), hongKong: language.NewLanguage("zh-hant-hk")}
	shapeFeatures  = []harfbuzz.Feature{{
		Tag: opentype.NewTag('p', 'w', 'i', 'd'), Value: 1,
		Start: harfbuzz.FeatureGlobalStart, End: harfbuzz.FeatureGlobalEnd,
	}}
)

// shape runs the shaper. It is another's code run on a user's file, so a panic in it is
// taken for a damaged face, which is then set without kerning.
func (s *shaper) shape(dst []Shaped, text string, left bool) (out []Shaped, ok bool) {
	if s.font == nil {
		return dst, false
	}
	s.busy.Lock()
	defer s.busy.Unlock()
	defer func() {
		if recover() != nil {
			s.buffer, out, ok = harfbuzz.NewBuffer(), dst, false
		}
	}()
	b := s.buffer
	b.Clear()
	b.Props = harfbuzz.SegmentProperties{
		Direction: harfbuzz.LeftToRight,
		Script:    scriptOf(text),
		Language:  shapeLanguages[s.face.language],
	}
	if left {
		b.Props.Direction = harfbuzz.RightToLeft
	}
	from := len(dst)
	for i, r := range text {
		b.AddRune(r, i)
	}
	b.Shape(s.font, shapeFeatures)
	for i, info := range b.Info {
		pos := b.Pos[i]
		dst = append(dst, Shaped{
			ID:      GID(info.Glyph),
			Advance: int(pos.XAdvance) + s.face.widened(GID(info.Glyph)), XOffset: int(pos.XOffset), YOffset: int(pos.YOffset),
			Cluster: info.Cluster,
		})
	}
	if left {
		slices.Reverse(dst[from:])
	} else if hasMarks(text) {
		s.face.accents(dst[from:], text)
	}
	return dst, true
}

func scriptOf(text string) language.Script {
	for _, r := range text {
		switch s := language.LookupScript(r); s {
		case language.Common, language.Inherited, language.Unknown:
		default:
			return s
		}
	}
	return language.Latin
}

// newShaper gives the shaper the tables that shaping needs. With glyf, which it would
// unpack point by point, it takes 20-60 ms a face; without, half a millisecond.
func (f *Face) newShaper() (s *shaper) {
	s = &shaper{words: map[string][]Shaped{}, buffer: harfbuzz.NewBuffer(), face: f}
	defer func() {
		if recover() != nil {
			s.font = nil
		}
	}()
	w := &file{sign: signTrueType}
	for _, tag := range []string{"cmap", "head", "hhea", "hmtx", "maxp", "OS/2", "GDEF", "GSUB", "GPOS", "kern"} {
		if t := f.table(tag); t != nil {
			w.add(tag, t)
		}
	}
	loader, err := opentype.NewLoader(bytes.NewReader(w.bytes()))
	if err != nil {
		return s
	}
	if parsed, err := font.NewFont(loader); err == nil {
		s.font = harfbuzz.NewFont(&font.Face{Font: parsed})
	}
	return s
}

package editions

import (
	"fmt"
	"hash/crc32"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/assets"
	"banxin/cmd/need/held"
	"banxin/cmd/slips"
	"banxin/editions/source"
)

// TestSlips loads each slip of the table: what is said of it, to the last word of the remedy, and what
// is taken for meant, as the difference of the model from that of the paper without the slip, stand
// in testdata/slips.golden. -update rewrites; read the difference.
func TestSlips(t *testing.T) {
	held.Text(t, "testdata/slips.golden", outcomes(t, slips.All()))
}

// TestSaid is the same for testdata/said.golden, which is its own table: lines as those of slips, and
// beneath each what comes of it. They are what a file may say, right and wrong, besides what
// newcomers write.
func TestSaid(t *testing.T) {
	const name = "testdata/said.golden"
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var said []slips.Slip
	for line := range strings.Lines(string(data)) {
		if s, ok := slips.Of(strings.TrimSuffix(line, "\n")); ok && line[0] != '\t' {
			said = append(said, s)
		}
	}
	held.Text(t, name, outcomes(t, said))
}

// outcomes is each slip with what comes of it.
func outcomes(t *testing.T, all []slips.Slip) string {
	t.Helper()
	clean := map[string]*slipped{}
	var b strings.Builder
	for _, s := range all {
		of := s.Paper["paper.yaml"]
		if clean[of] == nil {
			clean[of] = slippedOf(t, s.Paper, "", "")
		}
		fmt.Fprintf(&b, "%s\n%s", s.Line, slippedOf(t, s.Paper, s.File, s.Text()).beside(clean[of]))
	}
	return b.String()
}

// slipped is what comes of a paper with a slip in it.
type slipped struct {
	fields map[string]string // of the model, by their paths
	order  []string          // the paths as the model has them
	found  []string
}

// aside are the places of what is said, and what the package keeps for itself.
var aside = regexp.MustCompile(`\.(?:Pos|Span|[a-z]\w*)(?:[.\[]|$)`)

func slippedOf(t *testing.T, files map[string]string, name, text string) *slipped {
	t.Helper()
	fsys := fstest.MapFS{}
	for n, s := range files {
		fsys[n] = &fstest.MapFile{Data: []byte(s)}
	}
	if name != "" {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	ed, found, err := LoadWith(fsys, "", Options{Library: assets.Templates()})
	if err != nil {
		return &slipped{found: []string{err.Error()}}
	}
	out := &slipped{fields: map[string]string{}}
	for _, f := range found {
		out.found = append(out.found, strings.TrimSuffix(findingsText(source.List{f}), "\n"))
	}
	var path []string
	for line := range strings.Lines(model(ed)) {
		text := strings.TrimLeft(line, " ")
		name, value, _ := strings.Cut(strings.TrimSuffix(text, "\n"), " ")
		path = append(path[:min((len(line)-len(text))/2, len(path))], strings.TrimSuffix(name, ":"))
		if at := strings.Join(path, "."); value != "" && !aside.MatchString(at) {
			out.fields[at] = value
			out.order = append(out.order, at)
		}
	}
	return out
}

// mostFields is how many fields of a difference are shown; of all there are the number and the sum.
const mostFields = 16

// beside tells what a paper has that the one without the slip has not, and lacks of it.
func (s *slipped) beside(clean *slipped) string {
	var out []string
	for _, f := range s.found {
		if !slices.Contains(clean.found, f) {
			out = append(out, "\t"+f)
		}
	}
	var fields []string
	for _, at := range s.order {
		if was, ok := clean.fields[at]; !ok || was != s.fields[at] {
			fields = append(fields, "\t\t"+strings.TrimLeft(at, ".")+" "+s.fields[at])
		}
	}
	for _, at := range clean.order {
		if _, ok := s.fields[at]; !ok {
			fields = append(fields, "\t\tno "+strings.TrimLeft(at, "."))
		}
	}
	if n := len(fields); n > mostFields {
		fields = append(fields[:mostFields], fmt.Sprintf("\t\t%d fields in all, sum %08x", n, crc32.ChecksumIEEE([]byte(strings.Join(fields, "\n")))))
	}
	if out = append(out, fields...); len(out) == 0 {
		return ""
	}
	return strings.Join(out, "\n") + "\n"
}

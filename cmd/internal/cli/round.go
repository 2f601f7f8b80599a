package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/editions/compare"
)

// modelFile is the file of a round's folder that says what the edition was like.
const modelFile = "model.json"

// modelOf returns the path of a round's model: dir is its folder, or the file itself. It
// is empty when dir is no round.
func modelOf(dir string) string {
	for _, name := range []string{filepath.Join(dir, modelFile), dir} {
		if st, err := os.Stat(name); err == nil && st.Mode().IsRegular() {
			return name
		}
	}
	return ""
}

// readRound reads a round frozen earlier.
func readRound(dir string) (*compare.Round, error) {
	name := modelOf(dir)
	if name == "" {
		return nil, words.Fault("no-round-no-banxin-proof-round", dir, modelFile)
	}
	f, err := openFile(name)
	if err != nil {
		return nil, words.Fault("cannot-read-file", name, err)
	}
	defer f.Close()
	r, err := compare.Read(f)
	var schema compare.SchemaError
	if errors.As(err, &schema) {
		return nil, words.Fault("schema-banxin-reads", name, int(schema), compare.Schema)
	}
	if err != nil {
		return nil, words.Fault("no-round", name, err)
	}
	return r, nil
}

// usualRounds are the rounds that proofs are mostly pulled for, and otherRounds what is theirs too in some
// newsroom.
var (
	usualRounds = []string{"小样", "大样", "清样", "一校", "二校", "三校"}
	otherRounds = []string{"毛样", "付印样", "初校", "四校", "终校", "通读", "核红", "初样", "一样", "末样", "定样", "galley", "page", "clean", "first", "second", "third", "final"}
)

// nearRounds are the usual names of rounds that a name is like, which is none itself; a number may end it.
func nearRounds(name string) []string {
	bare := strings.TrimRight(name, "0123456789-")
	if bare == "" || slices.Contains(otherRounds, bare) || slices.Contains(usualRounds, bare) {
		return nil
	}
	return editions.Alike(usualRounds, bare)
}

// newRound returns the name of a round to be made in a folder: one without a number at
// its end gets the next. A round that is there already is never overwritten.
func newRound(dir, name string) (string, error) {
	if name == "" || name != filepath.Base(name) || !filepath.IsLocal(name) || strings.HasPrefix(name, ".") {
		return "", words.Fault("round-no-name-of-folder", name)
	}
	exists := func(name string) bool {
		_, err := os.Lstat(filepath.Join(dir, name))
		return err == nil
	}
	if last := name[len(name)-1]; last >= '0' && last <= '9' {
		if exists(name) {
			return "", words.Fault("round-there-already-not-overwritten-choose", filepath.Join(dir, name))
		}
		return name, nil
	}
	for n := 1; ; n++ {
		if numbered := fmt.Sprintf("%s-%d", name, n); !exists(numbered) {
			return numbered, nil
		}
	}
}

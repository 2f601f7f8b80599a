package job

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"sync"

	"banxin/cmd/internal/batch/say"
	"banxin/output/works"
)

// Engine names the version of the engine that runs: what it makes of an input, byte for byte.
// That is the revision of its sources and Go's version, which brings the compressors; where
// the sources were changed since, or nobody knows their revision (-buildvcs=false), the
// program's own hash stands for them, so that two such programs never pass for one another.
var Engine = sync.OnceValues(func() (string, error) {
	info, _ := debug.ReadBuildInfo()
	revision, modified, toolchain := "", false, ""
	if info != nil {
		toolchain = info.GoVersion
		for _, s := range info.Settings {
			switch s.Key {
			case "vcs.revision":
				revision = s.Value
			case "vcs.modified":
				modified = s.Value == "true"
			}
		}
	}
	if revision != "" && !modified {
		return fmt.Sprintf("banxin %s %s %s", works.Version, revision, toolchain), nil
	}
	sum, err := ownHash()
	if err != nil {
		return "", say.Fault("own-program-cannot-be-read", err)
	}
	return fmt.Sprintf("banxin %s %s+%s %s", works.Version, revision, sum, toolchain), nil
})

// ownHash is the hash of the program that runs.
func ownHash() (string, error) {
	name, err := os.Executable()
	if err != nil {
		return "", err
	}
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

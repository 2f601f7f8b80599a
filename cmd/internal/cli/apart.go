package cli

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"banxin/cmd/internal/words"
)

// ownFolders are the folders of a paper in which its own files stand, by their paths in it; those
// of the editions that there are.
var ownFolders = []string{".", "editions", "editions/*", "editions/*/stories", "editions/*/images", "templates", "images", "fonts"}

// apart refuses to write outputs among the files of a paper: into its folder or one of its own in
// it. A folder of their own, as out, will do, wherever it is.
func apart(out string) error {
	abs := realPath(out)
	for at := abs; ; at = filepath.Dir(at) {
		if standsPaper(at) {
			rel, err := filepath.Rel(at, abs)
			if err != nil || !slices.ContainsFunc(ownFolders, func(own string) bool {
				is, _ := path.Match(own, filepath.ToSlash(rel))
				return is && (isFolder(abs) || !strings.Contains(own, "*"))
			}) {
				return nil
			}
			return words.Fault("outputs-among-files-of-paper", out, shellArg(filepath.Join(seen(at), "out")))
		}
		if at == filepath.Dir(at) {
			return nil
		}
	}
}

// realPath is where a path leads, from the root, as far as it is there.
func realPath(name string) string {
	abs, err := filepath.Abs(name)
	if err != nil {
		return name
	}
	for at, rest := abs, ""; ; at, rest = filepath.Dir(at), filepath.Join(filepath.Base(at), rest) {
		if real, err := filepath.EvalSymlinks(at); err == nil {
			return filepath.Join(real, rest)
		}
		if at == filepath.Dir(at) {
			return abs
		}
	}
}

// seen is a path as it is seen from the working folder, where it is below that.
func seen(abs string) string {
	if rel, err := filepath.Rel(realPath("."), abs); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return abs
}

// stageApart is stage for a folder that must not be one of a paper's own.
func stageApart(dir string) (*outputs, error) {
	if err := apart(dir); err != nil {
		return nil, err
	}
	return stage(dir)
}

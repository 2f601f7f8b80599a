package kinds

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/say"
	"banxin/output/works"
)

// Pieces of an edition, which part jobs make and its build finds, are files of the folder
// job.Pieces among its inputs, by the hash of their keys. They are of the same files, options
// and engine, since one job was made of the other; what the build does not find it makes, and
// so it makes the same bytes with all of them, some or none.

// shared has the build find the pieces that part jobs have made.
func (c *call) shared() {
	dir := filepath.Join(c.at.In, filepath.FromSlash(job.Pieces))
	if _, err := os.Stat(dir); err != nil {
		return
	}
	c.keep = func(key string, make func() ([]byte, error)) ([]byte, error) {
		if data, err := os.ReadFile(filepath.Join(dir, pieceName(key))); err == nil {
			return data, nil
		}
		if c.left != nil {
			c.left()
		}
		return make()
	}
}

// pieceName is that of the file which holds a piece.
func pieceName(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:])
}

// share makes a share of the pieces of an edition.
func (c *call) share() (job.Result, error) {
	k, of, ok := job.ShareOf(c.task.Options[job.Share])
	if !ok {
		return job.Result{}, &Refused{say.Fault("no-share-of-edition", c.task.Options[job.Share])}
	}
	to := filepath.Join(c.at.Out, filepath.FromSlash(job.Pieces))
	if err := os.MkdirAll(to, 0o777); err != nil {
		return job.Result{}, err
	}
	c.part = works.Part{K: k - 1, Of: of}
	var mu sync.Mutex
	var trouble error // of the disk: what cannot be made is left to the build
	c.keep = func(key string, make func() ([]byte, error)) ([]byte, error) {
		data, err := make()
		if err != nil {
			return nil, err
		}
		if err := writePiece(filepath.Join(to, pieceName(key)), data); err != nil {
			mu.Lock()
			defer mu.Unlock()
			trouble = err
			return nil, err
		}
		return data, nil
	}
	flags, err := c.flags(job.Share)
	if err != nil {
		return job.Result{}, err
	}
	args := append([]string{"build", c.at.In, "-o", filepath.Join(c.at.Out, "none"), "--format=json", "--progress=none", "--edition=" + c.task.Edition}, flags...)
	if len(c.task.To) > 0 {
		args = append(args, "--to="+strings.Join(c.task.To, ","))
	}
	_, err = c.banxin(args...)
	return job.Result{}, errors.Join(err, trouble, os.RemoveAll(filepath.Join(c.at.Out, "none")))
}

// writePiece writes a piece, unless it is there.
func writePiece(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err == nil {
		_, err = f.Write(data)
		err = errors.Join(err, f.Close())
	}
	return err
}

package cli

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"

	editing "banxin/output/desk"
)

// gitPast is what git knows of a paper's files, where the paper stands in a repository and git is
// installed. It is asked for reading alone, without the network, hooks and filters of files, for
// a bounded time and size; where it says nothing there is no such past.
type gitPast struct{ folder string }

// How much is asked of git.
const (
	gitTime   = 5 * time.Second
	gitStates = 100
	gitMost   = 4 << 20 // bytes of an answer
)

// States are the commits that changed a file, the latest first.
func (g gitPast) States(ctx context.Context, file string) (out []editing.PastState) {
	said := g.ask(ctx, "log", "-n", strconv.Itoa(gitStates), "--no-show-signature", "--no-ext-diff", "--no-textconv", "--format=%H%x1f%an%x1f%aI%x1f%s%x1e", "--", "./"+file)
	for line := range strings.SplitSeq(string(said), "\x1e") {
		if f := strings.Split(strings.TrimSpace(line), "\x1f"); len(f) == 4 && commitForm.MatchString(f[0]) {
			out = append(out, editing.PastState{ID: f[0], By: f[1], At: f[2], Label: f[3]})
		}
	}
	return out
}

var commitForm = regexp.MustCompile(`^[0-9a-f]{40}([0-9a-f]{24})?$`)

// Text is what a file said in a commit; nil: git does not know.
func (g gitPast) Text(ctx context.Context, file, id string) []byte {
	if !commitForm.MatchString(id) {
		return nil
	}
	return g.ask(ctx, "cat-file", "blob", id+":./"+file)
}

// ask runs git in the paper's folder; nil where it does not answer.
func (g gitPast) ask(ctx context.Context, args ...string) []byte {
	ctx, stop := context.WithTimeout(ctx, gitTime)
	defer stop()
	c := exec.CommandContext(ctx, "git", append([]string{"--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never"}, args...)...)
	c.Dir = g.folder
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "GIT_") {
			c.Env = append(c.Env, v)
		}
	}
	c.Env = append(c.Env, "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1")
	pipe, err := c.StdoutPipe()
	if err != nil || c.Start() != nil {
		return nil
	}
	var said bytes.Buffer
	n, err := io.Copy(&said, io.LimitReader(pipe, gitMost+1))
	if n > gitMost {
		stop()
	}
	if c.Wait() != nil || err != nil || n > gitMost {
		return nil
	}
	return said.Bytes()
}

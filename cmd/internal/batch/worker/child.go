package worker

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"banxin/cmd/internal/batch/say"
)

// Limits are what one task may use. Zero: as many as is said.
type Limits struct {
	Time   time.Duration // half an hour
	Memory int64         // bytes of its process: the machine's share of a slot
	Output int64         // bytes of files: 8 GB
	Tasks  int           // that a child serves before it is replaced: 500
}

// filled puts what zeros stand for.
func (l Limits) filled(slots int) Limits {
	if l.Time <= 0 {
		l.Time = 30 * time.Minute
	}
	if l.Memory <= 0 {
		l.Memory = max(machineMemory()*8/10/int64(slots), 1<<30)
	}
	if l.Output <= 0 {
		l.Output = 8 << 30
	}
	if l.Tasks <= 0 {
		l.Tasks = 500
	}
	return l
}

// How often a child is looked at, how much of what it says on stderr is kept, and how long
// its answer may be.
const (
	lookEvery  = 200 * time.Millisecond
	mostLog    = 64 << 10
	mostAnswer = 16 << 20
)

// Fault is a task that could not be done. It counts as a try.
type Fault struct {
	Why say.Told // one line
	Log string   // the end of what the process said

	Final bool // no further try helps
}

func (f *Fault) Error() string { return f.Why.Text }

// full is a disk of this machine that has no room.
type full struct{ says string }

func (f *full) Error() string { return f.says }

// child is a process that does tasks.
type child struct {
	cmd  *exec.Cmd
	in   io.WriteCloser
	out  *bufio.Reader
	pipe *os.File // that out reads
	log  *tail
	done int           // tasks
	over chan struct{} // closed when it has ended
}

// start starts one: the program itself, by another command.
func start(command []string, slots int, l Limits) (*child, error) {
	c := &child{cmd: exec.Command(command[0], command[1:]...), log: &tail{}, over: make(chan struct{})}
	c.cmd.Stderr = c.log
	c.cmd.Env = environ(slots, l)
	var err error
	if c.in, err = c.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, end, err := os.Pipe() // not StdoutPipe, which Wait would close under the reader
	if err != nil {
		return nil, err
	}
	c.out, c.pipe, c.cmd.Stdout, c.cmd.WaitDelay = bufio.NewReaderSize(out, 64<<10), out, end, time.Second
	err = c.cmd.Start()
	end.Close()
	if err != nil {
		out.Close()
		return nil, err
	}
	go func() {
		c.cmd.Wait()
		close(c.over)
	}()
	return c, nil
}

// environ is what a child sees: all but the keys of the store, which it has no use for. It
// has its share of the processors, and of memory.
func environ(slots int, l Limits) []string {
	env := slices.DeleteFunc(os.Environ(), func(v string) bool {
		return slices.ContainsFunc([]string{"AWS_", "MINIO_", "S3_"}, func(p string) bool { return strings.HasPrefix(strings.ToUpper(v), p) })
	})
	for name, v := range map[string]string{"GOMEMLIMIT": strconv.FormatInt(l.Memory*7/10, 10), "GOMAXPROCS": strconv.Itoa(share(slots))} {
		if os.Getenv(name) == "" {
			env = append(env, name+"="+v)
		}
	}
	return env
}

// share is how many processors a child of so many has.
func share(slots int) int { return max(runtime.NumCPU()/max(slots, 1), 1) }

// kill ends the child, whatever it does.
func (c *child) kill() {
	c.cmd.Process.Kill()
	<-c.over
	c.in.Close()
	c.pipe.Close()
}

// ended waits a little for a child that has closed its end, so that its own status is told.
func (c *child) ended() <-chan struct{} {
	select {
	case <-c.over:
	case <-time.After(time.Second):
		c.cmd.Process.Kill()
	}
	return c.over
}

// worn tells whether the child is to be replaced: it has ended, served its tasks, or kept
// too much of what it read.
func (c *child) worn(l Limits) bool {
	select {
	case <-c.over:
		return true
	default:
		return c.done >= l.Tasks || resident(c.cmd.Process.Pid) > l.Memory/2
	}
}

// spent is what a task took.
type spent struct {
	cpu, wall time.Duration
	memory    int64
}

// serve has the child do a task. After an error that is no answer of the child's it is dead.
func (c *child) serve(ctx context.Context, r request, l Limits) (*answer, spent, error) {
	begun := time.Now()
	c.log.reset()
	answered := make(chan error, 1)
	a := &answer{}
	go func() { answered <- c.exchange(r, a) }()
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	var s spent
	for n := 0; ; n++ {
		select {
		case err := <-answered:
			s.wall, s.cpu = time.Since(begun), time.Duration(a.CPU)
			s.memory = max(s.memory, resident(c.cmd.Process.Pid))
			if err != nil {
				<-c.ended()
				c.kill()
				return nil, s, c.fault(say.Msg("process-ended", c.cmd.ProcessState))
			}
			c.done++
			return a, s, nil
		case <-ctx.Done():
			c.kill()
			return nil, s, ctx.Err()
		case <-look.C:
			s.memory = max(s.memory, resident(c.cmd.Process.Pid))
			if why := over(&r, l, time.Since(begun), s.memory, n); why.ID != "" {
				c.kill()
				s.wall = time.Since(begun)
				return nil, s, c.fault(why)
			}
		}
	}
}

// over says which bound a task has gone over; zero: none.
func over(r *request, l Limits, took time.Duration, memory int64, n int) say.Told {
	switch {
	case took > l.Time:
		return say.Msg("took-longer-than", l.Time)
	case memory > l.Memory:
		return say.Msg("took-mb-of-memory", memory>>20, l.Memory>>20)
	case n%10 == 9 && sizeOf(r.Out) > l.Output:
		return say.Msg("wrote-more-mb-than", l.Output>>20)
	}
	return say.Told{}
}

// fault is what became of a dead child.
func (c *child) fault(why say.Told) *Fault {
	log := c.log.String()
	for line := range strings.Lines(log) {
		if what, ok := strings.CutPrefix(line, "panic: "); ok {
			why = say.Msg("panicked", why, strings.TrimSpace(what))
			break
		}
	}
	return &Fault{Why: why, Log: log}
}

// exchange writes a request and reads the answer.
func (c *child) exchange(r request, a *answer) error {
	data, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if _, err := c.in.Write(append(data, '\n')); err != nil {
		return err
	}
	var line []byte
	for {
		part, err := c.out.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case err == nil:
			return json.Unmarshal(line, a)
		case err != bufio.ErrBufferFull:
			return err
		case len(line) > mostAnswer:
			return say.Fault("answer-has-no-end")
		}
	}
}

// sizeOf is how much stands in a folder.
func sizeOf(dir string) (n int64) {
	filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			if st, err := d.Info(); err == nil {
				n += st.Size()
			}
		}
		return nil
	})
	return n
}

// tail keeps the begin and the end of what is written: a panic says what it is at once, and
// a long story where it ended.
type tail struct {
	mu         sync.Mutex
	head, rest []byte
	cut        bool
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	n := len(p)
	if room := mostLog/4 - len(t.head); room > 0 {
		k := min(room, len(p))
		t.head, p = append(t.head, p[:k]...), p[k:]
	}
	t.rest = append(t.rest, p...)
	if len(t.rest) > 2*mostLog {
		t.rest, t.cut = slices.Clone(t.rest[len(t.rest)-mostLog:]), true
	}
	return n, nil
}

func (t *tail) reset() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.head, t.rest, t.cut = nil, nil, false
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	rest, gap := t.rest, ""
	if len(rest) > mostLog {
		rest, t.cut = rest[len(rest)-mostLog:], true
	}
	if t.cut {
		gap = "\n[…]\n"
	}
	return string(t.head) + gap + string(rest)
}

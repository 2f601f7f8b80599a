package job

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/batch/store"
	"banxin/editions"
	"banxin/editions/source"
)

// Desk makes tasks of jobs: it reads what they name and puts it into the store. It may be
// used by several goroutines.
type Desk struct {
	Store  store.Store
	Dir    string            // that the paths of jobs begin in
	Engine string            // see [Engine]
	Env    map[string]string // of banxin: BANXIN_LANG, SOURCE_DATE_EPOCH

	mu    sync.Mutex
	kept  map[string]bool   // hashes that are in the store
	files map[string]*known // by name
}

// Prepared is a task with the way to its inputs on this machine.
type Prepared struct {
	*Task
	Findings source.List // as that files have changed since the list was planned
	from     map[string]string
}

// Env takes from the environment what results depend on.
func Env(get func(string) string) map[string]string {
	out := map[string]string{"BANXIN_LANG": "en"}
	if say.For(get).Chinese() {
		out["BANXIN_LANG"] = "zh"
	}
	if v := get("SOURCE_DATE_EPOCH"); v != "" {
		out["SOURCE_DATE_EPOCH"] = v
	}
	return out
}

// Prepare makes the task of a job, with the results of the jobs it comes after, in their
// order. Nothing is stored.
func (d *Desk) Prepare(ctx context.Context, j *Job, after []*Done) (*Prepared, error) {
	p := &Prepared{from: map[string]string{}, Task: &Task{Schema: Schema, Engine: d.Engine, Kind: j.Kind, Edition: j.Edition, To: slices.Clone(j.To), Options: j.Options, Env: d.envOf(j.Kind), Inputs: []File{}}}
	if j.Dir != "" {
		if err := d.own(p, j); err != nil {
			return nil, named(j.Dir, err)
		}
	}
	if len(after) != len(j.After) {
		return nil, fmt.Errorf("job %s comes after %d jobs, and %d are done", j.ID, len(j.After), len(after))
	}
	slices.SortFunc(p.Inputs, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	for i, done := range after {
		p.Lay(j.After[i], done)
	}
	return p, ctx.Err()
}

// envOf is the environment that a job's result depends on.
func (d *Desk) envOf(kind string) map[string]string {
	env := maps.Clone(d.Env)
	if kindOf(kind).mute {
		delete(env, "BANXIN_LANG")
	}
	return env
}

// named says which file of a job's folder a disk's error is of, from the list's folder on.
func named(dir string, err error) error {
	if of, ok := errors.AsType[*fs.PathError](err); ok {
		return say.Fault("input-cannot-be-laid-out", path.Join(dir, filepath.ToSlash(of.Path)), err)
	}
	return err
}

// own adds what stands in the job's folder.
func (d *Desk) own(p *Prepared, j *Job) error {
	dir := filepath.Join(d.Dir, filepath.FromSlash(j.Dir))
	root, err := os.OpenRoot(dir)
	if of, ok := errors.AsType[*fs.PathError](err); ok {
		return &fs.PathError{Op: of.Op, Path: ".", Err: of.Err}
	}
	if err != nil {
		return err
	}
	defer root.Close()
	latest := *j
	if paper := j.Kind != "import" && j.Kind != "preflight" && !kindOf(j.Kind).library; paper && j.Edition == "" {
		dates, err := editions.Editions(root.FS())
		if err != nil {
			return err
		}
		latest.Edition = editions.Latest(root.FS(), dates)
	}
	p.Edition = latest.Edition
	if p.Inputs, err = gather(root, &latest); err != nil {
		return err
	}
	if err := d.hashed(root, dir, p.Inputs); err != nil {
		return err
	}
	for _, f := range p.Inputs {
		p.from[f.Hash] = filepath.Join(dir, filepath.FromSlash(f.Name))
	}
	if j.Inputs != "" && j.Inputs != digest(p.Inputs) {
		p.Findings.Add(source.New("SRC-FILE", j.At, source.Msg("files-of-job-changed-since-planned", j.ID, newest(root, p.Inputs)),
			source.Msg("they-taken-as-they-now-plan")).As(source.Warning))
	}
	return nil
}

// There looks whether the edition that a job works on is in its folder; a job that comes after others
// may have it of them, and an import begins it.
func (d *Desk) There(j *Job) error {
	k := kindOf(j.Kind)
	if len(j.After) > 0 || k.library || k.files || j.Dir == "" {
		return nil
	}
	fsys := os.DirFS(filepath.Join(d.Dir, filepath.FromSlash(j.Dir)))
	if _, err := fs.Stat(fsys, "."); err != nil {
		return nil // that is told of the folder
	}
	dates, err := editions.Editions(fsys)
	if err != nil || j.Edition == "" && len(dates) > 0 || slices.Contains(dates, j.Edition) {
		return named(j.Dir, err)
	}
	if j.Edition == "" {
		return say.Fault("no-edition-in", j.Dir)
	}
	return say.Fault("no-edition-of-date-in", j.Edition, j.Dir)
}

// newest is the file that was changed last.
func newest(root *os.Root, files []File) (name string) {
	var at int64
	for _, f := range files {
		if st, err := root.Lstat(f.Name); err == nil && st.ModTime().UnixNano() >= at {
			at, name = st.ModTime().UnixNano(), f.Name
		}
	}
	return name
}

// Digest is what a job reads of its folder, in a word: a list says it when it is planned.
func Digest(dir string, j *Job) (string, error) {
	d := &Desk{Dir: dir}
	p, err := d.Prepare(context.Background(), &Job{ID: j.ID, Kind: j.Kind, Dir: j.Dir, Edition: j.Edition, Options: j.Options}, nil)
	if err != nil {
		return "", say.Fault("cannot-read-what-job-needs", j.ID, err)
	}
	return digest(p.Inputs), nil
}

// Lay lays the result of a job that the task comes after over its inputs: copy that was
// imported, pages made up come into the paper; editions stand beside one another in a library,
// each in the folder of its job.
func (t *Task) Lay(id string, done *Done) {
	over := map[string]bool{} // names that give way: a file's, and that of the folder that was empty
	var more []File
	for _, f := range done.Result.Files {
		if kindOf(t.Kind).library {
			f.Name = path.Join(id, f.Name)
		} else if strings.HasPrefix(f.Name, SaidFolder) {
			continue
		}
		over[f.Name], over[path.Dir(f.Name)+"/"] = true, true
		more = append(more, f)
	}
	t.Inputs = append(slices.DeleteFunc(t.Inputs, func(old File) bool { return over[old.Name] }), more...)
	slices.SortFunc(t.Inputs, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
}

// SaidFolder is where jobs that change a paper put what they have to say, beside its files.
const SaidFolder = "said/"

// Put puts the inputs of a task and the task itself into the store. The error is
// store.ErrDamaged where a file has changed since it was read: prepare again.
func (d *Desk) Put(ctx context.Context, p *Prepared) error {
	for _, f := range p.Inputs {
		if from, ok := p.from[f.Hash]; ok && f.Hash != "" && !d.has(f.Hash) {
			if err := d.keep(ctx, f, from); err != nil {
				return err
			}
		}
	}
	return Save(ctx, d.Store, p.Task)
}

func (d *Desk) has(hash string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.kept[hash]
}

func (d *Desk) keep(ctx context.Context, f File, from string) error {
	r, err := os.Open(from)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %s is not there any more", store.ErrDamaged, f.Name)
	}
	if err != nil {
		return err
	}
	defer r.Close()
	if err := store.KeepAs(ctx, d.Store, f.Hash, f.Size, r); err != nil {
		d.forget(from)
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.kept == nil {
		d.kept = map[string]bool{}
	}
	d.kept[f.Hash] = true
	return nil
}

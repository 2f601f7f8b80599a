//go:build linux

package cli

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"banxin/cmd/internal/words"
	"banxin/cmd/need"
	"banxin/cmd/need/four"
	sums "banxin/layout/digest"
	"banxin/output/works"
)

// TestLooked: after any changes of a paper's folder that the system tells of, what is composed of the
// files that were told of and of what is known of the others is what is composed of all of them.
func TestLooked(t *testing.T) {
	for seed := range need.Seeds(2, 8) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			e := &folderEdits{Rand: rand.New(rand.NewSource(int64(seed))), dir: copied(t)}
			p := watchedPaper(t, e.dir)
			seen := p.watched()
			holdComposed(t, p, "nothing")
			for range need.Seeds(14, 60) {
				did := e.edit(t)
				toldOf(t, p)
				seen = p.look(seen, p.told)
				holdComposed(t, p, did)
			}
		})
	}
}

// TestLookedAtNames: of what nothing is told, nothing is looked at: not even that it is gone.
func TestLookedAtNames(t *testing.T) {
	dir := copied(t)
	p := livePaperAt(dir)
	p.told = newChanges()
	p.looked = &looked{kept: p.paper.kept, told: func(string) bool { return true }}
	seen := p.watched()
	was := composedBy(t, p)
	const name = sampleDay + "stories/102-harvest.md"
	story := filepath.Join(dir, name)
	text, err := os.ReadFile(story)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(dir, dir+"-away"); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(story), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(story, bytes.Replace(text, []byte("，"), []byte("，又"), 1), 0o666); err != nil {
		t.Fatal(err)
	}
	p.told.tell(name)
	if now := p.look(seen, p.told); len(now) != len(seen) || now[name] == seen[name] {
		t.Fatal("a file that is told of is not looked at alone")
	}
	now := composedBy(t, p)
	if len(now.Edition.Stories) != len(was.Edition.Stories) || len(now.Doc.Pages) != len(was.Doc.Pages) {
		t.Fatalf("%d stories on %d pages, were %d on %d", len(now.Edition.Stories), len(now.Doc.Pages), len(was.Edition.Stories), len(was.Doc.Pages))
	}
	for i, s := range now.Edition.Stories {
		if other := s != was.Edition.Stories[i]; other != (s.File.Name == name) {
			t.Errorf("%s is another: %v", s.ID, other)
		}
	}
}

// watchedPaper is a paper that is told of what happens to its files.
func watchedPaper(t *testing.T, dir string) *livePaper {
	p := livePaperAt(dir)
	if p.listen(t.Context()); p.told == nil {
		t.Skip("the system tells nothing")
	}
	return p
}

// livePaperAt is a paper to which all files are old enough to be kept.
func livePaperAt(dir string) *livePaper {
	w := &world{say: words.In(false), now: func() time.Time { return time.Now().Add(time.Hour) }}
	return &livePaper{paper: &paperOptions{dir: dir, kept: &unchangedFiles{now: w.now}}, w: w, chinese: words.In(true), english: words.In(false)}
}

// toldOf waits until all that has happened is told: what happens is told in its order.
func toldOf(t *testing.T, p *livePaper) {
	t.Helper()
	const last = "last.txt"
	if err := os.WriteFile(filepath.Join(p.folder(), last), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	for late := time.After(time.Minute); ; {
		p.told.mu.Lock()
		there := p.told.names[last]
		p.told.mu.Unlock()
		if there {
			return
		}
		select {
		case <-p.told.wait():
		case <-late:
			t.Fatal("nothing is told")
		}
	}
}

func composedBy(t *testing.T, p *livePaper) *works.Set {
	t.Helper()
	set, err := p.compose(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// holdComposed compares what a paper is composed to with what one is that knows nothing.
func holdComposed(t *testing.T, p *livePaper, did string) {
	t.Helper()
	fresh := livePaperAt(p.paper.dir)
	a, errA := fresh.compose(t.Context())
	b, errB := p.compose(t.Context())
	if fmt.Sprint(errA) != fmt.Sprint(errB) {
		t.Fatalf("after %s: %v, with what is known %v", did, errA, errB)
	}
	if errA != nil {
		return
	}
	if x, y := fmt.Sprintf("%+v", a.Findings), fmt.Sprintf("%+v", b.Findings); x != y {
		t.Fatalf("after %s:\n%s\nwith what is known:\n%s", did, x, y)
	}
	sum := func(v any) sums.Sum {
		h := sums.New(nil)
		h.Add(v)
		return h.Sum()
	}
	if (a.Doc == nil) != (b.Doc == nil) || a.Doc != nil && (sum(a.Doc) != sum(b.Doc) || sum(a.Layout.Fits) != sum(b.Layout.Fits)) {
		t.Fatalf("after %s the pages differ", did)
	}
}

// folderEdits are changes of a copy of the paper of four pages.
type folderEdits struct {
	*rand.Rand
	dir string
	n   int
}

// edit does something in the folder, and says what.
func (e *folderEdits) edit(t *testing.T) string {
	e.n++
	stories := e.files("stories/*.md")
	story := stories[e.Intn(len(stories))]
	another := path.Join(path.Dir(story), fmt.Sprintf("n%d.md", e.n))
	at := func(name string) string { return filepath.Join(e.dir, filepath.FromSlash(name)) }
	must := func(err error) {
		if err != nil && !os.IsNotExist(err) && !os.IsExist(err) {
			t.Fatal(err)
		}
	}
	switch e.Intn(16) {
	case 0:
		must(os.Rename(at(story), at(another)))
		return "renaming " + story
	case 1:
		must(os.WriteFile(at(another), e.read(story), 0o666))
		return "copying " + story
	case 2:
		must(os.Remove(at(story)))
		return "removing " + story
	case 3:
		must(os.Symlink(path.Base(story), at(another)))
		return "linking " + story
	case 4:
		sub := path.Join(path.Dir(story), "sub")
		must(os.MkdirAll(at(sub), 0o777))
		must(os.WriteFile(at(sub+"/x.md"), e.read(story), 0o666))
		return "a folder among the stories"
	case 5:
		must(os.RemoveAll(at(path.Join(path.Dir(story), "sub"))))
		return "no folder among the stories"
	case 6:
		must(os.Rename(at(sampleDay+"images"), at(sampleDay+"图片")))
		return "renaming images"
	case 7:
		must(os.Rename(at(sampleDay+"图片"), at(sampleDay+"images")))
		return "renaming images back"
	case 8:
		st, err := os.Stat(at(story))
		must(err)
		if err == nil {
			e.put(t, story, bytes.Replace(e.read(story), []byte("的"), []byte("地"), 1))
			must(os.Chtimes(at(story), st.ModTime(), st.ModTime()))
		}
		return "another text of the same size and time in " + story
	case 9:
		e.put(t, story+"~new", bytes.Replace(e.read(story), []byte("。"), []byte("。又一句。"), 1))
		must(os.Rename(at(story+"~new"), at(story)))
		return "another file in the place of " + story
	case 10, 11:
		name := e.any(sampleDay+"edition.yaml", "paper.yaml")
		e.put(t, name, e.lines(e.read(name)))
		return "other lines of " + name
	case 12, 13, 14:
		e.restore(t)
		return "all files as they were"
	}
	e.put(t, story, bytes.Replace(e.read(story), []byte("，"), []byte("，新的话"), 1+e.Intn(3)))
	return "another text of " + story
}

func (e *folderEdits) any(names ...string) string { return names[e.Intn(len(names))] }

// files are those of the edition that a pattern is of; one that is not there, where there are none.
func (e *folderEdits) files(pattern string) []string {
	names, _ := fs.Glob(os.DirFS(e.dir), sampleDay+pattern)
	if len(names) == 0 {
		return []string{sampleDay + "stories/none.md"}
	}
	return names
}

func (e *folderEdits) read(name string) []byte {
	data, _ := os.ReadFile(filepath.Join(e.dir, filepath.FromSlash(name))) // a link may lead nowhere
	return data
}

func (e *folderEdits) put(t *testing.T, name string, data []byte) {
	if err := os.WriteFile(filepath.Join(e.dir, filepath.FromSlash(name)), data, 0o666); err != nil {
		t.Fatal(err)
	}
}

// lines has two lines stand in each other's place, or takes one out.
func (e *folderEdits) lines(data []byte) []byte {
	lines := strings.SplitAfter(string(data), "\n")
	i, k := e.Intn(len(lines)), e.Intn(len(lines))
	if lines[i], lines[k] = lines[k], lines[i]; e.Intn(2) == 0 {
		lines = slices.Delete(lines, i, i+1)
	}
	return []byte(strings.Join(lines, ""))
}

func (e *folderEdits) restore(t *testing.T) {
	for _, name := range []string{"stories", "images", "图片"} {
		if err := os.RemoveAll(filepath.Join(e.dir, sampleDay, name)); err != nil {
			t.Fatal(err)
		}
	}
	err := fs.WalkDir(four.Pages(), ".", func(name string, d fs.DirEntry, err error) error {
		to := filepath.Join(e.dir, filepath.FromSlash(name))
		if err != nil || d.IsDir() {
			return os.MkdirAll(to, 0o777)
		}
		data, err := fs.ReadFile(four.Pages(), name)
		if err != nil {
			return err
		}
		return os.WriteFile(to, data, 0o666)
	})
	if err != nil {
		t.Fatal(err)
	}
}

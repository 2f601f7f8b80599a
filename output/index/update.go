package index

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// Changes is what an Update found.
type Changes struct {
	Write    []File           // new segments, and index.json last
	Keep     []string         // folders of segments that stay as they are
	Problems map[string]error // editions that cannot be read, by name: they are left out
}

// Update makes the index of these editions where it is not there yet: kept reads a file of
// the index as it stands, and an error says that there is none. Editions are read on all
// processors, those of a segment that has one that is new, changed or gone; what is
// neither in Write nor in Keep can be removed.
func Update(kept func(name string) ([]byte, error), editions []Edition) Changes {
	had := map[string]segment{}
	if c, err := readContents(kept); err == nil {
		for _, s := range c.Segments {
			had[s.Path] = s
		}
	}
	out := Changes{Problems: map[string]error{}}
	parts := Parts(editions)
	made := make([][]File, len(parts))
	var making sync.WaitGroup // one segment is made while the next is read
	for i := range parts {
		p := &parts[i]
		if old, ok := had[p.segment.Path]; ok {
			p.segment = old
			out.Keep = append(out.Keep, old.Path)
			continue
		}
		b := p.read(out.Problems)
		making.Wait()
		making.Go(func() { made[i] = b.files(p.segment.Path + "/") })
	}
	making.Wait()
	out.Write = append(slices.Concat(made...), Contents(parts))
	return out
}

// Part is a segment of the index before it is made.
type Part struct {
	segment  segment
	editions []Edition // newest first
}

// Parts lists the segments that the index of these editions has, the newest first, without
// reading any.
func Parts(editions []Edition) (out []Part) {
	for _, p := range periods(editions) {
		s := segment{Path: p.name + "-" + digest(p.editions), From: p.editions[len(p.editions)-1].Date, To: p.editions[0].Date, Editions: len(p.editions)}
		for _, e := range p.editions {
			s.Stories += e.Stories
		}
		out = append(out, Part{s, p.editions})
	}
	return out
}

// Folder is where the segment's files stand: it says what they were made of.
func (p *Part) Folder() string { return p.segment.Path }

// Files makes the segment; editions that cannot be read, by name, are left out.
func (p *Part) Files() ([]File, map[string]error) {
	problems := map[string]error{}
	return p.read(problems).files(p.segment.Path + "/"), problems
}

// read reads the editions, and counts what there is.
func (p *Part) read(problems map[string]error) *builder {
	b := readAll(p.editions, problems)
	p.segment.Editions, p.segment.Stories = 0, 0
	for _, e := range b.head.Editions {
		p.segment.Editions++
		p.segment.Stories += len(e.Starts)
	}
	return b
}

// Contents is index.json of an index of these segments.
func Contents(parts []Part) File {
	c := contents{format, version, []segment{}}
	for _, p := range parts {
		c.Segments = append(c.Segments, p.segment)
	}
	return File{top, encode(c)}
}

// period is the editions of a segment, newest first.
type period struct {
	name     string // 2026-10 in the newest year, else 2025
	editions []Edition
}

// periods cuts the editions into those of the segments, newest first. Years that are over
// are one segment, so that a question looks in few; in the newest, an edition touches its
// month alone.
func periods(editions []Edition) []period {
	editions = slices.SortedStableFunc(slices.Values(editions), func(a, b Edition) int {
		return cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(a.Name, b.Name))
	})
	var out []period
	for _, i := range editions {
		name := i.Date[:7]
		if newest := editions[0].Date[:4]; i.Date[:4] != newest {
			name = i.Date[:4]
		}
		if len(out) == 0 || out[len(out)-1].name != name {
			out = append(out, period{name: name})
		}
		p := &out[len(out)-1]
		p.editions = append(p.editions, i)
	}
	return out
}

// digest says what a segment is made of.
func digest(editions []Edition) string {
	h := sha256.New()
	fmt.Fprintln(h, format, version)
	for _, i := range editions {
		fmt.Fprintf(h, "%q %q %q\n", i.Name, i.Date, i.Digest)
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:8])
}

// readAll reads editions on all processors and takes them in, in order.
func readAll(editions []Edition, problems map[string]error) *builder {
	stories, errs := make([][]Story, len(editions)), make([]error, len(editions))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(editions); i = int(next.Add(1)) - 1 {
				stories[i], errs[i] = editions[i].Read()
			}
		})
	}
	wg.Wait()
	b := &builder{}
	for i, edition := range editions {
		if errs[i] != nil {
			problems[edition.Name] = errs[i]
			continue
		}
		b.add(edition.Name, edition.Date, stories[i])
		stories[i] = nil
	}
	return b
}

func readContents(read func(name string) ([]byte, error)) (contents, error) {
	var c contents
	data, err := read(top)
	if err == nil {
		err = json.Unmarshal(data, &c)
	}
	if err == nil && (c.Format != format || c.Version != version) {
		err = fmt.Errorf("index: %s is of another version", top)
	}
	return c, err
}

// Folder returns the folder of a file of a segment; none for index.json.
func Folder(name string) string {
	folder, _, ok := strings.Cut(name, "/")
	if !ok {
		return ""
	}
	return folder
}

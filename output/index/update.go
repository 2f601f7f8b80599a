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
	c, out := contents{format, version, []segment{}}, Changes{Problems: map[string]error{}}
	groups := periods(editions)
	made := make([][]File, len(groups))
	var making sync.WaitGroup // one segment is made while the next is read
	for i, group := range groups {
		s := segment{Path: group.name + "-" + digest(group.editions), From: group.editions[len(group.editions)-1].Date, To: group.editions[0].Date}
		if old, ok := had[s.Path]; ok {
			s = old
			out.Keep = append(out.Keep, s.Path)
		} else {
			b := readAll(group.editions, out.Problems)
			for _, e := range b.head.Editions {
				s.Editions++
				s.Stories += len(e.Starts)
			}
			making.Wait()
			making.Go(func() { made[i] = b.files(s.Path + "/") })
		}
		c.Segments = append(c.Segments, s)
	}
	making.Wait()
	out.Write = append(slices.Concat(made...), File{top, encode(c)})
	return out
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

package index_test

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"banxin/output/index"
)

// files are those of an index.
type files map[string][]byte

func (f files) read(name string) ([]byte, error) {
	if data, ok := f[name]; ok {
		return data, nil
	}
	return nil, fs.ErrNotExist
}

// update brings an index up to date, as a caller does, and returns the names of what was
// written.
func (f files) update(editions []index.Edition) (written []string) {
	c := index.Update(f.read, editions)
	keep := map[string]bool{}
	for _, w := range c.Write {
		if old, ok := f[w.Name]; !ok || string(old) != string(w.Data) {
			written = append(written, w.Name)
		}
		f[w.Name], keep[w.Name] = w.Data, true
	}
	for name := range f {
		if !keep[name] && !slices.Contains(c.Keep, index.Folder(name)) {
			delete(f, name)
		}
	}
	return written
}

func (f files) find(t testing.TB, query string) []index.Hit {
	t.Helper()
	x, err := index.Open(f.read, nil)
	if err != nil {
		t.Fatal(err)
	}
	hits, err := x.Find(query)
	if err != nil {
		t.Fatal(err)
	}
	return hits
}

func edition(date string, texts ...string) index.Edition {
	return index.Edition{Name: "rb-" + date, Date: date, Digest: fmt.Sprintf("%q", texts), Read: func() ([]index.Story, error) {
		stories := []index.Story{{Text: "日报 " + date}}
		for i, s := range texts {
			stories = append(stories, index.Story{ID: fmt.Sprint("s", i), Title: "题", Text: s})
		}
		return stories, nil
	}}
}

func TestFind(t *testing.T) {
	f := files{}
	f.update([]index.Edition{
		edition("2026-11-02", "石桥，\n落成。", "桥头的New York Café开张"),
		edition("2026-10-20", "江上修桥，两岸通车", "２０２６年Ａ股，涨1.5%", "甲"),
		edition("2025-01-01", "元旦：石桥合龙", "\U00020BB7野家 \u00adsoft\u00adhyphen"),
	})
	for _, c := range []struct{ query, want string }{
		{"石桥", "2026-11-02 s0, 2025-01-01 s0"},
		{"石桥落成", "2026-11-02 s0"}, // over punctuation and the end of a line
		{"桥", "2026-11-02 s0, 2026-11-02 s1, 2026-10-20 s0, 2025-01-01 s0"},
		{"成", "2026-11-02 s0"}, // the last character of a text
		{"甲", "2026-10-20 s2"},
		{"车2026", ""}, // stories do not run into each other
		{"通车 修桥", "2026-10-20 s0"},
		{"通车 石桥", ""},
		{"new york", "2026-11-02 s1"},
		{"CAFÉ", "2026-11-02 s1"},
		{"2026年a股", "2026-10-20 s1"},
		{"1.5", "2026-10-20 s1"},
		{"\U00020BB7野", "2025-01-01 s1"},
		{"softhyphen", "2025-01-01 s1"},
		{"日报 合龙", "2025-01-01 s0"}, // one word is said of the edition
		{"2026-10-20", "2026-10-20 , 2026-10-20 s0, 2026-10-20 s1, 2026-10-20 s2"},
		{"没有", ""}, {"", ""}, {"，。", ""}, {"元旦：石桥合龙！", "2025-01-01 s0"},
	} {
		var got []string
		for _, h := range f.find(t, c.query) {
			got = append(got, h.Date+" "+h.Story.ID)
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%q: %s, want %s", c.query, s, c.want)
		}
	}
}

// A new edition rewrites its month; the others keep their files to the byte. What is gone is
// found no more, and an edition that cannot be read is told and left out.
func TestUpdateTouchesItsMonth(t *testing.T) {
	f := files{}
	editions := []index.Edition{edition("2026-11-01", "一"), edition("2026-10-20", "十月的事"), edition("2026-10-19", "前一天的事"), edition("2025-03-01", "去年的事"), edition("2025-02-01", "去年二月")}
	if n := len(f.update(editions)); n != 3*3+1 {
		t.Errorf("%d files of three segments", n)
	}
	if again := f.update(editions); again != nil {
		t.Errorf("nothing new, but written: %v", again)
	}
	written := f.update(append([]index.Edition{edition("2026-10-21", "新的事")}, editions...))
	if len(written) != 4 || !strings.HasPrefix(written[0], "2026-10-") || written[3] != "index.json" {
		t.Errorf("one new edition writes %v", written)
	}
	if len(f.find(t, "新的事")) != 1 || len(f.find(t, "去年")) != 2 {
		t.Error("what stands is not found")
	}
	f.update(append([]index.Edition{edition("2026-10-20", "换了")}, editions[2:]...))
	if f.find(t, "十月的事") != nil || f.find(t, "换了") == nil || f.find(t, "新的事") != nil {
		t.Error("what was changed or is gone is found")
	}
	bad := edition("2024-01-01")
	bad.Read = func() ([]index.Story, error) { return nil, errors.New("no zip") }
	if c := index.Update(f.read, append(editions, bad)); c.Problems["rb-2024-01-01"] == nil {
		t.Error("an edition that cannot be read is not told")
	}
}

// Whatever the order of the editions, and after whatever before: the same files.
func TestSameBytes(t *testing.T) {
	editions := []index.Edition{edition("2026-11-01", "一"), edition("2026-10-20", "十月"), edition("2025-03-01", "去年")}
	a, b := files{}, files{}
	a.update(editions)
	slices.Reverse(editions)
	b.update(editions[1:])
	b.update(editions)
	if !reflect.DeepEqual(a, b) {
		t.Error("the files differ")
	}
}

// The slow twin: what a story's folded text contains.
func TestFindIsContains(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	letters := []rune("甲乙丙，a \U00020BB7\U00020BB8")
	text := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteRune(letters[r.Intn(len(letters))])
		}
		return b.String()
	}
	var editions []index.Edition
	var keys, texts []string
	for day := 28; day > 0; day-- {
		var stories []string
		for i := range r.Intn(4) {
			stories = append(stories, text(r.Intn(60)))
			keys = append(keys, fmt.Sprintf("2026-10-%02d s%d", day, i))
		}
		texts = append(texts, stories...)
		editions = append(editions, edition(fmt.Sprintf("2026-10-%02d", day), stories...))
	}
	f := files{}
	f.update(editions)
	folded := func(s string) string { return string(utf16.Decode(index.Fold(nil, s))) }
	for range 400 {
		query := text(1 + r.Intn(7))
		var want, got []string
		for i, s := range texts {
			has := len(folded(query)) > 0
			for word := range strings.FieldsSeq(query) {
				has = has && strings.Contains(folded(s), folded(word))
			}
			if has {
				want = append(want, keys[i])
			}
		}
		for _, h := range f.find(t, query) {
			got = append(got, h.Date+" "+h.Story.ID)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%q: %v, want %v", query, got, want)
		}
	}
}

// Many shards: pairs are where their first character says.
func TestShards(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	long := make([]rune, 100_000)
	for i := range long {
		long[i] = rune(0x4E00 + r.Intn(3000))
	}
	f := files{}
	if n := len(f.update([]index.Edition{edition("2026-10-20", string(long))})); n < 8 {
		t.Fatalf("%d files", n)
	}
	for range 50 {
		at := r.Intn(len(long) - 4)
		if len(f.find(t, string(long[at:at+4]))) != 1 {
			t.Errorf("%s is not found", string(long[at:at+4]))
		}
	}
}

// Files that are damaged are an error, not a panic.
func FuzzDamaged(f *testing.F) {
	whole := files{}
	whole.update([]index.Edition{edition("2026-10-20", "江上修桥，两岸通车"), edition("2026-10-19", "江上修桥")})
	var names []string
	for name := range whole {
		names = append(names, name)
	}
	slices.Sort(names)
	for i := range names {
		f.Add(i, 3, []byte{0xFF})
	}
	f.Fuzz(func(t *testing.T, which, at int, with []byte) {
		if which < 0 || at < 0 {
			return
		}
		name := names[which%len(names)]
		data := slices.Clone(whole[name])
		copy(data[at%len(data):], with)
		read := func(n string) ([]byte, error) {
			if n == name {
				return data, nil
			}
			return whole.read(n)
		}
		if x, err := index.Open(read, nil); err == nil {
			for _, query := range []string{"江上修桥", "桥", "日报"} {
				_, _ = x.Find(query)
			}
		}
	})
}

func BenchmarkUpdate(b *testing.B) {
	r := rand.New(rand.NewSource(3))
	z := rand.NewZipf(r, 1.1, 8, 4000)
	var editions []index.Edition
	for day := range 28 {
		var stories []string
		for range 27 {
			text := make([]rune, 750)
			for i := range text {
				text[i] = rune(0x4E00 + z.Uint64())
			}
			stories = append(stories, string(text))
		}
		editions = append(editions, edition(fmt.Sprintf("2026-10-%02d", day+1), stories...))
	}
	for b.Loop() {
		n := 0
		for _, w := range index.Update(files{}.read, editions).Write {
			n += len(w.Data)
		}
		b.ReportMetric(float64(n), "bytes")
	}
}

package words

import (
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"banxin/cmd/need"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/editions/texts"
)

var update = flag.Bool("update", false, "give sentences in the sources ids, and entries in the files of messages")

// plain are formats that need no translation: they hold no words.
var plain = regexp.MustCompile(`^[^\p{L}]*(%[a-z][^\p{L}]*)*$`)

// spoken are messages that are said by the value of a variable.
var spoken = []string{"note", "warning", "error", "read", "compose", "write", "front", "back"}

// all returns every message there is by its id.
func all(t *testing.T) texts.Table {
	out := texts.Table{}
	for _, list := range []texts.Table{texts.Embedded(messageFiles, "messages"), source.Sentences(), farm(t)} {
		for id, e := range list {
			if _, ok := out[id]; ok {
				t.Errorf("two messages have the id %s", id)
			}
			out[id] = e
			if said, ok := sentence(id); ok && !reflect.DeepEqual(said, e) {
				t.Errorf("%s: %q is said, and %q written", id, said, e)
			}
		}
	}
	return out
}

// farmFile holds what the farm says, which banxin does not carry.
const farmFile = "cmd/internal/batch/say/messages.txt"

func farm(t *testing.T) texts.Table {
	data, err := os.ReadFile(filepath.Join(need.Root(t), filepath.FromSlash(farmFile)))
	if err != nil {
		t.Fatal(err)
	}
	return texts.Parsed(farmFile, string(data))
}

// TestMessagesOfSources: whatever the sources say is a message that there is, with as many
// things put in as it has places; and there is none that nothing says. With -update a
// sentence that stands in the sources is given an id and an entry; its Chinese is to be added.
func TestMessagesOfSources(t *testing.T) {
	s := readSources(t)
	list := all(t)
	if *update {
		s.update(t, list)
	}
	said := map[string]bool{}
	for _, u := range s.uses {
		said[u.said] = true
		e, ok := list[u.said]
		switch {
		case !ok && plain.MatchString(u.said):
		case !ok:
			t.Errorf("%s: there is no message %q; go test ./cmd/internal/words -update makes one", u.at, u.said)
		case u.args >= 0 && u.args != len(verbs(e.In(texts.English))):
			t.Errorf("%s: %d things are put into %q", u.at, u.args, e.In(texts.English))
		}
	}
	for id := range list {
		if !said[id] && !slices.Contains(spoken, id) {
			t.Errorf("nothing says %s", id)
		}
	}
}

// TestBothLanguages: every message is in both languages, and puts every argument in once
// and in the same way.
func TestBothLanguages(t *testing.T) {
	list := all(t)
	for _, t := range []texts.Table{keys(), mappings()} {
		for key, e := range t {
			list["key "+key] = e
		}
	}
	for id, e := range list {
		en, zh := e.In(texts.English), e.In(texts.Chinese)
		if en == "" || zh == "" {
			t.Errorf("%s is not in both languages", id)
		}
		if a, b := verbs(en), verbs(zh); !slices.Equal(a, b) {
			t.Errorf("%s: %q has %v, but %q has %v", id, en, a, zh, b)
		}
		if len(verbs(en)) == 0 && strings.Contains(en+zh, "%%") {
			t.Errorf("%s: where nothing is put in a %% is written once", id)
		}
	}
}

// TestFilesInOrder: the files of messages are as -update would write them, in order of the ids.
func TestFilesInOrder(t *testing.T) {
	var names []string
	for _, dir := range []string{"cmd/internal/words", "editions/source"} {
		some, err := filepath.Glob(filepath.Join(need.Root(t), filepath.FromSlash(dir), "messages", "*.txt"))
		if err != nil || len(some) == 0 {
			t.Fatal(some, err)
		}
		names = append(names, some...)
	}
	names = append(names, filepath.Join(need.Root(t), filepath.FromSlash(farmFile)))
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		list, err := texts.Read(name, string(data))
		if err != nil {
			t.Fatal(err)
		}
		slices.SortFunc(list, func(a, b texts.Entry) int { return strings.Compare(a.ID, b.ID) })
		if texts.Format(list) == string(data) {
			continue
		}
		t.Errorf("%s is not in order of its ids; go test ./cmd/internal/words -update writes it so", name)
		if *update {
			addMessages(t, name, nil)
		}
	}
}

// TestForms: words in the plural that follow a number have a form for one.
func TestForms(t *testing.T) {
	counted := regexp.MustCompile(`%d ([a-z]+s|are|have)\b`)
	verbs := strings.Fields("is has does takes follows falls")
	for id, e := range all(t) {
		for _, m := range counted.FindAllStringSubmatch(e.In(texts.English), -1) {
			if !slices.Contains(verbs, m[1]) {
				t.Errorf("%s: what is one of the %s? write {one|%s}", id, m[1], m[1])
			}
		}
	}
}

// verb is a place in a format.
var verb = regexp.MustCompile(`%(\[\d+\])?[-+# 0]*[\d.]*([a-zA-Z%])`)

// verbs returns the verbs of a format by argument.
func verbs(format string) []string {
	var out []string
	next := 0
	for _, m := range verb.FindAllStringSubmatch(format, -1) {
		if m[2] == "%" {
			continue
		}
		if m[1] != "" {
			next, _ = strconv.Atoi(strings.Trim(m[1], "[]"))
			next--
		}
		for len(out) <= next {
			out = append(out, "")
		}
		out[next] = m[2]
		next++
	}
	return out
}

// TestCodesOfSources: every code in the sources is in the table, and every one in the table
// is found by something.
func TestCodesOfSources(t *testing.T) {
	s := readSources(t)
	for c, at := range s.codes {
		if _, ok := source.LookUp(c); !ok {
			t.Errorf("%s: %s is not in editions/source/codes.txt", at, c)
		}
	}
	for _, c := range source.Codes() {
		if s.codes[c] == "" {
			t.Errorf("codes.txt: no finding has the code %s", c)
		}
	}
}

// TestEveryKeyExplained holds that banxin keys says what each key of the files is for, and
// speaks of no key that is none.
func TestEveryKeyExplained(t *testing.T) {
	sets, all := map[string]bool{}, map[string]bool{}
	for _, s := range editions.Keys() {
		sets[s.Name] = true
		for _, k := range s.Keys {
			all[s.Name+"."+k.Name] = true
		}
	}
	explained(t, "mappings.txt", sets, mappings())
	explained(t, "keys.txt", all, keys())
}

func explained(t *testing.T, file string, known map[string]bool, said texts.Table) {
	for name := range known {
		if key, ok := strings.CutPrefix(name, "printer."); ok && known["paper.press."+key] {
			continue // said there
		}
		if _, ok := said[name]; !ok {
			t.Errorf("%s does not say what %s is for", file, name)
		}
	}
	for name := range said {
		if !known[name] {
			t.Errorf("%s: there is no %s", file, name)
		}
	}
}

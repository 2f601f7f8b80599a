package words

import (
	"cmp"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"banxin/cmd/need"
	"banxin/editions/texts"
)

// update puts ids in the place of sentences in the sources: that of the message which says
// it, or a new one, which is added to the package's file of messages.
func (s *sources) update(t *testing.T, list texts.Table) {
	byText := map[string]string{}
	for id, e := range list {
		byText[texts.Number(e.In(texts.English))] = id
	}
	added := map[string][]texts.Entry{}
	for i := len(s.uses) - 1; i >= 0; i-- { // from the end of each file, so that places stay true
		u := &s.uses[i]
		if _, ok := list[u.said]; ok || plain.MatchString(u.said) {
			continue
		}
		id, ok := byText[u.said]
		if !ok {
			id = newID(u.said, list)
			e := texts.Entry{ID: id, Texts: [2]string{u.said, ""}}
			list[id], byText[u.said] = e, id
			added[messagesOf(u.file)] = append(added[messagesOf(u.file)], e)
		}
		name := filepath.Join(need.Root(t), filepath.FromSlash(u.file))
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		data = slices.Concat(data[:u.from], []byte(strconv.Quote(id)), data[u.to:])
		if err := os.WriteFile(name, data, 0o666); err != nil {
			t.Fatal(err)
		}
		u.said = id
	}
	for name, entries := range added {
		addMessages(t, filepath.Join(need.Root(t), filepath.FromSlash(name)), entries)
	}
}

// messagesOf names the file that holds the messages of a source file.
func messagesOf(file string) string {
	if strings.HasPrefix(file, "cmd/internal/batch/") {
		return farmFile
	}
	if strings.HasPrefix(file, "cmd/") {
		return "cmd/internal/words/messages/commands.txt"
	}
	return "editions/source/messages/" + path.Base(path.Dir(file)) + ".txt"
}

// newID makes an id of the first words of a sentence that mean something.
func newID(sentence string, taken texts.Table) string {
	small := strings.Fields("a an the is are was were it its and be has have for")
	var words []string
	for _, w := range regexp.MustCompile(`[a-z0-9]+`).FindAllString(strings.ToLower(verb.ReplaceAllString(sentence, " ")), -1) {
		if !slices.Contains(small, w) {
			words = append(words, w)
		}
	}
	if len(words) == 0 {
		words = []string{"message"}
	}
	id := strings.Join(words[:min(6, len(words))], "-")
	for n := 2; taken[id].ID != ""; n++ {
		id = fmt.Sprintf("%s-%d", strings.Join(words[:min(6, len(words))], "-"), n)
	}
	return id
}

// addMessages writes entries into a file of messages, which is kept in order of the ids.
func addMessages(t *testing.T, name string, entries []texts.Entry) {
	data, err := os.ReadFile(name)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	all, err := texts.Read(name, string(data))
	if err != nil {
		t.Fatal(err)
	}
	all = append(all, entries...)
	slices.SortFunc(all, func(a, b texts.Entry) int { return cmp.Compare(a.ID, b.ID) })
	if err := os.WriteFile(name, []byte(texts.Format(all)), 0o666); err != nil {
		t.Fatal(err)
	}
}

package intake

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"banxin/editions/source"
)

// Answers are what people said before, kept in the paper's import.yaml:
//
//	样式:
//	  正文文本: 正文
//	署名:
//	  - 本报通讯员
//	栏目:
//	  - 秋行笔记
type Answers struct {
	Styles  map[string]Role // 样式: by the name of a style
	Bylines []string        // 署名: how by-lines begin
	Labels  []string        // 栏目: lines above a headline that are labels
}

// ParseAnswers reads import.yaml. What it does not understand is a finding.
func ParseAnswers(file *source.File) (*Answers, source.List) {
	var raw struct {
		Styles  map[string]string `yaml:"样式"`
		Bylines []string          `yaml:"署名"`
		Labels  []string          `yaml:"栏目"`
	}
	var found source.List
	a := &Answers{Styles: map[string]Role{}}
	complain := func(m source.Message) {
		found.Add(source.New("SRC-YAML", source.Pos{File: file.Name}, m, source.Msg("write-name-role-words-words")).As(source.Warning))
	}
	if len(file.Data) > 1<<20 {
		complain(source.Msg("too-large", file.Name))
		return a, found
	}
	if err := unmarshal(file.Data, &raw); err != nil {
		complain(source.Msg("cannot-read-2", file.Name, err))
		return a, found
	}
	names := make([]string, 0, len(raw.Styles))
	for name := range raw.Styles {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		r, ok := RoleOf(raw.Styles[name])
		if !ok {
			complain(source.Msg("no-role", raw.Styles[name]))
			continue
		}
		a.Styles[name] = r
	}
	a.Bylines, a.Labels = raw.Bylines, raw.Labels
	return a, found
}

func unmarshal(data []byte, to any) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = source.Faultf("not-yaml-2")
		}
	}()
	return yaml.Unmarshal(data, to)
}

// AddStyle returns import.yaml with the role of a style; AddWord with a word under 署名 or
// 栏目. What stands there stays as it is.
func AddStyle(text []byte, style string, r Role) []byte {
	return addLine(text, "样式", "  "+quoteYAML(style, true)+": "+r.String())
}

// AddWord adds a word to a list of import.yaml.
func AddWord(text []byte, key, word string) []byte {
	return addLine(text, key, "  - "+quoteYAML(word, false))
}

func addLine(text []byte, key, line string) []byte {
	lines := strings.Split(strings.TrimRight(string(text), "\n"), "\n")
	if len(lines) == 1 && lines[0] == "" {
		lines = nil
	}
	at := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, key+":") })
	switch {
	case at < 0:
		lines = append(lines, key+":", line)
	case strings.TrimSpace(strings.TrimPrefix(lines[at], key+":")) == "":
		lines = slices.Insert(lines, at+1, line)
	default: // on one line: 署名: [甲, 乙]
		shut := strings.LastIndexAny(lines[at], "]}")
		if shut < 0 {
			return text
		}
		item := strings.TrimPrefix(strings.TrimSpace(line), "- ")
		if !strings.HasSuffix(strings.TrimRight(lines[at][:shut], " "), "[") && !strings.HasSuffix(strings.TrimRight(lines[at][:shut], " "), "{") {
			item = ", " + item
		}
		lines[at] = lines[at][:shut] + item + lines[at][shut:]
	}
	return []byte(strings.Join(lines, "\n") + "\n")
}

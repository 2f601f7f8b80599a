package job

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"banxin/editions/source"
	"banxin/output/works"
)

// mostID is how many bytes an id has at most.
const mostID = 200

// Parse reads a list of jobs, an object a line; lines that are empty or begin with # count for
// nothing, nor does a byte order mark. A list of no jobs is a warning. What is wrong is a finding with its line and column; jobs of such lines are left out.
func Parse(name string, data []byte) ([]Job, source.List) {
	p := &parser{file: source.NewFile(name, data), ids: map[string]int{}, folded: map[string]int{}}
	at := 0
	for line := range bytes.Lines(data) {
		text := line
		if at == 0 {
			text = bytes.TrimPrefix(line, []byte("\ufeff")) // as programs of Windows begin a file
		}
		text = bytes.TrimSpace(text)
		if len(text) > 0 && text[0] != '#' {
			p.line(at+bytes.Index(line, text), text)
		}
		at += len(line)
	}
	p.afters()
	if len(p.jobs) == 0 && len(p.found) == 0 {
		p.found.Add(source.New("SRC-VALUE", p.pos(0, 0), source.Msg("list-has-no-job"), source.Msg("write-one-object-in-braces-line")).As(source.Warning))
	}
	p.found.Sort()
	return p.jobs, p.found
}

type parser struct {
	file   *source.File
	jobs   []Job
	ids    map[string]int // the jobs by id
	folded map[string]int // and by id in lower case
	after  []source.Pos   // where the jobs say what they come after
	found  source.List
}

func (p *parser) pos(from, to int) source.Pos { return p.file.Pos(source.Span{Start: from, End: to}) }

// say adds a finding.
func (p *parser) say(code string, at source.Pos, m, hint source.Message) {
	p.found.Add(source.New(code, at, m, hint))
}

// line reads one job.
func (p *parser) line(base int, text []byte) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if tok, err := d.Token(); err != nil || tok != json.Delim('{') {
		p.say("SRC-YAML", p.pos(base, base+1), source.Msg("line-of-list-of-jobs-no"), source.Msg("write-one-object-in-braces-line"))
		return
	}
	j, at, before := Job{}, map[string]source.Pos{}, p.found.Count(source.Error)
	for d.More() {
		from := base + int(d.InputOffset())
		tok, err := d.Token()
		if err != nil {
			p.syntax(base, d, err)
			return
		}
		key := tok.(string)
		pos := p.pos(skip(p.file.Data, from), base+int(d.InputOffset()))
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			p.syntax(base, d, err)
			return
		}
		if _, twice := at[key]; twice {
			p.say("SRC-DUP", pos, source.Msg("key-there-twice-in-job", key), source.Message{})
		}
		at[key] = pos
		p.value(&j, key, raw, pos)
	}
	if _, err := d.Token(); err != nil {
		p.syntax(base, d, err)
		return
	}
	if rest := text[d.InputOffset():]; len(bytes.TrimSpace(rest)) > 0 {
		p.say("SRC-YAML", p.pos(base+int(d.InputOffset()), base+len(text)), source.Msg("something-stands-after-job-s-closing"), source.Message{})
		return
	}
	p.whole(&j, at, p.pos(base, base+1))
	if p.found.Count(source.Error) > before {
		return
	}
	p.ids[j.ID], p.folded[strings.ToLower(j.ID)] = len(p.jobs), len(p.jobs)
	p.jobs, p.after = append(p.jobs, j), append(p.after, at["after"])
}

// skip goes over what stands between values.
func skip(data []byte, at int) int {
	for at < len(data) && bytes.IndexByte([]byte(" \t,:"), data[at]) >= 0 {
		at++
	}
	return at
}

func (p *parser) syntax(base int, d *json.Decoder, err error) {
	at := base + int(d.InputOffset())
	if s, ok := err.(*json.SyntaxError); ok {
		at = base + max(int(s.Offset)-1, 0)
	}
	at = min(at, len(p.file.Data))
	p.say("SRC-YAML", p.pos(at, at), source.Msg("job-cannot-read", err), source.Msg("write-one-object-in-braces-line"))
}

// value reads the value of a key.
func (p *parser) value(j *Job, key string, raw json.RawMessage, pos source.Pos) {
	var err error
	switch key {
	case "id":
		err = json.Unmarshal(raw, &j.ID)
	case "kind":
		err = json.Unmarshal(raw, &j.Kind)
	case "dir":
		err = json.Unmarshal(raw, &j.Dir)
	case "edition":
		err = json.Unmarshal(raw, &j.Edition)
	case "to":
		err = json.Unmarshal(raw, &j.To)
	case "options":
		j.Options, err = options(raw)
	case "priority":
		err = json.Unmarshal(raw, &j.Priority)
	case "due":
		err = json.Unmarshal(raw, &j.Due)
	case "after":
		err = json.Unmarshal(raw, &j.After)
	case "partial":
		err = json.Unmarshal(raw, &j.Partial)
	case "inputs":
		err = json.Unmarshal(raw, &j.Inputs)
	default:
		p.say("SRC-KEY", pos, source.Msg("job-no-key", key), source.Msg("keys-of-job", strings.Join(keys, ", ")))
	}
	if err != nil {
		p.say("SRC-VALUE", pos, source.Msg("value-of-key-is-no", key, formOf(key)), source.Message{})
	}
}

// formOf says how the value of a key is written, as what it is not.
func formOf(key string) source.Message {
	switch key {
	case "priority":
		return source.Msg("form-number")
	case "to", "after":
		return source.Msg("form-texts")
	case "due":
		return source.Msg("form-time")
	case "options":
		return source.Msg("form-options")
	case "partial":
		return source.Msg("form-truth")
	}
	return source.Msg("form-text")
}

var keys = []string{"id", "kind", "dir", "edition", "to", "options", "priority", "due", "after", "partial", "inputs"}

// options reads flags: texts, numbers, true and false, and lists of them, see [Values].
func options(raw json.RawMessage) (map[string]string, error) {
	var all map[string]any
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(&all); err != nil {
		return nil, err
	}
	out := make(map[string]string, len(all))
	for k, v := range all {
		if list, ok := v.([]any); ok {
			var parts []string
			for _, x := range list {
				s, err := scalar(x)
				if err != nil {
					return nil, err
				}
				parts = append(parts, s)
			}
			out[k] = Joined(parts)
			continue
		}
		s, err := scalar(v)
		if err != nil {
			return nil, err
		}
		out[k] = s
	}
	return out, nil
}

func scalar(v any) (string, error) {
	switch v := v.(type) {
	case string:
		if strings.Contains(v, between) {
			return "", fmt.Errorf("%q holds a character that no text has", v)
		}
		return v, nil
	case json.Number, bool:
		return fmt.Sprint(v), nil
	}
	return "", fmt.Errorf("%v is neither a text, a number, true nor false", v)
}

// whole looks at a job that has been read.
func (p *parser) whole(j *Job, at map[string]source.Pos, pos source.Pos) {
	where := func(key string) source.Pos {
		if x, ok := at[key]; ok {
			return x
		}
		return pos
	}
	j.At = where("dir")
	if !ValidID(j.ID) {
		p.say("SRC-ID", where("id"), source.Msg("job-no-id-or-one-that", j.ID), source.Msg("ids-names-of-folders-no-no"))
	} else if k, taken := p.ids[j.ID]; taken {
		p.say("SRC-DUP", where("id"), source.Msg("id-that-of-job-in-line", j.ID, p.jobs[k].At.Line), source.Message{})
	} else if k, taken := p.folded[strings.ToLower(j.ID)]; taken {
		p.found.Add(source.New("SRC-ID", where("id"), source.Msg("id-differs-in-case-alone", j.ID, p.jobs[k].ID, p.jobs[k].At.Line), source.Msg("give-ids-that-differ-otherwise")).As(source.Warning))
	}
	if !slices.Contains(Kinds(), j.Kind) {
		p.say("SRC-VALUE", where("kind"), source.Msg("there-no-kind-of-job", j.Kind), source.Msg("kinds-of-jobs", strings.Join(Kinds(), ", ")))
	} else {
		for _, o := range slices.Sorted(maps.Keys(j.Options)) {
			if !slices.Contains(OptionsOf(j.Kind), o) {
				p.say("SRC-KEY", where("options"), source.Msg("job-of-kind-no-option", j.Kind, o), source.Msg("those-there-are", strings.Join(OptionsOf(j.Kind), ", ")))
			}
		}
	}
	p.needs(j, where)
	for _, f := range Files(j.Options) {
		if !fs.ValidPath(f) {
			p.say("SRC-FILE", where("options"), source.Msg("file-not-below-job-s-folder", f), source.Message{})
		}
	}
	if d := path.Clean(strings.ReplaceAll(j.Dir, `\`, "/")); j.Dir != "" && !fs.ValidPath(d) {
		p.say("SRC-FILE", where("dir"), source.Msg("folder-lies-outside-that-of-list", j.Dir), source.Msg("put-list-above-folders-that-names"))
	} else if j.Dir != "" {
		j.Dir = d
	}
	if _, err := time.Parse(time.DateOnly, j.Edition); j.Edition != "" && err != nil {
		p.say("SRC-DATE", where("edition"), source.Msg("edition-no-date", j.Edition), source.Msg("write-as-2026-10-20"))
	}
	if j.Priority < -9 || j.Priority > 9 {
		p.say("SRC-VALUE", where("priority"), source.Msg("priority-not-between-9-9", j.Priority), source.Message{})
	}
	if j.Dir == "" && len(j.After) == 0 {
		p.say("SRC-VALUE", pos, source.Msg("job-neither-folder-nor-jobs-that", j.ID), source.Message{})
	}
}

// needs looks whether a job has what one of its kind cannot do without, and asks for outputs that
// there are.
func (p *parser) needs(j *Job, where func(key string) source.Pos) {
	k := kindOf(j.Kind)
	for _, to := range j.To {
		if !slices.Contains(works.Kinds(), works.Kind(to)) {
			p.say("SRC-VALUE", where("to"), source.Msg("there-no-kind-of-output", to), source.Msg("kinds-of-output-are", KindsOfOutput()))
		}
	}
	if k.name != "" && len(j.To) > 0 && !k.outputs {
		p.say("SRC-KEY", where("to"), source.Msg("job-of-kind-no-outputs-to-choose", j.Kind), source.Message{})
	}
	if k.name != "" && j.Partial && !k.library {
		p.say("SRC-KEY", where("partial"), source.Msg("job-of-kind-cannot-be-partial", j.Kind), source.Message{})
	}
	if k.files && j.Options[Named] == "" {
		p.say("SRC-VALUE", where("options"), source.Msg("job-of-kind-needs-files", j.Kind), source.Msg("name-them-below-job-s-folder"))
	}
	if _, _, ok := ShareOf(j.Options[Share]); j.Kind == "part" && !ok {
		p.say("SRC-VALUE", where("options"), source.Msg("no-share-of-edition", j.Options[Share]), source.Msg("write-share-as-3-8", MostShares))
	}
}

// KindsOfOutput lists them.
func KindsOfOutput() string {
	var names []string
	for _, k := range works.Kinds() {
		names = append(names, string(k))
	}
	return strings.Join(names, ", ")
}

// ValidID tells whether an id can name a folder on any machine.
func ValidID(id string) bool {
	return id != "" && len(id) <= mostID && !strings.HasPrefix(id, ".") && !strings.HasSuffix(id, ".") && !strings.HasSuffix(id, " ") &&
		!strings.ContainsFunc(id, func(r rune) bool { return r < ' ' || r == 0x7f || r == 0xfffd || strings.ContainsRune(`/\:*?"<>|`, r) })
}

// afters looks at what jobs come after: there is such a job, and none comes after itself.
func (p *parser) afters() {
	state := make([]uint8, len(p.jobs)) // 1: on the way, 2: looked at
	var visit func(i int) bool
	visit = func(i int) bool {
		if state[i] != 0 {
			return state[i] == 1
		}
		state[i] = 1
		for _, id := range p.jobs[i].After {
			k, ok := p.ids[id]
			if !ok {
				p.say("SRC-VALUE", p.after[i], source.Msg("job-comes-after-which-no-job", p.jobs[i].ID, id), source.Message{})
			} else if visit(k) {
				p.say("SRC-VALUE", p.after[i], source.Msg("job-comes-after-itself-by-way", p.jobs[i].ID, id), source.Message{})
			}
		}
		state[i] = 2
		return false
	}
	for i := range p.jobs {
		visit(i)
	}
}

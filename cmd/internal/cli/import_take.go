package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"banxin/cmd/internal/words"
	"banxin/editions/intake"
	"banxin/editions/notes"
	"banxin/editions/source"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// taken is what became of a copy.
type outcome struct {
	*intake.Result
	file    string   // it came in
	written []string // story files, from the paper's folder
}

// failed tells whether nothing of a copy may be used.
func (t *outcome) failed() bool {
	return t.Copy.Refused || t.Fault != nil || t.Copy.Found.Count(source.Error) > 0
}

// takeIn reads files and writes their stories. The exit status is 1 where a file could not
// be taken, 2 where an account does not close.
func (o *importOptions) takeIn(ctx context.Context, d *desk, files []arrival) error {
	var all []*outcome
	o.files = files
	step, done := o.bar(len(files))
	for _, a := range files {
		if err := ctx.Err(); err != nil {
			done()
			return err
		}
		got, err := o.one(d, a)
		if err != nil {
			done()
			return err
		}
		all = append(all, got...)
		step()
	}
	done()
	if err := o.sayTaken(d, all); err != nil {
		return err
	}
	return o.judge(all)
}

// judge is the outcome of a run.
func (o *importOptions) judge(all []*outcome) error {
	var out error
	for _, t := range all {
		if t.Fault != nil {
			return words.Fault("account-of-does-not-close-nothing", t.Copy.Name)
		}
		if t.failed() || o.ask && asks(t) {
			out = errFindings
		}
	}
	return out
}

// asks tells whether something of a copy was not sure.
func asks(t *outcome) bool {
	if slices.ContainsFunc(t.Copy.Found, func(f source.Finding) bool { return f.Code == "IMP-ROLE" }) {
		return true
	}
	for _, s := range t.Stories {
		if len(s.Questions) > 0 {
			return true
		}
	}
	return false
}

// bar shows on a terminal how far a long run is.
func (o *importOptions) bar(n int) (step, done func()) {
	if !o.w.terminal || o.quiet || n < 5 || o.interactive() {
		return func() {}, func() {}
	}
	p := mpb.New(mpb.WithOutput(o.w.err), mpb.WithWidth(60))
	b := p.AddBar(int64(n), mpb.PrependDecorators(decor.Name(o.w.say.T("import")), decor.CountersNoUnit(" %d/%d")), mpb.BarRemoveOnComplete())
	return func() { b.Increment() }, func() { b.Abort(true); p.Wait() }
}

// one takes in one file.
func (o *importOptions) one(d *desk, a arrival) ([]*outcome, error) {
	roles, err := o.said()
	if err != nil {
		return nil, err
	}
	out, err := o.compose(d, a, roles)
	if err != nil {
		return nil, err
	}
	if o.interactive() && o.answer(d, out, roles) {
		if out, err = o.compose(d, a, roles); err != nil {
			return nil, err
		}
	}
	if o.ask && slices.ContainsFunc(out, asks) || o.watch != "" && slices.ContainsFunc(out, breaksOff) {
		return out, nil // nothing of the file
	}
	for _, t := range out {
		o.twice(d, t)
		if err := o.put(d, t); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// said are the roles given by --role.
func (o *importOptions) said() (map[string]intake.Role, error) {
	roles := map[string]intake.Role{}
	for _, s := range o.roles {
		i := strings.LastIndexByte(s, '=')
		if i < 0 {
			return nil, words.Fault("role-write-line-role-not", s)
		}
		r, ok := intake.RoleOf(s[i+1:])
		if !ok {
			return nil, words.Fault("role-no-role-roles", s[i+1:])
		}
		roles[s[:i]] = r
	}
	return roles, nil
}

// compose reads a file and makes stories of it.
func (o *importOptions) compose(d *desk, a arrival, roles map[string]intake.Role) ([]*outcome, error) {
	copies, err := o.copies(d, a, roles)
	if err != nil {
		return nil, err
	}
	mine := map[string]bool{}
	to := intake.Target{Page: o.page, Slot: o.slot, ID: o.id, Taken: func(n string) bool { return mine[n] || d.taken(n) }}
	if o.album != nil {
		to.Known = o.album.known
	}
	var out []*outcome
	for _, c := range copies {
		r := intake.Compose(c, to)
		for _, s := range r.Stories {
			mine["stories/"+s.ID+".md"] = true
			for _, p := range s.Pictures {
				mine["images/"+p.Name] = true
			}
		}
		out = append(out, &outcome{Result: r, file: a.name})
	}
	return out, nil
}

// sameFrom is how much two stories must have in common to be one, in percent: less under one
// headline, for corrected copy of a short story may bring a table or paragraphs along. Notices
// share headline and wording, and are several.
func sameFrom(s *intake.Story, there known) int {
	if s.Title != "" && s.Genre != "公告" && intake.Digest(s.Title) == intake.Digest(there.title) {
		return 50
	}
	return 70
}

// twice finds the stories of a copy that are there already: the same is left alone, one
// that says nearly the same is offered to be laid onto it.
func (o *importOptions) twice(d *desk, t *outcome) {
	if o.again || t.failed() {
		return
	}
	for _, s := range t.Stories {
		text := textOf(s)
		best := known{}
		i, like := d.likeness.Nearest(text)
		if i >= 0 {
			best = d.stories[i]
		}
		at := source.Pos{File: t.Copy.Name}
		switch {
		case like == 100 || intake.Digest(text) == intake.Digest(best.text) && like > 0:
			t.Copy.Found.Add(source.New("IMP-TWICE", at, source.Msg("there-already-as-word-word-nothing", s.Title, best.id), source.Msg("to-twice-again")).As(source.Note).Of(best.id))
			s.Text = nil
			s.ID = best.id // whose notes its comments are
		case like >= sameFrom(s, best):
			t.Copy.Found.Add(source.New("IMP-TWICE", at,
				source.Msg("again-with-changes-same-nothing-written", s.Title, best.id, like), source.Msg("to-see-take-changes-onto-to", best.id)).Of(best.id))
			s.Text = nil
		}
	}
}

// put writes the stories of a copy.
func (o *importOptions) put(d *desk, t *outcome) error {
	if t.Copy.Refused || t.Fault != nil || o.ask && asks(t) {
		return nil
	}
	for _, s := range t.Stories {
		if s.Text == nil {
			if err := o.noteOn(d, t, s); err != nil {
				return err
			}
			continue
		}
		name := path.Join(d.dir, "stories", s.ID+".md")
		if !o.dryRun {
			if err := d.write(s); err != nil {
				return err
			}
		}
		d.used["stories/"+s.ID+".md"] = true
		for _, p := range s.Pictures {
			d.used["images/"+p.Name] = true
		}
		d.know(known{s.ID, s.Title, textOf(s)})
		t.written = append(t.written, name)
	}
	return nil
}

// write writes a story, its pictures and its notes: all of them or none, and nothing over
// what is there.
func (d *desk) write(s *intake.Story) (err error) {
	var made []string
	defer func() {
		if err != nil {
			for _, name := range made {
				discard(d.root, name)
			}
		}
	}()
	putBy := func(create func(name string, data []byte) error, name string, data []byte) error {
		if err := create(name, data); err != nil {
			return err
		}
		made = append(made, name)
		return nil
	}
	put := func(name string, data []byte) error { return putBy(d.create, name, data) }
	for _, p := range s.Pictures {
		if err := put(path.Join(d.dir, "images", p.Name), p.Data); err != nil {
			return err
		}
	}
	if err := putBy(d.createStory, path.Join(d.dir, "stories", s.ID+".md"), s.Text); err != nil {
		return err
	}
	base := d.baseOf(s.ID)
	discard(d.root, base) // of an earlier story of that name, which is gone
	discard(d.root, d.sumsOf(s.ID))
	if err := put(base, s.Text); err != nil {
		return err
	}
	if len(s.Pictures) > 0 {
		if err := put(d.sumsOf(s.ID), d.sums(s.ID, s.Pictures)); err != nil {
			return err
		}
	}
	return d.note(s.Notes)
}

// baseOf is where a story is kept as it came, to tell later what who has changed.
func (d *desk) baseOf(id string) string { return path.Join(".banxin", "import", d.date, id+".md") }

// createStory makes a new story a file.
func (d *desk) createStory(name string, text []byte) error {
	if d.keepStory != nil {
		return d.keepStory(name, text)
	}
	return d.create(name, text)
}

// create writes a new file by way of a temporary one: it is there whole or not at all.
func (d *desk) create(name string, data []byte) error {
	if err := d.root.MkdirAll(path.Dir(name), 0o777); err != nil {
		return words.Fault("cannot-write-file", name, err)
	}
	tmp := path.Join(path.Dir(name), "."+path.Base(name)+".tmp")
	if err := d.root.WriteFile(tmp, data, 0o666); err != nil {
		discard(d.root, tmp)
		return words.Fault("cannot-write-file", name, err)
	}
	defer discard(d.root, tmp)
	err := d.root.Link(tmp, name)
	if err != nil && !errors.Is(err, fs.ErrExist) { // a file system without links
		if _, there := d.root.Lstat(name); there != nil {
			err = d.root.Rename(tmp, name)
		} else {
			err = fs.ErrExist
		}
	}
	if errors.Is(err, fs.ErrExist) {
		return words.Fault("there-already-stays-as", name)
	}
	if err != nil {
		return words.Fault("cannot-write-file", name, err)
	}
	return nil
}

// note appends notes to notes.jsonl in one write.
func (d *desk) note(all []intake.Note) error {
	all = d.unsaid(all)
	if len(all) == 0 {
		return nil
	}
	data, err := jsonLines(all)
	if err != nil {
		return err
	}
	name := notes.File(d.dir)
	f, err := d.root.OpenFile(name, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o666)
	if err == nil {
		_, err = f.Write(data)
		if e := f.Close(); err == nil {
			err = e
		}
	}
	if err != nil {
		return words.Fault("cannot-write-file", name, err)
	}
	return nil
}

// noteOn keeps what an author wrote beside a text that is there already.
func (o *importOptions) noteOn(d *desk, t *outcome, s *intake.Story) error {
	if o.dryRun || t.Copy.Found.Count(source.Error) > 0 {
		return nil
	}
	for i := range s.Notes {
		s.Notes[i].Story = s.ID
	}
	return d.note(s.Notes)
}

// unsaid leaves out notes that are in the edition's file already, under whatever id.
func (d *desk) unsaid(all []intake.Note) (out []intake.Note) {
	there := map[intake.Note]bool{}
	data, _ := fs.ReadFile(d.files, notes.File(d.dir))
	for line := range strings.Lines(string(data)) {
		var n intake.Note
		if json.Unmarshal([]byte(line), &n) == nil {
			n.ID, n.State = "", ""
			there[n] = true
		}
	}
	for _, n := range all {
		key := n
		key.ID, key.State = "", ""
		if !there[key] {
			out = append(out, n)
		}
	}
	return out
}

// interactive tells whether somebody can answer.
func (o *importOptions) interactive() bool {
	f, ok := o.w.in.(*os.File)
	if !ok || !o.w.terminal || o.ask || o.format == "json" || o.watch != "" {
		return false
	}
	st, err := f.Stat()
	return err == nil && st.Mode()&os.ModeCharDevice != 0
}

// answer asks what is not sure and keeps the answers. It returns whether one differs from
// what was taken.
func (o *importOptions) answer(d *desk, all []*outcome, roles map[string]intake.Role) bool {
	in := bufio.NewScanner(o.w.in)
	changed := false
	for _, t := range all {
		for _, s := range t.Stories {
			for _, q := range s.Questions {
				fmt.Fprintln(o.w.err, o.w.say.T("what-return-or", t.Copy.Name, q.Text, q.Answer))
				if !in.Scan() {
					return changed
				}
				r := q.Role
				if said, ok := intake.RoleOf(strings.TrimSpace(in.Text())); ok {
					r = said
				}
				if r != q.Role {
					roles[q.Line] = r
					changed = true
				}
				d.keep(q, r)
			}
		}
	}
	return changed
}

// keep writes an answer into import.yaml, where it can help tomorrow.
func (d *desk) keep(q intake.Question, r intake.Role) {
	old, _ := fs.ReadFile(d.files, answersFile)
	text := old
	switch {
	case q.Style != "" && d.answers.Styles[q.Style] == intake.Unknown && !plainStyle(q.Style):
		text = intake.AddStyle(text, q.Style, r)
		d.answers.Styles[q.Style] = r
	case r == intake.Byline:
		text = intake.AddWord(text, "署名", q.Line)
		d.answers.Bylines = append(d.answers.Bylines, q.Line)
	case r == intake.Label:
		text = intake.AddWord(text, "栏目", q.Line)
		d.answers.Labels = append(d.answers.Labels, q.Line)
	default:
		return
	}
	tmp := "." + answersFile + ".tmp"
	if d.root.WriteFile(tmp, text, 0o666) == nil {
		_ = d.root.Rename(tmp, answersFile)
	}
}

// plainStyle tells whether a style's name says nothing: all text has it.
func plainStyle(name string) bool {
	switch strings.ToLower(name) {
	case "normal", "正文", "default", "standard", "默认", "body text", "list paragraph":
		return true
	}
	return false
}

// storyFrom makes a story of a file, under the name asked for.
func (p *part) storyFrom(file, slot string, page int) error {
	if err := p.named(); err != nil {
		return err
	}
	o := &importOptions{paperOptions: p.paperOptions, w: p.w, page: page, slot: slot, changes: "accept", format: "text", as: "story", id: strings.TrimSuffix(p.what, ".md")}
	return o.run(context.Background(), []string{file})
}

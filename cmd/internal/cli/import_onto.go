package cli

import (
	"bufio"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"banxin/cmd/folder"
	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/editions/compare"
	"banxin/editions/intake"
	"banxin/editions/source"
)

func itoa(n int) string { return strconv.Itoa(n) }

// comeBack lays a corrected copy onto the story it is of: its changes against what was sent
// out are shown, and taken as --take or somebody at the terminal says.
func (o *importOptions) comeBack(d *desk, files []arrival) error {
	if len(files) != 1 {
		return words.Fault("onto-takes-one-file")
	}
	name, mine, err := d.story(o.onto)
	if err != nil {
		return err
	}
	roles, err := o.said()
	if err != nil {
		return err
	}
	o.album = d.albumOf(strings.TrimSuffix(path.Base(name), ".md"), mine)
	all, err := o.compose(d, files[0], roles)
	if err != nil {
		return err
	}
	t := o.copyOf(all)
	if t == nil {
		if err := o.sayTaken(d, all); err != nil {
			return err
		}
		return o.judge(all)
	}
	base, err := o.baseOf(d, files[0], t, roles)
	if err != nil {
		return err
	}
	onto := intake.ChangeOnto(base, mine, t.Stories[0].Text)
	if !o.again && unlike(t.Stories[0].Text, mine, base) {
		t.Copy.Found.Add(source.New("IMP-ONTO", source.Pos{File: t.Copy.Name}, source.Msg("copy-says-hardly-anything-that-says", o.onto), source.Msg("of-this-story-then-add-again")))
		if err := o.sayTaken(d, all); err != nil {
			return err
		}
		return o.judge(all)
	}
	take, asked, err := o.choose(onto)
	if err != nil {
		return err
	}
	if len(base) == 0 {
		base = mine
	}
	return o.settleOnto(d, &comeback{name: name, base: base, Onto: onto, copy: t}, take, asked)
}

// unlike tells whether a copy is surely of another story: it has little of what the story
// says, or said before the desk wrote on.
func unlike(theirs, mine, base []byte) bool {
	text := func(b []byte) string {
		s, _ := editions.ParseStory(source.NewFile("x.md", b))
		return intake.PlainText(s)
	}
	came := text(theirs)
	for _, b := range [][]byte{mine, base} {
		if len(b) == 0 { // nothing is known of before
			continue
		}
		is := text(b)
		if utf8.RuneCountInString(is) < 40 || intake.Similar(came, is) >= 20 {
			return false
		}
	}
	return utf8.RuneCountInString(came) >= 40
}

// comeback is a copy that came back corrected.
type comeback struct {
	*intake.Onto
	name string // of the story's file, from the paper's folder
	base []byte // what the copy was made from
	copy *outcome
}

// since is what the next copy that comes back is compared with: this one where all of it was
// taken, else what it was itself compared with, so that what was not taken is offered again
// and what the desk has written stays the desk's.
func (c *comeback) since(take map[int]bool) []byte {
	for i := range c.Hunks {
		if !take[i] {
			return c.base
		}
	}
	return c.copy.Stories[0].Text
}

// copyOf is the copy that is one story.
func (o *importOptions) copyOf(all []*outcome) *outcome {
	for _, t := range all {
		if !t.Copy.Refused && t.Fault == nil && len(t.Stories) > 0 && len(t.Stories[0].Text) > 0 {
			return t
		}
	}
	return nil
}

// story finds a story's file by its id.
func (d *desk) story(id string) (name string, text []byte, err error) {
	id = strings.TrimSuffix(id, ".md")
	name = path.Join(d.dir, "stories", id+".md")
	if fs.ValidPath(name) {
		if text, err = fs.ReadFile(d.files, name); err == nil {
			return name, text, nil
		}
	}
	var ids []string
	for _, k := range d.stories {
		ids = append(ids, k.id)
	}
	return "", nil, words.Fault("onto-no-story", d.dir, id, strings.Join(ids, " "))
}

// baseOf is what the copy was made from: the story as it was imported, else the copy before
// its own tracked changes, else the story as it is.
func (o *importOptions) baseOf(d *desk, a arrival, t *outcome, roles map[string]intake.Role) ([]byte, error) {
	if base, err := fs.ReadFile(d.files, d.baseOf(strings.TrimSuffix(o.onto, ".md"))); err == nil {
		return base, nil
	}
	if ins, del, moved, _ := t.Copy.Tracked(); ins+del+moved == 0 {
		return nil, nil
	}
	was := *o
	was.changes = "reject"
	before, err := was.compose(d, a, roles)
	if err != nil {
		return nil, err
	}
	if b := o.copyOf(before); b != nil {
		return b.Stories[0].Text, nil
	}
	return nil, nil
}

// choose says which changes to take. asked is false where nobody has said.
func (o *importOptions) choose(c *intake.Onto) (take map[int]bool, asked bool, err error) {
	take = map[int]bool{}
	switch {
	case o.take == "all":
		for i := range c.Hunks {
			take[i] = true
		}
		return take, true, nil
	case o.take == "none":
		return take, true, nil
	case o.take != "":
		for _, part := range strings.Split(o.take, ",") {
			from, to, ranged := strings.Cut(part, "-")
			a, err := strconv.Atoi(strings.TrimSpace(from))
			b := a
			if ranged && err == nil {
				b, err = strconv.Atoi(strings.TrimSpace(to))
			}
			if err != nil || a < 1 || b < a || b > len(c.Hunks) {
				return nil, false, words.Fault("take-no-change-there", part, len(c.Hunks))
			}
			for i := a; i <= b; i++ {
				take[i-1] = true
			}
		}
		return take, true, nil
	case !o.interactive():
		return take, false, nil
	}
	in := bufio.NewScanner(o.w.in)
	for i, h := range c.Hunks {
		fmt.Fprintln(o.w.err, o.redline(i, h))
		fmt.Fprintln(o.w.err, o.w.say.T("take-return-or-y-yes-n"))
		if !in.Scan() {
			return take, false, nil
		}
		take[i] = !strings.HasPrefix(strings.ToLower(strings.TrimSpace(in.Text())), "n")
	}
	return take, true, nil
}

// settleOnto writes the story with the changes taken, or shows them.
func (o *importOptions) settleOnto(d *desk, c *comeback, take map[int]bool, asked bool) error {
	name, x := c.name, c.copy
	t := o.w.newText(o.w.out, true)
	t.Line("onto-changes", x.Copy.Name, name, len(c.Hunks))
	for i, h := range c.Hunks {
		t.WriteString(o.redline(i, h) + "\n")
	}
	t.Findings(x.Copy.Found)
	if len(c.Hunks) > 0 && !asked {
		t.Line("nothing-written-take-them-with-take")
	}
	if err := t.Flush(); err != nil {
		return err
	}
	switch {
	case len(c.Hunks) == 0:
		return nil
	case !asked:
		return errFindings
	case o.dryRun || !slices.Contains(slices.Collect(maps.Values(take)), true):
		return nil
	}
	if err := o.writeOnto(d, c, take); err != nil {
		return err
	}
	_, err := fmt.Fprintln(o.w.out, o.w.say.T("written-into", name))
	return err
}

// writeOnto writes the changes taken: new pictures, then the story, then what the next copy is
// compared with.
func (o *importOptions) writeOnto(d *desk, c *comeback, take map[int]bool) error {
	base := d.baseOf(c.id())
	if err := d.root.MkdirAll(path.Dir(base), 0o777); err != nil {
		return words.Fault("cannot-write-file", base, err)
	}
	text := c.Take(func(i int) bool { return take[i] })
	made, err := c.putPictures(d, text)
	if err == nil {
		err = folder.Replace(filepath.Join(o.dir, filepath.FromSlash(c.name)), text)
	}
	if err != nil {
		for _, name := range made {
			d.root.Remove(name)
		}
		return err
	}
	if err := d.root.WriteFile(base, c.since(take), 0o666); err != nil {
		return words.Fault("cannot-write-file", base, err)
	}
	notes := c.copy.Stories[0].Notes
	for i := range notes {
		notes[i].Story = c.id()
	}
	return d.note(notes)
}

// redline shows a change: [-out-]{+in+}.
func (o *importOptions) redline(i int, h intake.Hunk) string {
	var b strings.Builder
	b.WriteString(o.w.say.T("line", i+1, h.Line))
	if h.Conflict {
		b.WriteString(" " + o.w.say.T("changed-here-too"))
	}
	b.WriteByte(' ')
	for _, s := range compare.Texts(h.Was, h.Now) {
		text := strings.ReplaceAll(s.Text, "\n", "⏎")
		switch s.Op {
		case compare.Delete:
			b.WriteString("[-" + text + "-]")
		case compare.Insert:
			b.WriteString("{+" + text + "+}")
		default:
			b.WriteString(clipped(text))
		}
	}
	return b.String()
}

// clipped shortens what stays between changes.
func clipped(s string) string {
	r := []rune(s)
	if len(r) <= 24 {
		return s
	}
	return string(r[:10]) + "…" + string(r[len(r)-10:])
}

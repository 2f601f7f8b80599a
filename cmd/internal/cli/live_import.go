package cli

import (
	"cmp"
	"context"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"banxin/cmd/internal/words"
	"banxin/editions/intake"
	"banxin/editions/source"
	editing "banxin/output/desk"
)

// deskIntake takes copy in that comes to the desk, as import does on the command line.
type deskIntake struct {
	p      *livePaper
	taking sync.Mutex // one at a time: each sees the stories of the one before
}

// pictureFiles are the kinds of files that belong to others which are brought along.
var pictureFiles = []string{".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff", ".bmp"}

// Take lays the files into a folder of their own, beside one another as they were sent, and takes
// them in from there; a picture that comes with text is looked for by the text.
func (n *deskIntake) Take(ctx context.Context, files []editing.Arrived, again bool, keep func(name string, text []byte) error) ([]editing.Taken, error) {
	n.taking.Lock()
	defer n.taking.Unlock()
	dir, err := os.MkdirTemp("", "banxin-import-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	list, err := lay(dir, files)
	if err != nil {
		return nil, err
	}
	w := *n.p.w
	w.in, w.out, w.err, w.terminal = strings.NewReader(""), io.Discard, io.Discard, false
	o := &importOptions{paperOptions: paperOptions{dir: n.p.folder(), edition: n.p.current.Load().Doc.Meta.Date}, w: &w, changes: "accept", format: "json", as: "story", again: again, quiet: true}
	d, err := o.desk()
	if err != nil {
		return nil, err
	}
	defer d.root.Close()
	if err := d.root.MkdirAll(path.Join(d.dir, "stories"), 0o777); err != nil {
		return nil, err
	}
	d.keepStory = keep
	out := make([]editing.Taken, 0, len(list))
	for _, a := range list {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		out = append(out, n.one(o, d, a)...)
	}
	return out, nil
}

// lay writes the files that have come into a folder and lists those that may be copy. Each has a
// name that is safe, and of several of one name each a folder.
func lay(dir string, files []editing.Arrived) (list []arrival, err error) {
	text := slices.ContainsFunc(files, func(f editing.Arrived) bool { return !isPictureFile(f.Name) })
	for i, f := range files {
		name := intake.SafeName(f.Name)
		to := filepath.Join(dir, name)
		if _, err := os.Lstat(to); err == nil {
			to = filepath.Join(dir, "."+itoa(i), name)
			if err := os.Mkdir(filepath.Dir(to), 0o777); err != nil {
				return nil, err
			}
		}
		if err := copyTo(to, f); err != nil {
			return nil, err
		}
		if !text || !isPictureFile(name) {
			list = append(list, arrival{path: to, name: name})
		}
	}
	return list, nil
}

func isPictureFile(name string) bool {
	return slices.Contains(pictureFiles, strings.ToLower(filepath.Ext(name)))
}

func copyTo(name string, f editing.Arrived) error {
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return cmp.Or(err, out.Close())
}

// one takes a file in. What stops it is said of it alone: the others go on.
func (n *deskIntake) one(o *importOptions, d *desk, a arrival) (out []editing.Taken) {
	all, err := o.one(d, a)
	if err != nil {
		return []editing.Taken{{File: a.name, Refused: true, Stories: []editing.TakenStory{}, Found: []editing.Remark{{Level: source.Error.String(), Zh: n.p.chinese.Err(err), En: n.p.english.Err(err)}}}}
	}
	for _, t := range all {
		out = append(out, n.taken(t))
	}
	return out
}

// taken says what became of a copy, in both languages.
func (n *deskIntake) taken(t *outcome) editing.Taken {
	out := editing.Taken{File: t.Copy.Name, Refused: t.Copy.Refused || t.Fault != nil, Stories: []editing.TakenStory{}, Found: []editing.Remark{}}
	written := t.written
	for _, s := range t.Stories {
		if s.Text == nil || len(written) == 0 {
			continue
		}
		out.Stories = append(out.Stories, editing.TakenStory{ID: s.ID, Title: s.Title, File: written[0], Chars: s.Characters, Pictures: len(s.Pictures), Notes: len(s.Notes)})
		written = written[1:]
	}
	for _, l := range t.Copy.Left {
		if strings.TrimSpace(strings.Trim(l.Text, "\u3000\u00a0")) != "" {
			out.Left++
		}
	}
	if t.Fault != nil {
		err := words.Fault("account-of-does-not-close-nothing", t.Copy.Name)
		out.Found = append(out.Found, editing.Remark{Level: source.Error.String(), Zh: n.p.chinese.Err(err), En: n.p.english.Err(err)})
	}
	for _, f := range t.Copy.Found {
		out.Twice = out.Twice || f.Code == "IMP-TWICE"
		r := editing.Remark{Level: f.Severity.String(), Code: f.Code, Zh: n.p.chinese.Msg(f.Message), En: n.p.english.Msg(f.Message), Hint: editing.Said{Zh: n.p.chinese.Msg(f.Hint), En: n.p.english.Msg(f.Hint)}}
		if f.Pos.Line > 0 {
			r.Where = f.Pos.String()
		}
		out.Found = append(out.Found, r)
	}
	return out
}

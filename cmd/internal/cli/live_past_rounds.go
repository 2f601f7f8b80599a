package cli

import (
	"context"
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"banxin/editions"
	editing "banxin/output/desk"
)

// pasts are several, one after another.
type pasts []editing.Past

func (p pasts) States(ctx context.Context, file string) (out []editing.PastState) {
	for _, one := range p {
		out = append(out, one.States(ctx, file)...)
	}
	return out
}

func (p pasts) Text(ctx context.Context, file, id string) []byte {
	for _, one := range p {
		if data := one.Text(ctx, file, id); data != nil {
			return data
		}
	}
	return nil
}

// A round that was frozen at the desk has, beside what every round has, the stories as they were
// written, and who froze it, when.
const (
	storiesOfRound = "稿件"
	frozenFile     = "frozen.json"
)

type frozenRound struct {
	By string    `json:"by"`
	At time.Time `json:"at"`
}

// keepStories keeps the stories of an edition in the folder of a round.
func keepStories(dir string, ed *editions.Edition, f frozenRound) error {
	to := filepath.Join(dir, storiesOfRound)
	if err := os.MkdirAll(to, 0o777); err != nil {
		return err
	}
	for _, s := range ed.Stories {
		if s.File == nil {
			continue
		}
		if err := os.WriteFile(filepath.Join(to, path.Base(s.File.Name)), s.Whole(), 0o666); err != nil {
			return err
		}
	}
	data, err := json.Marshal(f)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, frozenFile), append(data, '\n'), 0o666)
}

// roundPast is what the rounds of the edition shown have kept of its stories.
type roundPast struct{ p *livePaper }

// roundID begins the ids of its states; what follows is the round's name.
const roundID = "round:"

// States are one for each round that has the story.
func (r roundPast) States(ctx context.Context, file string) (out []editing.PastState) {
	rounds, err := newsroom(r).Rounds()
	if err != nil {
		return nil
	}
	for _, round := range rounds {
		f, err := frozen(filepath.Join(r.p.folder(), roundsFolder, round.Name))
		if err == nil && r.Text(ctx, file, roundID+round.Name) != nil {
			out = append(out, editing.PastState{ID: roundID + round.Name, By: f.By, Label: round.Name, At: f.At.Format(time.RFC3339), Round: true})
		}
	}
	return out
}

func frozen(dir string) (f frozenRound, err error) {
	data, err := os.ReadFile(filepath.Join(dir, frozenFile))
	if err == nil {
		err = json.Unmarshal(data, &f)
	}
	return f, err
}

// Text is a story as a round has it; nil: it has it not.
func (r roundPast) Text(_ context.Context, file, id string) []byte {
	name, ok := strings.CutPrefix(id, roundID)
	set := r.p.current.Load()
	if !ok || set == nil || name == "" || strings.ContainsAny(name, `/\`) || strings.HasPrefix(name, ".") || path.Dir(file) != path.Join(set.Edition.Path, "stories") {
		return nil
	}
	root, err := os.OpenRoot(r.p.folder())
	if err != nil {
		return nil
	}
	defer root.Close()
	data, err := root.ReadFile(path.Join(roundsFolder, name, storiesOfRound, path.Base(file)))
	if err != nil {
		return nil
	}
	return data
}

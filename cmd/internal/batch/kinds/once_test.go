package kinds

import (
	"testing"

	"banxin/cmd/internal/batch/job"
)

// once holds that what parts have made was made by one of them, and that nothing of it was left to
// the build.
func (f *farm) once(parts []*job.Done) {
	f.t.Helper()
	by := map[string]int{}
	for k, p := range parts {
		for _, file := range p.Result.Files {
			if other, had := by[file.Name]; had {
				f.t.Errorf("parts %d and %d have both made %s", other+1, k+1, file.Name)
			}
			by[file.Name] = k
		}
	}
	if f.made > 0 {
		f.t.Errorf("%d pieces were left to the build", f.made)
	}
}

// TestOnce: parts make all that is slow to make of an edition, each piece once, where the press
// wants a file a page too.
func TestOnce(t *testing.T) {
	f := newFarm(t, paper(t))
	b := &job.Job{ID: "b", Kind: "build", Dir: ".", To: []string{"pdf", "epub"}, Options: map[string]string{"split": "true"}}
	_, out := f.do(b)
	var parts []*job.Done
	for _, share := range []string{"1/2", "2/2"} {
		p := &job.Job{ID: "p" + share[:1], Kind: "part", Dir: ".", To: b.To, Options: map[string]string{job.Share: share, "split": "true"}}
		done, _ := f.do(p)
		parts, b.After = append(parts, done), append(b.After, p.ID)
	}
	_, again := f.do(b, parts...)
	same(t, again, out)
	f.once(parts)
}

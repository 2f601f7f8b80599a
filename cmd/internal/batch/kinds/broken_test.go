package kinds

import (
	"fmt"
	"path/filepath"
	"testing"

	"banxin/cmd/internal/batch/job"
	"banxin/cmd/need"
)

// TestBrokenShares: a photograph that is not whole is a finding of the edition, and not the end of
// the shares that it falls to, or whose pages it would stand on.
func TestBrokenShares(t *testing.T) {
	dir := paper(t)
	for _, name := range []string{"market.jpg", "bridge.jpg"} {
		name = filepath.Join(dir, "editions/2026-10-20/images", name)
		data := read(t, name)
		write(t, name, []byte(data[:len(data)/2]+data[len(data)-2:])) // its end is there
	}
	to := []string{"pdf", "epub", "epaper", "png"}
	f := newFarm(t, dir)
	b := &job.Job{ID: "b", Kind: "build", Dir: ".", To: to, Options: map[string]string{"ppi": "40"}}
	alone, out := f.do(b)
	if alone.Result.Errors == 0 {
		t.Fatal("the photographs are whole")
	}
	shares := []int{2}
	if need.Long() {
		shares = append(shares, 3)
	}
	for _, of := range shares {
		var parts []*job.Done
		b := &job.Job{ID: "b", Kind: "build", Dir: ".", To: to, Options: map[string]string{"ppi": "40"}}
		for k := range of {
			id := fmt.Sprintf("p%d", k+1)
			done, _ := f.do(&job.Job{ID: id, Kind: "part", Dir: ".", To: to, Options: map[string]string{"ppi": "40", job.Share: fmt.Sprintf("%d/%d", k+1, of)}})
			parts, b.After = append(parts, done), append(b.After, id)
		}
		_, again := f.do(b, parts...)
		same(t, again, out)
	}
}

//go:build unix

package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"text/tabwriter"
	"time"

	"banxin/assets"
	"banxin/cmd/need"
)

// latency is how long edits of a kind took, in milliseconds from the key, or from the begin of the
// save, until the browser was told and until the page was painted.
type latency struct {
	Paper   string  `json:"paper"`
	Edit    string  `json:"edit"`
	Edits   int     `json:"edits"`
	Event   spread  `json:"event"`
	Painted spread  `json:"painted"`
	Load    float64 `json:"load"` // of the machine, in the minute before
}

type spread struct {
	Median int `json:"median"`
	P95    int `json:"p95"`
}

// spreadOf is that of at least one time.
func spreadOf(times []int) spread {
	all := slices.Sorted(slices.Values(times))
	return spread{all[len(all)/2], all[(len(all)*95+99)/100-1]}
}

// TestLatency: what is edited, at the desk or by another program, comes to the browser and is
// painted. How long that takes is told and not judged; latency.json among the test's artifacts has
// it too. EPUB_READERS is as for TestLiveBrowser.
func TestLatency(t *testing.T) {
	edits := need.Measures(t, "BANXIN_LATENCY")
	var all []latency
	for _, c := range []struct {
		paper string
		files map[string][]byte
		story string
	}{
		{"sample", filesOf(t, assets.Sample()), "303-names.md"},
		{"fixed-64", manyFixed(t, 8), "303-names-3.md"},
	} {
		t.Run(c.paper, func(t *testing.T) {
			for _, l := range latencies(t, c.files, sampleDay+"stories/"+c.story, edits) {
				l.Paper = c.paper
				all = append(all, l)
			}
		})
	}
	t.Logf("\n%s", latencyTable(all))
	data, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(t.ArtifactDir(), "latency.json"), append(data, '\n'), 0o666); err != nil {
		t.Fatal(err)
	}
}

// latencies edits a story of a paper that is served.
func latencies(t *testing.T, files map[string][]byte, story string, edits int) (out []latency) {
	dir := t.TempDir()
	for name, data := range files {
		writeBack(t, dir, name, data, -time.Hour)
	}
	root, stop := serving(t, dir, "-q", "--edit")
	var got struct {
		Load float64
		Laps []struct {
			Kind           string
			Event, Painted []int
		}
	}
	need.Browser(t, "testdata/latency.mjs", &got, root, dir, story, strconv.Itoa(edits))
	if status, log := stop(); status != exitFine {
		t.Errorf("status %d, %s", status, log)
	}
	for _, l := range got.Laps {
		if len(l.Painted) != edits {
			t.Errorf("%s: %d of %d edits are painted", l.Kind, len(l.Painted), edits)
			continue
		}
		out = append(out, latency{Edit: l.Kind, Edits: edits, Event: spreadOf(l.Event), Painted: spreadOf(l.Painted), Load: got.Load})
	}
	return out
}

func latencyTable(all []latency) string {
	var b bytes.Buffer
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "paper\tedit\tedits\tevent ms\tp95\tpainted ms\tp95\tload\t")
	for _, l := range all {
		fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t%d\t%d\t%.1f\t\n", l.Paper, l.Edit, l.Edits, l.Event.Median, l.Event.P95, l.Painted.Median, l.Painted.P95, l.Load)
	}
	w.Flush()
	return b.String()
}

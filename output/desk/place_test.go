package desk

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"banxin/editions/splice"
)

// painted is a stage that offers to write a word for another.
type painted struct {
	Stage
	file     string
	versions chan []Version
}

func (p painted) Offers(_ context.Context, act Act) ([]Offer, error) {
	change := func(was, now string) []splice.Change {
		return []splice.Change{{File: p.file, Make: func(old []byte) ([]byte, error) {
			if !bytes.Contains(old, []byte(was)) {
				return nil, splice.ErrWritten
			}
			return bytes.Replace(old, []byte(was), []byte(now), 1), nil
		}}}
	}
	switch act.Kind {
	case "move":
		return []Offer{{Zh: "排", En: "place", Changes: change("头条:", "头条: "+act.Story)}}, nil
	case "remedy":
		return []Offer{{Zh: "改", En: "change", Changes: change("甲", "乙")},
			{Zh: "放行", En: "pass", Reason: func(why string) []splice.Change { return change("# 完", "# "+why) }},
			{Zh: "没有", En: "gone", Changes: change("丙", "丁")}}, nil
	}
	return nil, ErrStale
}

func (p painted) Versions(ctx context.Context, _, _ int) ([]Version, error) {
	select {
	case v := <-p.versions:
		return v, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// TestPlacing: what is offered is shown before it is done, done once, as one step; what does not hold
// any more is refused, and nothing is written.
func TestPlacing(t *testing.T) {
	const file = "editions/2026-10-20/edition.yaml"
	const text = "版: # 甲\r\n  头条:\r\n# 完\r\n"
	m := &memory{files: map[string][]byte{file: []byte(text)}}
	s, _ := openOn(t, m, painted{file: file})
	b := visit(t, s)
	is := func(what, want string) {
		t.Helper()
		if got := string(m.files[file]); got != want {
			t.Errorf("%s: %q, not %q", what, got, want)
		}
	}
	var shown []struct {
		ID     string
		Reason bool
		Diff   []seenDiff
	}
	b.post("/desk/place/offers", map[string]any{"kind": "remedy"}, 200, &shown)
	if len(shown) != 2 || !shown[1].Reason || shown[0].Diff[0].Line != 1 || shown[0].Diff[0].Words != "版: # [-甲-]{+乙+}" {
		t.Fatalf("offered: %+v", shown)
	}
	is("offered", text)
	b.post("/desk/place/do", map[string]any{"id": shown[0].ID}, 200, nil)
	is("done", strings.Replace(text, "甲", "乙", 1))
	b.post("/desk/place/do", map[string]any{"id": shown[0].ID}, 409, nil)
	b.post("/desk/place/do", map[string]any{"id": shown[1].ID}, 400, nil)
	b.post("/desk/place/do", map[string]any{"id": "99"}, 409, nil)
	b.post("/desk/place/do", map[string]any{"act": map[string]any{"kind": "other"}}, 409, nil)
	b.post("/desk/undo", nil, 200, nil)
	is("taken back", text)
	b.post("/desk/place/do", map[string]any{"act": map[string]any{"kind": "move", "story": "s1"}}, 200, nil)
	is("placed", strings.Replace(text, "头条:", "头条: s1", 1))
	b.post("/desk/place/do", map[string]any{"id": shown[1].ID, "why": "定了"}, 200, nil)
	is("passed", "版: # 甲\r\n  头条: s1\r\n# 定了\r\n")
}

// TestVersions: versions are made beside other work; those that are stopped are not shown.
func TestVersions(t *testing.T) {
	m := &memory{files: map[string][]byte{}}
	stage := painted{file: "x", versions: make(chan []Version)}
	s, _ := openOn(t, m, stage)
	b := visit(t, s)
	var now job
	b.post("/desk/place/auto", map[string]any{"versions": 2}, 200, nil)
	if b.get("/desk/place/auto", 200, &now); now.Done {
		t.Error("done before it is")
	}
	b.post("/desk/place/auto/stop", nil, 200, nil)
	b.get("/desk/place/auto/0/0", 404, nil)
	b.post("/desk/place/auto", map[string]any{"versions": 2}, 200, nil)
	stage.versions <- []Version{{Zh: "一", En: "one", Pictures: [][]byte{[]byte("png")}}}
	for range 1000 {
		if b.get("/desk/place/auto", 200, &now); now.Done {
			break
		}
	}
	if !now.Done || len(now.Versions) != 1 || now.Versions[0].Pages != 1 || now.Versions[0].ID == "" {
		t.Errorf("%+v", now)
	}
}

func TestDifference(t *testing.T) {
	long := strings.Repeat("木船一只接一只靠岸，", 9)
	for _, c := range []struct {
		was, now string
		line     int
		words    string
	}{
		{"a\nb\nc\n", "a\nx\nc\n", 2, "[-b-]{+x+}"},
		{"a\nb", "a\nb\nc", 2, "b{+\nc+}"},
		{"a\na\n", "a\na\na\n", 3, "{+a+}"},
		{"a\r\n", "a\r\nb\r\n", 2, "{+b+}"},
		{"", "x", 1, "{+x+}"},
		{"甲\n" + long + "河面起雾。" + long + "\n乙\n", "甲\n" + long + "河面结冰。" + long + "\n乙\n", 2, "…木船一只接一只靠岸，河面[-起雾-]{+结冰+}。木船一只接一只靠岸，木…"},
		{"一" + long + "二" + long + "三\n", long + "二" + long + "\n", 1, "[-一-]木船一只接一只靠岸，木船…岸，木船一只接一只靠岸，[-三-]"},
	} {
		d := difference("f", c.was, c.now)
		data, _ := json.Marshal(d)
		var seen seenDiff
		if err := json.Unmarshal(data, &seen); err != nil || seen.Line != c.line || seen.Words != c.words {
			t.Errorf("%q to %q: %+v, %v", c.was, c.now, seen, err)
		}
	}
}

// seenDiff is a Diff as a browser has it, with [-what goes-] and {+what comes+}.
type seenDiff struct {
	Line  int
	Words string
}

func (d *seenDiff) UnmarshalJSON(data []byte) error {
	var in struct {
		Line int
		Segs []struct{ Op, Text string }
	}
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	d.Line = in.Line
	for _, s := range in.Segs {
		d.Words += map[string]string{"delete": "[-", "insert": "{+"}[s.Op] + s.Text + map[string]string{"delete": "-]", "insert": "+}"}[s.Op]
	}
	return nil
}

// openOn opens a desk with a stage.
func openOn(t *testing.T, m *memory, stage Stage) (*Server, *time.Time) {
	t.Helper()
	now := time.Unix(1_800_000_000, 0)
	s, err := New(Options{Paper: m, Now: func() time.Time { return now }, Random: rand.Reader, Stage: stage})
	if err != nil {
		t.Fatal(err)
	}
	return s, &now
}

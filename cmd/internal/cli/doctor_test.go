package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"banxin/assets/faces"
	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions/source"
	"banxin/fonts"
)

// healthy is a machine on which nothing is odd.
func healthy() *machine {
	return &machine{
		build: report.Program{Version: "1.0", Go: "go1.26", System: "windows/amd64", Time: "2026-10-01T00:00:00Z"},
		faces: faces.All()[:1], work: "w", temp: "t",
		writes: func(string) error { return nil },
		room:   func(string) (uint64, error) { return 5 << 30, nil },
		width:  100, codePage: 65001,
		browser: func() error { return nil },
		listens: func(string) error { return nil },
		paper: func() (*paperState, error) {
			return &paperState{dir: "青藤", name: "青藤", editions: 2, fonts: []string{"仿宋"}}, nil
		},
		profiles: []profileFolder{{"color", 3}},
	}
}

// TestDoctor makes one thing odd at a time: one line tells of it and how it is mended, and the
// others are as on a machine on which all is well.
func TestDoctor(t *testing.T) {
	failing := errors.New("it says no")
	whole := faces.All()[0]
	cut := fonts.File{Name: whole.Name, Data: whole.Data[:len(whole.Data)/2]}
	deaf := func(only string) func(string) error {
		return func(address string) error {
			if only == "" || only == address {
				return failing
			}
			return nil
		}
	}
	for _, c := range []struct {
		name, check, level, text string
		make                     func(*machine, map[string]string)
	}{
		{name: "well"},
		{"no face", "faces", wrong, "carries none", func(m *machine, _ map[string]string) { m.faces = nil }},
		{"half a face", "faces", wrong, "NotoSerifSC-Regular", func(m *machine, _ map[string]string) { m.faces = append(m.faces, cut) }},
		{"no face at all", "faces", wrong, "甲", func(m *machine, _ map[string]string) {
			m.faces = append(m.faces, fonts.File{Name: "甲", Data: []byte("no font")})
		}},
		{"read only", "write", wrong, "no permission", func(m *machine, _ map[string]string) {
			m.writes = func(dir string) error {
				if dir == "w" {
					return &fs.PathError{Op: "open", Path: "w/x", Err: fs.ErrPermission}
				}
				return nil
			}
		}},
		{"no temp", "temp", wrong, "cannot write in t", func(m *machine, _ map[string]string) {
			m.writes = func(dir string) error {
				if dir == "t" {
					return failing
				}
				return nil
			}
		}},
		{"little room", "write-room", odd, "900 MB", func(m *machine, _ map[string]string) {
			m.room = func(dir string) (uint64, error) { return map[string]uint64{"w": 900 << 20, "t": 9 << 30}[dir], nil }
		}},
		{"no room", "temp-room", wrong, "20 MB", func(m *machine, _ map[string]string) {
			m.room = func(dir string) (uint64, error) { return map[string]uint64{"w": 9 << 30, "t": 20 << 20}[dir], nil }
		}},
		{"936", "code-page", odd, "936", func(m *machine, _ map[string]string) { m.codePage = 936 }},
		{"GB 18030", "charset", odd, "GB18030", func(_ *machine, env map[string]string) { env["LC_ALL"] = "en_GB.GB18030" }},
		{"narrow", "terminal", odd, "40 columns", func(m *machine, _ map[string]string) { m.width = 40 }},
		{"no browser", "browser", odd, "it says no", func(m *machine, _ map[string]string) { m.browser = func() error { return failing } }},
		{"no port", "ports", wrong, "it says no", func(m *machine, _ map[string]string) { m.listens = deaf("") }},
		{"port taken", "ports", odd, "4390", func(m *machine, _ map[string]string) { m.listens = deaf("127.0.0.1:4390") }},
		{"later build", "clock", wrong, "2026", func(m *machine, _ map[string]string) { m.build.Time = "2031-01-01T00:00:00Z" }},
		{"no editions", "paper", odd, "no editions", func(m *machine, _ map[string]string) {
			m.paper = func() (*paperState, error) { return &paperState{dir: "青藤", begun: true}, nil }
		}},
		{"no paper there", "paper", odd, "no editions", func(m *machine, _ map[string]string) {
			m.paper = func() (*paperState, error) { return &paperState{dir: "青藤"}, nil }
		}},
		{"no folder", "paper", wrong, "cannot read 青藤", func(m *machine, _ map[string]string) {
			m.paper = func() (*paperState, error) { return nil, words.Fault("cannot-read-file", "青藤", fs.ErrNotExist) }
		}},
		{"read-only paper", "paper-write", odd, "青藤", func(m *machine, _ map[string]string) {
			m.writes = func(dir string) error {
				if dir == "青藤" {
					return failing
				}
				return nil
			}
		}},
		{"unread", "paper", wrong, "it says no", func(m *machine, _ map[string]string) {
			m.paper = func() (*paperState, error) { return nil, failing }
		}},
		{"faulty files", "paper", odd, "青藤", func(m *machine, _ map[string]string) {
			found := source.List{source.New("SRC-VALUE", source.Pos{File: "paper.yaml"}, source.Msg("not-found"), source.Message{})}
			m.paper = func() (*paperState, error) {
				return &paperState{dir: "d", name: "青藤", editions: 1, found: found}, nil
			}
		}},
	} {
		var out bytes.Buffer
		env, m := map[string]string{"LANG": "en_GB.UTF-8"}, healthy()
		if c.make != nil {
			c.make(m, env)
		}
		w := &world{say: words.In(false), out: &out, env: func(k string) string { return env[k] }, now: func() time.Time { return time.Date(2026, 10, 20, 0, 0, 0, 0, time.UTC) }}
		err := w.doctor(m, "json")
		if errors.Is(err, errFindings) != (c.level == wrong) || err != nil && !errors.Is(err, errFindings) {
			t.Errorf("%s: %v", c.name, err)
		}
		var all []report.Ailment
		if err := json.Unmarshal(out.Bytes(), &all); err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, a := range all {
			if a.Level == fine {
				continue
			}
			if n++; a.Check != c.check || a.Level != c.level || !strings.Contains(a.Text, c.text) || a.Remedy == "" {
				t.Errorf("%s: %+v", c.name, a)
			}
		}
		if want := len(c.check); n != min(want, 1) {
			t.Errorf("%s: %d things are odd", c.name, n)
		}
	}
}

// TestDoctorFaces: a face that another stands in for is said as check says it, and is nothing odd.
func TestDoctorFaces(t *testing.T) {
	m := healthy()
	m.paper = func() (*paperState, error) {
		missing := source.New("GLY-FACE", source.Pos{}, source.Msg("no-face-called-here-stands-in", "得意", "粗黑"), source.Msg("download-face-into-fonts", "得意黑", "锚坞", "得意", "x.ttf"))
		return &paperState{dir: "d", name: "青藤", editions: 1, found: source.List{missing}}, nil
	}
	var out bytes.Buffer
	w := &world{say: words.In(true), out: &out, env: func(string) string { return "" }, now: func() time.Time { return time.Date(2026, 10, 20, 0, 0, 0, 0, time.UTC) }}
	if err := w.doctor(m, "text"); err != nil {
		t.Error(err)
	}
	if want := "✓ 没有字体“得意”，用粗黑代替\n    上网搜“得意黑”（锚坞 制作"; !strings.Contains(out.String(), want) {
		t.Errorf("%s\nlacks %s", out.String(), want)
	}
}

// TestDoctorSpeaks: each line begins with its mark, remedies stand below, in both languages.
func TestDoctorSpeaks(t *testing.T) {
	m := healthy()
	m.codePage, m.listens = 936, func(string) error { return errors.New("no") }
	for _, chinese := range []bool{true, false} {
		var out bytes.Buffer
		w := &world{say: words.In(chinese), out: &out, env: func(string) string { return "" }, now: time.Now}
		if err := w.doctor(m, "text"); !errors.Is(err, errFindings) {
			t.Error(err)
		}
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		for _, c := range []struct{ mark, text string }{{"! ", "936"}, {"✗ ", w.say.T("doctor-no-loopback", "no")}} {
			k := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, c.mark) && strings.Contains(l, c.text) })
			if k < 0 || !strings.HasPrefix(lines[k+1], "    ") {
				t.Errorf("no line %s%s with a remedy below it:\n%s", c.mark, c.text, out.String())
			}
		}
		if want := w.say.T("doctor-sum", 1, 1); lines[len(lines)-1] != want {
			t.Errorf("%q, want %q", lines[len(lines)-1], want)
		}
	}
}

// TestBrowserRemedy: what is to be installed is said only where it is missing.
func TestBrowserRemedy(t *testing.T) {
	w := &world{say: words.In(false)}
	for err, install := range map[error]bool{exec.ErrNotFound: true, errNoScreen: false} {
		m := healthy()
		m.browser = func() error { return err }
		if got := w.lookBrowser(m)[0]; got.Level != odd || strings.Contains(got.Remedy, "xdg-utils") != install {
			t.Errorf("%v: %+v", err, got)
		}
	}
}

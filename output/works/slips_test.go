package works

import (
	"context"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"banxin/assets"
	"banxin/assets/faces"
	"banxin/cmd/need"
	"banxin/cmd/slips"
	"banxin/editions/source"
)

// slipPaper is a paper as a newcomer has it, and what check says of it when it is right.
type slipPaper struct {
	files map[string]string
	clean map[string]bool

	mu      sync.Mutex
	session *Session
}

func newSlipPaper(t *testing.T, files map[string]string) *slipPaper {
	p := &slipPaper{files: files, session: &Session{}}
	clean := map[string]bool{}
	for _, f := range p.check(t, "", "") {
		if f.Severity == source.Error {
			t.Fatalf("the paper has faults: %v", f)
		}
		clean[finding(f)] = true
	}
	p.clean = clean
	return p
}

// finding tells one from another wherever it stands, and however much is over or free.
func finding(f source.Finding) string {
	return f.Code + " " + f.Pos.File + strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == ',' {
			return -1
		}
		return r
	}, f.Message.String())
}

// check is what is said of the paper with another text in one of its files, and not of it as it was.
func (p *slipPaper) check(t *testing.T, name, text string) source.List {
	fsys := fstest.MapFS{}
	for n, s := range p.files {
		fsys[n] = &fstest.MapFile{Data: []byte(s)}
	}
	if name != "" {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	found := foundIn(t, fsys, nil)
	if need.Long() && !need.Bounded() { // a session that remembers all slips before says the same
		p.mu.Lock()
		again := foundIn(t, fsys, p.session)
		p.mu.Unlock()
		if !reflect.DeepEqual(again, found) {
			t.Errorf("%s: a session finds\n%v\nand afresh there is\n%v", name, again, found)
		}
	}
	return slices.DeleteFunc(found, func(f source.Finding) bool { return p.clean[finding(f)] })
}

func foundIn(t *testing.T, fsys fs.FS, s *Session) source.List {
	t.Helper()
	paper, err := Open(fsys, Options{Faces: faces.All(), Library: assets.Templates(), Parallel: 1, Session: s})
	if err != nil {
		t.Fatal(err)
	}
	set, err := paper.Compose(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	return set.Proofread().Judge(Kinds()...).Findings
}

// TestSlips: each slip is one finding of all that check says, at its place, with a remedy; and where
// the remedy says what to write, nothing is left to be said when that has been written.
func TestSlips(t *testing.T) {
	papers := []*slipPaper{newSlipPaper(t, slips.Plain), newSlipPaper(t, slips.Voiced)}
	all, few := slips.All(), int32(1)
	if !need.Long() { // every sixth, so that each file has some
		few = 6
		all = every(all, int(few))
	}
	var told, one, applied atomic.Int32
	t.Run("table", func(t *testing.T) {
		for _, s := range all {
			paper, name := papers[0], s.File
			if s.Paper["templates/一版.yaml"] == "" {
				paper = papers[1]
			}
			t.Run(s.Line, func(t *testing.T) {
				t.Parallel()
				text := s.Text()
				found := paper.check(t, name, text)
				var got []string
				for _, f := range found {
					got = append(got, fmt.Sprintf("%s %d:%d", f.Code, f.Pos.Line, f.Pos.Col))
					if f.Hint.ID == "" && f.Severity == source.Error && f.Message.ID != "not-whole-number-from-to" && f.Message.ID != "not-number-from-to" {
						t.Errorf("no remedy: %v", f)
					}
				}
				if strings.Join(got, "; ") != s.Want {
					t.Fatalf("%s: %s", s.Line, listed(found))
				}
				if len(found) == 0 {
					return
				}
				if !s.Encoded() && !strings.Contains(text, "\r") {
					var crlf []string
					for _, f := range paper.check(t, name, strings.ReplaceAll(text, "\n", "\r\n")) {
						crlf = append(crlf, fmt.Sprintf("%s %d:%d", f.Code, f.Pos.Line, f.Pos.Col))
					}
					if !slices.Equal(crlf, got) {
						t.Errorf("where lines end as on Windows: %v", crlf)
					}
				}
				told.Add(1)
				if len(found) == 1 {
					one.Add(1)
				}
				fixed := text
				for i := len(found) - 1; i >= 0; i-- { // from below, so that places hold
					var ok bool
					if fixed, ok = remedied(name, fixed, found[i]); !ok {
						t.Logf("not applied: %s", found[i].Hint)
						return
					}
				}
				applied.Add(1)
				if left := paper.check(t, name, fixed); len(left) > 0 {
					t.Errorf("as the remedy says (%s), but: %s\n%s", found[0].Hint.For("zh"), listed(left), fixed)
				}
			})
		}
	})
	if told.Load() < 600/few || one.Load() < 595/few || applied.Load() < 500/few {
		t.Errorf("fewer slips are told of, or in one finding, or cured, than were")
	}
	t.Logf("%d slips are told of, %d in one finding; the remedies of %d are applied", told.Load(), one.Load(), applied.Load())
}

// every is each nth of a list, from the first on.
func every[T any](all []T, n int) (out []T) {
	for i := 0; i < len(all); i += n {
		out = append(out, all[i])
	}
	return out
}

func listed(l source.List) string {
	var b strings.Builder
	for _, f := range l {
		fmt.Fprintf(&b, "\n\t%s %s %s | %s", f.Code, f.Pos, f.Message.For("zh"), f.Hint.For("zh"))
	}
	return b.String()
}

// TestOverNames: a story that is over in a slot that it shares is told with those before it, the first is
// not.
func TestOverNames(t *testing.T) {
	p := newSlipPaper(t, slips.Plain)
	for name, want := range map[string]string{"渡口": "", "集市": "渡口"} {
		file := "editions/2026-10-20/stories/" + name + ".md"
		over := false
		for _, f := range p.check(t, file, p.files[file]+strings.Repeat("\n船又开了，岸上的人慢慢散去，水面静了下来。\n", 60)) {
			if f.Code != "FIT-OVER" || f.Story != name {
				continue
			}
			over = true
			if names := f.Hint.ID == "cut-story-or-move-those-before"; names != (want != "") || names && fmt.Sprint(f.Hint.Args[0]) != want {
				t.Errorf("%s: %s", name, f.Hint)
			}
		}
		if !over {
			t.Errorf("%s is not over", name)
		}
	}
}

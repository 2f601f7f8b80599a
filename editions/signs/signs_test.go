package signs

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"banxin/editions/source"
)

const at = "2026-10-19T23:10:00+08:00"

// signed appends signatures one by one, as banxin sign does.
func signed(t *testing.T, data []byte, all ...Sign) []byte {
	t.Helper()
	for _, s := range all {
		s.By, s.At = "校对", at
		c, _ := Read(source.NewFile("signs.jsonl", data))
		data = append(data, c.Next(s)...)
	}
	return data
}

func read(data []byte) (*Chain, []string) {
	c, found := Read(source.NewFile("signs.jsonl", data))
	var codes []string
	for _, f := range found {
		codes = append(codes, fmt.Sprintf("%d %s", f.Pos.Line, f.Code))
	}
	return c, codes
}

func seal(digest string) Seal { return Seal{Digest: digest, Press: "p"} }

// TestState: a signature is for a state, not for a time.
func TestState(t *testing.T) {
	sign := func(digest string) Sign { return Sign{Subject: Page("2"), Seal: seal(digest), As: "三校"} }
	withdrawn := Sign{Subject: Page("2"), As: "三校", Withdrawn: true}
	for _, c := range []struct {
		name  string
		lines []Sign
		now   Seal
		want  State
	}{
		{"nobody", nil, seal("a"), Unsigned},
		{"as it was", []Sign{sign("a")}, seal("a"), Valid},
		{"changed", []Sign{sign("a")}, seal("b"), Changed},
		{"signed again", []Sign{sign("a"), sign("b")}, seal("b"), Valid},
		{"changed back", []Sign{sign("a"), sign("b")}, seal("a"), Valid},
		{"another press", []Sign{sign("a")}, Seal{"a", "q"}, OtherDuty},
		{"withdrawn", []Sign{sign("a"), withdrawn}, seal("a"), Unsigned},
		{"signed after that", []Sign{sign("a"), withdrawn, sign("a")}, seal("a"), Valid},
		{"another page", []Sign{{Subject: Page("3"), Seal: seal("a"), As: "三校"}}, seal("a"), Unsigned},
		{"a story of the name", []Sign{{Subject: Story("2"), Seal: seal("a"), As: "三校"}}, seal("a"), Unsigned},
		{"another role", []Sign{{Subject: Page("2"), Seal: seal("a"), As: "一校"}}, seal("a"), Unsigned},
	} {
		chain, broken := read(signed(t, nil, c.lines...))
		if got, line := chain.State(Page("2"), "三校", c.now); got != c.want || (line == nil) != (got == Unsigned) || len(broken) > 0 {
			t.Errorf("%s: %v by %v, broken %v, want %v", c.name, got, line, broken, c.want)
		}
	}
}

// TestChain: no line can be changed, taken out, put in or moved unseen; what follows counts.
func TestChain(t *testing.T) {
	var all []Sign
	for _, p := range []string{"1", "2", "3", "4"} {
		all = append(all, Sign{Subject: Page(p), Seal: seal("a"), As: "三校"})
	}
	whole := signed(t, nil, all...)
	lines := bytes.SplitAfter(whole, []byte("\n"))[:4]
	for _, c := range []struct {
		name string
		data [][]byte
		want []string
	}{
		{"whole", lines, nil},
		{"taken out", slices.Concat(lines[:1], lines[2:]), []string{"2 PRESS-CHAIN"}},
		{"first taken out", lines[1:], []string{"1 PRESS-CHAIN"}},
		{"changed", [][]byte{lines[0], bytes.Replace(lines[1], []byte("校对"), []byte("主任"), 1), lines[2]}, []string{"3 PRESS-CHAIN"}},
		{"moved", [][]byte{lines[0], lines[2], lines[1], lines[3]}, []string{"2 PRESS-CHAIN", "3 PRESS-CHAIN", "4 PRESS-CHAIN"}},
		{"twice", [][]byte{lines[0], lines[0]}, []string{"2 PRESS-CHAIN"}},
		{"no line", [][]byte{lines[0], []byte("{\n"), lines[1]}, []string{"2 PRESS-LINE", "3 PRESS-CHAIN"}},
		{"nobody", [][]byte{[]byte(`{"page":"1","digest":"a","as":"三校","prev":""}` + "\n")}, []string{"1 PRESS-LINE"}},
		{"of nothing", [][]byte{[]byte(`{"digest":"a","as":"三校","by":"校对","prev":""}` + "\n")}, []string{"1 PRESS-LINE"}},
		{"empty lines and CRLF", [][]byte{[]byte("\n"), bytes.Replace(lines[0], []byte("\n"), []byte("\r\n"), 1), lines[1]}, nil},
	} {
		chain, broken := read(bytes.Join(c.data, nil))
		if !slices.Equal(broken, c.want) {
			t.Errorf("%s: %v, want %v", c.name, broken, c.want)
		}
		if n := len(c.data) - strings.Count(strings.Join(broken, ""), "LINE"); c.name != "empty lines and CRLF" && len(chain.Lines) != n {
			t.Errorf("%s: %d lines count, want %d", c.name, len(chain.Lines), n)
		}
	}
	chain, _ := read(whole)
	for _, c := range []struct {
		head string
		want bool
	}{{chain.Head(), true}, {chain.Lines[1].Hash[:8], true}, {strings.ToUpper(chain.Lines[0].Hash), true}, {chain.Lines[1].Hash[:7], false}, {"", false}, {strings.Repeat("0", 64), false}} {
		if got := chain.Knows(c.head); got != c.want {
			t.Errorf("Knows(%q) = %v", c.head, got)
		}
	}
}

// TestTorn: a line whose end is missing, since the machine died, is ended before the next.
func TestTorn(t *testing.T) {
	whole := signed(t, nil, Sign{Subject: Page("1"), Seal: seal("a"), As: "三校"})
	for cut := range len(whole) {
		data := signed(t, slices.Clone(whole[:cut]), Sign{Subject: Page("2"), Seal: seal("b"), As: "三校"})
		chain, broken := read(data)
		if got, _ := chain.State(Page("2"), "三校", seal("b")); got != Valid || len(broken) > 1 {
			t.Fatalf("cut at %d: %v, %v", cut, got, broken)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"page":"1","digest":"a","as":"三校","by":"校对","prev":""}` + "\n\n{"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, _ := Read(source.NewFile("signs.jsonl", data))
		s := Sign{Subject: Page("1"), Seal: seal("x\n\"<"), As: "三校", By: "校对"}
		next, broken := Read(source.NewFile("signs.jsonl", append(slices.Clone(data), c.Next(s)...)))
		if got, l := next.State(Page("1"), "三校", s.Seal); got != Valid || l.Prev != c.Head() {
			t.Fatalf("%v after %q: %v", got, data, broken)
		}
	})
}

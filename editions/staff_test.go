package editions

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"banxin/editions/source"
)

const aHash = "$2a$10$A9c8FqIjepLB2dHaAIiBNe9vPog3irmskunVgvqOLsdO0UEMKIEjm"

func staff(text string) (*Staff, []string) {
	s, found := ReadStaff(source.NewFile(StaffFile, []byte(text)))
	var out []string
	for _, f := range found {
		out = append(out, fmt.Sprintf("%d:%d %s %s", f.Pos.Line, f.Pos.Col, f.Code, f.Message.ID))
	}
	return s, out
}

func staffText(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "staff", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestStaff: who is wrong in any way has a finding at the place, and no account.
func TestStaff(t *testing.T) {
	ok := "{名: 甲, 密: " + aHash + ", 职: 编辑"
	for _, c := range []struct {
		text, people string
		found        []string
	}{
		{"", "", nil},
		{"人:\n", "", nil},
		{staffText(t, "nobody.yaml"), "", nil},
		{staffText(t, "lines.yaml"), "日编 三校老师 夜班 主任", nil},
		{staffText(t, "brackets.yaml"), "night 编", nil},
		{"人:\n  - " + ok + ", 可: [改, 印]}\n", "", []string{"2:91 SRC-VALUE not-known-here"}},
		{"人:\n  - " + ok + ", 天: 1}\n", "", []string{"2:84 SRC-KEY unknown-key"}},
		{"人:\n  - " + ok + "}\n  - " + ok + "}\n", "甲", []string{"3:6 SRC-DUP said-twice"}},
		{"人:\n  - {名: 甲, 密: 1234, 职: 编辑}\n", "", []string{"2:15 SRC-VALUE person-wants-hash"}},
		{"人:\n  - {名: 甲, 密: " + strings.Replace(aHash, "$10$", "$31$", 1) + ", 职: 编辑}\n", "", []string{"2:15 SRC-VALUE person-wants-hash"}},
		{"人:\n  - {名: \"甲\\n乙\", 密: " + aHash + ", 职: 编辑}\n", "", []string{"2:10 SRC-VALUE person-wants-name"}},
		{"人:\n  - {名: 甲, 密: " + aHash + "}\n", "", []string{"2:6 SRC-VALUE person-wants-role"}},
		{"人: 甲\n", "", []string{"1:4 SRC-TYPE expected-list-of-people"}},
		{"人:\n  - 甲\n", "", []string{"2:5 SRC-TYPE expected-list-of-people"}},
		{"人: [\n", "", []string{"1:4 SRC-YAML"}},
	} {
		s, found := staff(c.text)
		var names []string
		for _, p := range s.People {
			names = append(names, p.Name)
		}
		same := slices.EqualFunc(found, c.found, func(a, b string) bool { return strings.HasPrefix(a, b) })
		if got := strings.Join(names, " "); got != c.people || !same {
			t.Errorf("%s\n%s, %q", c.text, got, found)
		}
	}
}

// TestMay: a role gives rights, what is said beside it replaces them, pages bound them.
func TestMay(t *testing.T) {
	lines, _ := staff(staffText(t, "lines.yaml"))
	brackets, _ := staff(staffText(t, "brackets.yaml"))
	chiefs, _ := staff("人: [{名: 主, 密: " + aHash + ", 职: 主任}]")
	for _, c := range []struct {
		s         *Staff
		name      string
		edit      string // pages 1 2 3 4 A3 and none, on which they may
		note      string
		sendFirst bool
		signs     string // of 初审 一校 三校 签发, on page 1
	}{
		{lines, "日编", "1 3 4 -", "1 3 4 -", false, "初审"},
		{lines, "三校老师", "", "1 2 3 4 A3 -", false, "三校"},
		{lines, "夜班 主任", "1 2 3 4 A3 -", "1 2 3 4 A3 -", false, "初审 一校 三校 签发"},
		{brackets, "night", "", "1 2 3 4 A3 -", true, ""},
		{brackets, "编", "", "-", false, ""},
		{chiefs, "主", "1 2 3 4 A3 -", "1 2 3 4 A3 -", true, "初审 一校 三校 签发"},
	} {
		p := c.s.Person(c.name)
		on := func(r Rights) string {
			var out []string
			for _, page := range []string{"1", "2", "3", "4", "A3", ""} {
				if p.May(r, page) {
					out = append(out, map[bool]string{true: "-", false: page}[page == ""])
				}
			}
			return strings.Join(out, " ")
		}
		var signs []string
		for _, as := range []string{"初审", "一校", "三校", "签发"} {
			if p.MaySign(as, "1") {
				signs = append(signs, as)
			}
		}
		if on(MayEdit) != c.edit || on(MayNote) != c.note || p.May(MaySend, "1") != c.sendFirst || strings.Join(signs, " ") != c.signs {
			t.Errorf("%s: edit %q note %q send %v signs %v", c.name, on(MayEdit), on(MayNote), p.May(MaySend, "1"), signs)
		}
	}
}

// TestStaffChanges: people come and go, and every other byte of the file stays.
func TestStaffChanges(t *testing.T) {
	who := Person{Name: "新来 的", Hash: aHash, Role: "校对", Rights: MayNote | MayEdit, Signs: []string{"一校"}, Pages: []string{"2", "5-8"}}
	line := `{名: "新来 的", 密: ` + aHash + `, 职: 校对, 可: [改, 注], 签: [一校], 版: ["2", "5-8"]}`
	for _, text := range []string{"", "# 空", "人: []\n", "人:", "人:\n", "版本: 1\n", staffText(t, "lines.yaml"), strings.TrimSuffix(staffText(t, "lines.yaml"), "\n"), staffText(t, "brackets.yaml"), staffText(t, "nobody.yaml"), strings.ReplaceAll(staffText(t, "lines.yaml"), "\n", "\r\n")} {
		if strings.HasPrefix(text, "版本") {
			if _, err := WithPerson([]byte(text), who); err == nil {
				t.Errorf("a file with faults was changed: %s", text)
			}
			continue
		}
		out, err := WithPerson([]byte(text), who)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		before, after, ok := strings.Cut(string(out), line)
		if !ok || !strings.HasPrefix(text, strings.TrimRight(before, " \n-:人,[")) || !strings.HasSuffix(strings.TrimRight(text, "\n"), strings.Trim(after, "\n")) {
			t.Errorf("%q became\n%s", text, out)
		}
		back, there, err := WithoutPerson(out, who.Name)
		if err != nil || !there || strings.TrimRight(string(back), "\r\n: ") != strings.TrimRight(text, "\r\n: ") && text != "" && text != "# 空" {
			t.Errorf("%q came back as %q: %v", text, back, err)
		}
	}
	text := staffText(t, "lines.yaml")
	who.Name = "日编"
	out, err := WithPerson([]byte(text), who)
	if lines := strings.Split(string(out), "\n"); err != nil || !strings.HasPrefix(lines[3], "  - {名: 日编, ") || !strings.HasSuffix(lines[3], "} # 一到下午六点") || strings.Join(lines[4:], "\n") != strings.Join(strings.Split(text, "\n")[4:], "\n") {
		t.Errorf("%v\n%s", err, out)
	}
	if out, there, err := WithoutPerson([]byte(text), "三校老师"); err != nil || !there || !strings.Contains(string(out), "六点\n\n  # 夜班") {
		t.Errorf("%v\n%s", err, out)
	}
	if _, there, err := WithoutPerson([]byte(text), "没有"); err != nil || there {
		t.Error(there, err)
	}
}

func FuzzStaff(f *testing.F) {
	for _, name := range []string{"lines.yaml", "brackets.yaml", "nobody.yaml"} {
		f.Add(staffText(f, name), "新")
	}
	f.Fuzz(func(t *testing.T, text, name string) {
		s, _ := staff(text)
		for _, p := range s.People {
			if !IsPersonName(p.Name) || !bcryptHash.MatchString(p.Hash) || p.Role == "" {
				t.Fatalf("%+v", p)
			}
		}
		if !IsPersonName(name) {
			return
		}
		out, err := WithPerson([]byte(text), Person{Name: name, Hash: aHash, Role: "印务", Rights: MayNote | MaySend, Signs: nil})
		if err != nil {
			return
		}
		if now, _ := staff(string(out)); now.Person(name) == nil || now.Person(name).Role != "印务" {
			t.Fatalf("%q", out)
		}
		if _, there, err := WithoutPerson(out, name); err == nil && !there {
			t.Fatalf("%q", out)
		}
	})
}

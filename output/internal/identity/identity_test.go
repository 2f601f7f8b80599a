package identity

import (
	"encoding/xml"
	"path/filepath"
	"strings"
	"testing"

	"banxin/editions"
)

func TestStory(t *testing.T) {
	for id, want := range map[string]string{
		"bridge": "s-bridge", "101-bridge": "s-101-bridge", "3": "s-3",
		"Bridge": "s-bridge-", "BRIDGE": "s-bridge-", "a.b": "s-a-b-", "a_b": "s-a-b-", "头条": "s-", "头条2": "s-2-", "-": "s-", "a-deadbeef": "s-a-deadbeef-",
		strings.Repeat("a", 80): "s-" + strings.Repeat("a", longest) + "-",
	} {
		got := Story(id)
		if hash := len(got) == len(want)+8 && strings.HasPrefix(got, want); got != want && !hash || got == want && want[len(want)-1] == '-' {
			t.Errorf("%q is %q, want %q", id, got, want)
		}
	}
}

// Names are told apart by file systems that do not know capitals, and are names of XML.
func TestNamesAreApart(t *testing.T) {
	seen := map[string]string{}
	for _, id := range []string{"a", "A", "á", "a-", "-a", "a.", "a_", "a--b", "a-b", "A-b", "a.b", "a_b", "甲", "乙", "甲a", "a甲", "１", "1", Story("A")[2:], Story("甲")[2:], "", strings.Repeat("a", 48), strings.Repeat("a", 49)} {
		name := Story(id)
		if other, ok := seen[strings.ToLower(name)]; ok {
			t.Errorf("%q and %q are both %q", id, other, name)
		}
		seen[strings.ToLower(name)] = id
		if filepath.Base(name) != name || xml.Unmarshal([]byte("<"+name+"/>"), new(struct{})) != nil {
			t.Errorf("%q is no name", name)
		}
	}
}

// What may be put right later leaves the names alone; another day, paper or story has others.
func TestURN(t *testing.T) {
	paper := func() *editions.Paper { return &editions.Paper{Code: "tcrb", Name: "棠川日报"} }
	ed := func() *editions.Edition {
		return &editions.Edition{Paper: paper(), Date: editions.Date{Year: 2026, Month: 10, Day: 20}, Issue: 7}
	}
	base := StoryURN(ed(), "a")
	same := ed()
	same.Issue, same.Paper.ISSN, same.Paper.CN, same.Stories = 8, "1234-5678", "CN 00-0001", []*editions.Story{{ID: "b"}}
	if got := StoryURN(same, "a"); got != base {
		t.Errorf("the name changed from %s to %s", base, got)
	}
	day, other := ed(), ed()
	day.Date.Day, other.Paper.Code = 21, "tcwb"
	for _, got := range []string{StoryURN(day, "a"), StoryURN(other, "a"), StoryURN(ed(), "b"), URN(ed(), ""), URN(ed(), "a")} {
		if got == base {
			t.Error("two things have one name")
		}
	}
	if Picture([]byte("x")) == Picture([]byte("y")) || PictureURN([]byte("x")) == PictureURN([]byte("y")) {
		t.Error("two pictures have one name")
	}
}

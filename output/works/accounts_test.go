package works

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/assets/faces"
	"banxin/cmd/need/four"
	"banxin/editions/source"
	"banxin/layout/page"
)

// TestAccounts: of each story all characters are in its account, and each product has what
// the account says, or says what it has not.
func TestAccounts(t *testing.T) {
	full := small()
	full["editions/2026-10-20/stories/bridge.md"] = &fstest.MapFile{Data: []byte("---\n标题: 渡口\n副题: \"早市\\u5f00张\"\n---\n2026.\n\n" + strings.Repeat("木船*靠岸*，H~2~O &amp; {缆|lǎn}绳。\n\n- 一\n  1. 二\n\n| 日期 | 天气 |\n|---|---|\n| 周二 | 晴 |\n\n", 300))}
	full["editions/2026-10-20/stories/ccc.md"] = &fstest.MapFile{Data: []byte("---\n标题: 无处\n---\n没有版位的稿件。\n")}
	for what, paper := range map[string]fstest.MapFS{"small": small(), "overset": full} {
		set := composed(t, paper, Options{})
		made, err := set.Make(t.Context(), &Memory{}, PDF, EPUB, EPaper)
		if err != nil {
			t.Fatal(err)
		}
		if len(made.Accounts) != len(set.Edition.Stories) {
			t.Errorf("%s: %d accounts of %d stories", what, len(made.Accounts), len(set.Edition.Stories))
		}
		for _, a := range made.Accounts {
			st := set.Edition.Story(a.Story)
			if !st.Account.Closed() || a.Source == 0 {
				t.Errorf("%s: the account of %s does not close: %+v", what, a.Story, a)
			}
			for _, product := range []string{"print", "epub", "epaper"} {
				if got, want := a.Outputs[product].all(), st.Account.Printable(); got != want {
					t.Errorf("%s: %s of %s accounts for %d characters of %d: %+v", what, product, a.Story, got, want, a.Outputs[product])
				}
			}
		}
		if slices.ContainsFunc(set.Findings, func(f source.Finding) bool { return source.Covers("ENG", f.Code) || f.Code == "EPB-TEXT" }) {
			t.Errorf("%s: %v", what, set.Findings)
		}
	}
	set := composed(t, full, Options{})
	accounts := set.Accounts(nil)
	if print := accounts[0].Outputs["print"]; print.Over == 0 || print.Set == 0 {
		t.Errorf("the long story is not over: %+v", print)
	}
	i := slices.IndexFunc(accounts, func(a Account) bool { return a.Story == "ccc" })
	if print := accounts[i].Outputs["print"]; print.Dropped != 10 || print.Set+print.Over != 0 {
		t.Errorf("the story without a place is not dropped: %+v", print)
	}
}

// TestAccountsThatDoNotClose: what is lost between the file and the pages is a fault of ours.
func TestAccountsThatDoNotClose(t *testing.T) {
	codes := func(spoil func(*Set)) (out []string) {
		p, err := Open(four.Pages(), Options{Faces: faces.All()})
		if err != nil {
			t.Fatal(err)
		}
		set, err := p.Compose(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		spoil(set)
		for _, f := range set.account() {
			out = append(out, f.Code)
		}
		return out
	}
	if got := codes(func(*Set) {}); len(got) > 0 {
		t.Errorf("the sample: %v", got)
	}
	if got := codes(func(s *Set) {
		a := s.Edition.Stories[0].Account
		a.Text, a.Open = a.Text-1, append(a.Open, source.Span{Start: 9, End: 12})
	}); !slices.Equal(got, []string{"ENG-ACCOUNT", "ENG-ACCOUNT"}) {
		t.Errorf("a character of the file that nobody knows of: %v", got)
	}
	if got := codes(func(s *Set) {
		for i, it := range s.Doc.Pages[0].Items {
			if x, ok := it.(*page.Text); ok && i > 200 && len(x.Src) > 9 {
				x.Src = x.Src[3:]
				return
			}
		}
	}); !slices.Contains(got, "EPB-TEXT") || !slices.Contains(got, "ENG-ACCOUNT") {
		t.Errorf("a character lost on a page: %v", got)
	}
}

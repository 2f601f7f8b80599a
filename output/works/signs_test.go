package works

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/editions"
	"banxin/editions/signs"
	"banxin/editions/source"
)

// signedPaper is small whose pages are to be signed as 三校 and stories as 终审, signed so far.
func signedPaper(t *testing.T, files fstest.MapFS, names ...string) fstest.MapFS {
	t.Helper()
	set := composed(t, files, Options{})
	board := set.Signed(set.Edition.Paper.Press)
	data := slices.Clone(signsOf(files))
	sign := func(s signs.Sign) {
		s.By, s.At = "校对", "2026-10-19T23:10:00+08:00"
		chain, _ := signs.Read(source.NewFile("", data))
		data = append(data, chain.Next(s)...)
	}
	for _, p := range board.Pages {
		if name := set.Doc.Pages[p.Index].Name; slices.Contains(names, name) {
			sign(signs.Sign{Subject: signs.Page(name), Seal: p.Seal, As: "三校"})
		}
	}
	for _, s := range board.Stories {
		if slices.Contains(names, s.Story.ID) {
			sign(signs.Sign{Subject: signs.Story(s.Story.ID), Seal: s.Seal, As: "终审"})
		}
	}
	out := maps.Clone(files)
	out["editions/2026-10-20/signs.jsonl"] = &fstest.MapFile{Data: data}
	return out
}

func signsOf(files fstest.MapFS) []byte {
	if f := files["editions/2026-10-20/signs.jsonl"]; f != nil {
		return f.Data
	}
	return nil
}

// with returns files with one more.
func withFile(files fstest.MapFS, name, data string) fstest.MapFS {
	out := maps.Clone(files)
	out[name] = &fstest.MapFile{Data: []byte(data)}
	return out
}

// TestSigned: a PDF for the press holds only pages that are signed as they are, and on which
// all stories are; other products do not ask.
func TestSigned(t *testing.T) {
	ask := "名称: 云溪日报\n代码: yxrb\n印刷: {标准: x4, 分版: 是, 签发: [三校], 稿签: [终审]}\n"
	files := withFile(small(), "paper.yaml", ask)
	all := []string{"1", "2", "bridge", "market"}
	story := "editions/2026-10-20/stories/market.md"
	changed := strings.Replace(string(files[story].Data), "一半", "两成", 1)
	respelt := strings.Replace(string(files[story].Data), "---\n标题", "---\n# 改\n标题", 1)
	for _, c := range []struct {
		name  string
		files fstest.MapFS
		want  []string // findings: page and story
		pdfs  string
	}{
		{"nobody", files, []string{"1 ", "2 ", "1 bridge", "2 market"}, ""},
		{"all", signedPaper(t, files, all...), nil, "1 2"},
		{"a page lacks one", signedPaper(t, files, "1", "bridge", "market"), []string{"2 "}, "1"},
		{"a story lacks one", signedPaper(t, files, "1", "2", "market"), []string{"1 bridge"}, "2"},
		{"a story changed", withFile(signedPaper(t, files, all...), story, changed), []string{"2 ", "2 market"}, "1"},
		{"changed and signed again", signedPaper(t, withFile(signedPaper(t, files, all...), story, changed), "2", "market"), nil, "1 2"},
		{"changed, signed, undone", withFile(signedPaper(t, withFile(signedPaper(t, files, all...), story, changed), "2", "market"), story, string(files[story].Data)), nil, "1 2"},
		{"written otherwise", withFile(signedPaper(t, files, all...), story, respelt), nil, "1 2"},
		{"the press changed", withFile(signedPaper(t, files, all...), "paper.yaml", strings.Replace(ask, "分版", "总墨量: 240, 分版", 1)), []string{"1 ", "2 "}, ""},
		{"what the press demands changed", withFile(signedPaper(t, files, all...), "paper.yaml", strings.Replace(ask, "分版", "最低分辨率: 200, 分版", 1)), nil, "1 2"},
		{"the paper lets it pass", withFile(files, "paper.yaml", ask+"规则: {PRESS-SIGN: 警告}\n"), []string{"1 ", "2 ", "1 bridge", "2 market"}, "1 2"},
	} {
		to := &Memory{}
		made, err := composed(t, c.files, Options{}).Make(context.Background(), to, PDF, EPUB)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		var got []string
		for _, f := range made.Findings {
			if f.Code == "PRESS-SIGN" {
				got = append(got, fmt.Sprintf("%d %s", f.Page, f.Story))
			} else if f.Severity == source.Error {
				t.Errorf("%s: %v", c.name, f)
			}
		}
		slices.Sort(got)
		slices.Sort(c.want)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: findings %q, want %q", c.name, got, c.want)
		}
		var pages []string
		for _, n := range []string{"1", "2"} {
			if to.Data("yxrb_20261020_0"+n+".pdf") != nil {
				pages = append(pages, n)
			}
		}
		if strings.Join(pages, " ") != c.pdfs || len(made.Unmade) != 2-len(pages) {
			t.Errorf("%s: pages %v, want %s; unmade %v", c.name, pages, c.pdfs, made.Unmade)
		}
		if to.Data("yxrb-20261020.epub") == nil || to.Data("yxrb-20261020-signoff.pdf") == nil {
			t.Errorf("%s: no book or sheet", c.name)
		}
	}
}

// TestPressSeal: each field of what the press is asked for either counts, or is known not to
// change what is printed.
func TestPressSeal(t *testing.T) {
	free := []string{"Split", "Halves", "Names", "MinPPI", "MinType", "MinReverse", "MinRule", "MaxSpots", "ICC", "ICCPos", "Shop", "LinkPos",
		"Limits", "Spots", "Trims", "Plates", "Zones", "Delivery", "Signs", "StorySigns", "links", "iccFile", "conditionAt"}
	typ := reflect.TypeFor[editions.Press]()
	for i := range typ.NumField() {
		f := typ.Field(i)
		if slices.Contains(free, f.Name) {
			continue
		}
		var p editions.Press
		v := reflect.ValueOf(&p).Elem().Field(i)
		switch v.Kind() {
		case reflect.String:
			v.SetString("x")
		case reflect.Int, reflect.Int64:
			v.SetInt(7)
		case reflect.Uint8, reflect.Uint16, reflect.Uint32:
			v.SetUint(7)
		case reflect.Bool:
			v.SetBool(true)
		default:
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		}
		if pressSeal(p) == pressSeal(editions.Press{}) {
			t.Errorf("%s does not count", f.Name)
		}
	}
	if pressSeal(editions.Press{Profile: "x4"}) != pressSeal(editions.Press{}) {
		t.Error("x4 is what is meant where nothing is said")
	}
}

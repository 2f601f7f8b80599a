package command

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"banxin/cmd/internal/cli"
	"banxin/cmd/need/four"
)

// archived is a folder of two papers and of one of which there are the texts of pages.
func archived(t *testing.T) *farm {
	t.Helper()
	f := &farm{t: t, dir: t.TempDir(), env: []string{asFarm + "=1", "BANXIN_LANG=en"}}
	f.paper("press/a", 1, nil)
	f.paper("press/b", 2, nil)
	f.write("press/old/paper.yaml", "名称: 旧报\n代码: jb\n")
	f.write("press/old/1956-03-04/01.txt", page("101-bridge", "102-harvest", "104-comment"))
	f.write("press/old/1956-03-04/02.txt", page("201-lift", "202-canteen", "203-nursery"))
	f.write("press/old/1956/03/05/01.txt", page("301-kiln", "302-library", "303-names"))
	return f
}

// page is the text of a page, as somebody has typed it.
func page(ids ...string) string {
	var b strings.Builder
	for _, id := range ids {
		data, err := four.Pages().Open("editions/2026-10-20/stories/" + id + ".md")
		if err != nil {
			panic(err)
		}
		var text bytes.Buffer
		text.ReadFrom(data)
		_, head, _ := strings.Cut(text.String(), "---\n")
		head, body, _ := strings.Cut(head, "---\n")
		_, title, _ := strings.Cut(head, "标题: ")
		title, _, _ = strings.Cut(title, "\n")
		b.WriteString(strings.Trim(strings.Split(title, ",")[0], "[]") + "\n")
		for p := range strings.SplitSeq(body, "\n\n") {
			if p = strings.TrimSpace(p); p != "" && !strings.ContainsAny(p[:1], "!#|>{-*") {
				b.WriteString("    " + strings.ReplaceAll(p, "\n", "") + "\n")
			}
		}
	}
	return b.String()
}

// want runs a command whose status is to be that.
func (f *farm) want(status int, args ...string) string {
	f.t.Helper()
	out, got := f.do(args...)
	if got != status {
		f.t.Fatalf("%v: status %d, not %d: %s", args, got, status, out)
	}
	return out
}

func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestPlanned: an archive of papers and of page texts becomes editions, a web site and a
// catalogue; results come out as banxin makes them, all or none; what is damaged is found and
// made anew, and what nobody asks for goes.
func TestPlanned(t *testing.T) {
	f := archived(t)
	out := f.want(0, "plan", "press", "-o", "jobs.jsonl", "--to", "pdf,epub,epaper", "--site", "https://news.example/", "--catalogue", "https://news.example/opds/")
	if !strings.Contains(out, "3 papers, 4 editions, 3 page texts: 10 jobs") {
		t.Errorf("plan says %q", out)
	}
	f.want(2, "plan", "press", "-o", "press/a/jobs.jsonl")
	if out, status := f.said("plan", "press", "-o", "-", "--template", "nosuch"); status != 2 || !strings.Contains(out, `no template "nosuch"`) || !strings.Contains(out, "四开自动") {
		t.Errorf("a template that there is not: %s", out)
	}
	if out := f.want(0, "plan", "press", "-o", "-", "--site", "https://news.example/"); strings.Count(out, `"to":["pdf","epub","png","epaper"]`) != 4 {
		t.Errorf("a site is planned of editions without e-papers: %s", out)
	}
	run := []string{"run", "jobs.jsonl", "--store", "store", "--work-dir", "work", "--quiet"}
	f.want(0, run...)
	f.want(0, "get", "--all", "--store", "store", "-o", "out")
	got := tree(t, filepath.Join(f.dir, "out"))
	want := t.TempDir()
	if status := cli.Run(t.Context(), []string{"build", filepath.Join(f.dir, "press/a"), "-o", want, "--to", "pdf,epub,epaper"}, func(string) string { return "" }, &bytes.Buffer{}, &bytes.Buffer{}); status != 0 {
		t.Fatal(status)
	}
	for name, data := range tree(t, want) {
		if got["press_a_2026-10-20/"+name] != data {
			t.Errorf("%s is other than banxin makes it", name)
		}
	}
	for _, name := range []string{"press_old_1956-03-04/jb-19560304.pdf", "press_old_1956-03-05/jb-19560305.epub", "site/index.html", "opds/opds/index.html"} {
		if got[name] == "" {
			t.Errorf("there is no %s", name)
		}
	}
	if s := got["site/search/papers.js"] + got["site/index.html"]; !strings.Contains(s, "旧报") {
		t.Error("the site does not have the old paper")
	}
	f.want(0, "get", "press_b_2026-10-20", "--store", "store", "-o", "one")
	if one := tree(t, filepath.Join(f.dir, "one")); one["report.json"] == "" {
		t.Error("of one job the files are not in the folder itself")
	}
	f.want(2, "get", "nobody", "--store", "store", "-o", "none")
	f.want(2, "get", "--store", "store")
	if _, err := os.Stat(filepath.Join(f.dir, "none")); err == nil {
		t.Error("of nothing a folder is made")
	}
	f.want(0, "verify", "--store", "store")
	f.damage("store")
	if out := f.want(1, "verify", "--store", "store", "--mend"); !strings.Contains(out, "is damaged") || !strings.Contains(out, ".json, which is not there") {
		t.Errorf("verify says %q", out)
	}
	f.want(1, "get", "--all", "--store", "store", "-o", "out")
	f.want(0, run...)
	f.want(0, "verify", "--store", "store")
	f.want(0, "get", "--all", "--store", "store", "-o", "out")
	for name, data := range tree(t, filepath.Join(f.dir, "out")) {
		if got[name] != data {
			t.Errorf("%s is other than before", name)
		}
	}
	if out := f.want(0, "gc", "--keep", "30", "--grace", "0s", "--store", "store"); !strings.Contains(out, "0 lists, 0 results, 0 tasks, 0 objects") {
		t.Errorf("gc of nothing says %q", out)
	}
	f.want(2, "gc", "--store", "store")
	f.want(0, "gc", "--keep", "0", "--grace", "0s", "--store", "store")
	if left := tree(t, filepath.Join(f.dir, "store")); len(left) != 1 {
		t.Errorf("%d files are left of nothing", len(left))
	}
}

// damage changes a byte of a report in a store.
func (f *farm) damage(dir string) {
	f.t.Helper()
	at := filepath.Join(f.dir, dir, "objects")
	for name, data := range tree(f.t, at) {
		if strings.Contains(data, `"generator"`) && strings.Contains(data, `"fits"`) {
			name = filepath.Join(at, filepath.FromSlash(name))
			os.Remove(name)
			if err := os.WriteFile(name, []byte(strings.Replace(data, "schema", "schemb", 1)), 0o666); err != nil {
				f.t.Fatal(err)
			}
			return
		}
	}
	f.t.Fatal("no report is in the store")
}

package cli

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"
)

// sampleDay is the folder of the sample's edition of four pages.
const sampleDay = "editions/2026-10-20/"

// banxin runs a command in English, in a world of its own.
func banxin(t *testing.T, args ...string) (status int, out, errs string) {
	t.Helper()
	return banxinIn(t, nil, args...)
}

// banxinIn runs a command with environment variables.
func banxinIn(t *testing.T, env map[string]string, args ...string) (status int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	clock := time.Date(2026, 10, 20, 0, 0, 0, 0, time.UTC)
	w := world{in: strings.NewReader(""), out: &o, err: &e, env: func(k string) string { return env[k] }, now: func() time.Time { return clock }}
	status = run(context.Background(), args, w)
	return status, o.String(), e.String()
}

func TestUsageFaults(t *testing.T) {
	for _, c := range []struct {
		args, want string
	}{
		{"buidl", `no command "buidl"; did you mean build?`},
		{"fonts chek", `no command "chek"; did you mean check?`},
		{"fonts x", `no command "x"; see banxin fonts --help`},
		{"build --edtion 1", `did you mean --edition?`},
		{"build --jobs=-1", "--jobs: -1 is less than 0"},
		{"xyzzy", `no command "xyzzy"; see banxin --help`},
		{"build --hep", "unknown flag --hep; did you mean --help?"},
		{"build -Z", "unknown flag -Z"},
		{"build a b", `one argument too many: "b"`},
		{"build --ppi x", `flag --ppi: "x" is no such value`},
		{"build --ppi", "flag --ppi needs a value"},
		{"build -o", "flag -o needs a value"},
		{"build -qo", "flag -o needs a value"},
		{"check -edition 2026-10-20", `"-edition" has one hyphen: write --edition`},
		{"build -pages 1", `"-pages" has one hyphen: write --pages`},
		{"build --ppi 4", "4 is not between"},
		{"build --to docx", `"docx" is not one of pdf, epub, epub-replica, epaper, png, svg`},
		{"build --to=", `--to says nothing: give one or several of pdf, epub, epub-replica, epaper, png, svg`},
		{"build --to ,", `--to says nothing`},
		{"build --to svg,,docx", `"docx" is not one of pdf`},
		{"proof --to=", `--to says nothing: give one or several of pdf, png`},
		{"plates --to= a.pdf", `--to says nothing`},
		{"build --pages 3-1", `"3-1" is no page`},
		{"build --pages 1 --to epub", "an EPUB holds all pages"},
		{"build --pages 0", `"0" is no page`},
		{"build --fail-on fatal", `"fatal" is not one of`},
		{"build --progress bar", `"bar" is not one of`},
		{"check --format xml", `"xml" is not one of`},
		{"dump", `"" is not one of stories`},
		{"dump --stage ink", `"ink" is not one of`},
		{"new", "new needs one argument"},
		{"version now", `version takes no argument, not "now"`},
		{"completion tcsh", `"tcsh" is not one of bash`},
		{"completion", "completion needs one argument"},
		{"explain ZZZ", `no finding has the code "ZZZ"`},
		{"help nothing", `no command "nothing"`},
	} {
		status, out, errs := banxin(t, strings.Fields(c.args)...)
		if status != exitTrouble || !strings.Contains(errs, c.want) || out != "" {
			t.Errorf("banxin %s: status %d, stdout %q, stderr %q; want %q", c.args, status, out, errs, c.want)
		}
	}
}

func TestHelp(t *testing.T) {
	for _, args := range []string{"", "--help", "help", "build --help", "help build", "check -h", "new -h", "dump -h", "explain -h", "completion -h", "version -h"} {
		for lang, want := range map[string]string{"en_GB.UTF-8": "Usage:", "zh_CN.UTF-8": "用法："} {
			status, out, errs := banxinIn(t, map[string]string{"LANG": lang}, strings.Fields(args)...)
			if status != exitFine || !strings.Contains(out, want) || errs != "" {
				t.Errorf("banxin %s in %s: status %d, stderr %q, stdout\n%s", args, lang, status, errs, out)
			}
		}
	}
}

func TestFlagsFromEnv(t *testing.T) {
	status, _, errs := banxinIn(t, map[string]string{"BANXIN_PPI": "7"}, "build")
	if status != exitTrouble || !strings.Contains(errs, "7 is not between") {
		t.Errorf("status %d, %q", status, errs)
	}
	status, _, errs = banxinIn(t, map[string]string{"BANXIN_PPI": "many"}, "build")
	if status != exitTrouble || !strings.Contains(errs, "BANXIN_PPI") {
		t.Errorf("status %d, %q", status, errs)
	}
	status, _, errs = banxinIn(t, map[string]string{"BANXIN_PPI": "many"}, "build", "--ppi", "8")
	if status != exitTrouble || !strings.Contains(errs, "8 is not between") {
		t.Errorf("the flag does not go before the environment: status %d, %q", status, errs)
	}
}

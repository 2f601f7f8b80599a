package cli

import (
	"bytes"
	"encoding/json"
	"runtime/debug"
	"strings"
	"testing"

	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/output/works"
)

func TestBuildInfo(t *testing.T) {
	settings := func(pairs ...string) *debug.BuildInfo {
		info := &debug.BuildInfo{GoVersion: "go1.26.0", Main: debug.Module{Path: "example.org/paper"}}
		for i := 0; i < len(pairs); i += 2 {
			info.Settings = append(info.Settings, debug.BuildSetting{Key: pairs[i], Value: pairs[i+1]})
		}
		return info
	}
	for _, c := range []struct {
		info *debug.BuildInfo
		want string // of the second line
	}{
		{nil, "revision not recorded: built with -buildvcs=false or outside a checkout"},
		{settings("-trimpath", "true"), "revision not recorded: built with -buildvcs=false or outside a checkout"},
		{settings("vcs.revision", "0123abc", "vcs.time", "2026-10-20T08:00:00Z", "vcs.modified", "false"), "revision 0123abc of 2026-10-20T08:00:00Z"},
		{settings("vcs.revision", "0123abc", "vcs.time", "2026-10-20T08:00:00Z", "vcs.modified", "true"), "revision 0123abc of 2026-10-20T08:00:00Z, with changes that were not committed"},
	} {
		w := world{say: words.In(false)}
		if got := w.revision(newBuildInfo(c.info)); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	b := newBuildInfo(settings("-trimpath", "true", "CGO_ENABLED", "0", "-tags", "netgo"))
	if !b.Trimmed || !b.Static || b.Tags != "netgo" || b.Go != "go1.26.0" || b.Module != "example.org/paper" {
		t.Errorf("%+v", b)
	}
}

func TestVersion(t *testing.T) {
	_, text, _ := banxin(t, "version")
	if _, flag, _ := banxin(t, "--version"); flag != text || !strings.HasPrefix(text, "banxin "+works.Version+"\n") {
		t.Errorf("banxin --version says %q, banxin version %q", flag, text)
	}
	_, chinese, _ := banxinIn(t, map[string]string{"LANG": "zh_CN.UTF-8", "BANXIN_VERSION": "9"}, "--version")
	if !strings.Contains(chinese, "编译") {
		t.Errorf("in Chinese: %q", chinese)
	}
	_, out, _ := banxin(t, "version", "--format", "json")
	d := json.NewDecoder(bytes.NewReader([]byte(out)))
	d.DisallowUnknownFields()
	var b report.Program
	if err := d.Decode(&b); err != nil || b.Version != works.Version || b.Go == "" || !strings.Contains(b.System, "/") {
		t.Errorf("%v: %s", err, out)
	}
}

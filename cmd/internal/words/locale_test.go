package words

import (
	"os/exec"
	"testing"

	"banxin/editions/source"
)

func TestLocale(t *testing.T) {
	for _, c := range []struct {
		env     map[string]string
		chinese bool
	}{
		{nil, false},
		{map[string]string{"LANG": "zh_CN.UTF-8"}, true},
		{map[string]string{"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, false},
		{map[string]string{"LANG": "en_US", "BANXIN_LANG": "zh"}, true},
		{map[string]string{"LC_MESSAGES": "zh_TW", "LANG": "en_US"}, true},
	} {
		l := For(func(k string) string { return c.env[k] })
		if l.Chinese != c.chinese {
			t.Errorf("%v: chinese is %v", c.env, l.Chinese)
		}
	}
}

func TestMessages(t *testing.T) {
	inner := source.Msg("page-number", 3)
	for _, c := range []struct {
		l    Locale
		m    source.Message
		want string
	}{
		{In(false), source.Msg("a 50% tint"), "a 50% tint"},
		{In(false), source.Msg("%s: %q (U+%04X)", "s1", '㐀', '㐀'), "s1: '㐀' (U+3400)"},
		{In(true), source.Msg("page-number", 3), "3 版"},
		{In(true), source.Msg("remedy", inner), "办法：3 版"},
		{In(true), source.Msg("cannot-make", "x.pdf", Fault("folder-stands-there")), "无法生成 x.pdf：那里已有同名文件夹"},
	} {
		if got := c.l.Msg(c.m); got != c.want {
			t.Errorf("%q: %q, want %q", c.m.ID, got, c.want)
		}
	}
}

// TestMissingProgram: a program that is not on the machine is named in the user's language.
func TestMissingProgram(t *testing.T) {
	_, err := exec.LookPath("no-such-program-anywhere")
	for chinese, want := range map[bool]string{true: "这里没有 no-such-program-anywhere 这个程序", false: "there is no program no-such-program-anywhere here"} {
		if got := In(chinese).Err(err); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

package say

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"syscall"
	"testing"
)

// TestTold: what was written down is said in the reader's language, with what was put in.
func TestTold(t *testing.T) {
	for _, c := range []struct {
		told   Told
		en, zh string
	}{
		{Msg("took-longer-than", "1s"), "it took longer than 1s", "超过了 1s 的时限"},
		{Msg("handed-out-and-nobody-came-back", 1), "it was handed out 1 time, and nobody came back", "派出 1 次，都没有回音"},
		{Msg("panicked", Msg("process-ended", "exit status 2"), "out of range"), "the process ended: exit status 2: panic: out of range", "进程中止：exit status 2：panic：out of range"},
		{TellErr(Fault("cannot-start-process", errors.New("no such file"))), "cannot start a process: no such file", "起不了进程：no such file"},
		{TellErr(fmt.Errorf("tasks/a: %w", Fault("object-is-damaged"))), "tasks/a: an object is damaged", "tasks/a: 库里有件东西坏了"},
		{TellErr(fmt.Errorf("%w: line 3", Fault("answer-has-no-end"))), "its answer has no end: line 3", "回答没完没了: line 3"},
		{TellErr(Fault("store-is-away", "put", "done/a", &fs.PathError{Op: "write", Path: "/mnt/a", Err: syscall.ENOSPC})), "put done/a: the store is away: no space left on the disk", "put done/a：库不通：磁盘已满"},
		{TellErr(&fs.PathError{Op: "open", Path: "a", Err: fs.ErrNotExist}), "open a: file does not exist", "open a: file does not exist"},
		{TellErr(errors.New("disk on fire")), "disk on fire", "disk on fire"},
		{Told{Text: "of a later version", ID: "no-such-message"}, "of a later version", "of a later version"},
	} {
		data, err := json.Marshal(c.told)
		if err != nil {
			t.Fatal(err)
		}
		var read Told
		if err := json.Unmarshal(data, &read); err != nil {
			t.Fatal(err)
		}
		for lang, want := range map[string]string{"en": c.en, "zh": c.zh} {
			if got := For(func(string) string { return lang }).Told(read); got != want {
				t.Errorf("%s: %q, not %q", lang, got, want)
			}
		}
		if c.told.Text != c.en {
			t.Errorf("the text is %q", c.told.Text)
		}
	}
}

// TestErrAround: what an error says around one of ours is said too.
func TestErrAround(t *testing.T) {
	err := fmt.Errorf("lists/night: %w: line 3", Fault("object-is-damaged"))
	if got := For(func(string) string { return "zh" }).Err(err); got != "lists/night: 库里有件东西坏了: line 3" {
		t.Error(got)
	}
}

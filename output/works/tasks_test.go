package works

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestTasks(t *testing.T) {
	boom := errors.New("boom")
	var done []string
	tasks := []task{
		{"a", func(context.Context) error { return nil }},
		{"b", func(context.Context) error { return boom }},
		{"c", func(context.Context) error { return nil }},
	}
	err := runTasks(context.Background(), 1, tasks, func(name string) { done = append(done, name) })
	if !errors.Is(err, boom) || fmt.Sprint(done) != "[a]" {
		t.Errorf("%v, done %v", err, done)
	}
	err = runTasks(context.Background(), 2, []task{{"p", func(context.Context) error { panic("no ink") }}}, nil)
	if err == nil || !strings.Contains(err.Error(), "no ink") {
		t.Errorf("a panic gave %v", err)
	}
}

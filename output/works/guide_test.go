package works_test

import (
	"os"
	"strings"
	"testing"
)

// TestGuideProgram: the program that the guide shows is the Example, which is compiled and run.
func TestGuideProgram(t *testing.T) {
	chapter, err := os.ReadFile("../../assets/guide/用作库.md")
	if err != nil {
		t.Fatal(err)
	}
	_, shown, ok := strings.Cut(string(chapter), "```go\n")
	shown, _, closed := strings.Cut(shown, "```")
	if !ok || !closed {
		t.Fatal("the guide shows no Go program")
	}
	source, err := os.ReadFile("example_test.go")
	if err != nil {
		t.Fatal(err)
	}
	tested := strings.ReplaceAll(string(source), "\n\t", "\n")
	if !strings.Contains(tested, "\n"+shown) {
		t.Errorf("the guide shows a program that is not the Example:\n%s", shown)
	}
}

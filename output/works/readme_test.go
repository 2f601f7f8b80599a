package works_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// What the README shows of Go is the Example.
func TestReadmeShowsTheExample(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile("(?s)```go\n(.*?)```").FindStringSubmatch(string(readme))
	if m == nil {
		t.Fatal("the README shows no Go")
	}
	example, err := os.ReadFile("example_test.go")
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(string(example)) {
		lines = append(lines, strings.TrimPrefix(line, "\t"))
	}
	if !strings.Contains(strings.Join(lines, ""), m[1]) {
		t.Errorf("no part of the Example is\n%s", m[1])
	}
	if n := strings.Count(m[1], "\n"); n > 10 {
		t.Errorf("the README shows %d lines of Go, more than ten", n)
	}
}

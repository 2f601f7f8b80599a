package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"banxin/cmd/folder"
	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
)

// readReceipts reads what was sent earlier; a line that a crash has cut off is none.
func readReceipts(name string) (out []report.Receipt, err error) {
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, words.Fault("cannot-read-file", name, err)
	}
	for line := range bytes.Lines(data) {
		var r report.Receipt
		if json.Unmarshal(line, &r) == nil && r.Name != "" {
			out = append(out, r)
		}
	}
	return out, nil
}

// appendReceipt keeps what was sent.
func appendReceipt(name string, r report.Receipt) error {
	line, err := json.Marshal(r)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(name), 0o777)
	}
	if err == nil {
		err = folder.Append(name, func(data []byte) ([]byte, error) {
			line := append(line, '\n')
			if len(data) > 0 && data[len(data)-1] != '\n' {
				line = append([]byte("\n"), line...)
			}
			return line, nil
		})
	}
	if err != nil {
		return words.Fault("cannot-write", name, err)
	}
	return nil
}

// secretIn is the first line of a file.
func secretIn(name string) (string, error) {
	data, err := readFile(name)
	if err != nil {
		return "", words.Fault("cannot-read-file", name, err)
	}
	line, _, _ := strings.Cut(string(data), "\n")
	return strings.TrimSuffix(line, "\r"), nil
}

// stamped is a time in a receipt.
func stamped(t time.Time) string { return t.Truncate(time.Second).Format(time.RFC3339) }

// Lexicon makes the word list of editions/lexicon from a dictionary in jieba's form: a line
// a word, its frequency and its part of speech.
//
//	go run ./cmd/internal/lexicon -o editions/lexicon/words.bin dict.txt
//
// Kept are words of Chinese characters of the basic plane that were met often enough, and
// all single characters.
package main

import (
	"bufio"
	"encoding/binary"
	"flag"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"banxin/editions/lexicon"
)

// least is how often a word of several characters was met at the least.
const least = 4

func main() {
	out := flag.String("o", "words.bin", "file to write")
	flag.Parse()
	if err := run(flag.Arg(0), *out); err != nil {
		fmt.Fprintln(os.Stderr, "lexicon:", err)
		os.Exit(2)
	}
}

func run(in, out string) error {
	words, total, err := read(in)
	if err != nil {
		return err
	}
	return os.WriteFile(out, encode(words, total), 0o644)
}

// read returns the words with their frequencies, by length, and the sum of all.
func read(name string) (words [lexicon.MaxLen + 1]map[string]int, total int, err error) {
	f, err := os.Open(name)
	if err != nil {
		return words, 0, err
	}
	defer f.Close()
	for n := range words {
		words[n] = map[string]int{}
	}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) < 2 {
			continue
		}
		word, count := fields[0], 0
		if count, err = strconv.Atoi(fields[1]); err != nil {
			continue // a word with a space in it
		}
		total += count
		n := len([]rune(word))
		if n <= lexicon.MaxLen && chinese(word) && (n == 1 || count >= least) {
			words[n][word] += count
		}
	}
	return words, total, nil
}

func chinese(word string) bool {
	for _, r := range word {
		if r > 0xFFFF || !unicode.Is(unicode.Han, r) {
			return false
		}
	}
	return true
}

func encode(words [lexicon.MaxLen + 1]map[string]int, total int) []byte {
	var head, body []byte
	for n := 1; n <= lexicon.MaxLen; n++ {
		keys := make([]string, 0, len(words[n]))
		for w := range words[n] {
			keys = append(keys, w)
		}
		slices.SortFunc(keys, func(a, b string) int { return slices.Compare([]rune(a), []rune(b)) })
		head = binary.LittleEndian.AppendUint32(head, uint32(len(keys)))
		for _, w := range keys {
			for _, r := range w {
				body = binary.BigEndian.AppendUint16(body, uint16(r))
			}
		}
		for _, w := range keys {
			bits := math.Log2(float64(total) / float64(max(words[n][w], 1)))
			body = append(body, byte(min(255, max(1, int(math.Round(bits*lexicon.Unit))))))
		}
	}
	return append(head, body...)
}

package pagetext

import (
	"math/rand"
	"testing"
)

// The quick assignment finds what trying all of them finds, margins included.
func TestAssign(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	for range 400 {
		rows, cols := 1+rng.Intn(5), 1+rng.Intn(5)
		score := make([][]int, rows)
		for r := range score {
			score[r] = make([]int, cols)
			for c := range score[r] {
				score[r][c] = rng.Intn(200) - 100
				if rng.Intn(6) == 0 {
					score[r][c] = never
				}
			}
		}
		alone := make([]int, rows)
		for r := range alone {
			alone[r] = rng.Intn(100) - 80
		}
		match, margin := assign(score, alone)
		best, _ := tryAll(score, alone, -1, -2)
		got := 0
		for r, c := range match {
			if c < 0 {
				got += alone[r]
			} else {
				got += score[r][c]
			}
		}
		if got != best {
			t.Fatalf("%v: %d, best %d", score, got, best)
		}
		for r := range match {
			if other, _ := tryAll(score, alone, r, match[r]); best-other != margin[r] {
				t.Fatalf("%v: row %d has margin %d, want %d", score, r, margin[r], best-other)
			}
		}
	}
}

// tryAll returns the best sum of all assignments in which row r does not have column not.
func tryAll(score [][]int, alone []int, r, not int) (best int, match []int) {
	best = -1 << 40
	now := make([]int, len(score))
	used := map[int]bool{}
	var try func(i, sum int)
	try = func(i, sum int) {
		if i == len(score) {
			if sum > best {
				best, match = sum, append([]int(nil), now...)
			}
			return
		}
		if i != r || not != -1 {
			now[i] = -1
			try(i+1, sum+alone[i])
		}
		for c, s := range score[i] {
			if !used[c] && (i != r || not != c) {
				used[c], now[i] = true, c
				try(i+1, sum+s)
				used[c] = false
			}
		}
	}
	try(0, 0)
	return best, match
}

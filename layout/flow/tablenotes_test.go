package flow_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/cmd/need/composed"
)

// tableOf is a paper of three columns with a table of some rows, of which one calls a note of
// some lines that stands at the foot of its column.
func tableOf(lines, rows, calls, words int) fstest.MapFS {
	var s strings.Builder
	s.WriteString("---\n标题: 积分榜的注\n---\n今年的联赛打到一半，下面是各队积分。\n\n表：积分榜{续表}\n\n| 队 | 分 |\n|---|---|\n")
	for k := 1; k <= rows; k++ {
		mark := ""
		if k == calls {
			mark = "[^1]"
		}
		fmt.Fprintf(&s, "| 队%d | 分%d%s |\n", k, k, mark)
	}
	s.WriteString("\n[^1]: 开头" + strings.Repeat("含弃权一场", words) + "。\n")
	files := fstest.MapFS{}
	for name, text := range map[string]string{
		"paper.yaml":                       "名称: 试排日报\n代码: t\n注: 栏末\n",
		"templates/t.yaml":                 fmt.Sprintf("成品: 147.50mm x 140mm\n边距: {上: 12mm, 下: 12mm, 左: 15mm, 右: 15mm}\n栏: {数: 3, 字: 11, 距: 1字}\n正文: {字号: 9.5pt, 行距: 13pt}\n行数: %d\n版图: |\n  %d | 正 正 正\n版位:\n  正: {题: {字号: 16pt}, 补白: 0}\n", lines, lines),
		"editions/2026-10-20/edition.yaml": "日期: 2026-10-20\n期号: 1\n版:\n  - {版面: 试, 模板: t, 稿件: {正: a}}\n",
		"editions/2026-10-20/stories/a.md": s.String(),
	} {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

var cellLine = regexp.MustCompile(`^ +([\d.]+),([\d.]+) (td|note) a#\d+ \| (队(\d+)$|.*开头)?`)

// TestTableNotes: wherever in a table a row calls a note, and however long that is, the note
// begins at the foot of the column that the row stands in. Where the row had to go on for it,
// all rows before it stay.
func TestTableNotes(t *testing.T) {
	moved := 0
	for _, lines := range []int{13, 14} {
		for words := 0; words < 8; words += 2 {
			plain := columnsOf(t, tableOf(lines, 22, 0, 0))
			for calls := 1; calls <= 22; calls++ {
				at := columnsOf(t, tableOf(lines, 22, calls, words))
				if at.over {
					continue
				}
				if at.row[calls] != at.note {
					t.Errorf("%d lines, row %d of 22, note %d: the row is in column %d, its note in %d", lines, calls, words, at.row[calls], at.note)
				}
				if at.row[calls] > plain.row[calls] {
					if moved++; at.row[calls-1] != plain.row[calls-1] {
						t.Errorf("%d lines, row %d of 22, note %d: the row before goes on with it", lines, calls, words)
					}
				}
			}
		}
	}
	if moved < 4 {
		t.Errorf("%d rows go on with their notes: does this test see them?", moved)
	}
}

// standsAt are the columns, from 0, in which the rows of a table and its note begin.
type standsAt struct {
	row  map[int]int
	note int
	over bool
}

func columnsOf(t *testing.T, files fstest.MapFS) standsAt {
	t.Helper()
	_, _, res := composed.Paper(t, files)
	at := standsAt{row: map[int]int{}, note: -1, over: res.Fits[0].OverLines > 0}
	for line := range strings.SplitSeq(dumpOf(t, res, "lines"), "\n") {
		m := cellLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		x, err := strconv.ParseFloat(m[1], 64)
		if err != nil {
			t.Fatal(err)
		}
		column := int((x - 42) / 114)
		switch {
		case m[3] == "note" && at.note < 0:
			at.note = column
		case m[5] != "":
			k, _ := strconv.Atoi(m[5])
			at.row[k] = column
		}
	}
	return at
}

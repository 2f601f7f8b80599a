package editions

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"banxin/editions/source"
	"banxin/layout/typo"
)

// A table may stand in a file, as spreadsheets write it: ![表：积分榜](积分榜.csv){列=名次,球队,积分}.
// Its first row is the head. The file stands beside the story, or in images.

// maxData is how large such a file may be, in bytes.
const maxData = 8 << 20

// isData tells whether what is shown as a picture is the file of a table.
func isData(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".csv" || ext == ".tsv"
}

// dataTable takes in the table that such a picture stands for; its rows are read with the edition.
func (r *runner) dataTable(p *Picture) {
	t := &Table{Head: 1, Data: p.Path, Caption: p.Caption, Span: p.Span}
	r.parts = append(r.parts, t)
	for _, word := range []string{tableCaption, "表:", "表"} {
		if len(t.Caption.Runs) == 0 || !strings.HasPrefix(t.Caption.Runs[0].Text, word) || word == "表" && t.Caption.String() != word {
			continue
		}
		run := &t.Caption.Runs[0]
		r.ledger.note(source.Span{Start: run.Span.Start, End: run.Span.Start + len(word)}, signCaption)
		run.Text, run.Span.Start = run.Text[len(word):], run.Span.Start+len(word)
		if run.Text == "" {
			t.Caption.Runs = t.Caption.Runs[1:]
		}
		return
	}
}

// dataTables reads the tables of all stories that stand in files.
func (l *loader) dataTables(ed *Edition) {
	for _, s := range ed.Stories {
		for _, t := range s.Tables() {
			if t.Data == "" {
				continue
			}
			if (&dataReader{loader: l, story: s, t: t}).read(ed.Path); len(t.Rows) == 0 && !t.Caption.IsEmpty() {
				t.unread()
			}
		}
	}
}

// dataReader reads one table from its file.
type dataReader struct {
	*loader
	story *Story
	t     *Table
	name  string // of the file
}

func (d *dataReader) blameData(code string, msg, hint source.Message) {
	d.found.Add(source.New(code, d.story.File.Pos(d.t.Span), msg, hint).Of(d.story.ID).As(source.Error))
}

func (d *dataReader) read(edition string) {
	data, ok := d.bytesOf(edition)
	if !ok {
		return
	}
	text, ok := decoded(data)
	if !ok {
		d.blameData("SRC-CODE", source.Msg("data-no-text", d.t.Data), source.Msg("save-data-as-csv"))
		return
	}
	rows, places, err := records(text, d.t.Data)
	var at *csv.ParseError
	if errors.As(err, &at) {
		pos := source.Pos{File: d.name, Line: at.Line, Col: at.Column}
		d.found.Add(source.New("SRC-TABLE", pos, source.Msg("data-row-not-read", d.t.Data, at.Line), source.Msg("save-data-as-csv")).Of(d.story.ID))
		return
	}
	d.ragged(rows, places)
	if rows = d.selected(rows, places); len(rows) == 0 || len(rows[0]) == 0 {
		d.blameData("SRC-TABLE", source.Msg("data-has-no-rows", d.t.Data), source.Msg("save-data-as-csv"))
		return
	}
	if len(rows)*len(rows[0]) > maxCells {
		d.blameData("SRC-SIZE", source.Msg("too-large-not-read", d.t.Data), source.Msg("split-or-check-right-file"))
		return
	}
	d.fill(rows)
}

// bytesOf looks for the file beside the story, then in images.
func (d *dataReader) bytesOf(edition string) ([]byte, bool) {
	file := slashed(d.t.Data)
	if !isPath(file) {
		d.blameData("SRC-PATH", source.Msg("leads-out-of-paper-folder", d.t.Data), source.Msg("copy-file-into-folder-name-from"))
		return nil, false
	}
	for _, dir := range []string{"stories", "images"} {
		d.name = path.Join(d.folder(edition, dir), file)
		data, err := d.bytes(d.name, maxData)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			d.blame(err, "SRC-FILE", d.story.File.Pos(d.t.Span), d.t.Data)
			return nil, false
		}
		return data, true
	}
	d.blameData("SRC-FILE", source.Msg("missing", d.t.Data), source.Msg("put-data-beside-story", path.Join(edition, "stories")))
	return nil, false
}

// decoded is the text of a file as spreadsheets write it: in UTF-8, with a mark or without, in
// GB18030 or in UTF-16.
func decoded(data []byte) (string, bool) {
	if data = bytes.TrimPrefix(data, bom); utf8.Valid(data) {
		return string(data), bytes.IndexByte(data, 0) < 0
	}
	codes := map[string]encoding.Encoding{"GB18030": simplifiedchinese.GB18030, "UTF-16": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)}
	code := codes[guess(data)]
	if code == nil {
		return "", false
	}
	text, err := code.NewDecoder().Bytes(data)
	return string(text), err == nil
}

// records parts a text into its rows, none of which is without a word, and says where their
// cells stand.
func records(text, name string) (rows [][]string, places [][]source.Pos, err error) {
	lines := strings.Split(text, "\n")
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.TrimLeadingSpace = separator(text, name), -1, true
	for {
		row, err := r.Read()
		if err == io.EOF {
			return rows, places, nil
		}
		if err != nil {
			return nil, nil, err
		}
		if strings.TrimSpace(strings.Join(row, "")) != "" {
			rows, places = append(rows, row), append(places, placesIn(r, lines, len(row)))
		}
	}
}

// placesIn are the lines and columns of the cells of the row that was read last.
func placesIn(r *csv.Reader, lines []string, cells int) []source.Pos {
	out := make([]source.Pos, cells)
	for c := range out {
		line, col := r.FieldPos(c)
		out[c] = source.Pos{Line: line, Col: utf8.RuneCountInString(lines[line-1][:col-1]) + 1}
	}
	return out
}

// ragged finds rows with more cells than the head, where all columns are wanted.
func (d *dataReader) ragged(rows [][]string, places [][]source.Pos) {
	for r, row := range rows {
		n := len(rows[0])
		if len(d.t.selects) > 0 || filled(row) <= n {
			continue
		}
		pos := places[r][n]
		pos.File = d.name
		d.found.Add(source.New("SRC-TABLE", pos, source.Msg("row-more-cells-than-head-of"), source.Msg("give-head-as-many-cells-or")).Of(d.story.ID))
	}
}

// separator is what parts the cells of the first line: a comma, a tab or a semicolon.
func separator(text, name string) rune {
	first := text[:upTo(text, 0, len(text), '\n')]
	best, most := ',', strings.Count(first, ",")
	for _, r := range "\t;" {
		if n := strings.Count(first, string(r)); n > most {
			best, most = r, n
		}
	}
	if most == 0 && strings.EqualFold(path.Ext(name), ".tsv") {
		return '\t'
	}
	return best
}

// selected are the columns that are wanted, in the order in which they are named, all rows as
// long as one another; the table learns where their cells stand.
func (d *dataReader) selected(rows [][]string, places [][]source.Pos) [][]string {
	if len(rows) == 0 {
		return nil
	}
	width := 0
	for _, row := range rows {
		width = max(width, filled(row))
	}
	var columns []int
	for _, name := range d.t.selects {
		if c := d.column(name, rows[0], width); c >= 0 {
			columns = append(columns, c)
		}
	}
	if len(d.t.selects) == 0 {
		for c := range width {
			columns = append(columns, c)
		}
	}
	out := make([][]string, len(rows))
	d.t.places = make([][]source.Pos, len(rows))
	for r, row := range rows {
		for _, c := range columns {
			cell, at := "", source.Pos{}
			if c < len(row) {
				cell, at = strings.TrimSpace(strings.ReplaceAll(row[c], "\r", "")), places[r][c]
				at.File = d.name
			}
			out[r], d.t.places[r] = append(out[r], cell), append(d.t.places[r], at)
		}
	}
	return out
}

// filled is how many cells a row has but for empty ones at its end, which spreadsheets add.
func filled(row []string) int {
	n := len(row)
	for n > 0 && strings.TrimSpace(row[n-1]) == "" {
		n--
	}
	return n
}

// column is the one of a head, or of a number from 1 on; below 0 after a finding.
func (d *dataReader) column(name string, head []string, width int) int {
	for c, h := range head {
		if strings.TrimSpace(h) == name {
			return c
		}
	}
	if n, err := strconv.Atoi(name); err == nil && 1 <= n && n <= width {
		return n - 1
	}
	v := &value{shape: scalar, text: name, span: d.t.selectSpan, file: d.story.File}
	hint := source.Msg("known-here", strings.Join(head, " "))
	if near, ok := Nearest(head, name); ok {
		hint = source.Msg("did-you-mean", near)
	}
	d.found.Add(source.New("SRC-VALUE", v.pos(), source.Msg("data-no-column", d.t.Data, name), hint).Of(d.story.ID))
	return -1
}

// fill makes the rows those of the table. Their characters count with the story's; they stand
// at the place where the file is named.
func (d *dataReader) fill(rows [][]string) {
	at := d.t.Span
	for _, row := range rows {
		cells := make([]Text, len(row))
		for c, cell := range row {
			if cells[c].Span = at; cell != "" {
				cells[c].Runs = []Run{{Text: cell, Span: at}}
				d.count(cell)
			}
		}
		d.t.Rows = append(d.t.Rows, cells)
	}
	d.t.Align = make([]typo.Align, len(rows[0]))
	d.t.settleHead()
}

// unread makes a table whose file could not be read one of an empty cell, so that its caption is on the
// page all the same.
func (t *Table) unread() {
	t.Rows, t.Align, t.places = [][]Text{{{Span: t.Span}}}, make([]typo.Align, 1), nil
	t.settleHead()
}

// count adds the characters of a cell to the story's account.
func (d *dataReader) count(cell string) {
	if a := d.story.Account; a != nil {
		n := Inked(cell)
		a.Source, a.Text, a.White = a.Source+utf8.RuneCountInString(cell), a.Text+n, a.White+utf8.RuneCountInString(cell)-n
	}
}

// tableTints checks that the colours of tables are the paper's.
func (l *loader) tableTints(p *Paper, s *Story) {
	for _, t := range s.Tables() {
		t.Fill, t.Stripe = l.tableTint(p, s, t.Fill, t.fillSpan), l.tableTint(p, s, t.Stripe, t.stripeSpan)
	}
}

func (l *loader) tableTint(p *Paper, s *Story, name string, at source.Span) string {
	if _, known := p.Colors[name]; known || name == "" {
		return name
	}
	return l.color(p, &value{shape: scalar, text: name, span: at, file: s.File})
}

package report

import (
	"fmt"
	"io"
	"strings"

	"banxin/cmd/internal/words"
	"banxin/editions/source"
)

// GitHub writes workflow commands, which GitHub shows as annotations. at gives the path of
// a paper's file in the repository.
func GitHub(out io.Writer, say words.Locale, l source.List, at func(file string) string) error {
	level := [...]string{"notice", "warning", "error"}
	for _, f := range l {
		var where []string
		if f.Pos.File != "" {
			where = append(where, "file="+propertyEscape.Replace(words.Visible(at(f.Pos.File))))
		}
		for _, v := range []struct {
			name string
			n    int
		}{{"line", f.Pos.Line}, {"col", f.Pos.Col}, {"endLine", f.Pos.EndLine}, {"endColumn", f.Pos.EndCol}} {
			if v.n > 0 {
				where = append(where, fmt.Sprintf("%s=%d", v.name, v.n))
			}
		}
		where = append(where, "title="+f.Code)
		if _, err := fmt.Fprintf(out, "::%s %s::%s\n", level[f.Severity], strings.Join(where, ","), dataEscape.Replace(said(say, f))); err != nil {
			return err
		}
	}
	return nil
}

var (
	dataEscape     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscape = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// said is a finding's message and remedy.
func said(say words.Locale, f source.Finding) string {
	text := words.Visible(say.Msg(f.Message))
	if f.Page > 0 {
		text = say.T("colon", say.T("page-number", f.Page)) + text
	}
	if hint := say.Msg(f.Hint); hint != "" {
		text += "\n" + say.T("remedy", words.Visible(hint))
	}
	return text
}

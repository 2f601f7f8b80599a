package editions

import "regexp"

// A by-line says of whom it names what they are: 本报记者 张三 通讯员 李四. Those words have a
// style of their own (职名), the names that of the by-line.
var (
	dutyForm = regexp.MustCompile(`(?:本[报報刊台臺社网網][\p{Han}]{0,4}?)?(?:特约|特約|特派|见习|見習|实习|實習|首席|驻[\p{Han}]{1,6}?)?(?:摄影|攝影)?(?:记者|記者|通讯员|通訊員|评论员|評論員|撰稿人|撰稿|编译|編譯|摄影|攝影)`)
	dutyName = regexp.MustCompile(`^[ \x{3000}：:／/]*\p{Han}`)
	dutyNot  = regexp.MustCompile(`^[ \x{3000}：:／/]*(?:整理|采写|採寫|报道|報道|報導|供稿|编绘|编辑|摄$|文$|图$|等$|团|组|站|部|所|会|们)`)
)

// dutied marks the words of a by-line that say what those are who are named after them.
func dutied(t Text) Text {
	s := t.String()
	for _, at := range dutyForm.FindAllStringIndex(s, -1) {
		rest := s[at[1]:]
		if !dutyName.MatchString(rest) || dutyNot.MatchString(rest) {
			continue
		}
		if next := dutyForm.FindStringIndex(rest); next != nil && !dutyName.MatchString(rest[:next[0]]) {
			continue // of what comes next it is said, not of a name
		}
		t.Runs = markBytes(t.Runs, at[0], at[1], Duty)
	}
	return t
}

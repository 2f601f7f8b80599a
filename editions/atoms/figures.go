package atoms

import (
	"strings"
	"unicode/utf8"
)

// units are not parted from the figure before them by a space (GB 3100).
const units = " m cm mm km nm um kg g mg t s ms min h d A V W kW MW GW kWh MWh GWh Hz kHz MHz GHz Pa kPa MPa hPa J kJ K L mL ml dB bar lx mol N kN ha pt GB MB KB TB bit m/s km/h "

// Signs of a number, in front of it, inside and behind.
const (
	signsBefore = "－−-±+＋￥¥$＄€£"
	signsInside = ".,:：∶/／·×÷^~±"
	signsBehind = "%％‰℃℉°′″º²³¹⁰⁴⁵⁶⁷⁸⁹⁺⁻ⁿ₀₁₂₃₄₅₆₇₈₉₊₋½¼¾"
)

// figures takes in the number at i, the unit behind it and what it counts.
func figures(dst []Atom, text string, i int) ([]Atom, int) {
	end := digitsEnd(text, i)
	if end < len(text) && (text[end] == '-' || text[end] == ' ') {
		if end := phone(text, i); end > 0 {
			return append(dst, Atom{i, end, Phone}), end
		}
	}
	from := signed(text, i)
	if end < len(text) && (text[end] < 0xE4 || text[end] > 0xE9) {
		end = numberEnd(text, i)
	}
	if end-from > 1 {
		dst = append(dst, Atom{from, end, Number})
	}
	if to := counted(text, end); to > end && digitBefore(text, end, 1) {
		if strings.HasSuffix(text[:from], "第") {
			from -= len("第")
		}
		dst = dated(append(dst, Atom{from, to, Measure}), text)
		return dst, to
	}
	return dst, end
}

// signed returns where a number with figures at i begins: at its sign, if it has one.
func signed(text string, i int) int {
	if i > 2 && text[i-3] >= 0xE4 && text[i-3] <= 0xE9 {
		return i
	}
	r, n := utf8.DecodeLastRuneInString(text[:i])
	if n == 0 || !strings.ContainsRune(signsBefore, r) {
		return i
	}
	if before, _ := utf8.DecodeLastRuneInString(text[:i-n]); before < 0x80 && (isDigit(byte(before)) || isLetter(byte(before))) {
		return i
	}
	return i - n
}

// numberEnd returns where the number whose figures begin at i ends.
func numberEnd(text string, i int) int {
	for {
		i = grouped(text, digitsEnd(text, i))
		i = powers(text, i)
		r, n := utf8.DecodeRuneInString(text[i:])
		next := i + n
		if n == 0 || !strings.ContainsRune(signsInside, r) && r != '-' {
			break
		}
		if r == '×' || r == '÷' || r == '^' { // 3×－5
			if s, k := utf8.DecodeRuneInString(text[next:]); strings.ContainsRune("－−-", s) && k > 0 {
				next += k
			}
		}
		if !digitAt(text, next) {
			break
		}
		i = next
	}
	return unitEnd(text, i)
}

// digitAt tells whether a figure stands at i.
func digitAt(text string, i int) bool {
	if i >= len(text) {
		return false
	}
	if isDigit(text[i]) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(text[i:])
	return r >= '０' && r <= '９'
}

func digitsEnd(text string, i int) int {
	for i < len(text) && isDigit(text[i]) {
		i++
	}
	for i < len(text) && text[i] == 0xEF && digitAt(text, i) {
		i += len("０")
	}
	return i
}

// grouped returns where groups of three figures end that spaces part: 5 000 000.
func grouped(text string, i int) int {
	if digitBefore(text, i, 4) {
		return i
	}
	for {
		r, n := utf8.DecodeRuneInString(text[i:])
		if n == 0 || r != ' ' && r != '\u2009' && r != '\u202F' && r != '\u00A0' && r != '\u2006' {
			return i
		}
		if end := digitsEnd(text, i+n); end != i+n+3 || strings.HasPrefix(text[end:], "-") {
			return i
		}
		i += n + 3
	}
}

// digitBefore tells whether n figures stand before i.
func digitBefore(text string, i, n int) bool {
	for ; n > 0; n-- {
		r, size := utf8.DecodeLastRuneInString(text[:i])
		if (r < '0' || r > '9') && (r < '０' || r > '９') {
			return false
		}
		i -= size
	}
	return true
}

// powers returns where signs behind a number end.
func powers(text string, i int) int {
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !strings.ContainsRune(signsBehind, r) {
			break
		}
		i += n
	}
	return i
}

// unitEnd returns where the unit behind a number ends: letters written with it, a unit of
// measure behind a space, a sign of the unit in one cell (㎡).
func unitEnd(text string, i int) int {
	if end := word(text, i); end > i {
		return powers(text, end)
	}
	r, n := utf8.DecodeRuneInString(text[i:])
	switch {
	case r >= 0x3371 && r <= 0x33DF:
		return i + n
	case r == ' ' || r == '\u00A0' || r == '\u202F' || r == '\u2009':
		end := word(text, i+n)
		if end < len(text) && text[end] == '/' {
			if e := word(text, end+1); strings.Contains(units, " "+text[i+n:e]+" ") {
				end = e
			}
		}
		if end > i+n && strings.Contains(units, " "+text[i+n:end]+" ") {
			return powers(text, end)
		}
	}
	return i
}

// counters are what figures count, the longer ones first.
var counters = strings.Fields(`个百分点 平方公里 立方厘米 平方千米 平方厘米 平方米 立方米 个小时 个月 个半 小时 分钟 秒钟 周年 世纪 年代 公里 千米 厘米 毫米 公顷 公斤 千克 毫升
	美元 欧元 港元 日元 英镑 人次 人民币 号楼 号线 单元 季度 星期 级台风 海里 千瓦时 千瓦 摄氏度 多 余 个 天 年 月 日 号 时 点 分 秒 周 元 角 人 名 位 岁 米 尺 寸 亩 吨 克 斤 升 度 倍 次 届 版 期 页 层 楼 室 栋 幢 路
	辆 艘 架 台 套 件 条 项 家 户 所 座 间 场 球 局 轮 站 趟 班 支 只 头 匹 棵 株 本 册 部 篇 幅 张 块 片 盏 道 遍 级 股 组 批 种 类 成 国 省 市 县 镇 乡 村`)

// countersBy are the counters by their first character.
var countersBy = func() map[rune][]string {
	by := map[rune][]string{}
	for _, w := range counters {
		r, _ := utf8.DecodeRuneInString(w)
		by[r] = append(by[r], w)
	}
	return by
}()

// Counted returns where the words end that say what the number before i of a text counts: its units
// and what of tens, thousands and about stands between, as 多公里; i where there are none.
func Counted(text string, i int) int { return counted(text, i) }

// counted returns where the words end that say what the number before i counts.
func counted(text string, i int) int {
	end := i
	for end < len(text) && text[end] >= 0xE4 && text[end] <= 0xE9 {
		r, n := utf8.DecodeRuneInString(text[end:])
		switch r {
		case '十', '百', '千', '万', '亿', '多', '余', '几':
			end += n
			continue
		}
		for _, w := range countersBy[r] {
			if strings.HasPrefix(text[end:], w) {
				return end + len(w)
			}
		}
		break
	}
	return end
}

// dated joins a measure of time to the one right before it to a date.
func dated(dst []Atom, text string) []Atom {
	last := dst[len(dst)-1]
	for i := len(dst) - 2; i >= 0 && i >= len(dst)-4; i-- {
		a := &dst[i]
		if a.To != last.From || a.Kind != Measure && a.Kind != Date {
			continue
		}
		if r, _ := utf8.DecodeLastRuneInString(text[:a.To]); !strings.ContainsRune("年月日时点分", r) {
			break
		}
		if a.Kind == Date {
			a.To = last.To
			return dst
		}
		return append(dst, Atom{a.From, last.To, Date})
	}
	return dst
}

// phone returns where the telephone number at i ends, 0 if none stands there: 0571-8765 4321,
// (0571)87654321, 139 1234 5678, 400-820-8820, +86 571 8765 4321.
func phone(text string, i int) int {
	if i > 0 && (isDigit(text[i-1]) || isLetter(text[i-1]) || text[i-1] == '.' || text[i-1] == '-') {
		return 0
	}
	abroad := text[i] == '+'
	at := i
	if abroad {
		at++
	}
	var groups []string
	var room [6]string
	groups = room[:0]
	open := false
	for at < len(text) && len(groups) < cap(groups) {
		if !open && text[at] == '(' && len(groups) < 2 {
			open = true
			at++
			continue
		}
		end := at
		for end < len(text) && isDigit(text[end]) {
			end++
		}
		if end == at {
			break
		}
		groups = append(groups, text[at:end])
		at = end
		if open && at < len(text) && text[at] == ')' {
			open = false
			at++
		}
		if k := at; k+1 < len(text) && (text[k] == '-' || text[k] == ' ') && (isDigit(text[k+1]) || text[k+1] == '(') {
			at++
			continue
		}
		if at == end {
			break
		}
	}
	if open || at < len(text) && (isDigit(text[at]) || isLetter(text[at])) || !dialled(groups, abroad) {
		return 0
	}
	return at
}

// dialled tells whether groups of figures are those of a telephone number.
func dialled(g []string, abroad bool) bool {
	n := 0
	for _, s := range g {
		n += len(s)
	}
	switch {
	case len(g) < 2 && !(abroad && n >= 8):
		return false
	case abroad:
		return n >= 8 && n <= 15
	case g[0] == "400" || g[0] == "800":
		return n == 10
	case g[0][0] == '0':
		return (len(g[0]) == 3 || len(g[0]) == 4) && n >= 10 && n <= 16 && len(g[1]) >= 3
	case g[0][0] == '1' && len(g[0]) == 3 && g[0][1] >= '3':
		return n == 11
	}
	return len(g) == 2 && n >= 7 && n <= 8 && len(g[1]) == 4 && len(g[0]) >= 3 && g[0][0] > '1' // 8765 4321
}

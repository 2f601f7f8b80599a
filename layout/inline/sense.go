package inline

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Words parts Chinese text into words and returns where each ends, as lexicon.Segment does.
type Words func(text []rune) (ends []int, cost int)

// The ladder of a headline's breaks (clreq 3.4, JLREQ 4.1.6): behind a clause mark, a dash or
// a space for nothing; between phrases; between words; inside a word only where nothing else
// is left, so that no evenness of lines is worth it.
const (
	costPhrase   = 1500   // between phrases, no space there
	costInPhrase = 6000   // between words of one
	costParticle = 6000   // before 的, which belongs to what is in front
	costName     = 40_000 // within a name
	costMixed    = 3000   // for a line that holds the end of a clause and parts others
	costStub     = 3000   // for a line less than half as long as the others
	costTogether = 300    // for every further time that the two characters stand together in the story

	costLoose = 20_000    // beside a word of one character that may be part of a longer one
	costWord  = 1_200_000 // within a word, or between figures and what they count: rather one line more
)

// begins stands for the cost of a place at which a phrase begins, whatever the model says.
const begins = -1

// Words of one character. Those that stand for themselves may begin a line, some may end one;
// others lean on the next word (新大楼, 前三天) or on the one before (北京市, 常态化); of all
// others two that meet may be a word or a name that no list has.
const (
	mayBegin = "防抗保促治控查救护禁惠助扶抢居夺捐赠售购换涉遇拟暂将于同对获胜已超让好在是把被和与及不再更为从由向到来去看听说问有无没未应须可能会要想敢需当以用按经因就才又也还都均正仍却但并或而若如据称令使给替跟比离距逾约达破增减降升涨跌迎送办建修造开关停通断起落入出进回返赴抵登访签启设立成变做作谈写读学练唱跳走跑游飞骑驾坐站过今昨明昔首再谁何请愿盼望最很太真越"
	mayEnd   = "了着过的地得们中后前时里上下内外间起来去到成完好吗呢吧啊"
	forward  = "新老旧大小光电核氢碳多全总副正前后近每各该本此首第同高低长短快慢好真软硬冷热男女"
	backward = "市区县省州镇乡村街路桥河湖江海山岛港湾湾馆院校厂店站所局部处科组队团会社党军员者家人手工民化性率度力式型级类种群株线号楼层室厅场园区期日月年季界网业品机车船器具费金款税价值量数额法案令书报刊片剧歌曲赛杯奖的了着过地得们等之"
)

// opening are words with which a phrase begins: those of time, and adverbs.
const opening = " 今天 明天 昨天 今日 明日 昨日 今晚 明晚 昨晚 今年 明年 去年 今起 明起 本月 本周 近日 日前 目前 如今 即将 正式 首次 再次 再度 已经 正在 开始 为何 如何 怎样 什么 为什么 "

// senseless returns what a break of a headline before each of its characters costs for what it
// would part: words of the list, numbers and what they count, single characters that lean on
// others. Breaks beside spaces and marks cost nothing.
func senseless(text []rune, tokens []token) []int64 {
	cost := make([]int64, len(text)+1)
	for k, t := range tokens {
		for i := t.from + 1; i < t.to; i++ {
			cost[i] = costWord
		}
		if k+1 < len(tokens) && tokens[k+1].from == t.to {
			next := tokens[k+1]
			if cost[t.to] = parting(text, t, next); cost[t.to] == costLoose && cost[t.from] == costWord && tokens[k-1].kind != number && lonely(text, next) == 0 {
				cost[t.to] = 0 // it belongs to what is in front
			}
			if cost[t.to] == 0 && strings.Contains(opening, " "+string(text[next.from:next.to])+" ") {
				cost[t.to] = begins
			}
		}
	}
	return cost
}

// Shorter is how much of a text that is to be cut to n characters, and to end in …, is kept: up to the end of a
// phrase if there is one among the last four, else of a word, so that no word and no figure is parted unless there
// is nothing else; and neither blanks nor marks that open something or divide stand before the ….
func (p *Phrases) Shorter(text []rune, n int) int {
	words := shortRuns
	if p != nil && p.words != nil {
		words = p.words
	}
	cost := senseless(text, wordsOf(text, words))
	last := func(from, n int, most int64) int {
		for i := n; i > from; i-- {
			if cost[i] < most {
				return i
			}
		}
		return 0
	}
	n = max(min(n, len(text)), 0)
	kept := cmp.Or(last(max(n-4, 0), n, 1), last(0, n, costWord), n)
	for kept > 1 && strings.ContainsRune(" \u3000\n，、：；:,;·—“‘（(《〈【「『", text[kept-1]) {
		kept--
	}
	return kept
}

// token is a word, a number or a word of letters in a headline.
type token struct {
	from, to int
	kind     tokenKind
}

type tokenKind uint8

const (
	chineseWord tokenKind = iota
	number                // figures of either kind
	letters               // Latin letters, with figures or without
)

// wordsOf lists the words of a headline; marks and spaces lie between them.
func wordsOf(text []rune, words Words) (list []token) {
	for i := 0; i < len(text); {
		j := i
		switch r := text[i]; {
		case inNumber(r) || isLetter(r):
			j = written(text, i)
			kind := number
			if slices.ContainsFunc(text[i:j], isLetter) {
				kind = letters
			}
			list = append(list, token{i, j, kind})
		case unicode.Is(unicode.Han, r):
			for j < len(text) && unicode.Is(unicode.Han, text[j]) {
				j++
			}
			list = append(list, segmented(text, i, j, words)...)
		default:
			j++
		}
		i = j
	}
	return joinNumbers(text, list)
}

// mostWord is how many characters a word of the story itself has at most.
const mostWord = 4

// storyWords joins words that no list has: those of which one is a single character, and which
// the story writes together several times and hardly ever apart.
func storyWords(text []rune, list []token, context string) []token {
	if context == "" {
		return list
	}
	out := list[:0]
	for _, t := range list {
		if n := len(out); n > 0 && out[n-1].to == t.from && t.to-out[n-1].from <= mostWord && together(text, out[n-1], t, context) {
			out[n-1].to = t.to
			continue
		}
		out = append(out, t)
	}
	return out
}

// together tells whether two words are one to the story.
func together(text []rune, a, b token, context string) bool {
	x, y := lonely(text, a), lonely(text, b)
	if a.kind != chineseWord || b.kind != chineseWord || (x == 0 || !leansNowhere(x)) && (y == 0 || !leansNowhere(y)) {
		return false
	}
	n := strings.Count(context, string(text[a.from:b.to]))
	if n < 2 {
		return false
	}
	apart := min(strings.Count(context, string(text[a.from:a.to])), strings.Count(context, string(text[b.from:b.to])))
	return 3*n >= 2*apart
}

func inNumber(r rune) bool { return '0' <= r && r <= '9' || '０' <= r && r <= '９' }

func isLetter(r rune) bool { return r < 0x2E80 && unicode.IsLetter(r) }

// written is the end of what begins with a figure or a letter and is written together:
// 28.74%, 3∶1, BA.2.86, TC-5.
func written(text []rune, i int) int {
	j := i
	for j < len(text) {
		switch r := text[j]; {
		case inNumber(r), isLetter(r):
		case strings.ContainsRune(".,:∶：-–·/／+&'’~～", r) && j > i && j+1 < len(text) && (inNumber(text[j+1]) || isLetter(text[j+1]) && r != '：'):
		case strings.ContainsRune("%％‰℃°", r) && j > i:
			return j + 1
		default:
			return j
		}
		j++
	}
	return j
}

// segmented parts Han characters into words, Chinese numbers being words of their own.
func segmented(text []rune, from, to int, words Words) (list []token) {
	ends, _ := words(text[from:to])
	at := from
	for _, e := range ends {
		t := token{at, from + e, chineseWord}
		at = t.to
		if n := len(list); n > 0 && joins(text, list[n-1], t) {
			list[n-1].to = t.to
			continue
		}
		if chineseNumber(text[t.from:t.to]) {
			t.kind = number
		}
		list = append(list, t)
	}
	return list
}

// joins tells whether two words of the list are one: 今|起, 第三|十二届.
func joins(text []rune, a, b token) bool {
	word := string(text[a.from:b.to])
	return strings.Contains(opening, " "+word+" ") ||
		a.kind == number && text[a.from] == '第' && b.to-b.from > 1 && strings.ContainsRune("十百千万", text[b.from]) && (counted(text[b.from+1]) || strings.ContainsRune(numerals, text[b.from+1]))
}

const numerals = "〇零一二三四五六七八九十百千万亿两几数半"

// chineseNumber tells whether a word is a number, an ordinal too: 二十五, 第三.
func chineseNumber(word []rune) bool {
	if len(word) > 1 && word[0] == '第' {
		word = word[1:]
	}
	for _, r := range word {
		if !strings.ContainsRune(numerals, r) {
			return false
		}
	}
	return true
}

// joinNumbers makes one token of numbers that follow each other: 二十|二, 2000|万.
func joinNumbers(text []rune, list []token) []token {
	out := list[:0]
	for _, t := range list {
		if n := len(out); n > 0 && t.kind == number && out[n-1].kind == number && out[n-1].to == t.from {
			out[n-1].to = t.to
			continue
		}
		out = append(out, t)
	}
	return out
}

// parting is what parting two words costs.
func parting(text []rune, a, b token) int64 {
	x, y := lonely(text, a), lonely(text, b)
	switch {
	case a.kind == number && b.kind == chineseWord:
		if text[a.from] == '第' && !counted(text[b.from]) { // 全省第一|突破
			return 0
		}
		if y == 0 && !counted(text[b.from]) && round(text[a.to-1]) {
			return costLoose
		}
		return costWord
	case b.kind == number && (x == '前' || b.to < len(text) && text[b.to] == '》'): // 前|三季度, 《流浪地球|2》
		return costWord
	case y == '起' && strings.ContainsRune(times, text[a.to-1]): // 下月|起
		return costWord
	case text[a.to-1] == '个' && b.kind == chineseWord && counted(text[b.from]): // 二十二个|月
		return costWord
	case x != 0 && y != 0 && leansNowhere(x) && leansNowhere(y):
		return costWord
	case x != 0 && strings.ContainsRune(forward, x) && !strings.ContainsRune(mayEnd, x): // 新|一代, 大|飞机
		return costWord
	case y != 0 && strings.ContainsRune(backward, y) && !strings.ContainsRune(mayBegin, y):
		return costWord
	case y != 0 && leansNowhere(y), x != 0 && leansNowhere(x):
		return costLoose
	case x != 0 && !strings.ContainsRune(mayEnd, x):
		return costInPhrase
	}
	return 0
}

// lonely is the character of a word of one, else 0.
func lonely(text []rune, t token) rune {
	if t.kind == chineseWord && t.to-t.from == 1 {
		return text[t.from]
	}
	return 0
}

func leansNowhere(r rune) bool { return !strings.ContainsRune(mayBegin+mayEnd+forward+backward, r) }

// round tells whether a number that ends so is one that a word may follow on the next line.
func round(r rune) bool { return strings.ContainsRune("万亿%％‰℃", r) }

// times end the words behind which 起 says since when, or counts.
const times = "年月日周天号晨晚时点期季即今明后一二三四五六七八九十"

// counted tells whether a word that begins so is a measure.
func counted(r rune) bool { return strings.ContainsRune(counters, r) }

// counters are what follows a figure and belongs to it.
const counters = "年月日时分秒点个亿万千百余多名人次米吨辆号届岁期版元公平立小周天季世"

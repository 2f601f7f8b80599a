package atoms

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// roles are the words before the names of a by-line or a dateline.
var roles = []string{"记者", "通讯员", "编辑", "摄影", "作者", "责编", "校对", "制图", "实习生", "见习记者"}

const firstOfRoles = "记通编摄作责校制实见"

// provinces are what the plates of cars begin with (GA 36).
const provinces = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新使"

// surnames of two characters that are hardly ever words.
const surnames = "欧阳司马诸葛上官夏侯皇甫尉迟公孙慕容令狐司徒轩辕宇文长孙端木呼延南宫独孤拓跋完颜闻人澹台申屠太史淳于钟离"

const firstOfSurnames = "欧司诸上夏皇尉公慕令轩宇长端呼南独拓完闻澹申太淳钟"

// common are the usual surnames of one character.
const common = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严赖覃洪武莫孔汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"

// longestPerson is how many characters the name of a person has at most: 欧阳修远.
const longestPerson = 4

// named takes in what may begin with the ideograph r at i.
func (f *Finder) named(dst []Atom, text string, i int, r rune) []Atom {
	best := 0
	if len(f.names) > 0 {
		for _, n := range f.names[r] {
			if len(n) > best && strings.HasPrefix(text[i:], n) {
				best = len(n)
			}
		}
		if best > 0 {
			dst = append(dst, Atom{i, i + best, Name})
		}
	}
	next := i + utf8.RuneLen(r)
	if next >= len(text) {
		return dst
	}
	if c := text[next]; c < 0x80 {
		if end := plate(text, next, r); end > 0 {
			dst = append(dst, Atom{i, end, Plate})
		}
		return dst
	}
	switch r {
	case '记', '通', '编', '摄', '作', '责', '校', '制', '实', '见': // firstOfRoles
		for _, role := range roles {
			if strings.HasPrefix(text[i:], role) {
				return persons(dst, text, i+len(role))
			}
		}
	}
	if best == 0 && next+6 <= len(text) && compound(text[i:]) && ideographs(text, i+6) > 0 {
		end := i + 9
		if ideographs(text, i) == longestPerson { // no more than a name stands there
			end = i + 3*longestPerson
		}
		dst = append(dst, Atom{i, end, Name})
	}
	return dst
}

// compound tells whether a text begins with a surname of two characters.
func compound(text string) bool {
	if len(text) < 6 {
		return false
	}
	for k := 0; k < len(surnames); k += 6 {
		if surnames[k+2] == text[2] && surnames[k:k+6] == text[:6] {
			return true
		}
	}
	return false
}

// plate returns where the plate of a car ends whose province stands before k, else 0.
func plate(text string, k int, r rune) int {
	if text[k] < 'A' || text[k] > 'Z' || !strings.ContainsRune(provinces, r) {
		return 0
	}
	k++
	for _, mark := range []string{"·", "・", " ", "-"} {
		if strings.HasPrefix(text[k:], mark) {
			k += len(mark)
			break
		}
	}
	end := word(text, k)
	if n := end - k; n != 5 && n != 6 || strings.IndexFunc(text[k:end], func(r rune) bool { return r <= '9' }) < 0 {
		return 0
	}
	return end
}

// ideographs counts those that follow each other from i on, as far as a name can go.
func ideographs(text string, i int) (n int) {
	for n <= longestPerson && i+2 < len(text) && text[i] >= 0xE4 && text[i] <= 0xE9 {
		i += 3
		n++
	}
	return n
}

// between are what parts the names of a by-line.
const between = " \u3000、，,/:：\u00A0"

// persons takes in the names behind the word at i: each parted from it and from the next by a
// space or a mark; right behind it only what begins with a surname and is followed by what
// ends a by-line.
func persons(dst []Atom, text string, i int) []Atom {
	if n := person(text, i); n > 0 && ends(text[i+3*n:]) {
		return append(dst, Atom{i, i + 3*n, Person})
	}
	for {
		k := i
		for k < len(text) {
			r, n := utf8.DecodeRuneInString(text[k:])
			if !strings.ContainsRune(between, r) {
				break
			}
			k += n
		}
		if k == i {
			return dst
		}
		n := ideographs(text, k)
		if n > longestPerson {
			if n = person(text, k); n == 0 || !ends(text[k+3*n:]) {
				return dst
			}
		}
		if n < 2 {
			return dst
		}
		if !slices.Contains(roles, text[k:k+3*n]) {
			dst = append(dst, Atom{k, k + 3*n, Person})
		}
		i = k + 3*n
	}
}

// person is how many characters the name at i has, before a word that ends a by-line: 0 where
// none can be told.
func person(text string, i int) int {
	if i+6 > len(text) || text[i] < 0xE4 || text[i] > 0xE9 {
		return 0
	}
	least, most := 2, 3
	r, _ := utf8.DecodeRuneInString(text[i:])
	switch {
	case compound(text[i:]):
		least, most = 3, 4
	case !strings.ContainsRune(common, r):
		return 0
	}
	have := ideographs(text, i)
	for n := least; n <= min(most, have); n++ {
		if ends(text[i+3*n:]) {
			return n
		}
	}
	return 0
}

// ends tells whether a name may end before what follows.
func ends(rest string) bool {
	for _, w := range [...]string{"报道", "摄", "文/", "图/", "文", "制图", "综合", "通讯员", "）", ")", " ", "\u3000", "、", "\n"} {
		if strings.HasPrefix(rest, w) {
			return true
		}
	}
	return rest == ""
}

package editions

import (
	"strings"
	"unicode/utf8"
)

// What people leave in copy for themselves and for each other, to be settled before it is printed.
var (
	// bracketedRemark is a remark between brackets of any kind; squareRemark one between square ones, where （图）
	// and （图1） may well be meant for readers.
	bracketedRemark = later(`^(?:.{0,6}(?:待核|待查|待补|待确认|待填|待改|待写|待校|存疑|请核|请查|需核|须核|再核|未核|核实一下|查一下|问一下|确认一下|再确认).{0,6}|.{0,8}(?:可删|待删|可不要|可压缩|可省略?|先不用|暂不用)|(?:此|本|这|该|以上|以下|上面|下面|前面|后面)一?(?:段|句|节|处|行|图|条|部分|小节|几段|两段)(?:话|文字|内容)?.{0,4}(?:删|不要|备用|再改|要改).{0,4}|请(?:编辑|美编|校对|主编)(?:老师)?(?:核|查|看|定|改|删|补|加|酌|帮|注意|处理|斟酌).{0,12}|(?:批注|修订|[Cc]omment) ?(?:\[?[^\[\]:：]{0,8}\d{1,3}\]?)? ?[:：].{0,60}|批注 ?\[?[^\[\]:：]{0,8}\d{1,3}|核实|核对|缺图|缺照片|缺数据|补图|此处(?:插|配|放|加|补|缺).{0,8}|TK|tk|TODO|todo|TBD|tbd|[Xx]{2,}|[？?]+)$`)
	squareRemark    = later(`^(?:图|图片|照片|配图|插图|图表|题图|头图|图片?[0-9一二三四五六七八九十]{1,2}|图片?[:：].{0,12}|插入图片.{0,6})$`)
)

// IsRemark tells whether what stands between brackets is such a remark, 待核 or 此段可删; square tells whether
// they are square ones.
func IsRemark(inside string, square bool) bool {
	return bracketedRemark().MatchString(inside) || square && squareRemark().MatchString(inside)
}

// screenWords are what official accounts ask of who reads them on a screen, and what their pages count.
var screenWords = later(`(?:点击|戳|点).{0,8}(?:蓝字|蓝色字|名片|卡片|阅读原文|在看|上方|下方链接)|阅读原文|往期(?:回顾|推荐|精彩|精选)|长按.{0,8}(?:识别|二维码|关注|图片)|分享到?朋友圈|^发自我的.{1,16}$|^[ 　]*阅读(?:量|数)?[ 　:：]*[0-9.,]+[万wW]?\+?(?:[ 　].*)?$|^[-—–=~· 　]*(?i:end)[-—–=~· 　]*$`)

// mostScreen is how many characters a line of such words has at the most.
const mostScreen = 40

// ForScreens tells whether a line asks for what can be done on a screen alone: 点击上方蓝字关注我们.
func ForScreens(line string) bool {
	return utf8.RuneCountInString(line) <= mostScreen && !strings.ContainsAny(line, "。；") && screenWords().MatchString(line)
}

// jumpLine leads to or from another page, alone or at the end of a paragraph: （下转第2版）. banxin prints it
// itself where a story jumps. slashLine begins a line that a program would not read; bracedWord a line with a word in
// braces, or the name of a face in square ones.
var (
	jumpLine   = later(`(?:^|[（(])[ 　]*(?:下转|上接|紧接)[ 　]*第?[ 　]*(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3}|[A-Z][0-9]{1,2})[ 　]*版[^（()）。]{0,12}(?:[）)]|$)`)
	slashLine  = later(`^(?://|%%)[ 　]*\p{Han}`)
	bracedWord = later(`^(?:\{\p{Han}{1,8}\}|\[(?:楷体?|黑体?|宋体?|仿宋?体?|隶书?|加粗|粗体?|居中|居右|右对齐|落款|见图|小标题|导语)\])`)
)

// JumpLine is where such a line stands in a paragraph, in bytes; nil: nowhere.
func JumpLine(s string) []int { return jumpLine().FindStringIndex(s) }

// Slashed tells whether a paragraph begins as what a program is not to read.
func Slashed(s string) bool { return slashLine().MatchString(s) }

// Braced is the word in braces with which a paragraph begins though it is no kind of one; empty: none.
func Braced(s string) string { return bracedWord().FindString(s) }

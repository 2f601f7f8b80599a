package intake

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/editions/intake/form"
)

// The forms in which newsrooms write what is not text: by-lines, datelines, instructions,
// marks of the desk. Spaces in them are \s and U+3000.

const (
	gap    = `[\s\x{3000}\x{00A0}]*`
	person = `(?:\p{Han}{2,4}(?:·\p{Han}{1,6})?|\p{Han}[\s\x{3000}]{1,2}\p{Han}|[A-Za-z][A-Za-z.·' -]{1,30})`
)

var (
	// writerForm is what somebody is called who writes, with the house: 本报记者, 棠川日报全媒体记者, 特约评论员.
	writerForm = form.Of(`(?:本报|本刊|本网|新华社|中新社|[\p{Han}]{2,6}(?:日报|晚报|晨报|早报|时报|周报|商报|青年报|通讯社|融媒|客户端))?` + gap +
		`(?:全媒体|融媒体|融媒|首席|见习|实习|特约|特派|驻站|驻\p{Han}{1,4}?|摄影|文字)?` + gap + `(?:评论员|观察员|撰稿人|记者|通讯员|实习生|作者)`)
	// workForm is what they did.
	workForm = form.Of(`文` + gap + `[/／、·]?` + gap + `(?:图|摄影)|摄影报道|摄影|撰文|采写|供稿|编译|整理|报道|综合|均由|发自|联合|文|图|等`)
	// workStart is a line that begins with what was done: 文/图 沈砚, 摄影：何岭. No headline begins
	// so, as 图书馆 or 摄影大赛 would without a sign after the word.
	workStart = form.Of(`^(?:文` + gap + `[/／、·]?` + gap + `(?:图|摄影)|(?:文|图|摄影报道|摄影|撰文|采写|供稿|编译|整理|报道|综合)(?:[/／、:：丨|｜]|[\s\x{3000}]+))`)
	workName  = form.Of(`^(?:摄影报道|摄影|撰文|采写|供稿|编译)(\p{Han}{2,3})$`)
	// signed is a mark before names: □沈砚.
	signed = form.Of(`^[□■◎○●◆◇▣☉⊙]` + gap)
	// namesForm is a line of nothing but names: 沈　砚, 沈砚 周小棠.
	namesForm = form.Of(`^` + person + `(?:[\s\x{3000}、，,/／和]+` + person + `){0,5}$`)
	// bracketed is a line or the end of one in brackets.
	bracketed = form.Of(`[（(【\[［〔]([^（()）【】\[\]［］〔〕]*)[）)】\]］〕]$`)

	// datelineForm opens a piece of news: 本报讯, 本报棠川10月19日电, 新华社北京10月18日电（记者…）.
	datelineForm = form.Of(`^(?:本报(?:综合)?(?:讯|消息|专电)|(?:[\p{Han}]{2,8}(?:日报|晚报|晨报|网|客户端|融媒体?)|本网|本台|晨报|晚报)(?:讯|消息)|综合消息|(?:本报|新华社|中新社|中新网|人民网|据新华社)?[\p{Han}]{0,10}[0-9０-９一二三四五六七八九十]{1,3}月[0-9０-９一二三四五六七八九十]{1,3}日(?:专)?电|[\p{Han}]{0,12}讯)` +
		`(?:[（(][^（()）]{0,60}[）)])?`)
	// houseForm is a dateline with the name of a house: no headline ends so.
	houseForm = form.Of(`^(?:(?:本报|本网|本台|晨报|晚报).*|综合消息|.+(?:日报|晚报|晨报|网|客户端|融媒体?)(?:讯|消息))$`)
	// afterDateline are the spaces that follow a dateline.
	afterDateline = form.Of(`^(` + gap + `)`)

	// instructionForm is where the copy wants to stand: （一版头条）, 请发第3版, 上版：二版.
	instructionForm = form.Of(`^[（(【\[]?` + gap + `(?:请|拟|建议|可|原)?(?:发|上|安排在?|刊发?在?|刊登在?|用于?|排)?(?:上版|版面|版位)?[:：]?` + gap +
		`(?:第?([0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})版|(?:要闻|头)版)` + gap + `((?:左上|右上|左下|右下|中)?(?:头条|二条|三条|倒头条|报眼|报眉|头题|双头条|题图|底栏|辟栏|加框|简讯|突出处理|右上|左上|下方|上方|中部|左侧|右侧|位置)*)` + gap + `[）)】\]]?$`)
	// jumpForm leads to or from another page.
	jumpForm = form.Of(`^[（(]?` + gap + `(下转|上接|紧接|转)第?([0-9０-９]{1,3}|[一二三四五六七八九十]{1,3}|[A-Z][0-9]{1,2})版(?:[^（()）。]{0,12})?` + gap + `[）)]?$`)
	endForm  = form.Of(`^(?:[（(【\[]` + gap + `(?:完|全文完|本文完|未完待续)` + gap + `[）)】\]]|[-—–_=~·*\s]*(?i:end|the end|完)[-—–_=~·*\s]*|[#＃]{2,})$`)
	// endTail is an end mark behind the last sentence of a paragraph.
	endTail = form.Of(`[（(【\[]` + gap + `(?:完|全文完|本文完)` + gap + `[）)】\]]$`)
	// ruleForm is a line of signs that parts one thing from another.
	ruleForm = form.Of(`^(?:[-—–_=~·*＊#＃+─━═]` + gap + `){3,}$`)

	// deskForm is what the desk writes for itself.
	deskForm = form.Of(`^(?:[（(【\[]?` + gap + `(?:责任?编辑?|编辑|责编|审核|审校|校对|复审|终审|初审|监制|统筹|值班(?:编委|主任|编辑)|签发人?|编审|美编|版式|一读|二读|三审|制作|总监制|出品|策划)` + gap +
		`[:：/／丨|｜\s\x{3000}]` + gap + `[\p{Han}A-Za-z\s\x{3000}、，,/／:：|｜丨]{1,60}?` + gap + `[）)】\]]?` + gap + `)*(?:[（(【\[]?` + gap + `(?:共|全文|约|字数)?` + gap + `[:：]?` + gap + `[0-9０-９]{2,5}` + gap + `字(?:左右)?` + gap + `[）)】\]]?)?$`)
	countForm = form.Of(`^[（(]?(?:全文|字数|共)` + gap + `[:：]?` + gap + `(?:共|约)?` + gap + `[0-9０-９]{2,5}` + gap + `字?[）)]?$`)

	// promotionForm asks readers to follow an account.
	promotionForm = form.Of(`(?:点击|长按|扫描|扫码|识别).{0,12}(?:关注|二维码|订阅|阅读原文|小程序)|(?:关注我们|点个在看|点赞|一键三连|星标|阅读原文|分享、?点赞|戳这里)`)

	// accountForm is what official accounts write about themselves.
	accountForm = form.Of(`点击.{0,6}(?:蓝字|关注|名片|卡片|阅读原文|在看)|关注(?:我们|公众号)|(?:长按|扫描|扫码|识别).{0,8}(?:二维码|关注|加群)|(?:扫码|扫描)(?:加入|进入?|入).{0,8}群|点.{0,2}在看|分享到?朋友圈|阅读原文|往期(?:回顾|推荐|精彩|精选)|(?:点赞|转发).{0,6}在看|^\s*在看\s*$|^阅读(?:量|数)?[\s\x{3000}:：]*[0-9.,]+[万wW]?\+?$`)

	subheadNumber = form.Of(`^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[.．、]|第[一二三四五六七八九十]{1,3}[章节部分步篇：:]|[❶-❿①-⑳◆■●★▶►▌])`)
	dateForm      = form.Of(`^(?:[0-9０-９]{4}|[二〇○零一二三四五六七八九]{4})` + gap + `年` + gap + `[0-9０-９一二三四五六七八九十]{1,3}` + gap + `月` + gap + `[0-9０-９一二三四五六七八九十]{1,3}` + gap + `日$`)
	// dayForm is a date as letters end with: 10月16日, 2026-10-16, 2026.10.16.
	dayForm = form.Of(`^(?:[0-9０-９一二三四五六七八九十]{1,3}月[0-9０-９一二三四五六七八九十]{1,3}日|[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2})$`)
	// deskOfHouse is a desk of the paper that signs for itself.
	deskOfHouse = form.Of(`^本[报報刊台臺网網社][\p{Han}]{1,6}(?:部|组|組|室|中心)$`)
	officeForm  = form.Of(`^[\p{Han}A-Za-z0-9（）()·\s\x{3000}]{3,30}(?:局|委|委员会|办公室|办|政府|公司|中心|大队|支队|管理处|处|院|会|校|大学|中学|小学|馆|站|社|厅|部|署|行|所|党组|组委会|指挥部|集团|法院|报社|编辑部|村|社区|街道|镇|乡)$`)
	sourceForm  = form.Of(`^[（(]?(?:来源|资料来源|数据来源|综合|据|转自|摘自|原载|原标题)[:：丨|｜/]`)
	authorForm  = form.Of(`^[（(](?:作者|本文作者|本报通讯员|文章作者)(?:系|为|单位|：|:)[^（）()]{2,60}[）)]$`)
	letterForm  = form.Of(`^(?:尊敬的|亲爱的)?(?:编辑|总编|主编|编辑部)(?:同志|部|老师|先生|女士|您)?.{0,6}[:：]$`)
	// closingForm begins the end of a letter: 此致, 顺颂编安, Best regards.
	closingForm = form.Of(`^(?:此致|敬礼|此致[\s\x{3000}]*敬礼|即颂|顺颂|顺祝|并颂|敬颂|恭祝|谨祝|祝您?|(?:即|顺|并|敬)?颂?(?:编安|编祺|撰安|撰祺|文安|文祺|商祺|大安|时祺|秋安|夏安|冬安|春祺)|` +
		`祝(?:您|你|各位|大家|编辑部)?[\p{Han}，,]{0,10}(?:好|安|祺|利|快乐|愉快|健康|平安|兴旺)|(?:(?:非常|十分)?(?:谢谢|感谢|多谢)[您你]?|盼复|盼采用|望采用)|` +
		`(?i:(?:best|kind|warm)?\s*(?:regards|wishes)|(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?|many thanks|thanks|thank you|cheers))[\s\x{3000}！!。，,：:]*$`)
	// contactForm is how a sender is reached.
	contactForm = form.Of(`^(?:联系人|作者|通讯员|单位|地址|通讯地址|邮编|电话|手机|联系电话|联系方式|传真|邮箱|电子邮箱|微信|QQ|(?i:e-?mail|tel|phone|mobile|wechat))[\s\x{3000}]*[:：]`)
	// mobileForm is a number of a telephone that somebody carries.
	mobileForm = form.Of(`(?:^|[^0-9])((?:\+?86[\s-]?)?1[3-9][0-9][\s-]?[0-9]{4}[\s-]?[0-9]{4})(?:[^0-9]|$)`)
	// mobileTail is one behind a name: 周小棠（13800001234）, 周小棠 电话：13800001234.
	mobileTail = form.Of(`[\s\x{3000}，,、（(]*(?:(?:联系)?电话|手机号?|联系方式)?[\s\x{3000}:：]*(?:\+?86[\s-]?)?1[3-9][0-9][\s-]?[0-9]{4}[\s-]?[0-9]{4}[\s\x{3000}]*[）)]?$`)
	// callForm says that a number is there to be called.
	callForm   = form.Of(`报名|咨询|预约|预订|订购|订票|服务|投诉|监督|值班|举报|求助|热线|挂号|征集|读者|编辑部|客服|办公|维修|登记|拨打|致电|来电|有意者`)
	noticeForm = form.Of(`(?:公告|通告|启事|声明|通知|广告|招聘|招租|出租|转让|公示)$`)
	editorForm = form.Of(`^[【\[（(]?(?:编者按|编者的话|编后|编者|开栏的话|开栏语|编者注|主持人语|核心提示|阅读提示)[】\]）)]?[:：\s\x{3000}]?`)

	creditForm = form.Of(`^[（(]?` + gap + `(?:(?:(?:本报|新华社)?(?:记者|通讯员|全媒体记者|实习生|摄影记者|首席记者)|图|图片|摄影|供图)` + gap + `[/／:：]?` + gap + `)?` + person + `(?:[\s\x{3000}、，,/／]*(?:(?:本报)?(?:记者|通讯员)` + gap + `)?` + person + `){0,4}` + gap +
		`[/／]?` + gap + `(?:摄影报道|摄影|摄|供图|提供|制图|绘制|绘图|绘|图|发|文/图)` + gap + `[）)]?$|` +
		`^[（(]?(?:摄影|图片?来源|供图|图/文|图|制图|图源|绘图)` + gap + `[/／:：丨|｜]` + gap + `[^。；]{2,24}[）)]?$|` +
		`^[（(]?(?:新华社发|资料图片?|资料照片|本报资料图片?|本报制图|视频截图|效果图|网络图片|受访者供图|受访者提供|图片由[^。]{2,16}提供)[）)]?$`)
	captionStart = form.Of(`^(?:[▲△▼▽◀◁▶▷◄►←→↑↓⬆⬇]+|图[为：:0-9①-⑨一二三四五六]|[上下左右]图|题图|资料图|示意图|效果图|组图|（图)`)
	pointers     = "▲△▼▽◀◁▶▷◄►⬆⬇↑↓←→"
)

// isDateline tells whether a line says no more than where news comes from, and who sent it:
// 本报讯, 新华社北京10月18日电（记者沈砚）, 本报讯　记者沈砚报道.
func isDateline(s string) bool {
	if !dated(s) || textLen(s) > 40 {
		return false
	}
	rest := strings.TrimFunc(s[len(datelineForm().FindString(s)):], space)
	return rest == "" || isByline(rest, nil) >= bound
}

// dated tells whether a line begins with a dateline that no headline begins with: of a house,
// or with a date.
func dated(s string) bool {
	name := strings.TrimRightFunc(bracketed().ReplaceAllString(datelineForm().FindString(s), ""), space)
	return strings.HasSuffix(name, "电") || houseForm().MatchString(name)
}

// sentence tells whether a text ends as a sentence does.
func sentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(s, space))
	switch r {
	case '。', '！', '？', '!', '?', '…', '；', ';', '：', ':', '.', '，', ',', '、':
		return true
	case '”', '’', '」', '』', '）', ')':
		trimmed := strings.TrimRight(s, "”’」』）)")
		r, _ = utf8.DecodeLastRuneInString(trimmed)
		return strings.ContainsRune("。！？!?…；", r)
	}
	return false
}

// isByline tells how surely a line says who wrote, in percent.
func isByline(s string, known []string) int {
	if textLen(s) > 60 || s == "" {
		return 0
	}
	inner := s
	if m := bracketed().FindStringSubmatch(s); m != nil && bracketed().FindStringIndex(s)[0] == 0 {
		inner = strings.TrimFunc(m[1], space)
	}
	for _, k := range known {
		if strings.HasPrefix(inner, k) && textLen(inner) <= textLen(k)+12 {
			return 95
		}
	}
	switch {
	case dateForm().MatchString(inner), deskForm().MatchString(inner):
		return 0
	case writers(inner):
		return 95
	case inner != s && deskOfHouse().MatchString(inner): // （本报编辑部）
		return 90
	case signed().MatchString(inner) && namesForm().MatchString(signed().ReplaceAllString(inner, "")):
		return 90
	case namesForm().MatchString(inner) && surname(inner):
		if inner != s {
			return 90
		}
		return 70
	}
	return 0
}

// writers tells whether a line is made of nothing but who they are, what they did, and names.
func writers(s string) bool {
	rest := writerForm().ReplaceAllString(s, " ")
	if rest == s && !workStart().MatchString(s) && !(workName().MatchString(s) && surname(workName().FindStringSubmatch(s)[1])) {
		return false
	}
	rest = workForm().ReplaceAllString(signed().ReplaceAllString(rest, ""), " ")
	names := strings.FieldsFunc(rest, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("、，,/／:：丨|｜和（）()·", r)
	})
	for _, n := range names {
		if utf8.RuneCountInString(n) > 4 && strings.IndexFunc(n, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0 || strings.ContainsAny(n, "。？！“”0123456789") {
			return false
		}
	}
	return len(names) <= 14 && (len(names) > 0 || rest != s)
}

// surnames are the commonest family names, by which a line of two or three characters
// is told from a word. From the census of 2020, the first hundred and some.
const surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶阙肖解上官欧阳诸葛东方司马"

// doubled are family names of two characters: with one of others nobody's name has four.
var doubled = []string{"欧阳", "诸葛", "上官", "司马", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "端木", "呼延", "南宫", "长孙", "宇文", "轩辕", "西门", "闻人"}

// surname tells whether each word of a line begins as a name does.
func surname(s string) bool {
	s = strings.TrimLeft(s, "□■◎○●◆◇▣☉⊙ \u3000")
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("、/／", r) }) {
		r, n := utf8.DecodeRuneInString(w)
		if n == len(w) { // a name written wide: 沈　砚
			continue
		}
		if !strings.ContainsRune(surnames, r) || utf8.RuneCountInString(w) == 4 && !slices.Contains(doubled, w[:2*n]) && unicode.Is(unicode.Han, r) {
			return false
		}
	}
	first, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune(surnames, first)
}

// numberOf reads 4, ４, 四, 十二.
func numberOf(s string) int {
	s = strings.Map(func(r rune) rune {
		if '０' <= r && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, s)
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	n, last := 0, 0
	for _, r := range s {
		if r == '十' {
			n += max(last, 1) * 10
			last = 0
			continue
		}
		last = strings.Index("一二三四五六七八九", string(r))/3 + 1
	}
	return n + last
}

// LettersOf is a text without spaces and marks, in one form: two texts that say the same.
func LettersOf(s string) string { return letters(s) }

// IsClosing tells whether a line begins the end of a letter.
func IsClosing(s string) bool { return closingForm().MatchString(s) }

// IsContact tells whether a line says how a sender is reached.
func IsContact(s string) bool { return contactForm().MatchString(s) }

// IsByline tells whether a line says who wrote.
func IsByline(s string) bool { return isByline(s, nil) >= 90 }

// IsName tells whether a line is nothing but names, as who wrote.
func IsName(s string) bool { return isByline(s, nil) >= bound }

// IsNoise tells whether a line is not for print, wherever it stands first or last: an account about itself, a mark
// of the desk, an end.
func IsNoise(s string) bool {
	return textLen(s) <= 40 && !sentence(s) && (promotionForm().MatchString(s) || IsPromotion(s)) || IsDeskMark(s) || ruleForm().MatchString(s) || endForm().MatchString(s) && textLen(s) <= 12
}

// IsPromotion tells whether a line is what an official account writes about itself.
func IsPromotion(s string) bool { return accountForm().MatchString(s) }

// IsDeskMark tells whether a line is what the desk writes for itself: who edited, how long.
func IsDeskMark(s string) bool { return deskForm().MatchString(s) && hasDeskWord(s) }

// IsAuthorNote tells whether a line says who the author is: （作者单位：县农技站）.
func IsAuthorNote(s string) bool { return authorForm().MatchString(s) }

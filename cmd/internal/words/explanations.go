package words

import (
	"maps"
	"slices"
)

// explanation is a text in both languages.
type explanation struct{ en, zh string }

func (e explanation) in(l Locale) string {
	if l.Chinese {
		return e.zh
	}
	return e.en
}

// Codes lists the codes of findings.
func Codes() []string { return slices.Sorted(maps.Keys(explanations)) }

// Code tells what a code of findings means: the first line says what it is, the others why
// it matters and what to do. It is empty for a code that there is not.
func (l Locale) Code(code string) string { return explanations[code].in(l) }

// explanations tells of every code of a finding. The first line is what it is, the
// others say why it matters and what to do. A test sees to it that none is missing.
var explanations = merge(ownExplanations, lintExplanations, intakeExplanations, readersExplanations)

var ownExplanations = map[string]explanation{
	"SRC-FILE": {"A file is missing, too large, or lies outside the paper's folder.\nNothing outside the folder is ever read. Put the file where the message says.",
		"文件缺失、过大，或在报纸文件夹之外。\n文件夹之外的东西一概不读。把文件放到所说的地方。"},
	"SRC-READ": {"A file is there but cannot be read.\nCheck its permissions, and that it is a file.",
		"文件在，但读不了。\n检查权限，以及它是不是文件。"},
	"SRC-PATH": {"A path leads out of the paper's folder, by dots, by a link or from the root.\nPictures come from the edition's images folder or from beside the story: copy them there.",
		"路径通到报纸文件夹之外：用了 ..、链接或绝对路径。\n图片只从本期的 images 文件夹或稿件旁边取：复制到那里。"},
	"SRC-SIZE": {"A file is larger than any newspaper needs and was not read whole.\nCheck that it is the right file.",
		"文件大得超出报纸所需，没有读全。\n看看是不是拿错了文件。"},
	"SRC-MANY": {"There are more things than one edition can have.\nSplit the edition.",
		"数量超出一期报纸所能有。\n把这一期拆开。"},
	"SRC-UTF8": {"A byte is not part of any UTF-8 character.\nThe file was damaged or mixes encodings. Save it as UTF-8.",
		"有字节不属于任何 UTF-8 字符。\n文件损坏或混用了编码。另存为 UTF-8。"},
	"SRC-CODE": {"The file is in another encoding, such as GB18030 or UTF-16.\nbanxin reads UTF-8. Convert it: iconv -f GB18030 -t UTF-8 old.md > new.md",
		"文件是别的编码，如 GB18030 或 UTF-16。\n版心只读 UTF-8。转换：iconv -f GB18030 -t UTF-8 旧.md > 新.md"},
	"SRC-CTRL": {"The text has control or invisible characters.\nThey come along when text is pasted, print nothing and spoil searching. Delete them.",
		"文字里有控制字符或看不见的字符。\n多是粘贴时带来的，印不出，又妨碍检索。删去。"},
	"SRC-CHAR": {"The text has characters that Unicode does not define, or leaves to private fonts.\nOther systems show something else or nothing. Use the proper character, or bring the font along.",
		"文字里有 Unicode 未定义或留作自造的字。\n别的系统显示成别的，或显示不出。换用正式的字，或带上字体。"},
	"SRC-YAML": {"A YAML file or a story's front matter is not well formed.\nMost often a colon or a quotation mark is missing, or the indentation does not match.",
		"YAML 文件或稿件头部写法有误。\n多半是少了冒号、引号，或缩进没对齐。"},
	"SRC-ALIAS": {"Anchors, aliases and tags of YAML are not used in these files.\nPut a value that begins with & * ! in quotes.",
		"这些文件里不用 YAML 的锚点、别名和标签。\n值若以 & * ! 开头，要加引号。"},
	"SRC-DEPTH": {"Lists, keys or quotations are nested deeper than makes sense.\nCheck the indentation.",
		"列表、键或引文嵌套过深。\n检查缩进。"},
	"SRC-KEY": {"A key is not known here.\nIt would be ignored silently elsewhere; here it is an error. The message suggests the nearest.",
		"这里没有这个键。\n别处会悄悄略过，这里算错误。提示里给出最接近的键。"},
	"SRC-DUP": {"The same thing is said twice.\nKeep one of the two.",
		"同一项写了两遍。\n留一个。"},
	"SRC-TYPE": {"A value has the wrong form: text where a list belongs, or the other way round.\nThe message shows the form.",
		"值的形式不对：该列表的写成了文字，或相反。\n提示里有正确的写法。"},
	"SRC-VALUE": {"A value is out of range or not understood.\nThe message says what is possible here.",
		"值超出范围或看不懂。\n提示里说明这里可以写什么。"},
	"SRC-DATE": {"A date is no day of the calendar, or not that of its folder.\nFolders of editions are named by their dates.",
		"日期不是日历上的一天，或与文件夹不符。\n各期的文件夹以日期命名。"},
	"SRC-ID": {"Two stories have the same id, or an id cannot be used.\nThe id is the file's name unless the story gives another (编号).",
		"两篇稿件编号相同，或编号不能用。\n编号就是文件名，除非稿件另写（编号）。"},
	"SRC-FRONT": {"A story's front matter is missing or has no end.\nBegin the file with a line ---, then the keys, then a line ---.",
		"稿件没有头部，或头部没有结束。\n文件以一行 --- 开头，接着是各键，再一行 ---。"},
	"SRC-MARK": {"Markup that is not set as it is written.\nThe message says how it was taken and how to write it.",
		"标记不会照写的样子排出。\n提示里说明当成了什么，该怎么写。"},
	"SRC-TABLE": {"A row of a table does not fit its head.\nA cell would be lost; give all rows as many cells as the head.",
		"表格的一行与表头对不上。\n会丢一格；各行的格数要与表头相同。"},
	"SRC-FONT": {"A font is not known or not readable.\nFonts are named in paper.yaml under 字体, or are the built-in 宋 标宋 黑 粗黑 楷 毛笔.",
		"没有这个字体，或读不了。\n字体写在 paper.yaml 的“字体”下，或用自带的宋、标宋、黑、粗黑、楷、毛笔。"},
	"SRC-COLOR": {"A colour is not known.\nColours are named in paper.yaml under 颜色, in percent of ink.",
		"没有这个颜色。\n颜色写在 paper.yaml 的“颜色”下，以油墨百分比计。"},

	"TPL-MISSING": {"A page or a template asks for a template that is not there.\nTemplates stand in templates/, and are called by their 名称 or their file.",
		"版面或模板要用的模板不存在。\n模板放在 templates/，以“名称”或文件名来叫。"},
	"TPL-LOOP": {"Templates extend one another in a circle.\nLet one of them stand by itself.",
		"模板互相继承，成了圈。\n让其中一个不再继承。"},
	"TPL-KEY": {"A template does not say something it needs.\nNeeded are 成品, 栏, 正文, 行数 and 版图, here or in the template it extends.",
		"模板缺少必需的一项。\n必需：成品、栏、正文、行数、版图，写在这里或所继承的模板里。"},
	"TPL-FIT": {"Columns or lines do not fit between the margins.\nThe type area is counted in whole characters and lines: change their number, the margins or the body type.",
		"栏或行在边距之间放不下。\n版心以整字整行计：改栏数、字数、行数，边距或正文字号。"},
	"TPL-SUM": {"The heights of the rows do not add up to the lines of the page.\nRows and the gaps between them must make up 行数 exactly.",
		"各排的高加起来不等于版面的行数。\n各排连同行间隔，必须正好是“行数”。"},
	"TPL-ROW": {"A row of the drawing cannot be read.\nA row is its height in lines, a bar, and a name for each basic column.",
		"版图的一排看不懂。\n一排是：行数、竖线、每个基本栏一个名称。"},
	"TPL-CELLS": {"A row of the drawing has too many or too few names.\nWrite one for each basic column; a dot is an empty one.",
		"版图的一排名称太多或太少。\n每个基本栏写一个，空的写点。"},
	"TPL-AREA": {"An area of the drawing is not a rectangle.\nThe message names the first cell that breaks it.",
		"版图里有一块不成矩形。\n提示里说出第一个不对的格子。"},
	"TPL-TWICE": {"Two slots of a page have one name.\nStories are put into slots by name: give each its own, those within groups too.",
		"一版之内两个版位同名。\n稿件按名字上版位：各起各的名，组里的也算。"},
	"TPL-GROUP": {"A slot with a grid of its own (版图 within 版位) cannot be divided as drawn.\nIts columns need two characters at least; groups stand three deep at most.",
		"版位里的版图分不成。\n每栏至少两字；组套组最多三层。"},
	"TPL-FOLD": {"The fold of a spread (中缝) does not stand where it can, or something would run through it.\nText keeps to one side; heads and pictures may stand on both.",
		"通版的中缝位置不对，或有文字要穿过它。\n文字只在一边，标题和图可以跨。"},
	"PLAN-SPREAD": {"A spread does not lie on two facing pages.\nIts left page has an even number.",
		"通版的两版不在一个对开面上。\n左边是双数版。"},
	"TPL-GAP": {"A slot divided into other columns than the basic ones (破栏) has another gap than the page.\nWhole characters come first; the gaps take what is left over. Where it shows, choose a number of columns that comes out even.",
		"破栏的版位，栏距与别处不同。\n每栏先取整字，余下的匀进栏距。显眼的话，换个除得尽的栏数。"},
	"TPL-SLOT": {"Options are given for a slot that is not drawn, or a slot is asked for that the template does not have.\nCheck the name.",
		"给没有画出的版位写了选项，或要用模板里没有的版位。\n核对名称。"},
	"TPL-FRAME": {"A frame given by position has no size or reaches beyond the page.\nPositions count from the trimmed page's top left corner.",
		"按位置给的框没有大小，或伸出版面。\n位置从成品左上角量起。"},

	"TPL-KIND": {"An area is named like a nameplate, folio line or index but has no kind, so stories go there.\nSay its 类.",
		"版位叫作报头、报眉或导读，却没有写类，就成了稿件的版位。\n写明它的“类”。"},
	"TPL-FLOW": {"A flow template has no slot that flows.\nOne slot must take the rest of the stories on as many pages as they need (流).",
		"流式模板里没有流的版位。\n要有一个版位把余下的稿件一版接一版排下去（流）。"},

	"PLAN-EMPTY": {"The edition has no pages, so there is nothing to set.\nList the pages in edition.yaml under 版.",
		"这一期没有版面，无从排起。\n在 edition.yaml 的“版”下列出各版。"},
	"PLAN-PAGE": {"A story or a jump asks for a page that the edition does not have, or two pages have one number.",
		"稿件或转版要去的版不存在，或两个版同号。"},
	"PLAN-SLOT": {"A story asks for a slot that its page does not have.\nThe message lists the slots of the template.",
		"稿件要上的版位不存在。\n提示里列出模板的各个版位。"},
	"PLAN-STORY": {"A page asks for a story that is not there.\nStories are called by their ids: the file's name, or 编号.",
		"版上要用的稿件不存在。\n稿件以编号来叫：文件名，或“编号”。"},
	"PLAN-TWICE": {"A story stands twice in one slot.\nIts text is set once. Remove one.",
		"一篇稿件在一个版位里写了两次。\n文字只排一次。去掉一处。"},
	"PLAN-BOTH": {"A story and edition.yaml place it differently.\nedition.yaml is followed.",
		"稿件自己和 edition.yaml 所说的版位不同。\n以 edition.yaml 为准。"},
	"PLAN-AUTO": {"No page could be made up.\n--auto makes up pages whose template has no story slots, only dots in the drawing, of stories that stand nowhere.",
		"没有可以自动拼的版。\n--auto 只拼没有稿件版位的版（版图里画成点），用的是没有上版的稿件。"},
	"PLAN-MADE": {"A page was made up by --auto.\nThe message counts the lines of its columns in which neither text nor head nor picture stands. The template that was made lies beside the pages, with the lines for edition.yaml.",
		"--auto 拼好了一个版。\n提示里数出栏内没有文字、标题、图片的空行。拼成的模板和 edition.yaml 要写的几行放在版面文件旁边。"},
	"PLAN-UNPLACED": {"A story of the edition stands on no page.\nIt will be missing from the paper. Place it, or move its file out of stories/.",
		"有稿件没有上版。\n报上不会有它。安排版位，或把文件移出 stories/。"},
	"PLAN-GROUP": {"The stories of a group do not agree in label or by-line.\nA group has one label and at most one by-line.",
		"同组稿件的栏目或署名不一致。\n一组只有一个栏目，至多一个署名。"},

	"FIT-OVER": {"A story is longer than its slots: text is missing from the page.\nThe message counts what is left over in characters and lines. Cut that much, make the slot higher, the head smaller, or let the story jump to another page (转).",
		"稿件排不下：版上缺了文字。\n提示里数出多出的字数和行数。删去这么多，或加高版位、缩小标题，或转版（转）。"},
	"FIT-UNDER": {"A story leaves lines of its slot empty.\nThe message says how many, and about how many characters they hold. Write more, make the slot lower, or the head or picture larger.",
		"稿件没有排满版位。\n提示里说出空几行、约合多少字。补稿，压低版位，或放大标题、图片。"},
	"FIT-HEAD": {"A line of a headline does not fit on one line at this size.\nIt was broken where it had to be. Shorten it, give it as two lines, or choose a smaller size.",
		"标题的一行在这个字号下放不下。\n已在不得已处折行。缩短，写成两行，或改小字号。"},

	"PDF-PRESS": {"A supplied advert holds what the press refuses: colours, inks, fonts or pictures that do not print as they should.\nThe message says what. Ask for the file again, made for this press.",
		"来稿广告里有印厂不收的东西：颜色、墨量、字体或图片印不对。\n提示里说明是什么。请对方按本报印刷要求重做。"},
	"FIT-STACK": {"A vertical headline has no room at the side of its text: the slot is too narrow, or the headline higher than the slot.\nIt is set over the text instead. Make the slot wider or higher, or the headline smaller.",
		"竖题在正文旁边放不下：版位太窄，或者标题比版位还高。\n标题改排在正文上方。把版位加宽、加高，或者把题排小一些。"},
	"FIT-DONE": {"A story was made to fit its slot, in the steps the template allows.\nThe message says which. Nothing was lost.",
		"稿件按模板允许的办法调到排得下。\n提示里说明怎样调的。文字没有少。"},
	"FIT-JUMP": {"A story jumps too soon, or for too little.\nReaders follow a story to another page only when its beginning is worth it: at least five lines a column, unless the slot says otherwise (转: {行: n}), and at least as many after the jump. Make the slot higher, its head or picture smaller; or cut the few lines that would jump.",
		"稿件转得太早，或者转过去的太少。\n转版前每栏至少要有五行（版位可用 转: {行: n} 另定），转过去的也不能少于这个行数，读者才值得翻版。加高版位，缩小标题或图片；或者把要转的几行删掉。"},
	"FIT-DECK": {"A story's deck was left out so that the rest fits.\nIt is missing from the page. Shorten the story or the deck.",
		"为了排得下，略去了副题。\n版上没有它。删稿，或缩短副题。"},
	"FIT-INDEX": {"An index does not hold all the stories it lists.\nThe last are left out. Make its slot higher or list fewer.",
		"导读放不下所列的全部稿件。\n最后几条没有排。加高版位，或少列几条。"},

	"FIT-ADVERT": {"An advert has not the size of its place.\nIt is set at its own size and does not fit the page. Ask for one of the right size, or let the slot scale it (缩放).",
		"广告的尺寸与版位不符。\n按原大排，和版面对不上。请对方按尺寸重做，或让版位缩放（缩放）。"},
	"PDF-ADVERT": {"A supplied PDF cannot be placed.\nIt is encrypted, broken, or has no such page; the place shows an empty frame. Ask for a PDF/X file.",
		"送来的 PDF 用不了。\n加了密、有损坏，或没有那一页；版位以空框占位。请对方给 PDF/X 文件。"},

	"GLY-EMBED": {"A font of the paper forbids embedding.\nPages and e-editions carry it along, so what was made may not leave the house. Ask its maker for a licence, or use another font.",
		"报社自己的一个字体不许嵌入。\n版面和电子报都会把它带出去，所以做出来的文件不能外传。向字体厂商取得许可，或换字体。"},
	"GLY-MISS": {"No font of the style has a character.\nIt would be printed as an empty box. Add a font that has it, or write another form of the character.",
		"样式的各字体里都没有这个字。\n会印成空框。加一个有它的字体，或换一个写法。"},
	"GLY-FONT": {"A font file of the paper cannot be used.\nTrueType and OpenType files and collections can be read.",
		"报社自己的字体文件不能用。\n可用 TrueType、OpenType 文件和字体集。"},

	"TYP-GAP": {"Readings or dots beside the text have little room between the lines.\nThe lines keep their distance; the marks come close to the line before. Give such a slot more leading, or put readings into brackets.",
		"行间的注音或着重号地方太小。\n行距不变，标注贴近前一行。给这样的版位加大行距，或把注音放进括号。"},

	"TXT-EMPTY": {"A story has no text.", "稿件没有正文。"},
	"TXT-HEAD":  {"A story has no headline.\nContents and outlines show its kicker or first words instead.", "稿件没有标题。\n目录里以引题或首句代替。"},
	"TXT-INDENT": {"Paragraphs begin with typed spaces.\nThey are left out: the style indents the first line.",
		"段落以手打的空格开头。\n已略去：首行缩进由样式来做。"},

	"PIC-MISSING": {"A picture is not there.\nIts place is shown as an empty frame. Pictures are looked for in the edition's images folder, then beside the story.",
		"缺图片。\n版上以空框占位。图片先在本期的 images 文件夹里找，再在稿件旁边找。"},
	"PIC-FORMAT":  {"A picture is empty, damaged, or of a kind that is not set.\nJPEG and PNG are. A PDF as logo is only printed.", "图片是空的、坏的，或是排不了的格式。\n可用 JPEG 和 PNG。标识用 PDF 时只上印刷版。"},
	"PIC-SIZE":    {"A picture has more pixels than a newspaper can use.\nScale it down.", "图片的像素多得报纸用不上。\n缩小。"},
	"PIC-CUT":     {"A picture's file ends too soon.\nIt was cut off when it was copied. Copy it again.", "图片文件没有到头就断了。\n多半是复制时中断。重新复制。"},
	"PIC-FIT":     {"A picture and its caption do not fit into the slot.\nMake the slot higher, or the picture lower or narrower.", "版位里放不下图片和图说。\n加高版位，或把图片改矮、改窄。"},
	"PIC-CROP":    {"Much of a picture is cut off to fill its place.\nA face may be lost. Give it more lines or other columns.", "图片为填满位置裁去很多。\n可能裁掉了人。加行，或换栏数。"},
	"PIC-GROUP":   {"Something a group of pictures cannot have.\nTwo to nine pictures in one paragraph are a group; its place and columns are those of its first, and text runs round it whole.", "组图里写了组图没有的东西。\n一段里的两到九幅图是一组；位置和栏数由第一幅定，文字绕整组走。"},
	"PIC-CAPTION": {"A news picture has no caption.\nReaders want to know who and where.", "新闻图片没有图说。\n读者要知道是谁、在哪里。"},
	"PIC-CREDIT":  {"A picture has no credit.\nName who took or drew it, in braces after the picture.", "图片没有署名。\n在图片后的花括号里写明谁摄、谁绘。"},

	"EPB-EMPTY": {"No story stands on a page, so no e-edition was made.\nThe pages themselves are written.", "版上没有稿件，因此没有做电子报。\n版面照出。"},
	"EPB-TEXT": {"The printed pages and the e-edition do not carry the same text.\nReaders of both must read the same. Compose again; if it stays, it is a fault of banxin.",
		"版面和电子报的文字不一致。\n两边读者该读到同样的文字。重新排版；若仍如此，是版心的毛病。"},
	"EPB-ALT": {"A picture has neither a caption nor a description.\nReaders who cannot see it are told nothing. Describe it after the file's name.",
		"图片既无图说也无描述。\n看不见的读者无从知道。在文件名后描述。"},
	"EPB-CHAR": {"A character is not allowed in an e-book.\nIt is shown as U+FFFD. Remove it.", "这个字符不能用在电子书里。\n以 U+FFFD 代替。删去。"},
}

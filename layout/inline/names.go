package inline

// What a paper's files call the choices of Rules, in Chinese and in English.
var (
	levelNames = map[string]Level{
		"国标": LevelGB, "gb": LevelGB, "normal": LevelGB, "不限": LevelNone, "none": LevelNone,
		"基本": LevelBasic, "basic": LevelBasic, "严格": LevelStrict, "strict": LevelStrict,
		"窄栏": LevelNewspaper, "newspaper": LevelNewspaper, "loose": LevelNewspaper,
	}
	marksNames = map[string]Marks{
		"行末半角": HalfAtEnd, "half-at-end": HalfAtEnd, "全角": FullWidth, "full": FullWidth,
		"半角": HalfWidth, "half": HalfWidth, "开明": Kaiming, "kaiming": Kaiming, "CCT": CCT, "cct": CCT,
	}
	regionNames = map[string]Region{
		"大陆": CN, "CN": CN, "zh-CN": CN, "zh-Hans": CN, "台湾": TW, "TW": TW, "zh-TW": TW, "zh-Hant": TW, "香港": HK, "HK": HK, "zh-HK": HK, "zh-MO": HK,
	}
)

// ParseLevel returns the level of this name, and whether there is one.
func ParseLevel(s string) (Level, bool) { l, ok := levelNames[s]; return l, ok }

// ParseMarks returns the widths of marks of this name.
func ParseMarks(s string) (Marks, bool) { m, ok := marksNames[s]; return m, ok }

// ParseRegion returns the region of this name or language tag.
func ParseRegion(s string) (Region, bool) { r, ok := regionNames[s]; return r, ok }

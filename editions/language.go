package editions

import (
	"strings"

	"golang.org/x/text/language"

	"banxin/editions/source"
)

// languageNames are what languages are called by people who do not know their tags.
var languageNames = map[string]string{
	"中文": "zh-CN", "汉语": "zh-CN", "汉文": "zh-CN", "中国": "zh-CN", "国语": "zh-CN", "普通话": "zh-CN", "简体": "zh-CN", "简体中文": "zh-CN", "中文简体": "zh-CN", "简体字": "zh-CN",
	"chinese": "zh-CN", "cn": "zh-CN", "ch": "zh-CN", "chs": "zh-CN", "zh-chs": "zh-CN", "gb": "zh-CN",
	"繁体": "zh-TW", "繁體": "zh-TW", "繁体中文": "zh-TW", "繁體中文": "zh-TW", "正体": "zh-TW", "正體": "zh-TW", "cht": "zh-TW", "zh-cht": "zh-TW", "tw": "zh-TW",
	"香港": "zh-HK", "hk": "zh-HK", "英文": "en", "英语": "en", "english": "en", "日文": "ja", "日语": "ja", "韩文": "ko", "韩语": "ko",
	"法文": "fr", "法语": "fr", "德文": "de", "德语": "de", "俄文": "ru", "俄语": "ru",
}

// language reads 语言: a tag of BCP 47 whose subtags are known, in its usual form, zh-CN. Empty: none
// is said, or none that can be taken.
func (d *desk) language(v *value) string {
	text := d.str(v)
	if text == "" {
		return ""
	}
	if tag, ok := languageTag(text); ok {
		return tag
	}
	meant := strings.ToLower(strings.ReplaceAll(plainly(text), "_", "-"))
	tag, ok := languageNames[meant]
	if !ok {
		tag, ok = languageTag(meant)
	}
	if !ok {
		d.at("SRC-VALUE", v, source.Msg("no-language", clip(text, 40)), source.Msg("write-zh-cn-zh-tw-or"))
		return ""
	}
	d.at("SRC-VALUE", v, source.Msg("no-language", clip(text, 40)), source.Msg("write-as", tag))
	return tag
}

// languageTag is a tag of BCP 47 in its usual form; false where it is none, or has an underscore as
// locales of systems have.
func languageTag(s string) (string, bool) {
	if strings.Contains(s, "_") {
		return "", false
	}
	tag, err := language.Raw.Parse(s)
	if err != nil || tag == language.Und {
		return "", false
	}
	return tag.String(), true
}

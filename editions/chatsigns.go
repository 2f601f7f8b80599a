package editions

import (
	"strings"

	"banxin/editions/source"
)

// chatSign is what chat programs write for a picture, a sound or a face when a message is copied as text.
var chatSign = later(`\[(?:图片|照片|语音|视频|小视频|文件|链接|位置|名片|表情|动画表情|表情包|聊天记录|红包|转账|小程序|` +
	`微笑|撇嘴|发呆|得意|流泪|害羞|闭嘴|大哭|尴尬|发怒|调皮|呲牙|龇牙|惊讶|难过|抓狂|偷笑|愉快|白眼|傲慢|惊恐|流汗|憨笑|悠闲|奋斗|咒骂|疑问|敲打|再见|擦汗|抠鼻|鼓掌|坏笑|左哼哼|右哼哼|哈欠|鄙视|委屈|快哭了|阴险|亲亲|可怜|` +
	`笑脸|生病|脸红|破涕为笑|恐惧|失望|无语|嘿哈|捂脸|奸笑|机智|皱眉|吃瓜|加油|天啊|社会社会|旺柴|好的|打脸|翻白眼|让我看看|叹气|苦涩|裂开|嘴唇|爱心|心碎|拥抱|握手|胜利|抱拳|勾引|拳头|合十|啤酒|咖啡|蛋糕|玫瑰|凋谢|炸弹|月亮|太阳|` +
	`庆祝|礼物|烟花|爆竹|猪头|跳跳|发抖|转圈|点赞|比心|OK|666|Emm)\](?:[ 　]?[0-9]{1,3}["″”])?`)

// typedFace is a face made of marks: ^_^, (^o^), >_<. letteredFace has letters, T_T, and stands behind text.
var (
	typedFace    = later(`[(（]?(?:[\^＾](?:[_＿]{1,3}|[-.oOvω▽])[\^＾]|>_<|≧▽≦)[)）]?`)
	letteredFace = later(`(?:^|[\p{Han}，。！？～ ])([(（]?(?:T_T|QAQ|T\^T|-_-|o_O|O_O)[)）]?)`)
)

// ChatSigns is where such signs stand in a text, [图片] or [微笑]; nil: there is none.
func ChatSigns(text string) [][]int {
	if strings.IndexByte(text, '[') < 0 {
		return nil
	}
	return chatSign().FindAllStringIndex(text, -1)
}

func chatted(text string) (msg, hint source.Message) {
	return source.Msg("mark-of-chat-program", text), source.Msg("take-chat-sign-away")
}

func faced(text string) (msg, hint source.Message) {
	return source.Msg("face-of-marks", text), source.Msg("delete")
}

// formWord tells of the word of a form before the text: 正文：.
func formWord(text string) (msg, hint source.Message) {
	return source.Msg("word-of-form-before-text", text), source.Msg("take-word-away", text)
}

// oldEmoji are those among the older signs that are shown as pictures (Unicode, emoji-data: Emoji_Presentation).
const oldEmoji = "⌚⌛⏩⏪⏫⏬⏰⏳☔☕⚡⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓❔❕❗➕➖➗➰➿⭐⭕"

// Emoji tells whether a character is a little picture that no newspaper's face has, or of one.
func Emoji(r rune) bool {
	return 0x1F000 <= r && r <= 0x1FAFF || r == 0x20E3 || 0xE0000 <= r && r <= 0xE007F || 0x2190 <= r && r < 0x2C00 && strings.ContainsRune(oldEmoji, r)
}

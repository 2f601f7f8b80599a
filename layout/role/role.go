// Package role names what texts are: of a story in the model, of marks on the pages. The names are
// written here alone; packages editions and page call them by their own.
//
//	if r := part.Role; r.IsHead() { … }
//	mark.Role == role.Byline
package role

// Role is what a text is in its story, and the name of its mark on the pages.
type Role string

// The roles of a story's texts. What holds texts on pages, and what banxin puts there itself, has
// roles of package page besides.
const (
	Label     Role = "label"    // 栏目
	Kicker    Role = "kicker"   // 引题
	Headline  Role = "headline" // 主题
	Deck      Role = "deck"     // 副题
	Byline    Role = "byline"   // 署名
	Lead      Role = "lead"     // 导语
	Paragraph Role = "p"
	Subhead   Role = "subhead" // 小标题
	Quote     Role = "quote"   // 引文
	Item      Role = "li"      // of a list
	Cell      Role = "td"      // of a table
	Caption   Role = "caption" // 图说, of a picture, of a group of them, of a table
	Credit    Role = "credit"  // 摄影
	Signoff   Role = "signoff" // 落款
	Note      Role = "note"    // 注
)

// IsHead tells whether a text is a line of the headline, above it or below it.
func (r Role) IsHead() bool { return r == Kicker || r == Headline || r == Deck }

// InHead tells whether a text stands in the head in one piece with the headline: the label too.
func (r Role) InHead() bool { return r == Label || r.IsHead() }

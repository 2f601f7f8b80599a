package assets

import _ "embed"

// Font is an embedded face. Data is read-only: it lies in the program's own file.
type Font struct {
	Name  string   // file name without suffix
	Roles []string // what a style calls it: Chinese first, then English
	Data  []byte   // a TrueType file of one face
}

var (
	//go:embed fonts/NotoSerifSC-Regular.ttf
	notoSerifRegular []byte
	//go:embed fonts/NotoSerifSC-Black.ttf
	notoSerifBlack []byte
	//go:embed fonts/NotoSansSC-Regular.ttf
	notoSansRegular []byte
	//go:embed fonts/NotoSansSC-Bold.ttf
	notoSansBold []byte
	//go:embed fonts/LXGWWenKai-Regular.ttf
	wenKai []byte
	//go:embed fonts/MaShanZheng-Regular.ttf
	maShanZheng []byte
)

// Fonts lists the six faces in a fixed order. Licences lie beside the files in assets/fonts.
func Fonts() []Font {
	return []Font{
		{"NotoSerifSC-Regular", []string{"宋", "song"}, notoSerifRegular},
		{"NotoSerifSC-Black", []string{"标宋", "song-black"}, notoSerifBlack},
		{"NotoSansSC-Regular", []string{"黑", "hei"}, notoSansRegular},
		{"NotoSansSC-Bold", []string{"粗黑", "hei-bold"}, notoSansBold},
		{"LXGWWenKai-Regular", []string{"楷", "kai"}, wenKai},
		{"MaShanZheng-Regular", []string{"毛笔", "brush"}, maShanZheng},
	}
}

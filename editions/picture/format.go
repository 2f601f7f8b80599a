package picture

import (
	"bytes"
	"path"
	"slices"
	"strings"
)

// format names the format of a file that is set, by its first bytes.
func format(data []byte) string {
	has := func(head string) bool { return bytes.HasPrefix(data, []byte(head)) }
	switch {
	case has("\xff\xd8"):
		return "jpeg"
	case has("\x89PNG\r\n\x1a\n"):
		return "png"
	case has("II*\x00"), has("MM\x00*"):
		return "tiff"
	case has("RIFF") && len(data) >= 12 && string(data[8:12]) == "WEBP":
		return "webp"
	case has("GIF87a"), has("GIF89a"):
		return "gif"
	}
	return ""
}

// kinds are formats that are not set, each with the command that converts one.
var kinds = []struct {
	kind, convert string
	is            func(head string) bool
}{
	{"AVIF", `avifdec "IN" "OUT.png"`, brand("avif", "avis")},
	{"HEIC", `heif-convert "IN" "OUT.jpg"`, brand("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1")},
	{"JPEG 2000", `opj_decompress -i "IN" -o "OUT.png"`, starts("\x00\x00\x00\x0cjP  ", "\xff\x4f\xff\x51")},
	{"JPEG XL", `djxl "IN" "OUT.png"`, starts("\xff\x0a", "\x00\x00\x00\x0cJXL ")},
	{"JPEG XR", `JxrDecApp -i "IN" -o "OUT.tif"`, starts("II\xbc")},
	{"PSD", `magick "IN[0]" -flatten "OUT.png"`, starts("8BPS")},
	{"PDF", `pdftoppm -r 300 -png -singlefile "IN" "OUT"`, starts("%PDF")},
	{"EPS", `gs -q -dSAFER -dBATCH -dNOPAUSE -dEPSCrop -sDEVICE=pdfwrite -sOutputFile="OUT.pdf" "IN"`, starts("%!PS", "\xc5\xd0\xd3\xc6")},
	{"BigTIFF", `magick "IN" "OUT.tif"`, starts("II+\x00", "MM\x00+")},
	{rawKind, rawConvert, isRaw},
	{"BMP", `magick "IN" "OUT.png"`, starts("BM")},
	{"ICO", `magick "IN" "OUT.png"`, starts("\x00\x00\x01\x00")},
	{"SVG", `rsvg-convert -d 300 -p 300 -o "OUT.png" "IN"`, func(head string) bool {
		return strings.Contains(head, "<svg") || strings.Contains(head, "<!DOCTYPE svg")
	}},
}

const rawKind, rawConvert = "RAW", `darktable-cli "IN" "OUT.jpg"`

func starts(heads ...string) func(string) bool {
	return func(head string) bool {
		for _, h := range heads {
			if strings.HasPrefix(head, h) {
				return true
			}
		}
		return false
	}
}

// brand looks for ISO base media files (ISO/IEC 14496-12 4.3) of a major or compatible brand.
func brand(names ...string) func(string) bool {
	return func(head string) bool {
		if len(head) < 12 || head[4:8] != "ftyp" {
			return false
		}
		for at := 8; at+4 <= min(len(head), 64); at += 4 {
			if slices.Contains(names, head[at:at+4]) {
				return true
			}
		}
		return false
	}
}

// rawNames are the names of cameras' raw files that look like TIFF.
var rawNames = []string{".cr2", ".nef", ".nrw", ".arw", ".sr2", ".srf", ".dng", ".pef", ".3fr", ".iiq", ".erf", ".dcr", ".kdc"}

// Named is err, which Read gave for data, where the name does not tell more: what is a TIFF file
// that cannot be read and has the name of a camera's raw file is one.
func Named(err error, data []byte, name string) error {
	if err != nil && format(data) == "tiff" && slices.Contains(rawNames, strings.ToLower(path.Ext(name))) {
		return &KindError{rawKind, rawConvert}
	}
	return err
}

// isRaw knows the raw files of cameras by their first bytes, but those that are TIFF; of those
// Canon's, whose mark stands before the first directory.
func isRaw(head string) bool {
	return len(head) > 10 && head[:4] == "II*\x00" && head[8:10] == "CR" || starts("IIRO", "IIRS", "MMOR", "IIU\x00", "FUJIFILMCCD-RAW", "FOVb")(head) || len(head) > 12 && head[4:11] == "ftypcrx"
}

// foreign says what a file is that is not set.
func foreign(data []byte) error {
	head := string(data[:min(len(data), 1024)])
	for _, k := range kinds {
		if k.is(head) {
			return &KindError{k.kind, k.convert}
		}
	}
	return &KindError{}
}

// Foreign says what kind of file data is that is not set, and the command that converts
// the file of a name to one that is; the command is empty where none is known. Not ok: it
// is a picture that is set, or nothing that is known.
func Foreign(data []byte, name string) (kind, command string, ok bool) {
	_, err := Read(data)
	k, ok := err.(*KindError)
	if !ok || k.Kind == "" {
		return "", "", false
	}
	return k.Kind, k.Convert(name), true
}

// Convert is the command that converts the file of a name.
func (e *KindError) Convert(name string) string {
	base := name
	if dot := strings.LastIndexByte(name, '.'); dot > 0 {
		base = name[:dot]
	}
	if strings.HasSuffix(name, ".jpg") || strings.HasSuffix(name, ".png") {
		base += "-1" // the file itself must not be written over
	}
	return strings.NewReplacer("IN", name, "OUT", base).Replace(e.convert)
}

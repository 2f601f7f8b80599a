package picture

// Names of a book's previews in its container: small pictures of the first page, JPEG. They
// are no part of the book and stand beside its container file, as others' files may (OCF 3.3
// section 4.2.6): who lists many books need not decode and shrink their covers.
const (
	CoverName     = "META-INF/cover.jpg"
	ThumbnailName = "META-INF/thumbnail.jpg"
)

module banxin

go 1.26.0

require (
	github.com/gabriel-vasile/mimetype v1.4.13 // indirect
	github.com/go-shiori/go-epub v1.2.1 // indirect
	github.com/go-text/typesetting v0.3.3 // indirect
	github.com/goccy/go-yaml v1.19.2 // indirect
	github.com/gofrs/uuid/v5 v5.0.0 // indirect
	github.com/vincent-petithory/dataurl v1.0.0 // indirect
	github.com/yuin/goldmark v1.8.7 // indirect
	golang.org/x/crypto v0.58.0 // indirect
	golang.org/x/net v0.61.0 // indirect
	golang.org/x/text v0.43.0 // indirect
	golang.org/x/tools v0.52.0 // indirect
)

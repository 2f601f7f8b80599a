# make            builds banxin
# make sample     sets the sample edition into out/
.PHONY: build test judges hostile mutants lint bench latency fuzz sample readme guide sheet desk ci rename container release

build:
	go build -o banxin ./cmd/banxin

test:
	go test ./...

# the same with other people's programs as judges, and with the long inputs (cmd/need)
judges:
	BANXIN_JUDGES=1 EPUB_JUDGE=all go test -timeout 60m ./...
	BANXIN_JUDGES=1 GOARCH=386 go test -timeout 60m ./layout/... ./output/dump/...

# the long inputs alone: many random editions, damaged and hostile files
hostile:
	BANXIN_HOSTILE=1 BANXIN_MUTANTS=500 go test -timeout 60m ./...

# small faults put into the packages at the heart: do their own tests see them?
mutants:
	go run ./cmd/internal/mutants

lint:
	@test -z "$$(gofmt -s -l .)" || { gofmt -s -l .; exit 1; }
	go vet ./...
	for os in windows darwin; do GOOS=$$os go vet ./... || exit 1; done
	go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...
	@dead=$$(go run golang.org/x/tools/cmd/deadcode@v0.52.0 -test ./...) && test -z "$$dead" || { echo "$$dead"; exit 1; }

bench:
	go test -run '^$$' -bench . -benchmem -count 10 ./...

# how long an edit takes until it is painted in Chromium, EDITS of each kind: a table, and out/_artifacts/…/latency.json
EDITS ?= 40
latency:
	mkdir -p out
	BANXIN_JUDGES=1 BANXIN_LATENCY=$(EDITS) go test ./cmd/internal/cli -run '^TestLatency$$' -count 1 -v -artifacts -outputdir $(CURDIR)/out

# each fuzz target for FUZZTIME
FUZZTIME ?= 20s
fuzz:
	@go list ./... | while read -r p; do \
	  for f in $$(go test -list '^Fuzz' $$p | grep '^Fuzz' || true); do \
	    echo "$$p $$f"; go test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) $$p || exit 1; \
	  done; \
	done

sample: build
	./banxin build -o out

# the pictures in README.md
readme: build
	./banxin build -q -o out --to png --pages 1 --ppi 90
	mkdir -p assets/readme
	cp out/tcrb_*_01.png assets/readme/page1.png

# the pictures of the guide: templates, voices, and pages of its own examples
guide:
	go run ./cmd/internal/gallery
	go run ./cmd/internal/gallery -voices layout/testdata/voices -fronts -width 200 -o assets/guide/pictures/voices
	go test ./cmd/internal/cli -run '^TestGuide$$' -update

# every template in every voice, in one picture
sheet:
	go run ./cmd/internal/gallery -sheet $(or $(SHEET),out/sheet.png) -width 320

# the editor that the desk uses, as one file: the same packages give the same bytes
desk:
	cd assets/desk/bundle && npm ci --silent --no-audit --no-fund && npm run --silent build

ci:
	bash .ci/run

# the module under another path: make rename MODULE=example.org/press/banxin
rename:
	go run ./cmd/internal/rename $(MODULE)

# the static program alone in an image, by podman or docker
container:
	@tool=$$(command -v podman || command -v docker) || { echo "make container needs podman or docker"; exit 1; }; \
	  "$$tool" build -f Containerfile -t banxin .

# what people download: an archive for each system, and their sums, in dist
release:
	go run ./cmd/internal/release -o $(or $(DIST),dist) $(TARGETS)

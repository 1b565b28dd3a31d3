.DEFAULT_GOAL := help
.PHONY: help demo test simulate bench build release install image-check pictures lint format clean

# What a build says of itself; an archive without git builds as well.
# Only what is installed says it: a developer's build is not made anew after each commit.
release install image-check: export USAGECTL_COMMIT ?= \
  $(shell git rev-parse --short=12 HEAD 2>/dev/null)
PREFIX ?= /usr/local
DESTDIR ?=

help: ## Shows this list.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

demo: ## Shows usagectl at work on a small simulated world; needs no account.
	@scripts/setup
	@swift build --product usagectl >&2
	@"$$(swift build --show-bin-path)/usagectl" demo

test: ## Builds and runs every test.
	@scripts/test

simulate: ## Runs a million simulated steps and the widest exploration; takes long.
	@scripts/setup
	@swift build -c release --product usagectl >&2
	@scripts/check-release
	@"$$(swift build -c release --show-bin-path)/usagectl" simulate --seed 1 --runs 660 --months 12 --quiet
	@"$$(swift build -c release --show-bin-path)/usagectl" simulate --exhaustive
	@scripts/setup --tests
	@USAGECTL_WIRE_ROUNDS=300 scripts/test --filter WireStormTests

bench: ## Measures starts, sources, policies and the ledger; takes half an hour.
	@scripts/setup
	@swift build -c release --static-swift-stdlib --product usagectl >&2
	@USAGECTL_BENCHMARKS=1 swift run -c release start-benchmark
	@USAGECTL_BENCHMARKS=1 swift run -c release usagectl-benchmarks
	@USAGECTL_BENCHMARKS=1 swift run -c release source-benchmark
	@USAGECTL_BENCHMARKS=1 swift run -c release ledger-benchmark
	@USAGECTL_BENCHMARKS=1 swift run -c release parsing-benchmark

build: ## Builds for development.
	@scripts/setup
	swift build

release: ## Builds the two programs for use.
	@scripts/setup
	swift build -c release --static-swift-stdlib --product usagectl
	swift build -c release --static-swift-stdlib --product connect-simulator
	@scripts/check-release

install: ## Installs command, completions and manual pages: make install PREFIX=/usr/local
	@scripts/setup
	@scripts/install "$(DESTDIR)$(PREFIX)"

image-check: release ## Executes the Dockerfile's final stage without a container engine; as root.
	@scripts/setup --image
	@scripts/image-check

pictures: ## Takes the pictures of the README from the status page.
	@scripts/pictures

lint: ## Checks form and habits.
	@scripts/lint

format: ## Puts the code into its form.
	swift format --in-place --recursive Package.swift Sources Tests Benchmarks

clean: ## Removes what was built.
	rm -rf .build .build-*

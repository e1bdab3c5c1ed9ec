# The commands of this house. Everything needs only Python 3.11+, git and make; see README.md.
.DEFAULT_GOAL := help
.PHONY: help demo test check bench relevance lock clean
PYTHON := $(shell for p in "$$PYTHON" python3 python3.14 python3.13 python3.12 python3.11; do \
	[ -n "$$p" ] && "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && exit; done; echo python3)
PREPARE = @$(PYTHON) -I lebak_catalog/prepare.py
PY = .venv/bin/python

help: ## Daftar perintah ini
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r a b; do printf '  %-12s %s\n' "$$a" "$$b"; done

demo: ## Portal lengkap dengan isi rekaan di http://127.0.0.1:8000 (PORT=8010, DEMO_SIZE=small|normal|large)
	$(PREPARE) requirements.txt lebak_catalog.demo_runner

test: ## Semua tes di PostgreSQL sungguhan, termasuk perjalanan di peramban (ARGS="tests/catalog -k cari")
	$(PREPARE) requirements-dev.txt tests.run $(ARGS)

check: ## Gaya, tipe, templat, migrasi, pengaturan produksi, arsitektur
	$(PREPARE) requirements-dev.txt tests.check

bench: ## Ukuran kecepatan: perbandingan di dalam satu putaran
	$(PREPARE) requirements-dev.txt bench.run $(ARGS)

relevance: ## Mutu pencarian: nDCG@10 atas pertanyaan yang sudah dinilai (ARGS=-v: yang kurang baik)
	$(PREPARE) requirements-dev.txt tests.relevance.report $(ARGS)

lock: ## Perbarui requirements*.txt dari *.in (perlu uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header requirements.in -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header -c requirements.txt requirements-dev.in -o requirements-dev.txt

clean: ## Hapus .venv dan semua data demo dan tes
	@for f in .data/*/postgres-home; do [ -f "$$f" ] && rm -rf -- "$$(cat "$$f")"; done; rm -rf .venv .data artifacts

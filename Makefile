# make run    build the warehouse, publish it, print the index and the scorecard
#             TARGET=postgres or TARGET=spark builds there instead (docs/engines.md);
#             PANEL=folder adds a Parquet panel; ACCEPT=token answers its question
# make app    open the viewer on 127.0.0.1; builds first if nothing is published
# make test   lint, build and every test
# make lock   pin the packages again after a change of pyproject.toml
# make bench  large synthetic panels: our models beside other ways (docs/scale.md);
#             SIZES=6,7,8 ROUNDS=3
# make clean  remove what was built and installed

PYTHON ?= python3
TARGET ?= dev
BIN := .venv/bin
LINT := .venv-lint/bin

export DBT_PROFILES_DIR := profiles

.PHONY: run build app test lint format lock clean engines bench

ifeq ($(TARGET),dev)
run: build
	@$(BIN)/python -m pipeline index
	@$(BIN)/python -m pipeline claims
else
run: build
endif

# What each target needs besides; dev needs nothing.
NEEDS_dev :=
NEEDS_postgres := .venv/.postgres-installed
NEEDS_spark := .venv/.spark-installed
NEEDS_spark_cluster := .venv/.spark-installed

build: .venv/.installed $(NEEDS_$(TARGET))
	@$(BIN)/python -m pipeline build --target $(TARGET) $(if $(PANEL),--panel "$(PANEL)") \
	    $(if $(ACCEPT),--accept "$(ACCEPT)")

# Both engines, for the test that compares them with DuckDB.
engines: .venv/.postgres-installed .venv/.spark-installed

app: .venv/.installed
	@$(BIN)/python -m app

test: lint build .venv-oldest/.installed
	@echo "dbt build with unit tests, into warehouse/dev.duckdb"
	@$(BIN)/dbt --quiet build
	$(BIN)/python -m pytest --numprocesses 2 --dist loadgroup --no-loadscope-reorder

lint: .venv/.test-installed .venv-lint/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(LINT)/sqlfluff lint --disable-progress-bar models tests pipeline

format: .venv/.test-installed .venv-lint/.installed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(LINT)/sqlfluff fix --disable-progress-bar models tests pipeline

SIZES ?= 6,7
ROUNDS ?= 3
bench: .venv/.installed .venv/.bench-installed
	@$(BIN)/python bench/scale.py $(SIZES) $(ROUNDS)

# Needs uv; run after a change of pyproject.toml.
lock: COMPILE = uv pip compile --quiet --universal --python-version 3.11 --no-header \
    --no-annotate --no-strip-extras --generate-hashes
lock:
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) pyproject.toml --extra test -c requirements.lock -o requirements-test.lock
	$(COMPILE) pyproject.toml --extra postgres -c requirements-test.lock \
	    -o requirements-postgres.lock
	$(COMPILE) pyproject.toml --extra spark -c requirements-test.lock -o requirements-spark.lock
	$(COMPILE) pyproject.toml --extra bench -c requirements-test.lock -o requirements-bench.lock
	echo "sqlfluff>=3.4" | $(COMPILE) - -o requirements-lint.lock
	printf "duckdb==1.5.0\nduckdb-cli==1.5.0\n" | $(COMPILE) - -o requirements-oldest.lock

clean:
	rm -rf .venv .venv-lint .venv-oldest target logs .pytest_cache .ruff_cache warehouse/builds warehouse/current \
	    warehouse/marts warehouse/.lock warehouse/*.duckdb* warehouse/spark warehouse/landing

# The lock files pin every package with its hash; a changed lock file installs again.
define install
	@$(PYTHON) -c 'import sys; v = sys.version_info; \
	    (3, 11) <= v < (3, 14) or sys.exit(f"Python 3.11 to 3.13 is needed, {sys.executable} is \
	{v[0]}.{v[1]}. Name another: make PYTHON=/path/to/python3.11 run")'
	@test -x $(1)/bin/python || $(PYTHON) -m venv $(1)
	@echo "Installing $(2) into $(1) (once) ..."
	@$(1)/bin/python -m pip install --quiet --disable-pip-version-check \
	    --require-hashes -r $(2)
	@touch $@
endef

.venv/.installed: requirements.lock
	$(call install,.venv,requirements.lock)

.venv/.test-installed: requirements-test.lock .venv/.installed
	$(call install,.venv,requirements-test.lock)

.venv/.postgres-installed: requirements-postgres.lock .venv/.installed
	$(call install,.venv,requirements-postgres.lock)

.venv/.spark-installed: requirements-spark.lock .venv/.installed
	$(call install,.venv,requirements-spark.lock)

.venv/.bench-installed: requirements-bench.lock .venv/.installed
	$(call install,.venv,requirements-bench.lock)

.venv-lint/.installed: requirements-lint.lock
	$(call install,.venv-lint,requirements-lint.lock)

# The oldest DuckDB that must open what is published.
.venv-oldest/.installed: requirements-oldest.lock
	$(call install,.venv-oldest,requirements-oldest.lock)

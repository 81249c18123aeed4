# make run    build the warehouse, publish it, print the index and the scorecard
#             TARGET=postgres or TARGET=spark builds there instead (docs/engines.md);
#             PANEL=folder adds a Parquet panel; ACCEPT=token answers its question
# make uncertainty   build anew with 100,000 draws of all that is uncertain (DRAWS=10000)
# make app    open the viewer on 127.0.0.1; builds first if nothing is published
# make check  in under a minute: lint, types, house rules, macros and unit tests, and the
#             mini-world built and compared (examples/mini_world)
# make mini   build and publish the mini-world in warehouse/mini_world
# make test   lint, build and every test but those of the other engines
# make test-engines   PostgreSQL and Spark hold the marts of DuckDB
# make model M=fct_claim   build one model and test it, in warehouse/dev.duckdb; M=+fct_claim
#             builds what it reads too (docs/how-to/model.md)
# make lock   pin the packages again after a change of pyproject.toml
# make bench  large synthetic panels: our models beside other ways (docs/scale.md);
#             SIZES=6,7,8 ROUNDS=3
# make docs   write the documentation site to site/, from docs/ and what is published
# make clean  remove what was installed and what dbt left; published builds stay
# make clean-builds   remove the builds of warehouse/, the published one too

# An empty variable is an unset one.
override PYTHON := $(or $(PYTHON),python3)
override TARGET := $(or $(TARGET),dev)
BIN := .venv/bin
LINT := .venv-lint/bin

export DBT_PROFILES_DIR := profiles
# As it was typed: neither make nor the shell looks into it.
ifdef PANEL
override export PANEL := $(value PANEL)
endif

.PHONY: run build uncertainty app check quick mini test test-engines lint format lock model clean \
    clean-builds engines bench docs anew
.DELETE_ON_ERROR:

# A server's build prints its index itself.
SHOWN_dev := --show
run: SHOWN := $(SHOWN_$(TARGET))
run: build

# What each target needs besides; dev needs nothing.
NEEDS_dev :=
NEEDS_postgres := .venv/.postgres-installed
NEEDS_spark := .venv/.spark-installed
NEEDS_spark_cluster := .venv/.spark-installed

build: .venv/.installed $(NEEDS_$(TARGET))
	@$(BIN)/python -m pipeline build --target $(TARGET) $(if $(PANEL),--panel "$$PANEL") \
	    $(if $(ACCEPT),--accept "$(ACCEPT)") $(SHOWN)

# The figures and code of `make run`, with more draws; other figures draw anew.
uncertainty: .venv/.installed
	@DRAWS=$(or $(DRAWS),100000) $(BIN)/python -m pipeline build --force \
	    $(if $(PANEL),--panel "$$PANEL") $(if $(ACCEPT),--accept "$(ACCEPT)")

# Both engines, for the test that compares them with DuckDB.
engines: .venv/.postgres-installed .venv/.spark-installed

app: .venv/.installed
	@$(BIN)/python -m app

# Two at once: the linters, and what is built.
check: .venv/.test-installed .venv-lint/.installed
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target lint quick

# What needs no build but that of the mini-world.
QUICK := house mini_world manifest rules macro_arguments
quick: .venv/.test-installed
	$(BIN)/python -m pytest -p no:xdist $(QUICK:%=tests/python/test_%.py)

mini: .venv/.test-installed
	@$(BIN)/python tests/python/mini_world.py build

# Unit tests are those of the mini-world; a build has run the tests of the figures. A file
# stays in one process: what its tests share is made once.
ENGINES := $(patsubst %,tests/python/test_%.py,engines engine_publishes publish_postgres publish_spark)
test: .venv/.test-installed .venv-lint/.installed .venv-oldest/.installed
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target lint build
	$(BIN)/python -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder \
	    $(ENGINES:%=--ignore %)

# PostgreSQL, a session of Spark and its servers in a process each: two leave a core idle at
# the end, and wait for each other before.
test-engines: build engines
	$(BIN)/python -m pytest --numprocesses 3 --dist loadgroup $(ENGINES)

# A database to work on, of seeds alone and without the 512 readings.
warehouse/dev.duckdb: | .venv/.installed
	@echo "Building all models into warehouse/dev.duckdb (once) ..."
	@$(BIN)/dbt --quiet build --resource-type seed --resource-type model

model: warehouse/dev.duckdb
	@$(BIN)/dbt --no-write-json build --cache-selected-only --select $(or $(M),$(error Name a model: make model M=fct_claim))

lint: .venv/.test-installed .venv-lint/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(LINT)/mypy --python-executable $(BIN)/python
	$(LINT)/python lint/sql.py

format: .venv/.test-installed .venv-lint/.installed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(LINT)/sqlfluff fix --disable-progress-bar models analyses tests pipeline
	$(LINT)/sqlfluff fix --disable-progress-bar --templater placeholder app

# Of the published build; nothing is read from the network.
docs: build .venv/.docs-installed
	@$(BIN)/dbt --quiet docs generate --static --empty-catalog
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build
	@echo "site/index.html, with search: $(BIN)/python -m http.server --directory site"

DEFAULT_SIZES := 6,7
override SIZES := $(or $(SIZES),$(DEFAULT_SIZES))
override ROUNDS := $(or $(ROUNDS),3)
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
	$(COMPILE) pyproject.toml --extra docs -c requirements-test.lock -o requirements-docs.lock
	$(COMPILE) pyproject.toml --extra bench -c requirements-test.lock -o requirements-bench.lock
	printf "sqlfluff>=3.4\nmypy>=1.15\n" | $(COMPILE) - -o requirements-lint.lock
	printf "duckdb==1.5.0\nduckdb-cli==1.5.0\n" | $(COMPILE) - -o requirements-oldest.lock

clean:
	rm -rf .venv .venv-lint .venv-oldest target logs site .pytest_cache .ruff_cache .mypy_cache \
	    warehouse/dev.duckdb* warehouse/landing

clean-builds:
	rm -rf warehouse/builds warehouse/current warehouse/marts warehouse/integration.duckdb \
	    warehouse/.lock warehouse/spark

# The lock files pin every package with its hash; a changed lock file installs again.
define install
	@$(PYTHON) -c 'import sys; v = sys.version_info; \
	    (3, 11) <= v < (3, 14) or sys.exit(f"Python 3.11 to 3.13 is needed, {sys.executable} is \
	{v[0]}.{v[1]}. Name another: make PYTHON=/path/to/python3.11 run")'
	@if test -e $(1); then $(call ask,$(1)) || rm -rf $(1); fi
	@test -e $(1) || { mkdir $(1) && echo $$PPID > $(1)/.installing && $(PYTHON) -m venv $(1); }
	@echo "Installing $(2) into $(1) (once) ..."
	@echo $$PPID > $(1)/.installing
	@$(1)/bin/python -m pip install --quiet --disable-pip-version-check \
	    --require-hashes -r $(2)
	@rm $(1)/.installing
	@touch $@
endef

# Half made, moved to another folder or of another Python: an environment is made anew. One
# that another make installs into is waited for, ten minutes at most; a number that was left
# may be another process's by now, or this one's.
ask = n=0; while p=$$(cat $(1)/.installing 2>/dev/null) && test "$$p" != $$PPID && \
    ps -o comm= -p "$$p" 2>/dev/null | grep -q make && test $$((n += 1)) -lt 600; \
    do sleep 1; done; $(1)/bin/python -I pipeline/installed.py $(1)
damaged = $(if $(wildcard $(1)),$(if $(shell $(ask) 2>&1 || echo damaged),anew))

.venv/.installed: requirements.lock $(call damaged,.venv)
	$(call install,.venv,requirements.lock)

.venv/.test-installed: requirements-test.lock .venv/.installed
	$(call install,.venv,requirements-test.lock)

.venv/.postgres-installed: requirements-postgres.lock .venv/.installed
	$(call install,.venv,requirements-postgres.lock)

.venv/.spark-installed: requirements-spark.lock .venv/.installed
	$(call install,.venv,requirements-spark.lock)

.venv/.bench-installed: requirements-bench.lock .venv/.installed
	$(call install,.venv,requirements-bench.lock)

.venv/.docs-installed: requirements-docs.lock .venv/.installed
	$(call install,.venv,requirements-docs.lock)

.venv-lint/.installed: requirements-lint.lock $(call damaged,.venv-lint)
	$(call install,.venv-lint,requirements-lint.lock)

# The oldest DuckDB that must open what is published.
.venv-oldest/.installed: requirements-oldest.lock $(call damaged,.venv-oldest)
	$(call install,.venv-oldest,requirements-oldest.lock)

# Every command that Shubbak needs; `make` alone lists them.

PYTHON  := .venv/bin/python
SCREEN  := -screen 0 1080x1920x24
# A portrait screen that exists only in memory, for machines without a display.
VIRTUAL := QT_QPA_PLATFORM=xcb xvfb-run -a -s "$(SCREEN)"
# Where a window has to be active, which takes a window manager on a real X display.
IN_MEMORY := QT_QPA_PLATFORM=offscreen:configfile=$(CURDIR)/tests/samples/offscreen.json
# More for pytest, such as: make test ARGS="tests/house -x"
ARGS    ?=

.DEFAULT_GOAL := help
.PHONY: help setup run office portal test lint faults mutants badinput visits bench benchmark-mrz screens receipts leaflets lock licences package clean

help: ## List these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

setup: ## Put in place what is missing: system libraries, Python packages, the project itself
	@sh installer/setup.sh

run: setup ## Open the kiosk with simulated devices; without a display, play one visit into demo-output/
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	    exec $(PYTHON) -m kiosk; \
	fi; \
	echo "No display here: one whole visit plays by itself on a virtual one; look in demo-output/ for what it leaves."; \
	$(VIRTUAL) $(PYTHON) -m kiosk --play demo-output

office: setup ## Open the counter of a service office
	@$(PYTHON) -m office_client

portal: setup ## Serve the portal on this machine, with its data in var/
	@.venv/bin/shubbak portal

lint: setup ## Style and types
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy

# In the order of their folders: sorted by their number of tests, files of one long test would come last, and one
# worker would end alone.
test: lint ## Style, types and the whole test suite
	@$(PYTHON) -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

faults: setup ## All thirty-one faults, short and long, with their counts (docs/faults.md): three quarters of an hour
	@SHUBBAK_EXAMPLES=new $(PYTHON) -m pytest -m "fault or faults" --timeout 3600 $(ARGS)

mutants: setup ## Plant known bugs in a copy, one after another: the tests must catch every one
	@$(PYTHON) tests/faults/mutants.py $(ARGS)

badinput: setup ## Every named bad input at every door, and the fuzzing of the parsers
	@SHUBBAK_EXAMPLES=new $(PYTHON) -m pytest -n 2 -m "badinput or not badinput" --timeout 1800 tests/bad_input tests/catalogue/test_damaged_files.py tests/catalogue/test_any_answers.py $(ARGS)

visits: setup ## Play every service from first touch to receipt on the kiosk's screens: ten minutes; ARGS="-k oman" for one country
	@$(PYTHON) -m pytest -n 2 -m visits --timeout 3600 tests/ui/test_piloted_visits.py $(ARGS)

bench: setup ## Measure every figure that is promised
	@for figure in benchmarks/[a-z]*.py; do $(VIRTUAL) $(PYTHON) "$$figure" || exit 1; done

benchmark-mrz: setup ## Read cards of an unseen style beside the other open readers: an hour on a quiet machine
	@sh benchmarks/mrz/prepare.sh
	@$(PYTHON) -m benchmarks.mrz.compare $(ARGS)

screens: setup ## Draw every screen in both languages into docs/screens/
	@$(VIRTUAL) $(PYTHON) -m kiosk --screens docs/screens
	@$(IN_MEMORY) $(PYTHON) -m office_client --screens docs/screens

receipts: setup ## Draw the receipts and slips that the tests compare with anew; look at each before it is kept
	@PYTHONPATH=tests:tests/unit/paper $(IN_MEMORY) $(PYTHON) tests/unit/paper/golden.py

leaflets: setup ## Print the guides to all services as PDF into leaflets/; ARGS="--portal https://..." gives them their codes
	@.venv/bin/shubbak services leaflet --all $(ARGS)

lock: setup ## Write requirements.lock anew from pyproject.toml, with hashes and without addresses
	@$(PYTHON) -m piptools compile --quiet --extra dev --strip-extras --allow-unsafe --generate-hashes --no-header \
	    --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --output-file requirements.lock pyproject.toml

licences: setup ## Write the table of docs/licences.md anew
	@$(PYTHON) installer/licences.py

package: setup ## Build the frozen kiosk and its launcher into dist/
	@$(PYTHON) -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath build installer/kiosk.spec
	@$(PYTHON) installer/make_launcher.py

clean: ## Remove what was built; keeps .venv/ and var/
	@rm -rf build dist demo-output *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

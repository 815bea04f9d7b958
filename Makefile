# What is worth typing often. `make ci` is what must hold before a change lands.

.PHONY: help test race lint cover fuzz fuzz-seeds examples docs bench ci
.DEFAULT_GOAL := help

FUZZTIME ?= 30s
FUZZPKG  ?= ./internal/codec

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

test: ## all tests of the core module
	go test ./...

race: ## all tests, race detector on, in random order
	go test -race -shuffle=on ./...

lint: ## gofmt, vet and golangci-lint
	test -z "$$(gofmt -l .)"
	go vet ./...
	golangci-lint run ./...

cover: ## statement coverage of core and services, at least 90 % each
	bash .ci/cover

fuzz-seeds: ## the fuzz targets' seeds, as tests
	go test -run '^Fuzz' ./...

fuzz: ## fuzz each target of FUZZPKG for FUZZTIME
	@for target in $$(go test -list '^Fuzz' $(FUZZPKG) | grep '^Fuzz'); do \
		go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) $(FUZZPKG) || exit 1; done

examples: ## build all examples, run the tour on the sandbox
	go vet ./examples/...
	go run ./examples/tour

docs: ## write the generated documents
	go generate ./internal/coverage

bench: ## the benchmarks, a module of their own
	cd bench && go test -run '^$$' -bench . -benchmem ./...

ci: ## everything, as on the build server
	bash .ci/run

// Command cmd writes docs/coverage.md of the module whose root is its argument.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/quartetgo/quartet/internal/coverage"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: cmd <root of the module>")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "coverage:", err)
		os.Exit(1)
	}
}

func write(root string) error {
	apis, err := coverage.Load(root)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(root, "docs", "coverage.md"), []byte(coverage.Document(apis)), 0o644)
}

package coverage

import (
	"fmt"
	"strings"
)

// Document is docs/coverage.md.
func Document(apis []API) string {
	var b strings.Builder
	b.WriteString(`<!-- Written by "go generate ./internal/coverage" from testdata/coverage. Do not edit. -->

# What is covered

Each operation, parameter and field of the vendors' documents, and its Go name.
A test makes every call in this list and finds each parameter and request field on the wire, and each response field in the Go value.

*Documented*: the vendor's page names it. *Observed*: read out of server releases and real answers, or expected by other clients.
A *column* is a column of the order that the server writes although its page does not name it for writing.
*Further* fields lie inside what the page names without saying what is in it; *later* ones belong to later versions of the API.
` + "`[]` is a step into a list or a map; a field is counted once for each operation.\n\n")
	writeCounts(&b, apis)
	for _, api := range apis {
		fmt.Fprintf(&b, "\n## %s: package %s\n\nVendor's page: <%s>\n", api.Title, api.Package, api.Page)
		for _, op := range api.Operations {
			writeOperation(&b, op)
		}
		if len(api.Errors) > 0 {
			b.WriteString("\n### Failed calls\n")
			writeFields(&b, "error field", api.Errors)
		}
	}
	return b.String()
}

func writeCounts(b *strings.Builder, apis []API) {
	var all Counts
	b.WriteString("| | ")
	for _, api := range apis {
		b.WriteString(api.Title + " | ")
		all = all.Plus(api.Count())
	}
	b.WriteString("all |\n|---|" + strings.Repeat("--:|", len(apis)+1) + "\n")
	for _, line := range []struct {
		title string
		of    func(Counts) int
	}{
		{"operations", func(c Counts) int { return c.Operations }},
		{"their variants at other paths", func(c Counts) int { return c.Variants }},
		{"parameters, documented", func(c Counts) int { return c.Parameters }},
		{"parameters, observed", func(c Counts) int { return c.FurtherParameters }},
		{"request fields", func(c Counts) int { return c.RequestFields }},
		{"request fields, order columns", func(c Counts) int { return c.ColumnFields }},
		{"request fields of later API versions", func(c Counts) int { return c.LaterRequestFields }},
		{"response fields", func(c Counts) int { return c.ResponseFields }},
		{"response fields, further", func(c Counts) int { return c.FurtherResponseFields }},
		{"error fields", func(c Counts) int { return c.ErrorFields }},
	} {
		fmt.Fprintf(b, "| %s |", line.title)
		for _, api := range apis {
			fmt.Fprintf(b, " %d |", line.of(api.Count()))
		}
		fmt.Fprintf(b, " **%d** |\n", line.of(all))
	}
}

func writeOperation(b *strings.Builder, op Operation) {
	fmt.Fprintf(b, "\n### %s\n\n`%s %s` → %s\n", op.ID, op.Method, op.Path, code(op.Go...))
	for _, v := range op.Variants {
		fmt.Fprintf(b, "\nAlso at `%s` → %s\n", v.Path, code(v.Go))
	}
	writeParameters(b, op.Parameters)
	writeFields(b, "request field", op.Request)
	writeFields(b, "response field", op.Response)
}

func writeParameters(b *strings.Builder, rows []Row) {
	if len(rows) == 0 {
		return
	}
	b.WriteString("\n| parameter | in | Go | source |\n|---|---|---|---|\n")
	for _, row := range rows {
		fmt.Fprintf(b, "| `%s` | %s | %s | %s |\n", row.Name, row.In, code(row.Go), row.Source)
	}
}

func writeFields(b *strings.Builder, title string, rows []Row) {
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(b, "\n| %s | Go | source |\n|---|---|---|\n", title)
	for _, row := range rows {
		source := row.Source
		if row.Tier != "" {
			source += ", " + row.Tier
		}
		fmt.Fprintf(b, "| `%s` | %s | %s |\n", row.Name, code(row.Go), source)
	}
}

func code(names ...string) string { return "`" + strings.Join(names, "`, `") + "`" }

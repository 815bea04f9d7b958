package main

import (
	"fmt"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/quartetgo/quartet"
)

// title begins a service's part.
func title(text string) { fmt.Printf("\n%s\n%s\n", text, strings.Repeat("─", len([]rune(text)))) }

// say is one line of a part.
func say(format string, args ...any) { fmt.Printf(format+"\n", args...) }

// table prints rows in columns.
func table(rows ...[]any) {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = text(cell)
		}
		fmt.Fprintln(w, "  "+strings.Join(cells, "\t"))
	}
	_ = w.Flush()
}

// text is a cell as a person reads it.
func text(cell any) string {
	switch v := cell.(type) {
	case time.Time:
		if v.IsZero() {
			return "–"
		}
		return v.Format("2 Jan 2006 15:04")
	case quartet.Decimal:
		return money(v)
	case string:
		if v == "" {
			return "–"
		}
		return v
	default:
		return fmt.Sprint(v)
	}
}

// money groups thousands and shows two places: "1 234.50".
func money(d quartet.Decimal) string {
	whole, cents, _ := strings.Cut(d.Decimal().StringFixed(2), ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + " " + whole[i:]
	}
	return sign + whole + "." + cents
}

package bench

import (
	"fmt"
	"strings"
	"testing"

	"github.com/quartetgo/quartet/internal/codec"
	"github.com/quartetgo/quartet/orders"
)

// BenchmarkGrowth reads texts that are made to be slow to read, each in a small
// and a sixteen times larger size. Time per byte must not grow with the size.
func BenchmarkGrowth(b *testing.B) {
	list := func(element string) func(int) string {
		return func(size int) string {
			return "[" + strings.Repeat(element+",", size/len(element)) + element + "]"
		}
	}
	member := func(name, value string) func(int) string {
		return func(size int) string {
			var text strings.Builder
			text.WriteString(`{"order_id":1`)
			for i := 0; text.Len() < size; i++ {
				fmt.Fprintf(&text, `,"%s%d":%s`, name, i, value)
			}
			return text.String() + "}"
		}
	}
	inside := func(before, filling, behind string) func(int) string {
		return func(size int) string { return before + strings.Repeat(filling, size/len(filling)) + behind }
	}
	records := func() any { return new(codec.Records) }
	order := func() any { return new(orders.Order) }
	for _, shape := range []struct {
		name   string
		target func() any
		text   func(size int) string
	}{
		{"records that are empty", records, list(`{}`)},
		{"records that are numbers", records, list(`1`)},
		{"records full of braces in strings", records, list(`{"a":"}{}{}{"}`)},
		{"one record of escaped quotes", records, inside(`[{"a":"`, `\"`, `"}]`)},
		{"one record without an end", records, inside(`[{"a":"`, `}{`, ``)},
		{"a string without an end", order, inside(`{"notes":"`, `abcdefgh`, ``)},
		{"a string of escapes", order, inside(`{"notes":"`, `\u0416`, `"}`)},
		{"unknown members", order, member("x", `{"a":[1,"2"]}`)},
		{"one member again and again", order, inside(`{"notes":""`, `,"notes":"x"`, `}`)},
		{"blobs of another shape", order, inside(`{"products":[{}`, `,{"extra":[1]}`, `]}`)},
		{"one blob again and again", order, inside(`{"taxes":1`, `,"taxes":[1]`, `}`)},
		{"an error at the end", order, inside(`{"products":[{}`, `,{"amount":"1"}`, `,{"amount":"x"}]}`)},
		{"deep lists side by side", order, inside(`{"x":[0`, `,`+strings.Repeat("[", 400)+strings.Repeat("]", 400), `]}`)},
	} {
		for _, size := range []int{64 << 10, 1 << 20} {
			text := []byte(shape.text(size))
			b.Run(fmt.Sprintf("%s/KB=%d", strings.ReplaceAll(shape.name, " ", "-"), size>>10), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					_ = codec.Unmarshal(text, shape.target(), codec.Options{}) // some are refused
				}
			})
		}
	}
}

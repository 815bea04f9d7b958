package quartet_test

import (
	"encoding/json"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/quartetgo/quartet"
)

func ExampleOptional() {
	update := struct {
		Name  quartet.Optional[string] `json:"name,omitzero"`
		Email quartet.Optional[string] `json:"email,omitzero"`
		Note  quartet.Optional[string] `json:"note,omitzero"`
	}{Name: quartet.Set("Ann"), Email: quartet.Null[string]()}
	text, _ := json.Marshal(update)
	fmt.Println(string(text))
	// Output: {"name":"Ann","email":null}
}

func ExampleSet() {
	name, ok := quartet.Set("Ann").Get()
	fmt.Println(name, ok)
	// Output: Ann true
}

func ExampleNull() {
	email := quartet.Null[string]()
	fmt.Println(email.IsNull(), email.IsZero())
	// Output: true false
}

func ExampleOptional_Get() {
	var absent quartet.Optional[int]
	n, ok := absent.Get()
	fmt.Println(n, ok)
	// Output: 0 false
}

func ExampleOptional_IsNull() {
	fmt.Println(quartet.Set(0).IsNull())
	// Output: false
}

func ExampleOptional_IsZero() {
	var absent quartet.Optional[int]
	fmt.Println(absent.IsZero(), quartet.Set(0).IsZero())
	// Output: true false
}

func ExampleOptional_MarshalJSON() {
	text, err := json.Marshal([]quartet.Optional[int]{quartet.Set(1), quartet.Null[int]()})
	fmt.Println(string(text), err)
	// Output: [1,null] <nil>
}

func ExampleOptional_UnmarshalJSON() {
	var fields []quartet.Optional[int]
	err := json.Unmarshal([]byte(`[1,null]`), &fields)
	fmt.Println(fields[0].IsNull(), fields[1].IsNull(), err)
	// Output: false true <nil>
}

func ExampleDecimal() {
	price := quartet.MustDecimal("12.50")
	total := price.Decimal().Mul(decimal.NewFromInt(3))
	fmt.Println(price, quartet.NewDecimal(total), price.Equal(quartet.MustDecimal("12.5")))
	// Output: 12.50 37.50 true
}

func ExampleParseDecimal() {
	d, err := quartet.ParseDecimal("677.95")
	fmt.Println(d, err)
	_, err = quartet.ParseDecimal("1,5")
	fmt.Println(err)
	// Output:
	// 677.95 <nil>
	// quartet: "1,5" is not a decimal number
}

func ExampleMustDecimal() {
	fmt.Println(quartet.MustDecimal("-0.10"))
	// Output: -0.10
}

func ExampleNewDecimal() {
	fmt.Println(quartet.NewDecimal(decimal.RequireFromString("3.10")))
	// Output: 3.10
}

func ExampleDecimal_Cmp() {
	fmt.Println(quartet.MustDecimal("2").Cmp(quartet.MustDecimal("10")))
	// Output: -1
}

func ExampleDecimal_Equal() {
	fmt.Println(quartet.MustDecimal("1e2").Equal(quartet.MustDecimal("100.00")))
	// Output: true
}

func ExampleDecimal_IsZero() {
	fmt.Println(quartet.Decimal{}.IsZero(), quartet.MustDecimal("0.00").IsZero())
	// Output: true true
}

func ExampleDecimal_String() {
	fmt.Println(quartet.MustDecimal("12.50").String(), quartet.Decimal{}.String())
	// Output: 12.50 0
}

func ExampleDecimal_Float64() {
	fmt.Println(quartet.MustDecimal("12.50").Float64())
	// Output: 12.5
}

func ExampleDecimal_Decimal() {
	fmt.Println(quartet.MustDecimal("12.50").Decimal().Add(decimal.NewFromInt(1)))
	// Output: 13.5
}

func ExampleDecimal_MarshalJSON() {
	text, _ := json.Marshal(quartet.MustDecimal("12.50"))
	fmt.Println(string(text))
	// Output: "12.50"
}

func ExampleDecimal_UnmarshalJSON() {
	var amounts []quartet.Decimal
	err := json.Unmarshal([]byte(`["12.50", 12.50, "", null]`), &amounts)
	fmt.Println(amounts, err)
	// Output: [12.50 12.50 0 0] <nil>
}

func ExampleDecimal_MarshalText() {
	text, err := quartet.MustDecimal("12.50").MarshalText()
	fmt.Println(string(text), err)
	// Output: 12.50 <nil>
}

func ExampleDecimal_UnmarshalText() {
	var d quartet.Decimal
	err := d.UnmarshalText([]byte("12.50"))
	fmt.Println(d, err)
	// Output: 12.50 <nil>
}

func ExampleDecimal_Value() {
	value, err := quartet.MustDecimal("12.50").Value()
	fmt.Println(value, err)
	// Output: 12.50 <nil>
}

func ExampleDecimal_Scan() {
	var d quartet.Decimal
	fmt.Println(d.Scan([]byte("12.50")), d)
	fmt.Println(d.Scan(12.5))
	// Output:
	// <nil> 12.50
	// quartet: cannot scan float64 into a Decimal
}

package orders

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
)

// PaymentInfo is what the customer entered for the payment, and what the payment
// processor answered. It may hold card data: it prints and logs as the number of
// its entries. Reading it, and json.Marshal of it or of what holds it, give the
// values.
type PaymentInfo map[string]string

// UnmarshalJSON reads an object; values that are no strings are kept as their
// JSON. [], "", null and false are an empty map. What is no map at all, as when
// the store could not decrypt it, is one entry without a name.
func (p *PaymentInfo) UnmarshalJSON(data []byte) error {
	m, err := decodeTexts(data)
	if err != nil && json.Valid(data) {
		m, err = map[string]string{"": textOf(data)}, nil
	}
	*p = m
	return err
}

// Format hides the entries from every verb of fmt.
func (p PaymentInfo) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, p.hidden()) }

// LogValue hides the entries from slog.
func (p PaymentInfo) LogValue() slog.Value { return slog.StringValue(p.hidden()) }

func (p PaymentInfo) hidden() string { return fmt.Sprintf("PaymentInfo(%d hidden)", len(p)) }

// Secret is JSON that may hold credentials of the store, such as a payment
// gateway's keys. It prints and logs as "hidden". Convert it to json.RawMessage,
// or marshal it, to get at the text.
type Secret json.RawMessage

// UnmarshalJSON keeps a copy of the text; null is nothing.
func (s *Secret) UnmarshalJSON(data []byte) error {
	*s = nil
	if string(data) != "null" {
		*s = append(*s, data...)
	}
	return nil
}

// MarshalJSON writes the text back.
func (s Secret) MarshalJSON() ([]byte, error) {
	if len(s) == 0 {
		return []byte("null"), nil
	}
	return s, nil
}

// Format hides the text from every verb of fmt.
func (s Secret) Format(st fmt.State, _ rune) { _, _ = io.WriteString(st, s.hidden()) }

// LogValue hides the text from slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.hidden()) }

func (s Secret) hidden() string {
	if len(s) == 0 {
		return "Secret()"
	}
	return "Secret(hidden)"
}

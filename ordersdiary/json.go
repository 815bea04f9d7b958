package ordersdiary

import "github.com/quartetgo/quartet/internal/codec"

// What a Service gave can be stored and read back: all types are written with the
// vendor's names, times as RFC 3339.

// unmarshal reads what the vendor sends, and what was stored. No client says here
// in which zone the vendor's times are: they are taken to be Moscow's.
func unmarshal(data []byte, v any) error {
	return codec.Unmarshal(data, v, codec.Options{Location: moscow()})
}

// MarshalJSON writes the deal with the vendor's names, times as RFC 3339.
func (d Deal) MarshalJSON() ([]byte, error) { return codec.Marshal(d) }

// UnmarshalJSON reads a deal as the vendor sends it, or as MarshalJSON wrote it.
// Times without a zone are taken to be Moscow's; the methods of a Service take
// them in the client's Location.
func (d *Deal) UnmarshalJSON(data []byte) error { return unmarshal(data, d) }

// MarshalJSON writes the client with the vendor's names.
func (c Client) MarshalJSON() ([]byte, error) { return codec.Marshal(c) }

// UnmarshalJSON reads the vendor's text, and what MarshalJSON wrote.
func (c *Client) UnmarshalJSON(data []byte) error { return unmarshal(data, c) }

// MarshalJSON writes the lead with the vendor's names.
func (s Source) MarshalJSON() ([]byte, error) { return codec.Marshal(s) }

// UnmarshalJSON reads the vendor's text, its times as Moscow's, and what
// MarshalJSON wrote.
func (s *Source) UnmarshalJSON(data []byte) error { return unmarshal(data, s) }

// MarshalJSON writes the visit with the vendor's names.
func (v Visit) MarshalJSON() ([]byte, error) { return codec.Marshal(v) }

// UnmarshalJSON reads the vendor's text, its times as Moscow's, and what
// MarshalJSON wrote.
func (v *Visit) UnmarshalJSON(data []byte) error { return unmarshal(data, v) }

// MarshalJSON writes the product with the vendor's names.
func (p Product) MarshalJSON() ([]byte, error) { return codec.Marshal(p) }

// UnmarshalJSON reads the vendor's text, and what MarshalJSON wrote.
func (p *Product) UnmarshalJSON(data []byte) error { return unmarshal(data, p) }

// MarshalJSON writes the tag with the vendor's names.
func (t Tag) MarshalJSON() ([]byte, error) { return codec.Marshal(t) }

// UnmarshalJSON reads the vendor's text, and what MarshalJSON wrote.
func (t *Tag) UnmarshalJSON(data []byte) error { return unmarshal(data, t) }

// MarshalJSON writes the comment with the vendor's names.
func (c Comment) MarshalJSON() ([]byte, error) { return codec.Marshal(c) }

// UnmarshalJSON reads the vendor's text, and what MarshalJSON wrote.
func (c *Comment) UnmarshalJSON(data []byte) error { return unmarshal(data, c) }

// MarshalJSON writes the counts and the deals with the vendor's names, without
// the Cursor.
func (p Page) MarshalJSON() ([]byte, error) { return codec.Marshal(p) }

// UnmarshalJSON reads either form of the vendor's answer, and what MarshalJSON
// wrote.
func (p *Page) UnmarshalJSON(data []byte) error {
	if isList(data) {
		*p = Page{}
		return unmarshal(data, &p.Deals)
	}
	return unmarshal(data, p)
}

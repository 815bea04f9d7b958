package ordersdiary

import (
	"encoding/json"
	"strconv"
	"time"
)

// SourceType is the kind of lead that a deal belongs to. The vendor may add
// kinds: Known tells whether it is one of the constants.
type SourceType string

// The kinds of leads. Chats are not in the vendor's document; they occur.
const (
	SourceCall    SourceType = "CALL"
	SourceRequest SourceType = "REQUEST"
	SourceChat    SourceType = "CHAT"
)

// Known reports whether the kind is one of the constants.
func (t SourceType) Known() bool {
	switch t {
	case SourceCall, SourceRequest, SourceChat:
		return true
	}
	return false
}

// Source is the lead behind a deal: a call, a request, or something newer. Its
// Type tells which of the fields are filled; it is empty for a deal without a
// lead.
type Source struct {
	Type SourceType `json:"type"`

	// Of a call.
	CallID          int64     `json:"callId"`
	DurationSeconds int64     `json:"duration"`
	PhoneNumber     string    `json:"phoneNumber"` // the number that was called
	ANI             string    `json:"ani"`         // the number of the caller
	DateCall        time.Time `json:"dateCall" codec:"local"`

	// Of a request.
	RequestNumber string `json:"requestNumber"`

	// Extra holds the members that no field names, which for a kind unknown to
	// this library is most of them.
	Extra map[string]json.RawMessage `json:"-" codec:"extra"`
}

// appendLead appends the id of the call or the request; nothing when there is none.
func (s *Source) appendLead(b []byte) []byte {
	if s.CallID != 0 {
		return strconv.AppendInt(b, s.CallID, 10)
	}
	return append(b, s.RequestNumber...)
}

// Package open2b is a stateful Open2b store that answers the six methods
// commerce.contacts.* of its API, in versions v3, v6, v10 and v13.
//
// Where the vendor's documents are silent and the server has to do something all
// the same, the comment there says "assumed". What only clients report is off
// unless Beliefs switches it on.
package open2b

// DefaultKey is the API key when Config names none.
const DefaultKey = "sandbox-open2b-key-7f3a9c"

// Config says what store to be. The zero value is an empty store that answers
// all versions.
type Config struct {
	Key string // DefaultKey when empty

	// KeyHeader is the header that must hold the key. When empty, X-Key and
	// X-Secret-Key are both taken: the documents name the first for older
	// versions and the second for later ones, and draw no line.
	KeyHeader string

	Seed      uint64 // the same seed makes the same contacts
	Contacts  int
	Customers int // customers exist with the ids 37001 and up; a fourth of Contacts, and at least 10, when 0

	// Version is the one version that is answered, such as "v10"; all when empty.
	Version string

	// Unavailable methods, such as "commerce.contacts.delete", are refused with
	// AccessDenied and the method's name for a field.
	Unavailable []string

	Beliefs Beliefs
}

// Beliefs switches on what the documents leave open the other way. All are off
// by default.
type Beliefs struct {
	NullEmail         bool // no e-mail is shown as null, not ""
	AllFields         bool // fields that were not asked for come all the same
	AfterImpliesOrder bool // after sorts by id, whatever order says
	DeleteAnyway      bool // unknown and repeated ids in delete are no error
	GetNotFound       bool // get of a missing id is a NotFound error, not a null contact
}

func (c Config) withDefaults() Config {
	if c.Key == "" {
		c.Key = DefaultKey
	}
	if c.Customers == 0 {
		c.Customers = max(10, c.Contacts/4)
	}
	return c
}
